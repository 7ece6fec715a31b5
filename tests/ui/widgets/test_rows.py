"""Columns in cells, lines a row."""

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.ui.widgets.rows import (
    CELLS,
    COLUMN_LEAST_CELLS,
    GAP_CELLS,
    GIVES_WAY,
    TITLE,
    TITLE_LEAST_CELLS,
    Arrangement,
    Columns,
    columns_of,
)

ALL = Arrangement(columns=(TITLE, *CELLS), lines=1)


def names(columns: Columns) -> list[str]:
    return [column.name for column in columns.columns]


def test_a_narrow_list_has_two_lines_a_row_unless_somebody_says_otherwise() -> None:
    assert [Arrangement().height(width) for width in (69, 70)] == [2, 1]
    assert Arrangement(lines=1).height(40) == 1
    assert Arrangement(lines=2, spaced=True).height(200) == 3


def test_columns_give_way_in_their_order_as_the_list_narrows() -> None:
    assert names(columns_of(400, ALL, sources=True)) == [TITLE, *CELLS]
    gone: list[str] = []
    for width in range(400, 20, -1):
        there = names(columns_of(width, ALL, sources=True))
        gone += [name for name in GIVES_WAY if name not in there and name not in gone]
    assert tuple(gone) == GIVES_WAY


def test_columns_stand_in_the_order_and_with_the_widths_that_were_chosen() -> None:
    wanted = Arrangement(columns=("age", TITLE, "author"), cells={"author": 30}, lines=1)
    columns = columns_of(120, wanted, sources=True)
    assert names(columns) == ["age", TITLE, "author"]
    assert columns.columns[-1].cells == 30
    assert columns.columns[-1].end == 120


def test_a_single_source_needs_no_column() -> None:
    assert "source" not in names(columns_of(200, ALL, sources=False))


@given(
    st.integers(1, 400),
    st.permutations([TITLE, *CELLS]),
    st.dictionaries(st.sampled_from([*CELLS]), st.integers(3, 80)),
)
def test_columns_never_overlap_nor_leave_the_list(width: int, order: list[str], cells: dict[str, int]) -> None:
    columns = columns_of(width, Arrangement(tuple(order), cells, lines=1), sources=True)
    end = columns.gutter - GAP_CELLS
    for column in columns.columns:
        assert column.start == end + GAP_CELLS
        end = column.end
    assert end <= max(width, columns.gutter)
    if len(columns.columns) > 1:
        assert columns.title.cells >= TITLE_LEAST_CELLS


def test_a_column_is_pulled_by_its_edge_towards_the_headline() -> None:
    columns = columns_of(120, Arrangement(columns=("age", TITLE, "author"), lines=1), sources=True)
    age, title, author = columns.columns
    assert columns.edge_at(author.start - 1) == "author"
    assert columns.edge_at(age.end) == "age"
    assert columns.edge_at(title.start + 1) is None
    assert columns.widened("author", author.start - 6) == author.cells + 5
    assert columns.widened("age", age.end + 4) == age.cells + 4
    assert columns.widened("author", author.end) == COLUMN_LEAST_CELLS
    # The headline keeps its room.
    assert columns.widened("author", 0) == author.cells + title.cells - TITLE_LEAST_CELLS
