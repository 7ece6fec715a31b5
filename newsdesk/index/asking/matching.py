"""Which words of a segment a typed word may mean, and which documents hold them.

One `WordMatch` answers for one typed word in one segment: the word itself, the words that begin with it, words near it;
and stretches of two or three words that are one word where the typist left a space out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from newsdesk.index.arrays import Array, Bytes, Ints, stretches
from newsdesk.index.holding.segment import (
    FIELD_SHIFT,
    INITIALS,
    NAME_FIELDS,
    TEXT_FIELDS,
    WORD_MASK,
    Postings,
    Segment,
    TokenTable,
    Values,
    initials_code,
)
from newsdesk.index.levels import BEGINNING, EXACT, MAX_COST, near
from newsdesk.model.hits import Field

Costs = Bytes
"""For each word of the dictionary, 1 + its cost in half typos; 0 for words that do not fit."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Words in a row that stand for one typed word, or for two that were cut in the wrong place."""

    parts: tuple[Costs, ...]
    cost: int = 0
    """On top of what the words cost."""
    as_typed: bool = False
    """A phrase: what it costs tells whether its last word is only a beginning."""

    def level(self, cost: Ints) -> Bytes:
        """The level of each place where it was found at a cost."""
        if self.as_typed:
            return np.where(cost > 0, BEGINNING, EXACT).astype(np.uint8)
        return (BEGINNING - 2 * np.minimum(cost + self.cost, MAX_COST)).astype(np.uint8)


@dataclass(slots=True, eq=False)
class WordMatch:
    """What a typed word may mean in one segment."""

    exact: int | None = None
    beginning: tuple[int, int] = (0, 0)
    near: dict[int, int] = field(default_factory=dict)
    """Costs of words, in half typos."""
    stretches: list[Stretch] = field(default_factory=list)
    acronym: str = ""
    """The word, where it may stand for the initials of words in a row."""

    def joined_with(self, other: "WordMatch") -> "WordMatch":
        """What either of two may mean."""
        costs = dict(self.near)
        for number, cost in other.near.items():
            costs[number] = min(cost, costs.get(number, cost))
        return WordMatch(self.exact, self.beginning, costs, [*self.stretches, *other.stretches], self.acronym)

    _levels: Bytes | None = field(init=False, repr=False, default=None)

    def levels(self, words: int) -> Bytes:
        """The level of every word of the dictionary, and of one more that is none. Not to be asked for too early."""
        if self._levels is None:
            self._levels = self._levels_of(words)
        return self._levels

    def _levels_of(self, words: int) -> Bytes:
        levels = np.zeros(words + 1, np.uint8)
        if self.near:
            levels[list(self.near)] = [near(cost) for cost in self.near.values()]
        levels[slice(*self.beginning)] = BEGINNING
        if self.exact is not None:
            levels[self.exact] = EXACT
        return levels


def in_texts(segment: Segment, words: Ints | tuple[int, int], field: Field | None) -> Array:
    """Documents that hold one of some words (or of a range of words) in their texts; may hold one twice."""
    return _held(segment.in_texts, words, len(TEXT_FIELDS), _place_of(field, TEXT_FIELDS))


def in_names(segment: Segment, words: Ints | tuple[int, int], field: Field | None) -> Array:
    """Documents with one of some words (or of a range of words) in the name of an author or a tag."""
    return _held(segment.in_names, words, len(NAME_FIELDS), _place_of(field, NAME_FIELDS))


def of_each(segment: Segment, words: Ints, field: Field | None) -> tuple[Array, Ints, Array, Ints]:
    """Documents that hold some words, word after word, and how many of them each word has: in texts, then in names."""
    in_text = _held_by_each(segment.in_texts, words, len(TEXT_FIELDS), _place_of(field, TEXT_FIELDS))
    in_name = _held_by_each(segment.in_names, words, len(NAME_FIELDS), _place_of(field, NAME_FIELDS))
    return *in_text, *in_name


def _place_of(field: Field | None, fields: Sequence[Field]) -> int | None:
    """Which of some fields it is; None for all, -1 for none of them."""
    return None if field is None else fields.index(field) if field in fields else -1


def _held(postings: Postings, words: Ints | tuple[int, int], fields: int, place: int | None) -> Array:
    if place is None and isinstance(words, tuple):
        starts = postings.starts
        return postings.documents[int(starts[words[0] * fields]) : int(starts[words[1] * fields])]
    numbers = np.arange(*words) if isinstance(words, tuple) else words
    return _held_by_each(postings, numbers, fields, place)[0]


def _held_by_each(postings: Postings, words: Ints, fields: int, place: int | None) -> tuple[Array, Ints]:
    if place == -1:
        return postings.documents[:0], np.zeros(len(words), np.intp)
    first = words * fields + (place or 0)
    begins = postings.starts[first].astype(np.intp)
    counts = postings.starts[first + (fields if place is None else 1)] - begins
    return postings.documents[stretches(begins, counts)], counts


