"""Tables: columns share the width, cells wrap, thin rules part them.

The widths of the columns are found as a typesetter does it: no column is narrower than its longest word where that is
possible, none is wider than its longest cell, and what is left goes to those that want it most. Where even the longest
words do not fit side by side, the table keeps them and is scrolled sideways, or is written row by row where nothing
can be scrolled.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsdesk.model.hits import Match
from newsdesk.reading.bidi import in_visual_order, reads_from_right
from newsdesk.reading.laid import ColumnWishes, Found, Laid, Setting
from newsdesk.reading.markdown.blocks import Table
from newsdesk.reading.markdown.inline import read_passage
from newsdesk.reading.markdown.passage import Passage
from newsdesk.reading.spans import Role, Span
from newsdesk.text.linebreak import break_lines
from newsdesk.text.widths import width

GAP = 3
"""Cells between two columns: a space, the rule, a space."""
LONG_WORDS = (16, 10)
"""Cells: where a table does not fit, words longer than this are broken; the second where the first is not enough."""
WIDEST_COLUMN = 40
"""Cells, in a table that is scrolled."""
MAX_COLUMNS = 200
"""A wider table is written row by row."""
INDENT = 2
"""Cells before the cells of a table that is written row by row."""


_NOTHING = Passage("–")
"""What stands for an empty cell where there is no column to see that it is empty."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, and where in the table's text it stands."""

    passage: Passage
    start: int

    @property
    def end(self) -> int:
        """The character after its last."""
        return self.start + len(self.passage.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """What a stretch of a table says; independent of the width."""

    rows: tuple[tuple[Cell, ...], ...]
    text: str
    """All cells, each on lines of its own."""
    names: tuple[Passage, ...]
    """The header's cells, also in a stretch that does not show them."""
    words: tuple[int, ...]
    """The longest word of each column, in cells."""
    wholes: tuple[int, ...]
    """The longest cell of each column, in cells."""


def read_table(table: Table, setting: Setting) -> Grid:
    """Read the cells of a stretch of a table, and measure its columns on the header and the first rows of all."""
    shape, columns = table.shape, len(table.shape.alignments)
    if setting.columns.get(shape) is None:
        setting.columns[shape] = _measured(
            [[read_passage(cell, setting.environment) for cell in row] for row in shape.sample], columns
        )
    names, words, wholes = setting.columns[shape]
    rows: list[tuple[Cell, ...]] = []
    texts: list[str] = []
    at = 0
    sources = [row for row in (table.head, *table.rows) if row is not None]
    for source in sources:
        row: list[Cell] = []
        for cell in [*source[:columns], *[""] * (columns - len(source))]:
            row.append(Cell(read_passage(cell, setting.environment), at))
            texts.append(row[-1].passage.text)
            at = row[-1].end + 1
        rows.append(tuple(row))
    return Grid(tuple(rows), "\n".join(texts), names, words, wholes)


def lay_out_table(table: Table, grid: Grid, room: int, setting: Setting) -> Laid:
    """A stretch of a table in so many cells; wider than that only where the setting allows it."""
    cells = _column_cells(grid, room, sideways=setting.sideways)
    if cells is None:
        return _LaidList(table, grid, room, setting)
    return _LaidGrid(table, grid, cells, setting, room)


@dataclass(slots=True)
class _LaidGrid(Laid):
    """Columns side by side."""

    table: Table
    grid: Grid
    columns: list[int]
    setting: Setting
    room: int
    cells: int = field(init=False)
    height: int = field(init=False)
    _breaks: list[list[list[tuple[int, int]]]] = field(init=False)
    """Of each row, of each of its cells: the lines."""
    _tops: list[int] = field(init=False)
    _parted: bool = field(init=False)

    def __post_init__(self) -> None:
        total = sum(self.columns) + GAP * (len(self.columns) - 1)
        self.cells = total if total > self.room else 0
        self._breaks = [
            [break_lines(cell.passage.text, size) for cell, size in zip(row, self.columns, strict=True)]
            for row in self.grid.rows
        ]
        body = self._breaks[1:] if self._headed else self._breaks
        self._parted = any(len(lines) > 1 for row in body for lines in row)
        self._tops = [0]
        for number, row in enumerate(self._breaks):
            self._tops.append(self._tops[-1] + max(map(len, row)) + self._ruled(number))
        self.height = self._tops[-1]

    @property
    def _headed(self) -> bool:
        return self.table.head is not None

    def _ruled(self, number: int) -> int:
        """Whether a rule follows a row: the header, and rows of several lines that others follow."""
        if number == 0 and self._headed:
            return 1
        return int(self._parted and (number < len(self._breaks) - 1 or not self.table.last))

    def row(self, number: int, found: Found = ()) -> list[Span]:
        """One line across all columns."""
        index = bisect_right(self._tops, number) - 1
        line = number - self._tops[index]
        if self._ruled(index) and number == self._tops[index + 1] - 1:
            return [self._rule()]
        role = Role.TABLE_HEAD if self._headed and index == 0 else Role.TEXT
        spans: list[Span] = []
        for column, (cell, lines) in enumerate(zip(self.grid.rows[index], self._breaks[index], strict=True)):
            if column:
                spans.append(Span(f" {self.setting.signs.column} ", Role.RULE))
            inside = _inside(found, cell)
            text = cell.passage.spans(*lines[line], role, inside) if line < len(lines) else []
            if self.setting.bidi:
                text = in_visual_order(text, from_right=reads_from_right(cell.passage.text))
            spans += _aligned(text, self.columns[column], self.table.shape.alignments[column])
        return spans

    def _rule(self) -> Span:
        line = self.setting.signs.line
        return Span(f"{line}{self.setting.signs.crossing}{line}".join(line * size for size in self.columns), Role.RULE)

    @property
    def text(self) -> str:
        """What its cells say."""
        return self.grid.text

    def row_of(self, position: int) -> int:
        """The row on which a character stands."""
        for index, row in enumerate(self.grid.rows):
            for cell, lines in zip(row, self._breaks[index], strict=True):
                if position <= cell.end:
                    line = sum(start <= position - cell.start for start, _ in lines) - 1
                    return self._tops[index] + max(line, 0)
        return self.height - 1

    def position_of(self, row: int) -> int:
        """The first character of the table's row that a row of the page belongs to."""
        index = min(max(bisect_right(self._tops, row) - 1, 0), len(self.grid.rows) - 1)
        return self.grid.rows[index][0].start


@dataclass(slots=True)
class _LaidList(Laid):
    """Each row as a list of its cells, each below the name of its column."""

    table: Table
    grid: Grid
    room: int
    setting: Setting
    height: int = field(init=False)
    _lines: list[tuple[Cell | None, Passage, int, int]] = field(init=False)
    """Of each row of the page: the cell it shows (None for a column's name or a rule) and the stretch of its text."""

    def __post_init__(self) -> None:
        self._lines = list(self._all_lines())
        self.height = len(self._lines)

    def _all_lines(self) -> Iterator[tuple[Cell | None, Passage, int, int]]:
        headed = self.table.head is not None
        rule = Passage(self.setting.signs.line * min(self.room, 12))
        body = self.grid.rows[1:] if headed else self.grid.rows
        if not body:
            for name in self.grid.names:
                yield from ((None, name, *line) for line in break_lines(name.text, self.room))
        for number, row in enumerate(body):
            if number or not headed:
                yield None, rule, 0, len(rule.text)
            for name, cell in zip(self.grid.names, row, strict=True):
                if name.text:
                    yield from ((None, name, *line) for line in break_lines(name.text, self.room))
                shown = cell.passage if cell.passage.text else _NOTHING
                for line in break_lines(shown.text, max(self.room - INDENT, 1)):
                    yield cell, shown, *line

    def row(self, number: int, found: Found = ()) -> list[Span]:
        """One line of a column's name or of a cell."""
        cell, passage, start, end = self._lines[number]
        if cell:
            return [Span(" " * INDENT), *passage.spans(start, end, Role.TEXT, _inside(found, cell))]
        return passage.spans(start, end, Role.TABLE_HEAD if passage in self.grid.names else Role.RULE)

    @property
    def text(self) -> str:
        """What its cells say."""
        return self.grid.text

    def row_of(self, position: int) -> int:
        """The row on which a character stands."""
        best = 0
        for number, (cell, _, start, _end) in enumerate(self._lines):
            if cell and cell.start + start <= position:
                best = number
        return best

    def position_of(self, row: int) -> int:
        """The character with which a row begins."""
        for cell, _, start, _end in self._lines[row:]:
            if cell:
                return cell.start + start
        return len(self.grid.text)


def _measured(sample: Sequence[Sequence[Passage]], columns: int) -> ColumnWishes:
    words, wholes = [1] * columns, [1] * columns
    for row in sample:
        for column, passage in enumerate(row[:columns]):
            for line in passage.text.split("\n"):
                wholes[column] = max(wholes[column], width(line))
                words[column] = max(words[column], *(width(word) for word in line.split(" ")))
    return tuple(sample[0][:columns]), tuple(words), tuple(wholes)


def _column_cells(grid: Grid, room: int, *, sideways: bool) -> list[int] | None:
    """The width of each column; None when the table is to be written row by row."""
    columns = len(grid.words)
    if columns > MAX_COLUMNS:
        return None
    room -= GAP * (columns - 1)
    if sum(grid.wholes) <= room:
        return list(grid.wholes)
    if sum(grid.words) <= room:
        return _shared(grid.words, grid.wholes, room)
    for longest in LONG_WORDS:
        least = [min(word, longest) for word in grid.words]
        if sum(least) <= room:
            return _shared(least, grid.words, room)
    if not sideways:
        return None
    return [min(whole, WIDEST_COLUMN) for whole in grid.wholes]


def _shared(least: Sequence[int], most: Sequence[int], room: int) -> list[int]:
    """Give what is left of the room to the columns that want more, evenly, the modest ones first."""
    cells = list(least)
    left = room - sum(cells)
    wanting = sorted(range(len(cells)), key=lambda column: most[column] - cells[column])
    for place, column in enumerate(wanting):
        share = max(min(most[column] - cells[column], left // (len(wanting) - place)), 0)
        cells[column] += share
        left -= share
    return cells


def _inside(found: Found, cell: Cell) -> Found:
    """The matches that lie in a cell, in characters of its own text."""
    return [
        (Match(max(match.start - cell.start, 0), match.end - cell.start, match.near), style)
        for match, style in found
        if match.end > cell.start and match.start < cell.end
    ]


def _aligned(spans: list[Span], size: int, alignment: str) -> list[Span]:
    missing = size - sum(width(span.text) for span in spans)
    if missing <= 0:
        return spans
    before = missing if alignment == "right" else missing // 2 if alignment == "center" else 0
    after = missing - before
    return [
        *([Span(" " * before)] if before else []),
        *spans,
        *([Span(" " * after)] if after else []),
    ]
