"""A segment: many headlines as immutable arrays, numbered from the newest to the oldest.

    dictionary   sorted words                      word number ─┐
    texts        document ─▶ its words, in order (title, subtitle, description)      for ranking and phrases
    in_texts     word ─▶ documents, newest first                                     for finding
    in_names     word ─▶ documents, by their authors' and tags' words                for finding
    acronyms     three initials in a row ─▶ documents
    authors, tags   document ─▶ values ─▶ their words                                for filters and facets
    …            one plain column a fact: date, source, status, words, minutes, flags, the title itself

A segment never changes: newer ones stand beside it, what they replace is left out by a mask (`view`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import numpy as np

from newsdesk.index.arrays import Array, Bytes, Ints, stretches
from newsdesk.index.holding.dictionary import Dictionary
from newsdesk.model.hits import Field

# A word in `TokenTable.words` carries its field in the bits above its number.
FIELD_SHIFT = 24
WORD_MASK = (1 << FIELD_SHIFT) - 1

TEXT_FIELDS = (Field.TITLE, Field.SUBTITLE, Field.DESCRIPTION)
NAME_FIELDS = (Field.AUTHORS, Field.TAGS)

LINES_A_BLOCK = 64
LINE_END = ord("\n")

INITIALS = 3
LETTER_BITS = 5


@dataclass(slots=True)
class TokenTable:
    """Rows of words in the order in which they stand."""

    words: Array
    """Word numbers, the field above them."""
    starts: Array

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(slots=True)
class Postings:
    """For each word and field, the documents it stands in, newest first, each once."""

    documents: Array
    starts: Array
    """Of word w in the n-th of m fields: at `w * m + n`."""


@dataclass(slots=True)
class Texts:
    """Strings end to end."""

    letters: Bytes
    """UTF-8."""
    starts: Array
    _numbering: dict[str, int] | None = field(init=False, repr=False, default=None)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> str:
        return self.letters[int(self.starts[number]) : int(self.starts[number + 1])].tobytes().decode()

    def numbering(self) -> dict[str, int]:
        """The place of each string; made once."""
        if self._numbering is None:
            self._numbering = {name: number for number, name in enumerate(self.all())}
        return self._numbering

    def all(self) -> list[str]:
        """Every string: for short lists."""
        return [self[number] for number in range(len(self))]


@dataclass(slots=True)
class Lines:
    """Strings end to end, a line each: many are searched at once, and where each begins is not worth keeping."""

    letters: Bytes
    """UTF-8, a line end behind each string."""
    starts: Array
    """Where every `LINES_A_BLOCK`-th begins; and where the last one ends."""

    def block(self, first: int, blocks: int = 1) -> str:
        """The lines of some blocks, counted from 0."""
        last = min(first + blocks, len(self.starts) - 1)
        return self.letters[int(self.starts[first]) : int(self.starts[last])].tobytes().decode()

    def all_starts(self) -> Ints:
        """Where each line begins, and where the last one ends."""
        return np.concatenate(([0], np.flatnonzero(self.letters == LINE_END) + 1))


@dataclass(slots=True)
class Values:
    """A column of names (authors, tags): each document has any number of them.

    The first ones stand in a table of `width` columns, which is counted several times faster than lists are; what a few
    documents have beyond that is kept apart.
    """

    names: Texts
    """The distinct values, in the order of their code points."""
    words: TokenTable
    """The words of each value."""
    table: Array
    """Column after column, the first values of the documents as their place in `names` + 1; 0 for none."""
    width: Array
    """How many columns the table has: one number."""
    more: Array
    """The other values, document after document, also + 1."""
    more_documents: Array
    """The document of each of them."""

    def columns(self) -> Array:
        """The table: a row with the first value of each document, one with the second of each, and so on."""
        return self.table.reshape(int(self.width[0]), -1)

    def pairs(self, documents: Ints) -> tuple[Ints, Array]:
        """All values of some documents, given by ascending number: documents, and values by their place in `names`."""
        rows = self.columns()[:, documents].T
        holders = np.repeat(documents, rows.shape[1])
        low = np.searchsorted(self.more_documents, documents, "left")
        many = np.searchsorted(self.more_documents, documents, "right") - low
        numbers = np.concatenate((rows.ravel(), self.more[stretches(low, many)]))
        holders = np.concatenate((holders, np.repeat(documents, many)))
        there = numbers > 0
        return holders[there], numbers[there] - 1

    def counts(self, documents: Ints | None = None) -> Array:
        """How often each value stands in some documents, given by ascending number; in all where none are given."""
        columns = self.columns()
        counts = np.zeros(len(self.names) + 1, np.intp)
        for column in columns:
            held = column if documents is None else column.take(documents)
            counts += np.bincount(held, minlength=len(counts))
        if documents is None:
            counts += np.bincount(self.more, minlength=len(counts))
        elif len(self.more):
            chosen = np.zeros(columns.shape[1], np.bool_)
            chosen[documents] = True
            counts += np.bincount(self.more[chosen[self.more_documents]], minlength=len(counts))
        return counts[1:]


@dataclass(slots=True)
class Choices:
    """A column of one value a document (source, status, language)."""

    names: Texts
    """The distinct values; a source by its id."""
    numbers: Array


@dataclass(slots=True)
class Segment:
    """Headlines, newest first; see the module."""

    dictionary: Dictionary
    texts: TokenTable
    in_texts: Postings
    in_names: Postings
    acronyms: Postings
    """By three letters' code, see `initials_code`."""
    titles: Lines
    authors: Values
    tags: Values
    sources: Choices
    statuses: Choices
    languages: Choices
    ids: Array
    by_id: Array
    """Documents in the order of their ids."""
    published: Array
    """Seconds since 1970 in UTC, or UNDATED."""
    days: Array
    """The calendar day in the desk's zone, counted from `day_before`; 0 for none."""
    day_before: Array
    """The day before the earliest one, as `date.toordinal()`: one number."""
    precisions: Array
    title_lengths: Array
    """In characters."""
    words: Array
    minutes: Array
    flags: Array
    """As they were when the segment was made; the index keeps what they are now."""
    _derived: dict[str, Array] = field(init=False, repr=False, default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def once(self, name: str, work_out: Callable[[], Array]) -> Array:
        """Figures over the whole segment, worked out when they are first asked for."""
        if name not in self._derived:
            self._derived[name] = work_out()
        return self._derived[name]

    def document(self, article_id: int) -> int | None:
        """The number of an article, None when it is not here."""
        place = bisect_left(self.by_id, article_id, key=self.ids.__getitem__)
        if place < len(self.by_id) and self.ids[self.by_id[place]] == article_id:
            return int(self.by_id[place])
        return None

    @property
    def latest_id(self) -> int:
        """The greatest id; 0 where there are none."""
        return int(self.ids[self.by_id[-1]]) if len(self.by_id) else 0

    def documents_after(self, article_id: int) -> Ints:
        """The documents with a greater id, by their ids."""
        return self.by_id[bisect_right(self.by_id, article_id, key=self.ids.__getitem__) :].astype(np.intp)


def initials_code(initials: Array) -> Array:
    """Three rows of code points of initials to one number each."""
    low = initials.astype(np.uint32) & np.uint32((1 << LETTER_BITS) - 1)
    code: Array = low[0] << np.uint32(2 * LETTER_BITS) | low[1] << np.uint32(LETTER_BITS) | low[2]
    return code


def arrays_in(value: Any, name: str = "") -> dict[str, Array]:
    """All arrays of a segment by dotted names: what is saved."""
    found: dict[str, Array] = {}
    for part in fields(value):
        if part.init:
            inner = getattr(value, part.name)
            dotted = f"{name}.{part.name}" if name else part.name
            found |= arrays_in(inner, dotted) if is_dataclass(inner) else {dotted: inner}
    return found
