"""What goes on behind the screen without being asked: load the index, read the sources, hear of other processes.

Owns one thread, so that these come one after the other: first the index, then the sources. Progress is told at most
once a second: the line is slow, and a header that flickers is not calm.
"""

from collections.abc import Callable
from enum import Enum
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message

from newsdesk.desk.desk import Desk
from newsdesk.desk.progress import Progress
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError
from newsdesk.text.clean import clean_line
from newsdesk.ui.errand import Errand
from newsdesk.ui.messages import Broke, DeskChanged, Failed, IndexLoaded, Progressed, Said

if TYPE_CHECKING:
    # Brings the readers along, which the first screen does not wait for.
    from newsdesk.desk.refresh import RefreshReport

TELL_EVERY_S = 1.0
# The first files tell nothing about the rest.
ESTIMATE_AFTER_S = 2.0
# Reading stops after the file it is at; what was read is written.
CLOSING_S = 5.0


class _Task(Enum):
    """What there is to do."""

    LOAD = "load the index"
    REFRESH = "read the sources"
    REFRESH_AND_TELL = "read the sources, and say what came of it"
    CATCH_UP = "hear of other processes"


class Following:
    """Follows the sources and the store, in a thread of its own."""

    def __init__(self, desk: Desk, post: Callable[[Message], object]) -> None:
        self._desk = desk
        self._post = post
        self._told_s = 0.0
        self._closed = False
        self._refreshing = False
        self._errand = Errand(self._follow, lambda error: post(Broke(error)), name="newsdesk-follow")

    def begin(self) -> None:
        """Load the index, then read the sources."""
        self._errand.ask(_Task.LOAD)
        self._errand.ask(_Task.REFRESH)

    def refresh(self) -> None:
        """Read the sources again, and say what came of it."""
        self._errand.ask(_Task.REFRESH_AND_TELL)

    def catch_up(self) -> None:
        """Hear of what other processes did, unless something else is under way."""
        if not self._errand.busy:
            self._errand.ask(_Task.CATCH_UP)

    def close(self) -> None:
        """Stop; what has arrived is kept."""
        self._closed = True
        self._errand.close(CLOSING_S)

    def _follow(self, task: _Task) -> None:
        if self._closed:
            return
        try:
            if task is _Task.LOAD:
                self._desk.load_index(self._tell)
                self._post(IndexLoaded())
            elif task is _Task.CATCH_UP:
                if self._desk.catch_up():
                    self._post(DeskChanged())
            else:
                self._refresh(tell=task is _Task.REFRESH_AND_TELL)
        except NewsdeskError as error:
            self._post(Failed(clean_line(str(error))))
        finally:
            if task is not _Task.CATCH_UP:
                self._post(Progressed(Clean("")))

    def _refresh(self, *, tell: bool) -> None:
        self._refreshing = True
        try:
            report = self._desk.refresh(self._tell, lambda: self._closed)
        finally:
            self._refreshing = False
        if report.changed:
            self._post(DeskChanged())
        if tell or report.missing:
            self._post(Progressed(Clean("")))
            self._post(Said(in_words(report)))

    def _tell(self, progress: Progress) -> None:
        now = monotonic()
        if now - self._told_s < TELL_EVERY_S or progress.done >= progress.total:
            return
        self._told_s = now
        says = f"{progress.what}: {progress.done:,} of {progress.total:,}"
        left = progress.left_s
        if left is not None and progress.elapsed_s >= ESTIMATE_AFTER_S and left > TELL_EVERY_S:
            says += f", {left:,.0f} s left"
        self._post(Progressed(clean_line(says)))
        if self._refreshing:
            # What has arrived so far can be listed and read already.
            self._post(DeskChanged())


def in_words(report: "RefreshReport") -> Clean:
    """What a refresh brought, in a sentence or two."""
    if report.busy:
        return Clean("Another newsdesk is reading the sources of this desk already; what it finds appears here too.")
    counts = [(report.added, "new"), (report.amended, "changed"), (report.moved, "moved"), (report.gone, "gone")]
    facts = [f"{count:,} {what}" for count, what in counts if count]
    says = f"Sources read: {', '.join(facts)}." if facts else "Sources read: nothing is new."
    if report.missing:
        says += f" {', '.join(report.missing)} cannot be reached; its articles stay."
    return clean_line(says)
