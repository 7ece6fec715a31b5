"""What stands where on the main screen: header, search bar, rule, three panes, hints; and which of them has the focus.

Owns the widgets, the layout, the steps between panes and the lines between them, which can be pulled. Knows no desk
and no search: `desk_screen` fills what stands here, and keeps the looks that are chosen.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from newsdesk.ui.commands import Command, Where, bindings_of
from newsdesk.ui.layout import (
    TWO_PANES_FROM_COLUMNS,
    Layout,
    Pane,
    PaneChoice,
    Panes,
    lay_out,
    next_panes,
    with_list_of,
    with_stats_of,
)
from newsdesk.ui.looks import Looks
from newsdesk.ui.messages import LooksChosen
from newsdesk.ui.say import say
from newsdesk.ui.signs import Signs
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.headline_list import HeadlineList
from newsdesk.ui.widgets.hints import Hints
from newsdesk.ui.widgets.line_view import LineView
from newsdesk.ui.widgets.one_line import OneLine
from newsdesk.ui.widgets.rule import Rule, Stretch

if TYPE_CHECKING:
    from newsdesk.ui.widgets.reading_pane import ReadingPane
    from newsdesk.ui.widgets.search_bar import SearchBar
    from newsdesk.ui.widgets.stats_panel import StatsPanel

_PLACES = {Pane.LIST: Where.LIST, Pane.ARTICLE: Where.ARTICLE, Pane.STATS: Where.STATS}
_ARROWS = {Where.LIST: "move", Where.ARTICLE: "scroll", Where.STATS: "move", Where.THEMES: "show each"}


ONE_AT_A_TIME = f"Here is room for one pane at a time; from {TWO_PANES_FROM_COLUMNS} columns on, there are more."


@dataclass(frozen=True, slots=True)
class _Over:
    """What lies over the panes for as long as it has the focus."""

    widget: Widget
    focus: Widget
    """The part of it that has the focus."""
    where: Where
    """The place that its keys are of."""


class Frame(Screen[None]):
    """The main screen without what it shows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.EVERYWHERE)
    # With Textual's own, all of the screen is sent again whenever the focus moves: 15 KB for a Tab.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    @dataclass
    class Completed(Message):
        """All widgets are there."""

    # These come with `complete`: the first headlines do not wait for them.
    bar: "SearchBar"
    article: "ReadingPane"
    stats: "StatsPanel"

    def __init__(self, headlines: HeadlineList, *, signs: Signs, looks: Looks) -> None:
        super().__init__()
        self.signs = signs
        self.looks = looks
        self.headlines = headlines
        self.completed = False
        """Whether all widgets are there; before, only the list is, and keys wait."""
        self.masthead = OneLine(signs=signs, id="masthead")
        self.found = OneLine(signs=signs, id="found")
        self.rule = Rule(signs=signs, id="rule")
        self.hints = Hints(signs=signs, id="hints")
        self.layout_now = Layout(0, 0, 0)
        self.focused_pane = Pane.LIST
        self._panes_line = Horizontal(headlines, id="panes")
        self._there: dict[Pane, LineView] = {Pane.LIST: headlines}
        self._foot = Vertical(id="foot")
        """Empty, and over the foot of the panes. What is mounted here, and not among them, lets them be."""
        self._search_line = Horizontal(id="search")
        self.alone = False
        """Whether the article has the screen for itself."""
        self._stats_over = False
        """Whether the figures were asked for where they cannot stand beside the rest."""
        self._over: _Over | None = None
        self._pulled: Pane | None = None
        """The pane whose left border is being pulled with the mouse."""

    def compose(self) -> ComposeResult:
        """From the top: header, search, rule, panes, hints."""
        yield self.masthead
        yield self._search_line
        yield self.rule
        yield self._panes_line
        yield self.hints

    def on_mount(self) -> None:
        """Begin in the list."""
        self.set_focus(self.headlines)

    async def complete(self, bar: "SearchBar", article: "ReadingPane", stats: "StatsPanel") -> None:
        """Add what the first headlines did not wait for."""
        self.bar, self.article, self.stats = bar, article, stats
        self.app.stylesheet.read(styles_folder() / "panes.tcss")
        await self._search_line.mount(Static(" / ", id="slash"), bar, self.found)
        await self._panes_line.mount(article, stats, self._foot)
        self._there |= {Pane.ARTICLE: article, Pane.STATS: stats}
        self.completed = True
        self.place_panes()
        self.post_message(self.Completed())

    def on_resize(self) -> None:
        """The terminal has another size."""
        self.place_panes()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The rule and the hints say who has the focus; where there is room for one pane, it is that one."""
        for pane, widget in self._there.items():
            if event.widget is widget:
                self.focused_pane = pane
        self.place_panes()

    def place_panes(self) -> None:
        """Give everything its place."""
        columns, rows = self.size
        if not columns:
            return
        layout = self.layout_now = lay_out(
            columns, rows, self.looks.panes, self.focused_pane, stats_over=self._stats_over
        )
        if self.alone:
            layout = self.layout_now = Layout(0, columns, 0, frame=False)
        typing = self.completed and self.bar.has_focus
        widths = {Pane.LIST: layout.list, Pane.ARTICLE: layout.article, Pane.STATS: layout.stats}
        for pane, widget in self._there.items():
            width = widths[pane]
            widget.display = width > 0
            if widget.styles.width is None or widget.styles.width.value != width:
                widget.styles.width = width
        if self.completed:
            self.stats.set_class(layout.stats_over, "-over")
            self.article.set_class(not layout.list, "-first")
            self.article.alone = self.alone
        self.masthead.display = self.rule.display = self.hints.display = layout.frame
        self._search_line.display = layout.frame or typing or self._search_line.has_class("-going")
        self.rule.panes(self._stretches(layout, columns, None if typing else self.focused_pane))
        where = Where.SEARCH if typing else self._over.where if self._over else _PLACES[self.focused_pane]
        if self.completed and self.article.line.has_focus:
            where = Where.FOOT
        self.hints.show_for(where, arrows=_ARROWS.get(where, ""))

    @staticmethod
    def _stretches(layout: Layout, columns: int, focused: Pane | None) -> list[Stretch]:
        """The panes as the rule sees them; a border of one cell stands before all but the first."""
        stretches: list[Stretch] = []
        end = columns - layout.stats
        if layout.list:
            stretches.append(Stretch(0, min(layout.list, end), focused is Pane.LIST))
        if layout.article:
            start = layout.list + 1 if layout.list else 0
            if start < end:
                stretches.append(Stretch(start, end - start, focused is Pane.ARTICLE))
        if layout.stats:
            stretches.append(Stretch(end + 1, layout.stats - 1, focused is Pane.STATS))
        return stretches

    def go_to(self, pane: Pane) -> None:
        """Give a pane the focus, and room where there was none."""
        self.focused_pane = pane
        self.alone = self.alone and pane is Pane.ARTICLE
        if pane is Pane.STATS and not self.layout_now.stats:
            self._stats_over = True
        self.place_panes()
        self.set_focus(self._there[pane])

    def action_next_pane(self, step: int = 1) -> None:
        """To the next pane; where there is room for one, list and article take turns."""
        there = [Pane.LIST, Pane.ARTICLE] + ([Pane.STATS] if self.layout_now.stats else [])
        self.go_to(there[(there.index(self.focused_pane) + step) % len(there)])

    def action_previous_pane(self) -> None:
        """To the pane before."""
        self.action_next_pane(-1)

    def choose(self, looks: Looks) -> None:
        """Look like this from now on, and at the next start."""
        self.looks = looks
        self.place_panes()
        self.post_message(LooksChosen(looks))

    def _arrange(self, wish: PaneChoice) -> None:
        self.choose(replace(self.looks, panes=wish))

    def action_layout(self) -> None:
        """Another number of panes."""
        if self.size.width < TWO_PANES_FROM_COLUMNS:
            say(self.app, ONE_AT_A_TIME)
            return
        wish = self.looks.panes
        self._stats_over = False
        self._arrange(replace(wish, panes=next_panes(wish.panes, self.size.width)))

    def action_stats(self) -> None:
        """Show the figures, or send them away; where they lie over the rest, they get the focus."""
        wish = self.looks.panes
        beside = self.layout_now.stats and not self.layout_now.stats_over
        if beside or self._has_room_for_stats(wish):
            self._arrange(replace(wish, panes=Panes.LIST_AND_ARTICLE if beside else Panes.ALL))
        else:
            self._stats_over = not self._stats_over
            self.place_panes()
        if self.layout_now.stats_over:
            self.go_to(Pane.STATS)
        elif not self.layout_now.stats and self.focused_pane is Pane.STATS:
            self.go_to(Pane.LIST)

    def _has_room_for_stats(self, wish: PaneChoice) -> bool:
        """Whether they would stand beside list and article, were they asked for."""
        if wish.panes is not Panes.LIST_AND_ARTICLE or self._stats_over:
            return False
        layout = lay_out(*self.size, replace(wish, panes=Panes.ALL), self.focused_pane)
        return layout.stats > 0

    def action_widen(self, pane: str, columns: int) -> None:
        """Give the list or the figures more columns, or fewer."""
        layout, before = self.layout_now, self.looks
        self._pull(Pane.ARTICLE if pane == Pane.LIST.value else Pane.STATS, getattr(layout, pane) + columns)
        if self.looks == before:
            say(self.app, f"There is no room beside the {'list' if pane == Pane.LIST.value else 'figures'} to share.")
        else:
            self.choose(self.looks)

    def action_widths_anew(self) -> None:
        """Leave the widths of the panes to newsdesk again."""
        self._arrange(replace(self.looks.panes, list_share=0.0, stats_columns=0))

    def _pull(self, pane: Pane, columns: int) -> None:
        """Put the left border of a pane elsewhere: the list, or the figures, get so many columns."""
        layout, wish = self.layout_now, self.looks.panes
        if pane is Pane.STATS and layout.stats:
            wish = with_stats_of(columns, wish, layout)
        elif pane is Pane.ARTICLE and layout.list and layout.article:
            wish = with_list_of(columns, wish, layout)
        if wish != self.looks.panes:
            self.looks = replace(self.looks, panes=wish)
            self.place_panes()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the line between two panes."""
        if not self.completed or self._over is not None:
            return
        x, y = event.screen_offset
        for pane, columns in ((Pane.ARTICLE, self.layout_now.list), (Pane.STATS, self.layout_now.stats)):
            region = self._there[pane].region
            if columns and x == region.x and region.y <= y < region.bottom:
                self._pulled = pane
        if self._pulled is not None:
            self._there[self._pulled].capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Pull it."""
        if self._pulled is not None:
            x = int(event.screen_x)
            self._pull(self._pulled, x if self._pulled is Pane.ARTICLE else self.size.width - x)

    def on_mouse_up(self) -> None:
        """Let it go."""
        if self._pulled is not None:
            self._there[self._pulled].release_mouse()
            self._pulled = None
            self.choose(self.looks)

    def lay_over(self, widget: LineView, where: Where) -> None:
        """Put something over the right of the panes and give it the focus; it leaves by itself.

        Args:
            widget: With a width and a height of its own.
            where: The place that its keys are of.
        """
        self._panes_line.mount(widget)
        self._give_focus_over(_Over(widget, widget, where))

    async def lay_panel_over(self, panel: Widget, focus: Widget, where: Where) -> None:
        """Put a panel over the foot of the panes, which are not sent again. It leaves with the focus.

        Args:
            panel: With a height of its own. When this returns, what is typed is typed there.
            focus: The part of it that has the focus.
            where: The place that its keys are of.
        """
        await self._foot.mount(panel)
        self._give_focus_over(_Over(panel, focus, where))

    def _give_focus_over(self, over: "_Over") -> None:
        self._over = over
        self.set_focus(over.focus)
        self.place_panes()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """What lies over the panes goes with the focus, unless the whole terminal has lost it."""
        if self._over is not None and event.widget is self._over.focus and self.app.app_focus:
            self._over.widget.remove()
            self._over = None
            if self.focused is None:
                self.set_focus(self._there[self.focused_pane])
            self.place_panes()

    def step_back(self) -> bool:
        """One step back among the panes; whether there was one."""
        if self.layout_now.stats_over:
            self._stats_over = False
        elif self.focused_pane is Pane.LIST:
            return False
        self.go_to(Pane.LIST)
        return True

    async def run_command(self, command: Command) -> None:
        """Do what a command does, as if its key had been pressed in its place."""
        places: dict[Where, Widget] = {Where.SEARCH: self.bar}
        places |= {_PLACES[pane]: widget for pane, widget in self._there.items()}
        if self._over is not None:
            places[self._over.where] = self._over.focus
        await self.app.run_action(command.action, places.get(command.where, self))

    @on(Hints.Chosen)
    async def _do_hint(self, chosen: Hints.Chosen) -> None:
        await self.run_command(chosen.command)
