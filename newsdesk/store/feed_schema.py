"""The tables of feeds: what the desk follows on the web, and full texts kept beside the articles."""

FEEDS = (
    # A source of the kind feed has a row here, too. Lists within are JSON, names have U+001F between them.
    """
    CREATE TABLE feed (
        id            INTEGER PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
        title         TEXT NOT NULL,                -- what it calls itself
        site          TEXT NOT NULL,
        folder        TEXT NOT NULL,                -- outermost first
        tags          TEXT NOT NULL,
        hidden        INTEGER NOT NULL,
        full_text     INTEGER NOT NULL,             -- whether that of new articles is fetched by itself
        paused        INTEGER NOT NULL,
        retired       INTEGER NOT NULL,             -- 410: it is not asked for again
        secret_kind   TEXT,                         -- where its secret lies, never the secret
        secret_name   TEXT,
        secret_user   TEXT,
        keep_days     INTEGER,                      -- NULL: as the configuration says; 0: everything
        keep_articles INTEGER,
        due           INTEGER,                      -- seconds since 1970 in UTC; NULL: at the next fetch
        tried         INTEGER,
        succeeded     INTEGER,
        failures      INTEGER NOT NULL,             -- in a row
        failure       TEXT NOT NULL,                -- a sentence
        notes         TEXT NOT NULL,
        etag          TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        ttl_seconds   INTEGER,
        skip_hours    TEXT NOT NULL,
        skip_days     TEXT NOT NULL,
        newest        TEXT NOT NULL,                -- when its newest items were published
        hub           TEXT NOT NULL
    )
    """,
    # Items that the desk had and gave up by its rules of keeping: they are no news when they come again.
    """
    CREATE TABLE feed_past (
        source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
        key       BLOB NOT NULL,
        digest    BLOB NOT NULL,
        PRIMARY KEY (source_id, key)
    ) WITHOUT ROWID
    """,
    # Items that were read in another reader, and have not come yet.
    """
    CREATE TABLE read_elsewhere (
        source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
        key       BLOB NOT NULL,
        PRIMARY KEY (source_id, key)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE full_text (
        id        INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
        url       TEXT NOT NULL,
        body      BLOB NOT NULL,                    -- HTML, packed as bodies are; empty where it could not be had
        fetched   INTEGER NOT NULL,
        words     INTEGER NOT NULL,
        title     TEXT NOT NULL,
        paywalled INTEGER NOT NULL,
        failure   TEXT NOT NULL                     -- why there is none
    )
    """,
    "PRAGMA user_version = 3",
)

# Of a damaged store: rows that cannot be meant are given up, and each feed has one again, as if it had just been added.
MEND_FEEDS = (
    "DELETE FROM feed WHERE id NOT IN (SELECT id FROM source WHERE kind = 'feed') OR NOT json_valid(skip_hours)"
    " OR NOT json_valid(skip_days) OR NOT json_valid(newest) OR typeof(failures) <> 'integer'",
    "INSERT INTO feed SELECT id, '', '', '', '', 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, '', '',"
    " '', '', NULL, '[]', '[]', '[]', '' FROM source WHERE kind = 'feed' AND id NOT IN (SELECT id FROM feed)",
)
