"""Read many article files: a few right here, many in processes of their own, in the order in which they were asked for.

Reading is parsing, and parsing in threads would take turns with the one that draws. The processes are started fresh
(`spawn`), never forked: the store is open, and SQLite must not be carried through a fork. They end with the process
that started them, however that ends.
"""

import hashlib
import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.process import BaseProcess

import newsdesk
from newsdesk.desk.progress import Cancelled, never
from newsdesk.desk.settings import Settings
from newsdesk.model.article import Flag, Origin, Piece, RawArticle
from newsdesk.model.problem import Problem
from newsdesk.sources.article import title_of_name
from newsdesk.sources.folder import FoundFile, read_file
from newsdesk.sources.options import Limits, ReadingOptions
from newsdesk.text.clean import clean_line

FEW_FILES = 400
FEW_BYTES = 3_000_000
"""What is read (0.6 ms a file of 5 KB) before a process would have started (0.3 s)."""

FILES_AT_ONCE = 48
BYTES_AT_ONCE = 512 * 1024
"""What a process is handed: some 30 ms of work, so that it can be cancelled soon and the handing over costs nothing."""

WAITING_PER_PROCESS = 4
"""Handed out ahead, so that no process waits while the store writes; more would only fill the memory."""

MOST_PROCESSES = 8

log = logging.getLogger(__name__)


def reading_options(settings: Settings) -> ReadingOptions:
    """What the settings mean to the readers of files."""
    limits = settings.limits
    return ReadingOptions(
        zone=settings.zone,
        aliases=settings.aliases,
        limits=Limits(
            title=limits.title_characters,
            author=limits.author_characters,
            tag=limits.tag_characters,
            article_bytes=limits.article_mib * 1024 * 1024,
        ),
    )


def read_as(settings: Settings) -> str:
    """Names the way in which articles are read: when it changes, the same bytes may say something else."""
    return f"{newsdesk.__version__} {reading_options(settings)!r}"


def read_all(files: Sequence[FoundFile], settings: Settings, cancelled: Cancelled = never) -> Iterator[RawArticle]:
    """Read files, each as it is when its turn comes; until all are read or it is cancelled."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    few = len(files) <= FEW_FILES and sum(file.size for file in files) <= FEW_BYTES
    rest = iter(files)
    if not few and processes > 1:
        read = 0
        try:
            for article in _read_in_processes(files, settings, processes, cancelled):
                read += 1
                yield article
        except BrokenProcessPool:
            # Killed from outside (out of memory, a person): what is left is read here, slower and surer.
            log.warning("the reading processes ended after %d of %d files", read, len(files))
            rest = islice(rest, read, None)
        else:
            return
    options = reading_options(settings)
    for file in rest:
        if cancelled():
            return
        yield _read(file.path, file.key, options)


def _read_in_processes(
    files: Sequence[FoundFile], settings: Settings, processes: int, cancelled: Cancelled
) -> Iterator[RawArticle]:
    pool = ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(settings,)
    )
    waiting: deque[Future[list[RawArticle]]] = deque()
    batches = _batches(files)
    try:
        while not cancelled():
            ahead = processes * WAITING_PER_PROCESS - len(waiting)
            waiting.extend(pool.submit(_read_batch, batch) for batch in islice(batches, ahead))
            if not waiting:
                return
            yield from waiting.popleft().result()
    finally:
        # What was handed out and not begun is dropped; what was begun takes some milliseconds.
        pool.shutdown(cancel_futures=True)


def _batches(files: Sequence[FoundFile]) -> Iterator[list[tuple[bytes, bytes]]]:
    batch: list[tuple[bytes, bytes]] = []
    held = 0
    for file in files:
        batch.append((file.path, file.key))
        held += file.size
        if len(batch) >= FILES_AT_ONCE or held >= BYTES_AT_ONCE:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


_options: ReadingOptions
"""Of this reading process."""


def _begin(settings: Settings) -> None:
    """Prepare a reading process."""
    global _options
    _options = reading_options(settings)
    # Ctrl+C reaches every process of the terminal; the one that asked decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        # Killed, a parent cannot tell its processes: they would wait for work for ever.
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _read_batch(batch: list[tuple[bytes, bytes]]) -> list[RawArticle]:
    return [_read(path, key, _options) for path, key in batch]


def _read(path: bytes, key: bytes, options: ReadingOptions) -> RawArticle:
    """Read one file; where reading has a bug, one article has a problem, and the thousands behind it are read."""
    try:
        return read_file(path, key=key, options=options)
    except Exception as error:
        log.exception("reading %r failed", path)
        sentence = f"Reading this file failed unexpectedly ({type(error).__name__}: {error}). Please report it."
        problem = Problem("reading-failed", clean_line(sentence))
        piece = Piece(title_of_name(key or os.path.basename(path)), traits=Flag.PROBLEM, problems=(problem,))
        # Without size and time: the next refresh tries again.
        return RawArticle(Origin(key, hashlib.blake2b(path, digest_size=16).digest()), piece)
