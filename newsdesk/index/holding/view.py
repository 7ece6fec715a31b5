"""All segments of a desk as one row of documents, as they stand at one moment.

The largest segment comes first and is numbered from the newest; small ones with what came since follow. Where a small
segment's documents belong among those of the large one is kept as a key, so that "newest first" over all of them is a
merge of two sorted lists, never a sort of a million.

A view never changes. A change of the desk makes another one; whoever searches keeps the one they began with.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from newsdesk.index.arrays import Array, Bytes, Ints
from newsdesk.index.holding.building import newest_first
from newsdesk.index.holding.segment import Segment

_MANY = 500
"""From so many articles on, all ids are looked at once rather than each looked up."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A segment in a view."""

    segment: Segment
    start: int
    """The number of its first document."""
    slots: Ints
    """For each of its documents, how many of the first segment's come before; nothing for the first segment itself."""

    @property
    def span(self) -> slice:
        """Its documents."""
        return slice(self.start, self.start + len(self.segment))


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The documents of a desk at one moment."""

    parts: tuple[Placed, ...]
    there: Bytes
    """A level column of the current documents; the others were replaced or removed."""
    listed: Bytes
    """The same without archived ones."""
    buried: int
    """How many documents are not current."""
    flags: Array
    source_names: Mapping[int, str]
    sequence: int
    all_listed: bool = field(init=False)
    """Whether every document is listed: then there is nothing to leave out."""
    _late_keys: Ints = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "all_listed", bool(self.listed.min(initial=255)))
        object.__setattr__(self, "_late_keys", self._keys_of_late())

    def __len__(self) -> int:
        return len(self.there)

    @property
    def early(self) -> int:
        """How many documents the first segment has: their numbers are in order."""
        return len(self.parts[0].segment) if self.parts else 0

    def _keys_of_late(self) -> Ints:
        late = self.parts[1:]
        if not late:
            return np.zeros(0, np.intp)
        published, lengths, ids, slots = (
            np.concatenate(columns)
            for columns in (
                [p.segment.published for p in late],
                [p.segment.title_lengths for p in late],
                [p.segment.ids for p in late],
                [p.slots for p in late],
            )
        )
        order = newest_first(published.astype(np.int64), lengths.astype(np.int64), ids.astype(np.int64))
        keys = np.zeros(len(order), np.intp)
        keys[order] = np.arange(len(order))
        keys += slots * (len(order) + 1)
        return keys

    def keys(self, documents: Ints) -> Ints:
        """Numbers that order documents from the newest to the oldest."""
        late = len(self._late_keys)
        if not late:
            return documents
        keys: Ints = documents * (late + 1) + late
        behind = documents >= self.early
        keys[behind] = self._late_keys[documents[behind] - self.early]
        return keys

    def newest_first(self, documents: Ints) -> Ints:
        """Documents, given by ascending number, from the newest to the oldest."""
        cut = int(np.searchsorted(documents, self.early))
        if cut == len(documents):
            return documents
        early, late = documents[:cut], documents[cut:]
        keys = self._late_keys[late - self.early]
        order = np.argsort(keys)
        return np.insert(early, np.searchsorted(early, keys[order] // (len(self._late_keys) + 1)), late[order])

    def by_segment(self, documents: Ints) -> Iterator[tuple[Placed, slice, Ints]]:
        """Documents, given by ascending number, as numbers of their segments, and which of `documents` they are."""
        for part in self.parts:
            low, high = np.searchsorted(documents, (part.span.start, part.span.stop)).tolist()
            if low < high:
                yield part, slice(low, high), documents[low:high] - part.start

    def in_any_order(self, documents: Ints) -> Iterator[tuple[Placed, slice | Ints, Ints]]:
        """Documents by segment: which of `documents` they are, and their numbers in the segment."""
        if len(self.parts) == 1:
            yield self.parts[0], slice(None), documents
            return
        for part in self.parts:
            here = np.flatnonzero((documents >= part.span.start) & (documents < part.span.stop))
            if len(here):
                yield part, here, documents[here] - part.start

    def ids(self, documents: Ints) -> list[int]:
        """The article ids of some documents, in any order."""
        found = np.zeros(len(documents), np.int64)
        for part, here, local in self.in_any_order(documents):
            found[here] = part.segment.ids[local]
        ids: list[int] = found.tolist()
        return ids

    def document(self, article_id: int) -> int | None:
        """The current document of an article, None when it is not here."""
        found = documents_of(self.parts, self.there, [article_id])
        return int(found[0]) if len(found) else None

    def documents(self, article_ids: Sequence[int]) -> Ints:
        """The current documents of some articles, of those that are here."""
        return documents_of(self.parts, self.there, article_ids)


def documents_of(parts: Sequence[Placed], there: Bytes, article_ids: Sequence[int]) -> Ints:
    """The current documents of some articles, of those that are in the segments."""
    if len(article_ids) >= _MANY:
        wanted = np.array(article_ids, np.int64)
        here = [np.flatnonzero(np.isin(part.segment.ids, wanted)) + part.start for part in parts]
        numbers = np.concatenate(here) if here else np.zeros(0, np.intp)
    else:
        found = [
            part.start + number
            for article_id in article_ids
            for part in parts
            if (number := part.segment.document(article_id)) is not None
        ]
        numbers = np.array(found, np.intp)
    current: Ints = numbers[there[numbers] > 0]
    return current


def slots_among(segment: Segment, early: Segment) -> Ints:
    """For each document of a segment, how many documents of an earlier one come before it, newest first."""
    oldest_first = early.published[::-1]
    low = len(early) - np.searchsorted(oldest_first, segment.published, "right")
    high = len(early) - np.searchsorted(oldest_first, segment.published, "left")
    for number in np.flatnonzero(low < high).tolist():
        mine = (int(segment.title_lengths[number]), -int(segment.ids[number]))
        first, last = int(low[number]), int(high[number])
        while first < last:
            middle = (first + last) // 2
            if (int(early.title_lengths[middle]), -int(early.ids[middle])) < mine:
                first = middle + 1
            else:
                last = middle
        low[number] = first
    return low.astype(np.intp)
