"""Connections to the one SQLite file, its transactions, and who may write.

Promises: reading sees one consistent state for the length of a block, whatever is written meanwhile; a writing block is
in the file whole, on the disk, when it ends, or not at all; any thread may ask. What is read and written is said by the
modules beside this one.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from newsdesk.model.errors import NewsdeskError, StoreNotWritable, StoreUnusable
from newsdesk.store import housing, schema
from newsdesk.store.failures import not_a_store, told

BUSY_TIMEOUT_S = 10.0
"""How long to wait for another process that writes. Its longest write is a chunk of news: well under a second."""

_USUAL_CACHE = "PRAGMA cache_size = -16384"  # KiB
_USUAL_LOG = "PRAGMA wal_autocheckpoint = 1000"  # pages, as SQLite has it
# 10,000 marks anywhere among a million articles touch 28 MB. With less memory, each page is read and written twice; and
# that all of them go from the log into the file, too, is for the next small change to wait for: 180 ms instead of 280.
_WIDE = ("PRAGMA cache_size = -65536", "PRAGMA wal_autocheckpoint = 0")
_USUAL = (_USUAL_CACHE, _USUAL_LOG, "PRAGMA shrink_memory")
_PAGES_A_STEP = 4096  # of a copy, between two reports of its progress
_ON_EVERY_CONNECTION = (
    "PRAGMA mmap_size = 0",  # a damaged disk is an error of SQLite then, and no SIGBUS
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)
_ON_THE_WRITER = (
    # Of compressed bodies (2.5 KB on average) one fits into SQLite's usual 4 KB, and the rest stays empty: a store of
    # real articles is 13 % smaller so. With 16 KB it would gain 3 % more, and a star would write twice the bytes.
    "PRAGMA page_size = 8192",  # heeded when the file is empty
    # Commits are on the disk before they are acknowledged. NORMAL would lose the last ones in a power cut.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    _USUAL_CACHE,
    "PRAGMA journal_size_limit = 67108864",
)


class Database:
    """The file, opened: a connection that writes, and as many that read as threads do so at once."""

    def __init__(self, path: Path, *, read_only: bool = False, busy_timeout_s: float = BUSY_TIMEOUT_S) -> None:
        """Open or make the store at `path`.

        Raises:
            StoreUnusable: it is another program's, damaged, of a newer version, somebody else's, or not to be made.
        """
        self.path = path.absolute()
        self._timeout_s = busy_timeout_s
        self._writer: sqlite3.Connection | None = None
        self._writer_lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._idle_lock = threading.Lock()
        self._closed = False
        self.writable = not read_only
        self._immutable = False
        try:
            with told(self.path):
                self._open()
        except NewsdeskError:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection; those that still read are closed when their block ends."""
        with self._writer_lock, self._idle_lock:
            self._closed = True
            connections, self._idle = self._idle, []
            if self._writer is not None:
                # Last, so that it is the one that folds the write-ahead log into the file.
                connections.append(self._writer)
                self._writer = None
        for connection in connections:
            connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent state of the store.

        Raises:
            StoreUnusable: the file is damaged, or the desk was closed.
        """
        with told(self.path):
            connection = self._reader()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def writing(self, *, wide: bool = False, beside: Path | None = None) -> Iterator[sqlite3.Connection]:
        """A transaction: on the disk when the block ends, undone when it raises.

        Args:
            wide: Whether it touches much of the file: it gets more memory, for as long as it lasts.
            beside: Another store, to be read in the same transaction as the schema `saved`.

        Raises:
            StoreNotWritable: read-only, full, or busy for too long; nothing was changed.
            StoreUnusable: the file is damaged, or the desk was closed.
        """
        with self._writer_lock, told(self.path, writing=True):
            connection = self._writing_connection()
            for pragma in _WIDE if wide else ():
                connection.execute(pragma)
            if beside is not None:
                connection.execute("ATTACH ? AS saved", (str(beside),))
            try:
                # IMMEDIATE: one that reads first and asks for the lock later is refused at once, without waiting.
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if beside is not None:
                    connection.execute("DETACH saved")
                for pragma in _USUAL if wide else ():
                    connection.execute(pragma)

    def _open(self) -> None:
        housing.check_owner(self.path)
        if not self.path.exists():
            if not self.writable:
                raise StoreUnusable(f"There is no store at {self.path}.")
            housing.make_private_folder(self.path.parent)
            housing.make_private_file(self.path)
        self.writable = self.writable and housing.may_be_written(self.path)
        connection = self._reader()
        try:
            version = self._checked_version(connection)
        finally:
            self._give_back(connection)
        if version < schema.VERSION:
            self._bring_up_to_date(version)

    def _checked_version(self, connection: sqlite3.Connection) -> int:
        # One moment of the file for all three questions: another process may just be making its tables.
        connection.execute("BEGIN")
        version = schema.version_of(connection)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        empty = version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if application != schema.APPLICATION_ID and not (empty and application == 0):
            raise not_a_store(self.path)
        if version > schema.VERSION:
            raise StoreUnusable(
                f"{self.path} was made by a newer newsdesk (version {version}; this one knows {schema.VERSION}). "
                "Update newsdesk, or choose another place with --data-dir."
            )
        return version

    def _bring_up_to_date(self, version: int) -> None:
        if not self.writable:
            raise StoreUnusable(
                f"{self.path} is of an older version and cannot be written to be brought up to date. "
                "Give yourself the right to write there, or copy it to another place and name that with --data-dir."
            )
        with self._writer_lock:
            connection = self._writing_connection()
            if version:
                self._keep_a_copy(connection, version)
            schema.migrate(connection)

    def _keep_a_copy(self, connection: sqlite3.Connection, version: int) -> None:
        # One moment for question and copy: another process may be bringing it up to date, and have kept its copy.
        connection.execute("BEGIN")
        try:
            if schema.version_of(connection) == version:
                copy_to(connection, self.path.with_name(f"{self.path.name}.version-{version}"))
        finally:
            connection.execute("ROLLBACK")

    def _reader(self) -> sqlite3.Connection:
        with self._idle_lock:
            self._check_open()
            if self._idle:
                return self._idle.pop()
        return self._readable()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with self._idle_lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def _readable(self) -> sqlite3.Connection:
        if self.writable:
            connection = self._connected("mode=rw")
            connection.execute("PRAGMA query_only = ON")
            return connection
        if not self._immutable:
            connection = self._connected("mode=ro")
            try:
                schema.version_of(connection)
            except sqlite3.OperationalError:
                # The memory that readers share cannot be made in a folder that is read-only.
                connection.close()
                if _has_content(self.path.with_name(self.path.name + "-wal")):
                    raise StoreUnusable(
                        f"{self.path} holds changes that were not finished, and its folder is read-only. "
                        "Copy the whole folder to another place and name that with --data-dir."
                    ) from None
                self._immutable = True
            else:
                return connection
        return self._connected("mode=ro&immutable=1")

    def _writing_connection(self) -> sqlite3.Connection:
        self._check_open()
        if not self.writable:
            raise StoreNotWritable(
                f"{self.path} is read-only: changes cannot be saved. Reading goes on; give yourself the right to write "
                "there, or choose another place with --data-dir."
            )
        if self._writer is None:
            connection = self._connected("mode=rw")
            for pragma in _ON_THE_WRITER:
                connection.execute(pragma)
            # Another process may be setting the mode at this moment: then it is set, and seen by the next transaction.
            with suppress(sqlite3.OperationalError):
                shared = housing.on_network(self.path)
                connection.execute("PRAGMA journal_mode = DELETE" if shared else "PRAGMA journal_mode = WAL")
            self._writer = connection
        return self._writer

    def _connected(self, options: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.as_uri()}?{options}",
            uri=True,
            timeout=self._timeout_s,
            isolation_level=None,  # transactions are begun by hand
            check_same_thread=False,  # one thread at a time holds a connection: the pool and the lock see to that
        )
        for pragma in _ON_EVERY_CONNECTION:
            connection.execute(pragma)
        return connection

    def _check_open(self) -> None:
        if self._closed:
            raise StoreUnusable("The desk was closed.")


def copy_to(connection: sqlite3.Connection, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Write a whole consistent copy of the store to `target`, which is there complete or not at all.

    Args:
        connection: To the store.
        target: Where to.
        progress: Called with the pages done and all pages.

    Raises:
        sqlite3.Error, OSError: as the system says.
    """
    part = housing.private_neighbour(target)
    try:
        copy = sqlite3.connect(part, isolation_level=None)
        try:
            connection.backup(copy, pages=_PAGES_A_STEP, progress=_reported(progress), sleep=0)
            # A copy is one file: no log beside it that could be left behind.
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        housing.put_in_place(part, target)
    finally:
        housing.remove_with_neighbours(part)


def _reported(progress: Callable[[int, int], None] | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    return lambda _status, remaining, total: progress(total - remaining, total)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
