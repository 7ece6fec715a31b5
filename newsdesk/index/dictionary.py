"""The distinct words of a segment, sorted, so that all words with one beginning stand side by side.

    words      … seek seeking seem seems seen …          the beginning "see" is a slice: lo … hi
    by length  … the same words' numbers, short ones first: the candidates for a misspelt word of n letters are a slice
    signatures   32 bits a word, a bit for each letter that is in it

Two words one typo apart differ in at most two letters of their signatures, so xor and popcount leave ten to some
hundred of 65,000 words on which the real distance (`rapidfuzz`, optimal string alignment) is computed.
For beginnings with a typo there is a signature of the first four, five, six … letters of each longer word.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from newsdesk.index.arrays import Array, Bytes, Ints, starts_of
from newsdesk.text.tokens import MAX_WORD_LETTERS
from newsdesk.text.typo import (
    INSIDE,
    MIN_LETTERS_FOR_A_BEGINNING_WITH_A_TYPO,
    MIN_LETTERS_OF_A_LONG_WORD,
    MIN_LETTERS_OF_AN_INSIDE,
    ONLY_A_BEGINNING,
    TYPO,
    WRONG_FIRST_LETTER,
    digits_of,
    typos_allowed,
)

SHORTEST_BEGINNING = MIN_LETTERS_FOR_A_BEGINNING_WITH_A_TYPO
LONGEST_BEGINNING = 15
"""Longer typed words are nearly whole: their beginnings are not searched for typos."""

NearWords = dict[int, int]
"""Numbers of dictionary words, and what each costs in half typos."""


@dataclass(slots=True)
class Dictionary:
    """Sorted words; a word's number is its place."""

    letters: Bytes
    """All words in UTF-8, end to end."""
    starts: Array
    by_length: Array
    """Word numbers, ordered by how many letters the words have."""
    length_starts: Array
    """Where in `by_length` the words of n letters begin, n from 0."""
    signatures: Array
    """In the order of `by_length`."""
    beginnings: Array
    """Signatures of the first n letters, n from SHORTEST_BEGINNING on, of all words longer than n - 1 letters."""
    beginning_starts: Array
    initials: Array
    """The first letter of each word, as a code point."""
    _bytes: memoryview = field(init=False, repr=False)
    _starts: memoryview = field(init=False, repr=False)
    _kept: list[str | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Plain memoryviews answer single look-ups several times faster than arrays.
        self._bytes = self.letters.data
        self._starts = self.starts.data
        self._kept = [None] * len(self)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def raw(self, number: int) -> bytes:
        """A word in UTF-8."""
        return bytes(self._bytes[self._starts[number] : self._starts[number + 1]])

    def word(self, number: int) -> str:
        """A word."""
        return str(self._bytes[self._starts[number] : self._starts[number + 1]], "utf-8")

    def words(self, numbers: Sequence[int]) -> list[str]:
        """Some words. Those that were asked for once are kept."""
        kept = self._kept
        found = [kept[number] for number in numbers]
        if None in found:
            for number in numbers:
                if kept[number] is None:
                    kept[number] = self.word(number)
            found = [kept[number] for number in numbers]
        return cast(list[str], found)

    def find(self, word: str) -> int | None:
        """The number of a word, None when it is not here."""
        wanted = word.encode()
        at = bisect_left(range(len(self)), wanted, key=self.raw)
        return at if at < len(self) and self.raw(at) == wanted else None

    def beginning_with(self, beginning: str) -> tuple[int, int]:
        """The words that begin so: from the first to before the second. The word itself comes first."""
        wanted = beginning.encode()
        numbers = range(len(self))
        low = bisect_left(numbers, wanted, key=self.raw)
        # No byte of UTF-8 is 0xFF: whatever begins so stands before.
        return low, bisect_left(numbers, wanted + b"\xff", lo=low, key=self.raw)

    def near(self, typed: str, *, beginnings: bool) -> NearWords:
        """Words that a typed one may mean, the word itself and those that begin so left out.

        Args:
            typed: Folded.
            beginnings: Also words that begin with something near it, or hold it inside.
        """
        found: NearWords = {}
        allowed = typos_allowed(typed)
        if allowed:
            self._near_whole(typed, allowed, found)
        if beginnings:
            if allowed and SHORTEST_BEGINNING <= len(typed) <= LONGEST_BEGINNING:
                self._near_beginnings(typed, found)
            if len(typed) >= MIN_LETTERS_OF_AN_INSIDE:
                self._holding(typed, found)
        low, high = self.beginning_with(typed)
        return {number: cost for number, cost in found.items() if not low <= number < high}

    def _near_whole(self, typed: str, allowed: int, found: NearWords) -> None:
        low, high = self._lengths(len(typed) - allowed, len(typed) + allowed)
        differing = np.bitwise_count(self.signatures[low:high] ^ signature(typed))
        numbers = self.by_length[low:high][differing <= 2 * allowed]
        for number, word, typos in self._distances(typed, numbers, None, allowed):
            if digits_of(word) == digits_of(typed):
                _better(found, number, TYPO * typos + WRONG_FIRST_LETTER * (word[0] != typed[0]))

    def _near_beginnings(self, typed: str, found: NearWords) -> None:
        letters = len(typed)
        order = letters - SHORTEST_BEGINNING
        low, high = int(self.beginning_starts[order]), int(self.beginning_starts[order + 1])
        close = np.bitwise_count(self.beginnings[low:high] ^ signature(typed)) <= 2
        numbers = self.by_length[len(self) - (high - low) :][close]
        for cut in (letters - 1, letters, letters + 1):
            for number, word, typos in self._distances(typed, numbers, cut, 1):
                if len(word) > cut and digits_of(word[:cut]) == digits_of(typed):
                    cost = TYPO * typos + WRONG_FIRST_LETTER * (word[0] != typed[0]) + ONLY_A_BEGINNING
                    _better(found, number, cost)

    def _holding(self, typed: str, found: NearWords) -> None:
        low, high = self._lengths(MIN_LETTERS_OF_A_LONG_WORD, MAX_WORD_LETTERS)
        if low == high:
            return
        wanted = np.frombuffer(typed.encode(), np.uint8)
        places = self._places_of(wanted)
        numbers = np.searchsorted(self.starts, places, "right") - 1
        inside = (self.starts[numbers] < places) & (places + len(wanted) <= self.starts[numbers + 1])
        for number in dict.fromkeys(numbers[inside].tolist()):
            word = self.word(number)
            if len(word) >= MIN_LETTERS_OF_A_LONG_WORD and digits_of(word) == digits_of(typed):
                _better(found, number, INSIDE)

    def _places_of(self, wanted: Bytes) -> Ints:
        letters = self.letters
        last = len(letters) - len(wanted) + 1
        if last <= 0:
            return np.zeros(0, np.intp)
        places = np.flatnonzero(letters[:last] == wanted[0])
        for offset in range(1, len(wanted)):
            places = places[letters[places + offset] == wanted[offset]]
        return places

    def _lengths(self, least: int, most: int) -> tuple[int, int]:
        least, most = max(least, 1), min(most, MAX_WORD_LETTERS)
        return int(self.length_starts[min(least, MAX_WORD_LETTERS + 1)]), int(self.length_starts[most + 1])

    def _distances(self, typed: str, numbers: Array, cut: int | None, allowed: int) -> list[tuple[int, str, int]]:
        """Those of some words (of their first letters, where they are cut) that are near enough."""
        if not len(numbers):
            return []
        listed = numbers.tolist()
        words = self.words(listed)
        compared = words if cut is None else [word[:cut] for word in words]
        typos = process.cdist([typed], compared, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[0]
        return [(listed[n], words[n], int(typos[n])) for n in np.flatnonzero(typos <= allowed).tolist()]


def _better(found: NearWords, number: int, cost: int) -> None:
    found[number] = min(cost, found.get(number, cost))


def signature(word: str) -> np.uint32:
    """A bit for each letter in it. The low five bits of a code point tell the letters of an alphabet apart."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return np.uint32(bits)


def build_dictionary(words: Sequence[str]) -> Dictionary:
    """A dictionary of distinct words that stand in order of their code points."""
    lengths = np.fromiter(map(len, words), np.intp, len(words))
    joined = "".join(words)
    encoded = [word.encode() for word in words]
    code_points = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    bits = np.left_shift(np.uint32(1), code_points & np.uint32(31), dtype=np.uint32)
    by_length = np.argsort(lengths, kind="stable")
    sorted_lengths = lengths[by_length]
    length_starts = np.searchsorted(sorted_lengths, np.arange(MAX_WORD_LETTERS + 2)).astype(np.uint32)
    first_letters = (np.cumsum(lengths) - lengths)[by_length]
    signatures, beginnings = _signatures(bits, first_letters, sorted_lengths)
    return Dictionary(
        letters=np.frombuffer(b"".join(encoded), np.uint8),
        starts=starts_of(np.fromiter(map(len, encoded), np.intp, len(words))),
        by_length=by_length.astype(np.uint32),
        length_starts=length_starts,
        signatures=signatures,
        beginnings=np.concatenate(beginnings) if beginnings else np.zeros(0, np.uint32),
        beginning_starts=starts_of(np.array([len(part) for part in beginnings], np.intp)),
        initials=code_points[np.cumsum(lengths) - lengths].astype(np.uint32),
    )


def _signatures(
    bits: NDArray[np.uint32], first_letters: Ints, lengths: Ints
) -> tuple[NDArray[np.uint32], list[NDArray[np.uint32]]]:
    so_far = np.zeros(len(lengths), np.uint32)
    beginnings: list[NDArray[np.uint32]] = []
    for letter in range(int(lengths[-1]) if len(lengths) else 0):
        long_enough = int(np.searchsorted(lengths, letter + 1))
        so_far[long_enough:] |= bits[first_letters[long_enough:] + letter]
        if SHORTEST_BEGINNING <= letter + 1 <= LONGEST_BEGINNING:
            beginnings.append(so_far[long_enough:].copy())
    while len(beginnings) < LONGEST_BEGINNING - SHORTEST_BEGINNING + 1:
        beginnings.append(np.zeros(0, np.uint32))
    return so_far, beginnings
