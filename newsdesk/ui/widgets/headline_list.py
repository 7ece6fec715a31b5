"""The list of headlines: a window on hits, however many there are.

Owns which headlines are asked for (those in view and a few around them), and what the mouse does to rows and columns.
Where rows stand and what stays under the cursor is `hits_view`'s business; `rows` knows their columns, `headline_paint`
how they look. The screen gives it hits and a way to get headlines.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from newsdesk.model.article import ArticleId, Flag
from newsdesk.model.clean import Clean
from newsdesk.model.headline import Headline
from newsdesk.model.hits import Field, Hits
from newsdesk.model.source import SourceId
from newsdesk.text.widths import cut, width
from newsdesk.ui.commands import Where, bindings_of
from newsdesk.ui.signs import UNICODE, Signs
from newsdesk.ui.widgets.headline_paint import RowPainter, RowStyles, Standing
from newsdesk.ui.widgets.hits_view import HitsView, Whereabouts
from newsdesk.ui.widgets.line_view import wrapped
from newsdesk.ui.widgets.rows import Arrangement, Columns, columns_of
from newsdesk.ui.widgets.sections import Heading, Spot

# Rows are asked for a window at a time, and a few around it, so that scrolling does not ask for each.
ROWS_AROUND = 20
# Rows that are kept so that going back and forth asks for nothing; some 1 KB each.
ROWS_KEPT = 2_000
# How far the next unread article is looked for: a fifth of a second of reading headlines.
UNREAD_AT_MOST = 10_000

NEAR = ": with typos, joined or split words"
PARTLY = "nothing has all these words; closest:"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a deed is meant for: what is selected, or the group or the article that the cursor is on."""

    ids: Callable[[], Sequence[ArticleId]]
    """Gets their ids; a million take a while."""
    headline: Headline | None = None
    """The article, where it is just the one at the cursor."""


