"""Which lines a row of the list takes, and which cells its columns.

Pure: numbers only. The list widget paints by them, so that every column starts at the same cell in every row.
"""

from dataclasses import dataclass

from newsdesk.ui.ages import LONGEST_AGE_CELLS

# One line a row where a headline still has this much room beside its date and author; two lines where it has not.
ONE_LINE_FROM_CELLS = 70
TITLE_LEAST_CELLS = 38
GAP_CELLS = 2
AUTHOR_CELLS = 18
SOURCE_CELLS = 14
MINUTES_CELLS = len("120 min")
THREE_MARKS_FROM_CELLS = 60


@dataclass(frozen=True, slots=True)
class RowLines:
    """Rows on lines: each takes `height` lines; one heading line may stand before one of them."""

    rows: int
    height: int
    heading_before: int | None = None
    """The row before which a heading stands: the first of the second tier."""

    @property
    def lines(self) -> int:
        """All of them."""
        return self.rows * self.height + (self.heading_before is not None)

    def line_of(self, row: int) -> int:
        """The first line of a row."""
        headed = self.heading_before is not None and row >= self.heading_before
        return row * self.height + headed

    def row_at(self, line: int) -> tuple[int, int] | None:
        """The row on a line and which of its lines it is; None for the heading and beyond the end."""
        if self.heading_before is not None:
            heading = self.heading_before * self.height
            if line == heading:
                return None
            line -= line > heading
        row, part = divmod(line, self.height)
        return (row, part) if 0 <= row < self.rows else None


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells; 0 is a column that gave way."""

    marks: int
    title: int
    author: int = 0
    source: int = 0
    minutes: int = 0
    age: int = 0

    @property
    def gutter(self) -> int:
        """The bar, the marks and a space: where headlines start."""
        return 1 + self.marks + 1

    @property
    def lit(self) -> int:
        """How much of the line shows that the cursor is there: up to the end of the headline."""
        return self.gutter + self.title


def row_height(width: int) -> int:
    """One line or two, for a list of that many cells."""
    return 1 if width >= ONE_LINE_FROM_CELLS else 2


def columns_of(width: int, height: int, *, sources: bool) -> Columns:
    """Share the cells of a line.

    The headline comes first; then, as long as it keeps `TITLE_LEAST_CELLS`, date, author, source and minutes, in this
    order. So minutes give way first, then source, author, date.

    Args:
        width: Of the list, in cells.
        height: Lines a row; with two, the second line has the rest.
        sources: Whether there is more than one source to tell apart.
    """
    marks = 3 if height == 1 and width >= THREE_MARKS_FROM_CELLS else 2
    room = width - (1 + marks + 1)
    if height > 1:
        return Columns(marks, max(room, 0))
    given: dict[str, int] = {}
    wanted = [("age", LONGEST_AGE_CELLS), ("author", AUTHOR_CELLS)]
    wanted += [("source", SOURCE_CELLS)] if sources else []
    wanted += [("minutes", MINUTES_CELLS)]
    for name, cells in wanted:
        if room - cells - GAP_CELLS < TITLE_LEAST_CELLS:
            break
        given[name] = cells
        room -= cells + GAP_CELLS
    return Columns(marks, max(room, 0), **given)
