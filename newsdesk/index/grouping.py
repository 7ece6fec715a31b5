"""Put documents together by day, month, source, author, tag or status.

Every document gets the number of its group, and a stable sort by these numbers keeps the order that the documents had.
Groups are named when somebody reads them: there may be as many as documents.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from newsdesk.index.arrays import Array, Ints, narrow
from newsdesk.index.facets import FIRST_ORDINAL_OF_1970
from newsdesk.index.segment import Choices, Values
from newsdesk.index.view import Placed, View
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Group, GroupBy
from newsdesk.text.fold import fold

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

    return InGroups(documents[np.argsort(keys, kind="stable")], Groups(np.bincount(keys), name))


def _by_time(view: View, documents: Ints, by: GroupBy) -> tuple[Ints, Callable[[int], str]]:
    """For each document 1 and more, the newest first; 0 where it has no date."""
    units = np.zeros(len(documents), np.int64)
    dated = np.zeros(len(documents), np.bool_)
    for part, here in _by_part(view, documents):
        days = part.segment.days[documents[here] - part.start].astype(np.int64)
        dated[here] = days > 0
        since_1970 = days + (int(part.segment.day_before[0]) - FIRST_ORDINAL_OF_1970)
        units[here] = since_1970.astype("datetime64[D]").astype(f"datetime64[{_UNIT[by]}]").astype(np.int64)
    latest = int(units[dated].max(initial=0)) if dated.any() else 0
    numbers = np.where(dated, latest + 1 - units, 0)
    return numbers, lambda number: str(np.array(latest + 1 - number).astype(f"datetime64[{_UNIT[by]}]"))


def _by_name(view: View, documents: Ints, by: GroupBy) -> tuple[Ints, Callable[[int], str]]:
    """For each document 1 and more, in the order of the alphabet; 0 where it has no name."""
    found: list[tuple[slice | Ints, Array, dict[int, str]]] = []
    for part, here in _by_part(view, documents):
        column, name = _column(view, part, by)
        numbers = column[documents[here] - part.start]
        there = np.flatnonzero(np.bincount(numbers)).tolist()
        found.append((here, numbers, {number: name(number) for number in there}))
    distinct = {name for _, _, names in found for name in names.values() if name}
    ordered = ["", *sorted(distinct, key=lambda name: (fold(name), name))]
    places = {name: place for place, name in enumerate(ordered)}
    ranks = np.zeros(len(documents), np.intp)
    for here, numbers, names in found:
        table = np.zeros(max(names, default=0) + 1, np.intp)
        table[list(names)] = [places[name] for name in names.values()]
        ranks[here] = table[numbers]
    return ranks, ordered.__getitem__


def _by_part(view: View, documents: Ints) -> Iterator[tuple[Placed, slice | Ints]]:
    """Which of some documents, in any order, are in which segment."""
    if len(view.parts) == 1:
        yield view.parts[0], slice(None)
        return
    for part in view.parts:
        here = np.flatnonzero((documents >= part.span.start) & (documents < part.span.stop))
        if len(here):
            yield part, here


def _column(view: View, part: Placed, by: GroupBy) -> tuple[Array, Callable[[int], str]]:
    """A number for each document of a segment, and what a number is called."""
    segment = part.segment
    match by:
        case GroupBy.AUTHOR:
            return _first_of(segment.authors)
        case GroupBy.TAG:
            return _first_of(segment.tags)
        case GroupBy.SOURCE:
            ids = segment.sources.names
            return segment.sources.numbers, lambda number: view.source_names.get(int(ids[number]), "")
        case _:
            return _only(segment.statuses)


def _first_of(values: Values) -> tuple[Array, Callable[[int], str]]:
    return values.rows()[:, 0], lambda number: values.names[number - 1] if number else ""


def _only(choices: Choices) -> tuple[Array, Callable[[int], str]]:
    return choices.numbers, choices.names.__getitem__
