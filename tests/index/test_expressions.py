"""Expressions are searched in many titles at a call, and find what they find in each alone."""

from datetime import UTC, date

import pytest

from newsdesk.index import Index
from newsdesk.text.query import parse
from newsdesk.text.query.patterns import compiled
from tests.index.headlines import changes
from tests.index.oracle import Row

TODAY = date(2025, 2, 3)
TITLES = [f"{'' if n % 7 else 'Straße '}flood {n}{' in the harbour' if n % 3 else ''}" for n in range(300)] + [
    "",
    "the",
]


@pytest.fixture(scope="module")
def desk() -> Index:
    index = Index(UTC)
    index.apply(changes(1, [Row(n, title) for n, title in enumerate(TITLES)][:250]))
    index.apply(changes(2, [Row(n, title) for n, title in enumerate(TITLES)][250:]))
    return index


@pytest.mark.parametrize(
    "source",
    [
        "flood",
        "9$",
        "^flood",
        "^$",
        "$",
        r"\bthe\b",
        r"e\s",
        "STRASSE|straße",
        "[^a-z]1[^0]",
        r"\A\w+ 12",
        "x*",
        "(?s).5",
    ],
)
@pytest.mark.parametrize("beside", ["", "title:harbour", "77"])
def test_an_expression_finds_the_same_whatever_else_the_query_says(desk: Index, source: str, beside: str) -> None:
    others = set(desk.search(parse(beside, today=TODAY)).ids(0, 999))
    expected = {n for n, title in enumerate(TITLES) if n in others and compiled(source).search(title)}
    found = desk.search(parse(f"{beside} /{source}/", today=TODAY))
    assert set(found.ids(0, 999)) == expected
    assert len(found) == len(expected)
