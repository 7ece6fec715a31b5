"""Read many article files in processes: parsing in threads would take turns with the one that draws.

The processes are started fresh (`spawn`), never forked: the store is open, and SQLite must not be carried through a
fork. They end with the process that started them, however that ends.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool as ProcessesEnded
from itertools import islice
from multiprocessing.process import BaseProcess

from newsdesk.desk.progress import Cancelled
from newsdesk.desk.readers import read_one, reading_options
from newsdesk.desk.settings import Settings
from newsdesk.model.article import RawArticle
from newsdesk.sources.folder import FoundFile
from newsdesk.sources.options import ReadingOptions

__all__ = ["ProcessesEnded", "read_in_processes"]

FILES_AT_ONCE = 48
BYTES_AT_ONCE = 512 * 1024
"""What a process is handed: some 30 ms of work, so that it can be cancelled soon and the handing over costs nothing."""

WAITING_PER_PROCESS = 4
"""Handed out ahead, so that no process waits while the store writes; more would only fill the memory."""


def read_in_processes(
    files: Sequence[FoundFile], settings: Settings, processes: int, cancelled: Cancelled
) -> Iterator[RawArticle]:
    """Read files in so many processes, in their order; until all are read or it is cancelled.

    Raises:
        ProcessesEnded: somebody killed one of them; what was yielded is whole.
    """
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
    return [read_one(path, key, _options) for path, key in batch]
