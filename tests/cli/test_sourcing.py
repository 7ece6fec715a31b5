"""Looking after sources from the shell: names, pauses, and addresses that are no folders."""

import json
from pathlib import Path

import pytest

from tests.builders import a_file
from tests.cli.conftest import Newsdesk


@pytest.fixture
def house(newsdesk: Newsdesk, tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    a_file(folder, "flood.md", "Flood recedes")
    newsdesk("sources", "add", folder)
    return folder


def test_a_source_is_called_by_its_new_name(newsdesk: Newsdesk, house: Path) -> None:
    assert newsdesk("sources", "rename", house, "The House").code == 0
    assert newsdesk("sources", "list").lines == [f"The House\tfolder\t{house}\t"]
    assert len(newsdesk("search", 'source:"The House"').lines) == 1
    assert newsdesk("sources", "rename", "The House", " ").code == 2


def test_two_sources_cannot_have_one_name(newsdesk: Newsdesk, house: Path, tmp_path: Path) -> None:
    a_file(tmp_path / "archive", "fog.md", "Fog")
    newsdesk("sources", "add", tmp_path / "archive")
    refused = newsdesk("sources", "rename", "archive", "house")
    assert refused.code == 2
    assert "called house already" in refused.err


def test_a_paused_source_takes_nothing_in_until_it_is_resumed(newsdesk: Newsdesk, house: Path) -> None:
    newsdesk("sources", "pause", "house")
    assert newsdesk("sources", "list").lines == [f"house\tfolder\t{house}\tpaused"]
    a_file(house, "fog.md", "Fog")
    assert len(newsdesk("list").lines) == 1
    assert json.loads(newsdesk("sources", "list", "--json").out)["paused"]
    newsdesk("sources", "resume", house)
    assert len(newsdesk("list").lines) == 2


def test_of_several_sources_none_is_removed_when_one_is_misspelt(newsdesk: Newsdesk, house: Path) -> None:
    assert newsdesk("sources", "remove", "house", "hose").code == 2
    assert len(newsdesk("sources", "list").lines) == 1


def test_a_list_of_feeds_is_no_article(newsdesk: Newsdesk, tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text("<opml/>")
    refused = newsdesk("sources", "add", tmp_path / "feeds.opml")
    assert refused.code == 2
    assert "newsdesk feeds import" in refused.err


def test_an_address_on_the_web_is_no_folder(newsdesk: Newsdesk) -> None:
    refused = newsdesk("sources", "add", "https://example.org/")
    assert refused.code == 2
    assert "newsdesk feeds add https://example.org/" in refused.err
