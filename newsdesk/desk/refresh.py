"""Take in what changed in the sources: walk, compare, read, write.

Acts; `desk.triage` decides, `sources` reads, `store` writes. What has arrived is written every half second, so that it
can be searched and read while the rest is still coming; a run that is cancelled or killed leaves what it had written.
A source that is gone (an unmounted disk) is marked missing, and nothing of it is deleted.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from newsdesk.desk.followed import paused
from newsdesk.desk.progress import Cancelled, Clock, ProgressHeard, never, unheard
from newsdesk.desk.readers import read_all, read_as
from newsdesk.desk.settings import Settings
from newsdesk.desk.survey import identity_of, shown, survey
from newsdesk.desk.triage import Triage, gone, look, triage
from newsdesk.model.article import News, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.store import Store
from newsdesk.text.clean import clean_line

WRITE_EVERY_S = 0.5
MOST_IN_A_WRITE = 1000
"""Keeps a transaction, and with it the wait of another process, below half a second."""

JUST_NOW_NS = 2_000_000_000
"""File systems count time in steps of up to two seconds (FAT)."""

Touched: TypeAlias = Mapping[SourceId, Collection[bytes]]
"""Where something happened: sources, and in each the keys of files and folders; none of them means everywhere in it."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class RefreshReport:
    """What a refresh brought."""

    added: int = 0
    amended: int = 0
    """Articles that say something else now."""
    moved: int = 0
    """Renamed, or in another folder; they say the same."""
    gone: int = 0
    problems: int = 0
    """Articles that have a problem, among those that were read."""
    missing: list[Clean] = field(default_factory=list)
    """Names of the sources that cannot be reached."""
    unseen: list[Clean] = field(default_factory=list)
    """Folders that could not be looked into (no permission, too deep): what is known of their articles stays."""
    cancelled: bool = False
    busy: bool = False
    """Another process is refreshing this desk, or it cannot be written to: nothing was done."""

    @property
    def changed(self) -> bool:
        """Whether anything that a list shows is different now."""
        return bool(self.added or self.amended or self.moved or self.gone)


def refresh(
    store: Store,
    settings: Settings,
    *,
    written: Callable[[], object],
    progress: ProgressHeard = unheard,
    cancelled: Cancelled = never,
    words: bool = True,
    touched: Touched | None = None,
) -> RefreshReport:
    """Take in what changed in all folders and files of the desk.

    Args:
        store: It is written in pieces.
        settings: What is ignored, and how articles are read.
        written: Called after each piece is in the store.
        progress: Hears how many files of a source were read.
        cancelled: Stops it between two pieces.
        words: Whether the bodies' words are brought in, too: only `body:` needs them.
        touched: Look only there; None: everywhere.

    Raises:
        StoreNotWritable: what was read could not be saved.
    """
    run = _Run(store, settings, written, progress, cancelled)
    resting = paused(store)
    for source in sorted(store.sources(), key=lambda source: source.id):
        looked_at = (touched is None or source.id in touched) and source.id not in resting
        if source.kind is SourceKind.FEED or run.report.cancelled:
            continue
        if looked_at:
            run.take_in(source, None if touched is None else touched[source.id])
        else:
            run.pass_over(source)
    if words:
        bring_in_words(store, progress, cancelled)
    return run.report


def bring_in_words(store: Store, progress: ProgressHeard = unheard, cancelled: Cancelled = never) -> None:
    """Make all bodies findable with `body:`."""
    left = store.unworded()
    clock = Clock(Clean("Taking in the words"), left, progress)
    while left and not cancelled():
        before, left = left, store.bring_in_words()
        clock.advance(before - left)


