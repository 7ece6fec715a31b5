"""The sources of a desk: which there are, what they are called, which cannot be reached."""

import os
import sqlite3

from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.errors import SourceNotFound, UsageError
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.store import removal, sequence
from newsdesk.store.rows import Row


def _source(row: Row) -> Source:
    source_id, kind, location, name, missing = row
    return Source(SourceId(source_id), SourceKind(kind), location, Clean(name), bool(missing))


def listed(connection: sqlite3.Connection) -> list[Source]:
    """All sources, in the order in which they were added."""
    rows = connection.execute("SELECT id, kind, location, name, missing FROM source WHERE NOT removed ORDER BY id")
    return [_source(row) for row in rows]


def with_id(connection: sqlite3.Connection, source_id: SourceId) -> Source:
    """One source, also one that was removed and of which articles are kept."""
    row = connection.execute(
        "SELECT id, kind, location, name, missing FROM source WHERE id = ?", (source_id,)
    ).fetchone()
    if row is None:
        raise SourceNotFound(f"with number {source_id}")
    return _source(row)


def add(connection: sqlite3.Connection, kind: SourceKind, location: bytes, name: Clean) -> Source:
    """Add a source; one that is there already stays as it is, a removed one comes back with its kept articles."""
    known = connection.execute(
        "SELECT id, removed FROM source WHERE kind = ? AND location = ?", (kind.value, location)
    ).fetchone()
    if known is None:
        added = connection.execute(
            "INSERT INTO source (kind, location, name) VALUES (?, ?, ?)", (kind.value, location, name)
        ).lastrowid
        source_id = SourceId(added or 0)
    else:
        source_id = SourceId(known[0])
        if known[1]:
            connection.execute("UPDATE source SET removed = 0, missing = 0, name = ? WHERE id = ?", (name, source_id))
    sequence.take(connection, 1)
    return with_id(connection, source_id)


def rename(connection: sqlite3.Connection, source_id: SourceId, name: Clean) -> None:
    """Call a source by another name."""
    with_id(connection, source_id)
    connection.execute("UPDATE source SET name = ? WHERE id = ?", (name, source_id))
    sequence.take(connection, 1)


def move(connection: sqlite3.Connection, source_id: SourceId, location: bytes) -> None:
    """Say that a source lies elsewhere now, with all its articles; what was kept of another one there is given up."""
    kind = with_id(connection, source_id).kind
    other = connection.execute(
        "SELECT id, removed FROM source WHERE kind = ? AND location = ? AND id <> ?", (kind.value, location, source_id)
    ).fetchone()
    if other is not None:
        if not other[1]:
            raise UsageError(f"{os.fsdecode(location)} is another source of this desk already.")
        connection.execute(
            "INSERT OR IGNORE INTO wording SELECT id, body FROM content JOIN article USING (id) WHERE source_id = ?",
            (other[0],),
        )
        connection.execute("DELETE FROM article WHERE source_id = ?", (other[0],))
        connection.execute("DELETE FROM source WHERE id = ?", (other[0],))
    connection.execute("UPDATE source SET location = ? WHERE id = ?", (location, source_id))
    sequence.take(connection, 1)


def remove(connection: sqlite3.Connection, source_id: SourceId) -> None:
    """Take a source and its articles off the desk. What the reader marked is kept, for when the source comes back."""
    with_id(connection, source_id)
    ids = _article_ids(connection, source_id)
    removal.take_away(connection, ids)
    connection.execute("UPDATE source SET removed = 1 WHERE id = ?", (source_id,))
    connection.execute(
        "DELETE FROM source WHERE id = ? AND NOT EXISTS (SELECT 1 FROM article WHERE source_id = source.id)",
        (source_id,),
    )
    sequence.take(connection, 1)


def set_missing(connection: sqlite3.Connection, source_id: SourceId, missing: bool) -> None:
    """Say that a source's place cannot be reached, or can be again; its articles stay and carry the flag."""
    if with_id(connection, source_id).missing == missing:
        return
    connection.execute("UPDATE source SET missing = ? WHERE id = ?", (missing, source_id))
    ids = _article_ids(connection, source_id)
    numbers = sequence.take(connection, len(ids) + 1)
    added, taken = (Flag.MISSING.value, 0) if missing else (0, Flag.MISSING.value)
    connection.executemany(
        "UPDATE article SET flags = (flags & ~?) | ?, state_at = ? WHERE id = ?",
        ((taken, added, number, article_id) for number, article_id in zip(numbers, ids, strict=False)),
    )


def _article_ids(connection: sqlite3.Connection, source_id: SourceId) -> list[int]:
    found = connection.execute("SELECT id FROM article WHERE source_id = ? AND NOT gone", (source_id,))
    return [row[0] for row in found]
