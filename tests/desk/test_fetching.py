"""Feeds are fetched politely, many at the same time, and what they bring is taken in once."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsdesk.desk.desk import Desk
from newsdesk.desk.fetching import UNREACHED_FOR_OFFLINE, interleaved
from newsdesk.desk.progress import Progress
from newsdesk.desk.settings import Feeds
from newsdesk.model.action import Action
from newsdesk.model.clean import Clean
from newsdesk.model.errors import StoreNotWritable
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.wire import Access, Condition, Wire
from newsdesk.store.lock import only_one
from tests.desk.feeds import OK, a_desk, fetched, follow, health_of, item, serve, titles
from tests.loopback_site import a_site
from tests.net.hostile_server import Asked, HostileServer, Send, hanging, hostile_server
from tests.net.test_certificates import FEED, secure_server
from tests.reading_here import read_here
from tests.sources.feeds import an_rss

__all__ = ["read_here"]

NOBODY = "http://127.0.0.1:1/feed"


@pytest.fixture
async def server() -> AsyncIterator[HostileServer]:
    async with hostile_server() as running:
        yield running


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    with a_desk(tmp_path / "data") as opened:
        yield opened


async def test_articles_stand_under_the_name_of_their_feed_in_the_order_of_the_feed(
    desk: Desk, server: HostileServer
) -> None:
    follow(desk, serve(server, "/harbour", item("Flood"), item("Frost"), item("Storm")))
    report = await fetched(desk)
    assert (report.asked, report.added, report.failed) == (1, 3, [])
    assert titles(desk, "source:harbour") == ["Flood", "Frost", "Storm"]


async def test_an_article_is_read_in_markdown_and_kept_as_it_came(desk: Desk, server: HostileServer) -> None:
    follow(desk, serve(server, "/harbour", item("Flood", description="<p>It <b>rises</b>.</p>")))
    await fetched(desk)
    [article_id] = [headline.id for headline in desk.newest(9)]
    assert desk.article(article_id).piece.body == "It **rises**.\n"
    assert desk.article(article_id, text=False).piece.body == "<p>It <b>rises</b>.</p>"


async def test_what_did_not_change_is_asked_for_with_its_validators(desk: Desk, server: HostileServer) -> None:
    follow(desk, serve(server, "/harbour", item("One"), head=OK + '\nETag: "1"'))
    await fetched(desk)
    server.says("/harbour", "HTTP/1.1 304 Not Modified")
    report = await fetched(desk)
    assert (report.unchanged, report.added) == (1, 0)
    assert server.asked[-1].headers["if-none-match"] == '"1"'


async def test_a_feed_whose_items_did_not_all_come_is_asked_for_the_whole_again(
    tmp_path: Path, server: HostileServer
) -> None:
    with a_desk(tmp_path / "data", feeds=Feeds(new_items=2)) as desk:
        items = [item(name, pubDate=f"Mon, 0{day} Feb 2025 10:00:00 GMT") for day, name in enumerate("ABCDE", 1)]
        follow(desk, serve(server, "/harbour", *items, head=OK + '\nETag: "1"'))
        assert [(await fetched(desk)).added for _ in range(4)] == [2, 2, 1, 0]
        assert [asked.headers.get("if-none-match") for asked in server.asked] == [None, None, None, '"1"']
        assert titles(desk) == ["E", "D", "C", "B", "A"]


async def test_a_corrected_item_amends_its_article_and_keeps_the_star(desk: Desk, server: HostileServer) -> None:
    follow(desk, serve(server, "/harbour", item("Flood")))
    await fetched(desk)
    [article_id] = [headline.id for headline in desk.newest(9)]
    desk.act(Action.STAR, [article_id])
    serve(server, "/harbour", item("Flood", title="Flood recedes", description="<p>Better.</p>"))
    report = await fetched(desk)
    assert (report.added, report.amended) == (0, 1)
    assert titles(desk, "is:starred") == ["Flood recedes"]
    assert [version.body for version in desk.revisions(article_id)] == ["About Flood\n"]


async def test_what_its_writers_took_back_leaves_unless_it_is_starred(desk: Desk, server: HostileServer) -> None:
    entry = "<entry><id>{0}</id><title>{0}</title><updated>2025-02-03T10:00:00Z</updated></entry>"
    atom = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0'>{}</feed>"
    server.says("/harbour", OK, atom.format(entry.format("Flood") + entry.format("Frost")).encode())
    follow(desk, server.url("/harbour"))
    await fetched(desk)
    gone = "<at:deleted-entry ref='Flood' when='2025-02-04T10:00:00Z'/>"
    server.says("/harbour", OK, atom.format(gone + entry.format("Frost")).encode())
    report = await fetched(desk)
    assert report.gone == 1
    assert titles(desk) == ["Frost"]


async def test_where_a_feed_moved_for_good_it_is_asked_from_then_on(desk: Desk, server: HostileServer) -> None:
    follow(desk, server.url("/old"))
    server.says("/old", f"HTTP/1.1 301 Moved\nLocation: {server.url('/new')}")
    serve(server, "/new", item("One"))
    await fetched(desk)
    await fetched(desk)
    assert [asked.path for asked in server.asked] == ["/old", "/new", "/new"]


async def test_a_feed_stays_where_it_was_when_what_it_moved_to_is_no_feed(desk: Desk, server: HostileServer) -> None:
    follow(desk, server.url("/old"))
    server.says("/old", f"HTTP/1.1 301 Moved\nLocation: {server.url('/login')}")
    server.says("/login", "HTTP/1.1 200 OK\nContent-Type: text/html", b"<html>Log in to this hotel's network</html>")
    await fetched(desk)
    assert [wire.url for wire in desk.wires.listed()] == [server.url("/old")]


async def test_a_feed_that_moved_to_where_another_is_stays_beside_it(desk: Desk, server: HostileServer) -> None:
    follow(desk, server.url("/old"), serve(server, "/new", item("One")))
    server.says("/old", f"HTTP/1.1 308 Moved\nLocation: {server.url('/new')}")
    assert (await fetched(desk)).failed == []
    assert [wire.url for wire in desk.wires.listed()] == [server.url("/old"), server.url("/new")]


async def test_a_feed_that_is_gone_for_good_is_asked_no_more_until_it_is_resumed(
    desk: Desk, server: HostileServer
) -> None:
    [wire] = follow(desk, serve(server, "/harbour", item("One")))
    await fetched(desk)
    server.says("/harbour", "HTTP/1.1 410 Gone")
    [told] = (await fetched(desk)).failed
    assert "gone for good" in told.reason
    assert health_of(desk, "harbour").condition is Condition.RETIRED
    assert (await fetched(desk)).asked == 0
    assert titles(desk) == ["One"]
    serve(server, "/harbour", item("Two"))
    desk.wires.resume(wire.source.id)
    assert (await fetched(desk, force=False)).added == 1


async def test_a_feed_is_due_when_its_time_has_come_and_not_before(desk: Desk, server: HostileServer) -> None:
    [wire] = follow(desk, serve(server, "/harbour", item("One")))
    assert (await fetched(desk, force=False)).asked == 1
    assert (await fetched(desk, force=False)).asked == 0
    assert (await fetched(desk, force=False, only={wire.source.id})).asked == 1
    due = desk.wires.next_due()
    assert due is not None
    assert due > datetime.now(UTC)


async def test_paused_feeds_are_not_asked(desk: Desk, server: HostileServer) -> None:
    [wire] = follow(desk, serve(server, "/harbour", item("One")))
    desk.wires.pause(wire.source.id)
    assert (await fetched(desk)).asked == 0
    assert desk.wires.next_due() is None


async def test_when_nobody_answers_this_machine_is_offline_and_no_feed_is_blamed_for_long(desk: Desk) -> None:
    follow(desk, *(f"{NOBODY}{number}" for number in range(UNREACHED_FOR_OFFLINE * 3)))
    report = await fetched(desk)
    assert report.unreached
    assert report.asked < UNREACHED_FOR_OFFLINE * 3, "the others are not tried"
    report = await fetched(desk)
    course = health_of(desk, "feed0").wire.course
    assert course.failures == 1
    assert course.due is not None
    assert (course.due - datetime.now(UTC)).total_seconds() < 400


async def test_one_that_does_not_answer_is_to_blame_when_others_do(desk: Desk, server: HostileServer) -> None:
    follow(desk, NOBODY, serve(server, "/harbour", item("One")))
    report = await fetched(desk)
    assert not report.unreached
    await fetched(desk)
    assert "did not answer" in health_of(desk, "feed").says
    assert "2 times in a row" in health_of(desk, "feed").says


async def test_a_secret_is_sent_from_where_it_lies_and_kept_nowhere(
    desk: Desk, server: HostileServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WIRE_TOKEN", "hush-hush-hush")
    url = serve(server, "/harbour", item("One"))
    source = Source(SourceId(0), SourceKind.FEED, url.encode(), Clean("harbour"))
    desk._store.feeds.add([Wire(source, access=Access("environment", "WIRE_TOKEN"))])
    await fetched(desk)
    assert server.asked[0].headers["authorization"] == "bearer hush-hush-hush"
    desk.close()
    written = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert b"hush-hush-hush" not in written
    assert b"WIRE_TOKEN" in written


async def test_a_secret_that_is_missing_is_told_and_a_secret_follows_nobody_elsewhere(
    desk: Desk, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = Access("environment", "WIRE_TOKEN")
    source = Source(SourceId(0), SourceKind.FEED, server.url("/old").encode(), Clean("harbour"))
    desk._store.feeds.add([Wire(source, access=access)])
    async with hostile_server() as other:
        server.says("/old", f"HTTP/1.1 301 Moved\nLocation: {serve(other, '/new', item('One'))}")
        await fetched(desk)
        assert "no usable secret in environment WIRE_TOKEN" in health_of(desk, "harbour").says
        monkeypatch.setenv("WIRE_TOKEN", "hush")
        await fetched(desk)
        await fetched(desk)
        assert [asked.path for asked in server.asked] == ["/old", "/old"], "it is asked where the secret belongs"
        assert all("authorization" not in asked.headers for asked in other.asked)


async def test_a_fetch_is_cancelled_at_once_and_keeps_what_had_come(desk: Desk, server: HostileServer) -> None:
    server.answers["/slow"] = hanging
    follow(desk, serve(server, "/harbour", item("One")), server.url("/slow"))
    told: list[Progress] = []
    report = await fetched(desk, progress=told.append, cancelled=lambda: any(one.done == 1 for one in told))
    assert report.cancelled
    assert report.added == 1
    assert titles(desk) == ["One"]
    assert health_of(desk, "slow").condition is Condition.NEW, "nobody is blamed for not being waited for"


async def test_while_another_process_fetches_nothing_is_done(desk: Desk, server: HostileServer) -> None:
    follow(desk, serve(server, "/harbour", item("One")))
    with only_one(desk.where.folder / "fetch.lock") as mine:
        assert mine
        assert (await fetched(desk)).busy
    assert server.asked == []


async def test_two_processes_that_fetch_at_once_take_each_article_in_once(
    desk: Desk, server: HostileServer, tmp_path: Path
) -> None:
    async def slowly(asked: Asked, send: Send) -> None:
        await asyncio.sleep(0.2)
        body = an_rss(*(item(f"{asked.path[1:]} {number}") for number in range(20))).encode()
        await send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    urls = [server.url(f"/feed{number}") for number in range(4)]
    server.answers.update({f"/feed{number}": slowly for number in range(4)})
    follow(desk, *urls)
    command = [sys.executable, "-m", "newsdesk", "fetch", "--data-dir", str(tmp_path / "data")]
    environment = os.environ | {"NEWSDESK_ALLOW_HOSTS": "127.0.0.1", "HOME": str(tmp_path)}

    def run() -> int:
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode

    codes = await asyncio.gather(asyncio.to_thread(run), asyncio.to_thread(run))
    assert set(codes) == {0}
    desk.catch_up()
    assert len(titles(desk)) == 80
    assert all(health.figures.articles == 20 for health in desk.wires.health())


def test_feeds_of_one_server_stand_far_apart() -> None:
    def wire(number: int, host: str) -> Wire:
        return Wire(Source(SourceId(number), SourceKind.FEED, f"http://{host}/{number}".encode(), Clean("")))

    wires = [wire(1, "a"), wire(2, "a"), wire(3, "a"), wire(4, "b"), wire(5, "c"), wire(6, "b")]
    assert [one.source.id for one in interleaved(wires)] == [1, 4, 5, 2, 6, 3]


async def test_the_articles_of_a_feed_have_its_folders_and_tags(desk: Desk, server: HostileServer) -> None:
    [wire] = follow(desk, serve(server, "/harbour", item("One", category="weather")))
    desk._store.feeds.put(replace(wire, folder=(Clean("Wires"),), tags=(Clean("Sea"), Clean("Weather"))))
    await fetched(desk)
    assert [headline.tags for headline in desk.newest(9)] == [("weather", "Wires", "Sea")]


async def test_a_certificate_that_does_not_fit_is_told_in_the_health(desk: Desk) -> None:
    async with secure_server("another_host.pem", FEED) as port:
        follow(desk, f"https://127.0.0.1:{port}/feed")
        await fetched(desk)
    assert "certificate of 127.0.0.1 cannot be trusted" in health_of(desk, "feed").says


async def test_a_fetch_that_is_killed_leaves_a_desk_that_the_next_one_completes(tmp_path: Path) -> None:
    with a_site() as site, a_desk(tmp_path / "data") as desk:
        for number in range(20):
            site.feed(f"/{number}", f"Wire {number}", *((f"Story {one} of {number}", f"/{one}") for one in range(30)))
        follow(desk, *(f"{site.address}/{number}" for number in range(20)))
        command = [sys.executable, "-m", "newsdesk", "fetch", "--data-dir", str(tmp_path / "data")]
        environment = os.environ | {"NEWSDESK_ALLOW_HOSTS": "127.0.0.1", "HOME": str(tmp_path)}
        for killed_after in (4, 12):
            before = len(site.asked)
            with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as fetch:
                while fetch.poll() is None and len(site.asked) < before + killed_after:
                    await asyncio.sleep(0.005)
                fetch.kill()
        await fetched(desk)
        assert [health.figures.articles for health in desk.wires.health()] == [30] * 20
        assert desk.findings() == []


async def test_what_cannot_be_saved_ends_the_fetch_and_is_told(
    desk: Desk, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arrivals: object) -> None:
        raise StoreNotWritable("The disk is full.")

    server.answers["/slow"] = hanging
    follow(desk, serve(server, "/harbour", item("One")), server.url("/slow"))
    monkeypatch.setattr(desk._store.feeds, "take_in", full)
    with pytest.raises(StoreNotWritable, match="disk is full"):
        await fetched(desk)
