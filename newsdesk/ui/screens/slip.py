"""A slip of paper over the foot of the screen: a few lines, and keys that answer it. What is below stays in sight."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from newsdesk.ui.signs import Signs
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.one_line import OneLine, Word
from newsdesk.ui.widgets.page import Page

PAGES = styles_folder() / "pages.tcss"
SHARE_OF_SCREEN = 0.6
LINES_AT_LEAST = 6
"""Where the screen has room for them at all."""


class Slip(ModalScreen[str | None]):
    """Gives back the answer of the key that was pressed, None for Escape and for a click beside it."""

    CSS_PATH = PAGES
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", show=False)]

    def __init__(
        self,
        title: str,
        lines: Sequence[Sequence[Word]],
        answers: Mapping[str, str],
        *,
        hints: Sequence[tuple[str, str]],
        signs: Signs,
    ) -> None:
        """Write on the slip.

        Args:
            title: What it is.
            lines: What it says; more than fit can be scrolled.
            answers: The keys that answer it, as Textual names them, each with its answer.
            hints: Keys, and what they do, for its last line.
            signs: What is drawn with.
        """
        super().__init__()
        self._title = title
        self._lines = lines
        self._answers = answers
        self._hints = hints
        self._signs = signs

    def compose(self) -> ComposeResult:
        """A title, the lines, the keys."""
        yield OneLine(signs=self._signs, id="slip-title")
        yield Page(self._lines, signs=self._signs)
        yield OneLine(signs=self._signs, id="hints")

    def on_mount(self) -> None:
        """Say what it is."""
        self.query_one("#slip-title", OneLine).say([Word(f" {self._title}", "line--strong")])
        words = [Word(" ", "line--faint")]
        for key, label in (*self._hints, ("Esc", "back")):
            words += [Word(key, "line--strong"), Word(f" {label}   ", "line--faint")]
        self.query_one("#hints", OneLine).say(words)
        self.query_one(Page).focus()

    def on_resize(self) -> None:
        """As high as what it says, as far as there is room."""
        height = self.size.height
        most = max(int(height * SHARE_OF_SCREEN) - 3, min(height - 4, LINES_AT_LEAST), 1)
        self.query_one(Page).styles.height = min(max(len(self._lines), 1), most)

    def on_key(self, event: events.Key) -> None:
        """Take the answer; of keys that come together, the first."""
        if self.is_active and event.key in self._answers:
            event.stop()
            self.dismiss(self._answers[event.key])

    def on_click(self, event: events.Click) -> None:
        """A click beside it puts it away."""
        if self.is_active and event.widget is self:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Put it away."""
        self.dismiss(None)
