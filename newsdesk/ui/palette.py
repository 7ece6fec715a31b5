"""The command palette: every command of the table by its name, found as one types."""

from pathlib import PurePath
from typing import ClassVar

from textual.command import CommandInput, CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon

from newsdesk.ui.commands import COMMANDS, Command, key_name
from newsdesk.ui.screens.frame import Frame
from newsdesk.ui.themes import styles_folder

ICON = "/"
"""As before the search bar: Textual's own is an emoji."""


class Commands(Provider):
    """What the palette offers."""

    async def discover(self) -> Hits:
        """All of it, before anything is typed."""
        for command, run in self._offered():
            yield DiscoveryHit(_name(command), run, help=command.says)

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for command, run in self._offered():
            score = max(matcher.match(_name(command)), matcher.match(command.says))
            if score > 0:
                yield Hit(score, matcher.highlight(_name(command)), run, help=command.says)

    def _offered(self) -> list[tuple[Command, "Run"]]:
        screen = self.screen
        if not isinstance(screen, Frame):
            return []
        seen: set[str] = set()
        offered = []
        for command in COMMANDS:
            # The article has the list's deeds again; once is enough here.
            if command.palette and command.label not in seen:
                seen.add(command.label)
                offered.append((command, Run(screen, command)))
        return offered


class Run:
    """Runs one command on the screen below the palette."""

    def __init__(self, screen: Frame, command: Command) -> None:
        self._screen = screen
        self._command = command

    async def __call__(self) -> None:
        """Do it."""
        await self._screen.run_command(self._command)


class Palette(CommandPalette):
    """Textual's palette, calm: no emoji, no blinking, and drawn in ASCII where it must."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [styles_folder() / "palette.tcss"]

    def __init__(self, *, ascii_only: bool) -> None:
        super().__init__(providers=[Commands], placeholder="What do you want to do?")
        self.set_class(ascii_only, "-ascii")

    def on_mount(self) -> None:
        """A blinking cursor sends two kilobytes a second for ever."""
        self.query_one(CommandInput).cursor_blink = False
        self.query_one(SearchIcon).icon = ICON


def _name(command: Command) -> str:
    return f"{command.label}  ({key_name(command.keys[0])})" if command.keys else command.label
