"""What there is to follow at an address on the web: one feed or several, each with its newest headlines.

Everything shown was fetched and read before; nothing is followed before Enter. Gives back the feed to follow, or None.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip

from newsdesk.model.article import Piece
from newsdesk.net.address import shown
from newsdesk.text.clean import clean_line
from newsdesk.text.widths import cut, fit
from newsdesk.ui.ages import LONGEST_AGE_CELLS, age
from newsdesk.ui.signs import Signs
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.line_view import LineView
from newsdesk.ui.widgets.one_line import OneLine, Word
from newsdesk.ui.widgets.page import Page

if TYPE_CHECKING:
    from newsdesk.desk.looking import Preview

MOST_OFFERS_SEEN = 6
"""Lines of the list of feeds; more are scrolled to."""
HEADLINES_SHOWN = 100
MARGIN = 3


def _moment(piece: Piece) -> float:
    return piece.published.instant.timestamp() if piece.published else 0.0


class OfferList(LineView):
    """The feeds of a page, one line each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("home,g", "move(-1000)", show=False),
        Binding("end,G", "move(1000)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"offer--title", "offer--facts", "offer--mark", "offer--cursor"}

    class Moved(Message):
        """The cursor is on another feed."""

    def __init__(self, previews: "Sequence[Preview]", *, signs: Signs) -> None:
        super().__init__(signs=signs)
        self._previews = previews
        self.cursor = 0

    @property
    def line_count(self) -> int:
        """One line a feed."""
        return len(self._previews)

    def paint(self, line: int, width: int) -> Strip:
        """A feed: what it calls itself, how much it holds, where it is."""
        preview = self._previews[line]
        at_cursor = line == self.cursor
        lit = self.ground + self.style_of("offer--cursor") if at_cursor else self.ground
        gutter = self.ground if lit.reverse else lit
        title = max(width * 2 // 5, 12)
        count = len(preview.newest)
        facts = f"  {count:,} article{'' if count == 1 else 's'}".rjust(16) + f"  {clean_line(shown(preview.url))}"
        return Strip(
            [
                Segment(f"{self.signs.bar if at_cursor else ' '}  ", gutter + self.ink_of("offer--mark")),
                Segment(fit(preview.title, title, self.signs.ellipsis), lit + self.ink_of("offer--title")),
                Segment(
                    cut(facts, max(width - title - MARGIN, 0), self.signs.ellipsis),
                    self.ground + self.ink_of("offer--facts"),
                ),
            ]
        )

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        before, self.cursor = self.cursor, min(max(self.cursor + rows, 0), len(self._previews) - 1)
        if not self.top <= self.cursor < self.top + self.lines_in_view:
            self.top = min(max(self.cursor - self.lines_in_view // 2, 0), self.last_top)
            self.repaint()
        self.repaint_lines(before, self.cursor)
        self.put_cursor()
        if before != self.cursor:
            self.post_message(self.Moved())

    def put_cursor(self) -> None:
        """Have the real cursor of the terminal on the row, too: braille displays and screen readers follow it."""
        self.app.cursor_position = self.content_region.offset + Offset(0, self.cursor - self.top)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a feed."""
        place = event.get_content_offset(self)
        if place is not None and self.top + place.y < len(self._previews):
            self.action_move(self.top + place.y - self.cursor)


class FeedsScreen(Screen["Preview | None"]):
    """The feeds at an address; gives back the one to follow, or None."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [styles_folder() / name for name in ("sources.tcss", "pages.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("enter", "follow", show=False),
    ]

    def __init__(
        self, typed: str, previews: "Sequence[Preview]", now: Callable[[], datetime], zone: tzinfo, *, signs: Signs
    ) -> None:
        """Make the screen.

        Args:
            typed: The address that was looked at.
            previews: What there is; at least one.
            now: The clock, for ages.
            zone: Of the desk.
            signs: To draw with.
        """
        super().__init__()
        self._typed = typed
        self._previews = previews
        self._now = now
        self._zone = zone
        self._signs = signs
        self._list = OfferList(previews, signs=signs)
        self._about = OneLine(signs=signs, id="about")
        self._page = Page((), signs=signs)

    def compose(self) -> ComposeResult:
        """From the top: what was looked at, the feeds, what there is to say of one, its headlines, hints."""
        yield OneLine(signs=self._signs, id="title")
        yield self._list
        yield self._about
        yield self._page
        yield OneLine(signs=self._signs, id="hints")

    def on_mount(self) -> None:
        """Show the best of them."""
        count = len(self._previews)
        found = "a feed" if count == 1 else f"{count:,} feeds; the first fits best"
        self.query_one("#title", OneLine).say(
            [Word(f" {clean_line(self._typed)}", "line--strong"), Word(f"   {found}", "line--faint")]
        )
        self._list.styles.height = min(count, MOST_OFFERS_SEEN)
        keys = [("Enter", "follow it"), ("Esc", "follow nothing")]
        keys = [(self._signs.arrows, "choose"), *keys] if count > 1 else keys
        words = [Word(" ", "line--faint")]
        for key, label in [*keys, ("PgDn", "more headlines")]:
            words += [Word(key, "line--strong"), Word(f" {label}   ", "line--faint")]
        self.query_one("#hints", OneLine).say(words)
        self._list.focus()
        self.call_after_refresh(self._list.put_cursor)
        self._show()

    def on_resize(self) -> None:
        """The headlines are cut anew."""
        self._show()

    @on(OfferList.Moved)
    def _show(self) -> None:
        preview = self._previews[self._list.cursor]
        facts = [fact for fact in (preview.feed.format, preview.site, preview.feed.description) if fact]
        facts += [problem.message for problem in preview.feed.problems[:1]]
        self._about.say([Word("   " + "   ".join(facts), "line--faint")])
        newest = sorted((raw.piece for raw in preview.newest), key=_moment, reverse=True)
        self._page.show([self._headline(piece) for piece in newest[:HEADLINES_SHOWN]])

    def _headline(self, piece: Piece) -> tuple[Word, ...]:
        when = age(piece.published, self._now(), self._zone).rjust(LONGEST_AGE_CELLS)
        room = max(self.size.width - 2 * MARGIN - LONGEST_AGE_CELLS - 2, 8)
        title = fit(piece.title, room, self._signs.ellipsis)
        return (Word(" " * MARGIN + title, "page--text"), Word(f"  {when}", "page--faint"))

    def key_pagedown(self) -> None:
        """More headlines."""
        self._page.action_scroll_pages(1)

    def key_pageup(self) -> None:
        """The headlines before."""
        self._page.action_scroll_pages(-1)

    def action_follow(self) -> None:
        """Follow the feed that the cursor is on."""
        self.dismiss(self._previews[self._list.cursor])

    def action_leave(self) -> None:
        """Follow nothing."""
        self.dismiss(None)
