"""The lower half of the main screen's work: the article that is previewed, or opened and read.

Asks the thread that opens articles (`opening`) and shows what it lays out, if the reader is still at it. How it looks
is the reading pane's business, what is done to it `desk_screen`'s.
"""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Action
from newsdesk.model.article import ArticleId, Flag
from newsdesk.model.headline import Headline
from newsdesk.model.hits import Field, Match
from newsdesk.ui import messages
from newsdesk.ui.layout import Pane
from newsdesk.ui.say import say
from newsdesk.ui.screens.arranged_list import ArrangedList
from newsdesk.ui.signs import Signs
from newsdesk.ui.widgets.headline_list import HeadlineList

if TYPE_CHECKING:
    from newsdesk.ui.opening import Opening

# The preview follows when the cursor has rested: keys that come faster cost nothing.
PREVIEW_AFTER_S = 0.1
# No longer than that does the screen wait for an article that is opened.
HOLD_S = 0.15
# What the desk remembers of reading: cells a line.
MEASURE = "measure"


class ReadArticle(ArrangedList):
    """The main screen as far as it searches, lists and reads."""

    # Comes with the other panes.
    _opening: "Opening"

    def __init__(self, desk: Desk, *, signs: Signs, now: Callable[[], datetime], first_query: str = "") -> None:
        super().__init__(desk, signs=signs, now=now, first_query=first_query)
        self._being_read: ArticleId | None = None
        """The article that was opened to be read, rather than previewed."""
        self._asked_for: tuple[ArticleId, tuple[Match, ...]] | None = None
        self._read_when_found = False
        self._held: ExitStack | None = None
        """While nothing is sent to the terminal."""
        self._preview: Timer | None = None

    def hits_shown(self) -> None:
        """The same article may be on the row, with something else found in its headline."""
        self._preview_soon()
        if self._read_when_found:
            self.action_read()

    @on(HeadlineList.Moved)
    def _preview_soon(self) -> None:
        if not self.completed:
            return
        if self._preview is not None:
            self._preview.stop()
        self._preview = self.set_timer(PREVIEW_AFTER_S, self._show_preview)

    def _show_preview(self) -> None:
        # Whoever reads stays with what they read, though the cursor of the list be elsewhere.
        reading_on = self.focused_pane is Pane.ARTICLE and self._being_read == self.article.article_id is not None
        if self.layout_now.article and self.layout_now.list and not reading_on:
            self._open(self.headlines.article_id)

    def go_to(self, pane: Pane) -> None:
        """Give a pane the focus; where the article has no room beside the list, it begins with that of the cursor."""
        super().go_to(pane)
        if pane is Pane.ARTICLE and self.article.article_id is None:
            self._open(self.headlines.article_id)

    @on(HeadlineList.Opened)
    def _open_from_list(self, opened: HeadlineList.Opened) -> None:
        self.read(opened.article_id)

    def action_read(self) -> None:
        """Open the article at the cursor, of a running search the one it will be on; on a heading, fold the group."""
        if self.focused_pane is Pane.LIST and self.headlines.fold_at_cursor():
            return
        running = self._query is not None and self._query.text != self.bar.value
        self._read_when_found = running
        article_id = self.headlines.article_id
        if article_id is not None and not running:
            self.read(article_id)
            self._tour.did(2)

    def read(self, article_id: ArticleId) -> None:
        """Open an article to be read; from now on it counts as read."""
        self._being_read = article_id
        hidden, asked_for = not self.layout_now.article, self._asked_for
        self.go_to(Pane.ARTICLE)
        self._open(article_id)
        if hidden and self._asked_for != asked_for:
            self._hold_screen()
        headline = self.headlines.headline
        # One that changed since it was read is read anew.
        if headline is None or headline.id != article_id or headline.flags & (Flag.READ | Flag.CHANGED) != Flag.READ:
            self._deeds.act(Action.READ, [article_id], quietly=True)

    def _hold_screen(self) -> None:
        """Send nothing until the article is there: for a moment one would see what its pane showed before."""
        if self._held is None:
            self._held = ExitStack()
            self._held.enter_context(self.app.batch_update())
            self.set_timer(HOLD_S, self._release_screen)

    def _release_screen(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def _open(self, article_id: ArticleId | None) -> None:
        if article_id is None:
            return
        headline = self.headlines.headline
        matches: tuple[Match, ...] = ()
        if headline is not None and headline.id == article_id:
            matches = self.headlines.hits.matches(headline.title, Field.TITLE, article_id)
        # The same article is opened again where a search found something else in its headline.
        if (article_id, matches) == self._asked_for:
            return
        self._asked_for = (article_id, matches)
        pane = self.article
        # A pane that was never seen has no size yet.
        width = pane.line_width or self.layout_now.article - bool(self.layout_now.list) - 1
        self._opening.ask(article_id, width, pane.measure, pane.lines_in_view or self.size.height, matches)

    def _open_again(self) -> None:
        """The open article says something else now."""
        self._asked_for = None
        self._open(self.article.article_id)

    @on(messages.ArticleLoaded)
    def _show_article(self, loaded: messages.ArticleLoaded) -> None:
        # The cursor may have gone on meanwhile.
        if loaded.article_id in {self.headlines.article_id, self._being_read}:
            again = loaded.article_id == self.article.article_id
            self.article.show(loaded.reading, self.article.place_in(loaded.reading) if again else loaded.place)
            self._release_screen()
            self.article_shown(loaded.article_id)

    def article_shown(self, article_id: ArticleId) -> None:
        """The article is on the screen; whoever follows links goes on from here."""

    @property
    def read_off_list(self) -> Headline | None:
        """The article that is read while the cursor of the list is elsewhere: a link led to it."""
        article_id = self.article.article_id
        if self.focused_pane is not Pane.ARTICLE or article_id is None or article_id == self.headlines.article_id:
            return None
        return next(iter(self._desk.headlines([article_id])), None)

    def read_from_elsewhere(self, article_id: ArticleId) -> None:
        """Read an article that was not chosen in the list; where it is listed, the cursor goes there, too."""
        row = self.headlines.hits.position(article_id)
        if row is not None:
            self.headlines.to_row(row)
        self.read(article_id)

    @on(messages.DeskChanged)
    def _show_what_changed(self) -> None:
        """The source of the open article may have changed it: it is shown anew then, where the reader is."""
        pane = self.article if self.completed else None
        if pane is None or pane.reading is None or self._opening.busy:
            return
        article_id, matches = self._asked_for or (None, ())
        shown = pane.reading.article
        self._opening.ask(
            shown.id,
            pane.line_width,
            pane.measure,
            pane.lines_in_view,
            matches if article_id == shown.id else (),
            unless=shown.piece,
        )

    @on(messages.PlaceKept)
    def _keep_place(self, kept: messages.PlaceKept) -> None:
        # A preview that nobody scrolled says nothing about where anybody was.
        if kept.article_id == self._being_read:
            self._deeds.keep_place(kept.article_id, kept.place)

    @on(messages.MeasureChosen)
    def _keep_measure(self, chosen: messages.MeasureChosen) -> None:
        self._deeds.remember(MEASURE, str(chosen.measure))

    def action_read_on(self) -> None:
        """Open; then page by page; at the end the next unread article."""
        if self.focused_pane is not Pane.ARTICLE:
            self.action_read()
        elif not self.article.at_end:
            self.article.action_scroll_page(1)
        elif self._to_unread(1):
            self.action_read()

    @on(messages.NextWanted)
    def _read_next(self, wanted: messages.NextWanted) -> None:
        self._go_to_unread(wanted.step)

    def action_next_unread(self) -> None:
        """To the next unread article; it is opened where one is being read."""
        self._go_to_unread(1)

    def action_previous_unread(self) -> None:
        """To the unread article before; likewise."""
        self._go_to_unread(-1)

    def _go_to_unread(self, step: int) -> None:
        if self._to_unread(step) and self.focused_pane is Pane.ARTICLE:
            self.action_read()

    def _to_unread(self, step: int) -> bool:
        there = self.headlines.to_unread(step)
        if not there:
            say(self.app, "No more unread articles this way.")
        return there
