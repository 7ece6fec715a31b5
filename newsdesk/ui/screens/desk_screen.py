"""The desk: what is searched, listed, read and done.

The threads behind it (`searching`, `opening`, `deeds`, `following`) do the slow work and answer by messages; the
widgets are told, and report what the reader did. Begins and ends all of it, carries out what is done to articles, and
opens the other screens; `frame` owns what stands where, `searched_list` the search, `read_article` the reading.
"""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Action
from newsdesk.model.article import ArticleId, Flag
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Listing
from newsdesk.ui import messages
from newsdesk.ui.first_picture import NEWEST_AT_FIRST, first_rows
from newsdesk.ui.last_screen import KEY as LAST_SCREEN
from newsdesk.ui.last_screen import LastScreen
from newsdesk.ui.layout import Pane
from newsdesk.ui.looks import KEY as LOOKS
from newsdesk.ui.say import say
from newsdesk.ui.screens.read_article import MEASURE
from newsdesk.ui.screens.searched_list import SEARCHES
from newsdesk.ui.screens.shown_pictures import ShownPictures
from newsdesk.ui.signs import ASCII, Signs

if TYPE_CHECKING:
    from newsdesk.ui.following import Following
    from newsdesk.ui.sourcing import Sourcing

# By then the first searches and the preview have what they need; the first article is read in a moment after that.
PREPARE_AFTER_S = 1.0
# Other processes are heard of so often; asking costs microseconds.
CATCH_UP_EVERY_S = 0.75
# What could not be saved (a full disk) is tried again so often.
TRY_AGAIN_EVERY_S = 3.0
PLACEHOLDER = "words, misspelt words, author:  tag:  after:  is:unread"
# What the desk remembers: that nobody needs the tour any more.
TOUR_DONE = "tour-done"


