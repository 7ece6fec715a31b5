"""The headings of the open article, with the one that the reader is at. Typing filters, Enter goes there."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, Static

from newsdesk.reading.outline import Entry
from newsdesk.text.fold import fold
from newsdesk.text.widths import cut
from newsdesk.ui.signs import Signs
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.line_view import LineView
from newsdesk.ui.widgets.one_line import OneLine, Word

PAGES = styles_folder() / "pages.tcss"
INDENT = 2
MAX_CHARACTERS = 200


def entry_at(entries: Sequence[Entry], line: int) -> int | None:
    """The number of the heading under which a line of the body stands; None before the first."""
    before = [number for number, entry in enumerate(entries) if entry.line <= line]
    return before[-1] if before else None


def matching(entries: Sequence[Entry], typed: str) -> list[int]:
    """The numbers of the headings that have all typed words in them, in any case and without accents."""
    words = fold(typed).split()
    return [number for number, entry in enumerate(entries) if all(word in fold(entry.text) for word in words)]


class HeadingList(LineView):
    """Headings, indented by their level."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "heading--text",
        "heading--top",
        "heading--here",
        "heading--cursor",
        "heading--nothing",
    }

    def __init__(self, entries: Sequence[Entry], here: int | None, *, signs: Signs) -> None:
        super().__init__(signs=signs)
        self.can_focus = False
        self._entries = entries
        self._here = here
        self._shown = list(range(len(entries)))
        self._highest = min((entry.level for entry in entries), default=1)
        self.cursor = here or 0

    @property
    def entry(self) -> Entry | None:
        """The heading that the cursor is on."""
        return self._entries[self._shown[self.cursor]] if self._shown else None

    def only(self, typed: str) -> None:
        """Show the headings that match; the cursor goes to the first of them."""
        self._shown = matching(self._entries, typed)
        self.cursor = self._here or 0 if not typed.strip() else 0
        self.show_cursor()

    def move(self, rows: int) -> None:
        """Move the cursor."""
        self.cursor = min(max(self.cursor + rows, 0), max(len(self._shown) - 1, 0))
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll to the cursor."""
        if not self.top <= self.cursor < self.top + self.lines_in_view:
            self.top = max(self.cursor - self.lines_in_view // 2, 0)
        self.repaint()

    def on_mount(self) -> None:
        """Begin at the heading that one is at."""
        self.call_after_refresh(self.show_cursor)

    @property
    def line_count(self) -> int:
        """One line says that nothing matches."""
        return len(self._shown) or 1

    def paint(self, line: int, width: int) -> Strip:
        """A heading; the one that the reader is at has a mark."""
        if not self._shown:
            return Strip([Segment("  No heading has these words.", self.style_of("heading--nothing"))])
        number = self._shown[line]
        entry = self._entries[number]
        lit = line == self.cursor
        ground = self.ground + self.style_of("heading--cursor") if lit else self.ground
        level = entry.level - self._highest
        style = ground + self.ink_of("heading--text" if level else "heading--top")
        mark = Segment(self.signs.bar if lit else " ", ground + self.ink_of("heading--here"))
        here = "you are here " if number == self._here else ""
        room = max(width - 2 - len(here), 4)
        text = cut(" " * (INDENT * level) + entry.text, room, self.signs.ellipsis)
        body = Strip([Segment(f" {text}", style)]).adjust_cell_length(max(width - 1 - len(here), 0), ground)
        return Strip([mark, *body, Segment(here, ground + self.ink_of("heading--here"))])


class OutlineScreen(Screen[int | None]):
    """Gives back the line of the body to go to, or none."""

    CSS_PATH = PAGES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "go", show=False, priority=True),
        Binding("down,ctrl+n,tab", "move(1)", show=False),
        Binding("up,ctrl+p,shift+tab", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, title: str, entries: Sequence[Entry], line: int, *, signs: Signs) -> None:
        """Show an outline.

        Args:
            title: The headline of the article.
            entries: Its headings.
            line: The line of the body that the reader is at.
            signs: What is drawn with.
        """
        super().__init__()
        self._title = title
        self._signs = signs
        self._list = HeadingList(entries, entry_at(entries, line), signs=signs)
        self._input = Input(placeholder="type to filter", max_length=MAX_CHARACTERS, compact=True, id="filter")
        self._input.cursor_blink = False

    def compose(self) -> ComposeResult:
        """A title, the filter, the headings, hints."""
        yield OneLine(signs=self._signs, id="title")
        with Horizontal(id="filter-line"):
            yield Static(" / ", id="filter-sign")
            yield self._input
        yield self._list
        yield OneLine(signs=self._signs, id="hints")

    def on_mount(self) -> None:
        """Say where one is and what the keys do."""
        self.query_one("#title", OneLine).say([Word(f" Outline of {self._title}", "line--strong")])
        words = [Word(" ", "line--faint")]
        for key, label in ((self._signs.arrows, "move"), ("Enter", "go there"), ("Esc", "back")):
            words += [Word(key, "line--strong"), Word(f" {label}   ", "line--faint")]
        self.query_one("#hints", OneLine).say(words)
        self._input.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter."""
        event.stop()
        self._list.only(event.value)

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self._list.move(rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self._list.move(pages * max(self._list.lines_in_view - 1, 1))

    def action_go(self) -> None:
        """Back, and to the heading."""
        entry = self._list.entry
        if entry is not None:
            self.dismiss(entry.line)

    def action_leave(self) -> None:
        """First clear the filter, then back."""
        if self._input.value:
            self._input.value = ""
        else:
            self.dismiss(None)
