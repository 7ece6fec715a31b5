"""The words of all bodies, and which articles say what somebody looks for.

Taking in an article does not wait for its words: it leaves a note (table `wording`), and `bring_in` works the notes
off, a stretch at a time. Folding and cutting is that of `text.tokens`, so that `body:` finds accents, CJK and Thai as
the index does; SQLite's own tokenizers do not.
"""

import sqlite3
import unicodedata

from newsdesk.model.article import ArticleId
from newsdesk.store import schema

RULES = f"2 {unicodedata.unidata_version}"
"""Raise the first number when `text.tokens`, `text.fold` or `text.markup` read otherwise. Words that were cut by other
rules cannot be taken out again one by one, so that then all are brought in anew."""

_PUT = "INSERT INTO fulltext (rowid, words) VALUES (?, ?)"
_TAKE_OUT = "INSERT INTO fulltext (fulltext, rowid, words) VALUES ('delete', ?, ?)"


def outstanding(connection: sqlite3.Connection) -> int:
    """Of how many articles the full text does not know the words as they are now."""
    if _rules(connection) != RULES:
        return int(connection.execute("SELECT count(*) FROM content").fetchone()[0])
    return int(connection.execute("SELECT count(*) FROM wording").fetchone()[0])


def bring_in(connection: sqlite3.Connection, limit: int) -> int:
    """Bring in the words of at most so many articles, within a writing transaction; returns how many are left."""
    if _rules(connection) != RULES:
        begin_anew(connection)
    found = connection.execute(
        "SELECT wording.id, old, body FROM wording LEFT JOIN content USING (id) ORDER BY wording.id LIMIT ?", (limit,)
    ).fetchall()
    # Not at the top: the first frame of a desk waits for this module, but not for what cuts words.
    from newsdesk.store.cutting import Words

    words = Words()
    for article_id, old, body in found:
        if old is not None:
            connection.execute(_TAKE_OUT, (article_id, words.of(old)))
        if body is not None:
            connection.execute(_PUT, (article_id, words.of(body)))
    connection.executemany("DELETE FROM wording WHERE id = ?", ((row[0],) for row in found))
    return outstanding(connection)


def search(connection: sqlite3.Connection, text: str) -> set[ArticleId]:
    """The ids of the articles whose bodies say this.

    Args:
        connection: Within a transaction.
        text: Words that stand next to one another, the last of which may be the beginning of a word; within double
            quotes, the last is a whole word, too.

    Returns:
        Ids, among which may be some of articles that are gone. Nothing where the text holds no word.
    """
    whole = len(text) > 1 and text.startswith('"') and text.endswith('"')
    from newsdesk.store.cutting import sought

    words = [token.text for token in sought(text)]
    if not words:
        return set()
    phrase = f'"{" ".join(words)}"' if whole else f'"{" ".join(words)}" *'
    found = connection.execute("SELECT rowid FROM fulltext WHERE fulltext MATCH ?", (phrase,))
    return {ArticleId(row[0]) for row in found}


def _rules(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT tokens FROM desk").fetchone()[0])


def begin_anew(connection: sqlite3.Connection) -> None:
    """Forget all words, within a writing transaction; `bring_in` brings them in again."""
    connection.execute("DROP TABLE fulltext")
    connection.execute(schema.FULLTEXT)
    connection.execute("DELETE FROM wording")
    connection.execute("INSERT INTO wording SELECT id, NULL FROM content")
    connection.execute("UPDATE desk SET tokens = ?", (RULES,))
