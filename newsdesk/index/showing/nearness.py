"""How well words stand together in a document: the fine part of the ranking.

For each word of the query the first place in the document's texts at which it matches best is taken. Then

    gap      between the places of two words that follow one another in the query: 0 where they do so in the text (or
             are one word), else how many words lie between; one more where they stand the other way round; FAR at most,
             and FAR where one of them is in no text or they are in different fields
    field    title 0, subtitle 1, authors and tags 2, description 3, summed over the words

A smaller gap comes first, then a smaller field. Looked at for a few hundred documents at a time, never for all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from newsdesk.index.arrays import Array, Bytes, Ints
from newsdesk.index.asking.matching import Rows, WordMatch, initials_in
from newsdesk.index.asking.terms import Leaf
from newsdesk.index.holding.segment import Segment
from newsdesk.index.holding.view import View
from newsdesk.index.levels import IN_NAMES, near
from newsdesk.model.hits import Field
from newsdesk.text.typo import ACRONYM

FAR = 10
RANK_OF_NAMES = 2
RANK_OF_FIELD = np.full(max(Field) + 2, RANK_OF_NAMES, np.intp)
"""Its last one is that of what stands in no text."""
RANK_OF_FIELD[[Field.TITLE, Field.SUBTITLE, Field.DESCRIPTION]] = [0, 1, 3]
_RANK_AT_WORST = np.array([RANK_OF_FIELD.max(), RANK_OF_NAMES])
"""Of what is in no name, and of what is in one."""


@dataclass(slots=True, eq=False)
class Places:
    """For some documents, where a word of the query stands."""

    matched: Array
    """Whether it matches the document at all."""
    places: Ints
    """Its place among the document's words; -1 where it is in no text."""
    fields: Ints
    """The rank of the field."""
    text_fields: Ints
    """The text that it is in; -1 where it is in none."""

    def behind(self, before: "Places") -> "Places":
        """These places; where the word does not match, those of the one before."""
        places, fields, text_fields = (
            np.where(self.matched, mine, theirs)
            for mine, theirs in (
                (self.places, before.places),
                (self.fields, before.fields),
                (self.text_fields, before.text_fields),
            )
        )
        return Places(self.matched | before.matched, places, fields, text_fields)


@dataclass(slots=True, eq=False)
class Fine:
    """For some documents, the two figures."""

    gaps: Ints
    fields: Ints

    @property
    def keys(self) -> Ints:
        """One number that orders as the two do."""
        return self.gaps << 16 | self.fields


def fine(view: View, leaves: Sequence[Leaf], documents: Ints) -> Fine:
    """The figures of documents, given by ascending number."""
    found = Fine(np.zeros(len(documents), np.intp), np.zeros(len(documents), np.intp))
    if leaves:
        for number, (part, where, local) in enumerate(view.by_segment(documents)):
            place = view.parts.index(part) if len(view.parts) > 1 else number
            rows = Rows.of(part.segment.texts, local)
            # A word may be typed several times.
            of_column = {
                leaf.column: places_of(part.segment, rows, leaf, place, leaf.levels[documents[where]])
                for leaf in {leaf.column: leaf for leaf in leaves}.values()
            }
            all_places = [of_column[leaf.column] for leaf in leaves]
            found.gaps[where] = _gaps(all_places)
            found.fields[where] = sum((np.where(p.matched, p.fields, 0) for p in all_places), np.intp(0))
    return found


def places_of(segment: Segment, rows: Rows, leaf: Leaf, part: int, levels: Bytes) -> Places:
    """Where a word of the query stands in the documents of some rows, at which it matches with these levels."""
    of_words = _levels_in(segment, rows, leaf.column.matches[part], leaf.column.field)
    # The levels of words are even: what does not match is sought in vain.
    wanted = np.maximum(levels & ~np.uint8(IN_NAMES), 1)
    # Written from the last to the first: the first one stays.
    hits = np.flatnonzero(of_words == wanted[rows.rows])[::-1]
    places = np.full(len(levels), -1, np.intp)
    places[rows.rows[hits]] = hits
    text_fields = np.full(len(levels), -1, np.intp)
    text_fields[rows.rows[hits]] = rows.fields[hits]
    fields = np.minimum(RANK_OF_FIELD[text_fields], _RANK_AT_WORST[levels & IN_NAMES])
    return Places(levels > 0, places, fields, text_fields)


def _levels_in(segment: Segment, rows: Rows, match: WordMatch, field: Field | None) -> Bytes:
    """For each word of the rows, the level at which it matches."""
    found = match.levels(len(segment.dictionary))[rows.words]
    for stretch in match.stretches:
        places, costs = rows.in_a_row(stretch.parts)
        found[places] = np.maximum(found[places], stretch.level(costs))
    if match.acronym:
        places = initials_in(segment, rows, match.acronym)
        found[places] = np.maximum(found[places], np.uint8(near(ACRONYM)))
    if field is not None:
        found[rows.fields != field] = 0
    return found


def _gaps(all_places: Sequence[Places]) -> Ints:
    before = all_places[0]
    gaps = np.zeros(len(before.places), np.intp)
    for after in all_places[1:]:
        distance = after.places - before.places
        gap = np.minimum(np.where(distance > 0, distance - 1, -distance), FAR)
        gap[(before.text_fields != after.text_fields) | (after.text_fields < 0)] = FAR
        if before.matched.all() and after.matched.all():
            gaps += gap
            before = after
        else:
            gaps += np.where(before.matched & after.matched, gap, 0)
            before = after.behind(before)
    return gaps
