"""Ask feeds what is new, many at the same time, and take it in.

Acts; `asking` asks for one feed, the store writes. What has arrived is written at once, so that it can be read while
slow servers are still waited for; a run that is cancelled or killed leaves what it had written. A feed that fails
touches nothing that was taken in before. Where no server at all can be reached, this machine is offline, and no feed is
blamed for it.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeAlias

from newsdesk.desk.asking import Asking, Failure
from newsdesk.desk.full_texts import bring_full_texts
from newsdesk.desk.memory import give_back
from newsdesk.desk.progress import Cancelled, Clock, ProgressHeard, never, unheard
from newsdesk.desk.settings import Settings
from newsdesk.desk.web import Web
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError
from newsdesk.model.source import SourceId
from newsdesk.model.wire import Arrival, Course, Wire
from newsdesk.net.address import host_of
from newsdesk.net.options import NetworkOptions
from newsdesk.store import Store

MOST_IN_A_WRITE = 1000
"""Articles, or feeds: keeps a transaction, and with it the wait of another process, below half a second."""
WRITE_EVERY_S = 0.1
"""What comes meanwhile goes into one transaction: a thousand of them would take as long as the rest."""
SHOW_EVERY_S = 0.5
SHOWING_S_A_SECOND = 0.1
"""The share of the time that bringing what came into the index may take."""
LOOK_EVERY_S = 0.1
"""Whether somebody wants it to stop."""
MOST_WAITING = 16
"""Feeds that were read and are to be written: where the store is slow, those that read wait for it."""
UNREACHED_FOR_OFFLINE = 24
"""So many without an answer from anybody: the others are not tried."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A feed that brought nothing."""

    source_id: SourceId
    name: Clean
    url: str
    reason: Clean
    """One sentence."""
    reached: bool
    """Whether any server answered."""
    lasting: bool = False
    """Whether somebody has to do something about it: let a private host through, put a secret in its place."""


@dataclass(slots=True)
class FetchReport:
    """What a fetch brought."""

    asked: int = 0
    """Feeds."""
    unchanged: int = 0
    """Feeds that had nothing new."""
    added: int = 0
    """Articles."""
    amended: int = 0
    gone: int = 0
    """Articles that their writers took back."""
    failed: list[Failed] = field(default_factory=list)
    full_texts: int = 0
    """Articles whose full text came along."""
    pictures: int = 0
    """Of starred articles, that came along."""
    given_up: int = 0
    """Articles that the rules of keeping took off the desk."""
    cancelled: bool = False
    busy: bool = False
    """Another process is fetching for this desk, or it cannot be written to: nothing was done."""

    @property
    def changed(self) -> bool:
        """Whether anything that a list shows is different now."""
        return bool(self.added or self.amended or self.gone or self.given_up)

    @property
    def unreached(self) -> bool:
        """Whether feeds were asked for, and no server answered."""
        return bool(self.asked) and len(self.failed) == self.asked and not any(one.reached for one in self.failed)

    @property
    def offline(self) -> bool:
        """Whether that looks as if this machine had no way to any of them."""
        return self.unreached and not any(one.lasting for one in self.failed)


Arrivals: TypeAlias = "asyncio.Queue[Arrival | None]"
"""What came and is to be written; None when nothing more comes."""


