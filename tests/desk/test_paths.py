"""Where desks lie, and which desk a list of sources means."""

import os
from pathlib import Path

import pytest

from newsdesk.desk.paths import configuration_file, data_folder, desk_of, sample_articles, sample_desk, standing_desk
from newsdesk.model.errors import SourceNotFound


def test_an_option_wins_over_the_environment_and_that_over_the_platform(tmp_path: Path) -> None:
    environment = {"NEWSDESK_DATA_DIR": str(tmp_path / "b"), "NEWSDESK_CONFIG": str(tmp_path / "c.toml")}
    assert data_folder(str(tmp_path / "a"), environment) == tmp_path / "a"
    assert data_folder(None, environment) == tmp_path / "b"
    assert data_folder(None, {}).name == "newsdesk"
    assert configuration_file(None, environment) == tmp_path / "c.toml"
    assert configuration_file(None, {}).name == "config.toml"


def test_the_same_sources_are_the_same_desk_in_any_order_and_spelling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "link").symlink_to("a")
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "data"
    desk = desk_of(data, ["a", "b"])
    assert desk.folder == desk_of(data, [str(tmp_path / "b"), "link", "./a/../a/"]).folder
    assert desk.folder != desk_of(data, ["a"]).folder
    assert desk.sources == (os.fsencode(tmp_path / "a"), os.fsencode(tmp_path / "b"))


def test_a_source_that_is_not_there_is_told_unless_its_desk_remembers_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with pytest.raises(SourceNotFound, match="no folder or file"):
        desk_of(data, [str(tmp_path / "gone")])
    folder = tmp_path / "articles"
    folder.mkdir()
    desk = desk_of(data, [str(folder)])
    desk.folder.mkdir(parents=True)
    desk.store.touch()
    folder.rmdir()
    assert desk_of(data, [str(folder)]) == desk


def test_a_name_that_is_no_utf_8_names_a_source_like_any_other(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/\xff\x1b"
    Path(os.fsdecode(odd)).mkdir()
    assert desk_of(tmp_path / "data", [os.fsdecode(odd)]).sources == (odd,)


def test_the_sample_desk_keeps_its_state_apart_from_its_articles(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path)
    assert desk.is_sample
    assert desk.folder.is_relative_to(tmp_path)
    assert sample_articles().is_dir()
    assert standing_desk(tmp_path).folder == tmp_path
