"""Sources that are not as one expects: crowded, alike, nested, changing while they are read, under a wrong clock."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from newsdesk.desk import readers
from newsdesk.desk.desk import Desk
from newsdesk.model.action import Action
from newsdesk.model.article import Flag, RawArticle
from newsdesk.sources.folder import read_file
from newsdesk.sources.options import ReadingOptions
from tests.builders import a_file

LONG_AGO_S = 1_700_000_000


def titles(desk: Desk) -> list[str]:
    return sorted(headline.title for headline in desk.newest(100_000))


def _crowd(desk: Desk, house: Path, count: int) -> None:
    for number in range(count):
        file = house / f"{number % 100:02}" / f"note {number}.md"
        file.parent.mkdir(exist_ok=True)
        file.touch()
        os.utime(file, (LONG_AGO_S, LONG_AGO_S))
    report = desk.refresh()
    assert (report.added, report.problems) == (count, count)
    assert f"Note {count - 1}" in titles(desk)
    assert not desk.refresh().changed
    # All are of the same content: none is lost when all of them move.
    desk.act(Action.STAR, [headline.id for headline in desk.newest(count)])
    for folder in sorted(house.iterdir()):
        folder.rename(house / f"moved {folder.name}")
    report = desk.refresh()
    assert (report.added, report.moved, report.gone) == (0, count, 0)
    assert sum(bool(headline.flags & Flag.STARRED) for headline in desk.newest(count)) == count


def test_a_folder_of_very_many_empty_files_is_taken_in_and_followed(desk: Desk, house: Path) -> None:
    _crowd(desk, house, 2_000)


@pytest.mark.full
def test_a_folder_of_twenty_thousand_empty_files_is_taken_in_and_followed(desk: Desk, house: Path) -> None:
    _crowd(desk, house, 20_000)


def test_names_that_differ_only_in_case_or_unicode_form_are_articles_of_their_own(desk: Desk, house: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "café.md") for form in ("NFC", "NFD"))
    names = ["flood.md", "Flood.md", "FLOOD.MD", composed, decomposed, "ﬂood.md", "ﬀ.md", "ff.md"]
    for name in names:
        a_file(house, name, f"Of {name!a}", body=name)
    if len(list(house.iterdir())) < len(names):
        pytest.skip("this file system takes some of the names for the same")
    assert desk.refresh().added == len(names)
    ids = {name: desk.find(str(house / name)) for name in names}
    assert len(set(ids.values())) == len(names)
    desk.act(Action.STAR, [ids[composed]])
    (house / decomposed).unlink()
    (house / "Flood.md").rename(house / "fLOOD.md")
    report = desk.refresh()
    assert (report.added, report.moved, report.gone) == (0, 1, 1)
    assert desk.find(str(house / "fLOOD.md")) == ids["Flood.md"]
    (house / composed).rename(house / decomposed)
    desk.refresh()
    assert desk.find(str(house / decomposed)) == ids[composed]
    assert desk.article(ids[composed]).flags & Flag.STARRED


def test_a_file_that_changes_while_it_is_read_is_read_again_until_the_desk_has_what_the_disk_has(
    desk: Desk, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_file(house, "flood.md", "Flood 0")
    saves = iter(range(1, 4))

    def read_and_save_again(path: bytes, *, key: bytes, options: ReadingOptions) -> RawArticle:
        article = read_file(path, key=key, options=options)
        if (number := next(saves, None)) is not None:
            # As long as before, and with its time put back: only its content says that it is another one.
            before = file.stat()
            file.write_text(file.read_text().replace(f"Flood {number - 1}", f"Flood {number}"))
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        return article

    monkeypatch.setattr(readers, "read_file", read_and_save_again)
    seen = []
    for _look in range(5):
        desk.refresh()
        seen += titles(desk)
    assert seen == ["Flood 0", "Flood 1", "Flood 2", "Flood 3", "Flood 3"]
    assert desk.problems(9) == []


def test_a_file_that_vanishes_and_comes_back_while_it_is_read_stays(
    desk: Desk, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_file(house, "flood.md", "Flood")
    desk.refresh()
    desk.act(Action.STAR, [desk.newest(1)[0].id])
    a_file(house, "flood.md", "Flood recedes")

    def gone_for_a_moment(path: bytes, *, key: bytes, options: ReadingOptions) -> RawArticle:
        text = file.read_bytes()
        file.unlink()
        article = read_file(path, key=key, options=options)
        file.write_bytes(text)
        return article

    with monkeypatch.context() as patched:
        patched.setattr(readers, "read_file", gone_for_a_moment)
        desk.refresh()
    assert titles(desk) == ["Flood"]
    desk.refresh()
    assert titles(desk) == ["Flood recedes"]
    assert desk.newest(1)[0].flags & Flag.STARRED


@pytest.mark.parametrize("seconds", [-86_400 * 365 * 20, 0, 1, 4_102_444_800])
def test_files_of_any_time_are_taken_in_once(desk: Desk, house: Path, seconds: int) -> None:
    """Before 1970 and in the next century: the clock was wrong when they were saved, or is wrong now."""
    os.utime(a_file(house, "flood.md", "Flood"), (seconds, seconds))
    assert desk.refresh().added == 1
    assert not desk.refresh().changed
    a_file(house, "flood.md", "Flood recedes")
    assert desk.refresh().amended == 1


def test_a_file_that_is_saved_with_an_older_time_is_another_version(desk: Desk, house: Path) -> None:
    file = a_file(house, "flood.md", "Flood")
    desk.refresh()
    a_file(house, "flood.md", "Later")
    os.utime(file, (LONG_AGO_S, LONG_AGO_S))
    assert desk.refresh().amended == 1
    assert titles(desk) == ["Later"]


def test_a_source_inside_another_keeps_its_articles_when_only_the_outer_one_is_looked_at(
    open_desk: Callable[..., Desk], house: Path
) -> None:
    desk = open_desk()
    a_file(house, "flood.md", "Flood")
    a_file(house, "sport/derby.md", "Derby")
    inner = desk.add_source(str(house / "sport"))
    outer = desk.add_source(str(house))
    desk.refresh()
    a_file(house, "frost.md", "Frost")
    assert desk.refresh(touched={outer.id: ()}).added == 1
    assert titles(desk) == ["Derby", "Flood", "Frost"]
    [derby] = [headline for headline in desk.newest(9) if headline.title == "Derby"]
    assert derby.source_id == inner.id


def test_a_file_that_is_a_source_and_lies_in_another_is_there_once(desk: Desk, house: Path) -> None:
    file = a_file(house, "flood.md", "Flood")
    desk.refresh()
    desk.add_source(str(file))
    assert not desk.refresh().changed
    assert titles(desk) == ["Flood"]


def test_a_source_is_the_same_however_it_is_spelt(desk: Desk, house: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(house)
    a_file(house, "flood.md", "Flood")
    for spelling in (f"{house}/", f"{house}/../house", f"{tmp_path}/link"):
        desk.add_source(spelling)
    assert len(desk.sources()) == 1
    assert desk.refresh().added == 1
