"""Batches, backups, the doctor: acting on a desk from scripts."""

import json
from pathlib import Path

import pytest

from tests.builders import a_file
from tests.cli.conftest import Newsdesk


@pytest.fixture
def news(newsdesk: Newsdesk, house: Path) -> Path:
    """A standing desk of three articles."""
    a_file(house, "flood.md", "Flood recedes", date="2025-02-03")
    a_file(house, "flow.md", "Flow of money", date="2025-02-02")
    a_file(house, "frost.md", "Frost", date="2025-02-01")
    assert newsdesk("sources", "add", house).code == 0
    return house


def found(newsdesk: Newsdesk, query: str) -> list[str]:
    return [json.loads(line)["title"] for line in newsdesk("search", query, "--json").lines]


def test_what_a_query_finds_is_marked_and_can_be_taken_back(newsdesk: Newsdesk, news: Path) -> None:
    ran = newsdesk("mark", "starred", "flo")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("2 of 2 articles marked starred. `newsdesk undo`")
    assert found(newsdesk, "is:starred") == ["Flood recedes", "Flow of money"]
    assert newsdesk("undo").code == 0
    assert found(newsdesk, "is:starred") == []
    again = json.loads(newsdesk("redo", "--json").out)
    assert (again["action"], again["undone"], len(again["changed"])) == ("star", False, 2)
    assert newsdesk("redo").code == 1


def test_what_is_merely_near_is_never_acted_on(newsdesk: Newsdesk, news: Path) -> None:
    ran = newsdesk("mark", "read", "recdes")
    assert ran.code == 1
    assert "1 are near" in ran.err
    assert len(found(newsdesk, "is:unread")) == 3


def test_archived_articles_leave_the_list(newsdesk: Newsdesk, news: Path) -> None:
    assert newsdesk("archive", "frost").code == 0
    assert [line.split("\t")[2] for line in newsdesk("list").lines] == ["Flood recedes", "Flow of money"]
    assert found(newsdesk, "is:archived") == ["Frost"]
    assert newsdesk("mark", "unarchived", "is:archived").code == 0
    assert len(newsdesk("list").lines) == 3


def test_everything_can_be_marked_at_once(newsdesk: Newsdesk, news: Path) -> None:
    assert newsdesk("mark", "read", "").code == 0
    assert found(newsdesk, "is:unread") == []


def test_what_a_query_finds_is_tagged_found_by_its_tag_and_taken_back(newsdesk: Newsdesk, news: Path) -> None:
    ran = newsdesk("tag", "add", "front page", "flo")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("2 of 2 articles tagged front page. `newsdesk undo`")
    assert found(newsdesk, 'tag:"front page"') == ["Flood recedes", "Flow of money"]
    told = json.loads(newsdesk("tag", "remove", "Front Page", "money", "--json").out)
    assert (told["action"], len(told["changed"]), told["given"], told["taken"]) == ("tag", 1, [], ["Front Page"])
    assert found(newsdesk, 'tag:"front page"') == ["Flood recedes"]
    undone = json.loads(newsdesk("undo", "--json").out)
    assert (undone["undone"], undone["taken"]) == (True, ["Front Page"])
    assert found(newsdesk, 'tag:"front page"') == ["Flood recedes", "Flow of money"]


def test_articles_can_be_named_one_by_one(newsdesk: Newsdesk, news: Path) -> None:
    ids = {one["title"]: one["id"] for one in map(json.loads, newsdesk("list", "--json").lines)}
    assert newsdesk("tag", "add", "x", "--id", str(ids["Frost"]), "--id", news / "flow.md").code == 0
    assert found(newsdesk, "tag:x") == ["Flow of money", "Frost"]
    assert newsdesk("mark", "starred", "--id", str(ids["Frost"])).code == 0
    assert found(newsdesk, "is:starred") == ["Frost"]


