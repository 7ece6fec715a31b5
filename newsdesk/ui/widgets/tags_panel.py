"""A line for the tags that a reader gives to articles, over the foot of the panes: what stands there, they have.

Owns the line and its completions; what comes of it is reported. The tags that an article says of itself stand above the
line, and stay. It covers the panes and moves nothing: a screen of its own would send all of the desk down the line.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from newsdesk.desk.tags import COMMA, MINUS, in_a_line, wanted
from newsdesk.model.action import NO_TAGS, Tagging
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.ui.commands import Where, bindings_of
from newsdesk.ui.messages import TagsWanted
from newsdesk.ui.signs import Signs
from newsdesk.ui.widgets.one_line import OneLine, Word
from newsdesk.ui.widgets.pane_line import PaneLine

ASKED = " Tags "
HOW = f"{COMMA} between tags   {MINUS}tag takes it away "

Suggest = Callable[[str], Sequence[Clean]]
"""Tags of the desk that begin so."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: the tags of some articles."""

    ids: Sequence[ArticleId]
    about: str
    """What they are: a headline, or how many articles."""
    own: Sequence[Clean]
    """The tags that the article says of itself."""
    given: Sequence[Clean]
    """Those that the reader gave, to all of them."""
    longest: int
    """Where a tag is cut, in characters."""


class TagsLine(PaneLine):
    """Where tags are typed, with commas between them; Tab completes the one at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.TAGS)

    def __init__(self, suggest: Suggest) -> None:
        super().__init__()
        self.display = True
        self._suggest = suggest
        self._cycle: tuple[str, list[Clean]] = ("", [])

    def begin_with(self, tags: Sequence[str]) -> None:
        """Begin with these tags, ready for one more."""
        with self.prevent(TagsLine.Changed):
            self.value = in_a_line([*tags, ""]) if tags else ""
        self.cursor_position = len(self.value)

    @property
    def beginning(self) -> str:
        """What is there of the tag at the cursor."""
        return self.value[: self.cursor_position].rpartition(COMMA)[2].strip().removeprefix(MINUS)

    def choices(self, beginning: str) -> list[Clean]:
        """What that tag may become; those that are there already are left out."""
        before, behind = self.value[: self.cursor_position], self.value[self.cursor_position :]
        there = {one.strip() for one in (*before.split(COMMA)[:-1], *behind.split(COMMA)[1:])}
        return [one for one in self._suggest(beginning) if one not in there and COMMA not in one]

    def action_complete(self) -> None:
        """The first choice; pressed again, the next one."""
        made, choices = self._cycle
        if not choices or made != self.value:
            choices = self.choices(self.beginning)
        if choices:
            choices.append(choices.pop(0))
            before, comma, begun = self.value[: self.cursor_position].rpartition(COMMA)
            minus = MINUS if begun.strip().startswith(MINUS) else ""
            start = f"{before}{comma} {minus}" if comma else minus
            behind = self.value[self.cursor_position :]
            self.value = f"{start}{choices[-1]}{behind}"
            self.cursor_position = len(self.value) - len(behind)
            self._cycle = (self.value, choices)

    def action_answer(self) -> None:
        """That is it."""
        self.post_message(self.Answered())

    def action_give_up(self) -> None:
        """Change nothing."""
        self.post_message(self.GivenUp())


class TagsPanel(Vertical):
    """Asks, and reports what is to be given and taken."""

    def __init__(self, question: Question, suggest: Suggest, *, signs: Signs) -> None:
        super().__init__()
        self._question = question
        self._signs = signs
        self._about = OneLine(signs=signs)
        self._line = TagsLine(suggest)
        self._meant = OneLine(signs=signs)
        self._before: Widget | None = None

    def compose(self) -> ComposeResult:
        """What it is about, the line, what may be meant, keys."""
        yield self._about
        with Horizontal():
            yield Static(ASKED, markup=False)
            yield self._line
        yield self._meant

    @property
    def line(self) -> TagsLine:
        """What has the focus, from now on to the end."""
        return self._line

    def on_mount(self) -> None:
        """Say what is asked, and what may be answered."""
        question = self._question
        own = [Word(f"its own: {in_a_line(question.own)} ", "line--faint")] if question.own else []
        self._about.say([Word(f" {question.about}", "line--strong")], own)
        self._before = self.screen.focused
        self._line.begin_with(question.given)
        self._look_up(self._line.beginning)

    def on_pane_line_typed(self, event: PaneLine.Typed) -> None:
        """Say what may be meant."""
        event.stop()
        self._look_up(self._line.beginning)

    @work(exclusive=True)
    async def _look_up(self, beginning: str) -> None:
        # Counting the tags of a million articles takes more than a frame; the answer may come when the line is gone.
        choices = await asyncio.to_thread(self._line.choices, beginning)
        if beginning == self._line.beginning:
            said = "   ".join(choices) if choices else "A tag that is new on this desk." if beginning else ""
            self._meant.say([Word(" " * len(ASKED) + said, "line--faint")], [Word(HOW, "line--faint", gives_way=True)])

    def on_pane_line_answered(self, event: PaneLine.Answered) -> None:
        """Report what changed."""
        event.stop()
        question = self._question
        self._leave(wanted(question.given, self._line.value, longest=question.longest))

    def on_pane_line_given_up(self, event: PaneLine.GivenUp) -> None:
        """Report that nothing did."""
        event.stop()
        self._leave(NO_TAGS)

    def _leave(self, tagging: Tagging) -> None:
        # The panel goes with the focus.
        self.screen.set_focus(self._before)
        if tagging != NO_TAGS:
            self.post_message(TagsWanted(self._question.ids, tagging))
