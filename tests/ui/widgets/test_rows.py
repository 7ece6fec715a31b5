"""Rows on lines, columns in cells."""

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.ui.widgets.rows import GAP_CELLS, TITLE_LEAST_CELLS, Columns, RowLines, columns_of, row_height


def test_a_heading_stands_between_the_tiers() -> None:
    lines = RowLines(rows=5, height=2, heading_before=2)
    assert [lines.row_at(line) for line in range(lines.lines)] == [
        (0, 0), (0, 1), (1, 0), (1, 1), None, (2, 0), (2, 1), (3, 0), (3, 1), (4, 0), (4, 1),
    ]  # fmt: skip


@given(st.integers(0, 50), st.integers(1, 2), st.none() | st.integers(0, 50))
def test_every_row_is_found_on_its_lines(rows: int, height: int, heading: int | None) -> None:
    lines = RowLines(rows, height, heading if heading is not None and heading < rows else None)
    for row in range(rows):
        assert [lines.row_at(lines.line_of(row) + part) for part in range(height)] == [(row, p) for p in range(height)]
    assert lines.row_at(lines.lines) is None


def test_columns_give_way_in_their_order_as_the_list_narrows() -> None:
    gone = []
    for width in range(200, 60, -1):
        columns = columns_of(width, 1, sources=True)
        for name in ("minutes", "source", "author", "age"):
            if not getattr(columns, name) and name not in gone:
                gone.append(name)
    assert gone[:3] == ["minutes", "source", "author"]


@given(st.integers(1, 400), st.booleans())
def test_a_line_is_never_wider_than_the_list(width: int, sources: bool) -> None:
    columns: Columns = columns_of(width, row_height(width), sources=sources)
    facts = [cells for cells in (columns.author, columns.source, columns.minutes, columns.age) if cells]
    assert columns.gutter + columns.title + sum(facts) + GAP_CELLS * len(facts) <= max(width, columns.gutter)
    if facts:
        assert columns.title >= TITLE_LEAST_CELLS