class Fetching:
    """One fetch, and what it has brought so far."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        options: NetworkOptions,
        *,
        written: Callable[[], object],
        progress: ProgressHeard = unheard,
        cancelled: Cancelled = never,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare.

        Args:
            store: It is written in pieces.
            settings: How feeds are read, and how often they are asked.
            options: How far to go to get them.
            written: Called now and then after something is in the store.
            progress: Hears how many feeds were asked.
            cancelled: Asked some times a second; what was taken in by then stays.
            now: The clock, in UTC.
        """
        self.report = FetchReport()
        self._store = store
        self._settings = settings
        self._options = options
        self._written = written
        self._progress = progress
        self._cancelled = cancelled
        self._now = now
        self._unreached: list[Failure] = []
        self._reached = False
        self._show_at = 0.0

    def fetch(self, wires: Sequence[Wire]) -> FetchReport:
        """Ask for these feeds; blocks until all have answered, or it is cancelled.

        Raises:
            StoreNotWritable: what came cannot be saved.
            AuthoritiesUnreadable: the file of own certificates cannot be read.
        """
        if wires:
            asyncio.run(self._fetch(interleaved(wires)))
            self._blame()
            self._written()
            give_back()
        return self.report

    async def _fetch(self, wires: deque[Wire]) -> None:
        clock = Clock(Clean("Fetching"), len(wires), self._progress)
        arrivals: Arrivals = asyncio.Queue(maxsize=MOST_WAITING)
        async with Web(self._options, readers=len(wires)) as web:
            asking = Asking(web, self._store.feeds.digests, self._settings, self._now)
            try:
                async with asyncio.TaskGroup() as tasks:
                    askers = [
                        tasks.create_task(self._ask_on(asking, wires, clock, arrivals))
                        for _ in range(min(self._options.at_once, len(wires)))
                    ]
                    tasks.create_task(self._look_after(askers, wires, arrivals))
                    tasks.create_task(self._take_in(arrivals))
            except* NewsdeskError as errors:
                raise errors.exceptions[0] from None
            if self._reached and not self.report.cancelled:
                self.report.full_texts = await bring_full_texts(
                    web, self._store, self._settings, now=self._now, progress=self._progress, cancelled=self._cancelled
                )

    async def _ask_on(self, asking: Asking, wires: deque[Wire], clock: Clock, arrivals: Arrivals) -> None:
        """Ask for one feed after the other until none is left."""
        while wires:
            self.report.asked += 1
            wire = wires.popleft()
            failure = await asking.ask(wire, partial(self._deliver, arrivals, wire))
            if failure is not None and (arrival := self._failed(failure, wires)) is not None:
                await arrivals.put(arrival)
            clock.advance(1)

    async def _deliver(self, arrivals: Arrivals, wire: Wire, arrival: Arrival) -> None:
        self._reached = True
        for piece in _pieces(arrival, wire.course):
            await arrivals.put(piece)

    def _failed(self, failure: Failure, wires: deque[Wire]) -> Arrival | None:
        """What to write of a failure; nothing yet where it may be this machine's own."""
        source = failure.wire.source
        self.report.failed.append(
            Failed(source.id, source.name, failure.wire.url, failure.reason, failure.reached, failure.lasting)
        )
        if failure.reached or failure.lasting:
            self._reached = self._reached or failure.reached
            return failure.arrival()
        self._unreached.append(failure)
        if not self._reached and len(self._unreached) >= UNREACHED_FOR_OFFLINE:
            wires.clear()
        return None

    async def _look_after(self, askers: Sequence["asyncio.Task[None]"], wires: deque[Wire], arrivals: Arrivals) -> None:
        """Stop them when somebody wants it; say that nothing more comes when all have ended."""
        left: Iterable[asyncio.Task[None]] = askers
        while left:
            _done, left = await asyncio.wait(left, timeout=LOOK_EVERY_S)
            if left and not self.report.cancelled and self._cancelled():
                self.report.cancelled = True
                wires.clear()
                for asker in left:
                    asker.cancel()
        await arrivals.put(None)

    async def _take_in(self, arrivals: Arrivals) -> None:
        """Write what comes, as much at once as comes together, until nothing more comes."""
        written_at = -WRITE_EVERY_S
        more = True
        while more:
            pieces, more = await _together(arrivals, written_at + WRITE_EVERY_S)
            if pieces:
                await asyncio.to_thread(self._write, pieces)
                written_at = time.monotonic()

    def _write(self, pieces: Sequence[Arrival]) -> None:
        report = self.report
        for arrival, taken in zip(pieces, self._store.feeds.take_in(pieces), strict=True):
            if taken is None:
                # Removed by somebody meanwhile.
                continue
            report.added += taken.added
            report.amended += taken.amended
            report.gone += taken.gone
            report.unchanged += not (arrival.course.failure or taken.added or taken.amended or taken.gone)
        began = time.monotonic()
        if began >= self._show_at:
            self._written()
            give_back()
            ended = time.monotonic()
            self._show_at = ended + max(SHOW_EVERY_S, (ended - began) / SHOWING_S_A_SECOND)

    def _blame(self) -> None:
        """Write of those that did not answer why. When nobody answered, it was hardly their fault."""
        arrivals = [failure.arrival(offline=not self._reached) for failure in self._unreached]
        for start in range(0, len(arrivals), MOST_IN_A_WRITE):
            self._store.feeds.take_in(arrivals[start : start + MOST_IN_A_WRITE])


def _pieces(arrival: Arrival, before: Course) -> Iterator[Arrival]:
    """What came, in pieces to write, oldest articles first; only with the last one the feed counts as read."""
    articles = arrival.articles
    while len(articles) > MOST_IN_A_WRITE:
        articles, some = articles[:-MOST_IN_A_WRITE], articles[-MOST_IN_A_WRITE:]
        yield Arrival(arrival.source_id, before, some)
    yield replace(arrival, articles=articles)


async def _together(arrivals: Arrivals, until: float) -> tuple[list[Arrival], bool]:
    """What comes up to a time of the monotonic clock, as much as one transaction is to hold; whether more may come.

    It is taken from the queue while it comes: those that ask wait for the store only, never for the clock.
    """
    pieces: list[Arrival] = []
    held = 0
    while held < MOST_IN_A_WRITE:
        try:
            async with asyncio.timeout(until - time.monotonic() if pieces else None):
                piece = await arrivals.get()
        except TimeoutError:
            break
        if piece is None:
            return pieces, False
        pieces.append(piece)
        # One that brings nothing is written as well.
        held += max(len(piece.articles), 1)
    return pieces, True


def interleaved(wires: Iterable[Wire]) -> deque[Wire]:
    """Feeds in an order in which those of one server stand far apart: it is asked for few of them at a time."""
    by_host: dict[str, deque[Wire]] = {}
    for wire in wires:
        by_host.setdefault(host_of(wire.url), deque()).append(wire)
    ordered: deque[Wire] = deque()
    left = list(by_host.values())
    while left:
        ordered.extend(some.popleft() for some in left)
        left = [some for some in left if some]
    return ordered