@dataclass(slots=True, eq=False)
class Rows:
    """The words of some documents, one document after the other."""

    words: Array
    """Word numbers."""
    fields: Array
    rows: Ints
    """For each word, the row it belongs to, counted from 0."""

    @classmethod
    def of(cls, table: TokenTable, documents: Array) -> "Rows":
        """The words of some rows of a table."""
        documents = documents.astype(np.intp, copy=False)
        begins = table.starts[documents].astype(np.intp)
        counts = table.starts[documents + 1] - begins
        held = table.words[stretches(begins, counts)]
        rows = np.repeat(np.arange(len(documents)), counts)
        return cls(held & np.uint32(WORD_MASK), held >> np.uint32(FIELD_SHIFT), rows)

    def in_a_row(self, parts: Sequence[Costs]) -> tuple[Ints, Ints]:
        """Where words stand in a row of which each fits one of the parts: the places of the first, and the costs."""
        last = len(self.words) - len(parts) + 1
        if last <= 0:
            return np.zeros(0, np.intp), np.zeros(0, np.intp)
        places = np.flatnonzero(parts[0][self.words[:last]])
        for offset, part in enumerate(parts[1:], 1):
            fits = (
                (part[self.words[places + offset]] > 0)
                & (self.rows[places + offset] == self.rows[places])
                & (self.fields[places + offset] == self.fields[places])
            )
            places = places[fits]
        costs = np.zeros(len(places), np.intp)
        for offset, part in enumerate(parts):
            costs += part[self.words[places + offset]].astype(np.intp) - 1
        return places, costs


def holding_in_a_row(segment: Segment, parts: Sequence[Costs], field: Field | None) -> tuple[Ints, Ints, Ints, Ints]:
    """Documents in which words stand in a row that fit the parts.

    Returns:
        Documents and costs where they stand in a text, then documents and costs where they stand in a name. A document
        can come more than once.
    """
    text_documents, text_costs = np.zeros(0, np.intp), np.zeros(0, np.intp)
    name_documents, name_costs = text_documents, text_costs
    numbers = [np.flatnonzero(part) for part in parts]
    if field is None or field in TEXT_FIELDS:
        candidates = _holding_all([in_texts(segment, some, field) for some in numbers], len(segment))
        if len(candidates):
            rows = Rows.of(segment.texts, candidates)
            places, text_costs = rows.in_a_row(parts)
            if field is not None:
                here = rows.fields[places] == field
                places, text_costs = places[here], text_costs[here]
            text_documents = candidates[rows.rows[places]].astype(np.intp)
    if field is None or field in NAME_FIELDS:
        candidates = _holding_all([in_names(segment, some, field) for some in numbers], len(segment))
        if len(candidates):
            for column, values in ((Field.AUTHORS, segment.authors), (Field.TAGS, segment.tags)):
                if field in {None, column}:
                    documents, costs = _named_in_a_row(values, candidates, parts)
                    name_documents = np.concatenate((name_documents, documents))
                    name_costs = np.concatenate((name_costs, costs))
    return text_documents, text_costs, name_documents, name_costs


def _holding_all(lists: Sequence[Array], documents: int) -> Array:
    """Documents that are in every list, each once."""
    lists = sorted(lists, key=len)
    if not len(lists[0]):
        return lists[0]
    candidates = np.unique(lists[0])
    for other in lists[1:]:
        marked = np.zeros(documents, np.bool_)
        marked[other.astype(np.intp)] = True
        candidates = candidates[marked[candidates]]
    return candidates


def _named_in_a_row(values: Values, candidates: Array, parts: Sequence[Costs]) -> tuple[Ints, Ints]:
    rows = Rows.of(values.words, np.arange(len(values.names)))
    places, costs = rows.in_a_row(parts)
    best = np.full(len(values.names), 255, np.intp)
    np.minimum.at(best, rows.rows[places], costs)
    holders, numbers = values.pairs(candidates.astype(np.intp))
    theirs = best[numbers]
    return holders[theirs < 255], theirs[theirs < 255]


def with_values(values: Values, wanted: Iterable[int], candidates: Array) -> Ints:
    """Those of some documents that have one of the wanted values."""
    fits = np.zeros(len(values.names) + 1, np.bool_)
    fits[list(wanted)] = True
    holders, numbers = values.pairs(candidates.astype(np.intp))
    return holders[fits[numbers]]


def with_initials(segment: Segment, letters: str) -> Ints:
    """Documents in whose titles words stand in a row that begin with these letters."""
    code = int(initials_code(np.array([[ord(letter)] for letter in letters[:INITIALS]]))[0])
    postings = segment.acronyms
    candidates = postings.documents[int(postings.starts[code]) : int(postings.starts[code + 1])]
    if not len(candidates):
        return np.zeros(0, np.intp)
    rows = Rows.of(segment.texts, candidates)
    return np.unique(candidates[rows.rows[initials_in(segment, rows, letters)]]).astype(np.intp)


def initials_in(segment: Segment, rows: Rows, letters: str) -> Ints:
    """The places in rows at which words of a title begin in a row with these letters."""
    last = len(rows.words) - len(letters) + 1
    if last <= 0:
        return np.zeros(0, np.intp)
    initials = segment.dictionary.initials[rows.words]
    places = np.flatnonzero((initials[:last] == ord(letters[0])) & (rows.fields[:last] == Field.TITLE))
    for offset, letter in enumerate(letters[1:], 1):
        fits = (
            (initials[places + offset] == ord(letter))
            & (rows.rows[places + offset] == rows.rows[places])
            & (rows.fields[places + offset] == Field.TITLE)
        )
        places = places[fits]
    return places
