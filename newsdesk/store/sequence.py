"""The numbers of changes. Each change of an article takes one, so that a stretch of numbers holds no more changes."""

import sqlite3


def current(connection: sqlite3.Connection) -> int:
    """The number of the last change; 0 when there was none."""
    return int(connection.execute("SELECT sequence FROM desk").fetchone()[0])


def take(connection: sqlite3.Connection, count: int) -> range:
    """So many new numbers, within a writing transaction."""
    first = current(connection) + 1
    connection.execute("UPDATE desk SET sequence = ?", (first + count - 1,))
    return range(first, first + count)
