"""How the rows of a list are arranged: lines a row, and which cells its columns have.

Pure: numbers only. The list widget paints by them, so that every column starts at the same cell in every row. Owns
what gives way first as a list becomes narrower: `GIVES_WAY`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from newsdesk.ui.ages import LONGEST_AGE_CELLS

# One line a row where a headline still has this much room beside its date and author; two lines where it has not.
ONE_LINE_FROM_CELLS = 70
TITLE_LEAST_CELLS = 38
GAP_CELLS = 2
COLUMN_LEAST_CELLS = 3
COLUMN_MOST_CELLS = 80
FOUR_MARKS_FROM_CELLS = 60
MARKS_BESIDE_TWO_LINES = 2
"""On each of them."""

TITLE, SOURCE = "title", "source"
CELLS: Mapping[str, int] = {
    "author": 18,
    "source": 14,
    "tags": 16,
    "status": 9,
    "language": 5,
    "words": len("12,345"),
    "minutes": len("120 min"),
    "age": LONGEST_AGE_CELLS,
}
"""How wide a column is where nobody says; the headline has what is left."""
FIGURES = frozenset({"words", "minutes", "age"})
"""Columns that are told on the right."""
GIVES_WAY = ("language", "words", "minutes", "status", "tags", "source", "author", "age")
"""The first of these is gone first as the list becomes narrower."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How somebody wants the rows."""

    columns: tuple[str, ...] = (TITLE, "author", SOURCE, "minutes", "age")
    """From left to right."""
    cells: Mapping[str, int] = field(default_factory=dict)
    """Widths other than those of `CELLS`."""
    lines: int | None = None
    """1 or 2; None: as many as the width asks for."""
    description: bool = False
    """Whether a second line has the description rather than the byline."""
    spaced: bool = False
    """Whether an empty line stands between rows."""

    def text_lines(self, width: int) -> int:
        """Lines of text a row, in a list of so many cells."""
        return self.lines or (1 if width >= ONE_LINE_FROM_CELLS else 2)

    def height(self, width: int) -> int:
        """Lines a row takes, the empty one included."""
        return self.text_lines(width) + self.spaced

    def cells_of(self, column: str) -> int:
        """How wide a column is to be."""
        return self.cells.get(column, CELLS[column])

    def with_cells(self, column: str, cells: int) -> "Arrangement":
        """The same with another width for a column."""
        return replace(self, cells={**self.cells, column: cells})


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it stands in a line."""

    name: str
    start: int
    cells: int

    @property
    def end(self) -> int:
        """The cell behind it."""
        return self.start + self.cells


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one list at one width."""

    marks: int
    columns: tuple[Column, ...]
    """From left to right; what gave way is not among them."""

    @property
    def gutter(self) -> int:
        """The bar, the marks and a space: where columns start."""
        return 1 + self.marks + 1

    @property
    def title(self) -> Column:
        """The headline's."""
        return next(column for column in self.columns if column.name == TITLE)

    @property
    def lit(self) -> int:
        """How much of the line shows that the cursor is there: up to the end of the headline."""
        return self.title.end

    def edge_at(self, x: int) -> str | None:
        """The column whose edge the mouse can take hold of at a cell: between it and its neighbour."""
        title = self.title.start
        for column in self.columns:
            # A column beside the headline grows towards it.
            gap = column.start - GAP_CELLS if column.start > title else column.end
            if column.name != TITLE and gap <= x < gap + GAP_CELLS:
                return column.name
        return None

    def widened(self, name: str, x: int) -> int:
        """How many cells a column has when its edge is pulled to a cell."""
        column = next(column for column in self.columns if column.name == name)
        cells = column.end - x - 1 if column.start > self.title.start else x - column.start
        room = column.cells + max(self.title.cells - TITLE_LEAST_CELLS, 0)
        return max(min(cells, room, COLUMN_MOST_CELLS), COLUMN_LEAST_CELLS)


def columns_of(width: int, arrangement: Arrangement, *, sources: bool) -> Columns:
    """Share the cells of a line.

    The headline comes first; then, as long as it keeps `TITLE_LEAST_CELLS`, the columns in the order opposite to that
    in which they give way. Where rows have two lines, the first has the headline alone.

    Args:
        width: Of the list, in cells.
        arrangement: The columns that were chosen.
        sources: Whether there is more than one source to tell apart.
    """
    one_line = arrangement.text_lines(width) == 1
    marks = MARKS_BESIDE_TWO_LINES
    if one_line:
        marks = 4 if width >= FOUR_MARKS_FROM_CELLS else 3
    gutter = 1 + marks + 1
    room = width - gutter
    given: dict[str, int] = {}
    wanted = [name for name in arrangement.columns if one_line and (sources or name != SOURCE)]
    for name in (name for name in reversed(GIVES_WAY) if name in wanted):
        cells = arrangement.cells_of(name)
        if room - cells - GAP_CELLS < TITLE_LEAST_CELLS:
            break
        given[name] = cells
        room -= cells + GAP_CELLS
    given[TITLE] = max(room, 0)
    order = arrangement.columns if TITLE in arrangement.columns else (TITLE, *arrangement.columns)
    return Columns(marks, tuple(_placed([(name, given[name]) for name in order if name in given], gutter)))


def _placed(shares: Sequence[tuple[str, int]], start: int) -> list[Column]:
    columns: list[Column] = []
    for name, cells in shares:
        columns.append(Column(name, start, cells))
        start += cells + GAP_CELLS
    return columns
