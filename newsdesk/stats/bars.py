"""Bars: the most frequent values of a column, and how many articles each month or year brought.

A bar knows the operator that narrows a search to what it counts. How long it is drawn is told in eighths of a cell,
so that two counts that differ by little still differ on the screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.model.clean import Clean

EIGHTHS_A_CELL = 8
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One value and how many of the hits have it."""

    label: Clean
    count: int
    operator: str
    """With `value`, what narrows the search to it: `author`, `date`, …"""
    value: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of one column."""

    title: Clean
    bars: tuple[Bar, ...]
    left_out: int = 0
    """How many values there are beyond these bars."""

    @property
    def most(self) -> int:
        """The longest bar's count."""
        return max((bar.count for bar in self.bars), default=0)


def ranking(title: str, operator: str, values: Sequence[tuple[Clean, int]], most: int) -> Chart:
    """The most frequent values of a column.

    Args:
        title: What the chart is called.
        operator: What narrows a search to one of its values.
        values: Value and count, most frequent first.
        most: How many bars there may be.
    """
    bars = tuple(Bar(value, count, operator, value) for value, count in values[:most])
    return Chart(Clean(title), bars, max(len(values) - most, 0))


def rhythm(months: Sequence[tuple[Clean, int]], most: int) -> Chart:
    """How many articles each month brought, the latest last; months without any are 0 and not left out.

    Where the months from the first to the last are more than `most`, years are counted; where these are too many too,
    the latest of them.

    Args:
        months: `2025-02` and count, in any order.
        most: How many bars there may be.
    """
    counts = {_month_number(month): count for month, count in months}
    if not counts:
        return Chart(Clean("Month"), ())
    first, last = min(counts), max(counts)
    if last - first < most:
        span = range(first, last + 1)
        return Chart(Clean("Month"), tuple(_bar(_month(number), counts.get(number, 0)) for number in span))
    years: dict[int, int] = {}
    for number, count in counts.items():
        year = number // MONTHS_A_YEAR
        years[year] = years.get(year, 0) + count
    every_year = range(min(years), max(years) + 1)
    shown = every_year[-most:]
    bars = tuple(_bar(f"{year:04}", years.get(year, 0)) for year in shown)
    return Chart(Clean("Year"), bars, sum(year in years for year in every_year[: -len(shown)]))


def eighths(count: int, most: int, cells: int) -> int:
    """How long a bar is, in eighths of a cell: what is there at all has at least one."""
    if not most or not count:
        return 0
    return max(round(count * cells * EIGHTHS_A_CELL / most), 1)


def _bar(label: str, count: int) -> Bar:
    return Bar(Clean(label), count, "date", label)


def _month_number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * MONTHS_A_YEAR + int(number) - 1


def _month(number: int) -> str:
    year, month = divmod(number, MONTHS_A_YEAR)
    return f"{year:04}-{month + 1:02}"
