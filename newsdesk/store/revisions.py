"""The older versions of an article: what it said until its source changed it."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.store import rows


@dataclass(frozen=True, slots=True)
class Limits:
    """How many older versions are kept; of more, the oldest are dropped."""

    per_article: int = 20
    per_desk: int = 100_000


@dataclass(frozen=True, slots=True)
class Revision:
    """An older version of an article."""

    article_id: ArticleId
    until: datetime
    """When a newer version was taken in, in UTC."""
    title: Clean
    body: Clean
    read: bool = False
    """Whether it is one that the reader had read when it was replaced."""


def keep(
    connection: sqlite3.Connection,
    article_id: int,
    until: int,
    title: str,
    body: str | bytes,
    limits: Limits,
    *,
    read: bool,
) -> None:
    """Keep a version that is about to be replaced.

    Args:
        connection: Within a writing transaction.
        article_id: Whose version it is.
        until: Now, in seconds since 1970 in UTC.
        title: Of that version.
        body: As the store packed it.
        limits: How many are kept. The one that the reader read last is kept beyond the limit of its article: an article
            that changes all day would lose just the version that they ask about.
        read: Whether the reader has read it.
    """
    newest = connection.execute(
        "INSERT INTO revision (article_id, until, title, body, read) VALUES (?, ?, ?, ?, ?)",
        (article_id, until, title, body, read),
    ).lastrowid
    connection.execute(
        "DELETE FROM revision WHERE article_id = ?"
        " AND id NOT IN (SELECT id FROM revision WHERE article_id = ? ORDER BY id DESC LIMIT ?)"
        " AND id IS NOT (SELECT max(id) FROM revision WHERE article_id = ? AND read)",
        (article_id, article_id, limits.per_article, article_id),
    )
    # By number, not by count: numbers only grow, so that at most `per_desk` can lie above this one.
    connection.execute("DELETE FROM revision WHERE id <= ?", ((newest or 0) - limits.per_desk,))


def of_article(connection: sqlite3.Connection, article_id: int) -> list[Revision]:
    """The older versions, oldest first."""
    found = connection.execute(
        "SELECT until, title, body, read FROM revision WHERE article_id = ? ORDER BY id", (article_id,)
    ).fetchall()
    return [
        Revision(
            ArticleId(article_id),
            datetime.fromtimestamp(until, UTC),
            Clean(title),
            rows.unpacked_text(body),
            bool(read),
        )
        for until, title, body, read in found
    ]
