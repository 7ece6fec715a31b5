"""Where the rows of a list stand: on which lines, in which section, below which heading.

Three counts of one list. Rows are articles, from the first hit on. Lines are what scrolls: a row takes one or more, a
heading one. Stops are where the cursor can be: on every row that is not folded away, and on every heading of a group,
which folds; the heading between the tiers is passed over. Pure: numbers only, and a section costs no object.
"""

from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, pairwise


class Heading(Enum):
    """What stands above a section."""

    NONE = "nothing"
    TIER = "a line that the cursor passes over"
    GROUP = "a line that the cursor can be on, and that folds"


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands on a line."""

    section: int
    row: int | None
    """None on a heading."""
    part: int = 0
    """Which line of the row."""


class Sections:
    """Rows in sections. A value: folding makes another one."""

    def __init__(
        self,
        rows: int,
        *,
        starts: Sequence[int] = (0,),
        headings: Sequence[Heading] = (Heading.NONE,),
        height: int = 1,
        folded: Set[int] = frozenset(),
    ) -> None:
        """Lay rows out.

        Args:
            rows: How many there are.
            starts: The first row of each section, ascending; the first is 0.
            headings: What stands above each section.
            height: Lines a row.
            folded: Numbers of the sections whose rows are not shown.
        """
        self.rows = rows
        self.height = height
        self.folded = folded
        self.starts = starts
        self.headings = headings
        counts = [end - start for start, end in pairwise((*starts, rows))]
        shown = [0 if number in folded else count for number, count in enumerate(counts)] if folded else counts
        heads = list(zip(shown, headings, strict=True))
        self._lines = [0, *accumulate(count * height + (head is not Heading.NONE) for count, head in heads)]
        self._stops = [0, *accumulate(count + (head is Heading.GROUP) for count, head in heads)]

    @property
    def lines(self) -> int:
        """How many there are."""
        return self._lines[-1]

    @property
    def stops(self) -> int:
        """How many there are."""
        return self._stops[-1]

    def count(self, section: int) -> int:
        """The rows of a section, folded or not."""
        end = self.starts[section + 1] if section + 1 < len(self.starts) else self.rows
        return end - self.starts[section]

    def at_line(self, line: int) -> Spot | None:
        """What stands on a line; None beyond the end."""
        if not 0 <= line < self.lines:
            return None
        section = bisect_right(self._lines, line) - 1
        within = line - self._lines[section] - self._has_line(section)
        if within < 0:
            return Spot(section, None)
        row, part = divmod(within, self.height)
        return Spot(section, self.starts[section] + row, part)

    def at_stop(self, stop: int) -> Spot | None:
        """What stands at a stop; None beyond the end."""
        if not 0 <= stop < self.stops:
            return None
        section = bisect_right(self._stops, stop) - 1
        within = stop - self._stops[section] - self._is_stop(section)
        return Spot(section, None if within < 0 else self.starts[section] + within)

    def line_of(self, stop: int) -> int:
        """The first line of what stands at a stop; beyond the end, the line behind the last."""
        spot = self.at_stop(stop)
        if spot is None:
            return self.lines
        first = self._lines[spot.section]
        if spot.row is None:
            return first
        return first + self._has_line(spot.section) + (spot.row - self.starts[spot.section]) * self.height

    def stop_of(self, row: int) -> int:
        """Where the cursor can be for a row: on it, or on the heading of the group that it is folded into."""
        section = self.section_of(row)
        first = self._stops[section]
        if section in self.folded:
            return first
        return first + self._is_stop(section) + row - self.starts[section]

    def stop_of_heading(self, section: int) -> int:
        """Where the cursor is on the heading of a group."""
        return self._stops[section]

    def line_of_heading(self, section: int) -> int:
        """The line that a section begins on."""
        return self._lines[section]

    def section_of(self, row: int) -> int:
        """The section that a row belongs to."""
        return bisect_right(self.starts, row) - 1

    def _has_line(self, section: int) -> int:
        return int(self.headings[section] is not Heading.NONE)

    def _is_stop(self, section: int) -> int:
        return int(self.headings[section] is Heading.GROUP)
