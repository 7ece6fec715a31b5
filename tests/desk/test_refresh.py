"""Taking in what changed: nothing twice, nothing lost, one broken file never stops it (THREATS, rows 43 to 46)."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from newsdesk.desk import readers, reading_processes
from newsdesk.desk.desk import Desk
from newsdesk.desk.progress import Progress
from newsdesk.desk.settings import Limits, Settings
from newsdesk.model.action import Action
from newsdesk.model.article import Flag, RawArticle
from newsdesk.sources.folder import FoundFile, read_file
from newsdesk.sources.options import ReadingOptions
from newsdesk.store.lock import only_one
from tests.builders import a_file

MANY = 60


def titles(desk: Desk) -> list[str]:
    return sorted(headline.title for headline in desk.newest(10_000))


def test_articles_of_a_folder_are_on_the_desk(desk: Desk, house: Path) -> None:
    a_file(house, "flood.md", "Flood recedes")
    a_file(house, "deep/er/frost.md", "Frost")
    report = desk.refresh()
    assert (report.added, report.amended, report.moved, report.gone) == (2, 0, 0, 0)
    assert titles(desk) == ["Flood recedes", "Frost"]


def test_an_unchanged_folder_is_recognised_without_reading_it(
    desk: Desk, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(a_file(house, "flood.md", "Flood"), (1_700_000_000, 1_700_000_000))
    desk.refresh()
    read: list[object] = []
    monkeypatch.setattr("newsdesk.desk.readers.read_file", lambda *asked, **_options: read.append(asked))
    assert not desk.refresh().changed
    assert read == []


def test_a_file_that_was_written_just_now_is_looked_at_again(desk: Desk, house: Path) -> None:
    file = a_file(house, "flood.md", "Flood")
    desk.refresh()
    before = file.stat()
    with file.open("r+") as same_file:
        same_file.write(file.read_text().replace("Flood", "Frost"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert desk.refresh().amended == 1
    assert titles(desk) == ["Frost"]


def test_a_file_on_which_reading_itself_fails_is_an_article_with_a_problem(
    desk: Desk, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file(house, "bad.md", "Bad")
    a_file(house, "good.md", "Good")

    def with_a_bug(path: bytes, *, key: bytes, options: ReadingOptions) -> RawArticle:
        if key == b"bad.md":
            raise ZeroDivisionError("a bug")
        return read_file(path, key=key, options=options)

    monkeypatch.setattr(readers, "read_file", with_a_bug)
    desk.refresh()
    assert titles(desk) == ["Bad", "Good"]
    assert [problem.code for _article, problem in desk.problems(9)] == ["reading-failed"]
    monkeypatch.undo()
    desk.refresh()
    assert desk.problems(9) == []


def test_what_was_saved_renamed_and_deleted_is_told_apart(desk: Desk, house: Path) -> None:
    saved = a_file(house, "saved.md", "Saved")
    renamed = a_file(house, "renamed.md", "Renamed")
    deleted = a_file(house, "deleted.md", "Deleted")
    desk.refresh()
    ids = {str(headline.title): headline.id for headline in desk.newest(10)}
    desk.act(Action.STAR, [ids["Renamed"]])
    a_file(house, "saved.md", "Saved again")
    renamed.rename(house / "elsewhere.md")
    deleted.unlink()
    report = desk.refresh()
    assert (report.added, report.amended, report.moved, report.gone) == (0, 1, 1, 1)
    assert titles(desk) == ["Renamed", "Saved again"]
    assert desk.find(str(house / "elsewhere.md")) == ids["Renamed"]
    assert desk.article(ids["Renamed"]).flags & Flag.STARRED
    assert desk.find(str(saved)) == ids["Saved"]


def test_an_article_named_by_its_file_takes_the_new_name(desk: Desk, house: Path) -> None:
    a_file(house, "the-flood.md", body="Water.\n").rename(house / "old-name.md")
    desk.refresh()
    assert titles(desk) == ["Old name"]
    (house / "old-name.md").rename(house / "new-name.md")
    desk.refresh()
    assert titles(desk) == ["New name"]


def test_a_folder_that_is_gone_keeps_its_articles_and_they_say_so(desk: Desk, house: Path) -> None:
    a_file(house, "flood.md", "Flood")
    desk.refresh()
    house.rename(house.with_name("unmounted"))
    report = desk.refresh()
    assert (report.gone, report.missing) == (0, ["house"])
    assert desk.sources()[0].missing
    assert desk.newest(1)[0].flags & Flag.MISSING
    house.with_name("unmounted").rename(house)
    report = desk.refresh()
    assert (report.gone, report.missing) == (0, [])
    assert not desk.newest(1)[0].flags & Flag.MISSING


def test_the_empty_point_of_an_unmounted_disk_is_no_mass_deletion(desk: Desk, house: Path) -> None:
    a_file(house, "flood.md", "Flood")
    desk.refresh()
    house.rename(house.with_name("disk"))
    house.mkdir()
    assert desk.refresh().missing == ["house"]
    assert titles(desk) == ["Flood"]


def test_the_last_article_of_a_folder_can_be_deleted(desk: Desk, house: Path) -> None:
    a_file(house, "flood.md", "Flood")
    desk.refresh()
    (house / "flood.md").unlink()
    report = desk.refresh()
    assert (report.gone, report.missing) == (1, [])
    assert titles(desk) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_may_not_be_looked_into_keeps_its_articles(desk: Desk, house: Path) -> None:
    a_file(house, "closed/flood.md", "Flood")
    desk.refresh()
    (house / "closed").chmod(0)
    try:
        assert desk.refresh().gone == 0
    finally:
        (house / "closed").chmod(0o700)
    assert titles(desk) == ["Flood"]


def test_a_folder_that_lies_too_deep_is_told(desk: Desk, house: Path) -> None:
    a_file(house, "d/" * 80 + "flood.md", "Flood")
    report = desk.refresh()
    assert report.added == 0
    assert len(report.unseen) == 1
    assert report.unseen[0].startswith("house/d/d")


def test_a_source_inside_another_one_has_each_article_once(desk: Desk, house: Path) -> None:
    a_file(house, "flood.md", "Flood")
    a_file(house, "sport/derby.md", "Derby")
    desk.refresh()
    desk.add_source(str(house / "sport"))
    assert not desk.refresh().changed
    assert titles(desk) == ["Derby", "Flood"]


def test_an_outer_source_added_later_leaves_the_inner_one_its_articles(
    open_desk: Callable[..., Desk], house: Path
) -> None:
    desk = open_desk()
    a_file(house, "flood.md", "Flood")
    a_file(house, "sport/derby.md", "Derby")
    inner = desk.add_source(str(house / "sport"))
    desk.refresh()
    desk.act(Action.STAR, [desk.newest(1)[0].id])
    desk.add_source(str(house))
    report = desk.refresh()
    assert (report.added, report.gone) == (1, 0)
    [derby] = [headline for headline in desk.newest(10) if headline.title == "Derby"]
    assert derby.source_id == inner.id
    assert derby.flags & Flag.STARRED


def test_one_file_is_a_source_too(desk: Desk, tmp_path: Path) -> None:
    desk.add_source(str(a_file(tmp_path, "alone.md", "Alone")))
    assert desk.refresh().added == 1
    assert desk.find(str(tmp_path / "alone.md"))


def test_broken_files_are_problems_and_stop_nothing(desk: Desk, house: Path) -> None:
    a_file(house, "good.md", "Good")
    (house / "binary.md").write_bytes(bytes(range(256)) * 40)
    (house / "empty.md").write_bytes(b"")
    os.mkfifo(house / "pipe.md")
    (house / "link.md").symlink_to("/etc/hostname")
    (house / "bomb.md").write_text("---\na: &a [x]\nb: [*a, *a]\n---\n")
    (house / os.fsdecode(b"\xff\x1b]0;x\x07.md")).write_text("odd name")
    report = desk.refresh()
    assert report.added == 6
    assert "Good" in titles(desk)
    assert all("\x1b" not in title for title in titles(desk))
    assert {problem.code for _article, problem in desk.problems(100)} >= {"file-binary", "file-empty"}


def test_other_aliases_are_another_reading_of_the_same_bytes(open_desk: Callable[..., Desk], house: Path) -> None:
    a_file(house, "flood.md", "Flood", kop="Hochwasser")
    desk = open_desk()
    desk.add_source(str(house))
    desk.refresh()
    desk.close()
    desk = open_desk(Settings(time_zone="UTC", aliases={"subtitle": ("kop",)}))
    report = desk.refresh()
    assert (report.added, report.amended, report.moved) == (0, 0, 0)
    assert desk.newest(1)[0].subtitle == "Hochwasser"


def test_ignore_patterns_of_the_settings_hold_in_every_source(open_desk: Callable[..., Desk], house: Path) -> None:
    a_file(house, "drafts/idea.md", "Idea")
    a_file(house, "flood.md", "Flood")
    desk = open_desk(Settings(ignore=("drafts/",)))
    desk.add_source(str(house))
    desk.refresh()
    assert titles(desk) == ["Flood"]


def test_it_tells_how_far_it_is_and_can_be_stopped_with_what_has_arrived(
    desk: Desk, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsdesk.desk.refresh.WRITE_EVERY_S", 0.0)
    for number in range(10):
        a_file(house, f"{number}.md", f"Number {number}")
    heard: list[Progress] = []
    report = desk.refresh(heard.append, lambda: len(titles(desk)) >= 3)
    assert report.cancelled
    assert 3 <= len(titles(desk)) < 10
    assert heard[0].total == 10
    assert heard[0].what == "Reading house"
    assert not desk.refresh().cancelled
    assert len(titles(desk)) == 10


def test_a_cancelled_refresh_takes_nothing_away(desk: Desk, house: Path) -> None:
    gone = a_file(house, "gone.md", "Gone")
    desk.refresh()
    gone.unlink()
    assert desk.refresh(cancelled=lambda: True).cancelled
    assert titles(desk) == ["Gone"]


def test_another_process_that_refreshes_is_left_to_it(desk: Desk, house: Path) -> None:
    a_file(house, "flood.md", "Flood")
    with only_one(desk.where.folder / "refresh.lock") as mine:
        assert mine
        assert desk.refresh().busy
    assert desk.refresh().added == 1


def test_many_files_are_read_in_processes_in_the_same_order(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "FEW_FILES", 5)
    monkeypatch.setattr(reading_processes, "FILES_AT_ONCE", 7)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    files = [found(a_file(house, f"{number:02}.md", f"Number {number}"), house) for number in range(MANY)]
    settings = Settings(time_zone="Asia/Tokyo", limits=Limits(title_characters=20))
    here = [read_file(file.path, key=file.key, options=readers.reading_options(settings)) for file in files]
    assert list(readers.read_all(files, settings)) == here


def test_when_the_reading_processes_die_the_rest_is_read_without_them(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "FEW_FILES", 5)
    monkeypatch.setattr(reading_processes, "FILES_AT_ONCE", 7)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    files = [found(a_file(house, f"{number:02}.md", f"Number {number}"), house) for number in range(MANY)]
    # The processes are started with a setting that they cannot read anything with; here, the right one is used.
    wrong = replace(Settings(), time_zone="Nowhere/Land")
    monkeypatch.setattr(readers, "reading_options", lambda _settings: ReadingOptions())
    assert [article.piece.title for article in readers.read_all(files, wrong)] == [f"Number {n}" for n in range(MANY)]


def found(path: Path, folder: Path) -> FoundFile:
    status = path.stat()
    key = bytes(path.relative_to(folder))
    return FoundFile(key, bytes(path), status.st_size, status.st_mtime_ns, status.st_ino)
