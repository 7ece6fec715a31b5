"""A window on an article's page: scrolling, the place one is at, and turning roles into the styles of the theme.

`newsdesk.reading` owns the page. While nothing else is to do the window lets it settle in slices; what is on the screen
never moves by that, and what needs the whole of a long article waits for it (`when`) without holding anybody up.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip
from textual.timer import Timer

from newsdesk.model.article import ArticleId, Place
from newsdesk.reading.links import Link
from newsdesk.reading.spans import Line, Role, Span, Style
from newsdesk.ui.messages import PlaceKept
from newsdesk.ui.signs import UNICODE, Signs
from newsdesk.ui.widgets.line_view import LineView, wrapped

if TYPE_CHECKING:
    # Brings Markdown along, which the first screen does not wait for.
    from newsdesk.reading.reading import Reading

# Parsing goes on between the frames: a slice takes less than half of one.
SETTLE_EVERY_S = 0.02
# A place is worth keeping when the eyes have rested on it.
PLACE_AFTER_S = 1.0
# Rows beyond what is parsed that are gone to at once: two pieces of the article, some 20 ms.
ROWS_AT_ONCE = 800

_STYLED = (
    (Style.STRONG, "reading--strong"),
    (Style.EMPHASIS, "reading--emphasis"),
    (Style.STRIKE, "reading--strike"),
    (Style.UNDERLINE, "reading--underline"),
    (Style.CODE, "reading--inline"),
    (Style.KEY, "reading--inline"),
    (Style.MARKED, "reading--marked"),
    (Style.LINK, "reading--link"),
    (Style.MATCH, "reading--match"),
    (Style.NEAR, "reading--near"),
    (Style.CURRENT, "reading--current"),
)
_CODE = frozenset(role for role in Role if role.value.startswith("code"))


class ArticleWindow(LineView):
    """A window on the open article."""

    COMPONENT_CLASSES = (
        {f"reading--{role.value}" for role in Role}
        | {name for _style, name in _STYLED}
        | {"reading--field", "reading--foot", "reading--nothing"}
    )
    foot_lines = 1

    def __init__(self, *, measure: int, signs: Signs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(signs=signs, id=id)
        self.reading: Reading | None = None
        self.measure = measure
        self.nothing: Sequence[str] = ()
        """What stands here when no article is open."""
        self.alone = False
        """Whether nothing else is on the screen: the headline then stands at the foot."""
        self._window: tuple[int, Sequence[Line]] = (0, ())
        self._laid_at: tuple[int, Place | None] = (0, None)
        """The line that the window began with when it last had another size, and the place that it was to show."""
        self._links: dict[str, RichStyle] = {}
        self._settling: Timer | None = None
        self._resting: Timer | None = None
        self._awaited: dict[str, tuple[Callable[[Reading], bool], Callable[[], object]]] = {}

    # What the screen says.

    def show(self, reading: "Reading", place: Place | None = None) -> None:
        """Show an article, from its beginning or from where somebody was."""
        self.keep_place()
        if reading.article.id != self.article_id:
            # In the same article laid out anew one still wants to go where one wanted to.
            self._awaited.clear()
        self.reading = reading
        self._laid_at = (0, None)
        if self.line_width:
            # Before it is seen for the first time the pane has no size, and the article that of its first page.
            reading.resize(self.line_width, self.measure)
        self.top = reading.hold(reading.y_of(place), self.lines_in_view) if place is not None else 0
        self._changed()
        self._settle_on()

    def place_in(self, other: "Reading") -> Place | None:
        """Where the reader is in the same article laid out anew, which may say something else now."""
        from newsdesk.reading.carried import carried

        if self.place is None or self.reading is None:
            return None
        return carried(self.place, self.reading.article.piece.body, other.article.piece.body)

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

    # The window.

    @property
    def line_count(self) -> int:
        """An estimate until the reading has settled."""
        return self.reading.height if self.reading else len(wrapped(self.nothing, self.line_width))

    def scroll_lines_to(self, line: int) -> bool:
        """Scroll; what is in sight is measured first, so that going back moves nothing.

        A place far behind what is parsed is gone to when the article has come so far.
        """
        reading = self.reading
        self._awaited.pop("scroll", None)
        if reading is not None:
            line = min(max(line, 0), self.last_top)
            if not reading.reaches(line + self.lines_in_view - ROWS_AT_ONCE):
                there = line + self.lines_in_view
                self.when("scroll", lambda it: it.reaches(there), lambda: self.scroll_lines_to(line))
                return False
            line = reading.hold(line, self.lines_in_view)
        return super().scroll_lines_to(line)

    def bring_into_view(self, line: int) -> None:
        """Scroll to a line that is not in the window, so that some lines before it are there, too."""
        if not self.top <= line < self.top + self.lines_in_view:
            self.scroll_lines_to(line - self.lines_in_view // 3)

    def when(self, what: str, ready: "Callable[[Reading], bool]", do: Callable[[], object]) -> None:
        """Do something once the article has come so far; at once where it has.

        Args:
            what: Names it: what is wanted later under the same name takes its place.
            ready: Whether it has.
            do: What to do then.
        """
        self._awaited.pop(what, None)
        if self.reading is None:
            return
        if ready(self.reading):
            do()
        else:
            self._awaited[what] = (ready, do)
            self._settle_on()
            self.repaint()

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
        self.lay_out_again()

    def lay_out_again(self) -> None:
        """Lay the article out for the size that the pane has, and stay where the reader is."""
        reading = self.reading
        if reading is not None:
            # Between two sizes nobody scrolled: the place is that of before, and no line is lost on the way.
            top, place = self._laid_at
            if top != self.top or place is None:
                place = self.place
            reading.resize(self.line_width, self.measure)
            self.top = reading.hold(reading.y_of(place), self.lines_in_view) if place is not None else 0
            self._laid_at = (self.top, place)
            self._settle_on()
        self._changed()

    def _settle_on(self) -> None:
        if self._settling is None and self.reading is not None and not self.reading.settled:
            self._settling = self.set_interval(SETTLE_EVERY_S, self._settle)

    def _settle(self) -> None:
        reading = self.reading
        if reading is not None and not reading.settled:
            before, self.top = self.top, reading.settle(self.top)
            if self._laid_at[0] == before:
                self._laid_at = (self.top, self._laid_at[1])
            self.rows_moved(self.top - before)
            self._window = (self.top, self._window[1])
            self._do_awaited(reading)
            return
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        if reading is not None:
            self._do_awaited(reading)
        # Only now are the length and the progress exact.
        self._changed()

    def _do_awaited(self, reading: "Reading") -> None:
        """What was waited for and is there."""
        there = {what: do for what, (ready, do) in self._awaited.items() if ready(reading)}
        for what, do in there.items():
            del self._awaited[what]
            do()
        if there:
            self.repaint()

    def rows_moved(self, lines: int) -> None:
        """What is above was measured: all rows in sight have other numbers. Nothing moves on the screen."""

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
        return Strip([segment for span in lines[line - first] for segment in self.segments_of(span)])

    def segments_of(self, span: Span) -> list[Segment]:
        """A piece of a line as it is painted."""
        return [Segment(span.text, self._style(span.role, span.style, span.link))]

    def paint_foot(self, width: int) -> Strip:
        """How far the reader is, and how long it still takes; alone on the screen, what they read."""
        reading = self.reading
        if reading is None:
            return Strip([])
        text = self.foot_says()
        style = self.style_of("reading--foot")
        if self.alone:
            from newsdesk.text.widths import fit

            room = max(width - len(text) - 3, 0)
            return Strip([Segment(f" {fit(reading.article.piece.title, room, self.signs.ellipsis)} {text}", style)])
        return Strip([Segment(text.rjust(max(width - 1, 0)), style)])

    def foot_says(self) -> str:
        """How far the reader is, and how long it still takes."""
        reading = self.reading
        if reading is None:
            return ""
        if self._awaited:
            return f"reading on{self.signs.ellipsis}"
        if reading.height <= self.lines_in_view:
            return ""
        last = self.top + self.lines_in_view - 1
        left = reading.minutes_left(last)
        behind = 1.0 if self.at_end else reading.progress(last)
        facts = [f"{behind:.0%}".replace("%", " %")]
        facts += [f"{left} min left"] if left and not self.at_end else ["end"] if self.at_end else []
        return f" {self.signs.dot} ".join(facts)

    def _style(self, role: Role, style: Style, link: Link | None) -> RichStyle:
        key = f"{role.value}+{style.value}"
        if key not in self._styles:
            combined = self.ground + self.ink_of(f"reading--{role.value}")
            if role in _CODE:
                combined += self.style_of("reading--field").background_style
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
