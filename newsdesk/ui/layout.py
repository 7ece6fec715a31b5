"""Which panes stand side by side, and how wide: decided from the size of the terminal and what the reader wishes.

Pure; the main screen gives the panes these widths.
"""

from dataclasses import dataclass, replace
from enum import Enum

TWO_PANES_FROM_COLUMNS = 100
THREE_PANES_FROM_COLUMNS = 120
# Below this there is room for a list or an article, and nothing around them.
TINY_BELOW_COLUMNS = 40
TINY_BELOW_ROWS = 10

STATS_COLUMNS = 28
STATS_COLUMNS_WIDE = 34
WIDE_FROM_COLUMNS = 160
# A headline needs about this much to be told from the next one; a line of text is read best at about 72.
LIST_COLUMNS = 44
LIST_COLUMNS_MOST = 84
LIST_SHARE = 0.4


class Panes(Enum):
    """What the reader wishes to see beside one another; the terminal may be too narrow for it."""

    ALL = "list, article and figures"
    LIST_AND_ARTICLE = "list and article"
    ONE = "one pane at a time"


class Pane(Enum):
    """One of the three."""

    LIST = "list"
    ARTICLE = "article"
    STATS = "stats"


@dataclass(frozen=True, slots=True)
class Layout:
    """Widths in columns; 0 is a pane that is not there."""

    list: int
    article: int
    stats: int
    stats_over: bool = False
    """The stats lie over the right of the other panes."""
    frame: bool = True
    """Whether there is room for header, rule and footer."""


def lay_out(columns: int, rows: int, wish: Panes, focus: Pane, stats: bool | None = None) -> Layout:
    """Decide the panes.

    Args:
        columns: Of the terminal.
        rows: Of the terminal.
        wish: The panes that were asked for.
        focus: The pane with the focus: where there is room for one, it is this one.
        stats: Whether the stats were asked for or sent away; None where nobody said.

    Returns:
        Widths that add up to `columns`, the stats aside where they lie over the rest.
    """
    if columns < TINY_BELOW_COLUMNS or rows < TINY_BELOW_ROWS:
        return _one(columns, focus, frame=False)
    if columns >= THREE_PANES_FROM_COLUMNS and wish is Panes.ALL and stats is not False:
        stats_columns = STATS_COLUMNS_WIDE if columns >= WIDE_FROM_COLUMNS else STATS_COLUMNS
        room = columns - stats_columns
        return Layout(_list_columns(room), room - _list_columns(room), stats_columns)
    if columns < TWO_PANES_FROM_COLUMNS or wish is Panes.ONE:
        layout = _one(columns, focus, frame=True)
    else:
        layout = Layout(_list_columns(columns), columns - _list_columns(columns), 0)
    return replace(layout, stats=STATS_COLUMNS, stats_over=True) if stats else layout


def next_panes(wish: Panes, columns: int) -> Panes:
    """What the layout key asks for next, leaving out what the width cannot show."""
    order = [Panes.ALL, Panes.LIST_AND_ARTICLE, Panes.ONE]
    if columns < THREE_PANES_FROM_COLUMNS:
        order.remove(Panes.LIST_AND_ARTICLE)
        wish = Panes.ALL if wish is Panes.LIST_AND_ARTICLE else wish
    return order[(order.index(wish) + 1) % len(order)]


def _list_columns(room: int) -> int:
    return min(max(LIST_COLUMNS, int(room * LIST_SHARE)), LIST_COLUMNS_MOST)


def _one(columns: int, focus: Pane, *, frame: bool) -> Layout:
    if focus is Pane.ARTICLE:
        return Layout(0, columns, 0, frame=frame)
    return Layout(columns, 0, 0, frame=frame)
