"""The app: one desk, its screen, the looks. Thin; `screens` and `widgets` do the rest."""

import gc
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePath
from typing import ClassVar

from textual import events, on
from textual.app import App, _PrintCapture
from textual.binding import Binding, BindingType

from newsdesk.desk.desk import Desk
from newsdesk.ui import themes
from newsdesk.ui.commands import Where
from newsdesk.ui.messages import IndexLoaded, OwnDeskBegun, ThemeShown
from newsdesk.ui.screens.desk_screen import DeskScreen
from newsdesk.ui.screens.frame import Frame
from newsdesk.ui.signs import ASCII, UNICODE
from newsdesk.ui.surroundings import Surroundings
from newsdesk.ui.terminal import background
from newsdesk.ui.terminal.driver import SteadyDriver
from newsdesk.ui.terminal.early_screen import EarlyScreen

# A full collection stalls for 40 ms; with this threshold one comes every some thousand keys.
COLLECT_AFTER_OBJECTS = 50_000


def _utc_now() -> datetime:
    return datetime.now(UTC)


class _Printed(_PrintCapture):
    """What is printed while the app runs, kept off the terminal."""

    def fileno(self) -> int:
        """Say that there is none, as streams do.

        Textual's own says -1, which `multiprocessing` hands on to the processes that read articles: they cannot start.
        """
        raise io.UnsupportedOperation("fileno")


class Newsroom(App[None]):
    """newsdesk in a terminal."""

    TITLE = "newsdesk"
    # The key is in the table of commands.
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "quit", show=False, priority=True)]
    CSS_PATH: ClassVar[list[str | PurePath]] = [themes.styles_folder() / name for name in ("desk.tcss",)]

    def __init__(
        self,
        desk: Desk,
        surroundings: Surroundings,
        *,
        first_query: str = "",
        now: Callable[[], datetime] = _utc_now,
        early: EarlyScreen | None = None,
    ) -> None:
        """Prepare the app.

        Args:
            desk: What it shows; whoever opened it closes it.
            surroundings: What the terminal can do.
            first_query: What stands in the search bar at first.
            now: The clock, for ages.
            early: Who has the terminal until the app takes it.
        """
        self.early = early
        super().__init__(driver_class=SteadyDriver)
        self._capture_stdout = _Printed(self, stderr=False)
        self._capture_stderr = _Printed(self, stderr=True)
        self.has_own_desk = False
        """Whether the samples are to make way for the reader's own desk, which they have just begun."""
        self.fault: Exception | None = None
        """The bug that ended the app."""
        self._early: list[events.Key] = []
        self._surroundings = surroundings
        self._configured_theme = desk.settings.theme
        self._light: bool | None = None
        """Whether the terminal has said that its background is light."""
        self._ascii = surroundings.ascii
        self.desk_screen = DeskScreen(
            desk, signs=ASCII if surroundings.ascii else UNICODE, now=now, first_query=first_query
        )
        self._show_theme(self.desk_screen.looks.theme)

    def get_default_screen(self) -> DeskScreen:
        """The desk is the first screen, and nothing is below it."""
        return self.desk_screen

    def on_mount(self) -> None:
        """Widgets that draw boxes draw them in ASCII where they must."""
        self.set_class(self._ascii, "-ascii")
        self._ask_about_background()
        if self._driver is not None:
            self.desk_screen.send = self._driver.write
        if isinstance(self._driver, SteadyDriver):
            self.desk_screen.ask = self._driver.ask

    def on_unmount(self) -> None:
        """Let no thread touch the desk any longer."""
        self.desk_screen.close()

    async def on_event(self, event: events.Event) -> None:
        """Carry out a key at once, in its order.

        Textual hands a key to the widget with the focus, from where it climbs back up: keys that arrive together (a
        slow line, a paste) would all go to the list, though the first of them began a search, and `q` would quit.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and await self._carry_out(event):
            return
        await super().on_event(event)

    async def _carry_out(self, key: events.Key) -> bool:
        screen = self.desk_screen
        if not screen.completed:
            # What is typed before everything is there is not lost.
            self._early.append(key)
            return True
        if self.screen is screen and screen.article.catch_key(key):
            return True
        take = getattr(self.focused, "take_key", None)  # of whatever is typed into: the search bar, a line in a pane
        if self.screen is screen and take is not None and key.is_printable and key.character is not None:
            take(key.character)
            return True
        # Other screens, such as the palette's, take their keys as Textual hands them out.
        return self.screen is screen and await self._check_bindings(key.key)

    @on(Frame.Completed)
    async def _catch_up_with_keys(self) -> None:
        for name in themes.NAMES:
            self._know_theme(name)
        self._keep_background()
        early, self._early = self._early, []
        for key in early:
            await self.on_event(key)

    def _handle_exception(self, error: Exception) -> None:
        """End on a bug; whoever runs the app reports it, Textual's own report would show what variables hold."""
        self.fault = self.fault or error
        super()._handle_exception(error)
        self._exit_renderables.clear()

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        # Textual's palette and what it offers are not needed before somebody asks.
        from newsdesk.ui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(ascii_only=self._ascii))

    @on(IndexLoaded)
    def settle(self) -> None:
        """Everything is loaded and will stay: the collector need not look at it again and again."""
        gc.freeze()
        gc.set_threshold(COLLECT_AFTER_OBJECTS)
        gc.enable()

    def action_themes(self) -> None:
        """Choose a theme."""
        from newsdesk.ui.widgets.theme_list import ThemeList

        chosen = self.desk_screen.looks.theme
        names = themes.offered(self._surroundings)
        self.stylesheet.read(themes.styles_folder() / "theme_list.tcss")
        self.desk_screen.lay_over(ThemeList(names, chosen, signs=self.desk_screen.signs), Where.THEMES)

    @on(OwnDeskBegun)
    def _make_way(self) -> None:
        self.has_own_desk = True
        self.exit()

    @on(ThemeShown)
    def _look_at_theme(self, shown: ThemeShown) -> None:
        self._show_theme(shown.name)
        if shown.kept:
            self.desk_screen.choose(replace(self.desk_screen.looks, theme=shown.name))

    def _show_theme(self, chosen: str) -> None:
        """Draw with a theme; nothing chosen is what the configuration says."""
        light = self.desk_screen.looks.light if self._light is None else self._light
        name = themes.theme_for(chosen or self._configured_theme, self._surroundings, light=light)
        self._know_theme(name)
        self.theme = name

    def _know_theme(self, name: str) -> None:
        """Make it one of Textual's; the first frame waits for no other than its own."""
        if name not in self.available_themes:
            self.register_theme(themes.theme(name))

    def _ask_about_background(self) -> None:
        """Where light or dark is left to newsdesk and the environment is silent, ask the terminal; nothing waits."""
        left_to_us = (self.desk_screen.looks.theme or self._configured_theme) == themes.AUTO
        known = self._surroundings.light is not None or self._surroundings.few_colours
        if left_to_us and not known and isinstance(self._driver, SteadyDriver):
            self._driver.ask(background.QUESTION, background.ANSWER, self._hear_of_background)

    def _hear_of_background(self, answer: re.Match[str]) -> None:
        self._light = background.is_light(answer)
        self._show_theme(self.desk_screen.looks.theme)
        self._keep_background()

    def _keep_background(self) -> None:
        """Begin as the terminal is now the next time."""
        looks = self.desk_screen.looks
        if self._light is not None and self._light != looks.light and self.desk_screen.completed:
            self.desk_screen.choose(replace(looks, light=self._light))
