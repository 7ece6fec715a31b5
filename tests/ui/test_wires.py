"""Feeds in an open desk: added by the address of their page, fetched when they are due, read whole, read offline."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.desk.fetching import Failed, FetchReport
from newsdesk.desk.opening import open_desk
from newsdesk.desk.paths import standing_desk
from newsdesk.desk.settings import Feeds, Settings
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.wire import Arrival, Course, Wire
from newsdesk.sources.feed import read_feed
from newsdesk.store.lock import only_one
from newsdesk.ui.layout import Pane
from newsdesk.ui.screens.desk_screen import DeskScreen
from newsdesk.ui.screens.feeds_screen import FeedsScreen
from newsdesk.ui.screens.sources_screen import SourcesScreen
from newsdesk.ui.widgets.one_line import OneLine
from newsdesk.ui.wires import in_words
from tests.builders import a_file
from tests.loopback_site import Site, a_site
from tests.ui.newsrooms import NOW, a_newsroom, settled

WIDE, NARROW = (120, 40), (80, 24)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NEWSDESK_ALLOW_HOSTS", "127.0.0.1")
    with a_site() as there:
        there.feed("/feed.xml", "Harbour Gazette", ("Boats were counted", "/boats"), ("Fog came in", "/fog"))
        there.feed("/tides.xml", "Tide tables", ("High water at noon", "/noon"))
        there.page("/", "Gazette", "<p>News.</p>", ("/feed.xml", "All"), ("/tides.xml", "Tides"))
        there.article("/boats", "Boats were counted")
        yield there


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    a_file(tmp_path / "House", "ice.md", "Ice on the river", date="2025-02-05")
    with Desk.open(standing_desk(tmp_path / "data"), Settings(time_zone="UTC")) as opened:
        opened.add_source(str(tmp_path / "House"))
        opened.refresh()
        yield opened


async def until(pilot: Pilot[None], ready: Callable[[], bool], what: str = "it") -> None:
    """Wait for something that a thread brings."""
    for _turn in range(1000):
        await pilot.pause(0.02)
        if ready():
            return
    raise AssertionError(f"{what} did not happen")


async def add(pilot: Pilot[None], typed: str) -> None:
    """Open the sources, and have something added there."""
    await pilot.press("A", "a")
    screen = pilot.app.screen
    assert isinstance(screen, SourcesScreen)
    await until(pilot, lambda: screen._prompt.about == "add", "the question")
    screen._prompt._input.value = typed
    await pilot.press("enter")


def titles(screen: DeskScreen) -> list[str]:
    rows = (screen.headlines.headline_at(row) for row in range(len(screen.headlines.hits)))
    return [row.title for row in rows if row is not None]


def said(line: OneLine) -> str:
    return "".join(word.text for word in (*line._left, *line._right))


def toasts(pilot: Pilot[None]) -> str:
    return " ".join(note.message for note in pilot.app._notifications)


def body(screen: DeskScreen) -> str:
    return screen.article.reading.article.piece.body if screen.article.reading else ""


def page(screen: FeedsScreen) -> str:
    return "".join(word.text for line in screen._page._lines for word in line)


def follow(desk: Desk, site: Site) -> SourceId:
    """Follow the first feed of a site, with what it holds; without asking for it, which takes a process."""
    url = f"{site.address}/feed.xml"
    feed = read_feed(site.pages["/feed.xml"][1], url=url)
    [wire] = desk._store.feeds.add([Wire(Source(SourceId(0), SourceKind.FEED, url.encode(), feed.title))])
    course = Course(due=NOW + timedelta(hours=1), succeeded=NOW)
    desk._store.feeds.take_in([Arrival(wire.source.id, course, feed.items, title=feed.title)])
    return wire.source.id


async def test_a_feed_is_added_by_the_address_of_its_page(desk: Desk, site: Site) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        await settled(pilot)
        await add(pilot, f"{site.address}/")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedsScreen), "the preview")
        preview = pilot.app.screen
        assert isinstance(preview, FeedsScreen)
        assert [one.title for one in preview._previews] == ["Harbour Gazette", "Tide tables"]
        await until(pilot, lambda: "Fog came in" in page(preview), "its headlines")
        assert len(desk.sources()) == 1
        await pilot.press("j", "k", "enter")
        await until(pilot, lambda: len(desk.sources()) == 2, "following")
        screen = pilot.app.screen
        assert isinstance(screen, SourcesScreen)
        await until(pilot, lambda: screen._followed is not None and screen._followed.source.name == "Harbour Gazette")
        await pilot.press("enter")
        main = await settled(pilot, lambda s: len(s.headlines.hits) == 2)
        assert titles(main) == ["Fog came in", "Boats were counted"]
        await pilot.press("escape", "A", "G", "k", "enter")
        await settled(pilot, lambda s: s.bar.value == "is:wire" and len(s.headlines.hits) == 2)


async def test_an_address_without_a_feed_is_told_in_a_sentence(desk: Desk, site: Site) -> None:
    site.page("/plain", "Plain", "<p>No feed at all.</p>")
    del site.pages["/feed.xml"], site.pages["/tides.xml"]
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        await settled(pilot)
        await add(pilot, f"{site.address}/plain")
        await until(pilot, lambda: "No feed was found" in toasts(pilot), "the sentence")
        assert isinstance(pilot.app.screen, SourcesScreen)


async def test_looking_at_an_address_can_be_given_up(desk: Desk, site: Site) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        await settled(pilot)
        await add(pilot, f"{site.address}/")
        screen = pilot.app.screen
        assert isinstance(screen, SourcesScreen)
        await until(pilot, lambda: bool(screen._looking_at), "looking")
        await pilot.press("escape")
        await until(pilot, lambda: not screen._care._looking.busy, "the end of looking")
        await pilot.pause(0.05)
        assert pilot.app.screen is screen
        assert len(desk.sources()) == 1


async def test_what_is_due_is_fetched_behind_the_screen(desk: Desk, site: Site) -> None:
    wire = desk.wires.one(follow(desk, site))
    desk._store.feeds.put(replace(wire, course=replace(wire.course, due=NOW - timedelta(minutes=1))))
    site.feed("/feed.xml", "Harbour Gazette", ("Boats were counted", "/boats"), ("A raft is missing", "/raft"))
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        main = await settled(pilot)
        await until(pilot, lambda: "/feed.xml" in site.asked[-1:], "the fetch")
        await until(pilot, lambda: len(desk.search("raft")) == 1, "the new article")
        await until(pilot, lambda: "1 wire · next in" in said(main.masthead), "the header")
        assert not toasts(pilot)


async def test_nothing_is_fetched_unasked_where_that_is_switched_off(tmp_path: Path, site: Site) -> None:
    settings = Settings(time_zone="UTC", feeds=Feeds(fetch="asked"))
    with Desk.open(standing_desk(tmp_path / "data"), settings) as desk:
        wire = desk.wires.one(follow(desk, site))
        desk._store.feeds.put(replace(wire, course=replace(wire.course, due=NOW - timedelta(minutes=1))))
        asked = len(site.asked)
        async with a_newsroom(desk).run_test(size=WIDE) as pilot:
            main = await settled(pilot)
            await until(pilot, lambda: "R fetches" in said(main.masthead), "the header")
            main._sourcing._wires.look()
            await settled(pilot)
            assert len(site.asked) == asked
            await pilot.press("R")
            await until(pilot, lambda: "1 feed asked: nothing is new." in toasts(pilot), "the answer")
            assert len(site.asked) > asked


async def test_a_fetch_shows_how_far_it_is_and_stops_with_the_key_that_began_it(desk: Desk, site: Site) -> None:
    follow(desk, site)
    site.answers.clear()
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        main = await settled(pilot)
        await pilot.press("R")
        await until(pilot, lambda: "fetching 0 of 1 · R stops" in said(main.masthead), "the progress")
        await pilot.press("R")
        await until(pilot, lambda: "Stopped after" in toasts(pilot), "the end")
        await until(pilot, lambda: "1 wire · next in" in said(main.masthead), "the header")
        assert len(main.headlines.hits) == 3


async def test_another_newsdesk_that_fetches_is_left_alone(desk: Desk, site: Site) -> None:
    follow(desk, site)
    asked = len(site.asked)
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        with only_one(desk.where.folder / "fetch.lock") as mine:
            assert mine
            await pilot.press("R")
            await until(pilot, lambda: "Another newsdesk is fetching" in toasts(pilot), "the answer")
        assert len(site.asked) == asked


async def test_a_stopped_server_is_told_calmly_and_everything_still_reads(desk: Desk, site: Site) -> None:
    follow(desk, site)
    site.stop.set()
    time.sleep(0.05)
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("R")
        await until(pilot, lambda: "No server answered" in toasts(pilot), "the answer")
        main = await settled(pilot, lambda s: "offline, again in" in said(s.masthead))
        assert len(main.headlines.hits) == 3
        await pilot.press("A")
        screen = pilot.app.screen
        assert isinstance(screen, SourcesScreen)
        await until(pilot, lambda: bool(screen._sources), "the sources")
        await pilot.press("G")
        await until(pilot, lambda: "did not answer" in "".join(map(said, screen._sentence)), "the reason")


async def test_the_whole_text_comes_with_a_key_and_goes_with_it(desk: Desk, site: Site) -> None:
    follow(desk, site)
    async with a_newsroom(desk, first_query="boats").run_test(size=WIDE) as pilot:
        main = await settled(pilot, lambda s: "In short: Boats were counted." in body(s))
        assert "*F fetches the whole article from 127.0.0.1.*" in body(main)
        await pilot.press("enter", "F")
        await until(pilot, lambda: "Paragraph 3 of the whole story" in body(main), "the whole text")
        assert "Home Sport Weather" not in body(main)
        assert "F shows what the feed says" in body(main)
        await pilot.press("F")
        await until(pilot, lambda: "In short" in body(main), "what the feed says")
        assert "F shows the whole article" in body(main)
        site.stop.set()
        await pilot.press("F")
        await until(pilot, lambda: "Paragraph 3" in body(main), "the whole text again")


async def test_the_whole_text_of_a_preview_comes_with_the_same_key(desk: Desk, site: Site) -> None:
    follow(desk, site)
    async with a_newsroom(desk, first_query="boats").run_test(size=WIDE) as pilot:
        main = await settled(pilot, lambda s: "In short" in body(s))
        assert main.focused_pane is Pane.LIST
        await pilot.press("F")
        await until(pilot, lambda: "Paragraph 3" in body(main), "the whole text")
    async with a_newsroom(desk, first_query="fog").run_test(size=NARROW) as pilot:
        await settled(pilot)
        await pilot.press("F")
        assert "Enter opens the article" in toasts(pilot)


async def test_no_whole_text_is_told_with_the_reason(desk: Desk, site: Site) -> None:
    follow(desk, site)
    async with a_newsroom(desk, first_query="fog").run_test(size=WIDE) as pilot:
        main = await settled(pilot, lambda s: "In short" in body(s))
        await pilot.press("enter", "F")
        await until(pilot, lambda: "There is nothing at" in toasts(pilot), "the reason")
        assert "In short" in body(main)


async def test_an_article_of_a_file_is_whole_already(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot, lambda s: s.article.article_id is not None)
        await pilot.press("enter", "F")
        await until(pilot, lambda: "comes from a file" in toasts(pilot), "the sentence")


async def test_a_starred_article_is_kept_whole_for_offline_reading(desk: Desk, site: Site) -> None:
    follow(desk, site)
    async with a_newsroom(desk, first_query="boats").run_test(size=WIDE) as pilot:
        main = await settled(pilot, lambda s: "In short" in body(s))
        await pilot.press("s")
        await until(pilot, lambda: not main._sourcing.whole._errand.busy and "/boats" in site.asked, "the fetch")
        site.stop.set()
        assert "In short" in body(main)
        await pilot.press("enter", "F")
        await until(pilot, lambda: "Paragraph 3" in body(main), "the whole text")


async def test_a_feed_is_paused_put_into_a_folder_and_fetched_whole(desk: Desk, site: Site) -> None:
    source_id = follow(desk, site)
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("A")
        screen = pilot.app.screen
        assert isinstance(screen, SourcesScreen)
        await until(pilot, lambda: bool(screen._sources), "the sources")
        await pilot.press("G", "p")
        await until(pilot, lambda: desk.wires.one(source_id).paused, "the pause")
        await until(pilot, lambda: "p goes on" in "".join(map(said, screen._sentence)), "the word of it")
        await pilot.press("p")
        await until(pilot, lambda: not desk.wires.one(source_id).paused, "the end of the pause")
        await pilot.press("t", *"Coast/North", "enter")
        await until(pilot, lambda: desk.wires.one(source_id).folder == ("Coast", "North"), "the folder")
        await pilot.press("F")
        await until(pilot, lambda: desk.wires.one(source_id).full_text, "the wish for whole texts")
        await until(pilot, lambda: any(row.label == "Coast / North" for row in screen._list._rows), "the heading")
        await pilot.press("k", "enter")
        await settled(pilot, lambda s: s.bar.value == 'tag:"North"' and len(s.headlines.hits) == 2)


async def test_a_list_of_feeds_is_followed_at_once(desk: Desk, tmp_path: Path) -> None:
    outlines = "".join(
        f'<outline type="rss" text="{name}" xmlUrl="https://{name}.example/feed"/>' for name in ("fog", "ice")
    )
    listed = tmp_path / "feeds.opml"
    listed.write_text(f'<opml version="2.0"><body><outline text="Sea">{outlines}</outline></body></opml>')
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        await add(pilot, str(listed))
        await until(pilot, lambda: "2 feeds added. R fetches them." in toasts(pilot), "the answer")
        assert [wire.folder for wire in desk.wires.listed()] == [("Sea",), ("Sea",)]


async def test_what_is_for_subscribers_is_said_below_the_text(desk: Desk, site: Site) -> None:
    kind, page = site.pages["/boats"]
    wall = b'<script type="application/ld+json">{"isAccessibleForFree": false}</script></head>'
    site.pages["/boats"] = (kind, page.replace(b"</head>", wall))
    follow(desk, site)
    async with a_newsroom(desk, first_query="boats").run_test(size=WIDE) as pilot:
        main = await settled(pilot, lambda s: "In short" in body(s))
        await pilot.press("enter", "F")
        await until(pilot, lambda: "says that the rest is for subscribers" in body(main), "the word of it")


async def test_the_first_source_of_ones_own_ends_the_samples(tmp_path: Path, site: Site) -> None:
    data, settings = tmp_path / "data", Settings(time_zone="UTC")
    with open_desk(data, (), settings) as samples:
        app = a_newsroom(samples)
        async with app.run_test(size=WIDE) as pilot:
            await settled(pilot)
            await pilot.press("A", "d")
            await until(pilot, lambda: "The samples make way" in toasts(pilot), "the refusal")
            await pilot.press("escape")
            await add(pilot, f"{site.address}/feed.xml")
            await until(pilot, lambda: isinstance(pilot.app.screen, FeedsScreen), "the preview")
            await pilot.press("enter")
            await until(pilot, lambda: app.has_own_desk, "the desk")
        assert not samples.wires.listed()
    with open_desk(data, (), settings) as own:
        assert [source.name for source in own.sources()] == ["Harbour Gazette"]
        assert len(own.newest(9)) == 2


def test_what_a_fetch_brought_is_told_in_a_sentence() -> None:
    failed = Failed(SourceId(1), Clean("Fog"), "https://fog.example/", Clean("fog.example did not answer."), True)
    cases = (
        (
            FetchReport(busy=True),
            "Another newsdesk is fetching for this desk already; what it brings appears here too.",
        ),
        (FetchReport(), "There is no feed to fetch. A, then a adds one."),
        (FetchReport(asked=3, unchanged=3), "3 feeds asked: nothing is new."),
        (FetchReport(asked=1, added=1200, amended=2), "1 feed asked: 1,200 new, 2 changed."),
        (FetchReport(asked=9, added=1, cancelled=True), "Stopped after 9 feeds asked: 1 new."),
        (
            FetchReport(asked=2, added=1, failed=[failed]),
            "2 feeds asked: 1 new. Fog failed: fog.example did not answer.",
        ),
        (FetchReport(asked=5, failed=[failed, failed]), "5 feeds asked: nothing is new. 2 failed. A says more."),
        (
            FetchReport(asked=1, failed=[replace(failed, reached=False)]),
            "No server answered: this machine seems to be offline. All that is here can be read.",
        ),
    )
    for report, sentence in cases:
        assert in_words(report) == sentence
