"""The themes to choose from: what the cursor is on is shown at once, Enter keeps it, leaving takes it back.

Owns the cursor; the app draws with what it is told. It knows which themes there are, not what they look like.
"""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.strip import Strip

from newsdesk.text.widths import fit
from newsdesk.ui import themes
from newsdesk.ui.commands import Where, bindings_of
from newsdesk.ui.messages import ThemeShown
from newsdesk.ui.signs import UNICODE, Signs
from newsdesk.ui.widgets.line_view import LineView

NAME_CELLS = 15
AS_CONFIGURED = "As configured"
SAYS_CONFIGURED = "by default light or dark, as your terminal"


class ThemeList(LineView):
    """Themes, one a line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.THEMES)
    COMPONENT_CLASSES = {"themes--mark", "themes--name", "themes--says", "themes--cursor"}

    def __init__(self, names: Sequence[str], chosen: str, *, signs: Signs = UNICODE) -> None:
        """Offer themes.

        Args:
            names: The themes.
            chosen: The one that was chosen before; nothing where the configuration decides.
            signs: To draw with.
        """
        super().__init__(signs=signs, id="themes")
        self._names = ("", *names)
        self._chosen = chosen
        self._cursor = self._names.index(chosen) if chosen in self._names else 0
        self._left = False

    def action_move(self, themes_on: int) -> None:
        """Show another theme."""
        self._show(self._cursor + themes_on)

    def action_keep(self) -> None:
        """Keep the theme that is shown."""
        self._leave(self._names[self._cursor], kept=True)
        self.screen.set_focus(None)

    def action_leave(self) -> None:
        """Back to the theme before."""
        self.screen.set_focus(None)

    def on_blur(self) -> None:
        """Whoever goes elsewhere has kept nothing."""
        if self.app.app_focus:
            self._leave(self._chosen)

    def on_click(self, event: events.Click) -> None:
        """A click shows a theme, a second one keeps it."""
        place = event.get_content_offset(self)
        if place is not None and self.top + place.y < self.line_count:
            self._show(self.top + place.y)
            if event.chain == 2:
                self.action_keep()

    def _show(self, line: int) -> None:
        line = min(max(line, 0), len(self._names) - 1)
        if line != self._cursor:
            before, self._cursor = self._cursor, line
            self.repaint_lines(before, line)
            self.scroll_lines_to(min(max(self.top, line - self.lines_in_view + 1), line))
            self.post_message(ThemeShown(self._names[line]))

    def _leave(self, name: str, *, kept: bool = False) -> None:
        if not self._left:
            self._left = True
            self.post_message(ThemeShown(name, kept))

    @property
    def line_count(self) -> int:
        """One a theme."""
        return len(self._names)

    def paint(self, line: int, width: int) -> Strip:
        """One theme."""
        name = self._names[line]
        label, says = (themes.label(name), themes.says(name)) if name else (AS_CONFIGURED, SAYS_CONFIGURED)
        at_cursor = line == self._cursor
        ground = self.ground + self.style_of("themes--cursor") if at_cursor else self.ground
        room = max(width - 2 - NAME_CELLS, 0)
        return Strip(
            [
                Segment(f"{self.signs.bar if at_cursor else ' '} ", self.ground + self.ink_of("themes--mark")),
                Segment(fit(label, NAME_CELLS, self.signs.ellipsis), ground + self.ink_of("themes--name")),
                Segment(fit(says, room, self.signs.ellipsis), ground + self.ink_of("themes--says")),
            ]
        )
