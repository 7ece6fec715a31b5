"""The upper half of the main screen's work: what stands in the search bar, and what the list shows of it.

Asks the thread that searches (`searching`) and shows its answers, if they are still answers to what stands in the bar;
narrows the query by figures, chips and the article the cursor is on. `arrivals` decides what waits, `groups` and
`arranging` what order and shape the list has. What is read is the business of `read_article`.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual import on

from newsdesk.desk.desk import Desk
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Facets
from newsdesk.ui import messages
from newsdesk.ui.arranging import ARRANGEMENT, arrangement_of
from newsdesk.ui.arrivals import Arrivals
from newsdesk.ui.groups import GROUPS, by_named, group_titles, words_of
from newsdesk.ui.last_screen import KEY as LAST_SCREEN
from newsdesk.ui.last_screen import LastScreen
from newsdesk.ui.layout import Pane
from newsdesk.ui.looks import KEY as LOOKS
from newsdesk.ui.looks import Looks
from newsdesk.ui.say import say
from newsdesk.ui.screens.frame import Frame
from newsdesk.ui.screens.tour import Tour
from newsdesk.ui.screens.wording import Wording
from newsdesk.ui.signs import Signs
from newsdesk.ui.widgets.headline_list import HeadlineList
from newsdesk.ui.widgets.hits_view import Whereabouts
from newsdesk.ui.widgets.rule import Choice, Rule

if TYPE_CHECKING:
    from newsdesk.text.query import Completion, Query
    from newsdesk.ui.deeds import Deeds
    from newsdesk.ui.searching import Searching

# What the desk remembers of searches.
SEARCHES = "searches"


class SearchedList(Frame):
    """The main screen as far as it searches and lists."""

    # These come with the other panes: the first headlines do not wait for them.
    _searching: "Searching"
    _deeds: "Deeds"

    def __init__(self, desk: Desk, *, signs: Signs, now: Callable[[], datetime], first_query: str = "") -> None:
        zone = desk.settings.zone
        headlines = HeadlineList(desk.headlines, now=now, zone=zone, signs=signs, id="headlines")
        super().__init__(headlines, signs=signs, looks=Looks.read(desk.recall(LOOKS)))
        self._desk = desk
        self._now = now
        self._last = LastScreen.read(None if first_query else desk.recall(LAST_SCREEN))
        self._query: Query | None = None
        """What the list shows the answer to."""
        self._whole: Facets | None = None
        self._activity = Clean("")
        self._arrivals = Arrivals()
        self._left: tuple[str, Whereabouts | None] | None = None
        """The words of the query, and where the cursor was, when the list was left for the search bar."""
        self._by = by_named(desk.recall(GROUPS))
        """What the list is put together by."""
        headlines.arrangement = arrangement_of(desk.settings.list, desk.recall(ARRANGEMENT))
        self._tour = Tour(self, signs)
        self._wording = Wording(desk, signs)

    def action_search(self) -> None:
        """Type into the bar."""
        if not self.bar.has_focus and self._query is not None:
            self._left = (words_of(self._query), self.headlines.whereabouts)
        self.set_focus(self.bar)
        self.place_panes()

    def action_leave_search(self) -> None:
        """Into the list, with what was found."""
        if self.bar.remember():
            self._deeds.remember(SEARCHES, json.dumps(self.bar.earlier))
        if self.bar.value == self._text_shown:
            self._left = None
        self.go_to(Pane.LIST)

    def action_turn_back(self) -> None:
        """First clear the bar, then leave it."""
        if not self.bar.clear_words():
            self.go_to(Pane.LIST)

    def on_input_changed(self) -> None:
        """Something else stands in the bar."""
        completion = self.bar.offer()
        if completion is None and self.bar.value == self._text_shown:
            # What that finds is on the screen: since the last search, or, at a start, since the desk was left. Then
            # the index asks again when it is loaded, and keeps the cursor where it is.
            return
        self._ask(completion=completion)

    @property
    def _text_shown(self) -> str:
        """The query that the list shows the answer to."""
        return self._last.query if self._query is None else self._query.text

    @property
    def _today(self) -> date:
        return self._now().astimezone(self._desk.settings.zone).date()

    @property
    def _untouched(self) -> bool:
        """Whether the reader is where a start leaves them, and has done nothing yet."""
        at_top = not self.headlines.row and not self.headlines.top
        return at_top and not self.bar.value and self.focused is self.headlines

    @on(messages.Found)
    def _show_hits(self, found: messages.Found) -> None:
        # An overtaken search still reports; only the text in the bar counts.
        if found.query.text != self.bar.value:
            return
        keep, back_to = self._stays(found.query), self._back_to(found)
        self._query = found.query
        if not self.bar.has_focus:
            self._left = None
        self._arrivals.answered(found.latest, found.until, found.waiting)
        self.headlines.nothing = self._wording.nothing_found(found.query)
        self.headlines.group_title = group_titles(self._by, self._today)
        self.headlines.show(found.hits, known=found.first, keep=keep, back_to=back_to)
        if found.news is not None:
            self.headlines.reveal(found.news)
        self.found.display = bool(found.query.text)
        self.found.say([], self._wording.found(found.query, found.hits))
        self.rule.query_says([chip.label for chip in found.query.chips], " ".join(found.hits.notes))
        self._say_selected()
        if found.query.text.strip():
            self._tour.did(1)
        self.hits_shown()

    def _stays(self, query: "Query") -> bool:
        """Whether the cursor stays on its article, rather than begin at the best hit of other words."""
        if self._query is None or query.text == self._query.text:
            return query.text == self._text_shown and not (self._untouched and self._arrivals.begins)
        # Clearing the bar leaves the reader where the search has led them.
        return not query.text.strip() or words_of(query) == words_of(self._query)

    def _back_to(self, found: messages.Found) -> Whereabouts | None:
        """Where the list was left for the search bar, where the words that were typed since are gone again."""
        words, place = self._left or ("", None)
        if place is None or found.hits.text == self._text_shown or words_of(found.query) != words:
            return None
        return place if found.hits.position(place.article_id) is not None else None

    @on(HeadlineList.Selected)
    def _say_selected(self) -> None:
        self.rule.list_says(self._arrivals.waiting, len(self.headlines.selection))

    @on(Rule.SelectionDropped)
    def _drop_selection(self) -> None:
        self.headlines.clear_selection()

    @on(messages.Offered)
    def _offer(self, offered: messages.Offered) -> None:
        if not self.bar.has_focus:
            self.rule.offer(())
        elif offered.text == self.bar.value:
            self.rule.offer([Choice(*pair) for pair in offered.choices], offered.taken)

    @on(Rule.ChoiceTaken)
    def _take_choice(self, taken: Rule.ChoiceTaken) -> None:
        self.bar.take_choice(taken.number)

    def hits_shown(self) -> None:
        """The list shows the hits of another answer; whoever reads as well goes on from here."""

    @on(messages.Counted)
    def _show_figures(self, counted: messages.Counted) -> None:
        self._whole = counted.whole
        self._say_masthead()
        if counted.text == self.bar.value:
            self.stats.show(counted.facets)

    @on(messages.IndexLoaded)
    @on(messages.DeskChanged)
    def _show_changes(self) -> None:
        self.headlines.sources = self._desk.source_names()
        self._search_again()

    @on(messages.SourcesRead)
    def _let_arrivals_wait(self) -> None:
        self._arrivals.sources_read()

    def _search_again(self, *, only_count: bool = False) -> None:
        same = self._query is not None and self._query.text == self.bar.value
        rows = len(self.headlines.hits)
        until = self._arrivals.until(untouched=self._untouched, rows=rows) if same else None
        self._ask(until=until, only_count=only_count and same)

    def _ask(
        self,
        *,
        until: ArticleId | None = None,
        news_since: ArticleId | None = None,
        completion: "Completion | None" = None,
        only_count: bool = False,
    ) -> None:
        # Not needed for the first screen.
        from newsdesk.ui.wanted import Wanted

        if self.completed:
            self._searching.ask(Wanted(self.bar.value, self._by, until, news_since, completion, only_count))

    @on(Rule.NewsWanted)
    def action_show_new(self) -> None:
        """Show what has arrived."""
        if self._arrivals.waiting:
            self._ask(news_since=self._arrivals.shown_up_to)
        else:
            say(self.app, "Nothing new has arrived.")

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

    def _say_masthead(self) -> None:
        self.masthead.say(*self._wording.masthead(self._whole, self._activity))
