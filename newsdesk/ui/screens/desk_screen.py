"""The desk: what is searched, listed, read and done.

The threads behind it (`searching`, `opening`, `deeds`, `following`) do the slow work and answer by messages; the
widgets are told, and report what the reader did. `frame` owns what stands where.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Action
from newsdesk.model.article import ArticleId, Flag
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Facets, Field, Listing, Match
from newsdesk.ui import messages
from newsdesk.ui.last_screen import KEY as LAST_SCREEN
from newsdesk.ui.last_screen import LastScreen
from newsdesk.ui.layout import Pane
from newsdesk.ui.say import say
from newsdesk.ui.screens.frame import Frame
from newsdesk.ui.screens.tour import Tour
from newsdesk.ui.screens.wording import Wording
from newsdesk.ui.signs import ASCII, Signs
from newsdesk.ui.widgets.headline_list import HeadlineList
from newsdesk.ui.widgets.rule import Rule

if TYPE_CHECKING:
    from newsdesk.text.query import Query
    from newsdesk.ui.deeds import Deeds
    from newsdesk.ui.following import Following
    from newsdesk.ui.opening import Opening
    from newsdesk.ui.searching import Searching

# The preview follows when the cursor has rested: keys that come faster cost nothing.
PREVIEW_AFTER_S = 0.1
# Other processes are heard of so often; asking costs microseconds.
CATCH_UP_EVERY_S = 0.75
# What could not be saved (a full disk) is tried again so often.
TRY_AGAIN_EVERY_S = 3.0
# As many as the tallest terminal shows.
NEWEST_AT_FIRST = 80
PLACEHOLDER = "words, misspelt words, author:  tag:  after:  is:unread"
# What the desk remembers.
SEARCHES, MEASURE, TOUR_DONE = "searches", "measure", "tour-done"


class DeskScreen(Frame):
    """The main screen."""

    # These come with the other panes: the first headlines do not wait for them.
    _searching: "Searching"
    _opening: "Opening"
    _deeds: "Deeds"
    _following: "Following"

    def __init__(self, desk: Desk, *, signs: Signs, now: Callable[[], datetime], first_query: str = "") -> None:
        zone = desk.settings.zone
        super().__init__(HeadlineList(desk.headlines, now=now, zone=zone, signs=signs, id="headlines"), signs=signs)
        self._desk = desk
        self._last = LastScreen.read(None if first_query else desk.recall(LAST_SCREEN))
        self._first_query = first_query or self._last.query
        self._query: Query | None = None
        """What the list shows the answer to."""
        self._whole: Facets | None = None
        self._activity = Clean("")
        self._being_read: ArticleId | None = None
        """The article that was opened to be read, rather than previewed."""
        self._asked_for: tuple[ArticleId, tuple[Match, ...]] | None = None
        self._read_when_found = False
        self._tour = Tour(self, signs)
        self._preview: Timer | None = None
        self._wording = Wording(desk, signs)
        self._now = now

    def on_mount(self) -> None:
        """Show the newest articles at once; everything else comes behind."""
        last = self._last
        first = self._desk.headlines(last.rows) if last.rows else self._desk.newest(NEWEST_AT_FIRST)
        ids = [headline.id for headline in first]
        self.headlines.sources = {source.id: source.name for source in self._desk.sources()}
        self.headlines.nothing = self._wording.nothing_yet()
        begin = ids.index(last.cursor) if last.cursor in ids else 0
        self.headlines.show(Listing(ids, last.query), known=first, begin=begin)
        self._say_masthead()
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        """The first headlines are there: now comes what takes longer."""
        from newsdesk.ui.deeds import Deeds
        from newsdesk.ui.following import Following
        from newsdesk.ui.opening import Opening
        from newsdesk.ui.searching import Searching
        from newsdesk.ui.widgets.reading_pane import ReadingPane
        from newsdesk.ui.widgets.search_bar import SearchBar
        from newsdesk.ui.widgets.stats_panel import StatsPanel

        zone = self._desk.settings.zone
        self._searching = Searching(self._desk, self.post_message, lambda: self._now().astimezone(zone))
        self._opening = Opening(self._desk, self.post_message, zone, ascii_only=self.signs is ASCII)
        self._deeds = Deeds(self._desk, self.post_message)
        self._following = Following(self._desk, self.post_message)
        bar = SearchBar(self._searching.values, placeholder=PLACEHOLDER, id="query")
        measure = int(self._desk.recall(MEASURE) or self._desk.settings.measure)
        article = ReadingPane(measure=measure, signs=self.signs, id="article")
        article.nothing = self._wording.no_article()
        await self.complete(bar, article, StatsPanel(signs=self.signs, id="stats"))
        bar.earlier = json.loads(self._desk.recall(SEARCHES) or "[]")
        self._following.begin()
        self.set_interval(CATCH_UP_EVERY_S, self._following.catch_up)
        self.set_interval(TRY_AGAIN_EVERY_S, self._deeds.try_again)
        bar.value = self._first_query
        if self._desk.is_sample and not self._desk.recall(TOUR_DONE):
            self._tour.begin()
        if self._last.reading is not None and self._last.reading == self.headlines.article_id:
            self._being_read = self._last.reading
            self.go_to(Pane.ARTICLE)
            self._open(self._being_read)
        self._preview_soon()

    def close(self) -> None:
        """Finish what was begun; afterwards no thread of this screen touches the desk."""
        if not self.completed:
            return
        self._deeds.remember(LAST_SCREEN, self._as_it_is.written())
        place = self.article.place
        if self._being_read is not None and self._being_read == self.article.article_id and place is not None:
            # No message is carried any longer.
            self._deeds.keep_place(self._being_read, place)
        for behind in (self._searching, self._opening, self._following, self._deeds):
            behind.close()

    @property
    def _as_it_is(self) -> LastScreen:
        list_ = self.headlines
        reading = self.article.article_id if self.focused_pane is Pane.ARTICLE else None
        query = self._query.text if self._query is not None else self._last.query
        if not query and reading is None and not list_.cursor:
            return LastScreen()
        first = list_.first_in_view
        return LastScreen(query, tuple(list_.hits.ids(first, first + NEWEST_AT_FIRST)), list_.article_id, reading)

    # Searching.

    def action_search(self) -> None:
        """Type into the bar."""
        self.set_focus(self.bar)
        self.place_panes()

    def action_leave_search(self) -> None:
        """Into the list, with what was found."""
        if self.bar.remember():
            self._deeds.remember(SEARCHES, json.dumps(self.bar.earlier))
        self.go_to(Pane.LIST)

    def action_turn_back(self) -> None:
        """First clear the bar, then leave it."""
        if not self.bar.clear_words():
            self.go_to(Pane.LIST)

    def on_input_changed(self) -> None:
        """Something else stands in the bar."""
        if self.bar.value == (self._last.query if self._query is None else self._query.text):
            # What that finds is on the screen: since the last search, or, at a start, since the desk was left. Then
            # the index asks again when it is loaded, and keeps the cursor where it is.
            return
        self._searching.ask(self.bar.value)

    @on(messages.Found)
    def _show_hits(self, found: messages.Found) -> None:
        # An overtaken search still reports; only the text in the bar counts.
        if found.query.text != self.bar.value:
            return
        # Clearing the bar leaves the reader where the search has led them.
        keep = found.keep or not found.query.text.strip()
        self._query = found.query
        self.headlines.nothing = self._wording.nothing_found(found.query)
        self.headlines.show(found.hits, known=found.first, keep=keep)
        self.found.display = bool(found.query.text)
        self.found.say([], self._wording.found(found.query, found.hits))
        self.rule.query_says([chip.label for chip in found.query.chips], " ".join(found.hits.notes))
        # The same article may be on the row, with something else found in its headline.
        self._preview_soon()
        if found.query.text.strip():
            self._tour.did(1)
        if self._read_when_found:
            self.action_read()

    @on(messages.Counted)
    def _show_figures(self, counted: messages.Counted) -> None:
        self._whole = counted.whole
        self._say_masthead()
        if counted.text == self.bar.value:
            self.stats.show(counted.facets)

    @on(messages.IndexLoaded)
    @on(messages.DeskChanged)
    def _show_changes(self) -> None:
        self.headlines.sources = {source.id: source.name for source in self._desk.sources()}
        self._search_again()

    def _search_again(self, *, only_count: bool = False) -> None:
        self._searching.ask(self.bar.value, keep=True, only_count=only_count)

    def _narrow(self, operator: str, value: str) -> None:
        from newsdesk.text.query import with_operator

        self.bar.value = with_operator(self.bar.value, operator, value)

    @on(messages.Narrowed)
    def _narrow_to_bar(self, narrowed: messages.Narrowed) -> None:
        self._narrow(narrowed.bar.operator, narrowed.bar.value)

    @on(Rule.ChipClosed)
    def _close_chip(self, closed: Rule.ChipClosed) -> None:
        self._without_chip(closed.number)

    def action_remove_chip(self) -> None:
        """Take the last operator off the search."""
        if self._query is not None and self._query.chips:
            self._without_chip(len(self._query.chips) - 1)

    def _without_chip(self, number: int) -> None:
        from newsdesk.text.query import without_chip

        self.bar.value = without_chip(self.bar.value, number)

    def action_hide_read(self) -> None:
        """Only the unread, or all again."""
        for number, chip in enumerate(self._query.chips if self._query else ()):
            if chip.operator == "is":
                self._without_chip(number)
                return
        self._narrow("is", "unread")

    def action_same_author(self) -> None:
        """All by the first author of this one."""
        headline = self.headlines.headline
        self._narrow_to_first("author", headline.authors if headline else ())

    def action_same_tag(self) -> None:
        """All with the first tag of this one."""
        headline = self.headlines.headline
        self._narrow_to_first("tag", headline.tags if headline else ())

    def _narrow_to_first(self, operator: str, values: Sequence[str]) -> None:
        if values:
            self._narrow(operator, values[0])

    # Reading.

    @on(HeadlineList.Moved)
    def _preview_soon(self) -> None:
        if not self.completed:
            return
        if self._preview is not None:
            self._preview.stop()
        self._preview = self.set_timer(PREVIEW_AFTER_S, self._show_preview)

    def _show_preview(self) -> None:
        if self.layout_now.article and self.layout_now.list:
            self._open(self.headlines.article_id)

    @on(HeadlineList.Opened)
    def _open_from_list(self, opened: HeadlineList.Opened) -> None:
        self.read(opened.article_id)

    def action_read(self) -> None:
        """Open the article that the cursor is on; of a search that is still running, the one it will be on."""
        running = self._query is not None and self._query.text != self.bar.value
        self._read_when_found = running
        article_id = self.headlines.article_id
        if article_id is not None and not running:
            self.read(article_id)
            self._tour.did(2)

    def read(self, article_id: ArticleId) -> None:
        """Open an article to be read; from now on it counts as read."""
        self._being_read = article_id
        self.go_to(Pane.ARTICLE)
        self._open(article_id)
        headline = self.headlines.headline
        if headline is None or headline.id != article_id or not headline.flags & Flag.READ:
            self._deeds.act(Action.READ, [article_id], quietly=True)

    def _open(self, article_id: ArticleId | None) -> None:
        if article_id is None:
            return
        headline = self.headlines.headline
        matches = self.headlines.hits.matches(headline.title, Field.TITLE) if headline is not None else ()
        # The same article is opened again where a search found something else in its headline.
        if (article_id, matches) == self._asked_for:
            return
        self._asked_for = (article_id, matches)
        pane = self.article
        self._opening.ask(article_id, pane.line_width, pane.measure, pane.lines_in_view, matches)

    @on(messages.ArticleLoaded)
    def _show_article(self, loaded: messages.ArticleLoaded) -> None:
        # The cursor may have gone on meanwhile.
        if loaded.article_id in {self.headlines.article_id, self._being_read}:
            again = loaded.article_id == self.article.article_id
            self.article.show(loaded.reading, self.article.place if again else loaded.place)

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

    def action_next_unread(self) -> None:
        """To the next unread article; it is opened where one is being read."""
        self._to_unread(1)

    def action_previous_unread(self) -> None:
        """To the unread article before."""
        self._to_unread(-1)

    def _to_unread(self, step: int) -> bool:
        there = self.headlines.to_unread(step)
        if not there:
            say(self.app, "No more unread articles this way.")
        return there

    # Doing.

    def action_star(self) -> None:
        """Keep the article for later, or no longer."""
        self._toggle(Flag.STARRED, Action.STAR, Action.UNSTAR)
        if self._tour.did(3):
            self._deeds.remember(TOUR_DONE, "yes")

    def action_unread(self) -> None:
        """Mark it unread, or read."""
        self._toggle(Flag.READ, Action.READ, Action.UNREAD)

    def action_archive(self) -> None:
        """Take it off the list, or back."""
        self._toggle(Flag.ARCHIVED, Action.ARCHIVE, Action.UNARCHIVE)

    def _toggle(self, flag: Flag, on_action: Action, off_action: Action) -> None:
        headline = self.headlines.headline
        if headline is not None:
            self._deeds.act(off_action if headline.flags & flag else on_action, [headline.id])

    def action_mark_read(self) -> None:
        """Mark all that match as typed."""
        self._deeds.mark_first_tier_read(self.headlines.hits)

    def action_undo(self) -> None:
        """Take back the last deed."""
        self._deeds.undo()

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._deeds.redo()

    def action_refresh_sources(self) -> None:
        """Read the sources again."""
        self._following.refresh()

    @on(messages.Done)
    def _show_deed(self, done: messages.Done) -> None:
        self.headlines.read_again()
        self._search_again(only_count=not done.list_changed)
        if done.says:
            say(self.app, done.says)

    # Other screens.

    def action_keys(self) -> None:
        """All keys."""
        from newsdesk.ui.screens.keys_screen import KeysScreen

        self.app.push_screen(KeysScreen(signs=self.signs))

    def action_problems(self) -> None:
        """What was wrong with articles."""
        from newsdesk.ui.screens.problems_screen import ProblemsScreen, problems_of

        self.app.push_screen(ProblemsScreen(problems_of(self._desk), signs=self.signs), self._read_with_problem)

    async def action_difference(self) -> None:
        """What the source of the open article changed in it."""
        if self.article.article_id is not None:
            from newsdesk.ui.screens.difference_screen import show_differences

            await show_differences(self.app, self._desk, self.article.article_id, self.signs)

    def _read_with_problem(self, article_id: ArticleId | None) -> None:
        if article_id is None:
            return
        row = self.headlines.hits.position(article_id)
        if row is not None:
            self.headlines.cursor = row
        self.read(article_id)

    # Telling.

    @on(messages.Said)
    def _tell(self, said: messages.Said) -> None:
        say(self.app, said.says)

    @on(messages.Failed)
    def _tell_failure(self, failed: messages.Failed) -> None:
        say(self.app, failed.says, severity="error")

    @on(messages.Broke)
    def _raise_bug(self, broke: messages.Broke) -> None:
        raise broke.error

    @on(messages.Progressed)
    def _show_progress(self, progressed: messages.Progressed) -> None:
        self._activity = progressed.says
        self._say_masthead()

    def _say_masthead(self) -> None:
        self.masthead.say(*self._wording.masthead(self._whole, self._activity))

    def action_back(self) -> None:
        """One step back: figures, article, search, tour, in this order."""
        if self.step_back():
            return
        if self.bar.value:
            self.bar.value = ""
        elif self._tour.on:
            self._tour.end()
            self._deeds.remember(TOUR_DONE, "yes")
