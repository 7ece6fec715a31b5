"""Writing what a fetch brought: the articles of a feed, those taken back, and how asking for it went.

The desk decides what is news; here it is written, in one transaction that the caller holds.
"""

import sqlite3
from dataclasses import dataclass
from itertools import chain, count
from urllib.parse import urlsplit

from newsdesk.model.article import Flag, News
from newsdesk.model.clean import Clean
from newsdesk.model.source import SourceId
from newsdesk.model.wire import Arrival
from newsdesk.store import feed_list, revisions, sequence, taking_in

_THERE = "SELECT removed FROM source WHERE id = ?"
_BY_KEY = "SELECT origin.id FROM origin JOIN article USING (id) WHERE origin.source_id = ? AND key = ? AND NOT gone"
_READ_ELSEWHERE = f"""
SELECT article.id FROM read_elsewhere AS there JOIN origin USING (source_id, key) JOIN article ON article.id = origin.id
WHERE there.source_id = ? AND NOT gone AND flags & {Flag.READ.value} = 0
"""  # noqa: S608 (a number of ours is put in)
_DIGESTS = """
SELECT key, digest FROM origin JOIN article USING (id) WHERE origin.source_id = ? AND NOT gone
UNION ALL SELECT key, digest FROM feed_past WHERE source_id = ?
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an arrival."""

    added: int = 0
    amended: int = 0
    gone: int = 0


def digests(connection: sqlite3.Connection, source_id: SourceId) -> dict[bytes, bytes]:
    """By its key, what tells whether an item says something else; also of those that were given up."""
    return dict(connection.execute(_DIGESTS, (source_id, source_id)))


def take_in(connection: sqlite3.Connection, arrival: Arrival, at: int, limits: revisions.Limits) -> Taken | None:
    """Write one arrival; nothing, and None, where the feed was removed meanwhile.

    Args:
        connection: Within a writing transaction.
        arrival: Of which an item that the store knows is an amendment, and one that was given up is passed over.
        at: Now, in seconds since 1970 in UTC.
        limits: How many older versions are kept.
    """
    source_id = arrival.source_id
    found = connection.execute(_THERE, (source_id,)).fetchone()
    if found is None or found[0]:
        return None
    if arrival.title:
        _call(connection, source_id, arrival.title)
    taken = _write(connection, arrival, at, limits) if arrival.articles or arrival.deleted else Taken()
    if arrival.moved_to:
        # Where another feed is followed already, both go on as they are.
        connection.execute(
            "UPDATE OR IGNORE source SET location = ? WHERE id = ?", (arrival.moved_to.encode("ascii"), source_id)
        )
    connection.execute(
        "UPDATE feed SET title = iif(? = '', title, ?), site = iif(? = '', site, ?), retired = ? WHERE id = ?",
        (arrival.title, arrival.title, arrival.site, arrival.site, arrival.retired, source_id),
    )
    feed_list.put_course(connection, source_id, arrival.course)
    mark_read(connection, source_id)
    return taken


def _call(connection: sqlite3.Connection, source_id: SourceId, title: Clean) -> None:
    """Call a feed as it calls itself, where it had no other name than its address; no two sources the same."""
    location, name = connection.execute("SELECT location, name FROM source WHERE id = ?", (source_id,)).fetchone()
    if name.encode() != location:
        return
    host = urlsplit(name).hostname or ""
    numbered = (f"{title} ({number})" for number in count(2))
    for wished in chain((title, f"{title} ({host})"), numbered):
        if connection.execute("SELECT 1 FROM source WHERE name = ? AND NOT removed", (wished,)).fetchone() is None:
            connection.execute("UPDATE source SET name = ? WHERE id = ?", (wished, source_id))
            sequence.take(connection, 1)
            return


def _write(connection: sqlite3.Connection, arrival: Arrival, at: int, limits: revisions.Limits) -> Taken:
    source_id = arrival.source_id
    past = {row[0] for row in connection.execute("SELECT key FROM feed_past WHERE source_id = ?", (source_id,))}
    # The newest last: of one moment, what has the higher number stands first in a list.
    articles = tuple(raw for raw in reversed(arrival.articles) if raw.origin.key not in past)
    known = 0
    if connection.execute("SELECT 1 FROM origin WHERE source_id = ?", (source_id,)).fetchone():
        known = sum(connection.execute(_BY_KEY, (source_id, raw.origin.key)).fetchone() is not None for raw in articles)
    found = [connection.execute(_BY_KEY, (source_id, key)).fetchone() for key in arrival.deleted]
    gone = tuple(row[0] for row in found if row is not None)
    taking_in.write(connection, News(source_id, added=articles, gone=gone), at, limits)
    return Taken(len(articles) - known, known, len(gone))


def read_elsewhere(connection: sqlite3.Connection, source_id: SourceId, keys: list[bytes]) -> int:
    """Mark articles as read that another reader showed already, now or when they come; returns how many were there."""
    connection.executemany("INSERT OR IGNORE INTO read_elsewhere VALUES (?, ?)", ((source_id, key) for key in keys))
    return mark_read(connection, source_id)


def mark_read(connection: sqlite3.Connection, source_id: SourceId) -> int:
    """Mark those articles of a feed that were read elsewhere; each only once."""
    if connection.execute("SELECT 1 FROM read_elsewhere WHERE source_id = ?", (source_id,)).fetchone() is None:
        return 0
    ids = [row[0] for row in connection.execute(_READ_ELSEWHERE, (source_id,))]
    if ids:
        connection.executemany(
            f"UPDATE article SET flags = flags | {Flag.READ.value}, state_at = ? WHERE id = ?",  # noqa: S608
            zip(sequence.take(connection, len(ids)), ids, strict=True),
        )
    connection.execute(
        "DELETE FROM read_elsewhere WHERE source_id = ? AND key IN (SELECT key FROM origin WHERE source_id = ?)",
        (source_id, source_id),
    )
    return len(ids)
