"""What the reader does to articles: each action is a deed, saved with what was before, and can be taken back.

The deeds are the desk's, not a process's: undo takes back the last one that stands, whoever did it. Where something
changed an article's same mark after the deed, that article is left as it is.
"""

import json
import sqlite3
import zlib
from array import array
from collections.abc import Sequence
from sys import byteorder

from newsdesk.model.action import Action, Deed
from newsdesk.model.article import ArticleId, Flag
from newsdesk.store import sequence

MAX_DEEDS = 100
"""How many can be taken back, one after the other."""

# What an action sets, and what it clears. Who reads an article anew, or marks it unread, has seen that it changed.
_EFFECT = {
    Action.READ: (Flag.READ, Flag.CHANGED),
    Action.UNREAD: (Flag(0), Flag.READ | Flag.CHANGED),
    Action.STAR: (Flag.STARRED, Flag(0)),
    Action.UNSTAR: (Flag(0), Flag.STARRED),
    Action.ARCHIVE: (Flag.ARCHIVED, Flag(0)),
    Action.UNARCHIVE: (Flag(0), Flag.ARCHIVED),
}


def act(connection: sqlite3.Connection, action: Action, ids: Sequence[int]) -> Deed:
    """Do something to articles; those that are as asked already, or gone, are left out of the deed."""
    sets, clears = (flag.value for flag in _EFFECT[action])
    flags = _flags_of(connection, ids)
    before = {article_id: held for article_id, held in flags.items() if (held & ~clears) | sets != held}
    if not before:
        return Deed(action, ())
    _set_flags(connection, {article_id: (held & ~clears) | sets for article_id, held in before.items()})
    connection.execute("DELETE FROM deed WHERE undone")
    done = connection.execute(
        "INSERT INTO deed (action, ids, before) VALUES (?, ?, ?)",
        (action.value, _packed_ids(list(before)), _packed_state(list(before.values()))),
    ).lastrowid
    connection.execute("DELETE FROM deed WHERE id <= ?", ((done or 0) - MAX_DEEDS,))
    return Deed(action, tuple(map(ArticleId, before)))


def undo(connection: sqlite3.Connection) -> Deed | None:
    """Take back the last deed that stands; None when there is none."""
    return _turn(connection, undone=True)


def redo(connection: sqlite3.Connection) -> Deed | None:
    """Do again the deed that was taken back last; None when there is none, or something new was done since."""
    return _turn(connection, undone=False)


def _turn(connection: sqlite3.Connection, *, undone: bool) -> Deed | None:
    # A deed of which nothing is left to turn is passed over: the reader asked for something to happen.
    while row := connection.execute(_LAST_THAT_STANDS if undone else _FIRST_TAKEN_BACK).fetchone():
        deed_id, action, packed_ids, packed_before = row
        connection.execute("UPDATE deed SET undone = ? WHERE id = ?", (undone, deed_id))
        sets, clears = (flag.value for flag in _EFFECT[Action(action)])
        touched = sets | clears
        before = dict(zip(_unpacked_ids(packed_ids), zlib.decompress(packed_before), strict=True))
        now = _flags_of(connection, list(before))
        turned: dict[int, int] = {}
        for article_id, held in now.items():
            earlier = before[article_id] & touched
            expected, wanted = (sets, earlier) if undone else (earlier, sets)
            if held & touched == expected:
                turned[article_id] = (held & ~touched) | wanted
        if turned:
            _set_flags(connection, turned)
            return Deed(Action(action), tuple(map(ArticleId, turned)), undone=undone)
    return None


_LAST_THAT_STANDS = "SELECT id, action, ids, before FROM deed WHERE NOT undone ORDER BY id DESC LIMIT 1"
_FIRST_TAKEN_BACK = "SELECT id, action, ids, before FROM deed WHERE undone ORDER BY id LIMIT 1"


def _flags_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, int]:
    return dict(
        connection.execute(
            "SELECT article.id, flags FROM json_each(?) AS asked JOIN article ON article.id = asked.value"
            " WHERE NOT gone ORDER BY asked.key",
            (json.dumps(list(ids)),),
        ).fetchall()
    )


def _set_flags(connection: sqlite3.Connection, flags: dict[int, int]) -> None:
    numbers = sequence.take(connection, len(flags))
    # In the order in which they lie in the file: ten thousand anywhere among a million take half the time so.
    in_order = sorted(flags.items())
    connection.executemany(
        "UPDATE article SET flags = ?, state_at = ? WHERE id = ?",
        ((held, number, article_id) for number, (article_id, held) in zip(numbers, in_order, strict=True)),
    )


def _packed_ids(ids: list[int]) -> bytes:
    packed = array("q", ids)
    if byteorder == "big":
        packed.byteswap()
    return zlib.compress(packed.tobytes(), 1)


def _unpacked_ids(packed: bytes) -> list[int]:
    ids = array("q", zlib.decompress(packed))
    if byteorder == "big":
        ids.byteswap()
    return ids.tolist()


def _packed_state(flags: list[int]) -> bytes:
    return zlib.compress(bytes(held & Flag.STATE.value for held in flags), 1)
