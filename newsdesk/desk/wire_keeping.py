"""What the rules of keeping give up: those of each feed, else those of the configuration."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsdesk.desk.settings import Settings
from newsdesk.model.article import ArticleId
from newsdesk.model.wire import Wire
from newsdesk.store import Store


@dataclass(frozen=True, slots=True)
class Pruning:
    """What is given up of one feed."""

    wire: Wire
    ids: frozenset[ArticleId]


def prunings(store: Store, settings: Settings, wires: Iterable[Wire], now: datetime) -> Iterator[Pruning]:
    """What would be given up now; nothing is, yet. Feeds that keep everything are not looked at."""
    for wire in wires:
        days = settings.feeds.keep_days if wire.keep.days is None else wire.keep.days
        most = settings.feeds.keep_articles if wire.keep.articles is None else wire.keep.articles
        if days or most:
            before = now - timedelta(days=days) if days else None
            ids = store.feeds.outdated(wire.source.id, before=before, most=most or None)
            if ids:
                yield Pruning(wire, frozenset(ids))
