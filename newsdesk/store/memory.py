"""Small things that a desk remembers: where somebody was in an article, what was on the screen."""

import sqlite3

from newsdesk.model.article import Place


def place(connection: sqlite3.Connection, article_id: int) -> Place | None:
    """Where somebody was in an article; None when it was never opened."""
    row = connection.execute("SELECT line, fraction FROM place WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else Place(row[0], row[1])


def set_place(connection: sqlite3.Connection, article_id: int, kept: Place) -> None:
    """Remember where somebody is in an article; nothing happens when the article is gone."""
    connection.execute(
        "INSERT OR REPLACE INTO place SELECT id, ?, ? FROM article WHERE id = ?", (kept.line, kept.fraction, article_id)
    )


def recall(connection: sqlite3.Connection, key: str) -> str | None:
    """What was remembered under a name; None when nothing was."""
    row = connection.execute("SELECT value FROM memory WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def remember(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Remember something under a name, in place of what was there; half a character becomes a question mark."""
    value = value.encode("utf-8", "replace").decode()  # what was typed may not have been UTF-8
    connection.execute("INSERT OR REPLACE INTO memory VALUES (?, ?)", (key, value))
