"""The wires of an open desk: feeds are fetched when they are due, or when asked for, behind the screen.

Owns one thread for that, and knows between two fetches when the next one is due: an idle desk asks neither the store
nor the network. What arrives is told like any change of the desk; how far it is, at most once a second.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message

from newsdesk.desk.desk import Desk
from newsdesk.desk.progress import Progress
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError
from newsdesk.model.source import SourceId, SourceKind
from newsdesk.text.clean import clean_line
from newsdesk.ui.errand import Errand
from newsdesk.ui.messages import Broke, DeskChanged, Failed, Said, WiresStood
from newsdesk.ui.signs import Signs
from newsdesk.ui.source_rows import until

if TYPE_CHECKING:
    # Brings along what fetches, which the first screen does not wait for.
    from newsdesk.desk.fetching import FetchReport

TELL_EVERY_S = 1.0
# What arrives waits behind «3 new»: to count it anew takes the processor from what is fetching.
SHOW_EVERY_S = 3.0
# Looking costs a comparison: the time of the next fetch is known.
LOOK_EVERY_S = 15.0
# A fetch stops between two answers; what has arrived is written.
CLOSING_S = 5.0


@dataclass(frozen=True, slots=True)
class _Fetch:
    """A fetch to make."""

    by_hand: bool = False
    """It was asked for: also what is not due, and the reader is told what came of it."""
    only: Collection[SourceId] | None = None


class Wires:
    """Follows the feeds of one desk, in a thread of its own."""

    def __init__(
        self, desk: Desk, post: Callable[[Message], object], now: Callable[[], datetime], *, signs: Signs
    ) -> None:
        self._desk = desk
        self._post = post
        self._now = now
        self._dot = signs.dot
        self._count = 0
        self._due: datetime | None = None
        self._offline = False
        self._progress: Progress | None = None
        self._stopped = self._closed = False
        self._told_s = self._shown_s = 0.0
        self._errand: Errand[_Fetch | None] = Errand(
            self._carry_out, lambda error: post(Broke(error)), name="newsdesk-wires"
        )

    def count(self) -> None:
        """Look again how many there are, and when the next one is due."""
        if not self._errand.busy:
            self._errand.ask(None)

    def look(self) -> None:
        """Fetch, if something is due and nobody switched that off."""
        due = self._due is not None and self._due <= self._now()
        if due and self._desk.settings.feeds.fetch == "auto" and self._desk.writable and not self._errand.busy:
            self._errand.ask(_Fetch())

    def fetch(self, only: Collection[SourceId] | None = None) -> None:
        """Fetch all now, due or not, or stop what is being fetched; just these come after it."""
        if only is None and self._progress is not None:
            self._stopped = True
        else:
            self._errand.ask(_Fetch(by_hand=True, only=only))

    def in_words(self) -> str:
        """How many there are and what they do, for the header; nothing where there are none."""
        progress = self._progress
        if progress is not None:
            return f"fetching {progress.done:,} of {progress.total:,} {self._dot} R stops"
        if not self._count:
            return ""
        wires = f"{self._count:,} wire{'' if self._count == 1 else 's'}"
        if self._desk.settings.feeds.fetch != "auto":
            return f"{wires} {self._dot} R fetches"
        if self._due is None:
            return f"{wires} {self._dot} paused"
        offline = "offline, again" if self._offline else "next"
        return f"{wires} {self._dot} {offline} {until(self._due, self._now())}"

    def close(self) -> None:
        """Stop; what has arrived is kept."""
        self._closed = True
        self._errand.close(CLOSING_S)

    # In the thread.

    def _carry_out(self, wanted: _Fetch | None) -> None:
        try:
            if wanted is not None:
                self._fetch(wanted)
            self._count = sum(source.kind is SourceKind.FEED for source in self._desk.sources())
            self._due = self._desk.wires.next_due() if self._count else None
        except NewsdeskError as error:
            self._post(Failed(clean_line(str(error))))
        finally:
            self._progress = None
            self._post(WiresStood())

    def _fetch(self, wanted: _Fetch) -> None:
        self._stopped = False
        if wanted.by_hand:
            self._progress = Progress(Clean("Fetching"), 0, self._count, 0.0)
            self._post(WiresStood())
        report = self._desk.wires.fetch(
            self._tell, lambda: self._stopped or self._closed, only=wanted.only, force=wanted.by_hand
        )
        self._progress = None
        if not report.busy:
            self._offline = report.unreached
            # Also where nothing came: how the feeds are doing is told on the sources screen.
            self._post(DeskChanged())
        if wanted.by_hand:
            self._post(Said(in_words(report)))

    def _tell(self, progress: Progress) -> None:
        self._progress = progress
        now = monotonic()
        if now - self._told_s >= TELL_EVERY_S:
            self._told_s = now
            self._post(WiresStood())
        if now - self._shown_s >= SHOW_EVERY_S:
            self._shown_s = now
            # What has arrived so far can be listed and read already.
            self._post(DeskChanged())


def in_words(report: "FetchReport") -> Clean:
    """What a fetch brought, in a sentence or two."""
    if report.busy:
        return Clean("Another newsdesk is fetching for this desk already; what it brings appears here too.")
    if not report.asked:
        return Clean("There is no feed to fetch. A, then a adds one.")
    if report.unreached:
        return Clean("No server answered: this machine seems to be offline. All that is here can be read.")
    counts = ((report.added, "new"), (report.amended, "changed"), (report.gone, "taken back"))
    facts = ", ".join(f"{count:,} {what}" for count, what in counts if count) or "nothing is new"
    asked = f"{report.asked:,} feed{'' if report.asked == 1 else 's'} asked"
    says = f"Stopped after {asked}: {facts}." if report.cancelled else f"{asked}: {facts}."
    if report.failed:
        one = report.failed[0]
        failed = f"{one.name} failed: {one.reason}" if len(report.failed) == 1 else f"{len(report.failed):,} failed."
        says += f" {failed} A says more." if len(report.failed) > 1 else f" {failed}"
    return clean_line(says)
