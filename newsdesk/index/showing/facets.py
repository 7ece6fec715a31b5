"""Figures over hits by columns: counted, never looked up.

Each column is counted by `bincount` over the numbers of its values, unless all documents have the same. Over more than
half of a segment what is left out is counted, and taken from the segment's totals. Names are looked up only in columns
that somebody reads.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import overload

import numpy as np

from newsdesk.index.arrays import Array, Bools, Ints
from newsdesk.index.holding.segment import Segment, Values
from newsdesk.index.holding.view import View
from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Facets

FIRST_ORDINAL_OF_1970 = date(1970, 1, 1).toordinal()
MONTH = "month"
_FEW = 4
"""Documents are few where they are less than one in four."""
_NONE = np.zeros(0, np.intp)


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """How often each value of a column stands in some documents."""

    counts: Array
    name: Callable[[int], str]
    """What a value is called."""


class MostFrequent(Sequence[tuple[Clean, int]]):
    """Values and counts, the most frequent first. A value is named when somebody reads it: there may be thousands."""

    def __init__(self, counted: Counted) -> None:
        there = np.flatnonzero(counted.counts)
        # Stable: equally frequent ones stay in the order of their numbers.
        self._numbers = there[np.argsort(-counted.counts[there], kind="stable")]
        self._counted = counted

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> tuple[Clean, int]: ...

    @overload
    def __getitem__(self, place: slice) -> list[tuple[Clean, int]]: ...

    def __getitem__(self, place: int | slice) -> tuple[Clean, int] | list[tuple[Clean, int]]:
        if isinstance(place, slice):
            return [self._pair(number) for number in self._numbers[place].tolist()]
        return self._pair(int(self._numbers[place]))

    def _pair(self, number: int) -> tuple[Clean, int]:
        return Clean(self._counted.name(number)), int(self._counted.counts[number])


def facets(view: View, mask: Bools) -> Facets:
    """The figures over some documents of a view."""
    counted: dict[str, list[Counted]] = {name: [] for name in ("source", MONTH, "status", "language")}
    listed: dict[str, list[Array]] = {"author": [], "tag": []}
    flagged = {Flag.READ: 0, Flag.STARRED: 0, Flag.PROBLEM: 0}
    articles = words = minutes = 0
    for part in view.parts:
        segment = part.segment
        chosen = Chosen(segment, mask[part.span])
        articles += chosen.count
        words += chosen.total("words", segment.words)
        minutes += chosen.total("minutes", segment.minutes)
        flags = chosen.those(view.flags[part.span])
        for flag in flagged:
            flagged[flag] += int(np.count_nonzero(flags & np.uint16(flag)))
        source_names = [view.source_names.get(int(number), "") for number in segment.sources.names.numbering()]
        for name, column, called in (
            ("source", segment.sources.numbers, source_names.__getitem__),
            ("status", segment.statuses.numbers, segment.statuses.names.__getitem__),
            ("language", segment.languages.numbers, segment.languages.names.__getitem__),
        ):
            counted[name].append(Counted(chosen.counts(name, column), called))
        counted[MONTH].append(_by_month(segment, chosen.counts("day", segment.days)))
        for name, values in (("author", segment.authors), ("tag", segment.tags)):
            listed[name].append(chosen.counts_of_values(name, values))
    few = {name: in_order(name, parts) for name, parts in counted.items()}
    many = {name: MostFrequent(as_one(view, name, counts)) for name, counts in listed.items()}
    return Facets(
        articles=articles,
        words=words,
        minutes=minutes,
        unread=articles - flagged[Flag.READ],
        starred=flagged[Flag.STARRED],
        problems=flagged[Flag.PROBLEM],
        columns=few | many,
    )


def _by_month(segment: Segment, by_day: Array) -> Counted:
    epoch_day = int(segment.day_before[0]) - FIRST_ORDINAL_OF_1970

    def months() -> Array:
        days = np.arange(len(by_day)) + epoch_day
        return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.intp)

    of_days = segment.once("months", months)
    first = int(of_days[0])
    # Day 0 is that of articles without a date.
    counts = np.bincount(of_days[1:] - first, weights=by_day[1:]).astype(np.intp)
    return Counted(counts, lambda number: month_name(first + number))


def day_name(since_1970: int) -> str:
    """A day, as it is shown: 2025-02-03."""
    return date.fromordinal(FIRST_ORDINAL_OF_1970 + since_1970).isoformat()


@lru_cache(maxsize=4096)
def month_name(since_1970: int) -> str:
    """A month by how many there are since January 1970, as it is shown: 2025-02."""
    return f"{1970 + since_1970 // 12:04}-{since_1970 % 12 + 1:02}"


def in_order(column: str, parts: list[Counted]) -> Sequence[tuple[Clean, int]]:
    """The counts of all segments by name, for columns of few values: months newest first, others the most frequent."""
    total: dict[str, int] = {}
    for part in parts:
        there = np.flatnonzero(part.counts)
        for number, count in zip(there.tolist(), part.counts[there].tolist(), strict=True):
            name = part.name(number)
            total[name] = total.get(name, 0) + count
    total.pop("", None)
    if column == MONTH:
        return [(Clean(name), total[name]) for name in sorted(total, reverse=True)]
    return [(Clean(name), count) for name, count in sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))]


def as_one(view: View, column: str, counts: list[Array]) -> Counted:
    """The counts of all segments by one numbering: that of the first, then what only later ones have."""
    if len(counts) < 2:
        return Counted(counts[0], _values_of(view, column, 0).names.__getitem__) if counts else Counted(_NONE, str)
    first = _values_of(view, column, 0).names
    numbering = first.numbering().copy()
    total = np.zeros(len(first) + sum(len(part) for part in counts[1:]), np.intp)
    total[: len(counts[0])] = counts[0]
    for place, part in enumerate(counts[1:], 1):
        names = _values_of(view, column, place).names
        there = np.flatnonzero(part)
        numbers = [numbering.setdefault(names[number], len(numbering)) for number in there.tolist()]
        total[numbers] += part[there]
    later = list(islice(numbering, len(first), None))
    return Counted(total, lambda number: first[number] if number < len(first) else later[number - len(first)])


def _values_of(view: View, column: str, place: int) -> Values:
    segment = view.parts[place].segment
    return segment.authors if column == "author" else segment.tags


class Chosen:
    """The chosen documents of a segment, or those that were not, whichever are fewer."""

    def __init__(self, segment: Segment, mask: Bools) -> None:
        self.segment = segment
        self._mask = mask
        self.count = int(np.count_nonzero(mask))
        self._rest = 2 * self.count > len(mask)
        self._documents: Ints = np.flatnonzero(~mask if self._rest else mask)

    def those(self, column: Array) -> Array:
        """The column's values of the chosen documents, in any order; of the others perhaps 0."""
        if self._rest or self.count * _FEW > len(self._mask):
            return column * self._mask
        return column.take(self._documents)

    def total(self, name: str, column: Array) -> int:
        """The sum of a column."""
        found = int(column.take(self._documents).sum(dtype=np.int64))
        if not self._rest:
            return found
        return int(self.segment.once(name, lambda: np.array([column.sum(dtype=np.int64)]))[0]) - found

    def counts(self, name: str, column: Array) -> Array:
        """How often each number stands in a column."""
        size = int(self.segment.once(f"size of {name}", lambda: np.array([int(column.max(initial=0)) + 1]))[0])
        if size == 1:
            return np.array([self.count])
        found = np.bincount(column.take(self._documents), minlength=size)
        return self._of_chosen(name, lambda: np.bincount(column, minlength=size), found)

    def counts_of_values(self, name: str, values: Values) -> Array:
        """How often each value of a column stands in the documents."""
        found = values.counts(self._documents)
        return self._of_chosen(name, values.counts, found)

    def _of_chosen(self, name: str, all_of_them: Callable[[], Array], found: Array) -> Array:
        return self.segment.once(name, all_of_them) - found if self._rest else found
