"""Reading articles and their headlines: what the list shows, the one that is open, what a file is known as."""

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from newsdesk.model.article import Article, ArticleId, Known
from newsdesk.model.errors import ArticleNotFound
from newsdesk.model.headline import Headline
from newsdesk.model.problem import Problem
from newsdesk.model.source import SourceId, SourceKind
from newsdesk.store import rows, source_list

# In the order in which rows.headline_of takes them.
_NEWEST = """
SELECT article.id, source_id, title, subtitle, description, authors, tags, published, precision, words, minutes, status,
       language, flags
FROM article JOIN headline USING (id)
WHERE gone = 0 AND archived = 0
ORDER BY published DESC, article.id DESC LIMIT ?
"""
_THESE = """
SELECT article.id, source_id, title, subtitle, description, authors, tags, published, precision, words, minutes, status,
       language, flags
FROM json_each(?) AS asked JOIN article ON article.id = asked.value JOIN headline ON headline.id = article.id
WHERE NOT gone ORDER BY asked.key
"""
# 2 is Flag.STARRED.
_STARRED = "SELECT id FROM article WHERE flags & 2 AND NOT gone ORDER BY published DESC, id DESC LIMIT ?"
_ONE = """
SELECT article.id, source_id, title, subtitle, description, authors, tags, published, precision, words, minutes, status,
       language, flags
FROM article JOIN headline USING (id) WHERE article.id = ?
"""
_CONTENT = """
SELECT body, body_line, updated, created, image, image_alt, cta, slug, url, extra FROM content WHERE id = ?
"""
_PROBLEMS_OF = 'SELECT code, message, line, "column", fixable FROM problem WHERE article_id = ? ORDER BY position'
_KNOWN = """
SELECT origin.id, key, digest, size, mtime_ns, inode FROM origin JOIN article USING (id)
WHERE origin.source_id = ? AND NOT gone
"""
_KNOWN_AT = """
SELECT origin.id, key, digest, size, mtime_ns, inode FROM origin JOIN article USING (id)
WHERE (origin.source_id = ? AND key = ? OR origin.source_id = ? AND key > ? AND key < ?) AND NOT gone
"""
_PROBLEMS = """
SELECT article_id, code, message, line, "column", fixable FROM problem JOIN article ON article.id = article_id
WHERE NOT gone ORDER BY article_id, position LIMIT ?
"""


def newest(connection: sqlite3.Connection, limit: int) -> list[Headline]:
    """The newest articles that are not archived: of one moment the last to come is first, undated ones are last."""
    return [rows.headline_of(row) for row in connection.execute(_NEWEST, (limit,))]


def starred(connection: sqlite3.Connection, limit: int) -> list[ArticleId]:
    """The newest articles that are starred. Walks over all."""
    return [ArticleId(row[0]) for row in connection.execute(_STARRED, (limit,))]


def headlines(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Headline]:
    """The headlines of these articles in the order asked; ids that are gone are left out."""
    return [rows.headline_of(row) for row in connection.execute(_THESE, (json.dumps(list(ids)),))]


def article(connection: sqlite3.Connection, article_id: int) -> Article:
    """A whole article, also one that is kept though its file is gone.

    Raises:
        ArticleNotFound: there is none with this id.
    """
    row = connection.execute(_ONE, (article_id,)).fetchone()
    if row is None:
        raise ArticleNotFound(str(article_id))
    headline = rows.headline_of(row)
    source = source_list.with_id(connection, headline.source_id)
    origin = connection.execute(
        "SELECT key, digest, size, mtime_ns, inode FROM origin WHERE id = ?", (article_id,)
    ).fetchone()
    content = connection.execute(_CONTENT, (article_id,)).fetchone()
    problems = connection.execute(_PROBLEMS_OF, (article_id,)).fetchall()
    return rows.article_of(headline, source, rows.origin_of(origin), content, problems)


def known(connection: sqlite3.Connection, source_id: int, only: Collection[bytes] | None = None) -> dict[bytes, Known]:
    """By its key, what the store remembers of each article of a source that is not gone.

    Args:
        connection: Within a transaction.
        source_id: Which source.
        only: Just the articles of these keys, and those that lie below one of them as below a folder.
    """
    found: Iterable[rows.Row]
    if only is None:
        found = connection.execute(_KNOWN, (source_id,))
    else:
        # "0" is what follows "/": keys between the two lie in that folder.
        places = ((source_id, key, source_id, key + b"/", key + b"0") for key in only)
        found = chain.from_iterable(connection.execute(_KNOWN_AT, place) for place in places)
    return {row[1]: Known(ArticleId(row[0]), rows.origin_of(row[1:])) for row in found}


def problems(connection: sqlite3.Connection, limit: int) -> list[tuple[ArticleId, Problem]]:
    """What was wrong with the articles on the desk, article after article."""
    return [(ArticleId(row[0]), rows.problem_of(row[1:])) for row in connection.execute(_PROBLEMS, (limit,))]


def find(connection: sqlite3.Connection, reference: str) -> ArticleId:
    """The article that somebody names: by its id, by its file's path, or by its key within a source.

    Args:
        connection: Within a transaction.
        reference: As typed; a path may be relative to the working directory or to a source's folder.

    Raises:
        ArticleNotFound: no article on the desk is called so.
    """
    if reference.isascii() and reference.isdigit() and len(reference) < 19:
        row = connection.execute("SELECT id FROM article WHERE id = ? AND NOT gone", (int(reference),)).fetchone()
        if row is not None:
            return ArticleId(row[0])
    typed = os.fsencode(reference)
    paths = _as_paths(typed)
    for source in source_list.listed(connection):
        keys = [typed]
        if source.kind is SourceKind.FILE and source.location in paths:
            keys.append(b"")
        if source.kind is SourceKind.FOLDER:
            folder = source.location.rstrip(b"/") + b"/"
            keys.extend(path[len(folder) :] for path in paths if path.startswith(folder))
        for key in keys:
            article_id = _with_key(connection, source.id, key)
            if article_id is not None:
                return article_id
    raise ArticleNotFound(reference)


def _as_paths(typed: bytes) -> set[bytes]:
    """What somebody may have meant by it, seen from the working directory: the name itself, or where it leads."""
    if b"\0" in typed:
        return set()
    return {os.path.abspath(typed), os.path.realpath(typed)}  # noqa: PTH100 (bytes: names need not be UTF-8)


def _with_key(connection: sqlite3.Connection, source_id: SourceId, key: bytes) -> ArticleId | None:
    row = connection.execute(
        "SELECT origin.id FROM origin JOIN article USING (id) WHERE origin.source_id = ? AND key = ? AND NOT gone",
        (source_id, key),
    ).fetchone()
    return None if row is None else ArticleId(row[0])
