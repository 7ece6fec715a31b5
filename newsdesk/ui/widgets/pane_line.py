"""The line at the foot of the article that something is typed into: what to find, which command to pipe it to."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from newsdesk.ui.commands import Where, bindings_of

MAX_CHARACTERS = 1_024


class PaneLine(Input):
    """Hidden while nothing is asked. It does not blink."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(Where.FOOT),
        # They belong to what is typed here, though they page through the article.
        Binding("down,pageup,pagedown,tab,shift+tab", "nothing", show=False),
    ]

    class Typed(Message):
        """What stands there changed."""

    class Answered(Message):
        """Enter was pressed."""

    class GivenUp(Message):
        """Escape was pressed."""

    def __init__(self) -> None:
        super().__init__(max_length=MAX_CHARACTERS, select_on_focus=False, compact=True)
        self.cursor_blink = False
        self.display = False
        self.about = ""
        """What is asked; the sign before it."""
        self._earlier: dict[str, str] = {}

    def ask(self, about: str) -> None:
        """Ask for something: the sign names it, and what was answered last is kept for each."""
        self.about = about
        self.display = True
        self.empty()
        # At once: what is typed behind the key that asks is the answer.
        self.screen.set_focus(self)

    def empty(self) -> None:
        """Forget what stands there."""
        with self.prevent(Input.Changed):
            self.value = ""

    def close(self) -> None:
        """Give the focus back before the next key; what stands here stays."""
        if self.value.strip():
            self._earlier[self.about] = self.value
        if isinstance(self.parent, Widget):
            self.screen.set_focus(self.parent)
        self.display = False

    def take_key(self, character: str) -> None:
        """Put a typed character where the cursor is, in place of what is selected."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(character)
        else:
            self.replace(character, *self.selection)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say that something else stands there; the search bar of the screen is none of its business."""
        event.stop()
        self.post_message(self.Typed())

    def action_earlier(self) -> None:
        """What was answered the last time."""
        self.value = self._earlier.get(self.about, self.value)
        self.cursor_position = len(self.value)

    def action_answer(self) -> None:
        """That is it."""
        self.close()
        self.post_message(self.Answered())

    def action_give_up(self) -> None:
        """No answer."""
        self.close()
        self.empty()
        self.post_message(self.GivenUp())

    def action_nothing(self) -> None:
        """Stay here."""
