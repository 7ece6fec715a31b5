"""The tables of a store, and the way from an older store to this one.

Migrations go forward only, each in the same transaction as the version number it reaches: after a power cut the store
is of the old version or of the new one, never between. `docs/store.md` says why the tables are cut as they are.
"""

import sqlite3
from typing import TypeAlias

from newsdesk.store.feed_schema import FEEDS

APPLICATION_ID = 0x6E646573
"""`ndes`, at byte 68 of the file: tells a store from another program's database (SQLite file format, 1.3)."""

Migration: TypeAlias = tuple[str, ...]
"""Statements, in order."""

# The narrow table holds what actions change and what orders the list: 10,000 stars touch a few hundred pages of it,
# where rows with their text would touch 10,000. Content and state have numbers of their own in the change sequence.
_ARTICLE = """
CREATE TABLE article (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used again
    source_id  INTEGER NOT NULL REFERENCES source (id),
    flags      INTEGER NOT NULL,
    published  INTEGER,                             -- seconds since 1970 in UTC
    precision  INTEGER NOT NULL,                    -- 0: a day, 1: a second
    words      INTEGER NOT NULL,
    minutes    INTEGER NOT NULL,
    gone       INTEGER NOT NULL DEFAULT 0,          -- kept for its state though its file is gone; not listed
    content_at INTEGER NOT NULL,                    -- number of the last change of its content
    state_at   INTEGER                              -- number of the last change of its flags alone
)
"""

# Contentless: the words stand in the article already. They come folded, with a space between any two; whatever is
# beyond ASCII belongs to a word for this tokenizer (SQLite FTS5, 4.3.2), so that it cuts as text.tokens did.
FULLTEXT = "CREATE VIRTUAL TABLE fulltext USING fts5 (words, content = '', columnsize = 0, tokenize = 'ascii')"
"""The table of words, which may be dropped and made anew at any time."""

