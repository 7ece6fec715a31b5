"""The marks of an article: read, starred, archived. What an action sets and clears, and what turns it back.

`deeds` keeps what is done here, so that it can be taken back.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence

from newsdesk.model.action import Action
from newsdesk.model.article import Flag
from newsdesk.store import sequence

# What an action sets, and what it clears. Who reads an article anew, or marks it unread, has seen that it changed.
_EFFECT = {
    Action.READ: (Flag.READ, Flag.CHANGED),
    Action.UNREAD: (Flag(0), Flag.READ | Flag.CHANGED),
    Action.STAR: (Flag.STARRED, Flag(0)),
    Action.UNSTAR: (Flag(0), Flag.STARRED),
    Action.ARCHIVE: (Flag.ARCHIVED, Flag(0)),
    Action.UNARCHIVE: (Flag(0), Flag.ARCHIVED),
}


def mark(connection: sqlite3.Connection, action: Action, ids: Sequence[int]) -> dict[int, int]:
    """Mark articles; returns the flags that those had which it changed."""
    sets, clears = (flag.value for flag in _EFFECT[action])
    flags = _flags_of(connection, ids)
    before = {article_id: held for article_id, held in flags.items() if (held & ~clears) | sets != held}
    after = {article_id: (held & ~clears) | sets for article_id, held in before.items()}
    _set_flags(connection, after, sets | clears)
    return before


def turn(
    connection: sqlite3.Connection, action: Action, ids: Sequence[int], packed_before: bytes, *, undone: bool
) -> list[int]:
    """Take back what `mark` did, or do it again, where the marks still are as it left them; returns what changed."""
    sets, clears = (flag.value for flag in _EFFECT[action])
    touched = sets | clears
    before = dict(zip(ids, zlib.decompress(packed_before), strict=True))
    turned: dict[int, int] = {}
    for article_id, held in _flags_of(connection, ids).items():
        earlier = before[article_id] & touched
        expected, wanted = (sets, earlier) if undone else (earlier, sets)
        if held & touched == expected:
            turned[article_id] = (held & ~touched) | wanted
    _set_flags(connection, turned, touched)
    return list(turned)


def packed(flags: Iterable[int]) -> bytes:
    """The marks before a deed, a byte an article, as `turn` takes them."""
    return zlib.compress(bytes(held & Flag.STATE.value for held in flags), 1)


def _flags_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, int]:
    """The flags of those that are there, in the order asked; read in the order in which they lie in the file."""
    found = dict(
        connection.execute(
            "SELECT article.id, flags FROM json_each(?) AS asked JOIN article ON article.id = asked.value"
            " WHERE NOT gone",
            (json.dumps(sorted(ids)),),
        ).fetchall()
    )
    return {article_id: found[article_id] for article_id in ids if article_id in found}


def _set_flags(connection: sqlite3.Connection, flags: dict[int, int], touched: int) -> None:
    if not flags:
        return
    numbers = sequence.take(connection, len(flags))
    # In the order in which they lie in the file: ten thousand anywhere among a million take half the time so.
    in_order = sorted(flags.items())
    connection.executemany(
        "UPDATE article SET flags = ?, state_at = ? WHERE id = ?",
        ((held, number, article_id) for number, (article_id, held) in zip(numbers, in_order, strict=True)),
    )
    if touched & Flag.ARCHIVED:
        connection.executemany(
            "UPDATE article SET archived = ? WHERE id = ?",
            ((bool(held & Flag.ARCHIVED), article_id) for article_id, held in in_order),
        )
