"""What a desk follows, as an editor looks after it: names, pauses, and the figures of each source.

Reads and writes through the store; what a source brings is taken in by `desk.refresh` and `desk.wires`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.model.clean import Clean
from newsdesk.model.errors import UsageError
from newsdesk.model.source import Source, SourceId
from newsdesk.model.source_figures import SourceFigures
from newsdesk.model.wire import Health
from newsdesk.store import Store
from newsdesk.text.clean import clean_line

PAUSED = "paused-sources"
"""What the store remembers the paused folders and files under; feeds have a mark of their own."""
LONGEST_NAME = 128

_NO_FIGURES = SourceFigures()


@dataclass(frozen=True, slots=True)
class Followed:
    """A source with its figures."""

    source: Source
    figures: SourceFigures
    paused: bool = False
    health: Health | None = None
    """Of a feed."""


def followed(store: Store, wires: Sequence[Health] = ()) -> Sequence[Followed]:
    """All sources in the order in which they were added. Walks over all articles: not for the first screen.

    Args:
        store: Which knows them.
        wires: How the feeds among them are doing.
    """
    figures = store.source_figures()
    resting = paused(store)
    health = {one.wire.source.id: one for one in wires}
    found = []
    for source in store.sources():
        of_wire = health.get(source.id)
        rests = of_wire.wire.paused if of_wire else source.id in resting
        found.append(Followed(source, figures.get(source.id, _NO_FIGURES), rests, of_wire))
    return found


def rename(store: Store, source_id: SourceId, name: str) -> None:
    """Call a source by another name: lists, figures and `source:` do from now on.

    Raises:
        UsageError: the name says nothing, or is another source's.
        SourceNotFound: the desk has no such source.
    """
    wished = Clean(clean_line(name)[:LONGEST_NAME].strip())
    if not wished:
        raise UsageError("A source needs a name.")
    if any(source.name == wished and source.id != source_id for source in store.sources()):
        raise UsageError(f"Another source is called {wished} already. Choose a name that tells them apart.")
    store.rename_source(source_id, wished)


def paused(store: Store) -> frozenset[SourceId]:
    """The folders and files that are not looked at for the time being; their articles stay."""
    return frozenset(map(SourceId, json.loads(store.recall(PAUSED) or "[]")))


def pause(store: Store, source_id: SourceId, resting: bool) -> None:
    """Look at a folder or file no longer, or again."""
    before = paused(store)
    after = before | {source_id} if resting else before - {source_id}
    if after != before:
        store.remember(PAUSED, json.dumps(sorted(after)))
