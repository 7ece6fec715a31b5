"""Full texts of articles, from their pages on the web: kept beside what their feeds say, and apart from it."""

import sqlite3
from datetime import UTC, datetime

from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.wire import KeptText
from newsdesk.store import rows

# 2 is Flag.STARRED: what somebody keeps is to be there offline, too.
_WANTING = """
SELECT newest.id FROM (
    SELECT article.id, published,
           row_number() OVER (PARTITION BY source_id ORDER BY published DESC, article.id DESC) AS n
    FROM article JOIN feed ON feed.id = source_id WHERE (feed.full_text OR flags & 2) AND NOT gone
) AS newest JOIN content USING (id) LEFT JOIN full_text ON full_text.id = newest.id
WHERE n <= ? AND full_text.id IS NULL AND content.url <> '' ORDER BY newest.published DESC, newest.id DESC LIMIT ?
"""


def of_article(connection: sqlite3.Connection, article_id: ArticleId) -> KeptText | None:
    """What is kept of an article's page; None where it was never asked for."""
    row = connection.execute(
        "SELECT url, body, fetched, words, title, paywalled, failure FROM full_text WHERE id = ?", (article_id,)
    ).fetchone()
    if row is None:
        return None
    url, body, fetched, words, title, paywalled, failure = row
    return KeptText(
        article_id=article_id,
        url=Clean(url),
        html=rows.unpacked_text(body),
        fetched=datetime.fromtimestamp(fetched, UTC),
        words=words,
        title=Clean(title),
        paywalled=bool(paywalled),
        failure=Clean(failure),
    )


def keep(connection: sqlite3.Connection, text: KeptText) -> None:
    """Keep a full text, or that there is none. A text that is there is never replaced by none."""
    connection.execute(
        "INSERT INTO full_text SELECT id, ?, ?, ?, ?, ?, ?, ? FROM article WHERE id = ?"
        " ON CONFLICT DO UPDATE SET url = excluded.url, body = excluded.body, fetched = excluded.fetched,"
        " words = excluded.words, title = excluded.title, paywalled = excluded.paywalled, failure = excluded.failure"
        " WHERE excluded.failure = '' OR full_text.failure <> ''",
        (
            text.url,
            rows.packed_text(text.html),
            int(text.fetched.timestamp()),
            text.words,
            text.title,
            text.paywalled,
            text.failure,
            text.article_id,
        ),
    )


def wanting(connection: sqlite3.Connection, of_each: int, limit: int) -> list[ArticleId]:
    """Articles whose full text their feed is to have, or that are starred, and that were never asked for; newest first.

    Args:
        connection: Within a transaction.
        of_each: Only among so many of each feed, the newest: nobody asks for those of years.
        limit: At most so many.
    """
    return [ArticleId(row[0]) for row in connection.execute(_WANTING, (of_each, limit))]
