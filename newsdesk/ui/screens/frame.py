"""What stands where on the main screen: header, search bar, rule, three panes, hints; and which of them has the focus.

Owns the widgets, the layout and the steps between panes. Knows no desk and no search: `desk_screen` fills what stands
here.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from newsdesk.ui.commands import Command, Where, bindings_of
from newsdesk.ui.layout import Layout, Pane, Panes, lay_out, next_panes
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
_ARROWS = {Pane.LIST: "move", Pane.ARTICLE: "scroll", Pane.STATS: "move"}


class Frame(Screen[None]):
    """The main screen without what it shows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.EVERYWHERE)

    @dataclass
    class Completed(Message):
        """All widgets are there."""

    # These come with `complete`: the first headlines do not wait for them.
    bar: "SearchBar"
    article: "ReadingPane"
    stats: "StatsPanel"

    def __init__(self, headlines: HeadlineList, *, signs: Signs) -> None:
        super().__init__()
        self.signs = signs
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
        self._search_line = Horizontal(id="search")
        self._panes = Panes.ALL
        self.alone = False
        """Whether the article has the screen for itself."""
        self._stats_wished: bool | None = None

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
        await self._panes_line.mount(article, stats)
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
        layout = self.layout_now = lay_out(columns, rows, self._panes, self.focused_pane, self._stats_wished)
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
        self._search_line.display = layout.frame or typing
        self.rule.panes(self._stretches(layout, columns, None if typing else self.focused_pane))
        if typing:
            self.hints.show_for(Where.SEARCH)
        else:
            self.hints.show_for(_PLACES[self.focused_pane], arrows=_ARROWS[self.focused_pane])

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
            self._stats_wished = True
        self.place_panes()
        self.set_focus(self._there[pane])

    def action_next_pane(self, step: int = 1) -> None:
        """To the next pane; where there is room for one, list and article take turns."""
        there = [Pane.LIST, Pane.ARTICLE] + ([Pane.STATS] if self.layout_now.stats else [])
        self.go_to(there[(there.index(self.focused_pane) + step) % len(there)])

    def action_previous_pane(self) -> None:
        """To the pane before."""
        self.action_next_pane(-1)

    def action_layout(self) -> None:
        """Another number of panes."""
        self._panes = next_panes(self._panes, self.size.width)
        self.place_panes()

    def action_stats(self) -> None:
        """Show the figures, or send them away; where they lie over the rest, they get the focus."""
        self._stats_wished = not self.layout_now.stats
        self.place_panes()
        if self.layout_now.stats_over:
            self.go_to(Pane.STATS)
        elif not self._stats_wished and self.focused_pane is Pane.STATS:
            self.go_to(Pane.LIST)

    def step_back(self) -> bool:
        """One step back among the panes; whether there was one."""
        if self.layout_now.stats_over:
            self._stats_wished = None
        elif self.focused_pane is Pane.LIST:
            return False
        self.go_to(Pane.LIST)
        return True

    async def run_command(self, command: Command) -> None:
        """Do what a command does, as if its key had been pressed in its place."""
        places: dict[Where, Widget] = {Where.SEARCH: self.bar}
        places |= {_PLACES[pane]: widget for pane, widget in self._there.items()}
        await self.app.run_action(command.action, places.get(command.where, self))

    @on(Hints.Chosen)
    async def _do_hint(self, chosen: Hints.Chosen) -> None:
        await self.run_command(chosen.command)
