"""The main screen as far as its list is arranged: its order and groups, the look of its rows, and going about in it.

What is chosen is remembered for the desk; the order stands in the query, where it can be seen and typed. Searching is
the business of `searched_list`.
"""

from dataclasses import replace

from textual import on
from textual.widgets import Static

from newsdesk.ui import messages
from newsdesk.ui.arranging import ARRANGEMENT, arrangement_of, written
from newsdesk.ui.commands import Where
from newsdesk.ui.groups import GROUPS
from newsdesk.ui.layout import Pane
from newsdesk.ui.say import say
from newsdesk.ui.screens.searched_list import SearchedList
from newsdesk.ui.widgets.headline_list import Chosen, HeadlineList
from newsdesk.ui.widgets.rows import Arrangement

# Auto, one, two, auto again.
NEXT_LINES = {None: 1, 1: 2, 2: None}
SAYS_LINES = {None: "as the width asks for", 1: "one", 2: "two"}


class ArrangedList(SearchedList):
    """The main screen as far as it searches, lists and arranges."""

    @property
    def chosen(self) -> Chosen | None:
        """What a deed is meant for: in the list what is selected, or the group or article there; else the article."""
        if self.focused_pane is Pane.LIST:
            return self.headlines.chosen
        headline = self.headlines.headline
        return None if headline is None else Chosen(lambda: (headline.id,), headline)

    # Order and groups.

    def action_order(self) -> None:
        """Choose the order and the groups."""
        from newsdesk.text.query import Sort
        from newsdesk.ui.widgets.order_list import OrderList

        sort = self._query.sort if self._query is not None else Sort()
        self.lay_over(OrderList(sort, self._by, signs=self.signs), Where.ORDER)

    @on(messages.OrderWanted)
    def _sort(self, wanted: messages.OrderWanted) -> None:
        from newsdesk.text.query import Sort, with_operator, without_chip

        if wanted.sort != Sort():
            sign = "-" if wanted.sort.reverse else ""
            self.bar.value = with_operator(self.bar.value, "sort", f"{sign}{wanted.sort.order}")
            return
        chips = self._query.chips if self._query is not None else ()
        for number in reversed([number for number, chip in enumerate(chips) if chip.operator == "sort"]):
            self.bar.value = without_chip(self.bar.value, number)

    @on(messages.GroupsWanted)
    def _put_together(self, wanted: messages.GroupsWanted) -> None:
        self._by = wanted.by
        self.headlines.forget_folds()
        self._deeds.remember(GROUPS, wanted.by or "")
        self._search_again()

    # The look of the rows.

    def action_row_lines(self) -> None:
        """One line a row, two, or as the width asks for."""
        lines = NEXT_LINES[self.headlines.arrangement.lines]
        self._lay_rows(replace(self.headlines.arrangement, lines=lines), f"Lines a row: {SAYS_LINES[lines]}.")

    def action_density(self) -> None:
        """With an empty line between rows, or without."""
        spaced = not self.headlines.arrangement.spaced
        says = "An empty line stands between rows." if spaced else "Rows stand close together."
        self._lay_rows(replace(self.headlines.arrangement, spaced=spaced), says)

    def action_second_line(self) -> None:
        """The byline or the description below headlines."""
        description = not self.headlines.arrangement.description
        says = f"A second line says the {'description' if description else 'author, the source and the age'}."
        self._lay_rows(replace(self.headlines.arrangement, description=description), says)

    def action_rows_as_configured(self) -> None:
        """Forget what was chosen by hand."""
        self.headlines.arrange_rows(arrangement_of(self._desk.settings.list, None))
        self._deeds.remember(ARRANGEMENT, "")
        say(self.app, "The list looks as the configuration says.")

    @on(HeadlineList.ColumnPulled)
    def _keep_columns(self, pulled: HeadlineList.ColumnPulled) -> None:
        self._deeds.remember(ARRANGEMENT, written(pulled.arrangement))

    def _lay_rows(self, arrangement: Arrangement, says: str) -> None:
        self.headlines.arrange_rows(arrangement)
        self._deeds.remember(ARRANGEMENT, written(arrangement))
        say(self.app, says)

    # Going to a row or a time.

    async def action_go_to(self) -> None:
        """Ask where to go, in the place of the search bar."""
        from newsdesk.ui.widgets.go_to_line import GoToLine

        if not self.query(GoToLine):
            await self._search_line.mount(Static(" : ", id="colon"), GoToLine())
        self._search_line.add_class("-going")
        self.query_one(GoToLine).ask(":")
        self.place_panes()

    @on(messages.PlaceWanted)
    def _go_to(self, wanted: messages.PlaceWanted) -> None:
        from newsdesk.ui.widgets.go_to_line import Time, understood

        self._search_line.remove_class("-going")
        if wanted.typed is None or not wanted.typed.strip():
            self.go_to(self.focused_pane)
            return
        self.go_to(Pane.LIST)
        place = understood(wanted.typed, self._today, len(self.headlines.hits))
        if place is None:
            say(self.app, f"{wanted.typed.strip()} is neither a row, such as 120, nor a time, such as 2025-02.")
        elif isinstance(place, Time):
            self._searching.go_to(self.headlines.hits, place.first, place.last)
        else:
            self.headlines.to_row(place)

    @on(messages.Went)
    def _arrive(self, went: messages.Went) -> None:
        if went.hits is not self.headlines.hits:
            return
        if went.row is None:
            say(self.app, "Nothing here is that old.")
        else:
            self.headlines.to_row(went.row)
