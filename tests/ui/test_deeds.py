"""What the reader does, when the disk is full: kept in its order, told once, and saved as soon as there is room."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.message import Message

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Action
from newsdesk.model.article import Flag, Place
from newsdesk.model.errors import StoreNotWritable
from newsdesk.store import Store
from newsdesk.store.database import Database
from newsdesk.ui import deeds as deeds_module
from newsdesk.ui.deeds import Deeds
from newsdesk.ui.messages import Done, Failed, Progressed, Unsaved
from tests.builders import a_file
from tests.ui.newsrooms import a_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    a_file(tmp_path / "house", "flood.md", "Flood")
    a_file(tmp_path / "house", "frost.md", "Frost")
    with a_desk(tmp_path / "data", tmp_path / "house") as opened:
        yield opened


def full(*_arguments: object, **_options: object) -> None:
    raise StoreNotWritable("The disk is full.")


def until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_what_is_done_on_a_full_disk_is_told_once_and_saved_when_there_is_room(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Message] = []
    deeds = Deeds(desk, heard.append)
    first, second = (headline.id for headline in desk.newest(2))
    with monkeypatch.context() as patched:
        patched.setattr(Database, "writing", full)
        deeds.act(Action.STAR, [first])
        deeds.keep_place(first, Place(3))
        deeds.act(Action.READ, [second], quietly=True)
        deeds.try_again()
        until(lambda: not deeds._errand.busy)
        told = [message for message in heard if isinstance(message, Failed)]
        assert [one.says for one in told] == ["The disk is full. What you do is kept meanwhile, and tried again."]
        assert [message.changes for message in heard if isinstance(message, Unsaved)][-1] == 2
        assert not any(headline.flags for headline in desk.newest(2))
    deeds.try_again()
    until(lambda: not deeds._errand.busy)
    assert [type(message) for message in heard[-3:]] == [Done, Done, Unsaved]
    assert deeds.lost == ""
    assert [headline.flags & Flag.STATE for headline in desk.newest(2)] == [Flag.STARRED, Flag.READ]
    deeds.undo()
    deeds.close()
    assert [headline.flags & Flag.STATE for headline in desk.newest(2)] == [Flag.STARRED, Flag(0)]


def test_reading_on_a_desk_that_cannot_be_saved_complains_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Message] = []
    deeds = Deeds(desk, heard.append)
    monkeypatch.setattr(Store, "set_place", full)
    [article, _other] = desk.newest(2)
    for line in range(9):
        deeds.keep_place(article.id, Place(line))
    deeds.close()
    assert len(heard) == 1
    assert desk.article(article.id).piece.title == article.title


def test_what_could_not_be_saved_to_the_last_is_told_and_nothing_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (headline.id for headline in desk.newest(2))
    deeds = Deeds(desk, lambda _message: None)
    deeds.act(Action.STAR, [first])
    until(lambda: not deeds._errand.busy)
    monkeypatch.setattr(Database, "writing", full)
    deeds.act(Action.STAR, [second])
    deeds.keep_place(first, Place(3))
    deeds.undo()
    deeds.close()
    assert deeds.lost == "2 of your last changes could not be saved, and are lost. The disk is full."


def test_on_a_desk_that_can_only_be_read_each_change_is_refused_and_reading_is_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Message] = []
    deeds = Deeds(desk, heard.append)
    first, _second = (headline.id for headline in desk.newest(2))
    monkeypatch.setattr(Desk, "writable", False)
    deeds.act(Action.READ, [first], quietly=True)
    deeds.keep_place(first, Place(3))
    deeds.remember("query", "x")
    assert heard == []
    deeds.act(Action.STAR, [first])
    deeds.undo()
    deeds.close()
    assert [type(message) for message in heard] == [Failed, Failed]
    assert deeds.lost == ""


def test_of_many_articles_the_opposite_is_done_where_all_are_so_already(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds_module, "WORTH_TELLING", 2)
    told: list[Message] = []
    deeds = Deeds(desk, told.append)
    ids = [headline.id for headline in desk.newest(2)]
    desk.act(Action.STAR, ids[:1])
    for stars in (2, 0):
        deeds.turn(lambda: ids, Action.STAR, Action.UNSTAR)
        until(lambda stars=stars: sum(bool(row.flags & Flag.STARRED) for row in desk.headlines(ids)) == stars)  # type: ignore[misc]
    deeds.close()
    assert [message.says for message in told if isinstance(message, Done)] == [
        "1 article starred. z takes it back.",
        "2 articles no longer starred. z takes it back.",
    ]
    assert [message.says for message in told if isinstance(message, Progressed)] == ["Marking 2 articles", ""] * 2
