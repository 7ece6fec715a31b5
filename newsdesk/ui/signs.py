"""The few signs that newsdesk draws with, in two alphabets.

Terminals and locales that can do no better than ASCII get signs that say the same in it. No sign needs a special
font: all are of Unicode's box, block and geometric blocks, one cell wide.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """One alphabet of signs; each is one cell wide unless it says otherwise."""

    unread: str
    changed: str
    starred: str
    problem: str
    picture: str
    note: str
    selected: str
    """Stands where the bar does, before a row that is selected."""
    selected_bar: str
    """Before a selected row that the keys act on."""
    unfolded: str
    """Before the heading of a group whose rows are shown."""
    folded: str
    bar: str
    """Stands before the row that the keys act on, in the pane that has the focus."""
    bar_resting: str
    """The same in a pane that has not."""
    rule: str
    rule_heavy: str
    """The rule above the pane that has the focus."""
    upright: str
    tee: str
    """Where an upright hangs from the rule."""
    dot: str
    """Between the facts of a byline."""
    ellipsis: str
    """As wide as it is long."""
    cross: str
    """Behind a chip: takes it away."""
    eighths: str
    """Bars of one to eight eighths of a cell; in ASCII there is only the whole."""
    thumb: str
    """The part of a scroll bar that moves."""
    arrows: str
    """For the hint «arrows move»; any width."""


UNICODE = Signs(
    unread="●",
    changed="Δ",
    starred="★",
    problem="!",
    picture="▣",
    note="¶",
    selected="■",
    selected_bar="█",
    unfolded="▾",
    folded="▸",
    bar="▌",
    bar_resting="▏",
    rule="─",
    rule_heavy="━",
    upright="│",
    tee="┬",
    dot="·",
    ellipsis="…",
    cross="×",
    eighths="▏▎▍▌▋▊▉█",
    thumb="▐",
    arrows="↑↓",
)

ASCII = Signs(
    unread="o",
    changed="~",
    starred="*",
    problem="!",
    picture="%",
    note="&",
    selected="=",
    selected_bar="#",
    unfolded="-",
    folded="+",
    bar=">",
    bar_resting="-",
    rule="-",
    rule_heavy="=",
    upright="|",
    tee="+",
    dot="-",
    ellipsis="...",
    cross="x",
    eighths="#",
    thumb="#",
    arrows="Up/Down",
)
