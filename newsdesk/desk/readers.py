"""Read article files: a few right here, many in processes of their own, in the order in which they were asked for."""

import hashlib
import logging
import os
from collections.abc import Iterator, Sequence
from itertools import islice

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
        # Only for many: it costs a tenth of the time of a short command.
        from newsdesk.desk.reading_processes import ProcessesEnded, read_in_processes

        read = 0
        try:
            for article in read_in_processes(files, settings, processes, cancelled):
                read += 1
                yield article
        except ProcessesEnded:
            # Killed from outside (out of memory, a person): what is left is read here, slower and surer.
            log.warning("the reading processes ended after %d of %d files", read, len(files))
            rest = islice(rest, read, None)
        else:
            return
    options = reading_options(settings)
    for file in rest:
        if cancelled():
            return
        yield read_one(file.path, file.key, options)


def read_one(path: bytes, key: bytes, options: ReadingOptions) -> RawArticle:
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