_FIRST = (
    """
    CREATE TABLE desk (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        identity TEXT NOT NULL,                     -- drawn when the store was made: whose index is this?
        sequence INTEGER NOT NULL,                  -- number of the last change
        tokens   TEXT NOT NULL                      -- the rules by which the full text was cut into words
    )
    """,
    """
    CREATE TABLE source (
        id       INTEGER PRIMARY KEY AUTOINCREMENT,
        kind     TEXT NOT NULL,
        location BLOB NOT NULL,
        name     TEXT NOT NULL,
        missing  INTEGER NOT NULL DEFAULT 0,
        removed  INTEGER NOT NULL DEFAULT 0,        -- kept for the sake of articles that the reader marked
        UNIQUE (kind, location)
    )
    """,
    _ARTICLE,
    "CREATE INDEX article_content ON article (content_at)",
    "CREATE INDEX article_state ON article (state_at) WHERE state_at IS NOT NULL",
    # What the first screen shows. 4 is Flag.ARCHIVED.
    "CREATE INDEX article_newest ON article (published DESC, id DESC) WHERE gone = 0 AND flags & 4 = 0",
    "CREATE INDEX article_source ON article (source_id)",
    """
    CREATE TABLE headline (
        id          INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
        title       TEXT NOT NULL,
        subtitle    TEXT NOT NULL,
        description TEXT NOT NULL,
        authors     TEXT NOT NULL,                  -- with U+001F between them
        tags        TEXT NOT NULL,                  -- likewise
        status      TEXT NOT NULL,
        language    TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE content (
        id        INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
        body      BLOB,                             -- text as it is, or zlib (RFC 1950) over its UTF-8
        body_line INTEGER NOT NULL,
        updated   TEXT,                             -- ISO 8601; a date alone is a day
        created   TEXT,
        image     TEXT NOT NULL,
        image_alt TEXT NOT NULL,
        cta       TEXT NOT NULL,
        slug      TEXT NOT NULL,
        url       TEXT NOT NULL,
        extra     TEXT NOT NULL                     -- JSON
    )
    """,
    """
    CREATE TABLE origin (
        id        INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
        source_id INTEGER NOT NULL REFERENCES source (id),
        key       BLOB NOT NULL,
        digest    BLOB NOT NULL,
        size      INTEGER NOT NULL,
        mtime_ns  INTEGER NOT NULL,
        inode     INTEGER NOT NULL
    )
    """,
    "CREATE INDEX origin_key ON origin (source_id, key)",
    """
    CREATE TABLE problem (
        article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
        position   INTEGER NOT NULL,
        code       TEXT NOT NULL,
        message    TEXT NOT NULL,
        line       INTEGER,
        "column"   INTEGER,
        fixable    INTEGER NOT NULL,
        PRIMARY KEY (article_id, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE revision (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
        until      INTEGER NOT NULL,                -- when a newer version took its place, seconds since 1970 in UTC
        title      TEXT NOT NULL,
        body       BLOB
    )
    """,
    "CREATE INDEX revision_article ON revision (article_id)",
    # The index asks for what is gone by number; ids are never used again, so one row an article is enough.
    "CREATE TABLE removed (sequence INTEGER PRIMARY KEY, article_id INTEGER NOT NULL)",
    """
    CREATE TABLE deed (
        id     INTEGER PRIMARY KEY AUTOINCREMENT,
        action TEXT NOT NULL,
        ids    BLOB NOT NULL,                       -- zlib over eight bytes an article, little endian
        before BLOB NOT NULL,                       -- zlib over one byte an article: its state before
        undone INTEGER NOT NULL DEFAULT 0
    )
    """,
    """
    CREATE TABLE place (
        id       INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
        line     INTEGER NOT NULL,
        fraction REAL NOT NULL
    )
    """,
    "CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    FULLTEXT,
    # Articles whose words in the full text are out of date: they are brought in after the article itself. `old` is the
    # body whose words stand there now, NULL where none do. No reference: the article may be gone already.
    "CREATE TABLE wording (id INTEGER PRIMARY KEY, old BLOB)",
    "INSERT INTO desk VALUES (1, lower(hex(randomblob(16))), 0, '')",
    "PRAGMA application_id = 0x6e646573",
    "PRAGMA user_version = 1",
)

# What everybody reads stays one column, `headline.tags`: the article's own tags, then those that the reader gave.
_SECOND = (
    """
    CREATE TABLE tagging (
        id    INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
        own   TEXT NOT NULL,                        -- what its source says, with U+001F between them
        given TEXT NOT NULL                         -- what the reader added, likewise; never nothing
    )
    """,
    "ALTER TABLE deed ADD COLUMN tagging TEXT",  # JSON: the tags that a deed gave and took; `before` is JSON then
    "ALTER TABLE revision ADD COLUMN read INTEGER NOT NULL DEFAULT 0",  # whether the reader had read this version
    # What the index of the newest asks for. With the flags in its condition, each mark wrote that index, too: twice the
    # time for 10,000 anywhere among a million. 4 is Flag.ARCHIVED; `state` keeps both in step.
    "ALTER TABLE article ADD COLUMN archived INTEGER NOT NULL DEFAULT 0",
    "UPDATE article SET archived = 1 WHERE flags & 4",
    "DROP INDEX article_newest",
    "CREATE INDEX article_newest ON article (published DESC, id DESC) WHERE gone = 0 AND archived = 0",
    "PRAGMA user_version = 2",
)

MIGRATIONS: tuple[Migration, ...] = (_FIRST, _SECOND, FEEDS)
"""The n-th takes a store from version n to n + 1, which its last statement says; version 0 is an empty file."""

VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables in the file; 0 where there are none yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to the newest version, a transaction a step.

    Raises:
        sqlite3.Error: as SQLite says; the store is then of the last version that was reached whole.
    """
    while True:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Asked inside the transaction: another process may just have done it.
            version = version_of(connection)
            if version >= VERSION:
                return
            for statement in MIGRATIONS[version]:
                connection.execute(statement)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
