"""The upper half of the main screen's work: what stands in the search bar, and what the list shows of it.

Asks the thread that searches (`searching`) and shows its answers, if they are still answers to what stands in the bar;
narrows the query by figures, chips and the article the cursor is on. What is read is the business of `read_article`.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on

from newsdesk.desk.desk import Desk
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Facets
from newsdesk.ui import messages
from newsdesk.ui.last_screen import KEY as LAST_SCREEN
from newsdesk.ui.last_screen import LastScreen
from newsdesk.ui.layout import Pane
from newsdesk.ui.screens.frame import Frame
from newsdesk.ui.screens.tour import Tour
from newsdesk.ui.screens.wording import Wording
from newsdesk.ui.signs import Signs
from newsdesk.ui.widgets.headline_list import HeadlineList
from newsdesk.ui.widgets.rule import Rule

if TYPE_CHECKING:
    from newsdesk.text.query import Query
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
        super().__init__(HeadlineList(desk.headlines, now=now, zone=zone, signs=signs, id="headlines"), signs=signs)
        self._desk = desk
        self._last = LastScreen.read(None if first_query else desk.recall(LAST_SCREEN))
        self._query: Query | None = None
        """What the list shows the answer to."""
        self._whole: Facets | None = None
        self._activity = Clean("")
        self._tour = Tour(self, signs)
        self._wording = Wording(desk, signs)

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
        if found.query.text.strip():
            self._tour.did(1)
        self.hits_shown()

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

    def _say_masthead(self) -> None:
        self.masthead.say(*self._wording.masthead(self._whole, self._activity))
