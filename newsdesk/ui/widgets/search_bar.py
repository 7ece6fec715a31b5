"""The line that a search is typed into.

Owns the text, what was searched before and completion by Tab; the screen searches. Escape clears what is there, then
leaves. It does not blink: a blinking cursor sends two kilobytes a second down the line for ever.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from newsdesk.ui.commands import Where, bindings_of

if TYPE_CHECKING:
    from newsdesk.text.query import Completion

MAX_CHARACTERS = 4_096
SEARCHES_KEPT = 100


class SearchBar(Input):
    """Type to search."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.SEARCH)

    def __init__(
        self,
        values: "Callable[[Completion], Sequence[str]]",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        """Make the bar; `values` says what the value of an operator may become."""
        super().__init__(placeholder=placeholder, max_length=MAX_CHARACTERS, select_on_focus=False, compact=True, id=id)
        self.cursor_blink = False
        self._values = values
        self.earlier: list[str] = []
        """What was searched before, the latest last."""
        self._back = 0
        self._cycle: tuple[str, list[str]] = ("", [])

    def remember(self) -> bool:
        """Keep what is there among the searches; whether that changed them."""
        text = self.value.strip()
        self._back = 0
        if not text or self.earlier[-1:] == [text]:
            return False
        others = [one for one in self.earlier if one != text]
        self.earlier = [*others[1 - SEARCHES_KEPT :], text]
        return True

    def action_earlier(self) -> None:
        """The search before the one that is there; beyond the first, an empty bar again."""
        self._back = (self._back + 1) % (len(self.earlier) + 1)
        self._put(self.earlier[-self._back] if self._back else "")

    def take_key(self, character: str) -> None:
        """Put a typed character where the cursor is, in place of what is selected."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(character)
        else:
            self.replace(character, *self.selection)

    def clear_words(self) -> bool:
        """Empty the bar; whether there was anything in it."""
        self._back = 0
        there = bool(self.value)
        self.value = ""
        return there

    def action_complete(self) -> None:
        """The first choice for what is being typed; pressed again, the next one."""
        made, choices = self._cycle
        if not choices or made != self.value:
            choices = self._choices()
        if choices:
            text = choices.pop(0)
            choices.append(text)
            self._put(text)
            self._cycle = (self.value, choices)

    def _choices(self) -> list[str]:
        """The whole text as each choice would leave it."""
        # Not needed for the first screen.
        from newsdesk.text.query import complete, quote

        cursor = self.cursor_position
        completion = complete(self.value, cursor)
        if completion is None:
            return []
        values = list(completion.choices)
        if completion.column is not None:
            values += [quote(value) if " " in value else value for value in self._values(completion)]
        before, behind = self.value[: completion.start], self.value[cursor:]
        return [f"{before}{value}{behind}" for value in values]

    def _put(self, text: str) -> None:
        self.value = text
        self.cursor_position = len(text)
