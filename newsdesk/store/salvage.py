"""What can be saved of a damaged store: everything that still reads, above all what the reader did."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsdesk.model.errors import NewsdeskError
from newsdesk.store import articles, housing, sequence
from newsdesk.store.database import Database
from newsdesk.store.failures import UNREADABLE, told
from newsdesk.store.feed_schema import MEND_FEEDS

# What is referred to comes before what refers to it. Deeds are not saved: undoing by damaged notes would do damage.
_INSERT = {
    "source": "INSERT OR IGNORE INTO source VALUES (?, ?, ?, ?, ?, ?)",
    "article": "INSERT OR IGNORE INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "headline": "INSERT OR IGNORE INTO headline VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "content": "INSERT OR IGNORE INTO content VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "origin": "INSERT OR IGNORE INTO origin VALUES (?, ?, ?, ?, ?, ?, ?)",
    "problem": "INSERT OR IGNORE INTO problem VALUES (?, ?, ?, ?, ?, ?, ?)",
    "revision": "INSERT OR IGNORE INTO revision VALUES (?, ?, ?, ?, ?, ?)",
    "tagging": "INSERT OR IGNORE INTO tagging VALUES (?, ?, ?)",
    "place": "INSERT OR IGNORE INTO place VALUES (?, ?, ?)",
    "memory": "INSERT OR IGNORE INTO memory VALUES (?, ?)",
    "feed": f"INSERT OR IGNORE INTO feed VALUES ({', '.join('?' * 27)})",  # noqa: S608 (27 columns)
    "feed_past": "INSERT OR IGNORE INTO feed_past VALUES (?, ?, ?)",
    "read_elsewhere": "INSERT OR IGNORE INTO read_elsewhere VALUES (?, ?)",
    "full_text": "INSERT OR IGNORE INTO full_text VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
}
_FORWARD = {table: f"SELECT * FROM {table} ORDER BY 1" for table in _INSERT}  # noqa: S608 (names of this module)
# Columns that were added at the end of a table, and what they hold in a store that is older than they are.
_NEWER_COLUMNS = {"revision": (0,), "article": (0,)}
_BACKWARD = {table: f"SELECT * FROM {table} ORDER BY 1 DESC" for table in _INSERT}  # noqa: S608

# Rows that lost what they belong to, or hold what cannot be meant.
_PRUNE = (
    "DELETE FROM source WHERE kind NOT IN ('folder', 'file', 'feed') OR typeof(location) <> 'blob'",
    "DELETE FROM article WHERE source_id NOT IN (SELECT id FROM source) OR id NOT IN (SELECT id FROM origin)"
    " OR typeof(flags) <> 'integer'",
    "DELETE FROM headline WHERE id NOT IN (SELECT id FROM article)",
    "DELETE FROM content WHERE id NOT IN (SELECT id FROM article)",
    "DELETE FROM origin WHERE id NOT IN (SELECT id FROM article)",
    "DELETE FROM tagging WHERE id NOT IN (SELECT id FROM article)",
    "DELETE FROM place WHERE id NOT IN (SELECT id FROM article)",
    "DELETE FROM problem WHERE article_id NOT IN (SELECT id FROM article)",
    "DELETE FROM revision WHERE article_id NOT IN (SELECT id FROM article)",
    "DELETE FROM full_text WHERE id NOT IN (SELECT id FROM article)",
    "DELETE FROM feed_past WHERE source_id NOT IN (SELECT id FROM source)",
    "DELETE FROM read_elsewhere WHERE source_id NOT IN (SELECT id FROM source)",
    *MEND_FEEDS,
)
# A text that is lost: nothing of it is shown, and no file is like it, so that its source brings it again.
_FORGET_TEXT = (
    "DELETE FROM problem WHERE article_id = ?",
    "UPDATE article SET published = NULL, precision = 0, words = 0, minutes = 0 WHERE id = ?",
    "INSERT OR REPLACE INTO headline SELECT article.id, '', '', '', '', ifnull(given, ''), 'published', ''"
    " FROM article LEFT JOIN tagging USING (id) WHERE article.id = ?",
    "INSERT OR REPLACE INTO content VALUES (?, '', 1, NULL, NULL, '', '', '', '', '', '{}')",
    "UPDATE origin SET digest = x'', size = -1, mtime_ns = 0, inode = 0 WHERE id = ?",
)


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was saved of a damaged store."""

    aside: Path
    """Where the damaged file lies now, as it was."""
    articles: int
    marked: int
    """Of them, with something that the reader did: read, starred, archived, noted."""


def salvage(path: Path, now: datetime) -> Salvage:
    """Move a damaged store aside and make a new one at its place, with all that can still be read of the old one.

    Nobody else may have it open. Articles whose text is lost come back, with their marks, when their source is read the
    next time.

    Args:
        path: Of the damaged store.
        now: Names the file that is kept.

    Raises:
        StoreNotWritable: there is no room for a new one, or no right to make it.
        StoreUnusable: the file belongs to somebody else, or is a folder.
    """
    housing.check_owner(path)
    aside = housing.unused(path.with_name(f"{path.name}.damaged-{now:%Y%m%d-%H%M%S}"))
    with told(path, writing=True):
        work = housing.private_neighbour(path)
    try:
        with told(path, writing=True):
            # Read from a copy: SQLite, opening it, may already change a damaged file and its log.
            for ending in ("", "-wal"):
                with suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{ending}", f"{work}{ending}")
            for ending in ("-wal", "-shm", ""):
                with suppress(FileNotFoundError):
                    path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
        with closing(Database(path)) as fresh:
            return Salvage(aside, *_copy_readable(work, fresh))
    finally:
        housing.remove_with_neighbours(work)


def _copy_readable(damaged: Path, fresh: Database) -> tuple[int, int]:
    with fresh.writing() as connection:
        # Those that lost what they refer to are taken out again before the end.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        with closing(sqlite3.connect(damaged, isolation_level=None)) as old:
            for table, insert in _INSERT.items():
                for row in _readable_rows(old, table):
                    with suppress(sqlite3.IntegrityError, sqlite3.ProgrammingError):  # the row is damaged itself
                        connection.execute(insert, (*row, *_lacking(table, len(row))))
        for prune in _PRUNE:
            connection.execute(prune)
        for (article_id,) in connection.execute("SELECT id FROM article").fetchall():
            if not _reads(connection, article_id):
                for forget in _FORGET_TEXT:
                    connection.execute(forget, (article_id,))
        connection.execute("UPDATE article SET content_at = id, state_at = NULL, archived = flags >> 2 & 1")
        sequence.take(connection, connection.execute("SELECT ifnull(max(id), 0) FROM article").fetchone()[0])
        saved, marked = connection.execute(
            "SELECT count(*), ifnull(sum(flags & 255 <> 0 OR id IN (SELECT id FROM tagging)), 0) FROM article"
        ).fetchone()
        return saved, marked


def _readable_rows(old: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """From the beginning as far as it goes, then from the end as far as that goes."""
    for select in (_FORWARD[table], _BACKWARD[table]):
        with suppress(sqlite3.Error, UnicodeDecodeError):
            yield from old.execute(select)
            return


def _lacking(table: str, columns: int) -> tuple[object, ...]:
    """What newer columns hold where an older version had only so many."""
    newer = _NEWER_COLUMNS.get(table, ())
    return newer[len(newer) - (_INSERT[table].count("?") - columns) :]


def _reads(connection: sqlite3.Connection, article_id: int) -> bool:
    try:
        articles.article(connection, article_id)
    except (NewsdeskError, *UNREADABLE):
        return False
    return True
