"""The article that is open: what keys and clicks do in it.

The window, finding and selecting are below (`article_window`, `searched_article`, `selectable_article`); where a link
leads beyond this article, and what is done with its text, is up to the screen.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events, on
from textual.binding import BindingType
from textual.strip import Strip

from newsdesk.model.article import Place
from newsdesk.model.clean import Clean
from newsdesk.reading.links import Link, LinkKind
from newsdesk.text import widths
from newsdesk.ui.commands import Where, bindings_of
from newsdesk.ui.messages import LinkChosen, MeasureChosen, NextWanted, PipeWanted, Said
from newsdesk.ui.widgets.link_letters import LinkLetters
from newsdesk.ui.widgets.pane_line import PaneLine
from newsdesk.ui.widgets.pictured_article import PicturedArticle

if TYPE_CHECKING:
    # Brings Markdown along, which the first screen does not wait for.
    from newsdesk.reading.reading import Reading

# Two lines of the page before stay in sight, so that the eye finds where it was.
LINES_KEPT = 2
MEASURE_LEAST, MEASURE_MOST = 40, 140
PIPE = "|"
MOST_ATTEMPTS = 8


class ReadingPane(PicturedArticle):
    """An open article."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.ARTICLE)
    COMPONENT_CLASSES = {"reading--letter"}

    _letters: LinkLetters | None = None
    """Over the links while the reader chooses one."""

    def show(self, reading: "Reading", place: Place | None = None) -> None:
        """Show an article, without letters over its links."""
        self._letters = None
        super().show(reading, place)

    # Scrolling.

    def action_scroll_line(self, lines: int) -> None:
        """Scroll by lines; while somebody selects, move the caret."""
        if self.selecting:
            self.move_caret(lines, 0, selecting=False)
        else:
            self.scroll_lines_to(self.top + lines)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by pages."""
        self.scroll_lines_to(self.top + pages * max(self.lines_in_view - LINES_KEPT, 1))

    def action_scroll_top(self) -> None:
        """To the beginning."""
        self.scroll_lines_to(0)

    def action_scroll_bottom(self) -> None:
        """To the end, once it is known where that is."""
        self.when("scroll", lambda reading: reading.parsed, self._scroll_to_end)

    def _scroll_to_end(self) -> None:
        # Where the end is, is measured on the way there.
        for _attempt in range(MOST_ATTEMPTS):
            self.scroll_lines_to(self.last_top)
            if self.at_end:
                return

    def action_heading(self, step: int) -> None:
        """To the next heading, or the one before."""
        reading, top = self.reading, self.top
        if reading is None:
            return
        found = reading.heading_after(top) if step > 0 else reading.heading_before(top)
        if found is not None:
            self.scroll_lines_to(found)
        elif step > 0 and not reading.parsed:
            self.when(
                "scroll", lambda it: it.parsed or it.heading_after(top) is not None, lambda: self._heading_after(top)
            )

    def _heading_after(self, y: int) -> None:
        found = self.reading.heading_after(y) if self.reading is not None else None
        if found is not None:
            self.scroll_lines_to(found)

    def action_sideways(self, cells: int) -> None:
        """Scroll the topmost table that is wider than the pane; while somebody selects, move the caret."""
        if self.selecting:
            self.move_caret(0, 1 if cells > 0 else -1, selecting=False)
            return
        reading = self.reading
        if reading is not None and any(
            reading.shift(y, cells) for y in range(self.top, min(self.top + self.lines_in_view, reading.height))
        ):
            self._changed()

    def action_measure(self, cells: int) -> None:
        """Longer or shorter lines."""
        self.measure = min(max(self.measure + cells, MEASURE_LEAST), MEASURE_MOST)
        self.lay_out_again()
        self.post_message(MeasureChosen(self.measure))

    def action_next(self, step: int) -> None:
        """To the next place that was found; without a find, to the next unread article."""
        if self.finding:
            self.to_found(step)
        else:
            self.post_message(NextWanted(step))

    def action_pipe(self) -> None:
        """Type a command that gets the article."""
        if self.reading is not None:
            self.line.ask(PIPE)
            self.repaint()

    @on(PaneLine.Answered)
    def _pipe(self) -> None:
        if self.line.about == PIPE:
            self.repaint()
            if self.line.value.strip():
                self.post_message(PipeWanted(self.line.value))

    def step_back(self) -> bool:
        """End what was begun here: letters, a selection, a find; whether there was any."""
        return self._end_letters() or self.end_selection() or self.end_find()

    # Links.

    def action_links(self) -> None:
        """Put letters over the links on the screen."""
        if self.reading is None:
            return
        links = self.reading.links(self.top, self.top + self.lines_in_view)
        if links:
            self._letters = LinkLetters(links)
            self.repaint()
        else:
            self.post_message(Said(Clean("There are no links on this screen.")))

    def catch_key(self, key: events.Key) -> bool:
        """Take the keys that are typed into the line at the foot, or choose a link, before they mean anything else."""
        if self.screen.focused is self.line and key.is_printable and key.character is not None:
            self.line.take_key(key.character)
            return True
        if self._letters is None:
            return False
        # Any other key ends choosing.
        chosen = self._letters.type(key.character) if key.is_printable and key.character else None
        if chosen is not None or not key.is_printable or not self._letters.left:
            self._end_letters()
        self.repaint()
        if chosen is not None:
            self.post_message(LinkChosen(chosen.link))
        return True

    def _end_letters(self) -> bool:
        there, self._letters = self._letters is not None, None
        if there:
            self.repaint()
        return there

    def scrolled(self) -> None:
        """Letters stand over links that are no longer there."""
        self._letters = None
        super().scrolled()

    def on_click(self, event: events.Click) -> None:
        """Go where a link leads."""
        place = event.get_content_offset(self)
        if place is None or self.reading is None or self.dragged or place.y >= self.lines_in_view:
            return
        y = self.top + place.y
        for link in self.reading.links(y, y + 1):
            if link.x <= place.x < link.x + widths.width(link.text):
                self.post_message(LinkChosen(link.link))

    def go_to(self, link: Link, done: Callable[[bool], object]) -> None:
        """Go to a place in this article, once the article has come so far; say whether there is such a place."""
        self.when("scroll", lambda reading: reading.parsed, lambda: done(self._go_to(link)))

    def _go_to(self, link: Link) -> bool:
        reading = self.reading
        if reading is None:
            return False
        find = {
            LinkKind.ANCHOR: reading.y_of_anchor,
            LinkKind.NOTE: reading.y_of_note,
            LinkKind.BACK: reading.y_of_reference,
        }[link.kind]
        y = find(link.target)
        if y is not None:
            self.scroll_lines_to(y)
        return y is not None

    def go_to_place(self, place: Place | None) -> None:
        """Go to a place of this article; None is its very top."""
        if place is None:
            self.scroll_lines_to(0)
        else:
            self.when("scroll", lambda reading: reading.parsed, lambda: self._go_to_place(place))

    def _go_to_place(self, place: Place) -> None:
        if self.reading is not None:
            self.scroll_lines_to(self.reading.y_of(place))

    # Painting.

    def paint(self, line: int, width: int) -> Strip:
        """One row, with the letters over its links."""
        strip = super().paint(line, width)
        if self._letters is None:
            return strip
        style = self.style_of("reading--letter")
        for letters, link in self._letters.left.items():
            if link.y == line:
                end = link.x + len(letters)
                strip = strip.adjust_cell_length(max(strip.cell_length, end), self.ground)
                strip = Strip.join([strip.crop(0, link.x), Strip([Segment(letters, style)]), strip.crop(end)])
        return strip

    def foot_says(self) -> str:
        """How to choose a link, while one is chosen."""
        return f"type a letter {self.signs.dot} Esc" if self._letters is not None else super().foot_says()
