"""A place is kept where the text around it is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.model.article import Place
from newsdesk.reading.carried import carried

BEFORE = "\n".join(f"Line {number}." for number in range(40))


def place_of(text: str, line: str) -> Place:
    at = text.index(line)
    return Place(text.count("\n", 0, at), at / len(text))


def line_at(text: str, place: Place) -> str:
    return text.split("\n")[place.line]


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        BEFORE + "\nMore.",
        "First\nof\nall.\n" + BEFORE,
        BEFORE.replace("Line 3.", "Something\nelse"),
        BEFORE.replace("Line 3.", "Something\nelse").replace("Line 35.", ""),
        "\n".join(line for line in BEFORE.split("\n") if line != "Line 10."),
    ],
)
def test_the_line_that_was_read_is_the_line_that_is_read(after: str) -> None:
    there = carried(place_of(BEFORE, "Line 20."), BEFORE, after)
    assert line_at(after, there) == "Line 20."
    assert there.line == after.count("\n", 0, round(there.fraction * len(after)))


def test_of_a_line_that_is_gone_the_next_one_is_read() -> None:
    after = BEFORE.replace("Line 20.\n", "").replace("Line 3.", "x")
    assert line_at(after, carried(place_of(BEFORE, "Line 20."), BEFORE, after)) == "Line 21."


@given(st.text("ab\n", max_size=30), st.text("ab\n", max_size=30), st.integers(0, 40), st.floats(0, 1))
def test_a_place_is_always_one_of_the_text(before: str, after: str, line: int, fraction: float) -> None:
    there = carried(Place(line, fraction), before, after)
    assert 0 <= there.line <= after.count("\n")
    assert 0 <= there.fraction <= 1
