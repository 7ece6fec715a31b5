"""The distinct words of a segment, sorted, so that all words with one beginning stand side by side.

    words      … seek seeking seem seems seen …          the beginning "see" is a slice: lo … hi
    by length  … the same words' numbers, short ones first: the candidates for a misspelt word of n letters are a slice
    signatures   64 bits a word: a bit for each letter that is in it, and one for each that is in it twice
    edges        64 bits a word: the letters of its first four, and of its last four

A typo changes at most two bits of a signature, and of either edge. So xor and popcount leave a few dozen of 65,000
words on which the real distance (`rapidfuzz`, optimal string alignment) is computed.
What stands inside long words is found in the sorted list of all their endings.
For beginnings with a typo there is a signature of the first four, five, six … letters of each longer word.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from newsdesk.index.arrays import Array, Bytes, Ints, starts_of
from newsdesk.text.tokens import MAX_WORD_LETTERS
from newsdesk.text.typo import (
    INSIDE,
    MAX_LETTERS_OF_A_BEGINNING_WITH_A_TYPO,
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
LONGEST_BEGINNING = MAX_LETTERS_OF_A_BEGINNING_WITH_A_TYPO

EDGE_LETTERS = 4
_BYTES_OF_A_NUMBER = 8
_LETTERS_ONCE = np.uint64(0xFFFFFFFF)
_MOST_FOUND = 4096
_ONE_BY_ONE = 40
"""So many words are compared sooner than a call for many has begun."""

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
    edges: Array
    """Both in the order of `by_length`."""
    beginnings: Array
    """Signatures of the first n letters, n from SHORTEST_BEGINNING on, of all words longer than n - 1 letters."""
    beginning_starts: Array
    initials: Array
    """The first letter of each word, as a code point."""
    heads: Array
    """For each two bytes, how many words begin with less: where to look for a word."""
    insides: Array
    """Long words, once for each of their inner letters, in the order of what stands from there on."""
    inside_offsets: Array
    """Where in the word, in bytes."""
    _bytes: memoryview = field(init=False, repr=False)
    _starts: memoryview = field(init=False, repr=False)
    _heads: memoryview = field(init=False, repr=False)
    _insides: memoryview = field(init=False, repr=False)
    _inside_offsets: memoryview = field(init=False, repr=False)
    _kept: list[str | None] = field(init=False, repr=False)
    _found: dict[str, int | None] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        # Plain memoryviews answer single look-ups several times faster than arrays.
        self._bytes = self.letters.data
        self._starts = self.starts.data
        self._heads = self.heads.data
        self._insides, self._inside_offsets = self.insides.data, self.inside_offsets.data
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

    def all(self) -> list[str]:
        """Every word: for short lists."""
        return [self.word(number) for number in range(len(self))]

    def place(self, word: str) -> int:
        """How many words stand before it."""
        return self._place(word.encode())

    def find(self, word: str) -> int | None:
        """The number of a word, None when it is not here."""
        if word not in self._found:
            if len(self._found) >= _MOST_FOUND:
                self._found.clear()
            wanted = word.encode()
            at = self._place(wanted)
            self._found[word] = at if at < len(self) and self.raw(at) == wanted else None
        return self._found[word]

    def beginning_with(self, beginning: str) -> tuple[int, int]:
        """The words that begin so: from the first to before the second. The word itself comes first."""
        wanted = beginning.encode()
        low = self._place(wanted)
        if low == len(self) or not self.raw(low).startswith(wanted):
            return low, low
        # No byte of UTF-8 is 0xFF: whatever begins so stands before.
        return low, self._place(wanted + b"\xff")

    def _place(self, wanted: bytes) -> int:
        head = int.from_bytes(wanted[:2].ljust(2, b"\0"), "big")
        low, high = self._heads[head], self._heads[head + 1]
        return bisect_left(range(len(self)), wanted, lo=low, hi=high, key=self.raw)

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
        if found:
            low, high = self.beginning_with(typed)
            found = {number: cost for number, cost in found.items() if not low <= number < high}
        return found

    def _near_whole(self, typed: str, allowed: int, found: NearWords) -> None:
        low, high = self._lengths(len(typed) - allowed, len(typed) + allowed)
        if low == high:
            return
        close = (np.bitwise_count(self.signatures[low:high] ^ signature(typed)) <= 2 * allowed).nonzero()[0] + low
        listed = self.by_length[self._with_edges_of(typed, close, allowed, both=True)].tolist()
        digits = digits_of(typed)
        words = self.words(listed)
        for place, typos in _near_enough(typed, words, allowed):
            word = words[place]
            if _same_digits(word, digits):
                _better(found, listed[place], TYPO * typos + WRONG_FIRST_LETTER * (word[0] != typed[0]))

    def _near_beginnings(self, typed: str, found: NearWords) -> None:
        letters = len(typed)
        order = letters - SHORTEST_BEGINNING
        low, high = int(self.beginning_starts[order]), int(self.beginning_starts[order + 1])
        present = (signature(typed) & _LETTERS_ONCE).astype(np.uint32)
        close = np.flatnonzero(np.bitwise_count(self.beginnings[low:high] ^ present) <= 2) + len(self) - (high - low)
        close = self._with_edges_of(typed, close, 1, both=False)
        digits = digits_of(typed)
        cuts = (letters - 1, letters, letters + 1)
        listed = self.by_length[close].tolist()
        words = self.words(listed)
        begun = [word[:cut] for cut in cuts for word in words]
        for place, typos in _near_enough(typed, begun, 1):
            number, word = listed[place % len(words)], words[place % len(words)]
            beginning = begun[place]
            if len(beginning) < len(word) and _same_digits(beginning, digits):
                cost = TYPO * typos + WRONG_FIRST_LETTER * (beginning[0] != typed[0]) + ONLY_A_BEGINNING
                _better(found, number, cost)

    def _with_edges_of(self, typed: str, places: Ints, allowed: int, *, both: bool) -> Ints:
        """Those places in `by_length` whose words begin (and end) with mostly the letters that the typed one does."""
        differing = self.edges[places] ^ edges_of(typed)
        fits = np.bitwise_count(differing & _LETTERS_ONCE) <= 2 * allowed
        if both:
            fits &= np.bitwise_count(differing >> np.uint64(32)) <= 2 * allowed
        kept: Ints = places[fits]
        return kept

    def _holding(self, typed: str, found: NearWords) -> None:
        wanted = typed.encode()
        digits = digits_of(typed)
        place = bisect_left(range(len(self.insides)), wanted, key=lambda place: self._inside(place, len(wanted)))
        while place < len(self.insides) and self._inside(place, len(wanted)) == wanted:
            number = int(self.insides[place])
            if _same_digits(self.words([number])[0], digits):
                _better(found, number, INSIDE)
            place += 1

    def _inside(self, place: int, size: int) -> bytes:
        number = self._insides[place]
        start = self._starts[number] + self._inside_offsets[place]
        return bytes(self._bytes[start : min(start + size, self._starts[number + 1])])

    def _lengths(self, least: int, most: int) -> tuple[int, int]:
        least, most = max(least, 1), min(most, MAX_WORD_LETTERS)
        return int(self.length_starts[min(least, MAX_WORD_LETTERS + 1)]), int(self.length_starts[most + 1])


def _near_enough(typed: str, words: Sequence[str], allowed: int) -> list[tuple[int, int]]:
    """Which of some words are so many typos away at most, by their place, and how many."""
    if len(words) > _ONE_BY_ONE:
        typos = process.cdist([typed], words, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[0]
        close = np.flatnonzero(typos <= allowed)
        return list(zip(close.tolist(), typos[close].tolist(), strict=True))
    distances = [OSA.distance(typed, word, score_cutoff=allowed) for word in words]
    return [(place, typos) for place, typos in enumerate(distances) if typos <= allowed]


def _same_digits(word: str, digits: str) -> bool:
    return (not digits and word.isalpha()) or digits_of(word) == digits


def _better(found: NearWords, number: int, cost: int) -> None:
    found[number] = min(cost, found.get(number, cost))


@lru_cache(maxsize=1024)
def signature(word: str) -> np.uint64:
    """A bit for each letter in it, and one for each that is in it twice.

    The low five bits of a code point tell the letters of an alphabet apart.
    """
    once = twice = 0
    for letter in word:
        bit = 1 << (ord(letter) & 31)
        twice |= once & bit
        once |= bit
    return np.uint64(twice << 32 | once)


@lru_cache(maxsize=1024)
def edges_of(word: str) -> np.uint64:
    """A bit for each of its first letters, and one for each of its last."""
    ends = signature(word[-EDGE_LETTERS:]) & _LETTERS_ONCE
    return signature(word[:EDGE_LETTERS]) & _LETTERS_ONCE | ends << np.uint64(32)


def build_dictionary(words: Sequence[str]) -> Dictionary:
    """A dictionary of distinct words that stand in order of their code points."""
    lengths = np.fromiter(map(len, words), np.intp, len(words))
    encoded = [word.encode() for word in words]
    letters = np.frombuffer(b"".join(encoded), np.uint8)
    starts = starts_of(np.fromiter(map(len, encoded), np.intp, len(words)))
    code_points = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
    firsts = np.cumsum(lengths) - lengths
    by_length = np.argsort(lengths, kind="stable")
    insides, inside_offsets = _insides(letters, starts, lengths)
    marked = _Marks(code_points, firsts[by_length], lengths[by_length])
    return Dictionary(
        letters=letters,
        starts=starts,
        by_length=by_length.astype(np.uint32),
        length_starts=np.searchsorted(lengths[by_length], np.arange(MAX_WORD_LETTERS + 2)).astype(np.uint32),
        signatures=marked.signatures,
        edges=marked.edges(),
        beginnings=np.concatenate(marked.beginnings),
        beginning_starts=starts_of(np.array([len(part) for part in marked.beginnings], np.intp)),
        initials=code_points[firsts].astype(np.uint32),
        heads=_heads(letters, starts),
        insides=insides.astype(np.uint32),
        inside_offsets=inside_offsets.astype(np.uint8),
    )


def _insides(letters: Bytes, starts: Array, lengths: Ints) -> tuple[Ints, Ints]:
    """For each inner letter of a long word, in the order of what stands from there on: the word, and where in it."""
    of_word = np.repeat(np.arange(len(lengths)), lengths)
    place = np.arange(len(of_word)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    left = np.repeat(lengths, lengths) - place
    inner = (left + place >= MIN_LETTERS_OF_A_LONG_WORD) & (place > 0) & (left >= MIN_LETTERS_OF_AN_INSIDE)
    # In UTF-8 all bytes of a letter but the first begin with the bits 10.
    begins = np.flatnonzero(letters & 0xC0 != 0x80)[inner]
    numbers = of_word[inner]
    ends = starts[numbers + 1].astype(np.intp)
    order = np.lexsort(_as_numbers(letters, begins, ends)[::-1]) if len(begins) else begins
    return numbers[order], (begins - starts[numbers])[order]


def _as_numbers(letters: Bytes, begins: Ints, ends: Ints) -> list[Array]:
    """Stretches of bytes as numbers of eight bytes each, which order as the bytes do; zeros behind the end."""
    columns = []
    for start in range(0, int((ends - begins).max()), _BYTES_OF_A_NUMBER):
        places = begins[:, np.newaxis] + np.arange(start, start + _BYTES_OF_A_NUMBER)
        held = letters.take(places, mode="clip") * (places < ends[:, np.newaxis])
        columns.append(np.ascontiguousarray(held, np.uint8).view(">u8").ravel().astype(np.uint64))
    return columns


def _heads(letters: Bytes, starts: Array) -> Array:
    first = letters[starts[:-1]].astype(np.intp)
    longer = np.diff(starts) > 1
    second = (
        np.where(longer, letters[np.minimum(starts[:-1] + 1, max(len(letters) - 1, 0))], 0) if len(first) else first
    )
    return starts_of(np.bincount(first << 8 | second, minlength=1 << 16))


class _Marks:
    """The letters of words as bits, word after word in order of length."""

    def __init__(self, code_points: Array, firsts: Ints, lengths: Ints) -> None:
        self._bits = np.left_shift(np.uint64(1), (code_points & np.uint32(31)).astype(np.uint64))
        self._firsts, self._lengths = firsts, lengths
        once, twice = np.zeros(len(lengths), np.uint64), np.zeros(len(lengths), np.uint64)
        self.beginnings: list[NDArray[np.uint32]] = []
        for letter in range(max(int(lengths.max(initial=0)), LONGEST_BEGINNING)):
            rest = slice(int(np.searchsorted(lengths, letter + 1)), None)
            bits = self._bits[firsts[rest] + letter]
            twice[rest] |= once[rest] & bits
            once[rest] |= bits
            if SHORTEST_BEGINNING <= letter + 1 <= LONGEST_BEGINNING:
                self.beginnings.append(once[rest].astype(np.uint32))
        self.signatures = twice << np.uint64(32) | once

    def edges(self) -> NDArray[np.uint64]:
        """See `edges_of`."""
        heads, tails = np.zeros(len(self._lengths), np.uint64), np.zeros(len(self._lengths), np.uint64)
        for letter in range(EDGE_LETTERS):
            rest = slice(int(np.searchsorted(self._lengths, letter + 1)), None)
            heads[rest] |= self._bits[self._firsts[rest] + letter]
            tails[rest] |= self._bits[self._firsts[rest] + self._lengths[rest] - 1 - letter]
        return heads | tails << np.uint64(32)
