"""The desk as both front ends see it: opened, searched, acted on, seen from two places at once."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from newsdesk.desk.desk import Desk
from newsdesk.desk.finder import columns_of
from newsdesk.desk.opening import open_desk as open_what_is_meant
from newsdesk.desk.opening import open_standing_desk
from newsdesk.desk.paths import desk_of
from newsdesk.desk.settings import Settings
from newsdesk.model.action import Action
from newsdesk.model.article import Flag, Place
from newsdesk.model.errors import SourceNotFound, StoreUnusable
from tests.builders import a_file


def found(desk: Desk, query: str) -> list[str]:
    hits = desk.search(query)
    return [headline.title for headline in desk.headlines(hits.ids(0, len(hits)))]


def test_what_arrives_can_be_found_from_then_on(desk: Desk, house: Path) -> None:
    desk.load_index()
    a_file(house, "flood.md", "Flood recedes")
    desk.refresh()
    assert found(desk, "flod") == ["Flood recedes"]
    (house / "flood.md").unlink()
    desk.refresh()
    assert found(desk, "flood") == []


def test_before_the_index_is_there_the_newest_can_be_found(desk: Desk, house: Path) -> None:
    a_file(house, "flood.md", "Flood recedes", date="2025-02-03")
    desk.refresh()
    assert not desk.index_ready
    assert found(desk, "flood") == ["Flood recedes"]
    desk.load_index()
    assert desk.index_ready
    assert found(desk, "flood") == ["Flood recedes"]


def test_a_search_in_the_bodies_asks_the_store(desk: Desk, house: Path) -> None:
    a_file(house, "flood.md", "Flood", body="The Ouse has burst its banks.\n")
    a_file(house, "frost.md", "Frost", body="Cold.\n")
    desk.refresh()
    desk.load_index()
    assert found(desk, "body:ouse") == ["Flood"]
    assert found(desk, "-body:ouse") == ["Frost"]


def test_an_action_shows_in_the_next_search_and_can_be_undone(desk: Desk, house: Path) -> None:
    a_file(house, "flood.md", "Flood")
    desk.refresh()
    desk.load_index()
    [headline] = desk.newest(1)
    deed = desk.act(Action.STAR, [headline.id])
    assert deed.changed == (headline.id,)
    assert found(desk, "is:starred") == ["Flood"]
    undone = desk.undo()
    assert undone is not None
    assert undone.undone
    assert found(desk, "is:starred") == []
    assert desk.redo() is not None
    assert found(desk, "is:starred") == ["Flood"]


def test_what_another_process_does_is_taken_in(desk: Desk, open_desk: Callable[..., Desk], house: Path) -> None:
    a_file(house, "flood.md", "Flood")
    desk.refresh()
    desk.load_index()
    other = open_desk()
    other.act(Action.STAR, [other.newest(1)[0].id])
    assert desk.catch_up()
    assert found(desk, "is:starred") == ["Flood"]
    assert not desk.catch_up()


def test_two_threads_may_search_while_a_third_takes_in(desk: Desk, house: Path) -> None:
    desk.load_index()
    for number in range(50):
        a_file(house, f"{number}.md", f"Flood {number}")
    taking_in = threading.Thread(target=desk.refresh)
    taking_in.start()
    while taking_in.is_alive():
        assert len(found(desk, "flood")) <= 50
    taking_in.join()
    assert len(found(desk, "flood")) == 50


def test_small_things_and_places_are_remembered(desk: Desk, open_desk: Callable[..., Desk], house: Path) -> None:
    a_file(house, "flood.md", "Flood")
    desk.refresh()
    [headline] = desk.newest(1)
    desk.set_place(headline.id, Place(12, 0.5))
    desk.remember("query", "flood")
    desk.close()
    again = open_desk()
    assert again.place(headline.id) == Place(12, 0.5)
    assert again.recall("query") == "flood"


def test_sources_are_named_by_as_much_of_their_path_as_tells_them_apart(
    open_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = open_desk()
    for folder in ("a/news", "b/news", "c/sport"):
        (tmp_path / folder).mkdir(parents=True)
        desk.add_source(str(tmp_path / folder))
    assert [source.name for source in desk.sources()] == ["news", "b/news", "sport"]
    assert desk.title == "news, b/news, sport"
    desk.add_source(str(tmp_path / "a"))
    assert desk.title == "4 sources"


def test_a_source_that_is_not_there_or_no_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound):
        desk.add_source(str(tmp_path / "nowhere"))
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceNotFound):
        desk.add_source(str(tmp_path / "pipe"))


def test_a_removed_source_leaves_the_list_and_its_files_stay(desk: Desk, house: Path) -> None:
    file = a_file(house, "flood.md", "Flood")
    desk.refresh()
    desk.load_index()
    desk.remove_source(desk.sources()[0].id)
    assert found(desk, "") == []
    assert file.exists()
    assert desk.title == "Empty desk"


def test_without_sources_of_ones_own_the_sample_desk_opens(tmp_path: Path, house: Path) -> None:
    data = tmp_path / "own"
    with open_what_is_meant(data, (), Settings()) as desk:
        assert desk.is_sample
        assert desk.title == "Sample desk"
    with open_standing_desk(data, Settings()) as desk:
        assert desk.title == "Empty desk"
    with open_what_is_meant(data, (), Settings()) as desk:
        assert desk.is_sample
    with open_standing_desk(data, Settings()) as desk:
        desk.add_source(str(house))
    with open_what_is_meant(data, (), Settings()) as desk:
        assert not desk.is_sample
        assert desk.title == "house"


def test_the_sample_desk_remembers_what_was_starred_also_behind_a_link(
    tmp_path: Path, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file(house, "flood.md", "Flood")
    (tmp_path / "package").symlink_to(house)
    monkeypatch.setattr("newsdesk.desk.paths.sample_articles", lambda: tmp_path / "package")
    with open_what_is_meant(tmp_path / "own", (), Settings()) as desk:
        desk.refresh()
        desk.act(Action.STAR, [desk.newest(1)[0].id])
    with open_what_is_meant(tmp_path / "own", (), Settings()) as desk:
        assert desk.newest(1)[0].flags & Flag.STARRED


def test_named_sources_have_a_desk_of_their_own_that_is_remembered(tmp_path: Path, house: Path) -> None:
    a_file(house, "flood.md", "Flood")
    data = tmp_path / "own"
    with open_what_is_meant(data, [str(house)], Settings()) as desk:
        desk.refresh()
        desk.act(Action.STAR, [desk.newest(1)[0].id])
    with open_what_is_meant(data, [str(house / "..") + "/house/"], Settings()) as desk:
        assert desk.newest(1)[0].flags & Flag.STARRED
        assert [source.location for source in desk.sources()] == [bytes(house)]


def test_a_desk_whose_folder_is_gone_opens_with_what_it_remembers(tmp_path: Path, house: Path) -> None:
    a_file(house, "flood.md", "Flood")
    data = tmp_path / "own"
    with open_what_is_meant(data, [str(house)], Settings()) as desk:
        desk.refresh()
    house.rename(tmp_path / "unmounted")
    with open_what_is_meant(data, [str(house)], Settings()) as desk:
        assert desk.refresh().missing == ["house"]
        assert [headline.title for headline in desk.newest(9)] == ["Flood"]


def test_the_state_of_a_desk_is_private_under_any_umask(tmp_path: Path, house: Path) -> None:
    # THREATS, row 57.
    before = os.umask(0)
    try:
        where = desk_of(tmp_path / "own", [str(house)])
        with Desk.open(where, Settings()) as desk:
            desk.refresh()
    finally:
        os.umask(before)
    for path in (tmp_path / "own", *(tmp_path / "own").rglob("*")):
        assert not path.stat().st_mode & 0o077, path


def test_a_file_that_is_no_store_is_told_and_kept(open_desk: Callable[..., Desk], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "desk.sqlite3").write_text("shopping list " * 100)
    with pytest.raises(StoreUnusable):
        open_desk()
    assert (tmp_path / "data" / "desk.sqlite3").read_text().startswith("shopping list")


def test_headlines_become_columns_as_the_store_would_give_them(desk: Desk, house: Path) -> None:
    a_file(house, "a.md", "A", author=["X", "Y"], tags=["t", "u"], date="2025-02-03T10:00:00Z")
    a_file(house, "b.md", "B", date="2025-02-03")
    a_file(house, "c.md", "C")
    desk.refresh()
    columns = columns_of(desk.headlines([headline.id for headline in reversed(desk.newest(3))]))
    told = desk._store.changes(0).rows
    order = [told.ids.index(article_id) for article_id in columns.ids]
    for name in ("titles", "authors", "tags", "published", "precisions", "words", "flags", "statuses"):
        assert getattr(columns, name) == [getattr(told, name)[place] for place in order], name


@pytest.fixture
def saved_index(desk: Desk, house: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the saved index of a desk that is closed again."""
    monkeypatch.setattr("newsdesk.desk.finder.MUCH_CHANGED", 1)
    for number in range(30):
        a_file(house, f"{number}.md", f"Flood {number}", date="2025-02-03")
    desk.refresh()
    desk.load_index()
    desk.close()
    [file] = [path for path in desk.where.index.rglob("*") if path.is_file() and path.stat().st_size > 1000]
    return file


