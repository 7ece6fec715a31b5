"""The list of headlines: a window on hits, however many there are.

Owns the cursor, and which rows are painted when. Promises that only rows in view are asked for and only lines that
changed are sent: a move of the cursor sends the beginnings of two lines. The screen gives it hits and a way to get
headlines; `rows` and `headline_paint` know how a row looks.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from newsdesk.model.article import ArticleId, Flag
from newsdesk.model.clean import Clean
from newsdesk.model.headline import Headline
from newsdesk.model.hits import Field, Hits, Listing
from newsdesk.model.source import SourceId
from newsdesk.text.widths import cut, width
from newsdesk.ui.commands import Where, bindings_of
from newsdesk.ui.signs import UNICODE, Signs
from newsdesk.ui.widgets.headline_paint import RowPainter, RowStyles
from newsdesk.ui.widgets.line_view import LineView, wrapped
from newsdesk.ui.widgets.rows import Columns, RowLines, columns_of, row_height

# Rows are asked for a window at a time, and a few around it, so that scrolling does not ask for each.
ROWS_AROUND = 20
# Rows that are kept so that going back and forth asks for nothing; some 1 KB each.
ROWS_KEPT = 2_000
# How far the next unread article is looked for: a fifth of a second of reading headlines.
UNREAD_AT_MOST = 10_000

NEAR = ": with typos, joined or split words"
PARTLY = "nothing has all these words; closest:"


class HeadlineList(LineView):
    """Headlines in order, with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.LIST)
    COMPONENT_CLASSES = {
        "headline--read",
        "headline--unread",
        "headline--facts",
        "headline--mark",
        "headline--problem",
        "headline--match",
        "headline--cursor",
    }

    cursor: var[int] = var(0, init=False)
    """The row that keys act on."""

    @dataclass
    class Moved(Message):
        """The cursor is on another article, or on none."""

        article_id: ArticleId | None

    @dataclass
    class Opened(Message):
        """The reader asked for an article's full text, with the mouse."""

        article_id: ArticleId

    def __init__(
        self,
        headlines: Callable[[Sequence[ArticleId]], Iterable[Headline]],
        *,
        now: Callable[[], datetime],
        zone: tzinfo,
        signs: Signs = UNICODE,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(signs=signs, id=id)
        self._get_headlines = headlines
        self._now = now
        self._zone = zone
        self._rows: dict[int, Headline] = {}
        self._told: ArticleId | None = None
        self.hits: Hits = Listing(())
        self.sources: Mapping[SourceId, Clean] = {}
        """The names of the sources, where there is more than one; set by the screen."""
        self.nothing: Sequence[str] = ()
        """What stands here when there is nothing to list: what happened, and what to do next."""

    # What the screen says.

    def show(self, hits: Hits, *, known: Iterable[Headline] = (), keep: bool = False, begin: int = 0) -> None:
        """Show other hits.

        Args:
            hits: Which articles, in order.
            known: Headlines of the first rows, so that nothing is asked for before the first paint.
            keep: Stay on the same article, at the same height of the window, where it is among the hits;
                otherwise begin at the top.
            begin: The row to begin at, of those that fit into the window.
        """
        stay = self.article_id if keep else None
        height_in_window = self._lines.line_of(self.cursor) - self.top
        self.hits = hits
        self._rows = dict(enumerate(known))
        row = hits.position(stay) if stay is not None else None
        if row is None:
            row = min(self.cursor, max(len(hits) - 1, 0)) if keep else begin
        self.top = min(max(self._lines.line_of(row) - height_in_window, 0), self.last_top) if keep else 0
        self.set_reactive(HeadlineList.cursor, row)
        if self.lines_in_view:
            self._into_view(row)
        self.repaint()
        self._tell()

    def read_again(self) -> None:
        """Ask for the headlines on the screen again: their state changed."""
        self._rows.clear()
        self.repaint()

    @property
    def article_id(self) -> ArticleId | None:
        """The article that the cursor is on."""
        ids = self.hits.ids(self.cursor, self.cursor + 1)
        return ids[0] if ids else None

    @property
    def first_in_view(self) -> int:
        """The first row in the window."""
        found = self._lines.row_at(self.top) or self._lines.row_at(self.top + self._lines.height)
        return found[0] if found else 0

    @property
    def headline(self) -> Headline | None:
        """The headline that the cursor is on."""
        return self._headline(self.cursor) if len(self.hits) else None

    def headline_at(self, row: int) -> Headline | None:
        """The headline of a row; None beyond the end, or when the article has gone meanwhile."""
        return self._headline(row) if 0 <= row < len(self.hits) else None

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the real cursor of the terminal belongs: braille displays and screen readers follow it."""
        return self.content_region.offset + Offset(0, max(self._lines.line_of(self.cursor) - self.top, 0))

    # Keys.

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.cursor += rows

    def action_page(self, halves: int) -> None:
        """Move the cursor by so many half pages."""
        self.cursor += halves * max(self.lines_in_view // self._lines.height // 2, 1)

    def action_first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last row."""
        self.cursor = len(self.hits) - 1

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a row; a second click opens it."""
        place = event.get_content_offset(self)
        found = None if place is None or self._on_bar(place) else self._lines.row_at(self.top + place.y)
        if found is None:
            return
        self.cursor = found[0]
        article_id = self.article_id
        if event.chain == 2 and article_id is not None:
            self.post_message(self.Opened(article_id))

    def to_unread(self, step: int) -> bool:
        """To the next unread article, or the one before with a step of -1; whether there was one near enough."""
        row = self.cursor
        for _looked_at in range(UNREAD_AT_MOST):
            row += step
            if not 0 <= row < len(self.hits):
                return False
            headline = self._headline(row)
            if headline is not None and not headline.flags & Flag.READ:
                self.cursor = row
                return True
        return False

    # What follows from a move.

    def validate_cursor(self, row: int) -> int:
        """A row that there is."""
        return min(max(row, 0), max(len(self.hits) - 1, 0))

    def watch_cursor(self, old: int, new: int) -> None:
        """Send just what changed: the beginnings of two rows, unless the window has to move."""
        if self._into_view(new):
            self.repaint()
        else:
            self._repaint_row(old)
            self._repaint_row(new)
        self.app.cursor_position = self.cursor_screen_offset
        self._tell()

    def _repaint_row(self, row: int) -> None:
        line = self._lines.line_of(row)
        columns = self._columns
        self.repaint_lines(line, width=columns.lit)
        if self._lines.height > 1:
            self.repaint_lines(line + 1, width=self.line_width)

    def _into_view(self, row: int) -> bool:
        """Move the window where the row is not in it: by half its height, so that the next moves send little again."""
        lines = self._lines
        first, last = lines.line_of(row), lines.line_of(row) + lines.height - 1
        if self.top <= first and last < self.top + self.lines_in_view:
            return False
        half = self.lines_in_view // 2
        self.top = min(max(first - half, 0), self.last_top)
        return True

    def _tell(self) -> None:
        article_id = self.article_id
        if article_id != self._told:
            self._told = article_id
            self.post_message(self.Moved(article_id))

    # Painting.

    @property
    def line_count(self) -> int:
        """Two lines a row where the list is narrow, and one for the heading of the second tier."""
        return self._lines.lines or len(wrapped(self.nothing, self.line_width))

    @property
    def _lines(self) -> RowLines:
        hits = self.hits
        heading = hits.exact if hits.near and hits.exact else 0 if hits.partial and len(hits) else None
        return RowLines(len(hits), row_height(self.line_width), heading)

    @property
    def _columns(self) -> Columns:
        return columns_of(self.line_width, self._lines.height, sources=len(self.sources) > 1)

    def paint(self, line: int, width: int) -> Strip:
        """One line of a row, of the heading between the tiers, or of what stands in an empty list."""
        if not len(self.hits):
            return Strip([Segment(wrapped(self.nothing, width)[line], self.ground + self.ink_of("headline--facts"))])
        found = self._lines.row_at(line)
        if found is None:
            return self._heading(width)
        row, part = found
        headline = self._headline(row)
        if headline is None:
            return Strip([])
        painter = self._painter()
        at_cursor = row == self.cursor
        if part == 0:
            matches = self.hits.matches(headline.title, Field.TITLE, headline.id)
            return painter.headline(headline, matches, at_cursor=at_cursor, focused=self.has_focus)
        return painter.byline(headline, width, at_cursor=at_cursor, focused=self.has_focus)

    def _heading(self, cells: int) -> Strip:
        text = PARTLY if self.hits.partial else f"{self.hits.near:,} near{NEAR}"
        if width(text) + 4 > cells:
            text = text.removesuffix(NEAR)
        text = f"{self.signs.rule * 2} {text} "
        style = self.style_of("headline--facts")
        return Strip([Segment(cut(text, cells) + self.signs.rule * max(cells - width(text) - 1, 0), style)])

    def _painter(self) -> RowPainter:
        ink = self.ink_of
        styles = RowStyles(
            ground=self.ground,
            read=ink("headline--read"),
            unread=ink("headline--unread"),
            facts=ink("headline--facts"),
            mark=ink("headline--mark"),
            problem=ink("headline--problem"),
            match=ink("headline--match"),
            lit=self.style_of("headline--cursor"),
        )
        sources = self.sources if len(self.sources) > 1 else {}
        return RowPainter(self._columns, styles, self.signs, self._now(), self._zone, sources)

    def _headline(self, row: int) -> Headline | None:
        if row not in self._rows:
            if len(self._rows) > ROWS_KEPT:
                self._rows.clear()
            first = max(row - ROWS_AROUND, 0)
            rows_in_view = self.lines_in_view // self._lines.height + 1
            ids = self.hits.ids(first, row + rows_in_view + ROWS_AROUND)
            by_id = {headline.id: headline for headline in self._get_headlines(ids)}
            # An article that has gone meanwhile leaves its row empty until the next search.
            self._rows.update({first + n: by_id[one] for n, one in enumerate(ids) if one in by_id})
        return self._rows.get(row)
