"""The sources of a desk as lines: name, articles, unread, problems, how it is doing.

Owns the cursor and the columns; a row is painted when it comes into view, so ten thousand sources cost what ten do.
`source_rows` says what stands in a row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from newsdesk.text.widths import cut, fit
from newsdesk.ui.signs import Signs
from newsdesk.ui.source_rows import SourceRow, Standing
from newsdesk.ui.widgets.line_view import LineView, wrapped

GUTTER_CELLS = 3
"""The bar, a mark, a space."""
INDENT_CELLS = GAP_CELLS = 2
ARTICLES_CELLS, UNREAD_CELLS, PROBLEMS_CELLS = 10, 9, 7
NAME_LEAST_CELLS, NAME_MOST_CELLS = 16, 44
STATE_LEAST_CELLS = 14
_EVERYWHERE = 10_000_000


@dataclass(frozen=True, slots=True)
class SourceColumns:
    """Widths in cells; 0 is a column that gave way."""

    name: int
    articles: int = 0
    unread: int = 0
    problems: int = 0
    state: int = 0


def source_columns(width: int) -> SourceColumns:
    """Share the cells of a line: the name comes first, then unread, articles, the state, problems, in this order."""
    room = width - GUTTER_CELLS
    unread = UNREAD_CELLS if room >= NAME_LEAST_CELLS + UNREAD_CELLS else 0
    room -= unread
    articles = ARTICLES_CELLS if room >= NAME_LEAST_CELLS + ARTICLES_CELLS else 0
    room -= articles
    problems = PROBLEMS_CELLS if room >= NAME_LEAST_CELLS + PROBLEMS_CELLS + GAP_CELLS + STATE_LEAST_CELLS else 0
    room -= problems
    if room < NAME_LEAST_CELLS + GAP_CELLS + STATE_LEAST_CELLS:
        return SourceColumns(max(room, 0), articles, unread, problems)
    room -= GAP_CELLS
    name = min(max(room * 11 // 20, NAME_LEAST_CELLS), NAME_MOST_CELLS, room - STATE_LEAST_CELLS)
    return SourceColumns(name, articles, unread, problems, room - name)


def column_titles(width: int) -> str:
    """What stands above the columns."""
    columns = source_columns(width)
    figures = _figures(columns, "articles", "unread", "!")
    return " " * GUTTER_CELLS + "source".ljust(columns.name) + figures


class SourceList(LineView):
    """Sources, one line each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown,space,ctrl+d", "page(1)", show=False),
        Binding("pageup,b,ctrl+u", "page(-1)", show=False),
        Binding("home,g", f"move(-{_EVERYWHERE})", show=False),
        Binding("end,G", f"move({_EVERYWHERE})", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "source--name",
        "source--sum",
        "source--heading",
        "source--facts",
        "source--unread",
        "source--mark",
        "source--care",
        "source--struck",
        "source--cursor",
        "source--nothing",
    }

    @dataclass
    class Moved(Message):
        """The cursor is on another row, or another row is under it."""

    @dataclass
    class Chosen(Message):
        """A row was clicked twice."""

    def __init__(self, standing: Callable[[SourceRow], Standing], *, signs: Signs, id: str | None = None) -> None:  # noqa: A002
        """Make the list; `standing` says how the source of a row is doing."""
        super().__init__(signs=signs, id=id)
        self._standing = standing
        self._rows: Sequence[SourceRow] = ()
        self.struck: frozenset[int] = frozenset()
        """The numbers of sources that are crossed out."""
        self.nothing: Sequence[str] = ()
        """What stands here when there is nothing to list."""
        self.cursor = 0

    def show(self, rows: Sequence[SourceRow]) -> None:
        """Show other rows; the cursor stays with its source, or its sum, where that is still there."""
        before = self.row
        self._rows = rows
        self.cursor = self._place_of(before)
        self._bring_into_view()
        self.repaint()
        self._put_cursor()
        self.post_message(self.Moved())

    def stand_on(self, source_id: int) -> None:
        """Put the cursor on a source, if it is listed."""
        for number, row in enumerate(self._rows):
            if row.source_id == source_id:
                self.action_move(number - self.cursor)

    @property
    def row(self) -> SourceRow | None:
        """The row that the cursor is on."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    @property
    def line_count(self) -> int:
        """One line a row."""
        return len(self._rows) or len(wrapped(self.nothing, self.line_width))

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the real cursor of the terminal belongs."""
        return self.content_region.offset + Offset(0, max(self.cursor - self.top, 0))

    def on_focus(self) -> None:
        """Have the real cursor, too, once everything stands where it belongs."""
        self.call_after_refresh(self._put_cursor)

    def _put_cursor(self) -> None:
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    def _place_of(self, before: SourceRow | None) -> int:
        if before is not None:
            for number, row in enumerate(self._rows):
                same = row.source_id == before.source_id if before.followed else row.label == before.label
                if same and not row.is_heading:
                    return number
        return self._from(min(self.cursor, max(len(self._rows) - 1, 0)), 1)

    def _from(self, number: int, step: int) -> int:
        """The first row from here on that the cursor can stand on; else the last one on the other side."""
        for rows in (range(number, len(self._rows)), range(min(number, len(self._rows) - 1), -1, -1))[
            :: 1 if step > 0 else -1
        ]:
            for candidate in rows:
                if not self._rows[candidate].is_heading:
                    return candidate
        return 0

    # Keys.

    def action_move(self, rows: int) -> None:
        """Move the cursor, over headings."""
        if not self._rows:
            return
        old = self.cursor
        self.cursor = self._from(min(max(old + rows, 0), len(self._rows) - 1), rows)
        if self._bring_into_view():
            self.repaint()
        else:
            lit = GUTTER_CELLS + source_columns(self.line_width).name
            self.repaint_lines(old, self.cursor, width=lit)
        self._put_cursor()
        if old != self.cursor:
            self.post_message(self.Moved())

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self.action_move(pages * max(self.lines_in_view - 1, 1))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a row; a second click chooses it."""
        place = event.get_content_offset(self)
        if place is None or self._on_bar(place) or self.top + place.y >= len(self._rows):
            return
        self.action_move(self.top + place.y - self.cursor)
        if event.chain == 2:
            self.post_message(self.Chosen())

    def on_resize(self) -> None:
        """The window has another size."""
        super().on_resize()
        self._bring_into_view()

    def _bring_into_view(self) -> bool:
        # The heading above its first source comes into view with it.
        first = self.cursor - (self.cursor > 0 and self._rows[self.cursor - 1].is_heading) if self._rows else 0
        if self.top <= first and self.cursor < self.top + self.lines_in_view:
            return False
        self.top = min(max(self.cursor - self.lines_in_view // 2, 0), self.last_top)
        return True

    # Painting.

    def paint(self, line: int, width: int) -> Strip:
        """One row."""
        if not self._rows:
            return Strip([Segment(wrapped(self.nothing, width)[line], self.style_of("source--nothing"))])
        row = self._rows[line]
        ellipsis = self.signs.ellipsis
        if row.is_heading:
            text = cut(row.label, max(width - GUTTER_CELLS, 0), ellipsis)
            lead = Segment(" " * GUTTER_CELLS, self.ground)
            return Strip([lead, Segment(text, self.ground + self.ink_of("source--heading"))])
        columns = source_columns(width)
        standing = self._standing(row)
        at_cursor = line == self.cursor
        lit = self.ground + self.style_of("source--cursor") if at_cursor else self.ground
        # Reversed, the bar could not be told from a block of colour.
        gutter = self.ground if lit.reverse else lit
        bar = (self.signs.bar if self.has_focus else self.signs.bar_resting) if at_cursor else " "
        mark = self.signs.problem if standing.needs_care else " "
        indent = min(row.indent * INDENT_CELLS, columns.name)
        name = fit(row.label, columns.name - indent, ellipsis)
        strip = [
            Segment(bar, gutter + self.ink_of("source--mark")),
            Segment(f"{mark} ", gutter + self.ink_of("source--care")),
            Segment(" " * indent, lit),
            Segment(name, lit + self._name_style(row)),
            *self._counts(row, columns),
        ]
        if columns.state:
            style = self.ink_of("source--care" if standing.needs_care else "source--facts")
            strip.append(Segment(" " * GAP_CELLS, self.ground))
            strip.append(Segment(cut(standing.says, columns.state, ellipsis), self.ground + style))
        return Strip(strip)

    def _name_style(self, row: SourceRow) -> Style:
        if row.source_id in self.struck:
            return self.ink_of("source--struck")
        return self.ink_of("source--name" if row.followed else "source--sum")

    def _counts(self, row: SourceRow, columns: SourceColumns) -> list[Segment]:
        figures = row.figures
        counted = (
            (f"{figures.articles:,}", columns.articles, "source--facts"),
            (f"{figures.unread:,}" if figures.unread else "", columns.unread, "source--unread"),
            (f"{figures.problems:,}" if figures.problems else "", columns.problems, "source--facts"),
        )
        segments: list[Segment] = []
        for text, cells, style in counted:
            if cells:
                segments += [
                    Segment(" " * (cells - len(text)), self.ground),
                    Segment(text, self.ground + self.ink_of(style)),
                ]
        return segments


def _figures(columns: SourceColumns, articles: str, unread: str, problems: str) -> str:
    pairs = ((articles, columns.articles), (unread, columns.unread), (problems, columns.problems))
    return "".join(text.rjust(cells) for text, cells in pairs if cells)
