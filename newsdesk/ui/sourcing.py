"""What the main screen has to do with sources: the wires behind it, and the screen that looks after all sources.

Holds both together and passes on between them that something changed; neither knows the other.
"""

from collections.abc import Callable
from datetime import datetime

from textual.screen import Screen
from textual.signal import Signal

from newsdesk.desk.desk import Desk
from newsdesk.ui.signs import Signs
from newsdesk.ui.source_care import SourceCare
from newsdesk.ui.whole_text import WholeText
from newsdesk.ui.wires import LOOK_EVERY_S, Wires

FIRST_LOOK_AFTER_S = 1.0


class Sourcing:
    """Sources and wires of one main screen."""

    def __init__(
        self,
        screen: Screen[None],
        desk: Desk,
        now: Callable[[], datetime],
        read_again: Callable[[], object],
        *,
        signs: Signs,
    ) -> None:
        """Prepare; nothing is fetched before `begin`.

        Args:
            screen: Hears what becomes of it, and lies below the sources screen.
            desk: Whose sources.
            now: The clock.
            read_again: Has folders and files read.
            signs: To draw with.
        """
        self._screen = screen
        self._desk = desk
        self._now = now
        self._signs = signs
        self.whole = WholeText(desk, screen.post_message)
        self._wires = Wires(desk, screen.post_message, now, signs=signs)
        self._care = SourceCare(desk, screen.post_message, read_again, self._wires.fetch)
        self._changed: Signal[bool] = Signal(screen, "changed")
        """Published with whether the desk changed; else only what there is to say of the wires did."""

    def begin(self) -> None:
        """Follow the wires from now on: what is on the disk is there, and comes first."""
        self._wires.count()
        self._screen.set_timer(FIRST_LOOK_AFTER_S, self._wires.look)
        self._screen.set_interval(LOOK_EVERY_S, self._wires.look)

    def fetch(self) -> None:
        """Fetch all feeds now; what is being fetched is stopped instead."""
        self._wires.fetch()

    def in_words(self) -> str:
        """What there is to say of the wires in the header."""
        return self._wires.in_words()

    def desk_changed(self) -> None:
        """Articles or sources came, went or changed."""
        self._wires.count()
        self._changed.publish(True)

    def wires_stood(self) -> None:
        """There is something else to say of the wires."""
        self._changed.publish(False)

    def show(self, chosen: Callable[[str | None], None]) -> None:
        """Open the sources screen; `chosen` is told which query the list is to show, or none."""
        from newsdesk.ui.screens.sources_screen import SourcesScreen

        zone = self._desk.settings.zone
        screen = SourcesScreen(self._care, self._changed, self.in_words, self._now, zone, signs=self._signs)
        self._screen.app.push_screen(screen, chosen)

    def close(self) -> None:
        """Finish what was begun; afterwards no thread of it touches the desk."""
        self.whole.close()
        self._wires.close()
        self._care.close()
