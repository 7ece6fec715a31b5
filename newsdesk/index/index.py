"""The index of a desk: headlines in memory, asked at every keystroke.

Promises that a search sees one moment of the desk, whatever is applied meanwhile, and never waits for a change. What a
search does, room by room: `columns` (one a word), `answering` (the tree), `ranking` (the rows that are looked at).
What came since the large segment was made stands in a few small ones (`segments`).
"""

import threading
import time
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path

import numpy as np

from newsdesk.index.asking.answering import Bodies, answer
from newsdesk.index.asking.columns import Columns
from newsdesk.index.holding.segment import Segment
from newsdesk.index.holding.segments import Segments, packed
from newsdesk.index.holding.snapshot import Snapshot, save
from newsdesk.index.holding.view import View
from newsdesk.index.showing.completing import facet_values
from newsdesk.index.showing.found import FIRST_ROWS, Found
from newsdesk.model.clean import Clean
from newsdesk.model.errors import SnapshotUnusable
from newsdesk.model.headline import Changes
from newsdesk.model.source import SourceId
from newsdesk.text.query.tree import Column, Query


class Index:
    """All headlines of a desk, searchable. Safe to use from any thread."""

    def __init__(self, zone: tzinfo) -> None:
        self._segments = Segments(zone)
        self._changing = threading.RLock()
        self._saving = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._asked = self._now()

    @classmethod
    def open(cls, folder: Path, zone: tzinfo) -> "Index":
        """Open the saved index: some milliseconds, however large it is.

        Raises:
            SnapshotUnusable: There is none, or it is damaged, of another version or time zone: build it anew. Damage
                inside is found a moment later, by `check` and by the first search.
        """
        snapshot = Snapshot(folder, str(zone))
        index = cls(zone)
        index._snapshot = snapshot
        index._segments.start_with(snapshot.segment, snapshot.sequence)
        index._asked = index._now()
        return index

    def check(self) -> None:
        """Wait until the opened file was checked whole (0.1 s for a million). Raises `SnapshotUnusable`."""
        snapshot = self._snapshot
        if snapshot is not None:
            snapshot.check()
            self._snapshot = None

    def __len__(self) -> int:
        return len(self._asked[0]) - self._asked[0].buried

    @property
    def sequence(self) -> int:
        """The store's change up to which this index has heard: ask the store for changes from here."""
        return self._segments.sequence

    def name_sources(self, names: Mapping[SourceId, Clean]) -> None:
        """Tell what the sources are called, for `source:` and the facet."""
        with self._changing:
            self._segments.name_sources({int(number): name for number, name in names.items()})
            self._asked = self._now()

    def apply(self, changes: Changes) -> None:
        """Take in what became of headlines.

        Of changes that come in several batches (`more`) all are seen when the last was applied. A single one takes a
        millisecond or two.
        """
        self.check()
        with self._changing:
            if self._segments.apply(changes):
                self._asked = self._now()

    def search(self, query: Query, *, bodies: Bodies | None = None) -> Found:
        """Answer a query.

        Args:
            query: See `newsdesk.text.query.parse`.
            bodies: For each text in `query.bodies` the ids of the articles that hold it; a text that is not in it is
                looked for in the headlines.

        Raises:
            SnapshotUnusable: The file this index was opened from is damaged (only before `check` was called).
        """
        start = time.perf_counter()
        self.check()
        view, columns = self._asked
        found = Found(view, query, answer(view, columns, query, bodies or {}))
        found.ids(0, FIRST_ROWS)
        found.elapsed_ms = (time.perf_counter() - start) * 1000
        return found

    def facet_values(self, column: Column, beginning: str, limit: int) -> list[tuple[Clean, int]]:
        """Values of a column of which a word begins so, and how many listed articles have them, the most first."""
        self.check()
        return facet_values(self._asked[0], column, beginning, limit)

    def save(self, folder: Path) -> bool:
        """Put all segments together and write them beside the store: seconds for a million; searches and changes go on.

        Returns:
            Whether it was written; not when another process is at it, nor when the disk refuses (the log says why).
        """
        self.check()
        with self._saving:
            with self._changing:
                view = self._segments.begin_packing()
            segment, origin = None, np.zeros(0, np.intp)
            try:
                segment, origin = packed(view, self._segments.zone)
            finally:
                with self._changing:
                    self._segments.end_packing(segment, origin)
                    self._asked = self._now()
            zone = str(self._segments.zone)
            if not save(segment, view.sequence, zone, folder):
                return False
            self._use_file(folder, zone, segment)
            return True

    def _use_file(self, folder: Path, zone: str, written: Segment) -> None:
        """Let go of the memory that the file holds as well."""
        try:
            snapshot = Snapshot(folder, zone)
        except SnapshotUnusable:
            return  # somebody else has already been at it; what is in memory is as good
        with self._changing:
            # Another process may have replaced the file between the writing and the opening.
            if np.array_equal(snapshot.segment.ids, written.ids) and self._segments.first is written:
                self._segments.exchange(snapshot.segment)
                self._asked = self._now()

    def _now(self) -> tuple[View, Columns]:
        view = self._segments.view()
        return view, Columns(view)
