"""The main screen as far as an article is handed on: to the clipboard, the browser, an editor, a command.

And read with nothing else on the screen.
"""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Action
from newsdesk.model.article import Article, ArticleId
from newsdesk.model.errors import NewsdeskError
from newsdesk.ui import messages
from newsdesk.ui.layout import Pane
from newsdesk.ui.say import say
from newsdesk.ui.screens.linked_article import LinkedArticle
from newsdesk.ui.signs import Signs
from newsdesk.ui.widgets.one_line import Word

if TYPE_CHECKING:
    # Comes with the other panes.
    from newsdesk.ui.following import Following

LINK, TITLE, QUOTE, MARKDOWN = "link", "title", "quote", "markdown"
LETTERS = {LINK: "l", TITLE: "t", QUOTE: "q", MARKDOWN: "m"}


class HandedOn(LinkedArticle):
    """The main screen as far as it searches, lists, reads and hands on."""

    _following: "Following"

    def __init__(self, desk: Desk, *, signs: Signs, now: Callable[[], datetime], first_query: str = "") -> None:
        super().__init__(desk, signs=signs, now=now, first_query=first_query)
        self._edited: ArticleId | None = None
        """The article that was in the editor, and is to be shown anew."""

    def article_shown(self, article_id: ArticleId) -> None:
        """Who changed an article has read the change."""
        super().article_shown(article_id)
        if article_id == self._edited:
            self._edited = None
            self._deeds.act(Action.READ, [article_id], quietly=True)

    # The clipboard.

    async def action_copy(self) -> None:
        """Ask what to copy of the article."""
        from newsdesk.reading.show import markdown
        from newsdesk.ui.screens.slip import Slip

        article = await self.article_in_hand()
        if article is None:
            return
        quote = self.article.selected if self.focused_pane is Pane.ARTICLE else ""
        texts = {LINK: link_of(article), TITLE: article.piece.title, QUOTE: quote, MARKDOWN: markdown(article)}
        size = len(texts[MARKDOWN].encode("utf-8", "replace"))
        says = {
            LINK: texts[LINK] or "it has none",
            TITLE: texts[TITLE],
            QUOTE: f"{len(quote.split()):,} words" if quote else "select with Shift and the arrows, or the mouse",
            MARKDOWN: f"{max(size // 1000, 1):,} KB",
        }
        lines = [
            (
                Word(f"   {LETTERS[what]}  ", "page--key"),
                Word(f"{what.capitalize():<10}", "page--text"),
                Word(said, "page--faint"),
            )
            for what, said in says.items()
        ]
        answers = {letter: what for what, letter in LETTERS.items()}
        # Once more the key that brought it: what is selected is what one wants to copy.
        answers["y"] = QUOTE if quote else LINK
        slip = Slip("Copy", lines, answers, hints=[("y", "quote" if quote else "link")], signs=self.signs)

        async def answered(what: str | None) -> None:
            if what is not None:
                await self._copy_of(what, texts)

        self.app.push_screen(slip, answered)

    async def _copy_of(self, what: str, texts: Mapping[str, str]) -> None:
        if texts[what]:
            await self.copy(texts[what], f"The {what if what != MARKDOWN else 'Markdown'} is")
            if what == QUOTE:
                self.article.end_selection()
        elif what == QUOTE:
            say(self.app, "Nothing is selected: Shift and the arrows select, and so does the mouse.")
        else:
            say(self.app, "This article names no address of its own.")

    @work(exclusive=True, group="hand on")
    async def action_copy_code(self) -> None:
        """Copy the topmost code block on the screen."""
        pane = self.article
        code = pane.reading.code_at(pane.top, pane.top + pane.lines_in_view) if pane.reading is not None else None
        if code is None:
            say(self.app, "There is no code on this screen.")
            return
        lines = code.count("\n") + 1
        await self.copy(
            code, f"{lines:,} line{'' if lines == 1 else 's'} of code: " + ("it is" if lines == 1 else "they are")
        )

    @work(exclusive=True, group="hand on")
    async def action_original(self) -> None:
        """Open the article where it was published."""
        article = await self.article_in_hand()
        if article is None:
            return
        if article.piece.url:
            await self.go_to_web(article.piece.url)
        else:
            say(self.app, "This article does not say where on the web it stands.")

    # The editor.

    @work(exclusive=True, group="hand on")
    async def action_edit(self) -> None:
        """Open the article's file in the editor, at the line that is read."""
        from newsdesk.ui import editing

        article = await self.article_in_hand()
        if article is None:
            return
        if self._desk.is_sample:
            say(self.app, "These are samples and stay as they are. newsdesk FOLDER opens articles of yours.")
            return
        place = self.article.place if article.id == self.article.article_id else None
        line = article.piece.body_line + (place.line if place is not None else 0)
        try:
            path = editing.file_of(article)
            editing.run_on_terminal(self.app, editing.editor_command(os.environ, path, line))
        except NewsdeskError as error:
            say(self.app, str(error), severity="error")
        self._edited = article.id
        self._following.look_at({article.source.id: {article.origin.key}})

    # Commands.

    @on(messages.PipeWanted)
    def _pipe_to(self, wanted: messages.PipeWanted) -> None:
        self._pipe(wanted.command)

    @work(exclusive=True, group="hand on")
    async def _pipe(self, command: str) -> None:
        from newsdesk.reading.show import markdown
        from newsdesk.ui.piping import pipe
        from newsdesk.ui.screens.piped_screen import PipedScreen

        article = await self.article_in_hand()
        if article is None:
            return
        say(self.app, f"Running {command}{self.signs.ellipsis}")
        try:
            piped = await pipe(command, markdown(article))
        except NewsdeskError as error:
            say(self.app, str(error), severity="error")
            return
        self.app.clear_notifications()
        if piped.output.strip():
            self.app.push_screen(PipedScreen(piped, signs=self.signs))
        else:
            how = piped.ended or ("well" if piped.code == 0 else f"with {piped.code}")
            say(self.app, f"{command} said nothing and ended {how.removeprefix('ended ')}.")

    # Nothing but the text.

    def action_focus_mode(self) -> None:
        """Only the text on the screen; the same key brings the rest back."""
        self.alone = not self.alone
        self.go_to(Pane.ARTICLE)

    def step_back(self) -> bool:
        """One step back within the article first."""
        if self.focused_pane is Pane.ARTICLE:
            if self.article.step_back():
                return True
            if self.alone:
                self.action_focus_mode()
                return True
        return super().step_back()


def link_of(article: Article) -> str:
    """The address under which an article can be found: on the web, else its file."""
    from newsdesk.ui.editing import file_of

    if article.piece.url:
        return article.piece.url
    try:
        return os.fsdecode(file_of(article)).encode("utf-8", "replace").decode()
    except NewsdeskError:
        return ""
