"""Figures over hits by columns: counted, never looked up.

Each column is counted by `bincount` over the numbers of its values. Over more than half of a segment what is left out
is counted, and taken from the segment's totals. Names are looked up only in columns that somebody reads.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import prod
from typing import overload

import numpy as np

from newsdesk.index.arrays import Array, Bools, Ints, narrow
from newsdesk.index.segment import Segment, Values
from newsdesk.index.view import View
from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Facets

FIRST_ORDINAL_OF_1970 = date(1970, 1, 1).toordinal()
MONTH = "month"
_MOST_COMBINATIONS = 1 << 20
"""Of day, source, status and language: more are not counted as one column."""
_WORTH_COMBINING = 32
"""So many combinations to a document cost more to tell apart than four counts of fewer documents."""
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
    words = minutes = 0
    for part in view.parts:
        segment = part.segment
        chosen = Chosen(segment, mask[part.span])
        words += chosen.total("words", segment.words)
        minutes += chosen.total("minutes", segment.minutes)
        days, sources, statuses, languages = chosen.plain_counts()
        source_names = [view.source_names.get(int(number), "") for number in segment.sources.names.all()]
        counted["source"].append(Counted(sources, source_names.__getitem__))
        counted["status"].append(Counted(statuses, segment.statuses.names.__getitem__))
        counted["language"].append(Counted(languages, segment.languages.names.__getitem__))
        counted[MONTH].append(_by_month(days, int(segment.day_before[0])))
        for name, values in (("author", segment.authors), ("tag", segment.tags)):
            listed[name].append(chosen.counts_of_values(name, values))
    few = {name: in_order(name, parts) for name, parts in counted.items()}
    many = {name: MostFrequent(as_one(view, name, counts)) for name, counts in listed.items()}
    articles = int(np.count_nonzero(mask))
    return Facets(
        articles=articles,
        words=words,
        minutes=minutes,
        unread=articles - _flagged(view, mask, Flag.READ),
        starred=_flagged(view, mask, Flag.STARRED),
        problems=_flagged(view, mask, Flag.PROBLEM),
        columns=few | many,
    )


def _flagged(view: View, mask: Bools, flag: Flag) -> int:
    return int(np.count_nonzero(((view.flags & np.uint16(flag)) > 0) & mask))


def _by_month(by_day: Array, day_before: int) -> Counted:
    days = np.flatnonzero(by_day[1:]) + 1
    dates = (days + day_before - FIRST_ORDINAL_OF_1970).astype("datetime64[D]")
    months, places = np.unique(dates.astype("datetime64[M]"), return_inverse=True)
    names = np.datetime_as_string(months).tolist()
    counts = np.bincount(places, weights=by_day[days], minlength=len(months)).astype(np.intp)
    return Counted(counts, names.__getitem__)


def in_order(column: str, parts: list[Counted]) -> Sequence[tuple[Clean, int]]:
    """The counts of all segments by name, for columns of few values: months newest first, others the most frequent."""
    total: Counter[str] = Counter()
    for part in parts:
        there = np.flatnonzero(part.counts)
        for number, count in zip(there.tolist(), part.counts[there].tolist(), strict=True):
            total[part.name(number)] += count
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
        self.count = int(np.count_nonzero(mask))
        self._rest = 2 * self.count > len(mask)
        self._documents: Ints = np.flatnonzero(~mask if self._rest else mask)

    def total(self, name: str, column: Array) -> int:
        """The sum of a column."""
        found = int(column[self._documents].sum(dtype=np.int64))
        if not self._rest:
            return found
        return int(self.segment.once(name, lambda: np.array([column.sum(dtype=np.int64)]))[0]) - found

    def plain_counts(self) -> list[Array]:
        """How often each day, source, status and language stands in the documents."""
        segment = self.segment
        columns = (segment.days, segment.sources.numbers, segment.statuses.numbers, segment.languages.numbers)
        sizes = self.segment.once("sizes", lambda: np.array([int(c.max(initial=0)) + 1 for c in columns])).tolist()
        if not prod(sizes) < _MOST_COMBINATIONS < len(self._documents) * _WORTH_COMBINING:
            return [self._counted(str(place), *pair) for place, pair in enumerate(zip(columns, sizes, strict=True))]
        # All four in one number: counted at once, and told apart in the counts.
        together = segment.once("together", lambda: narrow(np.ravel_multi_index(columns, sizes)))
        counts = self._counted("counts together", together, prod(sizes)).reshape(sizes)
        places = range(len(sizes))
        return [counts.sum(axis=tuple(other for other in places if other != place)) for place in places]

    def _counted(self, name: str, column: Array, size: int) -> Array:
        found = np.bincount(column[self._documents], minlength=size)
        return self._of_chosen(name, lambda: np.bincount(column, minlength=size), found)

    def counts_of_values(self, name: str, values: Values) -> Array:
        """How often each value of a column stands in the documents."""
        found = values.counts(self._documents)
        return self._of_chosen(name, lambda: values.counts(np.arange(len(self.segment))), found)

    def _of_chosen(self, name: str, all_of_them: Callable[[], Array], found: Array) -> Array:
        return self.segment.once(name, all_of_them) - found if self._rest else found
