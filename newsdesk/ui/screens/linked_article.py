"""The main screen as far as links are followed: within the article, to another one of the desk, to the web; and back.

Where a link leads is found out by `destinations`, off the event loop; `trail` remembers where the reader was.
"""

import asyncio
import os
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work

from newsdesk.desk.desk import Desk
from newsdesk.model.article import Article, ArticleId, Place
from newsdesk.model.errors import NewsdeskError
from newsdesk.ui import messages
from newsdesk.ui.layout import Pane
from newsdesk.ui.say import say
from newsdesk.ui.screens.read_article import ReadArticle
from newsdesk.ui.signs import Signs
from newsdesk.ui.trail import Stop, Trail
from newsdesk.ui.widgets.one_line import Word

if TYPE_CHECKING:
    # Not needed before somebody follows a link.
    from newsdesk.reading.links import Link

NOTE_CELLS = 76


class LinkedArticle(ReadArticle):
    """The main screen as far as it searches, lists, reads and follows links."""

    def __init__(self, desk: Desk, *, signs: Signs, now: Callable[[], datetime], first_query: str = "") -> None:
        super().__init__(desk, signs=signs, now=now, first_query=first_query)
        self._trail = Trail()
        self._on_arrival: tuple[ArticleId, Callable[[], object]] | None = None
        """What to do when an article that was asked for is shown."""

    def article_shown(self, article_id: ArticleId) -> None:
        """Go on to the place in it that was asked for."""
        if self._on_arrival is not None and self._on_arrival[0] == article_id:
            (_article_id, do), self._on_arrival = self._on_arrival, None
            do()

    # Links.

    @on(messages.LinkChosen)
    def _follow(self, chosen: messages.LinkChosen) -> None:
        from newsdesk.reading.links import LinkKind

        link = chosen.link
        match link.kind:
            case LinkKind.NOTE:
                self._show_note(link)
            case LinkKind.ANCHOR | LinkKind.BACK:
                self._go_within(link)
            case LinkKind.PICTURE:
                self.open_picture(link)
            case _:
                self._go_out(link)

    def open_picture(self, link: "Link") -> None:
        """A picture was chosen."""
        self._go_out(link)

    def _go_within(self, link: "Link") -> None:
        here = self._here
        if here is not None:
            self._trail.leave(here)
            self.article.go_to(link, lambda there: None if there else self._led_nowhere(link))

    def _led_nowhere(self, link: "Link") -> None:
        self._trail.stay()
        say(self.app, f"This article has no place that is called #{link.target}.")

    def _show_note(self, link: "Link") -> None:
        from newsdesk.text.linebreak import break_lines
        from newsdesk.ui.screens.slip import Slip

        def ready() -> None:
            reading = self.article.reading
            text = reading.note(link.target) if reading is not None else ""
            cells = max(min(self.size.width - 4, NOTE_CELLS), 8)
            lines = [(Word("  "), Word(text[start:end], "page--text")) for start, end in break_lines(text, cells)]
            slip = Slip("Note", lines, {"enter": "go"}, hints=[("Enter", "go to the note")], signs=self.signs)
            self.app.push_screen(slip, lambda answer: self._go_within(link) if answer == "go" else None)

        self.article.when("note", lambda reading: reading.parsed, ready)

    @work(exclusive=True, group="link")
    async def _go_out(self, link: "Link") -> None:
        """Where a link out of the article leads: found out in a thread, for the store is asked."""
        from newsdesk.ui.destinations import Destination, destination_of

        reading, here = self.article.reading, self._here
        if reading is None or here is None:
            return
        try:
            where = await asyncio.to_thread(destination_of, self._desk, reading.article, link)
        except NewsdeskError as error:
            say(self.app, str(error), severity="error")
            return
        if isinstance(where, Destination):
            self._trail.leave(here)
            self._read_at_anchor(where.article_id, where.anchor)
        elif where is not None:
            await self.go_to_web(where)
        else:
            say(self.app, f"{link.target} is no article of this desk.")

    def _read_at_anchor(self, article_id: ArticleId, anchor: str) -> None:
        from newsdesk.reading.links import Link, LinkKind

        link = Link(LinkKind.ANCHOR, anchor)
        nowhere = f"{anchor} is no place of this article; this is its beginning."
        arrive = (
            (lambda: self.article.go_to(link, lambda there: None if there else say(self.app, nowhere)))
            if anchor
            else lambda: self.article.go_to_place(None)
        )
        self._read_at(article_id, arrive)

    def _read_at(self, article_id: ArticleId, arrive: Callable[[], object]) -> None:
        if article_id == self.article.article_id:
            arrive()
            self.go_to(Pane.ARTICLE)
        else:
            self._on_arrival = (article_id, arrive)
            self.read_from_elsewhere(article_id)

    async def go_to_web(self, url: str) -> None:
        """Open an address in the browser; where there is none, in the clipboard; and say which."""
        from newsdesk.ui import browser, editing

        command = browser.command_for(url, os.environ)
        if command is None:
            await self.copy(url, f"No browser here. The address {url} is")
            return
        try:
            if browser.needs_terminal(command):
                editing.run_on_terminal(self.app, command)
            else:
                await asyncio.to_thread(browser.start, command)
                say(self.app, f"Opened in {os.path.basename(command[0])}: {url}")
        except NewsdeskError as error:
            say(self.app, str(error), severity="error")

    async def copy(self, text: str, what: str) -> None:
        """Put a text into the clipboard of the terminal and say how it went there.

        Args:
            text: What to copy.
            what: The beginning of the sentence: what was copied, and its verb.
        """
        from newsdesk.ui.terminal import clipboard

        size = len(text.encode("utf-8", "replace"))
        if size > clipboard.MAX_BYTES:
            most = clipboard.MAX_BYTES // 1000
            say(self.app, f"{size / 1000:,.0f} KB are more than a clipboard takes ({most} KB). | pipes the article.")
            return
        way = clipboard.Way.TMUX
        if not await asyncio.to_thread(clipboard.give_to_tmux, text, os.environ):
            way = clipboard.way_of(os.environ)
            self.write_to_terminal(clipboard.sequences(text, os.environ))
        if await asyncio.to_thread(clipboard.give_to_desktop, text, os.environ):
            way = clipboard.Way.DESKTOP
        say(self.app, f"{what} {way.value}.")

    def write_to_terminal(self, data: str) -> None:
        """Send a sequence of ours to the terminal, as it is."""
        if self.app._driver is not None:  # noqa: SLF001 (Textual's own way to the clipboard knows no tmux)
            self.app._driver.write(data)  # noqa: SLF001

    # The trail.

    @property
    def _here(self) -> Stop | None:
        pane = self.article
        return Stop(pane.article_id, pane.place) if pane.article_id is not None else None

    def action_trail(self, direction: int) -> None:
        """Back to where a link was followed, or forward again."""
        here = self._here
        stop = self._trail.step(direction, here) if here is not None else None
        if stop is None:
            say(self.app, "Nothing was left by a link before." if direction < 0 else "Nothing was come back from.")
            return
        self._read_at(stop.article_id, lambda: self.article.go_to_place(stop.place))

    # The outline.

    def action_outline(self) -> None:
        """The headings, once all are known."""
        self.article.when("outline", lambda reading: reading.parsed, self._show_outline)

    def _show_outline(self) -> None:
        from newsdesk.ui.screens.outline_screen import OutlineScreen

        reading = self.article.reading
        entries = reading.outline() if reading is not None else []
        if reading is None or not entries:
            say(self.app, "This article has no headings.")
            return
        line = reading.place_at(self.article.top).line if self.article.top else -1
        screen = OutlineScreen(reading.article.piece.title, entries, line, signs=self.signs)
        self.app.push_screen(screen, self._go_to_line)

    def _go_to_line(self, line: int | None) -> None:
        here = self._here
        if line is not None and here is not None:
            self._trail.leave(here)
            self.article.go_to_place(Place(line))

    async def article_in_hand(self) -> Article | None:
        """The article that the keys act on: the open one, or the one that the cursor of the list is on."""
        reading = self.article.reading
        article_id = self.article.article_id if self.focused_pane is Pane.ARTICLE else self.headlines.article_id
        if article_id is None:
            return None
        if reading is not None and reading.article.id == article_id:
            return reading.article
        try:
            return await asyncio.to_thread(self._desk.article, article_id)
        except NewsdeskError as error:
            say(self.app, str(error), severity="error")
            return None
