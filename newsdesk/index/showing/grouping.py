"""Put documents together by day, month, source, author, tag or status.

Every document gets the number of its group, and a stable sort by these numbers keeps the order that the documents had.
Groups are named when somebody reads them: there may be as many as documents.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from newsdesk.index.arrays import Array, Ints, narrow, stable_order
from newsdesk.index.holding.view import View
from newsdesk.index.showing.alphabet import by_name
from newsdesk.index.showing.facets import FIRST_ORDINAL_OF_1970, day_name, month_name
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Group, GroupBy
from newsdesk.text.query.tree import Column

_UNIT = {GroupBy.DAY: "D", GroupBy.MONTH: "M"}


class Groups(Sequence[Group]):
    """Groups end to end, from row 0 on."""

    def __init__(self, counts: Array, label: Callable[[int], str]) -> None:
        """How many documents have each number, and what the number is called."""
        self._numbers = np.flatnonzero(counts)
        self._counts = counts[self._numbers]
        self._starts = np.cumsum(self._counts) - self._counts
        self._label = label

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def starts(self) -> list[int]:
        """The first row of each."""
        starts: list[int] = self._starts.tolist()
        return starts

    @overload
    def __getitem__(self, place: int) -> Group: ...

    @overload
    def __getitem__(self, place: slice) -> list[Group]: ...

    def __getitem__(self, place: int | slice) -> Group | list[Group]:
        if isinstance(place, slice):
            return [self[number] for number in range(len(self))[place]]
        label = Clean(self._label(int(self._numbers[place])))
        return Group(label, int(self._starts[place]), int(self._counts[place]))


@dataclass(frozen=True, slots=True, eq=False)
class InGroups:
    """Documents, group after group."""

    documents: Ints
    groups: Groups

    @classmethod
    def none(cls) -> "InGroups":
        """No documents in no groups."""
        nothing = np.zeros(0, np.intp)
        return cls(nothing, Groups(nothing, str))


def in_groups(view: View, documents: Ints, by: GroupBy, *, turned: bool) -> InGroups:
    """Put documents, at least one, into groups.

    Args:
        view: Theirs.
        documents: In the order that they keep within a group.
        by: What they are put together by.
        turned: The last group first, save those that have no name.
    """
    numbers, label = _by_time(view, documents, by) if by in _UNIT else _by_name(view, documents, by)
    nameless = int(numbers.max()) + 1
    if turned:
        numbers = np.where(numbers, nameless - numbers, 0)
    # Those that have none come last.
    keys = narrow(np.where(numbers, numbers, nameless))

    def name(key: int) -> str:
        return "" if key == nameless else label(nameless - key if turned else key)

    return InGroups(documents[stable_order(keys)], Groups(np.bincount(keys), name))


def _by_time(view: View, documents: Ints, by: GroupBy) -> tuple[Ints, Callable[[int], str]]:
    """For each document 1 and more, the newest first; 0 where it has no date."""
    units = np.zeros(len(documents), np.int64)
    dated = np.zeros(len(documents), np.bool_)
    for part, here, local in view.in_any_order(documents):
        days = part.segment.days[local].astype(np.int64)
        dated[here] = days > 0
        since_1970 = days + (int(part.segment.day_before[0]) - FIRST_ORDINAL_OF_1970)
        units[here] = since_1970.astype("datetime64[D]").astype(f"datetime64[{_UNIT[by]}]").astype(np.int64)
    latest = int(units[dated].max(initial=0)) if dated.any() else 0
    numbers = np.where(dated, latest + 1 - units, 0)
    called = day_name if by is GroupBy.DAY else month_name
    return numbers, lambda number: called(latest + 1 - number)


def _by_name(view: View, documents: Ints, by: GroupBy) -> tuple[Ints, Callable[[int], str]]:
    """For each document 1 and more, in the order of the alphabet; 0 where it has no name."""
    places, names = by_name(view, documents, Column(by))
    return places, names.__getitem__
