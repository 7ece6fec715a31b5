"""Which articles of a feed are given up by its rules of keeping. What the reader marked is kept always."""

import json
import sqlite3

from newsdesk.model.article import ArticleId
from newsdesk.model.source import SourceId
from newsdesk.store import removal

_MARKED = f"""
flags & {removal.KEPT_FOR.value} OR EXISTS (SELECT 1 FROM revision WHERE article_id = article.id)
OR EXISTS (SELECT 1 FROM tagging WHERE tagging.id = article.id)
"""  # noqa: S608 (a number of ours is put in)
_OLDER = f"""
SELECT id FROM article WHERE source_id = ? AND NOT gone AND published < ? AND NOT ({_MARKED})
"""  # noqa: S608
_BEYOND = f"""
SELECT id FROM (SELECT id, flags FROM article WHERE source_id = ? AND NOT gone
                ORDER BY published DESC, id DESC LIMIT -1 OFFSET ?) AS article
WHERE NOT ({_MARKED})
"""  # noqa: S608


def outdated(
    connection: sqlite3.Connection, source_id: SourceId, *, before: int | None, most: int | None
) -> set[ArticleId]:
    """The articles of a feed that its rules give up.

    Args:
        connection: Within a transaction.
        source_id: Which feed.
        before: What was published before this, in seconds since 1970 in UTC. What has no date is never too old.
        most: What is beyond so many, the newest first.
    """
    ids: set[ArticleId] = set()
    if before is not None:
        ids.update(ArticleId(row[0]) for row in connection.execute(_OLDER, (source_id, before)))
    if most is not None:
        ids.update(ArticleId(row[0]) for row in connection.execute(_BEYOND, (source_id, most)))
    return ids


def give_up(connection: sqlite3.Connection, ids: set[ArticleId]) -> None:
    """Take articles off the desk, and remember that they were here: their feeds may still hold them."""
    in_order = sorted(ids)
    connection.execute(
        "INSERT OR REPLACE INTO feed_past SELECT source_id, key, digest FROM origin"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(in_order),),
    )
    removal.take_away(connection, in_order)
