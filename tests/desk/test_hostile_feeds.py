"""Servers and feeds that behave as badly as there are: a sentence in the feed's health, and nothing else is harmed.

All are asked in one fetch, beside a good one; each case is looked at in a test that names it.
"""

import asyncio
import gzip
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pytest

from newsdesk.desk.fetching import FetchReport
from newsdesk.model.source import SourceKind
from newsdesk.model.wire import Condition, Health
from tests.desk.feeds import OK, a_desk, fetched, follow, item, serve
from tests.net.hostile_server import Answer, Asked, HostileServer, Send, dripping, endless, hanging, hostile_server
from tests.sources.feeds import an_rss

KEPT = "was there before"
MIB = 1024 * 1024

Misbehave: TypeAlias = Callable[[HostileServer, str], None]
"""Has a server answer at a path as it should not."""


@dataclass
class Outcome:
    """What came of the fetch."""

    report: FetchReport = field(default_factory=FetchReport)
    seconds: float = 0.0
    health: dict[str, Health] = field(default_factory=dict)
    titles: dict[str, list[str]] = field(default_factory=dict)
    """Of the articles of each feed, newest first."""


def _redirects_for_ever(server: HostileServer, path: str) -> None:
    async def answer(asked: Asked, send: Send) -> None:
        number = int(asked.path.partition("?")[2] or 0) + 1
        await send(f"HTTP/1.1 302 Found\r\nLocation: {path}?{number}\r\nContent-Length: 0\r\n\r\n".encode())

    server.answers[path] = answer


def _sends_to(location: str) -> Misbehave:
    return lambda server, path: server.says(path, f"HTTP/1.1 302 Found\nLocation: {location}")


def _says(body: bytes, head: str = OK) -> Misbehave:
    return lambda server, path: server.says(path, head, body)


def _answers(how: Answer) -> Misbehave:
    return lambda server, path: server.answers.update({path: how})


