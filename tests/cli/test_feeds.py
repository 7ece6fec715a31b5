"""Feeds on the command line: what it prints, what it says beside that, and its exit code."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Newsdesk
from tests.loopback_site import Site, a_site
from tests.reading_here import read_here

__all__ = ["read_here"]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NEWSDESK_ALLOW_HOSTS", "127.0.0.1")
    with a_site() as there:
        there.feed("/feed.xml", "Harbour Gazette", ("Boats were counted", "/boats"), ("Fog came in", "/fog"))
        there.feed("/tides.xml", "Tide tables", ("High water at noon", "/noon"))
        there.page("/", "Gazette", "<p>News.</p>", ("/feed.xml", "All"), ("/tides.xml", "Tides"))
        yield there


def test_a_feed_is_added_by_the_address_of_its_page_and_its_articles_are_there(newsdesk: Newsdesk, site: Site) -> None:
    ran = newsdesk("feeds", "add", site.address, "--tag", "Sea", "--folder", "Wires/Coast")
    assert ran.code == 0
    assert [line.split("\t")[1:4] for line in ran.lines] == [
        [f"{site.address}/feed.xml", "Harbour Gazette", "2"],
        [f"{site.address}/tides.xml", "Tide tables", "1"],
    ]
    assert "Harbour Gazette is followed from now on" in ran.err
    assert [line.split("\t")[2] for line in newsdesk("search", "tag:coast").lines] == [
        "Fog came in",
        "Boats were counted",
    ]
    assert newsdesk("feeds", "list").lines == [f"Harbour Gazette\t{site.address}/feed.xml\tWires/Coast\tSea"]
    assert newsdesk("sources", "list").lines[0].startswith(f"Harbour Gazette\tfeed\t{site.address}/feed.xml\t")


def test_only_looking_adds_nothing_and_another_of_several_can_be_picked(newsdesk: Newsdesk, site: Site) -> None:
    shown = json.loads(newsdesk("feeds", "add", site.address, "--dry-run", "--json").out)
    assert [(feed["title"], feed["articles"]) for feed in shown["found"]] == [
        ("Harbour Gazette", 2),
        ("Tide tables", 1),
    ]
    assert shown["added"] is None
    assert newsdesk("feeds", "list").out == ""
    assert newsdesk("feeds", "add", site.address, "--pick", "3").code == 2
    added = json.loads(newsdesk("feeds", "add", site.address, "--pick", "2", "--name", "Tides", "--json").out)
    assert (added["added"]["name"], added["added"]["title"]) == ("Tides", "Tide tables")
    assert "is followed already" in newsdesk("feeds", "add", f"{site.address}/tides.xml").err


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("{site}/nowhere", "nothing at"),
        ("ftp://example.org", "not an address on the web"),
        ("http://ann:secret@127.0.0.1/", "newsdesk keeps none"),
        ("http://169.254.169.254/latest", "private network"),
        ("http://127.0.0.1:1/feed", "did not answer"),
    ],
)
def test_what_cannot_be_added_is_told_in_a_sentence(newsdesk: Newsdesk, site: Site, address: str, says: str) -> None:
    ran = newsdesk("feeds", "add", address.format(site=site.address))
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert ":secret" not in ran.err


def test_without_leave_no_feed_of_this_machine_is_fetched(
    newsdesk: Newsdesk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSDESK_ALLOW_HOSTS")
    ran = newsdesk("feeds", "add", f"{site.address}/feed.xml")
    assert ran.code == 2
    assert "network.allow_hosts" in ran.err
    assert site.asked == []


def test_leave_is_given_in_the_configuration_too(
    newsdesk: Newsdesk, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSDESK_ALLOW_HOSTS")
    (tmp_path / "config.toml").write_text('[network]\nallow_hosts = ["127.0.0.1"]\n')
    assert newsdesk("feeds", "add", f"{site.address}/feed.xml").code == 0


def test_fetching_says_what_came_and_by_its_exit_code_whether_all_went_well(newsdesk: Newsdesk, site: Site) -> None:
    assert "No feed is followed yet" in newsdesk("fetch").err
    newsdesk("feeds", "add", f"{site.address}/feed.xml")
    newsdesk("feeds", "add", f"{site.address}/tides.xml")
    assert (newsdesk("fetch").code, newsdesk("fetch", "--due").lines) == (0, ["0 feeds, 0 new"])
    site.feed("/feed.xml", "Harbour Gazette", ("Boats were counted", "/boats"), ("Ice", "/ice"), ("Snow", "/snow"))
    del site.pages["/tides.xml"]
    ran = newsdesk("fetch")
    assert (ran.code, ran.lines) == (1, ["2 feeds, 2 new, 1 failed"])
    assert "Tide tables: There is nothing at" in ran.err
    assert newsdesk("fetch", "Harbour Gazette").code == 0
    report = json.loads(newsdesk("fetch", "--json").out)
    assert (report["asked"], report["unchanged"], report["offline"]) == (2, 1, False)
    assert [(one["name"], one["reached"]) for one in report["failed"]] == [("Tide tables", True)]
    assert newsdesk("fetch", "Nobody").code == 2


def test_when_none_can_be_reached_the_exit_code_is_three_and_all_still_reads(newsdesk: Newsdesk, site: Site) -> None:
    newsdesk("feeds", "add", f"{site.address}/feed.xml")
    newsdesk("feeds", "add", f"{site.address}/tides.xml")
    site.stop.set()
    _wait_until_gone(site)
    ran = newsdesk("fetch")
    assert ran.code == 3
    assert "offline" in ran.err
    assert len(newsdesk("list").lines) == 3
    [gazette, _tides] = [json.loads(line) for line in newsdesk("feeds", "list", "--health", "--json").lines]
    assert (gazette["condition"], gazette["failures"]) == ("failing", 1)
    assert "did not answer" in gazette["says"]


def _wait_until_gone(site: Site) -> None:
    import socket

    gone = threading.Event()
    host, port = site.address.removeprefix("http://").split(":")
    while not gone.is_set():
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            gone.set()


def test_feeds_are_renamed_tagged_paused_resumed_and_removed(newsdesk: Newsdesk, site: Site) -> None:
    newsdesk("feeds", "add", f"{site.address}/feed.xml", "--tag", "Sea")
    assert newsdesk("feeds", "rename", "Harbour", "Quay").code == 0
    assert (
        newsdesk("feeds", "tag", "Quay", "Boats", "--remove", "sea", "--folder", "Wires").err == "Quay: Wires, Boats.\n"
    )
    assert len(newsdesk("search", "tag:boats").lines) == 2
    newsdesk("feeds", "pause", "Quay")
    assert newsdesk("fetch").lines == ["0 feeds, 0 new"]
    assert json.loads(newsdesk("feeds", "list", "--health", "--json").out)["condition"] == "paused"
    newsdesk("feeds", "resume", "Quay")
    assert newsdesk("fetch").lines == ["1 feed, 0 new, 1 unchanged"]
    assert newsdesk("feeds", "full-text", "Quay", "on").code == 0
    assert newsdesk("feeds", "keep", "Quay", "--articles", "1").code == 0
    assert newsdesk("feeds", "prune", "--dry-run").lines == [f"Quay\t{site.address}/feed.xml\t1"]
    assert newsdesk("feeds", "prune").err == "1 article left the desk.\n"
    assert newsdesk("feeds", "remove", "Quay").code == 0
    assert newsdesk("feeds", "list").out == ""
    assert newsdesk("feeds", "remove", "Quay").code == 2


def test_lists_come_and_go(newsdesk: Newsdesk, tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text('https://harbour.example/rss "~Harbour" news\n"query:New:unread = \\"yes\\""\nexec:evil\n')
    ran = newsdesk("feeds", "import", urls)
    assert (ran.code, ran.lines) == (0, ["1 added, 0 known, 1 refused"])
    assert "New is a question to newsboat" in ran.err
    assert "it is a command" in ran.err
    assert newsdesk("feeds", "export", tmp_path / "out.opml").code == 0
    assert newsdesk("feeds", "import", tmp_path / "out.opml").lines == ["0 added, 1 known"]
    assert newsdesk("feeds", "export", "--format", "newsboat").lines == [
        'https://harbour.example/rss "~Harbour" "news"'
    ]
    record = json.loads(newsdesk("feeds", "import", urls, "--json").out)
    assert record["queries"] == [{"name": "New", "query": 'unread = "yes"'}]
    assert newsdesk("feeds", "import", tmp_path / "nowhere").code == 2
    assert newsdesk("feeds", "export", tmp_path / "no" / "folder").code == 2


def test_feeds_are_those_of_the_standing_desk(newsdesk: Newsdesk, house: Path) -> None:
    assert newsdesk("feeds", "list", "--source", house).code == 2
    assert newsdesk("fetch", "--source", house).code == 2


def test_the_full_text_of_an_article_is_shown_and_shown_again_offline(newsdesk: Newsdesk, site: Site) -> None:
    site.article("/boats", "Boats were counted")
    newsdesk("feeds", "add", f"{site.address}/feed.xml")
    [line] = newsdesk("search", "boats").lines
    number = line.split("\t")[0]
    assert "In short: Boats" in newsdesk("show", number).out
    assert "Paragraph 3 of the whole story" in newsdesk("show", number, "--full-text").out
    del site.pages["/boats"]
    assert "Paragraph 3 of the whole story" in newsdesk("show", number, "--full-text").out
    [fog] = newsdesk("search", "fog").lines
    ran = newsdesk("show", fog.split("\t")[0], "--full-text")
    assert ran.code == 2
    assert "There is nothing at" in ran.err


def test_the_doctor_tells_of_feeds_that_fail_and_takes_none_for_a_folder(newsdesk: Newsdesk, site: Site) -> None:
    newsdesk("feeds", "add", f"{site.address}/feed.xml")
    ran = newsdesk("doctor")
    assert "1 feed, all well" in ran.out
    assert "let through besides: 127.0.0.1" in ran.out
    assert site.address not in ran.out
    del site.pages["/feed.xml"]
    newsdesk("fetch")
    ran = newsdesk("doctor")
    assert ran.code == 1
    assert "There is nothing at" in ran.out


def test_a_host_that_is_not_let_through_is_no_sign_of_being_offline(
    newsdesk: Newsdesk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsdesk("feeds", "add", f"{site.address}/feed.xml")
    monkeypatch.delenv("NEWSDESK_ALLOW_HOSTS")
    ran = newsdesk("fetch", "--json")
    assert ran.code == 3
    assert json.loads(ran.out)["offline"] is False
