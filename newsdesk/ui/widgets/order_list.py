"""The order of the list and its groups, to choose from: two columns over the panes, each with what holds now marked.

Owns the cursor and reports what is chosen; the screen changes the query and has it answered again. Enter chooses and
leaves, space chooses and stays.
"""

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.strip import Strip

from newsdesk.model.hits import GroupBy
from newsdesk.text.query import Order, Sort
from newsdesk.text.widths import fit
from newsdesk.ui.commands import Where, bindings_of
from newsdesk.ui.messages import GroupsWanted, OrderWanted
from newsdesk.ui.signs import UNICODE, Signs
from newsdesk.ui.widgets.line_view import LineView

ORDERS = {
    Order.RELEVANCE: "best hit first",
    Order.DATE: "date",
    Order.TITLE: "title",
    Order.SOURCE: "source",
    Order.AUTHOR: "author",
    Order.LENGTH: "length",
    Order.RANDOM: "shuffled",
}
TURNED = "turned round"
GROUPS = {
    None: "no groups",
    GroupBy.DAY: "by day",
    GroupBy.MONTH: "by month",
    GroupBy.SOURCE: "by source",
    GroupBy.AUTHOR: "by author",
    GroupBy.TAG: "by tag",
    GroupBy.STATUS: "by status",
}
COLUMNS = (("Order", (*ORDERS.values(), TURNED)), ("Groups", tuple(GROUPS.values())))
HEAD_LINES = 1


class OrderList(LineView):
    """What the list can be ordered and put together by."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.ORDER)
    COMPONENT_CLASSES = {"order--title", "order--name", "order--mark", "order--cursor"}

    def __init__(self, sort: Sort, by: GroupBy | None, *, signs: Signs = UNICODE) -> None:
        """Offer orders and groups; `sort` and `by` hold now."""
        super().__init__(signs=signs, id="order")
        self._sort = sort
        self._by = by
        self._side = 0
        self._rows = [list(ORDERS).index(sort.order), list(GROUPS).index(by)]
        """Where the cursor is, or was, in each column."""

    def action_move(self, rows: int) -> None:
        """To another row."""
        row = self._rows[self._side] + rows
        self._stand_at(self._side, min(max(row, 0), len(COLUMNS[self._side][1]) - 1))

    def action_side(self, side: int) -> None:
        """To the orders (0) or the groups (1)."""
        self._stand_at(side, self._rows[side])

    def action_other_side(self) -> None:
        """To the other column."""
        self.action_side(1 - self._side)

    def action_choose(self) -> None:
        """Have the list so."""
        row = self._rows[self._side]
        if self._side == 1:
            self._by = list(GROUPS)[row]
            self.post_message(GroupsWanted(self._by))
        else:
            orders = list(ORDERS)
            turned = row == len(orders)
            order = self._sort.order if turned else orders[row]
            self._sort = Sort(order, turned and not self._sort.reverse)
            self.post_message(OrderWanted(self._sort))
        self.repaint()

    def action_choose_and_leave(self) -> None:
        """Have the list so, and go back to it."""
        self.action_choose()
        self.action_leave()

    def action_leave(self) -> None:
        """Back to the list."""
        self.screen.set_focus(None)

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        place = event.get_content_offset(self)
        if place is None:
            return
        side = int(place.x >= self.line_width // 2)
        row = self.top + place.y - HEAD_LINES
        if 0 <= row < len(COLUMNS[side][1]):
            self._stand_at(side, row)
            self.action_choose()

    def _stand_at(self, side: int, row: int) -> None:
        before = self._rows[self._side]
        self._side = side
        self._rows[side] = row
        self.repaint_lines(before + HEAD_LINES, row + HEAD_LINES)
        self.scroll_lines_to(min(max(self.top, row + HEAD_LINES - self.lines_in_view + 1), row))

    @property
    def line_count(self) -> int:
        """A title, and as many as the longer column has."""
        return HEAD_LINES + max(len(names) for _, names in COLUMNS)

    def paint(self, line: int, width: int) -> Strip:
        """One line of both columns."""
        room = width // 2
        if line < HEAD_LINES:
            titles = "".join(fit(f"    {title}", room) for title, _ in COLUMNS)
            return Strip([Segment(titles, self.ground + self.ink_of("order--title"))])
        row = line - HEAD_LINES
        segments: list[Segment] = []
        for side, (_, names) in enumerate(COLUMNS):
            name = names[row] if row < len(names) else ""
            at_cursor = side == self._side and row == self._rows[side]
            ground = self.ground + self.style_of("order--cursor") if at_cursor else self.ground
            bar = self.signs.bar if at_cursor else " "
            mark = self.signs.selected if self._holds(side, row) else " "
            segments += [
                Segment(f" {bar}{mark} ", self.ground + self.ink_of("order--mark")),
                Segment(fit(name, room - 4, self.signs.ellipsis), ground + self.ink_of("order--name")),
            ]
        return Strip(segments)

    def _holds(self, side: int, row: int) -> bool:
        if side == 1:
            return row < len(GROUPS) and list(GROUPS)[row] is self._by
        return self._sort.reverse if row == len(ORDERS) else list(ORDERS)[row] is self._sort.order
