"""The feeds of a store, as every other room sees them: `Store.feeds`.

Here are only the transactions; what is done within them is said by `feed_list`, `feed_arrivals`, `feed_keeping` and
`full_texts`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from newsdesk.model.article import ArticleId
from newsdesk.model.source import SourceId
from newsdesk.model.wire import Arrival, KeptText, Wire, WireFigures
from newsdesk.store import feed_arrivals, feed_keeping, feed_list, full_texts
from newsdesk.store.database import Database
from newsdesk.store.feed_arrivals import Taken
from newsdesk.store.revisions import Limits

RECENT_DAYS = 28
"""What counts as recent in a feed's figures."""


class Feeds:
    """Every method raises `StoreUnusable` on a damaged file; those that write, `StoreNotWritable`."""

    def __init__(self, database: Database, clock: Callable[[], datetime], limits: Limits) -> None:
        self._database = database
        self._clock = clock
        self._limits = limits

    def listed(self) -> list[Wire]:
        """All feeds that are followed, in the order in which they were added."""
        with self._database.reading() as connection:
            return feed_list.listed(connection)

    def one(self, source_id: SourceId) -> Wire:
        """One feed. Raises `SourceNotFound`."""
        with self._database.reading() as connection:
            return feed_list.with_id(connection, source_id)

    def add(self, wires: Sequence[Wire]) -> list[Wire]:
        """Follow feeds, all at once; those that are followed stay as they are. Numbers are drawn."""
        with self._database.writing() as connection:
            return [feed_list.add(connection, wire) for wire in wires]

    def put(self, wire: Wire) -> None:
        """Write what is wanted of a feed, and its course; its articles get its labels. Raises `SourceNotFound`."""
        with self._database.writing() as connection:
            feed_list.with_id(connection, wire.source.id)
            feed_list.put(connection, wire.source.id, wire)

    def figures(self) -> dict[SourceId, WireFigures]:
        """What each feed has brought. Walks over all articles of feeds."""
        since = int((self._clock() - timedelta(days=RECENT_DAYS)).timestamp())
        with self._database.reading() as connection:
            return feed_list.figures(connection, since)

    def digests(self, source_id: SourceId) -> dict[bytes, bytes]:
        """By its key, what tells whether an item of a feed says something else than the desk knows."""
        with self._database.reading() as connection:
            return feed_arrivals.digests(connection, source_id)

    def take_in(self, arrivals: Sequence[Arrival]) -> list[Taken | None]:
        """Write what a fetch brought, all of it or nothing; for each, what became of it, None where it was removed."""
        with self._database.writing() as connection:
            at = int(self._clock().timestamp())
            return [feed_arrivals.take_in(connection, one, at, self._limits) for one in arrivals]

    def read_elsewhere(self, source_id: SourceId, keys: Sequence[bytes]) -> int:
        """Mark items as read, now or when they come, that another reader showed; returns how many are here."""
        with self._database.writing() as connection:
            return feed_arrivals.read_elsewhere(connection, source_id, list(keys))

    def outdated(self, source_id: SourceId, *, before: datetime | None, most: int | None) -> set[ArticleId]:
        """The articles that a feed's rules of keeping give up: what is older, and what is beyond so many."""
        seconds = None if before is None else int(before.timestamp())
        with self._database.reading() as connection:
            return feed_keeping.outdated(connection, source_id, before=seconds, most=most)

    def give_up(self, ids: set[ArticleId]) -> None:
        """Take these articles off the desk for good; they are no news when their feed brings them again."""
        with self._database.writing() as connection:
            feed_keeping.give_up(connection, ids)

    def full_text(self, article_id: ArticleId) -> KeptText | None:
        """The full text of an article as it is kept; None where it was never asked for."""
        with self._database.reading() as connection:
            return full_texts.of_article(connection, article_id)

    def keep_full_text(self, text: KeptText) -> None:
        """Keep a full text, or that there is none; nothing happens when the article is gone."""
        with self._database.writing() as connection:
            full_texts.keep(connection, text)

    def wanting_full_text(self, of_each: int, limit: int) -> list[ArticleId]:
        """Articles whose full text is wanted and was never asked for, among so many of each feed; newest first."""
        with self._database.reading() as connection:
            return full_texts.wanting(connection, of_each, limit)
