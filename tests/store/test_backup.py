"""Backups: made while the desk is in use, taken over again, and seen by everybody as changes."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from newsdesk.model.action import Action
from newsdesk.model.article import Flag, News
from newsdesk.model.errors import StoreNotWritable, StoreUnusable, UsageError
from newsdesk.model.source import Source
from newsdesk.store import Store, schema
from tests.builders import an_article
from tests.store.desks import a_source, a_store, numbered, take_in


def _seen(store: Store, since: int = 0, held: dict[int, tuple[str, int]] | None = None) -> dict[int, tuple[str, int]]:
    """What an index holds that takes in the changes."""
    held = {} if held is None else held
    more = True
    while more:
        batch = store.changes(since, 3)
        for article_id in batch.removed:
            held.pop(article_id, None)
        for article_id, flags in batch.flags:
            held[article_id] = (held[article_id][0], flags)
        columns = zip(batch.rows.ids, batch.rows.titles, batch.rows.flags, strict=True)
        held.update({article_id: (title, flags) for article_id, title, flags in columns})
        since, more = batch.sequence, batch.more
    return held


def test_a_backup_is_a_store_of_its_own(tmp_path: Path, store: Store, source: Source) -> None:
    ids = take_in(store, source, *numbered(20))
    store.act(Action.STAR, ids[:3])
    steps: list[tuple[int, int]] = []
    target = tmp_path / "backup.db"
    store.back_up(target, lambda done, total: steps.append((done, total)))
    assert steps[-1][0] == steps[-1][1] > 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"backup.db"} | {
        path.name for path in tmp_path.iterdir() if path.name.startswith("newsdesk.db")
    }
    with Store.open(target) as copy:
        assert _seen(copy) == _seen(store)
        assert copy.undo() is not None


def test_a_backup_replaces_an_earlier_one_and_nothing_else(tmp_path: Path, store: Store, source: Source) -> None:
    target = tmp_path / "backup.db"
    store.back_up(target)
    take_in(store, source, an_article("Flood"))
    store.back_up(target)
    with Store.open(target) as copy:
        assert len(copy.newest(9)) == 1
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear editor")
    for wrong in (letter, store.path, tmp_path):
        with pytest.raises(UsageError):
            store.back_up(wrong)
    assert letter.read_text() == "Dear editor"


def test_a_backup_into_a_folder_that_is_not_there_is_told(tmp_path: Path, store: Store) -> None:
    with pytest.raises(StoreNotWritable, match="cannot be written"):
        store.back_up(tmp_path / "no" / "backup.db")


def test_what_was_restored_reaches_every_index_as_changes(tmp_path: Path, store: Store, source: Source) -> None:
    kept, amended, gone = take_in(store, source, *numbered(3))
    store.act(Action.STAR, [kept])
    store.back_up(tmp_path / "backup.db")
    was = _seen(store)

    store.act(Action.UNSTAR, [kept])
    store.write(News(source.id, amended=((amended, an_article("Amended")),), gone=(gone,)))
    [later] = take_in(store, source, an_article("Later"))
    other = a_source(store, b"/other")
    take_in(store, other, an_article("Of another source"))
    with a_store(tmp_path) as elsewhere:
        since, held = elsewhere.sequence(), _seen(elsewhere)
        identity = store.identity()
        before = store.restore(tmp_path / "backup.db")

        assert _seen(elsewhere, since, held) == was == _seen(elsewhere)
        assert elsewhere.identity() == identity
        assert [one.id for one in elsewhere.sources()] == [source.id]
    assert store.headlines([kept])[0].flags == Flag.STARRED
    assert take_in(store, source, an_article("After")) > [later]
    while store.bring_in_words():
        pass
    assert gone in store.search_bodies("body")
    assert store.findings() == []
    with Store.open(before) as copy:
        assert {headline.title for headline in copy.newest(9)} >= {"Amended", "Later"}


def test_restoring_what_was_before_takes_the_restoration_back(tmp_path: Path, store: Store, source: Source) -> None:
    store.back_up(tmp_path / "empty.db")
    take_in(store, source, *numbered(3))
    was = _seen(store)
    before = store.restore(tmp_path / "empty.db")
    then = store.restore(before)
    assert _seen(store) == was
    assert then != before, "nothing that is kept is overwritten"


@pytest.mark.parametrize("damage", ["missing", "folder", "letter", "cut", "newer", "page"])
def test_a_backup_that_is_none_changes_nothing(tmp_path: Path, store: Store, source: Source, damage: str) -> None:
    take_in(store, source, *numbered(200))
    backup = tmp_path / "backup.db"
    if damage == "folder":
        backup.mkdir()
    elif damage == "letter":
        backup.write_text("Dear editor")
    elif damage != "missing":
        store.back_up(backup)
        data = bytearray(backup.read_bytes())
        if damage == "page":
            data[3 * 8192 : 5 * 8192] = b"\xff" * 16384
        backup.write_bytes(data[: len(data) // 2] if damage == "cut" else data)
    if damage == "newer":
        with sqlite3.connect(backup) as newer:
            newer.execute("PRAGMA user_version = 99")
        newer.close()
    was = _seen(store)
    with pytest.raises(StoreUnusable):
        store.restore(backup)
    assert _seen(store) == was
    assert not list(tmp_path.glob(".*")), "nothing is left lying about"


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    tmp_path: Path, store: Store, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(store, source, *numbered(2))
    store.back_up(tmp_path / "backup.db")
    present = schema.VERSION
    grown = (*schema.MIGRATIONS, ("CREATE TABLE more (id INTEGER)", f"PRAGMA user_version = {present + 1}"))
    monkeypatch.setattr(schema, "MIGRATIONS", grown)
    monkeypatch.setattr(schema, "VERSION", present + 1)
    with a_store(tmp_path) as newer:
        newer.restore(tmp_path / "backup.db")
        assert len(newer.newest(9)) == 2
    with sqlite3.connect(tmp_path / "backup.db") as untouched:
        assert untouched.execute("PRAGMA user_version").fetchone() == (present,)
    untouched.close()


def test_a_sound_store_has_no_findings_and_an_incomplete_one_has(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        take_in(store, a_source(store), *numbered(3))
        assert store.findings() == []
    with sqlite3.connect(tmp_path / "newsdesk.db") as raw:
        raw.execute("DELETE FROM headline WHERE id = 2")
        raw.execute("DELETE FROM source")
    raw.close()
    with a_store(tmp_path) as store:
        found = store.findings()
    assert "1 articles are without a headline." in found
    assert any("refer to something" in line for line in found)


def test_what_a_killed_backup_left_is_cleared_away_by_a_later_one(tmp_path: Path, store: Store) -> None:
    old, young = tmp_path / ".backup.db.abc.part", tmp_path / ".backup.db.def.part"
    for path in (old, young):
        path.touch()
    os.utime(old, (0, 0))
    store.back_up(tmp_path / "backup.db")
    assert (old.exists(), young.exists()) == (False, True)


def test_a_restoration_that_has_to_wait_too_long_changes_nothing_and_can_be_tried_again(
    tmp_path: Path, store: Store, source: Source
) -> None:
    store.back_up(tmp_path / "empty.db")
    take_in(store, source, *numbered(3))
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreNotWritable, match="Another newsdesk"):
        store.restore(tmp_path / "empty.db")
    assert len(store.newest(9)) == 3
    other.close()
    store.restore(tmp_path / "empty.db")
    assert store.newest(9) == []
