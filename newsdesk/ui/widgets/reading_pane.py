"""The article: a window on a `Reading`, which lays out only what is looked at.

Owns the window, what keys do in it, and turning roles into the styles of the theme; `newsdesk.reading` owns the page.
While nothing else is to do it lets the reading settle in slices; what is on the screen never moves by that.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import BindingType
from textual.strip import Strip
from textual.timer import Timer

from newsdesk.model.article import ArticleId, Place
from newsdesk.reading.links import Link, LinkKind
from newsdesk.reading.spans import Line, Role, Style
from newsdesk.text import widths
from newsdesk.ui.commands import Where, bindings_of
from newsdesk.ui.messages import MeasureChosen, PlaceKept
from newsdesk.ui.signs import UNICODE, Signs
from newsdesk.ui.widgets.line_view import LineView, wrapped

if TYPE_CHECKING:
    # Brings Markdown along, which the first screen does not wait for.
    from newsdesk.reading.reading import Reading

# Parsing goes on between the frames: a slice takes less than half of one.
SETTLE_EVERY_S = 0.02
# A place is worth keeping when the eyes have rested on it.
PLACE_AFTER_S = 1.0
# Two lines of the page before stay in sight, so that the eye finds where it was.
LINES_KEPT = 2
MEASURE_LEAST, MEASURE_MOST = 40, 140

_STYLED = (
    (Style.STRONG, "reading--strong"),
    (Style.EMPHASIS, "reading--emphasis"),
    (Style.STRIKE, "reading--strike"),
    (Style.UNDERLINE, "reading--underline"),
    (Style.CODE, "reading--code"),
    (Style.KEY, "reading--code"),
    (Style.MARKED, "reading--marked"),
    (Style.LINK, "reading--link"),
    (Style.MATCH, "reading--match"),
    (Style.NEAR, "reading--near"),
    (Style.CURRENT, "reading--current"),
)


class ReadingPane(LineView):
    """An open article."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.ARTICLE)
    COMPONENT_CLASSES = (
        {f"reading--{role.value}" for role in Role}
        | {name for _style, name in _STYLED}
        | {
            "reading--foot",
            "reading--nothing",
        }
    )
    foot_lines = 1

    def __init__(self, *, measure: int, signs: Signs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(signs=signs, id=id)
        self.reading: Reading | None = None
        self.measure = measure
        self.nothing: Sequence[str] = ()
        """What stands here when no article is open."""
        self._window: tuple[int, Sequence[Line]] = (0, ())
        self._links: dict[str, RichStyle] = {}
        self._settling: Timer | None = None
        self._resting: Timer | None = None

    # What the screen says.

    def show(self, reading: "Reading", place: Place | None = None) -> None:
        """Show an article, from its beginning or from where somebody was."""
        self.keep_place()
        self.reading = reading
        reading.resize(self.line_width, self.measure)
        self.top = reading.hold(reading.y_of(place), self.lines_in_view) if place is not None else 0
        self._changed()
        self._settle_on()

    def clear(self) -> None:
        """No article is open."""
        self.reading = None
        self.top = 0
        self._changed()

    @property
    def article_id(self) -> ArticleId | None:
        """The article that is open."""
        return self.reading.article.id if self.reading else None

    @property
    def place(self) -> Place | None:
        """Where the reader is; None at the very top, where the headline stands, which is no place of the body."""
        return self.reading.place_at(self.top) if self.reading is not None and self.top else None

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self.reading is None or self.top + self.lines_in_view >= self.reading.height

    # Keys.

    def action_scroll_line(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_lines_to(self.top + lines)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by pages."""
        self.scroll_lines_to(self.top + pages * max(self.lines_in_view - LINES_KEPT, 1))

    def action_scroll_top(self) -> None:
        """To the beginning."""
        self.scroll_lines_to(0)

    def action_scroll_bottom(self) -> None:
        """To the end."""
        self.scroll_lines_to(self.last_top)

    def action_heading(self, step: int) -> None:
        """To the next heading, or the one before."""
        if self.reading is None:
            return
        found = self.reading.heading_after(self.top) if step > 0 else self.reading.heading_before(self.top)
        if found is not None:
            self.scroll_lines_to(found)

    def action_sideways(self, cells: int) -> None:
        """Scroll the topmost table that is wider than the pane."""
        reading = self.reading
        if reading is not None and any(
            reading.shift(y, cells) for y in range(self.top, min(self.top + self.lines_in_view, reading.height))
        ):
            self._changed()

    def action_measure(self, cells: int) -> None:
        """Longer or shorter lines."""
        self.measure = min(max(self.measure + cells, MEASURE_LEAST), MEASURE_MOST)
        self._lay_out_again()
        self.post_message(MeasureChosen(self.measure))

    def on_click(self, event: events.Click) -> None:
        """Follow a link to a place in the article; the terminal itself opens those to the web."""
        place = event.get_content_offset(self)
        if place is None or self.reading is None or place.y >= self.lines_in_view:
            return
        y = self.top + place.y
        for link in self.reading.links(y, y + 1):
            if link.x <= place.x < link.x + widths.width(link.text):
                self._go_to(link.link)

    def _go_to(self, link: Link) -> None:
        reading = self.reading
        if reading is None:
            return
        find = {
            LinkKind.ANCHOR: reading.y_of_anchor,
            LinkKind.NOTE: reading.y_of_note,
            LinkKind.BACK: reading.y_of_reference,
        }.get(link.kind)
        y = find(link.target) if find else None
        if y is not None:
            self.scroll_lines_to(y)

    # The window.

    @property
    def line_count(self) -> int:
        """An estimate until the reading has settled."""
        return self.reading.height if self.reading else len(wrapped(self.nothing, self.line_width))

    def scroll_lines_to(self, line: int) -> bool:
        """Scroll; what is in sight is measured first, so that going back moves nothing."""
        if self.reading is not None:
            line = self.reading.hold(min(max(line, 0), self.last_top), self.lines_in_view)
        return super().scroll_lines_to(line)

    def scrolled(self) -> None:
        """Keep the place once the eyes rest on it."""
        self._settle_on()
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(PLACE_AFTER_S, self.keep_place)

    def keep_place(self) -> None:
        """Say where the reader is."""
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        if self.reading is not None:
            self.post_message(PlaceKept(self.reading.article.id, self.reading.place_at(self.top)))

    def on_resize(self) -> None:
        """The pane has another size."""
        self._lay_out_again()

    def _lay_out_again(self) -> None:
        reading = self.reading
        if reading is not None:
            place = self.place
            reading.resize(self.line_width, self.measure)
            self.top = reading.hold(reading.y_of(place), self.lines_in_view) if place is not None else 0
            self._settle_on()
        self._changed()

    def _settle_on(self) -> None:
        if self._settling is None and self.reading is not None and not self.reading.settled:
            self._settling = self.set_interval(SETTLE_EVERY_S, self._settle)

    def _settle(self) -> None:
        reading = self.reading
        if reading is not None and not reading.settled:
            self.top = reading.settle(self.top)
            self._window = (self.top, self._window[1])
            return
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        # Only now are the length and the progress exact.
        self._changed()

    def _changed(self) -> None:
        self._window = (0, ())
        self.repaint()

    # Painting.

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self._links.clear()

    def paint(self, line: int, width: int) -> Strip:
        """One row of the page."""
        if self.reading is None:
            return Strip([Segment(wrapped(self.nothing, width)[line], self.style_of("reading--nothing"))])
        first, lines = self._window
        if not first <= line < first + len(lines):
            first, lines = self.top, self.reading.lines(self.top, self.top + self.lines_in_view)
            self._window = (first, lines)
        if not first <= line < first + len(lines):
            return Strip([])
        return Strip(
            [Segment(span.text, self._style(span.role, span.style, span.link)) for span in lines[line - first]]
        )

    def paint_foot(self, width: int) -> Strip:
        """How far the reader is, and how long it still takes."""
        reading = self.reading
        if reading is None or reading.height <= self.lines_in_view:
            return Strip([])
        last = self.top + self.lines_in_view - 1
        left = reading.minutes_left(last)
        behind = 1.0 if self.at_end else reading.progress(last)
        facts = [f"{behind:.0%}".replace("%", " %")]
        facts += [f"{left} min left"] if left and not self.at_end else ["end"] if self.at_end else []
        text = f" {self.signs.dot} ".join(facts)
        return Strip([Segment(text.rjust(max(width - 1, 0)), self.style_of("reading--foot"))])

    def _style(self, role: Role, style: Style, link: Link | None) -> RichStyle:
        key = f"{role.value}+{style.value}"
        if key not in self._styles:
            combined = self.ground + self.ink_of(f"reading--{role.value}")
            for flag, name in _STYLED:
                if style & flag:
                    combined += self.style_of(name) if flag is Style.MARKED else self.ink_of(name)
            self._styles[key] = combined
        found = self._styles[key]
        address = link.address if link is not None else None
        if address is None:
            return found
        # One style an address: Rich gives each its own id, by which terminals know the pieces of one link.
        if address not in self._links:
            self._links[address] = RichStyle(link=address)
        return found + self._links[address]