BOMB = gzip.compress(b"\0" * 80 * MIB)
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<rss><channel><title>T</title><item><title>Bomb &c;&secret;</title><guid>bomb</guid></item></channel></rss>"""
CAPTCHA = b"<!DOCTYPE html><html><head><title>One moment</title></head><body>Are you a robot?</body></html>"

FAILING: Mapping[str, tuple[Misbehave, str]] = {
    "an-endless-answer": (_answers(endless), "more than|seconds"),
    "a-byte-now-and-then": (_answers(dripping), "seconds"),
    "a-server-that-says-nothing": (_answers(hanging), "seconds"),
    "a-gzip-bomb": (_says(BOMB, OK + "\nContent-Encoding: gzip"), "sent more than"),
    "a-bomb-packed-twice": (_says(gzip.compress(BOMB), OK + "\nContent-Encoding: gzip, gzip"), "cannot be read"),
    "redirects-for-ever": (_redirects_for_ever, "more than 5 times"),
    "a-redirect-to-this-machine": (_sends_to("http://127.0.0.2/feed"), "private network"),
    "a-redirect-to-the-metadata": (_sends_to("http://169.254.169.254/latest/"), "private network"),
    "a-redirect-to-a-file": (_sends_to("file:///etc/passwd"), "not followed"),
    "html-instead-of-a-feed": (_says(CAPTCHA, "HTTP/1.1 200 OK\nContent-Type: text/html"), "no feed"),
    "a-captcha-called-a-feed": (_says(CAPTCHA), "no feed"),
    "an-empty-body": (_says(b""), "it is empty"),
    "noise": (_says(bytes(range(256)) * 8), "no feed"),
    "not-there": (_says(b"", "HTTP/1.1 404 Not Found"), "nothing at"),
    "a-broken-server": (_says(b"", "HTTP/1.1 500 Oops"), "status 500"),
    "a-server-that-wants-peace": (_says(b"", "HTTP/1.1 429 Slow\nRetry-After: 7200"), "left alone"),
}
READ: Mapping[str, tuple[Misbehave, list[str]]] = {
    "an-entity-bomb": (_says(ENTITIES), ["Bomb &c;&secret;"]),
    "a-feed-that-shrinks-to-nothing": (_says(an_rss().encode()), []),
    "impossible-dates": (
        _says(
            an_rss(
                item("Year nought", pubDate="Sat, 01 Jan 0000 00:00:00 GMT"),
                item("Year 9999", pubDate="Fri, 31 Dec 9999 23:59:59 GMT"),
                item("Never"),
            ).encode()
        ),
        ["Year 9999", "Year nought", "Never"],
    ),
    "a-title-of-a-megabyte": (_says(an_rss(item("Long " * 200_000, guid="long")).encode()), ["Long " * 204 + "Long"]),
    "items-without-id": (_says(an_rss({"title": "A"}, {"title": "B"}, {"description": "C"}).encode()), ["A", "B", "C"]),
    "ids-that-repeat": (_says(an_rss(item("One", guid="same"), item("Two", guid="same")).encode()), ["One", "Two"]),
    "ever-new-ids": (_says(an_rss(item(KEPT, guid="another")).encode()), []),
}


@pytest.fixture(scope="module")
def outcome() -> Iterator[Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(_fetch_all(Path(folder)))


async def _fetch_all(folder: Path) -> Outcome:
    names = [*FAILING, *READ]
    async with hostile_server() as server:
        with a_desk(folder, deadline_seconds=2) as desk:
            follow(desk, *(serve(server, f"/{name}", item(KEPT)) for name in ["good", *names]))
            await fetched(desk)
            for name, (misbehave, _expected) in [*FAILING.items(), *READ.items()]:
                misbehave(server, f"/{name}")
            serve(server, "/good", item("New"), item(KEPT))
            began = time.monotonic()
            outcome = Outcome(await fetched(desk), time.monotonic() - began)
            outcome.health = {one.wire.source.name: one for one in desk.wires.health()}
            desk.load_index()
            for source in desk.sources():
                assert source.kind is SourceKind.FEED
                found = desk.search(f'source:"{source.name}"')
                headlines = desk.headlines(found.ids(0, 50))
                outcome.titles[source.name] = [headline.title for headline in headlines]
    return outcome


@pytest.mark.parametrize("name", FAILING)
def test_a_feed_that_cannot_be_had_says_why_and_keeps_what_it_had(outcome: Outcome, name: str) -> None:
    health = outcome.health[name]
    assert health.condition is Condition.FAILING
    assert any(phrase in health.says for phrase in FAILING[name][1].split("|")), health.says
    assert health.says.endswith(".")
    assert health.wire.course.failures == 1
    assert outcome.titles[name] == [KEPT]


@pytest.mark.parametrize("name", READ)
def test_a_feed_that_is_odd_is_read_as_far_as_it_makes_sense(outcome: Outcome, name: str) -> None:
    assert outcome.health[name].condition in {Condition.WELL, Condition.NOTED}
    assert sorted(outcome.titles[name]) == sorted([KEPT, *READ[name][1]])


def test_a_feed_that_shrinks_to_nothing_is_told_and_loses_nothing(outcome: Outcome) -> None:
    health = outcome.health["a-feed-that-shrinks-to-nothing"]
    assert health.condition is Condition.NOTED
    assert "no items" in health.says
    assert outcome.titles["a-feed-that-shrinks-to-nothing"] == [KEPT]


def test_the_others_are_taken_in_as_if_nothing_were(outcome: Outcome) -> None:
    assert outcome.health["good"].condition is Condition.WELL
    assert sorted(outcome.titles["good"]) == ["New", KEPT]


def test_the_report_counts_and_names_those_that_failed(outcome: Outcome) -> None:
    assert {one.name for one in outcome.report.failed} == set(FAILING)
    assert not outcome.report.unreached
    assert outcome.report.asked == len(FAILING) + len(READ) + 1
    assert outcome.seconds < 20, "slow servers are not waited for, one after the other"


def test_who_asks_to_be_left_alone_is(outcome: Outcome) -> None:
    course = outcome.health["a-server-that-wants-peace"].wire.course
    assert course.due is not None
    assert course.tried is not None
    assert (course.due - course.tried).total_seconds() == pytest.approx(7200, abs=2)
