"""A window on many lines that repaints only those that changed: what the list, the article and the figures are.

Owns the scrolling, the scroll bar in its last column, and the comparison of what is on the screen with what should
be. Promises that a line is painted when it comes into view and not before, and that a change sends the bytes of the
changed lines alone. A subclass says how many lines there are and paints one.

Textual's own ScrollView asks for a new layout of the whole screen when the number of lines changes, which a search
does at every key; here that is a number.
"""

import textwrap
from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.strip import Strip
from textual.widget import Widget

from newsdesk.ui.signs import UNICODE, Signs

SCROLL_BAR_COLUMNS = 1
WHEEL_LINES = 3


def wrapped(sentences: Sequence[str], width: int) -> list[str]:
    """What stands where there is nothing to show: sentences of ours, broken to a width, two cells from the edge."""
    room = max(width - 4, 8)
    return [f"  {line}" for sentence in sentences for line in textwrap.wrap(sentence, room) or [""]]


class LineView(Widget, can_focus=True):
    """Lines, a window on them, a scroll bar."""

    ALLOW_SELECT = False
    foot_lines = 0
    """Lines at the bottom that do not scroll."""
    COMPONENT_CLASSES = {"lines--thumb"}

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.signs = signs
        self.top = 0
        """The first line in the window."""
        self._painted: dict[int, tuple[tuple[int, Size], Strip]] = {}
        """What stands on each line of the window, and of which generation and size it is."""
        self._generation = 0
        """Counts what makes all that was painted doubtful: another theme, the focus."""
        self._styles: dict[str, Style] = {}
        self._dragging = False

    # What a subclass says.

    @property
    def line_count(self) -> int:
        """How many lines there are; may be an estimate."""
        raise NotImplementedError

    def paint(self, line: int, width: int) -> Strip:
        """Paint one line, at most `width` cells wide; called for lines in view only."""
        raise NotImplementedError

    def paint_foot(self, width: int) -> Strip:
        """Paint what stands at the bottom, where `foot_lines` leaves room for it."""
        raise NotImplementedError

    # The window.

    @property
    def line_width(self) -> int:
        """The cells a line has."""
        return max(self.content_size.width - SCROLL_BAR_COLUMNS, 0)

    @property
    def lines_in_view(self) -> int:
        """The height of the window."""
        return max(self.content_size.height - self.foot_lines, 0)

    @property
    def last_top(self) -> int:
        """The furthest that one can scroll."""
        return max(self.line_count - self.lines_in_view, 0)

    def scroll_lines_to(self, line: int) -> bool:
        """Make a line the first in the window, as far as there are lines.

        Returns:
            Whether that moved anything.
        """
        line = min(max(line, 0), self.last_top)
        if line == self.top:
            return False
        self.top = line
        self.repaint()
        self.scrolled()
        return True

    def scrolled(self) -> None:
        """The window moved; a subclass may report it."""

    def repaint(self) -> None:
        """Show what is true now: paint the window again and send the lines that differ from what is on the screen."""
        self.top = min(self.top, self.last_top)
        before, self._painted = self._painted, {}
        for y in range(self.content_size.height):
            strip = self._full_line(y)
            self._painted[y] = (self._valid, strip)
            if y not in before or list(before[y][1]) != list(strip):
                self.refresh(Region(0, y, self.content_size.width, 1))

    def repaint_lines(self, *lines: int, width: int | None = None) -> None:
        """Send single lines again, all of them or their first `width` cells."""
        for line in lines:
            y = line - self.top
            if 0 <= y < self.lines_in_view:
                self._painted.pop(y, None)
                self.refresh(Region(0, y, self.content_size.width if width is None else width, 1))

    def style_of(self, name: str) -> Style:
        """A component class as a Rich style, remembered until the theme or the focus changes."""
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(name)
        return self._styles[name]

    def ink_of(self, name: str) -> Style:
        """The same without its ground: for text that stands on the ground of its row."""
        key = f"{name} ink"
        if key not in self._styles:
            style = self.style_of(name)
            self._styles[key] = style.without_color + Style(color=style.color)
        return self._styles[key]

    @property
    def ground(self) -> Style:
        """The style of plain text here."""
        if "" not in self._styles:
            self._styles[""] = self.rich_style
        return self._styles[""]

    def render_line(self, y: int) -> Strip:
        """One line of the window, for Textual."""
        painted = self._painted.get(y)
        if painted is not None and painted[0] == self._valid:
            return painted[1]
        strip = self._full_line(y)
        self._painted[y] = (self._valid, strip)
        return strip

    @property
    def _valid(self) -> tuple[int, Size]:
        """What was painted in this holds. With the size: Textual may ask for lines before it tells of another one."""
        return self._generation, self.content_size

    def notify_style_update(self) -> None:
        """The theme or a pseudo class changed: what was painted may hold no longer."""
        super().notify_style_update()
        self._styles.clear()
        self._generation += 1

    def on_resize(self) -> None:
        """The window has another size."""
        self.top = min(self.top, self.last_top)

    def _on_focus(self, event: events.Focus) -> None:
        self._has_the_focus(event, events.DescendantFocus(self), focus=True)

    def _on_blur(self, event: events.Blur) -> None:
        self._has_the_focus(event, events.DescendantBlur(self), focus=False)

    def _has_the_focus(self, event: events.Event, told: events.Event, *, focus: bool) -> None:
        # In place of what Textual does, which is the same with all lines sent again.
        event.prevent_default()
        self.has_focus = focus
        self.repaint()
        if self.parent is not None:
            self.parent.post_message(told)

    # The mouse.

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the window, not the cursor."""
        event.stop()
        self.scroll_lines_to(self.top + WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the window, not the cursor."""
        event.stop()
        self.scroll_lines_to(self.top - WHEEL_LINES)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the scroll bar."""
        place = event.get_content_offset(self)
        if place is not None and self._on_bar(place):
            self._dragging = True
            self.capture_mouse()
            self._drag_to(place.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Pull the scroll bar."""
        if self._dragging:
            self._drag_to(event.get_content_offset_capture(self).y)

    def on_mouse_up(self) -> None:
        """Let it go."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def _on_bar(self, place: Offset) -> bool:
        return place.x >= self.line_width and self.line_count > self.lines_in_view

    def _drag_to(self, y: int) -> None:
        self.scroll_lines_to(round(self.last_top * y / max(self.lines_in_view - 1, 1)))

    # Painting.

    def _full_line(self, y: int) -> Strip:
        width = self.line_width
        line = self.top + y
        if y >= self.lines_in_view:
            inside = self.paint_foot(width)
            return Strip([*inside.adjust_cell_length(width + SCROLL_BAR_COLUMNS, self.ground)])
        inside = self.paint(line, width) if line < self.line_count else Strip([])
        return Strip([*inside.adjust_cell_length(width, self.ground), self._bar_at(y)])

    def _bar_at(self, y: int) -> Segment:
        height, count = self.lines_in_view, self.line_count
        if count <= height:
            return Segment(" ", self.ground)
        thumb = max(1, height * height // count)
        start = round((height - thumb) * self.top / max(self.last_top, 1))
        if start <= y < start + thumb:
            return Segment(self.signs.thumb, self.style_of("lines--thumb"))
        return Segment(" ", self.ground)
