"""Feeds are kept in order: called, tagged, paused, kept for so long, read in full."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsdesk.desk.desk import Desk
from newsdesk.desk.full_texts import FullTextMissing
from newsdesk.desk.settings import Feeds
from newsdesk.desk.wire_health import health
from newsdesk.model.action import Action, Tagging
from newsdesk.model.clean import Clean
from newsdesk.model.errors import SourceNotFound, UsageError
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.wire import Access, Condition, Course, Keep, Wire, WireFigures
from tests.desk.feeds import a_desk, fetched, follow, item, serve, titles
from tests.net.hostile_server import HostileServer, hostile_server
from tests.reading_here import read_here

__all__ = ["read_here"]

HTML = "HTTP/1.1 200 OK\nContent-Type: text/html"


def paragraphs(what: str) -> str:
    """Four of them, each with the name of this."""
    said = "<p>Paragraph {0} of it: the {1} rose in the night, and the quay was under it, said the harbour master.</p>"
    return "".join(said.format(number, what) for number in range(4))


@pytest.fixture
async def server() -> AsyncIterator[HostileServer]:
    async with hostile_server() as running:
        yield running


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    with a_desk(tmp_path / "data") as opened:
        yield opened


async def harbour(desk: Desk, server: HostileServer, *names: str, **elements: str) -> Wire:
    """A feed whose items of these names were taken in."""
    items = [
        item(name, pubDate=f"Mon, 0{day} Feb 2025 10:00:00 GMT", **elements)
        for day, name in enumerate(reversed(names), start=1)
    ]
    [wire] = follow(desk, serve(server, "/harbour", *reversed(items)))
    await fetched(desk)
    return wire


def tags_of(desk: Desk) -> list[tuple[str, ...]]:
    return [headline.tags for headline in desk.newest(9)]


async def test_tags_are_given_to_a_feed_and_to_all_its_articles_and_taken_again(
    desk: Desk, server: HostileServer
) -> None:
    wire = await harbour(desk, server, "Flood", category="weather")
    desk.load_index()
    desk.wires.tag(wire.source.id, give=["Sea", "Weather"], folder=["Wires", "Coast"])
    assert tags_of(desk) == [("weather", "Wires", "Coast", "Sea")]
    assert titles(desk, "tag:coast") == ["Flood"]
    desk.wires.tag(wire.source.id, take=["sea"], folder=[])
    assert tags_of(desk) == [("weather",)]
    assert titles(desk, "tag:coast") == []


async def test_tags_that_the_reader_gave_stay_when_those_of_the_feed_change(desk: Desk, server: HostileServer) -> None:
    wire = await harbour(desk, server, "Flood")
    desk.act(Action.STAR, ids := [headline.id for headline in desk.newest(1)])
    desk.tag(Tagging(give=(Clean("Mine"),)), ids)
    desk.wires.tag(wire.source.id, give=["Sea"])
    assert tags_of(desk) == [("Sea", "Mine")]
    desk.wires.tag(wire.source.id, take=["Sea"])
    assert tags_of(desk) == [("Mine",)]


async def test_a_feed_is_renamed_and_back_to_what_it_calls_itself(desk: Desk, server: HostileServer) -> None:
    wire = await harbour(desk, server, "Flood")
    desk.wires.rename(wire.source.id, "Quay")
    assert titles(desk, "source:quay") == ["Flood"]
    desk.wires.rename(wire.source.id, "")
    assert desk.wires.one(wire.source.id).source.name == "Wire"
    with pytest.raises(SourceNotFound):
        desk.wires.rename(SourceId(99), "x")


async def test_rules_of_keeping_give_up_what_is_old_or_too_much_and_nothing_that_is_marked(
    desk: Desk, server: HostileServer
) -> None:
    wire = await harbour(desk, server, *"ABCDE")
    marked = {str(headline.title): headline.id for headline in desk.newest(9)}
    desk.act(Action.STAR, [marked["E"]])
    desk.tag(Tagging(give=(Clean("Mine"),)), [marked["D"]])
    desk.wires.keep(wire.source.id, Keep(articles=2))
    [pruning] = desk.wires.prune(dry_run=True)
    assert [desk.article(one).piece.title for one in pruning.ids] == ["C"]
    assert titles(desk) == ["A", "B", "C", "D", "E"]
    desk.wires.prune()
    assert titles(desk) == ["A", "B", "D", "E"]
    desk.wires.keep(wire.source.id, Keep(days=1))
    desk.wires.prune()
    assert titles(desk) == ["D", "E"]


async def test_what_was_given_up_does_not_come_again(desk: Desk, server: HostileServer) -> None:
    wire = await harbour(desk, server, *"ABC")
    desk.wires.keep(wire.source.id, Keep(articles=1))
    report = await fetched(desk)
    assert (report.given_up, report.added) == (2, 0)
    serve(server, "/harbour", item("B", title="B, corrected"), item("C"))
    report = await fetched(desk)
    assert (report.added, report.amended, report.given_up) == (0, 0, 0)
    assert titles(desk) == ["A"]


async def test_the_configuration_says_how_much_is_kept_where_a_feed_does_not(
    tmp_path: Path, server: HostileServer
) -> None:
    with a_desk(tmp_path / "other", feeds=Feeds(keep_articles=2)) as desk:
        wire = await harbour(desk, server, *"ABC")
        assert titles(desk) == ["A", "B"]
        desk.wires.keep(wire.source.id, Keep(days=0, articles=0))
        assert desk.wires.prune() == []


def story(server: HostileServer, path: str, text: str, *, head: str = "") -> str:
    page = f"<html><head>{head}<title>Flood</title></head><body><nav>Home</nav><article>{text}</article></body></html>"
    server.says(path, HTML, page.encode())
    return server.url(path)


async def test_the_full_text_of_an_article_is_fetched_once_and_read_offline(desk: Desk, server: HostileServer) -> None:
    await harbour(desk, server, "Flood", link=story(server, "/flood", f"<h1>Flood</h1>{paragraphs('water')}"))
    [article_id] = [headline.id for headline in desk.newest(9)]
    assert desk.wires.kept_full_text(desk.article(article_id)) is None
    text = await asyncio.to_thread(desk.wires.full_text, article_id)
    assert text.article.piece.body.count("harbour master") == 4
    assert text.article.piece.words > 60
    assert desk.article(article_id).piece.body == "About Flood\n", "what the feed says is kept apart"
    server.answers.clear()
    again = await asyncio.to_thread(desk.wires.full_text, article_id)
    assert again.article.piece.body == text.article.piece.body
    with pytest.raises(FullTextMissing):
        await asyncio.to_thread(lambda: desk.wires.full_text(article_id, again=True))
    assert desk.wires.kept_full_text(desk.article(article_id)) is not None, "none does not replace one"


async def test_an_article_over_several_pages_is_one(desk: Desk, server: HostileServer) -> None:
    head = '<link rel="next" href="/flood/2">'
    link = story(server, "/flood", "<h1>Flood</h1>" + paragraphs("water"), head=head)
    story(server, "/flood/2", paragraphs("tide"), head='<link rel="next" href="/flood/3">')
    server.says("/flood/3", "HTTP/1.1 500 Oops")
    await harbour(desk, server, "Flood", link=link)
    [article_id] = [headline.id for headline in desk.newest(9)]
    text = await asyncio.to_thread(desk.wires.full_text, article_id)
    assert [text.article.piece.body.count(word) for word in ("water", "tide")] == [4, 4]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("HTTP/1.1 404 Not Found", "nothing at"),
        ("HTTP/1.1 410 Gone", "any more"),
        ("HTTP/1.1 200 OK\nContent-Type: application/pdf", "of the kind application/pdf"),
        ("HTTP/1.1 302 Found\nLocation: http://10.0.0.1/", "private network"),
    ],
)
async def test_why_there_is_no_full_text_is_told(desk: Desk, server: HostileServer, answer: str, says: str) -> None:
    server.says("/flood", answer)
    await harbour(desk, server, "Flood", link=server.url("/flood"))
    [article_id] = [headline.id for headline in desk.newest(9)]
    with pytest.raises(FullTextMissing, match=says):
        await asyncio.to_thread(desk.wires.full_text, article_id)


async def test_full_texts_come_along_with_a_feed_that_is_to_have_them(desk: Desk, server: HostileServer) -> None:
    link = story(server, "/flood", f"<h1>Flood</h1>{paragraphs('water')}")
    wire = await harbour(desk, server, "Flood", link=link)
    desk.wires.fetch_full_texts(wire.source.id, True)
    assert [(await fetched(desk)).full_texts for _ in range(2)] == [1, 0]
    assert len([asked for asked in server.asked if asked.path == "/flood"]) == 1


async def test_a_name_that_another_source_has_is_refused(desk: Desk, server: HostileServer) -> None:
    first, _second = follow(desk, serve(server, "/harbour"), serve(server, "/coast"))
    with pytest.raises(UsageError, match="coast"):
        desk.wires.rename(first.source.id, "coast")


NOW = datetime(2025, 2, 10, 12, tzinfo=UTC)
WELL = Course(tried=NOW, succeeded=NOW, due=NOW + timedelta(hours=1))


@pytest.mark.parametrize(
    ("wire", "course", "condition", "says"),
    [
        ({}, WELL, Condition.WELL, ""),
        ({}, Course(), Condition.NEW, "Not fetched yet."),
        ({}, replace(WELL, notes=(Clean("Odd."),)), Condition.NOTED, "Odd."),
        ({}, replace(WELL, failures=1, failure=Clean("No.")), Condition.FAILING, "No."),
        ({}, replace(WELL, failures=3, failure=Clean("No.")), Condition.FAILING, "No. Failed 3 times in a row."),
        ({"paused": True}, WELL, Condition.PAUSED, "Paused: it is not asked for until it is resumed."),
        ({"retired": True}, replace(WELL, failure=Clean("Gone.")), Condition.RETIRED, "Gone."),
    ],
)
def test_health_is_said_in_one_sentence(wire: dict[str, bool], course: Course, condition: Condition, says: str) -> None:
    source = Source(SourceId(1), SourceKind.FEED, b"http://a/", Clean("A"))
    told = health(Wire(source, course=course, **wire), WireFigures(articles=8, read=2, recent=4))  # type: ignore[arg-type]
    assert (told.condition, told.says, told.a_week, told.share_read) == (condition, says, 1.0, 0.25)


async def test_a_feed_is_asked_for_at_another_address_and_keeps_its_articles(desk: Desk, server: HostileServer) -> None:
    wire = await harbour(desk, server, "Flood")
    serve(server, "/new", item("Flood"), item("Frost"))
    desk.wires.move(wire.source.id, server.url("/new"))
    assert (await fetched(desk)).added == 1
    assert sorted(titles(desk)) == ["Flood", "Frost"]
    follow(desk, serve(server, "/other"))
    with pytest.raises(UsageError, match="another source"):
        desk.wires.move(wire.source.id, server.url("/other"))


async def test_where_a_secret_lies_can_be_said_later(
    desk: Desk, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = await harbour(desk, server, "Flood")
    monkeypatch.setenv("PASSWORD", "hush")
    desk.wires.let_in(wire.source.id, Access("environment", "PASSWORD", "ann"))
    await fetched(desk, force=False)
    assert server.asked[-1].headers["authorization"] == "basic yw5uomh1c2g="
