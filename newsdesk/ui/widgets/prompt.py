"""A line that asks for a few words, in the place of the hints: what to add, a new name, what to look for.

Owns the question and what is typed; whoever asked hears the answer, or that there is none. It does not blink.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

MAX_CHARACTERS = 4_096


class Prompt(Horizontal):
    """One question at a time; hidden while there is none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", show=False),
        Binding("tab", "complete", show=False),
    ]

    @dataclass
    class Answered(Message):
        """Enter was pressed."""

        about: str
        """What was asked, as `ask` named it."""
        text: str

    @dataclass
    class Typed(Message):
        """What stands there changed."""

        about: str
        text: str

    @dataclass
    class GivenUp(Message):
        """Escape was pressed: there is no answer."""

        about: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.about = ""
        """What is being asked; empty while nothing is."""
        self._complete: Callable[[str], str] = str
        self._question = Static("", markup=False)
        self._input = Input(max_length=MAX_CHARACTERS, select_on_focus=False, compact=True)
        self._input.cursor_blink = False
        self.display = False

    def compose(self) -> ComposeResult:
        """The question, then the answer."""
        yield self._question
        yield self._input

    def ask(
        self,
        about: str,
        question: str,
        *,
        value: str = "",
        placeholder: str = "",
        complete: Callable[[str], str] = lambda typed: typed,
    ) -> None:
        """Ask; the answer is an `Answered` or a `GivenUp`.

        Args:
            about: Names the question in the answer.
            question: What stands before the answer.
            value: What stands there already, to be changed.
            placeholder: What an answer looks like.
            complete: What Tab makes of what is typed; may look at the disk, and is called off the event loop.
        """
        self._complete = complete
        self.about = about
        self._question.update(f" {question} ")
        self._input.placeholder = placeholder
        self._input.value = value
        self._input.cursor_position = len(value)
        self.display = True
        self._input.focus()
        # The real cursor belongs here, too: where that is, is known when the line has its place.
        self.call_after_refresh(self._put_cursor)

    def _put_cursor(self) -> None:
        self.app.cursor_position = self._input.cursor_screen_offset

    def close(self) -> None:
        """Ask nothing any more."""
        self.about = ""
        self.display = False

    def action_give_up(self) -> None:
        """No answer."""
        about = self.about
        self.close()
        self.post_message(self.GivenUp(about))

    async def action_complete(self) -> None:
        """Make more of what is typed, unless somebody types on meanwhile."""
        typed = self._input.value
        completed = await asyncio.to_thread(self._complete, typed)
        if self._input.value == typed != completed:
            self._input.value = completed
            self._input.cursor_position = len(completed)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what stands there."""
        event.stop()
        if self.about:
            self.post_message(self.Typed(self.about, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Say what was answered."""
        event.stop()
        about = self.about
        self.close()
        self.post_message(self.Answered(about, event.value.strip()))
