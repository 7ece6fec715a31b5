"""What goes on behind the screen without being asked: load the index, read the sources, hear of what happens to them.

Owns one thread, so that these come one after the other: first the index, then the sources, and the words of the bodies
whenever nothing else is to do; the watching of the files has a thread of its own, and only says where to look. Progress
is told at most once a second: the line is slow, and a header that flickers is not calm.
"""

import threading
from collections.abc import Callable
from enum import Enum
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message

from newsdesk.desk.desk import Desk
from newsdesk.desk.progress import Progress
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError, StoreNotWritable
from newsdesk.text.clean import clean_line
from newsdesk.ui.errand import Errand
from newsdesk.ui.messages import Broke, DeskChanged, Failed, IndexLoaded, Progressed, Said, SourcesRead

if TYPE_CHECKING:
    # Bring the readers along, which the first screen does not wait for.
    from newsdesk.desk.refresh import RefreshReport, Touched
    from newsdesk.desk.watching import Watching
    from newsdesk.model.source import SourceId

TELL_EVERY_S = 1.0
# The first files tell nothing about the rest.
ESTIMATE_AFTER_S = 2.0
READ_ONLY = Clean("This desk can only be read: changes cannot be saved, and its sources are not read again.")
# What could not be taken in (a full disk) is tried again so often.
TRY_AGAIN_S = 3.0
# Reading stops after the file it is at; what was read is written.
CLOSING_S = 5.0


class _Task(Enum):
    """What there is to do."""

    LOAD = "load the index"
    REFRESH = "read the sources"
    REFRESH_AND_TELL = "read the sources, and say what came of it"
    TAKE_IN = "read what was touched"
    WORDS = "take in the words of some bodies"
    CATCH_UP = "hear of other processes"


class Following:
    """Follows the sources and the store, in a thread of its own."""

    def __init__(self, desk: Desk, post: Callable[[Message], object]) -> None:
        self._desk = desk
        self._post = post
        self._told_s = 0.0
        self._closed = False
        self._refreshing = False
        self._watching: Watching | None = None
        self._touched: dict[SourceId, set[bytes]] = {}
        """Where something happened that was not looked at yet; an empty set means everywhere in the source."""
        self._touching = threading.Lock()
        self._again_s: float | None = None
        """When to try again what could not be saved; None where all that was read is saved."""
        self._errand = Errand(self._follow, lambda error: post(Broke(error)), name="newsdesk-follow")

    def begin(self) -> None:
        """Load the index, then read the sources."""
        self._errand.ask(_Task.LOAD)
        self._errand.ask(_Task.REFRESH)

    def refresh(self) -> None:
        """Read the sources again, and say what came of it."""
        self._errand.ask(_Task.REFRESH_AND_TELL)

    def look_at(self, touched: "Touched") -> None:
        """Take in what was touched in a source, at once."""
        self._heard(touched)

    def catch_up(self) -> None:
        """Hear of what other processes did, unless something else is under way."""
        if not self._errand.busy:
            self._errand.ask(_Task.CATCH_UP)

    def close(self) -> None:
        """Stop; what has arrived is kept."""
        self._closed = True
        self._errand.close(CLOSING_S)
        if self._watching is not None:
            self._watching.close()

    def _follow(self, task: _Task) -> None:
        if self._closed:
            return
        try:
            match task:
                case _Task.LOAD:
                    self._desk.load_index(self._tell)
                    self._post(IndexLoaded())
                case _Task.CATCH_UP:
                    self._catch_up()
                case _Task.TAKE_IN:
                    self._take_in()
                case _Task.WORDS:
                    # A stretch at a time: what happens meanwhile does not wait for all the words.
                    if self._desk.bring_in_words():
                        self._errand.ask(_Task.WORDS)
                    if not self._touched:
                        self._again_s = None
                    self._catch_up()
                case _Task.REFRESH | _Task.REFRESH_AND_TELL if not self._desk.writable:
                    self._post(Said(READ_ONLY))
                case _Task.REFRESH | _Task.REFRESH_AND_TELL:
                    self._watch()
                    self._refresh(tell=task is _Task.REFRESH_AND_TELL)
        except StoreNotWritable as error:
            if self._again_s is None:
                self._post(Failed(clean_line(f"{error} What the sources say is taken in then.")))
            self._again_s = monotonic() + TRY_AGAIN_S
        except NewsdeskError as error:
            self._post(Failed(clean_line(str(error))))
        finally:
            if task not in {_Task.CATCH_UP, _Task.TAKE_IN, _Task.WORDS}:
                self._post(Progressed(Clean("")))
            if task in {_Task.REFRESH, _Task.REFRESH_AND_TELL}:
                self._post(SourcesRead())

    def _refresh(self, *, tell: bool) -> None:
        self._refreshing = True
        try:
            report = self._desk.refresh(self._tell, lambda: self._closed, words=False)
        except StoreNotWritable:
            self._note({source.id: () for source in self._desk.sources()})
            raise
        finally:
            self._refreshing = False
        # Also where it found nothing new: another newsdesk may have found it just before.
        self._post(DeskChanged())
        if tell or report.missing:
            self._post(Progressed(Clean("")))
            self._post(Said(in_words(report)))
        self._errand.ask(_Task.WORDS)

    def _catch_up(self) -> None:
        if self._desk.catch_up():
            if self._desk.writable:
                self._watch()
            self._post(DeskChanged())
        if self._again_s is not None and monotonic() < self._again_s:
            return
        if self._touched:
            # Somebody else was reading the sources when we wanted to, or there was no room for what they say.
            self._take_in()
        elif self._again_s is not None:
            self._errand.ask(_Task.WORDS)

    # Files that are saved while the desk is open.

    def _watch(self) -> None:
        """Watch the sources that there are now."""
        # With its library it is not needed for the first screen.
        from newsdesk.desk.watching import Watching

        sources = tuple(self._desk.sources())
        places = [(source.id, source.location) for source in sources]
        if self._watching is not None:
            if places == [(source.id, source.location) for source in self._watching.sources]:
                return
            self._watching.close()
        broke = lambda error: self._post(Broke(error))  # noqa: E731
        self._watching = Watching(sources, self._desk.settings.ignore, self._heard, broke)

    def _heard(self, touched: "Touched") -> None:
        """Something happened; in the thread that watches."""
        self._note(touched)
        self._errand.ask(_Task.TAKE_IN)

    def _note(self, touched: "Touched") -> None:
        with self._touching:
            for source_id, keys in touched.items():
                noted = self._touched.setdefault(source_id, set(keys))
                if keys and noted:
                    noted.update(keys)
                else:
                    noted.clear()

    def _take_in(self) -> None:
        with self._touching:
            touched, self._touched = self._touched, {}
        if not touched:
            return
        try:
            report = self._desk.refresh(cancelled=lambda: self._closed, words=False, touched=touched)
        except StoreNotWritable:
            self._note(touched)
            raise
        if report.busy:
            # Another newsdesk is at it, and may have passed there already: looked at with the next catching up.
            self._note(touched)
        else:
            self._again_s = None
            self._post(DeskChanged())
            self._errand.ask(_Task.WORDS)

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
