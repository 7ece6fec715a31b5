"""Figures over hits by columns: counted, never looked up.

Each column is counted by `bincount` over the numbers of its values. Over more than half of a segment what is left out
is counted, and taken from the segment's totals. Names are looked up only in columns that somebody reads.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from newsdesk.index.arrays import Array, Bools, Ints
from newsdesk.index.segment import Segment
from newsdesk.index.view import View
from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Facets

FIRST_ORDINAL_OF_1970 = date(1970, 1, 1).toordinal()
MONTH = "month"


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """How often each value of a column stands in some documents of one segment."""

    counts: Array
    name: Callable[[int], str]
    """What a value is called."""


class Figures(Mapping[str, tuple[tuple[Clean, int], ...]]):
    """Columns of counts; a column is put in order when it is read."""

    def __init__(self, counted: Mapping[str, list[Counted]]) -> None:
        self._counted = counted
        self._read: dict[str, tuple[tuple[Clean, int], ...]] = {}

    def __getitem__(self, column: str) -> tuple[tuple[Clean, int], ...]:
        if column not in self._read:
            self._read[column] = _in_order(column, self._counted[column])
        return self._read[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counted)

    def __len__(self) -> int:
        return len(self._counted)


def _in_order(column: str, parts: list[Counted]) -> tuple[tuple[Clean, int], ...]:
    total: Counter[str] = Counter()
    for part in parts:
        there = np.flatnonzero(part.counts)
        for number, count in zip(there.tolist(), part.counts[there].tolist(), strict=True):
            total[part.name(number)] += count
    total.pop("", None)
    if column == MONTH:
        return tuple((Clean(name), total[name]) for name in sorted(total, reverse=True))
    return tuple((Clean(name), count) for name, count in sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))


def facets(view: View, mask: Bools) -> Facets:
    """The figures over some documents of a view."""
    counted: dict[str, list[Counted]] = {name: [] for name in ("source", "author", "tag", MONTH, "status", "language")}
    words = minutes = 0
    for part in view.parts:
        segment = part.segment
        chosen = _Chosen(segment, mask[part.span])
        if not chosen.count:
            continue
        words += chosen.total("words", segment.words)
        minutes += chosen.total("minutes", segment.minutes)
        source_names = [view.source_names.get(int(number), "") for number in segment.sources.names.all()]
        counted["source"].append(Counted(chosen.counts("source", segment.sources.numbers), source_names.__getitem__))
        for name, choices in (("status", segment.statuses), ("language", segment.languages)):
            counted[name].append(Counted(chosen.counts(name, choices.numbers), choices.names.__getitem__))
        for name, values in (("author", segment.authors), ("tag", segment.tags)):
            counts = chosen.counts_of_lists(name, values.numbers, values.starts)
            counted[name].append(Counted(counts, values.names.__getitem__))
        counted[MONTH].append(chosen.months())
    flags = view.flags[mask] if np.count_nonzero(mask) < len(mask) else view.flags
    return Facets(
        articles=len(flags),
        words=words,
        minutes=minutes,
        unread=int(np.count_nonzero((flags & np.uint16(Flag.READ)) == 0)),
        starred=int(np.count_nonzero(flags & np.uint16(Flag.STARRED))),
        problems=int(np.count_nonzero(flags & np.uint16(Flag.PROBLEM))),
        columns=Figures(counted),
    )


class _Chosen:
    """The chosen documents of a segment, or those that were not, whichever are fewer."""

    def __init__(self, segment: Segment, mask: Bools) -> None:
        self._segment = segment
        self.count = int(np.count_nonzero(mask))
        self._rest = 2 * self.count > len(mask)
        self._documents: Ints = np.flatnonzero(~mask if self._rest else mask)

    def total(self, name: str, column: Array) -> int:
        """The sum of a column."""
        found = int(column[self._documents].sum(dtype=np.int64))
        if not self._rest:
            return found
        return int(self._segment.once(name, lambda: np.array([column.sum(dtype=np.int64)]))[0]) - found

    def counts(self, name: str, column: Array) -> Array:
        """How often each number stands in a column."""
        found = np.bincount(column[self._documents])
        return self._of_chosen(name, lambda: np.bincount(column), found)

    def counts_of_lists(self, name: str, numbers: Array, starts: Array) -> Array:
        """How often each number stands in the lists of a column."""
        first, last = starts[self._documents].astype(np.intp), starts[self._documents + 1].astype(np.intp)
        found = np.zeros(0, np.intp)
        # Most lists are short: going through them by place takes a third of the time of laying them end to end.
        for place in range(int((last - first).max(initial=0))):
            places = first + place
            found = _sum(found, np.bincount(numbers[places[places < last]]))
        return self._of_chosen(name, lambda: np.bincount(numbers), found)

    def months(self) -> Counted:
        """How often each month stands among the dates."""
        by_day = self.counts("days", self._segment.days)
        days = np.flatnonzero(by_day[1:]) + 1
        dates = (days + int(self._segment.day_before[0]) - FIRST_ORDINAL_OF_1970).astype("datetime64[D]")
        months, places = np.unique(dates.astype("datetime64[M]"), return_inverse=True)
        names = np.datetime_as_string(months).tolist()
        counts = np.bincount(places, weights=by_day[days], minlength=len(months)).astype(np.intp)
        return Counted(counts, names.__getitem__)

    def _of_chosen(self, name: str, all_of_them: Callable[[], Array], found: Array) -> Array:
        return _sum(self._segment.once(name, all_of_them), -found) if self._rest else found


def _sum(one: Array, other: Array) -> Array:
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    total = longer.copy()
    total[: len(shorter)] += shorter
    return total
