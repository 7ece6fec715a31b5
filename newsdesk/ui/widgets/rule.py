"""The line between the search bar and the panes, which says what the list is limited to and moves nothing.

It is heavy above the pane that has the focus. On its left stand the operators of the search as chips, each with a sign
that takes it away, or, while an operator is typed, what it may become; at its end what has arrived, what is selected,
and what of the query was not understood. What can be clicked does what it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from newsdesk.text.widths import cut, width
from newsdesk.ui.signs import UNICODE, Signs

LEFT_FROM_CELL = 3
NOTE_LEAST_CELLS = 12
NEWS_KEY = "."


@dataclass(frozen=True, slots=True)
class Stretch:
    """A pane as the rule sees it: from which cell on, how wide, and whether it has the focus."""

    start: int
    cells: int
    focused: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be put in the place of what is being typed."""

    text: str
    count: int | None = None
    """How many articles have it, where that says something."""


@dataclass(frozen=True, slots=True)
class _Told:
    """All that the rule is told."""

    stretches: tuple[Stretch, ...] = ()
    chips: tuple[str, ...] = ()
    note: str = ""
    choices: tuple[Choice, ...] = ()
    taken: int | None = None
    waiting: int = 0
    selected: int = 0


class Rule(Widget):
    """The line above the panes."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"rule--focus", "rule--chip", "rule--note", "rule--news", "rule--choice"}

    @dataclass
    class ChipClosed(Message):
        """The reader wants an operator gone: its number, counted from 0."""

        number: int

    @dataclass
    class ChoiceTaken(Message):
        """The reader wants a completion: its number, counted from 0."""

        number: int

    class SelectionDropped(Message):
        """The reader wants nothing selected any longer."""

    class NewsWanted(Message):
        """The reader wants to see what has arrived."""

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.signs = signs
        self._told = _Told()
        self._clickable: dict[int, Message] = {}
        """What a click on a cell asks for."""

    def panes(self, stretches: Sequence[Stretch]) -> None:
        """Where the panes below are."""
        self._tell(replace(self._told, stretches=tuple(stretches)))

    def query_says(self, chips: Sequence[str], note: str) -> None:
        """What the search was understood as: its operators, and a sentence where something was guessed."""
        self._tell(replace(self._told, chips=tuple(chips), note=note))

    def list_says(self, waiting: int, selected: int) -> None:
        """How many articles have arrived and wait to be shown, and how many are selected."""
        self._tell(replace(self._told, waiting=waiting, selected=selected))

    def offer(self, choices: Sequence[Choice], taken: int | None = None) -> None:
        """Show what may complete what is being typed; nothing to show the chips again.

        Args:
            choices: What there is, best first.
            taken: Which of them stands there already.
        """
        self._tell(replace(self._told, choices=tuple(choices), taken=taken))

    def _tell(self, told: _Told) -> None:
        if told != self._told:
            self._told = told
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Do what stands there."""
        if event.x in self._clickable:
            self.post_message(self._clickable[event.x])

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The line, for Textual."""
        cells = self.content_size.width
        self._clickable.clear()
        line = Strip(self._line(cells, self.rich_style))
        told = self._told_segments(cells)
        room = cells - _cells(told)
        left = self._choice_segments(room) if self._told.choices else self._chip_segments(room)
        note = self._note_segments(room - _cells(left))
        start = LEFT_FROM_CELL if left else 0
        behind = note + told
        middle = line.crop(start + _cells(left), cells - _cells(behind))
        return Strip([*line.crop(0, start), *left, *middle, *behind], cells)

    def _line(self, cells: int, ground: Style) -> list[Segment]:
        thin = ground
        heavy = ground + self.get_component_rich_style("rule--focus")
        segments: list[Segment] = []
        at = 0
        for stretch in self._told.stretches:
            if stretch.start > at:
                segments.append(Segment(self.signs.rule * (stretch.start - at - 1) + self.signs.tee, thin))
            sign, style = (self.signs.rule_heavy, heavy) if stretch.focused else (self.signs.rule, thin)
            segments.append(Segment(sign * stretch.cells, style))
            at = stretch.start + stretch.cells
        segments.append(Segment(self.signs.rule * max(cells - at, 0), thin))
        return segments

    def _chip_segments(self, cells: int) -> list[Segment]:
        segments: list[Segment] = []
        at = LEFT_FROM_CELL
        chip_style = self.get_component_rich_style("rule--chip")
        cross_style = self.get_component_rich_style("rule--note")
        for number, chip in enumerate(self._told.chips):
            text = f" {chip} "
            if at + width(text) + 2 > cells:
                break
            self._clickable[at + width(text)] = self.ChipClosed(number)
            segments += [Segment(text, chip_style), Segment(f"{self.signs.cross} ", cross_style)]
            at += width(text) + 2
        return segments

    def _choice_segments(self, cells: int) -> list[Segment]:
        """What Tab takes, or has taken, stands out; as many as there is room for."""
        segments: list[Segment] = []
        at = LEFT_FROM_CELL
        first, others = self.get_component_rich_style("rule--chip"), self.get_component_rich_style("rule--choice")
        faint = self.get_component_rich_style("rule--note")
        start = self._told.taken or 0
        for number in range(start, len(self._told.choices)):
            choice = self._told.choices[number]
            text = f" {cut(choice.text, cells // 2, self.signs.ellipsis)}"
            count = "  " if choice.count is None else f" {choice.count:,}  "
            key = "Tab" if number == start and self._told.taken is None else ""
            if at + width(key + text + count) > cells:
                break
            segments += [Segment(key, faint)] if key else []
            segments += [Segment(text, first if number == start else others), Segment(count, faint)]
            self._clickable |= dict.fromkeys(range(at, at + width(key + text)), self.ChoiceTaken(number))
            at += width(key + text + count)
        return segments

    def _told_segments(self, cells: int) -> list[Segment]:
        """What has arrived and what is selected; where there is no room for both, what has arrived."""
        style = self.get_component_rich_style("rule--news")
        faint = self.get_component_rich_style("rule--note")
        news: list[Segment] = []
        selected: list[Segment] = []
        if self._told.waiting:
            news = [Segment(f" {self._told.waiting:,} new ", style), Segment(f"{NEWS_KEY} ", faint)]
        if self._told.selected:
            selected = [Segment(f" {self._told.selected:,} selected ", style), Segment("Esc ", faint)]
        if _cells(selected) + _cells(news) > cells:
            selected = []
        if _cells(news) > cells:
            return []
        from_news, from_selected = cells - _cells(news), cells - _cells(news) - _cells(selected)
        self._clickable |= dict.fromkeys(range(from_selected, from_news), self.SelectionDropped())
        self._clickable |= dict.fromkeys(range(from_news, cells), self.NewsWanted())
        return selected + news

    def _note_segments(self, room: int) -> list[Segment]:
        if not self._told.note or room < LEFT_FROM_CELL + NOTE_LEAST_CELLS:
            return []
        text = cut(self._told.note, room - LEFT_FROM_CELL - 4, self.signs.ellipsis)
        return [Segment(f" {text} ", self.get_component_rich_style("rule--note"))]


def _cells(segments: Sequence[Segment]) -> int:
    return sum(segment.cell_length for segment in segments)
