"""Selecting in the open article, with Shift and the arrows or by dragging the mouse.

The first of these keys puts a caret at the top of the window; without Shift the arrows then move it, with Shift they
select from where it was. Escape ends that, and the arrows scroll again.
"""

from typing import TYPE_CHECKING

from textual import events
from textual.strip import Strip

from newsdesk.model.article import Place
from newsdesk.reading.spans import Spot, text_of
from newsdesk.text.widths import width
from newsdesk.ui.widgets.searched_article import SearchedArticle

if TYPE_CHECKING:
    # Brings Markdown along, which the first screen does not wait for.
    from newsdesk.reading.reading import Reading


class SelectableArticle(SearchedArticle):
    """The open article as far as it is shown, searched and selected in."""

    COMPONENT_CLASSES = {"reading--selected"}

    _anchor: Spot | None = None
    """Where the selection began; None while nobody selects."""
    _caret = Spot(0, 0)
    """Where it ends, before or behind its beginning."""
    _pressed: Spot | None = None
    """Where a button of the mouse went down that is still held."""
    dragged = False
    """Whether the click that is reported now ended a selection."""

    @property
    def selecting(self) -> bool:
        """Whether there is a caret, so that the arrows move it."""
        return self._anchor is not None

    @property
    def selected(self) -> str:
        """The text that is selected."""
        if self._anchor is None or self.reading is None:
            return ""
        return self.reading.said(*sorted((self._anchor, self._caret)))

    def end_selection(self) -> bool:
        """Select nothing any longer; whether anybody did."""
        there, self._anchor = self.selecting, None
        if there:
            self.repaint()
        return there

    def action_select(self, rows: int, cells: int) -> None:
        """Move the end of the selection."""
        if self.reading is not None:
            self.move_caret(rows, cells, selecting=True)

    def action_select_to_edge(self, step: int) -> None:
        """Move the end of the selection to the beginning or the end of its line."""
        if self.reading is not None:
            self._begin()
            first, last = self._edges(self._caret.y)
            self._put_caret(Spot(self._caret.y, first if step < 0 else last), selecting=True)

    def move_caret(self, rows: int, cells: int, *, selecting: bool) -> None:
        """Move the caret by rows, or by cells, on from one line to the next."""
        self._begin()
        spot = self._caret
        if rows:
            spot = Spot(min(max(spot.y + rows, 0), max(self.line_count - 1, 0)), spot.x)
        else:
            first, last = self._edges(spot.y)
            x = min(max(spot.x, first), last) + cells
            if x > last:
                y = self._next_row(spot.y, 1)
                spot = Spot(y, self._edges(y)[0]) if y != spot.y else Spot(y, last)
            elif x < first:
                y = self._next_row(spot.y, -1)
                spot = Spot(y, self._edges(y)[1]) if y != spot.y else Spot(y, first)
            else:
                spot = Spot(spot.y, x)
        self._put_caret(spot, selecting=selecting)

    def _begin(self) -> None:
        """Put the caret at the first character in the window, unless there is one."""
        if self._anchor is None:
            y = self.top if self._text_at(self.top).strip() else self._next_row(self.top, 1)
            self._anchor = self._caret = Spot(y, self._edges(y)[0])

    def _put_caret(self, spot: Spot, *, selecting: bool) -> None:
        self._caret = spot
        if not selecting:
            self._anchor = spot
        if spot.y < self.top:
            self.scroll_lines_to(spot.y)
        elif spot.y >= self.top + self.lines_in_view:
            self.scroll_lines_to(spot.y - self.lines_in_view + 1)
        self.repaint()

    def _text_at(self, y: int) -> str:
        lines = self.reading.lines(y, y + 1) if self.reading is not None else []
        return text_of(lines[0]).rstrip() if lines else ""

    def _edges(self, y: int) -> tuple[int, int]:
        """The cells between which a row has text."""
        text = self._text_at(y)
        return width(text) - width(text.lstrip()), width(text)

    def _next_row(self, y: int, step: int) -> int:
        """The next row that says something, the row itself where there is none."""
        other = y + step
        while 0 <= other < self.line_count:
            if self._text_at(other).strip():
                return other
            other += step
        return y

    def rows_moved(self, lines: int) -> None:
        """All rows in sight have other numbers."""
        if lines and self._anchor is not None:
            self._anchor, self._caret = (Spot(spot.y + lines, spot.x) for spot in (self._anchor, self._caret))

    def show(self, reading: "Reading", place: Place | None = None) -> None:
        """Show an article, in which nothing is selected."""
        self._anchor = None
        super().show(reading, place)

    def lay_out_again(self) -> None:
        """Other lines: what was selected stands elsewhere."""
        self._anchor = None
        super().lay_out_again()

    # The mouse.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A selection may begin here."""
        place = event.get_content_offset(self)
        self.dragged = False
        if event.button == 1 and place is not None and self.reading is not None and place.y < self.lines_in_view:
            self.end_selection()
            if place.x < self.line_width:
                self._pressed = Spot(self.top + place.y, place.x)
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to here; beyond the edges of the window, it follows."""
        if self._pressed is None:
            return
        place = event.get_content_offset_capture(self)
        y = min(max(self.top + place.y, 0), max(self.line_count - 1, 0))
        spot = Spot(y, max(place.x, 0))
        if self._anchor is None and spot == self._pressed:
            return
        self.dragged = True
        # The characters under the mouse are selected, too, there where it is and there where it was pressed.
        if spot >= self._pressed:
            self._anchor = self._pressed
            self._put_caret(Spot(y, spot.x + 1), selecting=True)
        else:
            self._anchor = Spot(self._pressed.y, self._pressed.x + 1)
            self._put_caret(spot, selecting=True)

    def on_mouse_up(self) -> None:
        """The selection stands."""
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()

    # Painting.

    def paint(self, line: int, width: int) -> Strip:
        """One row, with what is selected of it and the caret."""
        strip = super().paint(line, width)
        if self._anchor is None:
            return strip
        start, end = sorted((self._anchor, self._caret))
        if start == end:
            return self._lit(strip, start.x, start.x + 1) if line == start.y else strip
        if not start.y <= line <= end.y:
            return strip
        first, last = self._edges(line)
        return self._lit(strip, start.x if line == start.y else first, end.x if line == end.y else last)

    def _lit(self, strip: Strip, start: int, stop: int) -> Strip:
        """The row, the cells between two of its places as selected."""
        if stop <= start:
            return strip
        strip = strip.adjust_cell_length(max(strip.cell_length, stop), self.ground)
        lit = strip.crop(start, stop).apply_style(self.style_of("reading--selected"))
        return Strip.join([strip.crop(0, start), lit, strip.crop(stop)])

    def foot_says(self) -> str:
        """What can be done with it."""
        if not self.selecting:
            return super().foot_says()
        words = len(self.selected.split())
        return f"{words:,} word{'' if words == 1 else 's'} selected {self.signs.dot} y copies {self.signs.dot} Esc"
