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
# However far a line between two panes is pulled, both stay of use.
LIST_COLUMNS_LEAST = 24
ARTICLE_COLUMNS_LEAST = 24
STATS_COLUMNS_LEAST = 18
STATS_SHARE_MOST = 0.4


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
class PaneChoice:
    """How the reader wants the panes."""

    panes: Panes = Panes.ALL
    list_share: float = 0.0
    """Of the room that list and article have together; 0 where the reader left it to newsdesk."""
    stats_columns: int = 0
    """0 where the reader left it to newsdesk."""


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


def lay_out(columns: int, rows: int, wish: PaneChoice, focus: Pane, *, stats_over: bool = False) -> Layout:
    """Decide the panes.

    Args:
        columns: Of the terminal.
        rows: Of the terminal.
        wish: What was asked for.
        focus: The pane with the focus: where there is room for one, it is this one.
        stats_over: Whether the stats are to lie over the rest where they do not stand beside it.

    Returns:
        Widths that add up to `columns`, the stats aside where they lie over the rest.
    """
    if columns < TINY_BELOW_COLUMNS or rows < TINY_BELOW_ROWS:
        return _one(columns, focus, frame=False)
    if columns >= THREE_PANES_FROM_COLUMNS and wish.panes is Panes.ALL:
        stats = _stats_columns(columns, wish)
        list_ = _list_columns(columns - stats, wish)
        return Layout(list_, columns - stats - list_, stats)
    if columns < TWO_PANES_FROM_COLUMNS or wish.panes is Panes.ONE:
        layout = _one(columns, focus, frame=True)
    else:
        list_ = _list_columns(columns, wish)
        layout = Layout(list_, columns - list_, 0)
    return replace(layout, stats=_stats_columns(columns, wish), stats_over=True) if stats_over else layout


def next_panes(wish: Panes, columns: int) -> Panes:
    """What the layout key asks for next, leaving out what the width cannot show."""
    order = [Panes.ALL, Panes.LIST_AND_ARTICLE, Panes.ONE]
    if columns < THREE_PANES_FROM_COLUMNS:
        order.remove(Panes.LIST_AND_ARTICLE)
        wish = Panes.ALL if wish is Panes.LIST_AND_ARTICLE else wish
    return order[(order.index(wish) + 1) % len(order)]


def with_list_of(columns: int, wish: PaneChoice, layout: Layout) -> PaneChoice:
    """The same choice, with a list of so many columns in the present layout.

    It is kept as a share, so that it means the same in a terminal of another size.
    """
    room = layout.list + layout.article
    return replace(wish, list_share=_within(columns, LIST_COLUMNS_LEAST, room - ARTICLE_COLUMNS_LEAST) / room)


def with_stats_of(columns: int, wish: PaneChoice, layout: Layout) -> PaneChoice:
    """The same choice, with figures of so many columns in the present layout."""
    beside = 0 if layout.stats_over else layout.stats
    whole = layout.list + layout.article + beside
    return replace(wish, stats_columns=_within(columns, STATS_COLUMNS_LEAST, int(whole * STATS_SHARE_MOST)))


def _stats_columns(columns: int, wish: PaneChoice) -> int:
    if wish.stats_columns:
        return _within(wish.stats_columns, STATS_COLUMNS_LEAST, int(columns * STATS_SHARE_MOST))
    return STATS_COLUMNS_WIDE if columns >= WIDE_FROM_COLUMNS else STATS_COLUMNS


def _list_columns(room: int, wish: PaneChoice) -> int:
    if wish.list_share:
        return _within(round(room * wish.list_share), LIST_COLUMNS_LEAST, room - ARTICLE_COLUMNS_LEAST)
    return _within(int(room * LIST_SHARE), LIST_COLUMNS, LIST_COLUMNS_MOST)


def _within(columns: int, least: int, most: int) -> int:
    return max(min(columns, most), least)


def _one(columns: int, focus: Pane, *, frame: bool) -> Layout:
    if focus is Pane.ARTICLE:
        return Layout(0, columns, 0, frame=frame)
    return Layout(columns, 0, 0, frame=frame)
