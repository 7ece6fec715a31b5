"""The tags that a reader gives to articles, in one line over the foot of the screen: what stands there, they have.

Owns the line and its completions; what comes of it is given back, and carried out by whoever asked. The tags that an
article says of itself stand above the line, and stay.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import reduce
from typing import ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from newsdesk.desk.desk import Desk
from newsdesk.desk.tags import COMMA, MINUS, in_a_line, wanted
from newsdesk.model.action import NO_TAGS, Tagging
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError
from newsdesk.text.query import Column
from newsdesk.ui.say import say
from newsdesk.ui.signs import Signs
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.one_line import OneLine, Word

MAX_CHARACTERS = 4_096
SUGGESTIONS = 20
MOST_LOOKED_AT = 1_000
"""Of more articles nobody waits for what they have in common: the line is empty, and a minus takes a tag away."""

Suggest = Callable[[str], Sequence[Clean]]
"""Tags of the desk that begin so."""


async def ask_for_tags(
    app: App[object],
    desk: Desk,
    ids: Sequence[ArticleId],
    signs: Signs,
    tag: Callable[[Tagging, Sequence[ArticleId]], None],
) -> None:
    """Ask which tags articles are to have, and hand on what that gives and takes.

    Args:
        app: Shows the line; it has the focus when this returns, so that what is typed next is typed there.
        desk: Asked for the tags there are.
        ids: Of the articles; of several, the tags that all of them were given stand in the line.
        signs: To draw with.
        tag: Told of the answer.
    """
    try:
        common = _given_to_all(desk, ids)
        [headline] = desk.headlines(ids) if len(ids) == 1 else [None]
    except NewsdeskError as error:
        say(app, str(error), severity="error")
        return
    about = f"{len(ids):,} articles" if headline is None else headline.title
    own = [one for one in headline.tags if one not in common] if headline is not None else []

    def answered(answer: Tagging | None) -> None:
        if answer is not None:
            tag(answer, ids)

    def suggest(beginning: str) -> Sequence[Clean]:
        return [tag for tag, _articles in desk.facets(Column.TAG, beginning, SUGGESTIONS)]

    longest = desk.settings.limits.tag_characters
    await app.push_screen(TagsScreen(about, own, common, suggest, longest=longest, signs=signs), answered)


def _given_to_all(desk: Desk, ids: Sequence[ArticleId]) -> tuple[Clean, ...]:
    if len(ids) > MOST_LOOKED_AT:
        return ()
    given = desk.given_tags(ids)
    each = [given.get(article_id, ()) for article_id in ids]
    return reduce(lambda some, others: tuple(one for one in some if one in others), each)


class TagsLine(Input):
    """Where tags are typed, with commas between them; Tab completes the one at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]

    def __init__(self, value: str, suggest: Suggest) -> None:
        super().__init__(value, max_length=MAX_CHARACTERS, select_on_focus=False, compact=True)
        self.cursor_blink = False
        self._suggest = suggest
        self._cycle: tuple[str, list[Clean]] = ("", [])

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


class TagsScreen(ModalScreen[Tagging | None]):
    """Asks; gives back what is to be given and taken, or None."""

    CSS_PATH = styles_folder() / "tags.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(
        self,
        about: str,
        own: Sequence[Clean],
        given: Sequence[Clean],
        suggest: Suggest,
        *,
        longest: int,
        signs: Signs,
    ) -> None:
        """Prepare the question.

        Args:
            about: What is tagged: a headline, or how many articles.
            own: The tags that the article says of itself.
            given: Those that the reader gave.
            suggest: Says which tags of the desk begin so.
            longest: Where a tag is cut, in characters.
            signs: To draw with.
        """
        super().__init__()
        self._about = about
        self._own = own
        self._given = given
        self._longest = longest
        self._signs = signs
        self._meant = OneLine(signs=signs, id="meant")
        self._line = TagsLine(in_a_line([*given, ""]) if given else "", suggest)

    def compose(self) -> ComposeResult:
        """What it is about, the line, what may be meant, hints."""
        with Vertical(id="tags"):
            yield OneLine(signs=self._signs, id="about")
            with Horizontal(id="typed"):
                yield Static(" Tags ", id="ask", markup=False)
                yield self._line
            yield self._meant
            yield OneLine(signs=self._signs, id="hints")

    def on_mount(self) -> None:
        """Say what can be done, and be ready to type."""
        own = [Word(f"its own: {in_a_line(self._own)} ", "line--faint")] if self._own else []
        self.query_one("#about", OneLine).say([Word(f" {self._about}", "line--strong")], own)
        words = []
        keys = [
            ("Enter", "save"),
            ("Tab", "complete"),
            (COMMA, "next tag"),
            (f"{MINUS}tag", "take it"),
            ("Esc", "leave"),
        ]
        for key, label in keys:
            words += [Word(f" {key}", "line--strong"), Word(f" {label}  ", "line--faint")]
        self.query_one("#hints", OneLine).say(words)
        self._line.focus()
        self._line.cursor_position = len(self._line.value)
        self._look_up(self._line.beginning)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._look_up(self._line.beginning)

    @work(exclusive=True)
    async def _look_up(self, beginning: str) -> None:
        # Counting the tags of a million articles takes more than a frame; the answer may come when the line is gone.
        choices = await asyncio.to_thread(self._line.choices, beginning)
        if beginning == self._line.beginning:
            said = f" {'   '.join(choices)}" if choices else " A tag that is new on this desk." if beginning else ""
            self._meant.say([Word(" " * len(" Tags") + said, "line--faint")])

    @on(Input.Submitted)
    def _answer(self) -> None:
        answer = wanted(self._given, self._line.value, longest=self._longest)
        self.dismiss(None if answer == NO_TAGS else answer)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