class DeskScreen(ShownPictures):
    """The main screen."""

    # These come with the other panes.
    _following: "Following"
    _sourcing: "Sourcing"

    def __init__(self, desk: Desk, *, signs: Signs, now: Callable[[], datetime], first_query: str = "") -> None:
        super().__init__(desk, signs=signs, now=now, first_query=first_query)
        self._first_query = first_query or self._last.query
        self._now = now

    def on_mount(self) -> None:
        """Show the newest articles at once; everything else comes behind."""
        first, begin = first_rows(self._desk, self._last)
        ids = [headline.id for headline in first]
        self._arrivals.filling = not first
        self.headlines.sources = self._desk.source_names()
        self.headlines.nothing = self._wording.nothing_yet()
        self.headlines.show(Listing(ids, self._last.query), known=first, begin=begin)
        self._say_masthead()
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        """The first headlines are there: now comes what takes longer."""
        from newsdesk.ui.deeds import Deeds
        from newsdesk.ui.following import Following
        from newsdesk.ui.opening import Opening
        from newsdesk.ui.searching import Searching
        from newsdesk.ui.sourcing import Sourcing
        from newsdesk.ui.widgets.reading_pane import ReadingPane
        from newsdesk.ui.widgets.search_bar import SearchBar
        from newsdesk.ui.widgets.stats_panel import StatsPanel

        zone = self._desk.settings.zone
        self._searching = Searching(self._desk, self.post_message, lambda: self._now().astimezone(zone))
        self.begin_pictures()
        self._deeds = Deeds(self._desk, self.post_message)
        self._following = Following(self._desk, self.post_message)
        self._sourcing = Sourcing(self, self._desk, self._now, self._following.refresh, signs=self.signs)
        self._opening = Opening(
            self._desk,
            self.post_message,
            zone,
            ascii_only=self.signs is ASCII,
            pictures=self.pictures.begin,
            as_shown=self._sourcing.whole.as_shown,
        )
        self._wording.wires = self._sourcing.in_words
        bar = SearchBar(self._searching.values, placeholder=PLACEHOLDER, id="query")
        measure = int(self._desk.recall(MEASURE) or self._desk.settings.measure)
        article = ReadingPane(measure=measure, signs=self.signs, id="article")
        article.nothing = self._wording.no_article()
        article.pictures = self.pictures
        await self.complete(bar, article, StatsPanel(signs=self.signs, id="stats"))
        bar.earlier = json.loads(self._desk.recall(SEARCHES) or "[]")
        self._following.begin()
        self.set_timer(PREPARE_AFTER_S, self._opening.prepare)
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
        for behind in (self._searching, self._opening, self.pictures, self._sourcing, self._following, self._deeds):
            behind.close()

    @property
    def lost(self) -> Clean:
        """After the end: what could not be saved, in a sentence; nothing when all is."""
        return self._deeds.lost if self.completed else Clean("")

    @property
    def _as_it_is(self) -> LastScreen:
        list_ = self.headlines
        reading = self.article.article_id if self.focused_pane is Pane.ARTICLE else None
        query = self._query.text if self._query is not None else self._last.query
        if not query and reading is None and not list_.cursor:
            return LastScreen()
        first = list_.first_in_view
        return LastScreen(query, tuple(list_.hits.ids(first, first + NEWEST_AT_FIRST)), list_.article_id, reading)

    @on(messages.LooksChosen)
    def _keep_looks(self, chosen: messages.LooksChosen) -> None:
        self._deeds.remember(LOOKS, chosen.looks.written())

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
        off_list = self.read_off_list
        if off_list is not None:
            self._deeds.act(off_action if off_list.flags & flag else on_action, [off_list.id])
            return
        chosen = self.chosen
        if chosen is None:
            return
        if chosen.headline is not None:
            self._deeds.act(off_action if chosen.headline.flags & flag else on_action, [chosen.headline.id])
            return
        # Of many, `u` makes all unread: `m` makes them read.
        back, action = (on_action, off_action) if flag is Flag.READ else (off_action, on_action)
        self._deeds.turn(chosen.ids, action, back)
        self.headlines.clear_selection()

    def action_mark_read(self) -> None:
        """Mark as read all that match as typed, or what is selected."""
        chosen = self.chosen
        if chosen is None or chosen.headline is not None:
            self._deeds.mark_first_tier_read(self.headlines.hits)
        else:
            self._deeds.turn(chosen.ids, Action.READ)
            self.headlines.clear_selection()

    async def action_tags(self) -> None:
        """Give the article, or what is selected, tags, or take them away."""
        from newsdesk.ui.tagging import ask_for_tags

        chosen = self.chosen
        if chosen is not None:
            ids = chosen.ids() if chosen.headline is None else [chosen.headline.id]
            await ask_for_tags(self, self._desk, ids, self.signs)

    @on(messages.TagsWanted)
    def _tag(self, wanted: messages.TagsWanted) -> None:
        self._deeds.tag(wanted.tagging, wanted.ids)
        self.headlines.clear_selection()

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
        if done.deed is not None and done.deed.action is Action.STAR and not done.deed.undone:
            self._sourcing.whole.keep(done.deed.changed)
        if done.deed is not None and done.deed.action is Action.TAG and self.article.article_id in done.deed.changed:
            self._open_again()
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

    def action_sources(self) -> None:
        """What the desk follows."""
        self._sourcing.show(self._show_query)

    def action_fetch(self) -> None:
        """Fetch the feeds, or stop that."""
        self._sourcing.fetch()

    async def action_whole_text(self) -> None:
        """Show the whole article from its page, or again what its feed says."""
        if self._asked_for is None or not self.layout_now.article:
            say(self.app, "Enter opens the article; F there fetches all of it.")
            return
        # What was asked for may still be on its way to the screen.
        article_id, _matches = self._asked_for
        says = await asyncio.to_thread(self._sourcing.whole.toggle, article_id)
        if says:
            say(self.app, says)

    @on(messages.WholeTextCame)
    def _show_whole_text(self, came: messages.WholeTextCame) -> None:
        if self._asked_for is not None and came.article_id == self._asked_for[0]:
            self._asked_for = None
            self._open(came.article_id)

    def _show_query(self, query: str | None) -> None:
        if query is not None:
            self.bar.value = query
            self.go_to(Pane.LIST)

    @on(messages.IndexLoaded)
    def _follow_wires(self) -> None:
        self._sourcing.begin()

    @on(messages.DeskChanged)
    def _pass_on_changes(self) -> None:
        self._sourcing.desk_changed()

    @on(messages.WiresStood)
    def _say_wires(self) -> None:
        self._say_masthead()
        self._sourcing.wires_stood()

    async def action_difference(self) -> None:
        """What the source of the open article changed in it."""
        if self.article.article_id is not None:
            from newsdesk.ui.screens.difference_screen import show_differences

            await show_differences(self.app, self._desk, self.article.article_id, self.signs)

    def _read_with_problem(self, article_id: ArticleId | None) -> None:
        if article_id is not None:
            self.read_from_elsewhere(article_id)

    # Telling.

    @on(messages.Said)
    def _tell(self, said: messages.Said) -> None:
        say(self.app, said.says)

    @on(messages.Failed)
    def _tell_failure(self, failed: messages.Failed) -> None:
        say(self.app, failed.says, severity="error")

    @on(messages.Unsaved)
    def _show_unsaved(self, unsaved: messages.Unsaved) -> None:
        self._wording.unsaved = unsaved.changes
        self._say_masthead()

    @on(messages.Broke)
    def _raise_bug(self, broke: messages.Broke) -> None:
        raise broke.error

    @on(messages.Progressed)
    def _show_progress(self, progressed: messages.Progressed) -> None:
        self._activity = progressed.says
        self._say_masthead()

    def action_back(self) -> None:
        """One step back: figures, article, search, tour, in this order."""
        if self.step_back() or self.headlines.clear_selection():
            return
        if self.bar.value:
            self.bar.value = ""
        elif self._tour.on:
            self._tour.end()
            self._deeds.remember(TOUR_DONE, "yes")
