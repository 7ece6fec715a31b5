"""Articles whose file is gone: they leave the desk, but what the reader marked is kept."""

import json
import sqlite3
from collections.abc import Sequence

from newsdesk.model.article import Flag
from newsdesk.store import sequence

KEPT_FOR = Flag.STARRED | Flag.NOTED | Flag.CHANGED
"""Marks for which an article is kept. One that was given tags, or of which there are older versions, is kept, too."""


def take_away(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Take articles off the lists: each is hidden or deleted, and its removal gets a number."""
    asked = json.dumps(ids)
    there = [
        (article_id, bool(kept))
        for article_id, kept in connection.execute(
            "SELECT article.id, flags & ? OR EXISTS (SELECT 1 FROM revision WHERE article_id = article.id)"
            " OR EXISTS (SELECT 1 FROM tagging WHERE tagging.id = article.id)"
            " FROM json_each(?) AS asked JOIN article ON article.id = asked.value WHERE NOT gone",
            (KEPT_FOR.value, asked),
        )
    ]
    numbers = sequence.take(connection, len(there))
    connection.executemany(
        "INSERT INTO removed VALUES (?, ?)",
        ((number, article_id) for number, (article_id, _) in zip(numbers, there, strict=True)),
    )
    connection.executemany("UPDATE article SET gone = 1 WHERE id = ?", ((gone,) for gone, kept in there if kept))
    deleted = [(article_id,) for article_id, kept in there if not kept]
    connection.executemany("INSERT OR IGNORE INTO wording SELECT id, body FROM content WHERE id = ?", deleted)
    connection.executemany("DELETE FROM article WHERE id = ?", deleted)


def bring_back(connection: sqlite3.Connection, article_id: int) -> None:
    """List an article again that was kept: its file is there again. Its new content tells the index."""
    connection.execute("UPDATE article SET gone = 0 WHERE id = ?", (article_id,))
    connection.execute("DELETE FROM removed WHERE article_id = ?", (article_id,))