@pytest.mark.parametrize(
    "words",
    [
        ("mark", "read"),
        ("archive",),
        ("tag", "add", "x"),
        ("tag", "add", "x", "frost", "--id", "1"),
        ("tag", "add", " \x1b", "frost"),
        ("tag", "add", "a,b", "frost"),
        ("tag", "change", "x", "frost"),
        ("tag", "add", "x", "--id", "no-such.md"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_done(
    newsdesk: Newsdesk, news: Path, words: tuple[str, ...]
) -> None:
    ran = newsdesk(*words)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert newsdesk("undo").code == 1


def test_scan_says_what_came(newsdesk: Newsdesk, news: Path) -> None:
    a_file(news, "new.md", "New", body="An unusual word: syzygy.\n")
    report = json.loads(newsdesk("scan", "--json").out)
    assert (report["added"], report["gone"], report["missing"], report["busy"]) == (1, 0, [], False)
    assert newsdesk("scan").out == "0 added, 0 amended, 0 moved, 0 gone, 0 problems\n"
    assert newsdesk("search", "body:syzygy", "--no-refresh", "--json").code == 0


def test_a_backup_brings_back_what_was_marked(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    newsdesk("mark", "starred", "frost")
    file = tmp_path / "backup.sqlite3"
    assert newsdesk("backup", file).code == 0
    newsdesk("undo")
    ran = newsdesk("restore", file)
    assert ran.code == 0
    assert "is kept in" in ran.err
    assert found(newsdesk, "is:starred") == ["Frost"]


def test_a_damaged_desk_is_moved_aside_for_a_backup_and_kept(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    newsdesk("mark", "starred", "frost")
    file = tmp_path / "backup.sqlite3"
    newsdesk("backup", file)
    store = tmp_path / "data" / "desk.sqlite3"
    store.write_bytes(b"what a virus left")
    assert newsdesk("list").code == 2
    assert newsdesk("restore", tmp_path / "data").code == 2
    assert store.read_bytes() == b"what a virus left"
    assert newsdesk("restore", file).code == 0
    assert found(newsdesk, "is:starred") == ["Frost"]
    [kept] = (tmp_path / "data").glob("desk.sqlite3.broken-*")
    assert kept.read_bytes() == b"what a virus left"


def test_a_backup_overwrites_nothing_but_a_backup(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear editor")
    ran = newsdesk("backup", letter)
    assert (ran.code, letter.read_text()) == (2, "Dear editor")


def test_the_doctor_finds_what_is_wrong_and_says_what_helps(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    assert newsdesk("doctor").code == 0
    news.rename(tmp_path / "unmounted")
    (tmp_path / "config.toml").write_text("measur = 1")
    ran = newsdesk("doctor", "--json")
    assert ran.code == 1
    wrong = {finding["about"]: finding for finding in map(json.loads, ran.lines) if not finding["sound"]}
    assert wrong.keys() == {"configuration", "source"}
    assert "config check" in wrong["configuration"]["way_out"]


def test_the_doctor_names_older_copies_of_the_desk(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    assert "older copies" not in newsdesk("doctor").out
    newsdesk("backup", tmp_path / "backup.sqlite3")
    newsdesk("restore", tmp_path / "backup.sqlite3")
    ran = newsdesk("doctor")
    assert ran.code == 0
    assert "older copies" in ran.out
    assert "desk.sqlite3.before-restore-" in ran.out


def test_the_doctor_makes_what_is_derived_anew(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    (tmp_path / "data" / "index").mkdir()
    (tmp_path / "data" / "index" / "junk").write_bytes(b"\0" * 100)
    assert newsdesk("doctor", "--fix").code == 0
    assert not (tmp_path / "data" / "index" / "junk").exists()
    assert len(newsdesk("list").lines) == 3


def test_the_doctor_says_of_a_broken_store_what_helps(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    (tmp_path / "data" / "desk.sqlite3").write_bytes(b"junk")
    ran = newsdesk("doctor")
    assert ran.code == 1
    assert "newsdesk restore FILE" in ran.out


def _zero_a_page_with(store: Path, text: bytes) -> None:
    """Damage the page of the store that holds a text."""
    data = bytearray(store.read_bytes())
    page = data.index(text) // 8192 * 8192
    assert page
    data[page : page + 8192] = bytes(8192)
    store.write_bytes(data)


def test_the_doctor_saves_what_reads_of_a_damaged_store(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    newsdesk("mark", "starred", "frost")
    store = tmp_path / "data" / "desk.sqlite3"
    _zero_a_page_with(store, b"Flow of money")
    damaged = store.read_bytes()
    ran = newsdesk("doctor")
    assert ran.code == 1
    assert "doctor --fix" in ran.out
    assert store.read_bytes() == damaged
    ran = newsdesk("doctor", "--fix")
    assert ran.code == 0
    assert "was damaged" in ran.out
    assert found(newsdesk, "is:starred") == ["Frost"]
    assert len(newsdesk("list").lines) == 3
    [kept] = (tmp_path / "data").glob("desk.sqlite3.damaged-*")
    assert kept.read_bytes() == damaged


def test_the_doctor_leaves_the_file_of_another_program_alone(newsdesk: Newsdesk, news: Path, tmp_path: Path) -> None:
    store = tmp_path / "data" / "desk.sqlite3"
    store.write_bytes(b"junk")
    assert newsdesk("doctor", "--fix").code == 1
    assert store.read_bytes() == b"junk"


def test_the_doctor_names_the_sqlite_and_its_risk(newsdesk: Newsdesk, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsdesk.store import check

    monkeypatch.setattr(check, "HAS_WAL_RESET_BUG", True)
    ran = newsdesk("doctor")
    assert ran.code == 0
    assert f"{check.SQLITE_VERSION}, older than 3.51.3" in ran.out
    monkeypatch.setattr(check, "HAS_WAL_RESET_BUG", False)
    assert "3.51.3" not in newsdesk("doctor").out
