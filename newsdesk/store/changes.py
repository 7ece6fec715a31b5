"""What became of headlines since a number: the only way by which index and other processes learn of the store.

Each change has a number of its own, so that the numbers from one to another hold no more changes than numbers. What
changed twice is told once, as it is now.
"""

import sqlite3
from dataclasses import fields
from typing import Any

from newsdesk.model.article import ArticleId
from newsdesk.model.headline import UNDATED, Changes, HeadlineColumns
from newsdesk.store import sequence

# In the order of the fields of HeadlineColumns.
_ROWS = """
SELECT article.id, source_id, title, subtitle, description, authors, tags, ifnull(published, ?), precision, words,
       minutes, status, language, flags
FROM article JOIN headline ON headline.id = article.id
WHERE content_at > ? AND content_at <= ? AND NOT gone
"""
# An article that also has other content is told with that, now or in a later batch.
_FLAGS = """
SELECT id, flags FROM article WHERE state_at > ? AND state_at <= ? AND content_at <= ? AND NOT gone
"""
_REMOVED = "SELECT article_id FROM removed WHERE sequence > ? AND sequence <= ?"
# Fewer than the 700 new objects after which Python looks for garbage: with 10,000 that takes half of the time.
_ROWS_AT_ONCE = 500


def changes(connection: sqlite3.Connection, since: int, limit: int) -> Changes:
    """What changed after `since`, of at most so many changes.

    Args:
        connection: Within a reading transaction.
        since: The `sequence` of the answer before; 0 for all there is. A number that this store never reached is an
            index of another store: ask with the store's identity whose it is.
        limit: At least 1.
    """
    newest = sequence.current(connection)
    upto = min(since + max(limit, 1), newest)
    rows = HeadlineColumns()
    targets: list[list[Any]] = [getattr(rows, column.name) for column in fields(rows)]
    found = connection.execute(_ROWS, (UNDATED, since, upto))
    while stretch := found.fetchmany(_ROWS_AT_ONCE):
        for target, column in zip(targets, zip(*stretch, strict=True), strict=True):
            target.extend(column)
    # Who begins at nothing has nothing to be told about that is gone, or whose state alone changed.
    flags: list[tuple[ArticleId, int]] = []
    removed: list[ArticleId] = []
    if since:
        flags = [(ArticleId(row[0]), row[1]) for row in connection.execute(_FLAGS, (since, upto, since))]
        removed = [ArticleId(row[0]) for row in connection.execute(_REMOVED, (since, upto))]
    return Changes(sequence=upto, rows=rows, flags=tuple(flags), removed=tuple(removed), more=upto < newest)
