"""What happens to the sources while the desk is open: a file of each kind of change, told with its place."""

import os
import queue
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchfiles._rust_notify import RustNotify

from newsdesk.desk import watching
from newsdesk.desk.desk import Desk
from newsdesk.desk.refresh import Touched
from newsdesk.desk.watching import Watching
from newsdesk.model.action import Action
from newsdesk.model.article import Flag
from tests.builders import a_file

PATIENCE_S = 20.0


class Following:
    """A desk that takes in what it hears of."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.broken: list[BaseException] = []
        self.heard: queue.Queue[Touched] = queue.Queue()
        self.watching = Watching(desk.sources(), desk.settings.ignore, self.heard.put, self.broken.append)

    def until(self, ready: Callable[[], bool]) -> list[Touched]:
        """Take in what is heard until the desk is as the test wants it."""
        told = []
        deadline = time.monotonic() + PATIENCE_S
        while not ready():
            told.append(self.heard.get(timeout=max(deadline - time.monotonic(), 0.01)))
            self.desk.refresh(touched=told[-1])
        return told

    def titles(self) -> list[str]:
        return sorted(headline.title for headline in self.desk.newest(100))


@pytest.fixture
def following(desk: Desk, house: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Following]:
    monkeypatch.setattr(watching, "LOOK_EVERY_MS", 100)
    a_file(house, "flood.md", "Flood")
    a_file(house, "deep/frost.md", "Frost")
    desk.refresh()
    found = Following(desk)
    yield found
    found.watching.close()
    assert found.broken == []


def test_a_saved_file_is_told_with_its_place_and_only_that_is_read(following: Following, house: Path) -> None:
    a_file(house, "flood.md", "Flood recedes")
    [told] = following.until(lambda: following.titles() == ["Flood recedes", "Frost"])
    [source] = following.desk.sources()
    assert told == {source.id: {b"flood.md"}}


def test_a_file_that_an_editor_replaces_is_the_same_article(following: Following, house: Path) -> None:
    before = following.desk.find(str(house / "flood.md"))
    a_file(house, ".flood.md.new", "Flood recedes").rename(house / "flood.md")
    following.until(lambda: following.titles() == ["Flood recedes", "Frost"])
    assert following.desk.find(str(house / "flood.md")) == before


def test_a_renamed_and_a_moved_file_keep_what_the_reader_did(following: Following, house: Path) -> None:
    flood = following.desk.find(str(house / "flood.md"))
    following.desk.act(Action.STAR, [flood])
    (house / "flood.md").rename(house / "water.md")
    following.until(lambda: following.desk.article(flood).origin.key == b"water.md")
    (house / "water.md").rename(house / "deep" / "water.md")
    following.until(lambda: following.desk.article(flood).origin.key == b"deep/water.md")
    assert following.desk.article(flood).flags & Flag.STARRED


def test_a_removed_file_leaves_and_a_new_folder_is_heard_of(following: Following, house: Path) -> None:
    (house / "flood.md").unlink()
    following.until(lambda: following.titles() == ["Frost"])
    a_file(house, "new/er/gale.md", "Gale")
    following.until(lambda: following.titles() == ["Frost", "Gale"])
    a_file(house, "new/er/gale.md", "Gale force")
    following.until(lambda: following.titles() == ["Frost", "Gale force"])
    shutil.rmtree(house / "new")
    following.until(lambda: following.titles() == ["Frost"])


def test_a_source_that_vanishes_is_missing_and_comes_back_with_its_articles(
    following: Following, house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.rename(tmp_path / "unmounted")
    following.until(lambda: following.desk.sources()[0].missing)
    assert following.titles() == ["Flood", "Frost"]
    (tmp_path / "unmounted").rename(house)
    following.until(lambda: not following.desk.sources()[0].missing)
    assert following.titles() == ["Flood", "Frost"]
    a_file(house, "flood.md", "Flood recedes")
    following.until(lambda: following.titles() == ["Flood recedes", "Frost"])


def test_an_ignore_file_counts_at_once(following: Following, house: Path) -> None:
    (house / ".gitignore").write_text("deep\n")
    following.until(lambda: following.titles() == ["Flood"])
    (house / ".gitignore").unlink()
    following.until(lambda: following.titles() == ["Flood", "Frost"])


def test_a_single_file_is_watched_though_editors_replace_it(
    open_desk: Callable[..., Desk], house: Path, tmp_path: Path
) -> None:
    note = a_file(house, "note.md", "Note")
    a_file(house, "other.md", "Other")
    desk = open_desk()
    desk.add_source(str(note))
    desk.refresh()
    following = Following(desk)
    try:
        a_file(house, "part.tmp", "Note, again").rename(note)
        following.until(lambda: following.titles() == ["Note, again"])
        note.unlink()
        following.until(lambda: desk.sources()[0].missing)
        assert following.titles() == ["Note, again"]
    finally:
        following.watching.close()


def test_names_that_are_no_text_are_followed_too(following: Following, house: Path) -> None:
    with open(os.fsencode(house) + b"/\xff.md", "w") as file:
        file.write("---\ntitle: Bytes\n---\n")
    following.until(lambda: following.titles() == ["Bytes", "Flood", "Frost"])


def test_what_concerns_no_article_is_not_told(following: Following, house: Path) -> None:
    (house / ".git").mkdir()
    (house / ".git" / "x.md").write_text("x")
    (house / "flood.md.swp").write_text("x")
    (house / "link").symlink_to("/")
    a_file(house, "last.md", "Last")
    [told] = following.until(lambda: "Last" in following.titles())
    [source] = following.desk.sources()
    assert told == {source.id: {b"last.md"}}


@pytest.mark.parametrize("why", ["too many folders", "a network", "a name that is no text"])
def test_where_nothing_can_be_watched_sources_are_looked_at_from_time_to_time(
    desk: Desk, house: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    def refuses(folders: list[str], *options: object) -> RustNotify:
        if folders:
            raise OSError("OS file watch limit reached")
        return RustNotify(folders, *options)  # type: ignore[arg-type]

    monkeypatch.setattr(watching, "POLL_LEAST_S", 0.0)
    monkeypatch.setattr(watching, "POLL_AFTER_TIMES", 0)
    monkeypatch.setattr(watching, "LOOK_EVERY_MS", 100)
    if why == "too many folders":
        monkeypatch.setattr(watching, "RustNotify", refuses)
    elif why == "a network":
        monkeypatch.setattr(watching, "on_network", lambda path: True)
    else:
        (house / os.fsdecode(b"\xff")).mkdir()
    following = Following(desk)
    try:
        a_file(house, "flood.md", "Flood")
        following.until(lambda: following.titles() == ["Flood"])
    finally:
        following.watching.close()


def test_a_flood_of_changes_ends_with_what_is_on_the_disk(following: Following, house: Path) -> None:
    for number in range(watching.MOST_PLACES + 50):
        (house / f"{number}.md").write_text(str(number))
    for number in range(watching.MOST_PLACES + 50):
        (house / f"{number}.md").rename(house / f"{number % 7}-then.md")
    expected = sorted(path.name.encode() for path in house.glob("*.md"))
    [source] = following.desk.sources()
    following.until(
        lambda: sorted(key for key in following.desk._store.known(source.id) if b"/" not in key) == expected
    )
