"""All keys, the marks of the list, and the query's language."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from newsdesk.ui.reference import lines
from newsdesk.ui.signs import Signs
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.one_line import OneLine, Word
from newsdesk.ui.widgets.page import Page

PAGES = styles_folder() / "pages.tcss"


class KeysScreen(Screen[None]):
    """What one can press and type."""

    CSS_PATH = PAGES
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "dismiss", show=False)]

    def __init__(self, *, signs: Signs) -> None:
        super().__init__()
        self._signs = signs

    def compose(self) -> ComposeResult:
        """A title, the page, hints."""
        yield OneLine(signs=self._signs, id="title")
        yield Page(lines(self._signs), signs=self._signs)
        yield OneLine(signs=self._signs, id="hints")

    def on_mount(self) -> None:
        """Say where one is and how to leave."""
        self.query_one("#title", OneLine).say([Word(" Keys, marks and searching", "line--strong")])
        arrows = Word(f" {self._signs.arrows}", "line--strong")
        self.query_one("#hints", OneLine).say(
            [arrows, Word(" scroll   ", "line--faint"), Word("Esc", "line--strong"), Word(" back", "line--faint")]
        )
        self.query_one(Page).focus()
