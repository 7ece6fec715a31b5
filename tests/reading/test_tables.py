"""Tables share the width among their columns."""

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.reading.spans import text_of
from newsdesk.text.widths import width
from tests.reading.pages import EVERYTHING, a_reading, rows

PRICES = "| Paper | Price |\n|:------|------:|\n| Times | 3 |\n| Herald | 12 |\n"


def test_columns_are_as_wide_as_they_must_be_and_figures_stand_right() -> None:
    assert rows(PRICES) == ["Paper  │ Price", "───────┼──────", "Times  │     3", "Herald │    12"]


def test_long_cells_wrap_and_rules_part_the_rows() -> None:
    body = "| Name | About |\n|---|---|\n| a | one two three four five |\n| b | six |"
    assert rows(body, 20) == [
        "Name │ About",
        "─────┼──────────────",
        "a    │ one two three",
        "     │ four five",
        "─────┼──────────────",
        "b    │ six",
    ]


def test_emphasis_and_pipes_in_cells_are_understood() -> None:
    assert rows("| a | b |\n|---|---|\n| **x** \\| y | `z` |") == ["a     │ b", "──────┼──", "x | y │ z"]


def test_wide_characters_do_not_move_the_columns() -> None:
    shown = rows("| 新聞 | n |\n|---|---|\n| a | 1 |\n| 👩\u200d🚀 | 2 |")
    assert len({width(row.split("│")[0]) for row in shown if "│" in row}) == 1


def test_a_table_too_wide_for_the_pane_is_scrolled_sideways() -> None:
    words = [f"word-number{n}" for n in range(9)]
    body = f"|{'|'.join(words)}|\n{'|---' * 9}|\n|{'|'.join('x' * 9)}|"
    reading = a_reading(body, 60)
    before = text_of(reading.lines(3, 4)[0])
    assert "word-number0" in before
    assert "word-number8" not in before
    assert reading.shift(3, 1000)
    assert "word-number8" in text_of(reading.lines(3, 4)[0])
    assert not reading.shift(3, 1)
    assert all(width(text_of(line)) <= 60 for line in reading.lines(0, EVERYTHING))


def test_where_nothing_can_be_scrolled_it_is_written_row_by_row() -> None:
    words = [f"word-number{n}" for n in range(9)]
    body = f"|{'|'.join(words)}|\n{'|---' * 9}|\n|{'|'.join(f'cell{n}' for n in range(9))}|"
    shown = rows(body, 56, sideways=False)
    assert shown[:4] == ["word-number0", "  cell0", "word-number1", "  cell1"]


def test_a_table_of_a_thousand_rows_is_laid_out_where_one_looks() -> None:
    body = "| n | twice |\n|---|---|\n" + "".join(f"| {n} | {2 * n} |\n" for n in range(1000))
    shown = rows(body)
    assert shown[2 + 999] == "999 │ 1998"
    assert len(shown) == 1002


@given(
    st.lists(st.lists(st.text(alphabet="ab *`日\\", max_size=12), min_size=1, max_size=5), min_size=1, max_size=4),
    st.integers(8, 50),
)
def test_no_table_is_wider_than_the_pane(cells: list[list[str]], cells_wide: int) -> None:
    body = "\n".join(["| a | b | c |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in cells)])
    for sideways in (True, False):
        reading = a_reading(body, cells_wide, sideways=sideways)
        assert all(width(text_of(line)) <= cells_wide for line in reading.lines(0, EVERYTHING))
