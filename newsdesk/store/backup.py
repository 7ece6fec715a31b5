"""Copies of a store while it is in use, and the way back from one."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from newsdesk.model.errors import StoreUnusable, UsageError
from newsdesk.store import fulltext, housing, schema, sequence
from newsdesk.store.database import Database, copy_to
from newsdesk.store.failures import told

# Children before what they refer to. Not `desk`: identity and sequence stay those of the store that is restored into,
# so that every index that knows it learns of the restoration by the change sequence, as of any change.
TABLES = (
    "full_text",
    "read_elsewhere",
    "feed_past",
    "feed",
    "place",
    "memory",
    "deed",
    "tagging",
    "revision",
    "problem",
    "origin",
    "content",
    "headline",
    "article",
    "source",
)
_EMPTY = {table: f"DELETE FROM main.{table}" for table in TABLES}  # noqa: S608 (names are constants of this module)
_COPY = {table: f"INSERT INTO main.{table} SELECT * FROM saved.{table}" for table in TABLES}  # noqa: S608


def back_up(database: Database, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Copy the whole store, as it is at this moment, while others go on reading and writing.

    Args:
        database: The open store.
        target: Is there complete at the end, or as it was before. An earlier backup is replaced, nothing else is.
        progress: Called with the pages done and all pages.

    Raises:
        UsageError: something else than a backup is at `target`.
        StoreNotWritable: `target` cannot be written.
    """
    target = target.absolute()
    if os.path.lexists(target) and (target.samefile(database.path) or not is_store(target)):
        raise UsageError(f"{target} is there already, and is no backup of newsdesk: name another file.")
    with database.reading() as connection:
        sequence.current(connection)  # from here on the connection sees this moment, however long the copy takes
        with told(target, writing=True):
            copy_to(connection, target, progress)


def restore(database: Database, backup: Path, now: datetime) -> Path:
    """Put what a backup holds in the place of what the store holds. Index and other processes see it as changes.

    Args:
        database: The open store.
        backup: Made by `back_up`, by this version or an older one; it is only read.
        now: Names the copy that is kept of what was there before.

    Returns:
        Where that copy lies: a backup like any other.

    Raises:
        StoreUnusable: the backup is none, is damaged, or was made by a newer version.
        StoreNotWritable: the store cannot be written; it is as it was before.
    """
    before = housing.unused(database.path.with_name(f"{database.path.name}.before-restore-{now:%Y%m%d-%H%M%S}"))
    with told(database.path, writing=True):
        work = housing.private_neighbour(database.path)
    try:
        _fetch(backup, work)
        Database(work).close()  # brings it to this version
        back_up(database, before)
        _take_over(database, work)
    finally:
        housing.remove_with_neighbours(work)
    return before


def _fetch(backup: Path, work: Path) -> None:
    """Copy a backup that is whole and of a version we know."""
    if not backup.is_file():
        raise StoreUnusable(f"There is no file {backup}. Check the spelling, or give the full path.")
    if not is_store(backup):
        raise StoreUnusable(f"{backup} is no backup of newsdesk, or is damaged. Nothing was changed: take another one.")
    try:
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as saved:
            found = saved.execute("PRAGMA quick_check(1)").fetchone()[0]
            version = schema.version_of(saved)
            if found == "ok" and version <= schema.VERSION:
                copy_to(saved, work)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        found = error
    if found != "ok":
        raise StoreUnusable(f"The backup {backup} is damaged ({found}). Nothing was changed: take another one.")
    if version > schema.VERSION:
        raise StoreUnusable(
            f"The backup {backup} was made by a newer newsdesk. Nothing was changed: update newsdesk first."
        )


def _take_over(database: Database, saved: Path) -> None:
    with database.writing(beside=saved) as connection:
        listed = {row[0] for row in connection.execute("SELECT id FROM main.article WHERE NOT gone")}
        for table in TABLES:
            connection.execute(_EMPTY[table])
        for table in reversed(TABLES):
            connection.execute(_COPY[table])
        # Every article is told anew, under a number of its own that nobody has seen.
        begin = sequence.current(connection)
        top = connection.execute("SELECT ifnull(max(id), 0) FROM main.article").fetchone()[0]
        connection.execute("UPDATE main.article SET content_at = ? + id, state_at = NULL", (begin,))
        sequence.take(connection, top)
        listed -= {row[0] for row in connection.execute("SELECT id FROM main.article WHERE NOT gone")}
        connection.executemany(
            "INSERT INTO main.removed VALUES (?, ?)",
            zip(sequence.take(connection, len(listed)), sorted(listed), strict=True),
        )
        connection.execute("DELETE FROM main.removed WHERE article_id IN (SELECT id FROM main.article WHERE NOT gone)")
        fulltext.begin_anew(connection)


def is_store(path: Path) -> bool:
    """Whether a file says of itself that it is a store, which may be damaged all the same."""
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except OSError:
        return False
    return header.startswith(b"SQLite format 3\0") and header[68:72] == schema.APPLICATION_ID.to_bytes(4, "big")
