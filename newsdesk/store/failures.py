"""Where SQLite's errors become sentences of ours, once for the whole room.

What is the file's or the disk's fault is told as `StoreUnusable` or `StoreNotWritable`, with the way out. What is a
mistake of this program (`sqlite3.ProgrammingError`) stays what it is.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsdesk.model.errors import NewsdeskError, StoreDamaged, StoreNotWritable, StoreUnusable

# The primary code is the low byte of the extended one (SQLite result codes).
_PRIMARY = 0xFF
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_BUGS = (sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.NotSupportedError)
# What the bytes of a damaged record raise where they are taken for numbers, dates, UTF-8, JSON or zlib.
# A constraint that does not hold is damage, too: the statements of this room keep all of them.
UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, IndexError, zlib.error)


def damaged(path: Path, reason: object) -> StoreDamaged:
    """The sentence about a store that cannot be read."""
    return StoreDamaged(
        f"The store {path} is damaged ({reason}). `newsdesk doctor --fix` keeps it aside and saves what can be read; "
        "`newsdesk restore FILE` takes a backup."
    )


def not_a_store(path: Path) -> StoreUnusable:
    """The sentence about a file that is something else."""
    return StoreUnusable(
        f"{path} is not a store of newsdesk, or is damaged. It was left as it is: move it away, or choose another "
        "place with --data-dir."
    )


@contextmanager
def told(path: Path, *, writing: bool = False) -> Iterator[None]:
    """Run a piece of work on the store at `path`, and tell in plain words what stopped it.

    Raises:
        StoreNotWritable: a change could not be saved.
        StoreUnusable: the store could not be read.
    """
    try:
        yield
    except (NewsdeskError, UnicodeEncodeError, *_BUGS):
        raise
    except sqlite3.Error as error:
        raise _translated(path, error, writing=writing) from error
    except UNREADABLE as error:
        raise damaged(path, error) from error
    except OSError as error:
        if writing:
            raise StoreNotWritable(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from error
        raise StoreUnusable(
            f"{path} cannot be opened: {error.strerror}. Choose another place with --data-dir."
        ) from error


def _translated(path: Path, error: sqlite3.Error, *, writing: bool) -> NewsdeskError:
    if "no such module" in str(error):
        return StoreUnusable(
            f"The SQLite of this Python ({sqlite3.sqlite_version}) lacks a part that newsdesk needs ({error}). Use a "
            "Python from python.org, Debian or Homebrew: theirs have it."
        )
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
    if code in _BUSY:
        return StoreNotWritable(
            f"Another newsdesk has been writing to {path} for a long time. Nothing was changed: try again in a moment."
        )
    if code == sqlite3.SQLITE_FULL:
        return StoreNotWritable(
            f"The disk is full: {path} could not be written. Reading goes on; make room, then try again."
        )
    if code in _READ_ONLY:
        return StoreNotWritable(
            f"{path} is read-only: changes cannot be saved. Reading goes on; give yourself the right to write there, "
            "or choose another place with --data-dir."
        )
    if code == sqlite3.SQLITE_IOERR and writing:
        return StoreNotWritable(
            f"{path} could not be written ({error}): the disk may be full. Reading goes on; make room, then try again."
        )
    if code == sqlite3.SQLITE_NOTADB:
        return not_a_store(path)
    if code == sqlite3.SQLITE_CANTOPEN:
        return StoreUnusable(
            f"{path} cannot be opened ({error}). Check that its folder is there and is yours, or choose another place "
            "with --data-dir."
        )
    return damaged(path, error)
