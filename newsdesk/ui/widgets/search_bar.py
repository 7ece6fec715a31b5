"""The line that a search is typed into.

Owns the text, what was searched before and completion by Tab; the screen searches. Escape clears what is there, then
leaves. It does not blink: a blinking cursor sends two kilobytes a second down the line for ever.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from newsdesk.model.clean import Clean
from newsdesk.ui.commands import Where, bindings_of
from newsdesk.ui.messages import Offered

if TYPE_CHECKING:
    from newsdesk.text.query import Completion

MAX_CHARACTERS = 4_096
SEARCHES_KEPT = 100
# Of a word, so many letters may be the beginning of an operator: before, it is most likely just a word.
OPERATOR_FROM_LETTERS = 2


@dataclass(frozen=True, slots=True)
class _Cycle:
    """What Tab goes round."""

    before: str
    behind: str
    choices: tuple[tuple[str, int | None], ...]
    quoted: int
    """From which of them on they are values of the desk, to be quoted where they have spaces."""
    taken: int

    @property
    def text(self) -> str:
        value, _ = self.choices[self.taken]
        if self.taken >= self.quoted and " " in value:
            from newsdesk.text.query import quote

            value = quote(value)
        return f"{self.before}{value}"


class SearchBar(Input):
    """Type to search."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.SEARCH)

    def __init__(
        self,
        values: "Callable[[Completion], Sequence[tuple[Clean, int]]]",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        """Make the bar; `values` says what the value of an operator may become, and how often there is each."""
        super().__init__(placeholder=placeholder, max_length=MAX_CHARACTERS, select_on_focus=False, compact=True, id=id)
        self.cursor_blink = False
        self._values = values
        self.earlier: list[str] = []
        """What was searched before, the latest last."""
        self._back = 0
        self._cycle: _Cycle | None = None

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

    def on_blur(self) -> None:
        """What was offered goes with the focus."""
        self.post_message(Offered(self.value, ()))

    # Completions.

    def offer(self) -> "Completion | None":
        """Offer what may complete that which is being typed.

        Returns:
            What is being typed, where the desk's values are to be offered: asking for them may take a moment.
        """
        if not self.has_focus or self._is_cycling:
            return None
        # Not needed for the first screen.
        from newsdesk.text.query import complete

        completion = complete(self.value, self.cursor_position)
        if completion is not None and completion.column is not None:
            return completion
        choices: Sequence[str] = ()
        if completion is not None:
            behind_a_colon = self.value[: completion.start].endswith(":")
            if behind_a_colon or len(completion.beginning) >= OPERATOR_FROM_LETTERS:
                choices = completion.choices
        self.post_message(Offered(self.value, [(choice, None) for choice in choices]))
        return None

    def action_complete(self) -> None:
        """The first choice for what is being typed; pressed again, the next one."""
        if self._cycle is not None and self._is_cycling:
            self._take(self._cycle, (self._cycle.taken + 1) % len(self._cycle.choices))
        else:
            self.take_choice(0)

    def take_choice(self, number: int) -> None:
        """Put one of the choices in the place of what is being typed."""
        if not self._is_cycling:
            self._cycle = self._begun()
        if self._cycle is not None and number < len(self._cycle.choices):
            self._take(self._cycle, number)

    @property
    def _is_cycling(self) -> bool:
        cycle = self._cycle
        return cycle is not None and len(cycle.choices) > 1 and self.value == cycle.text + cycle.behind

    def _begun(self) -> _Cycle | None:
        # Not needed for the first screen.
        from newsdesk.text.query import complete

        cursor = self.cursor_position
        completion = complete(self.value, cursor)
        if completion is None:
            return None
        choices: list[tuple[str, int | None]] = [(choice, None) for choice in completion.choices]
        quoted = len(choices)
        choices += self._values(completion)
        if not choices:
            return None
        return _Cycle(self.value[: completion.start], self.value[cursor:], tuple(choices), quoted, 0)

    def _take(self, cycle: _Cycle, number: int) -> None:
        self._cycle = cycle = replace(cycle, taken=number)
        self.value = cycle.text + cycle.behind
        self.cursor_position = len(cycle.text)
        self.post_message(Offered(self.value, cycle.choices if self._is_cycling else (), number))

    def _put(self, text: str) -> None:
        self.value = text
        self.cursor_position = len(text)
