"""The desk's index: opened or rebuilt, kept in step with the store, asked.

Promises that a search never waits for the whole index: until that is there, it is answered from the newest articles.
The index is told of the store's changes by their sequence only, and may be thrown away at any time.
numpy and all that the index brings with it are imported at the first use, not for the first screen.
"""

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from newsdesk.desk.progress import Clock, ProgressHeard, unheard
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.errors import SnapshotUnusable
from newsdesk.model.headline import SEPARATOR, UNDATED, Changes, Headline, HeadlineColumns
from newsdesk.model.moment import Precision
from newsdesk.model.source import SourceId
from newsdesk.store import Store

if TYPE_CHECKING:
    from newsdesk.index import Found, Index
    from newsdesk.text.query import Column, Query

NEWEST_AT_FIRST = 1000
"""So many can be searched before the index is there: read and taken in within a tenth of a second."""

_LEFT_OUT = "\x1fleft out"
"""Articles by their ids, given to the index in the place of a text of bodies; nobody can type it."""

MUCH_CHANGED = 5000
"""After so many changes the index is saved again; opening catches up with fewer in some milliseconds."""


class Finder:
    """Answers queries. Any thread may ask, while another loads or catches up."""

    def __init__(self, store: Store, folder: Path, zone: tzinfo) -> None:
        self._store = store
        self._folder = folder
        self._zone = zone
        self._index: Index | None = None
        self._at_first: Index | None = None
        self._names: Mapping[SourceId, Clean] = {}
        self._saved_at = 0
        # Changes must be applied in their order, and one load is enough.
        self._changing = threading.RLock()

    @property
    def ready(self) -> bool:
        """Whether all headlines can be found."""
        return self._index is not None

    def load(self, progress: ProgressHeard = unheard) -> None:
        """Open the saved index, or build it anew; then take in what changed since, and save it if that was much."""
        with self._changing:
            index = self._index or self._loaded(progress)
        try:
            # Of the file only the beginning was looked at so far; searches are answered meanwhile.
            index.check()
        except SnapshotUnusable:
            self._build_anew(progress)
        self.save_if_much_changed()

    def catch_up(self) -> bool:
        """Take in what the store has and the index has not; whether there was anything. Nothing before `load`."""
        if self._index is None:
            # Not even the lock is waited for: whoever loads it takes in everything.
            return False
        with self._changing:
            index = self._index
            if index is None or index.sequence == self._store.sequence():
                return False
            self._take_in(index, unheard)
            self._name_sources(index)
            return True

    def save_if_much_changed(self) -> None:
        """Write the index beside the store, where opening it again would have much to catch up with."""
        with self._changing:
            index = self._index
            if index is None or index.sequence - self._saved_at < MUCH_CHANGED or not self._store.writable:
                return
            self._saved_at = index.sequence
        index.save(self._place())

    def forget_saved(self) -> None:
        """Delete the saved index; the next `load` builds it anew."""
        # Only here, and so only now.
        import shutil

        if self._folder.exists():
            shutil.rmtree(self._folder)

    def search(self, text: str, without: Collection[ArticleId] = ()) -> "Found":
        """Answer what was typed, leaving some articles out."""
        query = self.parsed(text)
        bodies: dict[str, Collection[ArticleId]] = {body: self._store.search_bodies(body) for body in query.bodies}
        if bodies and (left := self._store.unworded()):
            says = f"The words of {left:,} articles are not taken in yet: body: finds more in a while."
            query = replace(query, notes=(*query.notes, Clean(says)))
        if without:
            query = _leaving_out(query)
            bodies[_LEFT_OUT] = without
        try:
            return self._there().search(query, bodies=bodies)
        except SnapshotUnusable:
            # Damaged where nobody had looked yet.
            self._build_anew(unheard)
            return self._there().search(query, bodies=bodies)

    def parsed(self, text: str) -> "Query":
        """What was typed, as it is understood today."""
        from newsdesk.text.query import parse

        return parse(text, today=datetime.now(self._zone).date())

    def facet_values(self, column: "Column", beginning: str, limit: int) -> Sequence[tuple[Clean, int]]:
        """Values of a column that begin so and how many articles have them, most frequent first."""
        return self._there().facet_values(column, beginning, limit)

    def _there(self) -> "Index":
        """The best index there is at the moment."""
        if (index := self._index or self._at_first) is not None:
            return index
        index = self._empty()
        index.apply(Changes(0, columns_of(self._store.newest(NEWEST_AT_FIRST))))
        self._name_sources(index)
        self._at_first = index
        return self._index or index

    def _loaded(self, progress: ProgressHeard) -> "Index":
        """The index of now, opened or built; within the lock."""
        index = self._opened()
        if index is None:
            index = self._empty()
            self._take_in(index, progress)
        self._name_sources(index)
        self._index, self._at_first = index, None
        return index

    def _build_anew(self, progress: ProgressHeard) -> None:
        """Throw away a saved index that turned out to be damaged."""
        with self._changing:
            self.forget_saved()
            self._saved_at = 0
            self._loaded(progress)

    def _opened(self) -> "Index | None":
        from newsdesk.index import Index

        try:
            index = Index.open(self._place(), self._zone)
        except SnapshotUnusable:
            return None
        if index.sequence > self._store.sequence():
            # The store was brought back from a backup.
            return None
        self._saved_at = index.sequence
        try:
            self._take_in(index, unheard)
        except SnapshotUnusable:
            self._saved_at = 0
            return None
        return index

    def _empty(self) -> "Index":
        from newsdesk.index import Index

        return Index(self._zone)

    def _place(self) -> Path:
        # By the store's identity: an index of another store must never answer for this one.
        return self._folder / self._store.identity()

    def _take_in(self, index: "Index", progress: ProgressHeard) -> None:
        clock = Clock(Clean("Building the index"), self._store.sequence(), progress)
        while (since := index.sequence) != self._store.sequence():
            changes = self._store.changes(since)
            index.apply(changes)
            clock.advance(changes.sequence - since)

    def source_names(self) -> Mapping[SourceId, Clean]:
        """What the sources are called, in the order in which they were added; the store is asked only before `load`."""
        return self._names if self._index is not None else self._names_in_store()

    def _names_in_store(self) -> Mapping[SourceId, Clean]:
        return {source.id: source.name for source in self._store.sources()}

    def _name_sources(self, index: "Index") -> None:
        self._names = self._names_in_store()
        index.name_sources(self._names)


def _leaving_out(query: "Query") -> "Query":
    """The query without the articles that `_LEFT_OUT` stands for."""
    from newsdesk.text.query.tree import Body, Every, Not

    return replace(query, root=Every((*query.root.nodes, Not(Body(_LEFT_OUT)))))


def columns_of(headlines: Sequence[Headline]) -> HeadlineColumns:
    """Headlines as the index takes them."""
    columns = HeadlineColumns()
    for headline in headlines:
        moment = headline.published
        columns.ids.append(headline.id)
        columns.source_ids.append(headline.source_id)
        columns.titles.append(headline.title)
        columns.subtitles.append(headline.subtitle)
        columns.descriptions.append(headline.description)
        columns.authors.append(SEPARATOR.join(headline.authors))
        columns.tags.append(SEPARATOR.join(headline.tags))
        columns.published.append(int(moment.instant.timestamp()) if moment else UNDATED)
        columns.precisions.append(moment.precision if moment else Precision.DAY)
        columns.words.append(headline.words)
        columns.minutes.append(headline.minutes)
        columns.statuses.append(headline.status)
        columns.languages.append(headline.language)
        columns.flags.append(headline.flags)
    return columns
