"""What a command said to an article that was piped to it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from newsdesk.text.linebreak import break_lines
from newsdesk.ui.piping import Piped
from newsdesk.ui.signs import Signs
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.one_line import OneLine, Word
from newsdesk.ui.widgets.page import Page

PAGES = styles_folder() / "pages.tcss"
MARGIN = 2
TAB_CELLS = 8


class PipedScreen(Screen[None]):
    """Its output, to scroll through."""

    CSS_PATH = PAGES
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", show=False)]

    def __init__(self, piped: Piped, *, signs: Signs) -> None:
        super().__init__()
        self._piped = piped
        self._signs = signs

    def compose(self) -> ComposeResult:
        """A title, the output, hints."""
        yield OneLine(signs=self._signs, id="title")
        yield Page((), signs=self._signs)
        yield OneLine(signs=self._signs, id="hints")

    def on_mount(self) -> None:
        """Say what ran and how it ended."""
        piped = self._piped
        how = piped.ended or ("" if piped.code == 0 else f"ended with {piped.code}")
        self.query_one("#title", OneLine).say([Word(f" | {piped.command}", "line--strong")], [Word(f"{how} ")])
        arrows = Word(f" {self._signs.arrows}", "line--strong")
        self.query_one("#hints", OneLine).say(
            [arrows, Word(" scroll   ", "line--faint"), Word("Esc", "line--strong"), Word(" back", "line--faint")]
        )
        self.query_one(Page).focus()

    def on_resize(self) -> None:
        """Break the lines anew."""
        room = max(self.size.width - 2 * MARGIN - 1, 8)
        lines: list[tuple[Word, ...]] = []
        for line in self._piped.output.rstrip("\n").split("\n"):
            shown = line.expandtabs(TAB_CELLS)
            lines += [
                (Word(" " * MARGIN), Word(shown[start:end], "page--text"))
                for start, end in break_lines(shown, room, at_hyphens=False)
            ]
        self.query_one(Page).show(lines)