class _Run:
    """One refresh, and what it has brought so far."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        written: Callable[[], object],
        progress: ProgressHeard,
        cancelled: Cancelled,
    ) -> None:
        self.report = RefreshReport()
        self._store = store
        self._settings = settings
        self._written = written
        self._progress = progress
        self._cancelled = cancelled
        self._read_as = read_as(settings)
        self._taken: set[bytes] = set()
        """Paths that an earlier source has. Of a source inside another one each article is there once, and stays with
        the source that had it first, whichever is the outer one."""

    def take_in(self, source: Source, only: Collection[bytes] | None = None) -> None:
        """Bring the store to what this source has now, everywhere or just in these places."""
        again = self._store.recall(f"read-as:{source.id}") != self._read_as
        if again or not only or not self._is_there_as_before(source):
            only = None
        known = self._store.known(source.id, only)
        ground = survey(source, self._settings.ignore, only)
        if ground is None or (known and not ground.files and not self._is_the_folder_it_was(source, ground.identity)):
            log.info("%r cannot be reached: its %d articles stay", source.location, len(known))
            self._store.set_missing(source.id, True)
            self.report.missing.append(source.name)
            self._written()
            return
        self._store.set_missing(source.id, False)
        self.report.unseen += [shown(source, key) for key in ground.unseen]
        files = [file for file in ground.files if file.path not in self._taken]
        self._taken.update(file.path for file in files)
        seen = look(known, files, ground.unseen, again=again)
        clock = Clock(clean_line(f"Reading {source.name}"), len(seen.to_read), self._progress)
        articles = _unsettled(read_all(seen.to_read, self._settings, self._cancelled), time.time_ns)
        for arrived in _pieces(articles, clock):
            self._write(source, triage(source.id, known, seen.vanished, arrived, again=again), arrived)
        if self._cancelled():
            self.report.cancelled = True
            return
        self._take_away(gone(source.id, seen.vanished))
        if again:
            self._store.remember(f"read-as:{source.id}", self._read_as)
        if files:
            self._remember_folder(source, ground.identity)

    def pass_over(self, source: Source) -> None:
        """Leave a source as it is; what it has is not taken by one around it, either."""
        around = (other for other in self._store.sources() if other.kind is SourceKind.FOLDER and other.id > source.id)
        if any(_holds(other, source) or _holds(source, other) for other in around):
            folder = source.location.rstrip(b"/") + b"/"
            self._taken.update(folder + key if key else source.location for key in self._store.known(source.id))

    def _write(self, source: Source, decided: Triage, arrived: Sequence[RawArticle]) -> None:
        self._store.write(decided.news)
        self.report.added += len(decided.news.added)
        self.report.amended += decided.amended
        self.report.moved += decided.moved
        self.report.problems += sum(bool(article.piece.problems) for article in arrived)
        log.info("%r: wrote %d articles", source.location, len(arrived))
        self._written()

    def _take_away(self, news: News) -> None:
        if news.gone:
            self._store.write(news)
            self.report.gone += len(news.gone)
            self._written()

    def _is_the_folder_it_was(self, source: Source, identity: str) -> bool:
        """Whether an empty folder is the one that held the articles: the point of an unmounted disk is another one."""
        return self._store.recall(f"folder:{source.id}") == identity

    def _is_there_as_before(self, source: Source) -> bool:
        """Whether what is known of a source still holds where nothing was touched."""
        try:
            return not source.missing and self._is_the_folder_it_was(source, identity_of(source))
        except OSError:
            return False

    def _remember_folder(self, source: Source, identity: str) -> None:
        if not self._is_the_folder_it_was(source, identity):
            self._store.remember(f"folder:{source.id}", identity)


def _holds(outer: Source, inner: Source) -> bool:
    return inner.location.startswith(outer.location.rstrip(b"/") + b"/")


def _unsettled(articles: Iterable[RawArticle], now_ns: Callable[[], int]) -> Iterator[RawArticle]:
    """Forget the time of files that were written just now, so that the next refresh reads them again.

    What is written to them in this very moment may leave time and size as they are.
    """
    for article in articles:
        if abs(now_ns() - article.origin.mtime_ns) < JUST_NOW_NS:
            article = replace(article, origin=replace(article.origin, mtime_ns=0))
        yield article


def _pieces(articles: Iterable[RawArticle], clock: Clock) -> Iterator[list[RawArticle]]:
    """What is read, in pieces to write: so often that it can be seen coming, so seldom that writing is cheap."""
    waiting: list[RawArticle] = []
    written_at = time.monotonic()
    for article in articles:
        waiting.append(article)
        clock.advance(1)
        if len(waiting) >= MOST_IN_A_WRITE or time.monotonic() - written_at >= WRITE_EVERY_S:
            yield waiting
            waiting = []
            # Counted from the end of the writing: a slow disk gets larger pieces, not more of them.
            written_at = time.monotonic()
    if waiting:
        yield waiting
