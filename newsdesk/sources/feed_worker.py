"""Read feeds and pages in processes of their own, which can be stopped.

A document from anywhere may keep a parser busy for minutes, fill the memory or bring the process down. Here it does so
to a worker: after the deadline the worker is killed, the next one started, and the document told unreadable. The
workers are started fresh (`spawn`), never forked, when the first feed is read; they end with the process that started
them.
"""

import contextlib
import logging
import multiprocessing
import os
import queue
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Final, Self, TypeAlias

from newsdesk.sources.feed import Feed, FeedOptions, FeedUnreadable, read_feed
from newsdesk.sources.page import Page, PageUnreadable, read_page

DEADLINE_SECONDS: Final = 15.0
MEMORY_BYTES: Final = 1536 * 1024 * 1024
"""Of address space. A feed of 50 MB takes a third of it."""
_NICER: Final = 5
"""Whoever reads or types comes first."""

Answer: TypeAlias = Feed | Page | str
"""What reading gave, or in words why it gave nothing."""

log = logging.getLogger(__name__)


class Document:
    """The bytes of a body until they are sent to a worker: nobody holds a large one while it is read there."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    def taken(self) -> bytes:
        """The bytes, given away: the next one who asks gets none."""
        data, self._data = self._data, b""
        return data


@dataclass(frozen=True, slots=True)
class FeedTask:
    """A body to read; the fields are those of `feed.read_feed`."""

    data: bytes | Document
    url: str
    content_type: str = ""
    options: FeedOptions = field(default_factory=FeedOptions)
    known: Mapping[bytes, bytes] = field(default_factory=dict)
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to find the article of; the fields are those of `page.read_page`."""

    data: bytes | Document
    url: str
    content_type: str = ""
    zone: tzinfo = UTC


class FeedReaders:
    """A few workers. Thread-safe: each thread that reads has a worker to itself meanwhile."""

    def __init__(
        self, workers: int = 2, *, deadline_seconds: float = DEADLINE_SECONDS, memory_bytes: int = MEMORY_BYTES
    ) -> None:
        """Prepare; no process is started yet.

        Args:
            workers: How many feeds are read at the same time.
            deadline_seconds: What one feed may take.
            memory_bytes: What a worker may allocate, where the system can limit it.
        """
        self.workers = workers
        self._deadline = deadline_seconds
        self._memory = memory_bytes
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._closed = False
        self._all = [_Worker(memory_bytes) for _ in range(workers)]
        for worker in self._all:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, task: FeedTask) -> Feed:
        """Read a feed; waits for a worker to be free.

        Raises:
            FeedUnreadable: it is no feed, takes too long, or brings the worker down.
        """
        answer = self._answer(task)
        if isinstance(answer, Feed):
            return answer
        raise FeedUnreadable(task.url, str(answer))

    def read_page(self, task: PageTask) -> Page:
        """Find the article of a page; waits for a worker to be free.

        Raises:
            PageUnreadable: there is none, it takes too long, or brings the worker down.
        """
        answer = self._answer(task)
        if isinstance(answer, Page):
            return answer
        raise PageUnreadable(task.url, str(answer))

    def _answer(self, task: FeedTask | PageTask) -> Answer:
        worker = self._idle.get()
        try:
            return "newsdesk is closing" if self._closed else worker.answer(task, self._deadline)
        finally:
            self._idle.put(worker)
            if self._closed:
                worker.end()

    def close(self) -> None:
        """End the workers, whatever they read: that is told unreadable."""
        self._closed = True
        for worker in self._all:
            worker.stop()
        ended: list[_Worker] = []
        with contextlib.suppress(queue.Empty):
            while True:
                ended.append(self._idle.get_nowait())
                ended[-1].end()
        # Put back, so that whoever waits for one learns that there is none.
        for worker in ended:
            self._idle.put(worker)


class _Worker:
    """One process, started when it is first needed and after each time that it had to be killed."""

    def __init__(self, memory_bytes: int) -> None:
        self._memory = memory_bytes
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None

    def answer(self, task: FeedTask | PageTask, deadline_seconds: float) -> Answer:
        """What reading gave."""
        line = self._line if self._line is not None else self._start()
        try:
            # The document as it is: pickled, a large one would stand in the memory twice more, on either side.
            line.send(replace(task, data=b""))
            line.send_bytes(task.data if isinstance(task.data, bytes) else task.data.taken())
            if line.poll(deadline_seconds):
                answer: Answer = line.recv()
                return answer
        except (EOFError, OSError):
            log.warning("reading %s ended the process that did it", task.url)
            self.end()
            return "reading it took more memory than it may"
        log.warning("reading %s took more than %g seconds", task.url, deadline_seconds)
        self.end()
        return f"reading it took more than {deadline_seconds:g} seconds"

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, self._memory), name="newsdesk-feeds", daemon=True)
        process.start()
        there.close()
        self._process, self._line = process, here
        return here

    def stop(self) -> None:
        """Kill it while another thread waits for its answer, which learns of it."""
        process = self._process
        if process is not None:
            # Closed where that thread has just ended it.
            with contextlib.suppress(ValueError):
                process.kill()

    def end(self) -> None:
        """Kill it, and clear up behind it."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._line = None


def _serve(line: Connection, memory_bytes: int) -> None:
    """What a worker does, until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _be_quiet()
    _limit(memory_bytes)
    while True:
        try:
            task: FeedTask | PageTask = line.recv()
            line.send(_read(task, line.recv_bytes()))
        except (EOFError, OSError):
            return


def _read(task: FeedTask | PageTask, data: bytes) -> Answer:
    try:
        if isinstance(task, PageTask):
            return read_page(data, url=task.url, content_type=task.content_type, zone=task.zone)
        return read_feed(
            data,
            url=task.url,
            content_type=task.content_type,
            options=task.options,
            known=task.known,
            now=task.now,
        )
    except (FeedUnreadable, PageUnreadable) as error:
        return error.reason
    except MemoryError:
        return "reading it took more memory than it may"
    except Exception as error:
        # A fault of ours must not take the other feeds down; it is told with the feed, and in the log.
        log.exception("reading %s failed", task.url)
        return f"newsdesk stumbled over it ({type(error).__name__})"


def _be_quiet() -> None:
    """Print nothing, however this ends: the terminal belongs to the one who started it, and may be a full screen."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _limit(memory_bytes: int) -> None:
    """Less memory and less of the processor than the one who reads; where the system cannot, the deadline has to do."""
    with contextlib.suppress(OSError):
        os.nice(_NICER)
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
