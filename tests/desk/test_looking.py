"""A feed is found wherever somebody points: at itself, at a page that names it, at a site that has it where all do."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from newsdesk.desk.desk import Desk
from newsdesk.desk.looking import NoFeedFound, Preview, addresses_of
from newsdesk.desk.wire_following import Wishes
from newsdesk.model.errors import NewsdeskError, UsageError
from newsdesk.net.errors import AddressRefused, AddressUnusable, NotThere
from tests.desk.feeds import a_desk, fetched, item, serve, titles
from tests.loopback_site import a_site
from tests.net.hostile_server import HostileServer, hostile_server
from tests.reading_here import read_here

__all__ = ["read_here"]

PAGE = "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8"
NOWHERE = "HTTP/1.1 404 Not Found"


@pytest.fixture
async def server() -> AsyncIterator[HostileServer]:
    async with hostile_server() as running:
        for name in ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed/", "feeds/posts/default"):
            running.says(f"/{name}", NOWHERE)
        running.says("/feed.json", NOWHERE)
        yield running


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    with a_desk(tmp_path / "data") as opened:
        yield opened


async def found(desk: Desk, typed: str) -> tuple[Preview, ...]:
    return await asyncio.to_thread(desk.wires.look, typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("http://example.org/feed", ("http://example.org/feed",)),
        (" https://example.org ", ("https://example.org/",)),
        ("example.org/news", ("https://example.org/news", "http://example.org/news")),
        ("localhost:8080/x", ("https://localhost:8080/x", "http://localhost:8080/x")),
        ("feed://example.org/a", ("https://example.org/a", "http://example.org/a")),
        ("feed:https://example.org/a", ("https://example.org/a",)),
        ("https://münchen.example/ü", ("https://xn--mnchen-3ya.example/%C3%BC",)),
    ],
)
def test_an_address_is_understood_as_people_type_it(typed: str, meant: tuple[str, ...]) -> None:
    assert addresses_of(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "ftp://example.org", "file:///etc/passwd", "javascript:alert(1)", "http://", "a b"]
)
def test_what_is_no_address_is_told(typed: str) -> None:
    with pytest.raises(AddressUnusable, match="address"):
        addresses_of(typed)


def test_a_password_in_an_address_is_not_taken() -> None:
    with pytest.raises(UsageError, match="password") as told:
        addresses_of("https://ann:secret@example.org/feed")
    assert "secret" not in str(told.value).replace("--secret", "")


async def test_a_feed_is_found_at_its_own_address_and_shown_with_its_newest(desk: Desk, server: HostileServer) -> None:
    [preview] = await found(desk, serve(server, "/wire", item("One"), item("Two")))
    assert (preview.title, [one.piece.title for one in preview.newest]) == ("Wire", ["One", "Two"])


async def test_all_feeds_that_a_page_names_are_found_those_of_comments_last(desk: Desk, server: HostileServer) -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in ("/comments", "/dead", "/wire")
    )
    server.says("/", PAGE, f"<html><head>{links}</head></html>".encode())
    server.says("/dead", NOWHERE)
    serve(server, "/comments")
    serve(server, "/wire", item("One"))
    previews = await found(desk, server.url("/"))
    assert [preview.url for preview in previews] == [server.url("/wire"), server.url("/comments")]


async def test_a_feed_that_no_page_names_is_found_where_feeds_are(desk: Desk, server: HostileServer) -> None:
    server.says("/", PAGE, b"<html><body>Welcome</body></html>")
    serve(server, "/atom.xml", item("One"))
    assert [preview.url for preview in await found(desk, server.url("/"))] == [server.url("/atom.xml")]


async def test_an_address_without_a_scheme_is_tried_by_http_too(desk: Desk) -> None:
    with a_site() as site:
        site.feed("/wire", "Harbour", ("Flood", "/flood"))
        [preview] = await found(desk, f"{site.address.removeprefix('http://')}/wire")
        assert preview.url == f"{site.address}/wire"


async def test_where_there_is_none_it_is_told_what_to_do(desk: Desk, server: HostileServer) -> None:
    server.says("/", PAGE, b"<html><body>Welcome</body></html>")
    with pytest.raises(NoFeedFound, match="RSS, Atom or feed"):
        await found(desk, server.url("/"))


@pytest.mark.parametrize(
    ("typed", "failure"),
    [
        ("http://127.0.0.1:{port}/nowhere", NotThere),
        ("http://127.0.0.2/", AddressRefused),
        ("http://[::1]/", AddressRefused),
    ],
)
async def test_an_address_that_cannot_be_had_is_told(
    desk: Desk, server: HostileServer, typed: str, failure: type[NewsdeskError]
) -> None:
    server.says("/nowhere", NOWHERE)
    with pytest.raises(failure):
        await found(desk, typed.format(port=server.port))


async def test_what_was_previewed_is_taken_in_without_asking_again(desk: Desk, server: HostileServer) -> None:
    [preview] = await found(desk, serve(server, "/wire", item("One"), item("Two")))
    wire = desk.wires.add(preview, Wishes(name="Harbour", tags=("Sea", "sea", " "), folder=("Wires",)))
    assert (wire.source.name, wire.tags, wire.folder, wire.title) == ("Harbour", ("Sea",), ("Wires",), "Wire")
    assert titles(desk, "tag:sea") == ["One", "Two"]
    assert len(server.asked) == 1
    assert (await fetched(desk)).unchanged == 1


async def test_a_feed_is_followed_once_and_two_of_one_name_are_told_apart(desk: Desk, server: HostileServer) -> None:
    [first] = await found(desk, serve(server, "/wire", item("One")))
    [second] = await found(desk, serve(server, "/other", item("Two")))
    [third] = await found(desk, serve(server, "/third", item("Three")))
    assert desk.wires.add(first) == desk.wires.add(first)
    names = [desk.wires.add(preview).source.name for preview in (second, third)]
    assert names == ["Wire (127.0.0.1)", "Wire (2)"]


async def test_a_feed_that_was_removed_can_be_followed_again(desk: Desk, server: HostileServer) -> None:
    [preview] = await found(desk, serve(server, "/wire", item("One")))
    desk.wires.remove(desk.wires.add(preview, Wishes(tags=("Sea",))).source.id)
    assert (desk.wires.listed(), titles(desk)) == ([], [])
    assert desk.wires.add(preview).tags == ()
    assert titles(desk) == ["One"]
