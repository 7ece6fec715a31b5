"""Looking after what a desk follows: names that tell sources apart, pauses, figures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsdesk.desk.desk import Desk
from newsdesk.model.errors import SourceNotFound, UsageError
from newsdesk.model.source import SourceId
from tests.builders import a_file


def test_a_source_is_found_and_counted_by_its_new_name(desk: Desk, house: Path) -> None:
    a_file(house, "flood.md", "Flood recedes")
    desk.refresh()
    desk.load_index()
    [source] = desk.sources()
    desk.rename_source(source.id, "  The\tHouse ")
    assert [one.source.name for one in desk.followed()] == ["The House"]
    assert len(desk.search('source:"The House"')) == 1
    assert dict(desk.source_names()) == {source.id: "The House"}
    assert desk.title == "The House"


@pytest.mark.parametrize("name", ["", "  ", "\x1b\x07 "])
def test_a_name_has_to_say_something(desk: Desk, name: str) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        desk.rename_source(desk.sources()[0].id, name)


def test_a_name_is_taken_once_and_its_owner_may_keep_it(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    archive = desk.add_source(str(tmp_path / "archive"))
    with pytest.raises(UsageError, match="called house already"):
        desk.rename_source(archive.id, "house")
    desk.rename_source(archive.id, "archive")
    with pytest.raises(SourceNotFound):
        desk.rename_source(SourceId(99), "nobody")


def test_a_pause_outlasts_the_desk_and_ends(open_desk: Callable[..., Desk], desk: Desk, house: Path) -> None:
    [source] = desk.sources()
    desk.pause_source(source.id, True)
    desk.close()
    again = open_desk()
    a_file(house, "flood.md", "Flood recedes")
    assert again.refresh().added == 0
    assert again.refresh(touched={source.id: {b"flood.md"}}).added == 0
    assert [one.paused for one in again.followed()] == [True]
    again.pause_source(source.id, False)
    assert again.refresh().added == 1
    assert [(one.paused, one.figures.articles) for one in again.followed()] == [(False, 1)]
