"""Find in the article: what is typed, anywhere in a word; and where that is nowhere, words that are near it.

The texts of all blocks lie folded in one string, so that looking for something is one search in memory. Folding may
change lengths (`ß` → `ss`): where it does, a match is brought back to the text letter by letter, for the blocks that
have one.

Near means what it means everywhere in newsdesk (`text.typo`): one typo from three letters of a word on, two from six,
none in numbers, words joined or split. The words of an article are few thousand; each typed word is compared with all
of them, and the near ones are then looked for one behind the other.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsdesk.model.hits import Match
from newsdesk.reading.spans import Style
from newsdesk.text.fold import fold
from newsdesk.text.typo import digits_of, typos_allowed

MAX_FOUND = 10_000
"""More places than anybody walks through."""
MAX_SOUGHT = 200
"""Characters that are looked for."""
MAX_SOUGHT_WORDS = 12

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place in the article that a search found."""

    block: int
    match: Match
    """In characters of the block's text."""
    share: float
    """How far into the block it begins, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What was found, as it is marked on the page."""

    places: Sequence[FoundPlace] = ()
    """In reading order."""
    standing: int | None = None
    """The one that the reader stands at."""

    def on(self, block: int) -> list[tuple[Match, Style]]:
        """The matches in a block, each with the style that marks it."""
        first = bisect_left(self.places, block, key=_block_of)
        last = bisect_right(self.places, block, key=_block_of)
        return [
            (place.match, style_of(place.match) | (Style.CURRENT if index == self.standing else Style.PLAIN))
            for index, place in enumerate(self.places[first:last], start=first)
        ]


def style_of(match: Match) -> Style:
    """The style that marks a match."""
    return Style.MATCH | Style.NEAR if match.near else Style.MATCH


class Finder:
    """The texts of an article's blocks, ready to be searched."""

    def __init__(self) -> None:
        """Begin with no text."""
        self._texts: list[str] = []
        self._starts: list[int] = []
        self._pieces: list[str] = []
        self._folded: str | None = None
        self._words: set[str] = set()
        self._known: list[str] = []
        self._length = 0

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, text: str) -> None:
        """Take the text of the next block; one without text gives an empty one."""
        # A space in what is typed finds a line end; a line end parts blocks, which no match spans.
        piece = _SPACE.sub(" ", fold(text))
        self._texts.append(text)
        self._starts.append(self._length)
        self._pieces.append(piece)
        self._length += len(piece) + 1
        self._words.update(_WORD.findall(piece))

    def find(self, sought: str) -> list[FoundPlace]:
        """All places, in reading order; near ones only where nothing stands as it was typed."""
        if self._pieces:
            self._folded = "\n".join(self._pieces if self._folded is None else [self._folded, *self._pieces])
            self._pieces = []
            self._known = sorted(self._words)
        sought = fold(" ".join(sought[:MAX_SOUGHT].split()))
        if not sought or not self._folded:
            return []
        exact = [self._place(start, start + len(sought), near=False) for start in _literal(self._folded, sought)]
        return exact or [self._place(start, end, near=True) for start, end in self._near(self._folded, sought)]

    def _near(self, folded: str, sought: str) -> Iterator[tuple[int, int]]:
        words = _WORD.findall(sought)[:MAX_SOUGHT_WORDS]
        if not words:
            return
        alternatives = [self._near_words(word) for word in words]
        if len(words) == 1 and all(map(str.isalnum, alternatives[0])):
            # Five times as fast as an expression, which matters in a book.
            yield from _whole_words(folded, alternatives[0])
            return
        patterns = [_words_in_a_row(alternatives)]
        if len(words) > 1:
            patterns.append(_words_in_a_row([self._near_words("".join(words))]))
        pattern = "|".join(part for part in patterns if part)
        if not pattern:
            return
        for count, found in enumerate(re.finditer(rf"\b(?:{pattern})\b", folded)):
            if count == MAX_FOUND:
                return
            yield found.span()

    def _near_words(self, word: str) -> list[str]:
        """The words of the article that a typed one may mean, and pairs of them that it may have joined."""
        # Imported here: 70 ms that only somebody who mistypes waits for.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        allowed = typos_allowed(word)
        digits = digits_of(word)
        near = [
            candidate
            for candidate, _distance, _index in process.extract(
                word, self._known, scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
            if digits_of(candidate) == digits
        ]
        near += [
            f"{word[:place]}[ -]{word[place:]}"
            for place in range(2, len(word) - 1)
            if word[:place] in self._words and word[place:] in self._words
        ]
        return near

    def _place(self, start: int, end: int, *, near: bool) -> FoundPlace:
        block = bisect_right(self._starts, start) - 1
        first = start - self._starts[block]
        match = self._unfolded(self._texts[block], first, first + end - start)
        return FoundPlace(block, Match(*match, near), match[0] / max(len(self._texts[block]), 1))

    def _unfolded(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The characters of a text that a stretch of its folded form came from."""
        if text.isascii():
            return start, end
        at = 0
        first: int | None = None
        for place, letter in enumerate(text):
            size = len(fold(letter))
            if first is None and at + size > start:
                first = place
            if at >= end:
                return first or 0, place
            at += size
        return first or 0, len(text)


def _literal(folded: str, sought: str) -> Iterator[int]:
    at = folded.find(sought)
    count = 0
    while at >= 0 and count < MAX_FOUND:
        yield at
        count += 1
        at = folded.find(sought, at + len(sought))


def _whole_words(folded: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where words stand that nothing goes on before or behind, in order."""
    found: list[tuple[int, int]] = []
    for word in words:
        for at in _literal(folded, word):
            end = at + len(word)
            if not (_goes_on(folded[at - 1 : at]) or _goes_on(folded[end : end + 1])):
                found.append((at, end))
    return sorted(found)[:MAX_FOUND]


def _goes_on(character: str) -> bool:
    return character.isalnum() or character == "_"


def _block_of(place: FoundPlace) -> int:
    return place.block


def _words_in_a_row(alternatives: Sequence[Sequence[str]]) -> str:
    """The pattern of one of each, one behind the other; `""` where one has none."""
    if not all(alternatives):
        return ""
    return r"[^\w\n]+".join(f"(?:{'|'.join(words)})" for words in alternatives)
