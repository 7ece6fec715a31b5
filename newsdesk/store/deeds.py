"""What the reader does to articles, kept with what was before, so that each deed can be taken back.

The deeds are the desk's, not a process's: undo takes back the last one that stands, whoever did it. Where something
changed an article's same mark after the deed, that article is left as it is. Owns the table `deed`; what a deed does to
an article, and what turns it back, is said by `state` (marks) and `tagging` (tags).
"""

import json
import sqlite3
import zlib
from array import array
from collections.abc import Sequence
from sys import byteorder

from newsdesk.model.action import NO_TAGS, Action, Deed, Tagging
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.store import state, tagging

MAX_DEEDS = 100
"""How many can be taken back, one after the other."""

_LAST_THAT_STANDS = "SELECT id, action, ids, before, tagging FROM deed WHERE NOT undone ORDER BY id DESC LIMIT 1"
_FIRST_TAKEN_BACK = "SELECT id, action, ids, before, tagging FROM deed WHERE undone ORDER BY id LIMIT 1"


def act(connection: sqlite3.Connection, action: Action, ids: Sequence[int]) -> Deed:
    """Mark articles, within a writing transaction; those that are so already, or gone, are left out of the deed."""
    before = state.mark(connection, action, ids)
    return _kept(connection, Deed(action, tuple(map(ArticleId, before))), state.packed(before.values()))


def tag(connection: sqlite3.Connection, wanted: Tagging, ids: Sequence[int]) -> Deed:
    """Give tags to articles and take others; those that it would not change, or are gone, are left out of the deed."""
    changes = tagging.tag(connection, wanted, ids)
    deed = Deed(Action.TAG, tuple(map(ArticleId, changes)), tagging=wanted)
    return _kept(connection, deed, tagging.packed(changes.values()))


def undo(connection: sqlite3.Connection) -> Deed | None:
    """Take back the last deed that stands; None when there is none."""
    return _turn(connection, undone=True)


def redo(connection: sqlite3.Connection) -> Deed | None:
    """Do again the deed that was taken back last; None when there is none, or something new was done since."""
    return _turn(connection, undone=False)


def _kept(connection: sqlite3.Connection, deed: Deed, before: bytes) -> Deed:
    if not deed.changed:
        return deed
    tags = json.dumps([deed.tagging.give, deed.tagging.take]) if deed.action is Action.TAG else None
    connection.execute("DELETE FROM deed WHERE undone")
    done = connection.execute(
        "INSERT INTO deed (action, ids, before, tagging) VALUES (?, ?, ?, ?)",
        (deed.action.value, _packed_ids(deed.changed), before, tags),
    ).lastrowid
    connection.execute("DELETE FROM deed WHERE id <= ?", ((done or 0) - MAX_DEEDS,))
    return deed


def _turn(connection: sqlite3.Connection, *, undone: bool) -> Deed | None:
    # A deed of which nothing is left to turn is passed over: the reader asked for something to happen.
    while row := connection.execute(_LAST_THAT_STANDS if undone else _FIRST_TAKEN_BACK).fetchone():
        deed_id, name, packed_ids, before, tags = row
        connection.execute("UPDATE deed SET undone = ? WHERE id = ?", (undone, deed_id))
        action, ids = Action(name), _unpacked_ids(packed_ids)
        if action is Action.TAG:
            turned = tagging.turn(connection, ids, before, undone=undone)
        else:
            turned = state.turn(connection, action, ids, before, undone=undone)
        if turned:
            return Deed(action, tuple(map(ArticleId, turned)), undone, _tagging(tags))
    return None


def _tagging(written: str | None) -> Tagging:
    if written is None:
        return NO_TAGS
    give, take = json.loads(written)
    return Tagging(tuple(map(Clean, give)), tuple(map(Clean, take)))


def _packed_ids(ids: Sequence[int]) -> bytes:
    packed = array("q", ids)
    if byteorder == "big":
        packed.byteswap()
    return zlib.compress(packed.tobytes(), 1)


def _unpacked_ids(packed: bytes) -> list[int]:
    ids = array("q", zlib.decompress(packed))
    if byteorder == "big":
        ids.byteswap()
    return ids.tolist()
