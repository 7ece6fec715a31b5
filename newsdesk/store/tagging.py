"""The tags that the reader gives to articles, beside those that articles say of themselves.

`headline.tags` holds both, the article's own first: lists, index and figures need not know the difference. The table
`tagging` holds both apart, of those articles only that were given any. Tags that fold to the same are the same.
`deeds` keeps what is done here, so that it can be taken back.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from newsdesk.model.action import Tagging
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.store import rows, sequence
from newsdesk.text.fold import fold

Tags: TypeAlias = tuple[Clean, ...]

Change: TypeAlias = tuple[str, str]
"""What was given to an article before and after, packed."""

_OF_THESE = """
SELECT article.id, ifnull(own, tags), ifnull(given, '')
FROM json_each(?) AS asked JOIN article ON article.id = asked.value JOIN headline ON headline.id = article.id
     LEFT JOIN tagging ON tagging.id = article.id
WHERE NOT gone ORDER BY asked.key
"""
_TAGGED_OF_THESE = """
SELECT tagging.id, tags, given
FROM json_each(?) AS asked JOIN tagging ON tagging.id = asked.value JOIN headline ON headline.id = tagging.id
"""


def given(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[ArticleId, Tags]:
    """The tags that the reader gave, by article; articles that were given none are left out."""
    found = connection.execute(
        "SELECT tagging.id, given FROM json_each(?) AS asked JOIN tagging ON tagging.id = asked.value", (_asked(ids),)
    )
    return {ArticleId(row[0]): rows.unpacked_names(row[1]) for row in found}


def tag(connection: sqlite3.Connection, wanted: Tagging, ids: Sequence[int]) -> dict[int, Change]:
    """Give tags to articles and take others, as far as the articles do not have them of themselves.

    Returns:
        What changed, by article.
    """
    changes: dict[int, Change] = {}
    own_of: dict[int, str] = {}
    for article_id, own, before in connection.execute(_OF_THESE, (_asked(ids),)):
        after = rows.packed_names(_tagged(rows.unpacked_names(own), rows.unpacked_names(before), wanted))
        if after != before:
            changes[article_id], own_of[article_id] = (before, after), own
    _write(connection, own_of, {article_id: after for article_id, (_before, after) in changes.items()})
    return changes


def turn(connection: sqlite3.Connection, ids: Sequence[int], packed_changes: bytes, *, undone: bool) -> list[int]:
    """Take back what `tag` did, or do it again, where these tags still are as it left them; returns what changed."""
    changes = dict(zip(ids, json.loads(zlib.decompress(packed_changes)), strict=True))
    own_of: dict[int, str] = {}
    turned: dict[int, str] = {}
    for article_id, own, now in connection.execute(_OF_THESE, (_asked(ids),)):
        before, after = changes[article_id]
        there, wanted = (after, before) if undone else (before, after)
        if (then := _turned(now, there, wanted)) is not None:
            turned[article_id], own_of[article_id] = then, own
    _write(connection, own_of, turned)
    return list(turned)


def packed(changes: Iterable[Change]) -> bytes:
    """What a deed changed, an article after the other, as `turn` takes it."""
    return zlib.compress(json.dumps(list(changes), separators=(",", ":")).encode(), 1)


def put_back(connection: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Give articles that were just written anew by their source the tags again that the reader gave them."""
    again = [
        (own, rows.packed_names(_both(rows.unpacked_names(own), rows.unpacked_names(added))), article_id)
        for article_id, own, added in connection.execute(_TAGGED_OF_THESE, (_asked(ids),))
    ]
    connection.executemany("UPDATE tagging SET own = ? WHERE id = ?", ((own, one) for own, _both, one in again))
    connection.executemany("UPDATE headline SET tags = ? WHERE id = ?", ((both, one) for _own, both, one in again))


def _tagged(own: Tags, before: Tags, wanted: Tagging) -> Tags:
    taken = {fold(one) for one in wanted.take}
    after = [one for one in before if fold(one) not in taken]
    there = {fold(one) for one in (*own, *after)}
    for one in wanted.give:
        if fold(one) not in there:
            after.append(one)
            there.add(fold(one))
    return tuple(after)


def _turned(now: str, there: str, wanted: str) -> str | None:
    """What was given, with one deed turned; None where these tags became otherwise since."""
    if now == there:
        return wanted
    found, from_, to = ({fold(one): one for one in rows.unpacked_names(tags)} for tags in (now, there, wanted))
    touched = from_.keys() ^ to.keys()
    if found.keys() & touched != from_.keys() & touched:
        return None
    kept = [one for folded, one in found.items() if folded not in touched]
    return rows.packed_names([*kept, *(one for folded, one in to.items() if folded in touched)])


def _both(own: Tags, added: Tags) -> Tags:
    there = {fold(one) for one in own}
    return (*own, *(one for one in added if fold(one) not in there))


def _write(connection: sqlite3.Connection, own_of: Mapping[int, str], given_to: Mapping[int, str]) -> None:
    if not given_to:
        return
    numbers = sequence.take(connection, len(given_to))
    in_order = sorted(given_to.items())
    connection.executemany("DELETE FROM tagging WHERE id = ?", ((one,) for one, added in in_order if not added))
    connection.executemany(
        "INSERT OR REPLACE INTO tagging VALUES (?, ?, ?)",
        ((one, own_of[one], added) for one, added in in_order if added),
    )
    connection.executemany(
        "UPDATE headline SET tags = ? WHERE id = ?",
        (
            (rows.packed_names(_both(rows.unpacked_names(own_of[one]), rows.unpacked_names(added))), one)
            for one, added in in_order
        ),
    )
    connection.executemany(
        "UPDATE article SET content_at = ? WHERE id = ?",
        ((number, one) for number, (one, _added) in zip(numbers, in_order, strict=True)),
    )


def _asked(ids: Sequence[int]) -> str:
    return json.dumps(list(ids))
