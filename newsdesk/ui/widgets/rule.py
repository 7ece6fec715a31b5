"""The line between the search bar and the panes, which says three things and moves nothing.

It is heavy above the pane that has the focus; the operators of the search stand on it as chips, each with a sign that
takes it away; and what of the query was not understood stands at its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from newsdesk.text.widths import cut, width
from newsdesk.ui.signs import UNICODE, Signs

CHIPS_FROM_CELL = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """A pane as the rule sees it: from which cell on, how wide, and whether it has the focus."""

    start: int
    cells: int
    focused: bool


class Rule(Widget):
    """The line above the panes."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"rule--focus", "rule--chip", "rule--note"}

    @dataclass
    class ChipClosed(Message):
        """The reader wants an operator gone: its number, counted from 0."""

        number: int

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.signs = signs
        self._stretches: tuple[Stretch, ...] = ()
        self._chips: tuple[str, ...] = ()
        self._note = ""
        self._crosses: dict[int, int] = {}

    def panes(self, stretches: Sequence[Stretch]) -> None:
        """Where the panes below are."""
        if tuple(stretches) != self._stretches:
            self._stretches = tuple(stretches)
            self.refresh()

    def query_says(self, chips: Sequence[str], note: str) -> None:
        """What the search was understood as: its operators, and a sentence where something was guessed."""
        if (tuple(chips), note) != (self._chips, self._note):
            self._chips, self._note = tuple(chips), note
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """The sign behind a chip takes it away."""
        if event.x in self._crosses:
            self.post_message(self.ChipClosed(self._crosses[event.x]))

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The line, for Textual."""
        cells = self.content_size.width
        ground = self.rich_style
        chips = self._chip_segments(cells)
        note = self._note_segments(cells - sum(segment.cell_length for segment in chips))
        line = Strip(self._line(cells, ground))
        start = CHIPS_FROM_CELL if chips else 0
        used = sum(segment.cell_length for segment in chips)
        left = line.crop(0, start)
        behind = sum(segment.cell_length for segment in note)
        middle = line.crop(start + used, cells - behind)
        return Strip([*left, *chips, *middle, *note], cells)

    def _line(self, cells: int, ground: Style) -> list[Segment]:
        thin = ground
        heavy = ground + self.get_component_rich_style("rule--focus")
        segments: list[Segment] = []
        at = 0
        for stretch in self._stretches:
            if stretch.start > at:
                segments.append(Segment(self.signs.rule * (stretch.start - at - 1) + self.signs.tee, thin))
            sign, style = (self.signs.rule_heavy, heavy) if stretch.focused else (self.signs.rule, thin)
            segments.append(Segment(sign * stretch.cells, style))
            at = stretch.start + stretch.cells
        segments.append(Segment(self.signs.rule * max(cells - at, 0), thin))
        return segments

    def _chip_segments(self, cells: int) -> list[Segment]:
        self._crosses.clear()
        segments: list[Segment] = []
        at = CHIPS_FROM_CELL
        chip_style = self.get_component_rich_style("rule--chip")
        cross_style = self.get_component_rich_style("rule--note")
        for number, chip in enumerate(self._chips):
            text = f" {chip} "
            if at + width(text) + 2 > cells:
                break
            self._crosses[at + width(text)] = number
            segments += [Segment(text, chip_style), Segment(f"{self.signs.cross} ", cross_style)]
            at += width(text) + 2
        return segments

    def _note_segments(self, room: int) -> list[Segment]:
        if not self._note or room < CHIPS_FROM_CELL + 12:
            return []
        text = cut(self._note, room - CHIPS_FROM_CELL - 4, self.signs.ellipsis)
        return [Segment(f" {text} ", self.get_component_rich_style("rule--note"))]