class HeadlineList(HitsView):
    """Headlines in order, with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.LIST)
    COMPONENT_CLASSES = {
        "headline--read",
        "headline--unread",
        "headline--facts",
        "headline--mark",
        "headline--problem",
        "headline--match",
        "headline--group",
        "headline--selected",
        "headline--cursor",
    }

    @dataclass
    class Opened(Message):
        """The reader asked for an article's full text, with the mouse."""

        article_id: ArticleId

    @dataclass
    class ColumnPulled(Message):
        """The reader gave a column another width."""

        arrangement: Arrangement

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
        self.arrangement = Arrangement()
        """How rows are laid out; another one by `arrange_rows`."""
        self.sources: Mapping[SourceId, Clean] = {}
        """The names of the sources, where there is more than one; set by the screen."""
        self.nothing: Sequence[str] = ()
        """What stands here when there is nothing to list: what happened, and what to do next."""
        self.group_title: Callable[[Clean], str] = str
        """What the heading of a group says for its label; set by the screen."""
        self._pulled: str | None = None
        """The column whose edge the mouse holds."""
        self._was_pulled = False
        """Whether the click that comes is the end of pulling one."""

    # What the screen says.

    def show(
        self,
        hits: Hits,
        *,
        known: Iterable[Headline] = (),
        keep: bool = False,
        back_to: Whereabouts | None = None,
        begin: int = 0,
    ) -> None:
        """Show other hits, see `put`; `known` are the headlines of the first rows, which are not asked for then."""
        self._rows = dict(enumerate(known))
        self.put(hits, keep=keep, back_to=back_to, begin=begin)

    def arrange_rows(self, arrangement: Arrangement) -> None:
        """Lay the rows out differently; the cursor stays on its article, at its height of the window."""
        self.arrangement = arrangement
        self.stay_in_window()
        self.repaint()

    def read_again(self) -> None:
        """Ask for the headlines on the screen again: their state changed."""
        self._rows.clear()
        self.repaint()

    @property
    def headline(self) -> Headline | None:
        """The headline that the cursor is on."""
        row = self.row
        return None if row is None else self._headline(row)

    def headline_at(self, row: int) -> Headline | None:
        """The headline of a row; None beyond the end, or when the article has gone meanwhile."""
        return self._headline(row) if 0 <= row < len(self.hits) else None

    @property
    def chosen(self) -> Chosen | None:
        """What a deed is meant for; None where nothing is listed."""
        if self.selection:
            return Chosen(self.selection.ids())
        group, hits, headline = self.group, self.hits, self.headline
        if group is not None:
            return Chosen(lambda: hits.ids(group.start, group.start + group.count))
        return None if headline is None else Chosen(lambda: (headline.id,), headline)

    def to_unread(self, step: int) -> bool:
        """To the next unread article, or the one before with a step of -1; whether there was one near enough."""
        spot = self.sections.at_stop(self.cursor)
        if spot is None:
            return False
        row = spot.row
        if row is None:
            row = self.sections.starts[spot.section] - (step > 0)
        for _looked_at in range(UNREAD_AT_MOST):
            row += step
            if not 0 <= row < len(self.hits):
                return False
            headline = self._headline(row)
            if headline is not None and not headline.flags & Flag.READ:
                self.to_row(row)
                return True
        return False

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a row, a second click opens it; fold the group whose heading it is."""
        place = event.get_content_offset(self)
        pulled, self._was_pulled = self._was_pulled, False
        spot = None if place is None or pulled or self._on_bar(place) else self.spot_at(self.top + place.y)
        if spot is None:
            return
        if spot.row is None:
            if self.sections.headings[spot.section] is Heading.GROUP:
                self.fold(spot.section)
            return
        self.cursor = self.sections.stop_of(spot.row)
        article_id = self.article_id
        if event.chain == 2 and article_id is not None:
            self.post_message(self.Opened(article_id))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the edge of a column."""
        place = event.get_content_offset(self)
        self._was_pulled = False
        if place is not None and not self._on_bar(place) and len(self.hits):
            self._pulled = self._columns.edge_at(place.x)
            if self._pulled is not None:
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Pull it."""
        if self._pulled is None:
            return
        cells = self._columns.widened(self._pulled, event.get_content_offset_capture(self).x)
        if cells != self.arrangement.cells_of(self._pulled):
            self.arrangement = self.arrangement.with_cells(self._pulled, cells)
            self._was_pulled = True
            self.repaint()

    def on_mouse_up(self) -> None:
        """Let it go."""
        if self._pulled is not None:
            self._pulled = None
            self.release_mouse()
            if self._was_pulled:
                self.post_message(self.ColumnPulled(self.arrangement))

    # Painting.

    @property
    def row_height(self) -> int:
        """Lines a row, as it is arranged and as wide as the list is."""
        return self.arrangement.height(self.line_width)

    @property
    def line_count(self) -> int:
        """The lines of all rows and headings, or of what stands in an empty list."""
        return self.sections.lines or len(wrapped(self.nothing, self.line_width))

    @property
    def _columns(self) -> Columns:
        return columns_of(self.line_width, self.arrangement, sources=len(self.sources) > 1)

    def repaint_stop(self, stop: int) -> None:
        """Send again what a move of the cursor changes: of a row, its lines up to the end of the headline."""
        spot, line = self.sections.at_stop(stop), self.sections.line_of(stop)
        if spot is None or spot.row is None:
            self.repaint_lines(line)
            return
        self.repaint_lines(line, width=self._columns.lit)
        if self.arrangement.text_lines(self.line_width) > 1:
            self.repaint_lines(line + 1, width=self.line_width)

    def paint(self, line: int, width: int) -> Strip:
        """One line of a row, of a heading, or of what stands in an empty list."""
        if not len(self.hits):
            return Strip([Segment(wrapped(self.nothing, width)[line], self.ground + self.ink_of("headline--facts"))])
        spot = self.spot_at(line)
        if spot is None:
            return Strip([])
        if spot.row is None:
            return self._heading(spot, width)
        headline = self._headline(spot.row)
        if headline is None or spot.part >= self.arrangement.text_lines(width):
            return Strip([])
        standing = Standing(spot.row == self.row, self.has_focus, self.selection.holds(spot.row, headline.id))
        if spot.part == 0:
            matches = self.hits.matches(headline.title, Field.TITLE, headline.id)
            return Strip(self._painter().headline(headline, matches, standing))
        return Strip(self._painter().second(headline, width, standing))

    def _heading(self, spot: Spot, cells: int) -> Strip:
        if self.sections.headings[spot.section] is Heading.GROUP:
            group = self.group_of(spot.section)
            standing = Standing(self.sections.at_stop(self.cursor) == spot, self.has_focus)
            folded = spot.section in self.sections.folded
            label = self.group_title(group.label)
            return Strip(self._painter().heading(label, group.count, cells, standing, folded=folded))
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
            selected=self.style_of("headline--selected"),
            group=ink("headline--group"),
        )
        sources = self.sources if len(self.sources) > 1 else {}
        return RowPainter(self._columns, self.arrangement, styles, self.signs, self._now(), self._zone, sources)

    def _headline(self, row: int) -> Headline | None:
        if row not in self._rows:
            if len(self._rows) > ROWS_KEPT:
                self._rows.clear()
            first = max(row - ROWS_AROUND, 0)
            rows_in_view = self.lines_in_view // self.sections.height + 1
            ids = self.hits.ids(first, row + rows_in_view + ROWS_AROUND)
            by_id = {headline.id: headline for headline in self._get_headlines(ids)}
            # An article that has gone meanwhile leaves its row empty until the next search.
            self._rows.update({first + n: by_id[one] for n, one in enumerate(ids) if one in by_id})
        return self._rows.get(row)
