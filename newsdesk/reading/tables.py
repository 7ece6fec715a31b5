"""Tables: columns share the width, cells wrap, thin rules part them.

The widths of the columns are found as a typesetter does it: no column is narrower than its longest word where that is
possible, none is wider than its longest cell, and what is left goes to those that want it most. Where even the longest
words do not fit side by side, the table keeps them and is scrolled sideways, or is written row by row where nothing
can be scrolled.
"""

from collections.abc import Sequence
from functools import lru_cache

from newsdesk.reading.blocks import Table, TableShape
from newsdesk.reading.inline import read_passage
from newsdesk.reading.laid import LaidRows, Setting
from newsdesk.reading.markdown import Environment
from newsdesk.reading.passage import Passage
from newsdesk.reading.spans import Role, Span
from newsdesk.text.linebreak import break_lines
from newsdesk.text.widths import width

GAP = 3
"""Cells between two columns: a space, the rule, a space."""
LONG_WORD = 16
"""Cells: a longer word may be broken rather than make its column so wide."""
WIDEST_COLUMN = 60
"""Cells, in a table that is scrolled."""
MAX_COLUMNS = 200
"""Further ones are written row by row."""


def lay_out_table(table: Table, room: int, setting: Setting) -> LaidRows:
    """The rows of a stretch of a table.

    Args:
        table: The stretch.
        room: How many cells it may take.
        setting: Whether it may be wider than that.
    """
    columns = len(table.shape.alignments)
    cells = _column_cells(table.shape, room, setting)
    if cells is None:
        return _row_by_row(table, room, setting)
    rows: list[list[Span]] = []
    said: list[str] = []
    if table.head is not None:
        passages = [_cell(source, setting.environment) for source in table.head]
        said += [passage.text for passage in passages]
        rows += _drawn(passages, cells, table.shape, setting, Role.TABLE_HEAD)
        rows.append([_rule(cells, setting)])
    body = [[_cell(source, setting.environment) for source in _filled(row, columns)] for row in table.rows]
    drawn = [_drawn(passages, cells, table.shape, setting, Role.TEXT) for passages in body]
    said += [passage.text for passages in body for passage in passages]
    parted = any(len(lines) > 1 for lines in drawn)
    for number, lines in enumerate(drawn):
        if parted and number:
            rows.append([_rule(cells, setting)])
        rows += lines
    total = sum(cells) + GAP * (columns - 1)
    return LaidRows(rows, "\n".join(said), total if total > room else 0)


def _cell(source: str, environment: Environment) -> Passage:
    return read_passage(source, environment) or Passage(source)


def _filled(row: Sequence[str], columns: int) -> list[str]:
    return [*row[:columns], *[""] * (columns - len(row))]


def _column_cells(shape: TableShape, room: int, setting: Setting) -> list[int] | None:
    """The width of each column; None when the table is to be written row by row."""
    columns = len(shape.alignments)
    if columns > MAX_COLUMNS:
        return None
    key = id(setting.environment)
    words, wholes = _wishes(shape, key, _Environment(setting.environment))
    room -= GAP * (columns - 1)
    if sum(wholes) <= room:
        return list(wholes)
    least = [min(word, LONG_WORD) for word in words]
    if sum(words) <= room:
        return _shared(list(words), wholes, room)
    if sum(least) <= room:
        return _shared(least, words, room) if sum(least) < room else least
    if setting.sideways:
        return [
            min(max(word, min(whole, WIDEST_COLUMN // 2)), WIDEST_COLUMN)
            for word, whole in zip(words, wholes, strict=True)
        ]
    return None


class _Environment:
    """The environment as a key of the cache: it is the article's own and never equal to another."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Environment) and other.environment is self.environment

    def __hash__(self) -> int:
        return id(self.environment)


@lru_cache(maxsize=32)
def _wishes(shape: TableShape, _key: int, environment: _Environment) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Of each column: its longest word and its longest cell, in cells."""
    columns = len(shape.alignments)
    words, wholes = [1] * columns, [1] * columns
    for row in shape.sample:
        for column, source in enumerate(row[:columns]):
            text = _cell(source, environment.environment).text
            for line in text.split("\n"):
                wholes[column] = max(wholes[column], width(line))
                words[column] = max(words[column], *(width(word) for word in line.split(" ")))
    return tuple(words), tuple(wholes)


def _shared(least: list[int], most: Sequence[int], room: int) -> list[int]:
    """Give what is left of the room to the columns that want more, evenly, the modest ones first."""
    cells = list(least)
    left = room - sum(cells)
    wanting = sorted(range(len(cells)), key=lambda column: most[column] - cells[column])
    for place, column in enumerate(wanting):
        share = min(most[column] - cells[column], left // (len(wanting) - place))
        cells[column] += max(share, 0)
        left -= max(share, 0)
    return cells


def _drawn(
    passages: Sequence[Passage], cells: Sequence[int], shape: TableShape, setting: Setting, role: Role
) -> list[list[Span]]:
    broken = [break_lines(passage.text, size) for passage, size in zip(passages, cells, strict=True)]
    rows: list[list[Span]] = []
    for number in range(max(len(lines) for lines in broken)):
        row: list[Span] = []
        for column, (passage, lines, size) in enumerate(zip(passages, broken, cells, strict=True)):
            if column:
                row.append(Span(f" {setting.signs.column} ", Role.RULE))
            spans = passage.spans(*lines[number], role) if number < len(lines) else []
            row += _aligned(spans, size, shape.alignments[column])
        rows.append(row)
    return rows


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


def _rule(cells: Sequence[int], setting: Setting) -> Span:
    line = setting.signs.line
    return Span(f"{line}{setting.signs.crossing}{line}".join(line * size for size in cells), Role.RULE)


def _row_by_row(table: Table, room: int, setting: Setting) -> LaidRows:
    """Each row as a list of its cells, each after the name of its column."""
    names = [_cell(source, setting.environment).text.replace("\n", " ") for source in table.shape.sample[0]]
    rows: list[list[Span]] = []
    said: list[str] = []
    if table.head is not None and not table.rows:
        rows += [passage_row for name in names for passage_row in _wrapped(Passage(name), room, Role.TABLE_HEAD)]
        said += names
    for number, row in enumerate(table.rows):
        if number or table.head is None:
            rows.append([Span(setting.signs.line * min(room, 12), Role.RULE)])
        for name, source in zip(names, _filled(row, len(names)), strict=True):
            passage = _cell(source, setting.environment)
            said += [name, passage.text]
            rows += _wrapped(Passage(name), room, Role.TABLE_HEAD) if name else []
            rows += [[Span("  "), *line] for line in _wrapped(passage, max(room - 2, 1), Role.TEXT)]
    return LaidRows(rows, "\n".join(said))


def _wrapped(passage: Passage, cells: int, role: Role) -> list[list[Span]]:
    return [passage.spans(start, end, role) for start, end in break_lines(passage.text, cells)]
