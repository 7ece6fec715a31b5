"""Change a query as a reader clicks."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.text.query import Column, Completion, complete, parse, quote, with_operator, without_chip
from newsdesk.text.query.tree import Named
from newsdesk.text.tokens import sought

TODAY = date(2025, 2, 3)


def test_a_chip_is_taken_away_and_the_rest_stays_as_typed() -> None:
    text = 'flood author:"Ana Deep"  -tag:ai now'
    assert without_chip(text, 0) == "flood -tag:ai now"
    assert without_chip(text, 1) == 'flood author:"Ana Deep" now'
    assert without_chip(text, 7) == text


def test_a_bar_of_the_statistics_narrows_the_query() -> None:
    assert with_operator("flood", "author", "Ana Deep") == 'flood author:"Ana Deep"'
    assert with_operator("", "date", "2025-02") == "date:2025-02"


def test_narrowing_again_by_the_same_column_replaces_what_was_there() -> None:
    assert with_operator("flood author:ana x", "author", "Ben") == 'flood author:"Ben" x'
    assert with_operator("flood -author:ana", "author", "Ben") == 'flood -author:ana author:"Ben"'


@given(st.text(min_size=1).filter(lambda text: bool(sought(text)) and len(text) < 1000))
def test_a_quoted_name_means_just_this_name(name: str) -> None:
    (node,) = parse(f"author:{quote(name)}", today=TODAY).root.nodes
    assert node == Named(Column.AUTHOR, " ".join(token.text for token in sought(name.replace('"', " "))), whole=True)


def test_names_of_operators_and_their_values_are_completed() -> None:
    assert complete("flood aut", 9) == Completion(6, "aut", ("author:",))
    assert complete("is:un", 5) == Completion(3, "un", ("unread",))
    assert complete("sort:-d", 7) == Completion(5, "-d", ("-date",))
    assert complete('author:"Da', 10) == Completion(7, "Da", (), Column.AUTHOR)
    assert complete("tag:", 4) == Completion(4, "", (), Column.TAG)
    assert complete("flood ", 6) is None
    assert complete("after:20", 8) is None
