"""Writing what a source brought: new articles, other content, other places, files that are gone.

The desk decides what is news; here it is written, in one transaction that the caller holds.
"""

import sqlite3
from collections.abc import Iterable

from newsdesk.model.article import ArticleId, Flag, News, Origin, RawArticle
from newsdesk.model.errors import SourceNotFound
from newsdesk.store import removal, revisions, rows, sequence, tagging

TRAITS = ~Flag.STATE.value
"""What a source says of an article, and no reader."""

_INSERT_HEADLINE = "INSERT OR REPLACE INTO headline VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_CONTENT = "INSERT OR REPLACE INTO content VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_ORIGIN = "INSERT OR REPLACE INTO origin VALUES (?, ?, ?, ?, ?, ?, ?)"
_INSERT_PROBLEM = "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?)"
_INSERT_ARTICLE = (
    "INSERT INTO article (id, source_id, flags, published, precision, words, minutes, content_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def write(connection: sqlite3.Connection, news: News, at: int, limits: revisions.Limits) -> int:
    """Write all that a piece of news says.

    Args:
        connection: Within a writing transaction.
        news: What to write. An id that another process took away meanwhile is added anew; a new article whose key the
            store knows already is an amendment of that one.
        at: Now, in seconds since 1970 in UTC.
        limits: How many older versions are kept.

    Returns:
        The number of the last change.

    Raises:
        SourceNotFound: the source was removed meanwhile.
    """
    found = connection.execute("SELECT missing, removed FROM source WHERE id = ?", (news.source_id,)).fetchone()
    if found is None or found[1]:
        raise SourceNotFound(f"with number {news.source_id}")
    state = Flag.MISSING if found[0] else Flag(0)

    removal.take_away(connection, news.gone)
    for article_id, origin in news.moved:
        _move(connection, article_id, news.source_id, origin)

    amended: list[tuple[ArticleId, RawArticle]] = []
    added: list[RawArticle] = []
    for article_id, raw in news.amended:
        if connection.execute("SELECT 1 FROM article WHERE id = ?", (article_id,)).fetchone():
            amended.append((article_id, raw))
        else:
            added.append(raw)
    new_keys: dict[bytes, int] = {}
    for raw in news.added:
        known = _known_by_key(connection, news.source_id, raw.origin.key)
        if known is not None:
            amended.append((known, raw))
        elif raw.origin.key in new_keys:
            added[new_keys[raw.origin.key]] = raw
        else:
            new_keys[raw.origin.key] = len(added)
            added.append(raw)

    _amend(connection, news.source_id, amended, state, at, limits)
    _add(connection, news.source_id, added, state)
    return sequence.current(connection)


def _known_by_key(connection: sqlite3.Connection, source_id: int, key: bytes) -> ArticleId | None:
    row = connection.execute(
        "SELECT origin.id FROM origin JOIN article USING (id) WHERE origin.source_id = ? AND key = ?"
        " ORDER BY gone, origin.id DESC LIMIT 1",
        (source_id, key),
    ).fetchone()
    return None if row is None else ArticleId(row[0])


def _move(connection: sqlite3.Connection, article_id: int, source_id: int, origin: Origin) -> None:
    moved = rows.origin_row(article_id, source_id, origin)
    connection.execute(
        "UPDATE origin SET key = ?, digest = ?, size = ?, mtime_ns = ?, inode = ? WHERE id = ?",
        (*moved[2:], article_id),
    )


def _add(connection: sqlite3.Connection, source_id: int, added: list[RawArticle], state: Flag) -> None:
    if not added:
        return
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'article'").fetchone()
    first = (last[0] if last else 0) + 1
    ids = range(first, first + len(added))
    numbers = sequence.take(connection, len(added))
    connection.executemany(
        _INSERT_ARTICLE,
        (
            (
                article_id,
                source_id,
                # In numbers: flags among themselves take six times as long, and a fetch brings a hundred thousand.
                raw.piece.traits.value & TRAITS | state.value,
                *_dated(raw),
                number,
            )
            for article_id, number, raw in zip(ids, numbers, added, strict=True)
        ),
    )
    _write_texts(connection, source_id, zip(ids, added, strict=True))
    connection.executemany("INSERT INTO wording VALUES (?, NULL)", ((article_id,) for article_id in ids))


def _amend(
    connection: sqlite3.Connection,
    source_id: int,
    amended: list[tuple[ArticleId, RawArticle]],
    state: Flag,
    at: int,
    limits: revisions.Limits,
) -> None:
    numbers = sequence.take(connection, len(amended))
    for number, (article_id, raw) in zip(numbers, amended, strict=True):
        title, body, flags, gone = connection.execute(
            "SELECT title, body, flags, gone FROM article JOIN headline USING (id) JOIN content USING (id)"
            " WHERE id = ?",
            (article_id,),
        ).fetchone()
        kept = Flag(flags) & Flag.STATE
        lost = not title and not body  # what a damaged store could not save: no version that anybody wrote
        if not lost and (title != raw.piece.title or rows.unpacked_text(body) != raw.piece.body):
            # Of several changes after it was read, the first one replaces what the reader knows.
            read = kept & (Flag.READ | Flag.CHANGED) == Flag.READ
            revisions.keep(connection, article_id, at, title, body, limits, read=read)
            if kept & Flag.READ:
                kept |= Flag.CHANGED
        if gone:
            removal.bring_back(connection, article_id)
        connection.execute("INSERT OR IGNORE INTO wording SELECT id, body FROM content WHERE id = ?", (article_id,))
        connection.execute(
            "UPDATE article SET flags = ?, published = ?, precision = ?, words = ?, minutes = ?, content_at = ?"
            " WHERE id = ?",
            ((raw.piece.traits & ~Flag.STATE | state | kept).value, *_dated(raw), number, article_id),
        )
        connection.execute("DELETE FROM problem WHERE article_id = ?", (article_id,))
    _write_texts(connection, source_id, amended)
    tagging.put_back(connection, [article_id for article_id, _raw in amended])


def _dated(raw: RawArticle) -> rows.Row:
    piece = raw.piece
    return (
        rows.seconds_of(piece.published),
        rows.precision_of(piece.published),
        rows.bounded(piece.words),
        rows.bounded(piece.minutes),
    )


def _write_texts(connection: sqlite3.Connection, source_id: int, articles: Iterable[tuple[int, RawArticle]]) -> None:
    headlines, contents, origins, problems = [], [], [], []
    for article_id, raw in articles:
        headlines.append(rows.headline_row(article_id, raw.piece))
        contents.append(rows.content_row(article_id, raw.piece))
        origins.append(rows.origin_row(article_id, source_id, raw.origin))
        problems.extend(rows.problem_rows(article_id, raw.piece.problems))
    connection.executemany(_INSERT_HEADLINE, headlines)
    connection.executemany(_INSERT_CONTENT, contents)
    connection.executemany(_INSERT_ORIGIN, origins)
    connection.executemany(_INSERT_PROBLEM, problems)
