"""Score columns: for one leaf of a query, how well each document of the desk matches it, a byte a document.

A column costs one or two scatters of postings. The last ones are kept, so that a new key makes one column, not all.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np

from newsdesk.index.arrays import Array, Bytes, Ints
from newsdesk.index.asking import forgiving
from newsdesk.index.asking.matching import (
    Stretch,
    WordMatch,
    holding_in_a_row,
    in_names,
    in_texts,
    of_each,
    with_initials,
)
from newsdesk.index.holding.segment import Segment
from newsdesk.index.holding.view import View
from newsdesk.index.levels import BEGINNING, EXACT, IN_NAMES, is_any, near
from newsdesk.model.hits import Field
from newsdesk.text.query.tree import Exactly, Phrase, Word
from newsdesk.text.typo import ACRONYM, ACRONYM_LETTERS

KEPT_COLUMNS = 10
"""A megabyte each on a desk of a million."""
_ONE_BY_ONE = 8
"""So many near words are looked up one by one sooner than all at once."""
_NOTHING = np.zeros(0, np.uint8)
_WIDE = 1 << 17
"""So many postings are worth keeping as bits once they were looked at: beginnings of one letter, on a large desk."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Column:
    """How well a word or phrase of the query matches each document, and what it may mean in each segment."""

    levels: Bytes
    matches: tuple[WordMatch, ...]
    """In the order of the view's segments."""
    field: Field | None
    empty: bool
    """Whether nothing can match."""