def test_the_saved_index_answers_and_catches_up(saved_index: Path, open_desk: Callable[..., Desk], house: Path) -> None:
    a_file(house, "new.md", "A new flood", date="2025-02-04")
    desk = open_desk()
    desk.refresh()
    desk.load_index()
    assert len(found(desk, "flood")) == 31


@pytest.mark.parametrize("place", [0.0, 0.05, 0.3, 0.6, 0.95])
def test_a_damaged_index_is_built_anew_and_never_answers(
    saved_index: Path, open_desk: Callable[..., Desk], place: float
) -> None:
    data = bytearray(saved_index.read_bytes())
    data[int(place * (len(data) - 1))] ^= 0xFF
    saved_index.write_bytes(data)
    desk = open_desk()
    desk.load_index()
    assert len(found(desk, "flood")) == 30


def test_an_index_of_another_store_never_answers(
    saved_index: Path, open_desk: Callable[..., Desk], house: Path
) -> None:
    for path in saved_index.parents[2].glob("desk.sqlite3*"):
        path.unlink()
    desk = open_desk()
    desk.load_index()
    assert found(desk, "flood") == []


def test_the_sample_desk_remembers_what_was_starred_when_its_package_moves(
    tmp_path: Path, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file(house, "flood.md", "Flood")
    for package in (house, tmp_path / "python3.99"):
        if not package.exists():
            house.rename(package)
        monkeypatch.setattr("newsdesk.desk.paths.sample_articles", lambda package=package: package)
        with open_what_is_meant(tmp_path / "data", (), Settings(time_zone="UTC")) as desk:
            desk.refresh()
            [flood] = desk.newest(9)
            desk.act(Action.STAR, [flood.id])
            assert bool(flood.flags & Flag.STARRED) == (package is not house)
            assert [source.name for source in desk.sources()] == ["Sample desk"]
