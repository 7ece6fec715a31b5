"""By what the list is put together, and what the headings of the groups say. Pure; the index puts together."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from newsdesk.model.clean import Clean
from newsdesk.model.hits import GroupBy

if TYPE_CHECKING:
    # Not needed for the first screen.
    from newsdesk.text.query import Query

GROUPS = "groups"
"""Under which the desk remembers by what the list is put together."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WITHOUT = {
    GroupBy.DAY: "No date",
    GroupBy.MONTH: "No date",
    GroupBy.SOURCE: "No source",
    GroupBy.AUTHOR: "No author",
    GroupBy.TAG: "No tags",
    GroupBy.STATUS: "No status",
}


def by_named(name: str | None) -> GroupBy | None:
    """What `GroupBy` calls so; None for anything else, also for what another version remembered."""
    return GroupBy(name) if name in set(GroupBy) else None


def group_titles(by: GroupBy | None, today: date) -> Callable[[Clean], str]:
    """What the heading of a group says for its label.

    Args:
        by: What the groups have in common.
        today: On the desk.
    """

    def title(label: Clean) -> str:
        if not label:
            return WITHOUT[by] if by is not None else ""
        if by is GroupBy.DAY:
            return day_title(date.fromisoformat(label), today)
        if by is GroupBy.MONTH:
            year, month = label.split("-")
            return f"{MONTHS[int(month) - 1]} {year}"
        return label

    return title


def day_title(day: date, today: date) -> str:
    """`Monday, 3 February 2025`, and how near it is where it is near."""
    near = {0: "Today, ", 1: "Yesterday, "}.get((today - day).days, "")
    return f"{near}{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def words_of(query: "Query") -> str:
    """A query without its operators: what its hits are ranked by."""
    text = query.text
    for chip in reversed(query.chips):
        text = text[: chip.start] + " " + text[chip.end :]
    return " ".join(text.split())