class Columns:
    """Makes the columns of one view, and keeps the last ones. Safe to use from any thread."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._kept: OrderedDict[Hashable, Column] = OrderedDict()
        self._lock = threading.Lock()

    def of_word(self, word: Word, neighbours: tuple[tuple[str, str], ...] = ()) -> Column:
        """A word with all its forgiveness.

        Args:
            word: The word.
            neighbours: Pairs of typed words side by side to which this one belongs: they may be one word.
        """
        return self._once((word, neighbours), lambda: self._with_neighbours(word, neighbours))

    def of_exactly(self, word: Exactly) -> Column:
        """A whole word and nothing else."""
        return self._once(
            word, lambda: self._made([forgiving.exactly(s, word.text) for s in self._segments], word.field)
        )

    def of_phrase(self, phrase: Phrase) -> Column:
        """Words in a row."""

        def make() -> Column:
            matches = [
                forgiving.phrase(segment, phrase.words, unfinished=phrase.unfinished) for segment in self._segments
            ]
            return self._made(matches, phrase.field)

        return self._once(phrase, make)

    @property
    def _segments(self) -> list[Segment]:
        return [part.segment for part in self._view.parts]

    def _once(self, key: Hashable, make: Callable[[], Column]) -> Column:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        column = make()
        with self._lock:
            self._kept[key] = column
            while len(self._kept) > KEPT_COLUMNS:
                self._kept.popitem(last=False)
        return column

    def _with_neighbours(self, word: Word, neighbours: tuple[tuple[str, str], ...]) -> Column:
        own = self._once(word, lambda: self._alone(word))
        for left, right in neighbours:
            pair = self._pair(left, right, word.field)
            if not pair.empty:
                matches = tuple(
                    mine.joined_with(theirs) for mine, theirs in zip(own.matches, pair.matches, strict=True)
                )
                own = Column(np.maximum(own.levels, pair.levels), matches, word.field, empty=False)
        return own

    def _alone(self, word: Word) -> Column:
        matches = [forgiving.as_typed(segment, word.text) for segment in self._segments]
        levels = self._filled(matches, word.field)
        found = is_any(levels) if any(match.beginning[0] < match.beginning[1] for match in matches) else False
        for match, segment in zip(matches, self._segments, strict=True):
            match.near = segment.dictionary.near(word.text, beginnings=True)
            match.stretches = forgiving.two_words(segment, word.text)
            if len(word.text) in ACRONYM_LETTERS and word.text.isalpha() and (word.capitals or not found):
                match.acronym = word.text
        self._add_near(levels, matches, word.field)
        if not found and not is_any(levels):
            for match, segment in zip(matches, self._segments, strict=True):
                match.stretches = forgiving.misspelt_words_in_one(segment, word.text)
            self._add_near(levels, matches, word.field)
        return Column(levels, tuple(matches), word.field, empty=False)

    def _pair(self, left: str, right: str, field: Field | None) -> Column:
        def make() -> Column:
            matches = [forgiving.one_word(segment, left, right) for segment in self._segments]
            if any(match.near or match.stretches for match in matches):
                return self._made(matches, field)
            return Column(_NOTHING, tuple(matches), field, empty=True)

        return self._once((left, right, field), make)

    def _made(self, matches: list[WordMatch], field: Field | None) -> Column:
        levels = self._filled(matches, field)
        self._add_near(levels, matches, field)
        return Column(levels, tuple(matches), field, empty=False)

    def _filled(self, matches: list[WordMatch], field: Field | None) -> Bytes:
        """The columns of what matches as typed, without documents that are not current."""
        levels = np.zeros(len(self._view), np.uint8)
        for part, match in zip(self._view.parts, matches, strict=True):
            here = levels[part.span]
            ranges = [(match.beginning, BEGINNING)]
            if match.exact is not None:
                ranges.append(((match.exact, match.exact + 1), EXACT))
            for words, level in ranges:
                if words[0] < words[1]:
                    _set(here, part.segment, words, field, level)
        return self._current(levels)

    def _current(self, levels: Bytes) -> Bytes:
        return levels if not self._view.buried else np.minimum(levels, self._view.there, out=levels)

    def _add_near(self, levels: Bytes, matches: list[WordMatch], field: Field | None) -> None:
        for part, match in zip(self._view.parts, matches, strict=True):
            here = levels[part.span]
            if match.near:
                _add_words(here, part.segment, match.near, field)
            for stretch in match.stretches:
                _add_stretch(here, part.segment, stretch, field)
            if match.acronym and field in {None, Field.TITLE}:
                _raise(here, with_initials(part.segment, match.acronym), np.uint8(near(ACRONYM)))
        self._current(levels)


def _set(levels: Bytes, segment: Segment, words: tuple[int, int], field: Field | None, level: int) -> None:
    """Set the level of all documents that hold one of a range of words."""
    texts, names = in_texts(segment, words, field), in_names(segment, words, field)
    if level == BEGINNING and field is None and len(texts) + len(names) > _WIDE:
        bits = segment.once(f"holding {words}", lambda: _as_bits(len(segment), texts, names))
        somewhere, in_a_name = np.unpackbits(bits, axis=1, count=len(segment))
        np.multiply(somewhere, np.uint8(level), out=levels)
        levels |= in_a_name * np.uint8(IN_NAMES)
        return
    levels[_places(texts)] = level
    if len(names):
        levels[_places(names)] = level | IN_NAMES


def _as_bits(documents: int, texts: Array, names: Array) -> Array:
    held = np.zeros((2, documents), np.bool_)
    held[0, _places(texts)] = True
    held[:, _places(names)] = True
    return np.packbits(held, axis=1)


def _places(documents: Array) -> Ints:
    # A scatter through `intp` takes half the time of one through smaller numbers.
    return documents.astype(np.intp)


def _raise(levels: Bytes, documents: Array, to: Bytes | np.uint8) -> None:
    """Raise the levels of documents; of one that comes several times the last one counts."""
    if len(documents):
        places = _places(documents)
        levels[places] = np.maximum(levels[places], to)


def _add_words(levels: Bytes, segment: Segment, costs: dict[int, int], field: Field | None) -> None:
    if len(costs) <= _ONE_BY_ONE:
        for number, cost in costs.items():
            word, to = (number, number + 1), near(cost)
            _raise(levels, in_texts(segment, word, field), np.uint8(to))
            _raise(levels, in_names(segment, word, field), np.uint8(to | IN_NAMES))
        return
    # The best come last: what they set stays.
    words = sorted(costs, key=costs.__getitem__, reverse=True)
    level = np.array([near(costs[number]) for number in words], np.uint8)
    texts, in_text, names, in_name = of_each(segment, np.array(words, np.intp), field)
    _raise(levels, texts, np.repeat(level, in_text))
    _raise(levels, names, np.repeat(level | np.uint8(IN_NAMES), in_name))


def _add_stretch(levels: Bytes, segment: Segment, stretch: Stretch, field: Field | None) -> None:
    in_text, text_costs, in_name, name_costs = holding_in_a_row(segment, stretch.parts, field)
    np.maximum.at(levels, in_text, stretch.level(text_costs))
    np.maximum.at(levels, in_name, stretch.level(name_costs) | np.uint8(IN_NAMES))
