"""What the headings of groups say."""

from datetime import date

import pytest

from newsdesk.model.clean import Clean
from newsdesk.model.hits import GroupBy
from newsdesk.text.query import parse
from newsdesk.ui.groups import by_named, group_titles, words_of

TODAY = date(2025, 2, 10)


@pytest.mark.parametrize(
    ("by", "label", "title"),
    [
        (GroupBy.DAY, "2025-02-10", "Today, Monday, 10 February 2025"),
        (GroupBy.DAY, "2025-02-09", "Yesterday, Sunday, 9 February 2025"),
        (GroupBy.DAY, "1024-12-31", "Friday, 31 December 1024"),
        (GroupBy.MONTH, "2024-12", "December 2024"),
        (GroupBy.AUTHOR, "Ada Reyes", "Ada Reyes"),
        (GroupBy.AUTHOR, "", "No author"),
        (GroupBy.MONTH, "", "No date"),
    ],
)
def test_a_group_is_called_as_a_person_would(by: GroupBy, label: str, title: str) -> None:
    assert group_titles(by, TODAY)(Clean(label)) == title


def test_what_the_desk_remembers_is_a_group_or_none() -> None:
    assert [by_named(name) for name in ("month", "", None, "colour")] == [GroupBy.MONTH, None, None, None]


def test_the_words_of_a_query_are_what_no_operator_says() -> None:
    query = parse("fog author:ada -rain sort:date  harbour", today=TODAY)
    assert words_of(query) == "fog harbour"
