"""The segments of a desk as changes come in: what is added, buried, put together.

    [ large, from the snapshot ][ late ][ late ][ late ]        a change makes a new late segment, never touches another

Late segments are few and small: when there are more than MOST_LATE, the newest are put together with those not much
larger, as in a log-structured merge tree, so that a headline is rebuilt a logarithmic number of times. The large one is
made anew only when the snapshot is saved (`packed`, off the lock), or when the late ones outgrow it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

import numpy as np

from newsdesk.index.arrays import Array, Bytes, Ints
from newsdesk.index.holding.building import build, merged, segment_of
from newsdesk.index.holding.gathering import Gatherer
from newsdesk.index.holding.segment import Segment
from newsdesk.index.holding.view import Placed, View, documents_of, slots_among
from newsdesk.index.levels import ALWAYS
from newsdesk.model.article import Flag
from newsdesk.model.headline import Changes, HeadlineColumns

MOST_LATE = 4


@dataclass(slots=True)
class _Held:
    """Changes that wait for the last batch of them."""

    gatherer: Gatherer = field(default_factory=Gatherer)
    removed: set[int] = field(default_factory=set)
    flags: dict[int, int] = field(default_factory=dict)

    def take(self, changes: Changes) -> None:
        self.gatherer.add(changes.rows)
        self.removed.difference_update(changes.rows.ids)
        for article_id in changes.rows.ids if self.flags else ():
            self.flags.pop(article_id, None)
        self.flags.update(changes.flags)
        self.removed.update(changes.removed)


class Segments:
    """The segments, and which of their documents are current. Not for several threads at once: the index locks."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.sequence = 0
        self._shown_sequence = 0
        self._parts: list[Placed] = []
        self._there: Bytes = np.zeros(0, np.uint8)
        self._listed: Bytes = np.zeros(0, np.uint8)
        self._flags: Array = np.zeros(0, np.uint16)
        self._buried = 0
        self._source_names: Mapping[int, str] = {}
        self._held: _Held | None = None
        self._fixed = 1
        """So many of the first segments are not to be put together with others at the moment."""

    def view(self) -> View:
        """The desk as it is now."""
        return View(
            tuple(self._parts),
            self._there,
            self._listed,
            self._buried,
            self._flags,
            self._source_names,
            self._shown_sequence,
        )

    def start_with(self, segment: Segment, sequence: int) -> None:
        """Begin with a segment that was saved."""
        self._place(segment)
        self.sequence = self._shown_sequence = sequence

    def name_sources(self, names: Mapping[int, str]) -> None:
        """Tell what sources are called."""
        self._source_names = dict(names)

    def apply(self, changes: Changes) -> bool:
        """Take in changes; whether they can be seen now. Batches that are followed by more wait for the last."""
        held = self._held or _Held()
        held.take(changes)
        self.sequence = changes.sequence
        self._held = held if changes.more else None
        if self._held is None:
            self._add(held)
            self._shown_sequence = changes.sequence
        return self._held is None

    def _add(self, held: _Held) -> None:
        if held.gatherer.rows:
            segment = build(held.gatherer.finish(), self.zone)
            self._bury(segment.ids.tolist())
            self._place(segment)
        self._bury(list(held.removed))
        if held.flags:
            self._flag(held.flags)
        self._tidy()

    def _bury(self, ids: Sequence[int]) -> None:
        documents = documents_of(self._parts, self._there, ids)
        if len(documents):
            # Views that are out keep the arrays that they have.
            self._there, self._listed = self._there.copy(), self._listed.copy()
            self._there[documents] = self._listed[documents] = 0
            self._buried += len(documents)

    def _flag(self, flags: Mapping[int, int]) -> None:
        documents = documents_of(self._parts, self._there, list(flags))
        if len(documents):
            self._flags, self._listed = self._flags.copy(), self._listed.copy()
            self._flags[documents] = [flags[article_id] for article_id in self.view().ids(documents)]
            self._listed[documents] = _listed(self._there[documents], self._flags[documents])

    def _place(self, segment: Segment, there: Bytes | None = None, flags: Array | None = None) -> None:
        """Put a segment behind the others.

        Args:
            segment: The segment.
            there: Which of its documents are current; None: all.
            flags: Their flags as they are now; None: as they were when it was made.
        """
        early = self._parts[0].segment if self._parts else None
        slots = np.zeros(0, np.intp) if early is None else slots_among(segment, early)
        self._parts.append(Placed(segment, len(self._there), slots))
        there = np.full(len(segment), ALWAYS, np.uint8) if there is None else there
        flags = segment.flags if flags is None else flags
        self._there = np.concatenate((self._there, there))
        self._listed = np.concatenate((self._listed, _listed(there, flags)))
        self._flags = np.concatenate((self._flags, flags))
        self._buried += int(np.count_nonzero(there == 0))

    def _tidy(self) -> None:
        parts = self._parts
        if len(parts) > 1 and len(self._there) > 2 * len(parts[0].segment) and self._fixed == 1:
            together = self._together(0)
            self._start_again()
            self._place(together)
        elif len(parts) - self._fixed > MOST_LATE:
            first = len(parts) - 1
            size = len(parts[first].segment)
            while first > self._fixed and (len(parts[first - 1].segment) <= 2 * size or first == len(parts) - 1):
                first -= 1
                size += len(parts[first].segment)
            together = self._together(first)
            self._cut(first)
            self._place(together)

    def _together(self, first: int) -> Segment:
        """What is current in the segments from one on, as one segment."""
        return _merged(self._parts[first:], self._there, self._flags, self.zone)

    def _cut(self, first: int) -> None:
        start = self._parts[first].start
        del self._parts[first:]
        self._buried -= int(np.count_nonzero(self._there[start:] == 0))
        self._there, self._listed, self._flags = self._there[:start], self._listed[:start], self._flags[:start]

    def _start_again(self) -> None:
        self._parts, self._buried = [], 0
        self._there, self._listed, self._flags = self._there[:0], self._listed[:0], self._flags[:0]

    def begin_packing(self) -> View:
        """Keep the present segments as they are until `end_packing`; whoever packs has all the time they need."""
        self._fixed = max(len(self._parts), 1)
        return self.view()

    def end_packing(self, packed: Segment | None, origin: Ints) -> None:
        """Put one segment in the place of those that `begin_packing` kept; nothing where that failed.

        Args:
            packed: What was current in them then.
            origin: For each of its documents, its number in the view then.
        """
        fixed, self._fixed = self._fixed, 1
        if packed is None:
            return
        late, there, flags = self._parts[fixed:], self._there, self._flags
        self._start_again()
        # What was buried or flagged meanwhile stays so.
        self._place(packed, there[origin], flags[origin])
        for part in late:
            self._place(part.segment, there[part.span], flags[part.span])

    @property
    def first(self) -> Segment | None:
        """The large segment."""
        return self._parts[0].segment if self._parts else None

    def exchange(self, same: Segment) -> None:
        """Use other arrays of the same content for the first segment: those of the file that was just written."""
        self._parts[0] = Placed(same, 0, self._parts[0].slots)


def _listed(there: Bytes, flags: Array) -> Bytes:
    return np.where((flags & np.uint16(Flag.ARCHIVED)) > 0, np.uint8(0), there)


def packed(view: View, zone: tzinfo) -> tuple[Segment, Ints]:
    """All that is current in a view as one segment, and where each of its documents was in the view."""
    segment = _merged(view.parts, view.there, view.flags, zone)
    documents = np.flatnonzero(view.there)
    origin = np.zeros(len(segment), np.intp)
    origin[segment.by_id] = documents[np.argsort(np.array(view.ids(documents), np.int64))]
    return segment, origin


def _merged(parts: Sequence[Placed], there: Bytes, flags: Array, zone: tzinfo) -> Segment:
    if not parts:
        return segment_of(HeadlineColumns(), zone)
    spans = [part.span for part in parts]
    return merged(
        [part.segment for part in parts], [there[span] > 0 for span in spans], [flags[span] for span in spans], zone
    )
