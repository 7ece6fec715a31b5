import asyncio
import gzip
import logging
import resource
import time
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpcore
import pytest

from newsdesk.net.client import Client
from newsdesk.net.credentials import Credentials
from newsdesk.net.errors import (
    AccessDenied,
    AddressRefused,
    AddressUnusable,
    FetchFailed,
    Garbled,
    HostUnknown,
    HostUnreachable,
    NotThere,
    RedirectRefused,
    ServerFailed,
    TooLarge,
    TooSlow,
)
from newsdesk.net.options import NetworkOptions
from newsdesk.net.replies import Fresh, Gone, Reply, Request, Unchanged, Validators
from tests.net.hostile_server import Asked, HostileServer, Send, dripping, endless, hanging, hostile_server

FEED = b"<rss><channel><title>News</title></channel></rss>"
NOW = datetime(2025, 2, 3, 12, tzinfo=UTC)
HOSTS = {"first.example": ["127.0.0.1"], "second.example": ["127.0.0.1"], "router.example": ["192.168.1.1"]}


async def names(host: str, port: int) -> list[str]:
    return HOSTS.get(host, [host])


def client(**options: Any) -> Client:
    allowed = NetworkOptions(allow_hosts=("127.0.0.1",), deadline_seconds=5, silent_seconds=2)
    chosen = {name: getattr(allowed, name) for name in NetworkOptions.__slots__} | options
    return Client(NetworkOptions(**chosen), now=lambda: NOW, resolve=names)


@pytest.fixture
async def server() -> AsyncIterator[HostileServer]:
    async with hostile_server() as running:
        yield running


async def fetched(request: Request, **options: Any) -> Reply:
    async with client(**options) as fetching:
        return await fetching.fetch(request)


async def test_what_a_server_sends_comes_with_its_validators(server: HostileServer) -> None:
    head = (
        'HTTP/1.1 200 OK\nContent-Type: application/rss+xml\nETag: "one"\nLast-Modified: Mon, 03 Feb 2025 10:00:00 GMT'
    )
    server.says("/feed", head + "\nCache-Control: public, max-age=900", FEED)
    reply = await fetched(Request(server.url("/feed")))
    assert isinstance(reply, Fresh)
    assert (reply.body, reply.content_type) == (FEED, "application/rss+xml")
    assert reply.validators == Validators('"one"', "Mon, 03 Feb 2025 10:00:00 GMT")
    assert reply.freshness.max_age_seconds == 900


async def test_what_did_not_change_is_not_sent_again(server: HostileServer) -> None:
    server.says("/feed", "HTTP/1.1 304 Not Modified")
    known = Validators('"one"', "Mon, 03 Feb 2025 10:00:00 GMT")
    reply = await fetched(Request(server.url("/feed"), known))
    assert isinstance(reply, Unchanged)
    assert reply.validators == known
    assert server.asked[0].headers["if-none-match"] == '"one"'
    assert server.asked[0].headers["if-modified-since"] == "mon, 03 feb 2025 10:00:00 gmt"


async def test_a_server_learns_who_asks_and_whom_to_write_to(server: HostileServer) -> None:
    server.says("/feed", "HTTP/1.1 200 OK", FEED)
    await fetched(Request(server.url("/feed")), contact="mailto:desk@house.example")
    headers = server.asked[0].headers
    assert headers["user-agent"].startswith("newsdesk/")
    assert "desk@house.example" in headers["user-agent"]
    assert "referer" not in headers
    assert "cookie" not in headers


async def test_410_retires_a_feed(server: HostileServer) -> None:
    server.says("/feed", "HTTP/1.1 410 Gone")
    assert await fetched(Request(server.url("/feed"))) == Gone(server.url("/feed"))


async def test_an_address_that_moved_for_good_is_told(server: HostileServer) -> None:
    server.says("/old", "HTTP/1.1 301 Moved Permanently\nLocation: /new")
    server.says("/new", "HTTP/1.1 200 OK", FEED)
    reply = await fetched(Request(server.url("/old")))
    assert isinstance(reply, Fresh)
    assert reply.moved_to == reply.url == server.url("/new")


async def test_an_address_that_moved_for_now_is_asked_again_next_time(server: HostileServer) -> None:
    server.says("/a", "HTTP/1.1 301 Moved\nLocation: /b")
    server.says("/b", "HTTP/1.1 302 Found\nLocation: /c")
    server.says("/c", "HTTP/1.1 301 Moved\nLocation: /d")
    server.says("/d", "HTTP/1.1 200 OK", FEED)
    reply = await fetched(Request(server.url("/a")))
    assert isinstance(reply, Fresh)
    assert (reply.url, reply.moved_to) == (server.url("/d"), server.url("/b"))


async def test_packed_answers_are_unpacked(server: HostileServer) -> None:
    server.says("/gzip", "HTTP/1.1 200 OK\nContent-Encoding: gzip", gzip.compress(FEED))
    server.says("/deflate", "HTTP/1.1 200 OK\nContent-Encoding: deflate", zlib.compress(FEED))
    for path in ("/gzip", "/deflate"):
        reply = await fetched(Request(server.url(path)))
        assert isinstance(reply, Fresh)
        assert reply.body == FEED


async def test_two_fetches_at_most_ask_one_host_at_the_same_time(server: HostileServer) -> None:
    async def slow(asked: Asked, send: Send) -> None:
        await asyncio.sleep(0.01)
        await send(b"HTTP/1.1 304 Not Modified\r\n\r\n")

    server.answers["/feed"] = slow
    async with client() as fetching:
        await asyncio.gather(*(fetching.fetch(Request(server.url(f"/feed?{number}"))) for number in range(12)))
    assert len(server.asked) == 12
    assert server.most_at_once <= 2


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, AccessDenied),
        (403, AccessDenied),
        (404, NotThere),
        (429, ServerFailed),
        (500, ServerFailed),
        (503, ServerFailed),
    ],
)
async def test_a_failing_server_is_told_in_a_sentence(
    server: HostileServer, status: int, kind: type[FetchFailed]
) -> None:
    server.says("/feed", f"HTTP/1.1 {status} Sorry\nRetry-After: 120")
    with pytest.raises(kind) as told:
        await fetched(Request(server.url("/feed")))
    assert str(status) in str(told.value)
    if isinstance(told.value, ServerFailed):
        assert told.value.retry_after_seconds == 120


# THREATS row 18
@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:6379/",
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://100.64.0.1/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::169.254.169.254]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.0.1/",
        "http://0.0.0.0/",
        "http://[::]/",
        "http://224.0.0.1/",
        "http://198.18.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://user:secret@127.0.0.1/",
    ],
)
async def test_no_private_address_is_connected_to(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def connect(*args: object, **named: object) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr("httpcore.AnyIOBackend.connect_tcp", connect)
    async with Client(NetworkOptions()) as fetching:
        with pytest.raises((AddressRefused, AddressUnusable)) as told:
            await fetching.fetch(Request(address))
    assert "allow_hosts" in str(told.value) or address == "http://0177.0.0.1/"
    assert "secret" not in str(told.value)


# THREATS row 19
@pytest.mark.parametrize("target", ["http://router.example/", "http://169.254.169.254/", "http://[::1]/"])
async def test_a_redirect_into_a_private_network_is_not_followed(server: HostileServer, target: str) -> None:
    server.says("/feed", f"HTTP/1.1 302 Found\nLocation: {target}")
    with pytest.raises(AddressRefused):
        await fetched(Request(server.url("/feed")))


# THREATS row 19
@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)", "http://", "data:text/xml,<rss/>"]
)
async def test_a_redirect_to_no_web_address_is_not_followed(server: HostileServer, target: str) -> None:
    server.says("/feed", f"HTTP/1.1 302 Found\nLocation: {target}")
    with pytest.raises(RedirectRefused):
        await fetched(Request(server.url("/feed")))


# THREATS row 19
async def test_ten_thousand_redirects_are_five(server: HostileServer) -> None:
    async def onwards(asked: Asked, send: Send) -> None:
        number = int(asked.path.partition("?")[2] or 0) + 1
        await send(f"HTTP/1.1 302 Found\r\nLocation: /feed?{number}\r\nContent-Length: 0\r\n\r\n".encode())

    server.answers["/feed"] = onwards
    with pytest.raises(RedirectRefused, match="more than 5 times"):
        await fetched(Request(server.url("/feed")))
    assert len(server.asked) == 6


# THREATS row 20
async def test_a_name_that_answers_differently_the_second_time_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["8.8.8.8"] if len(asked) == 1 else ["127.0.0.1"]

    connected: list[str] = []
    async with Client(NetworkOptions(connect_seconds=0.05), resolve=rebinding) as fetching:

        async def connect(backend: object, host: str, port: int, **named: object) -> None:
            connected.append(host)
            raise httpcore.ConnectError("nobody is there")

        monkeypatch.setattr("httpcore.AnyIOBackend.connect_tcp", connect)
        with pytest.raises(HostUnreachable):
            await fetching.fetch(Request("http://rebinding.example/feed"))
    assert asked == ["rebinding.example"]
    assert connected == ["8.8.8.8"]


# THREATS row 21
async def test_proxies_and_passwords_of_the_environment_are_not_used(
    server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    server.says("/feed", "HTTP/1.1 200 OK", FEED)
    assert isinstance(await fetched(Request(server.url("/feed"))), Fresh)
    assert "authorization" not in server.asked[0].headers


# THREATS row 22
async def test_a_bomb_is_told_before_it_fills_the_memory(server: HostileServer) -> None:
    packed = gzip.compress(bytes(256 * 1024 * 1024), 9)
    server.says("/once", "HTTP/1.1 200 OK\nContent-Encoding: gzip", packed)
    server.says("/twice", "HTTP/1.1 200 OK\nContent-Encoding: gzip, gzip", gzip.compress(packed))
    server.says("/lines", "HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Encoding: gzip", gzip.compress(packed))
    server.says("/other", "HTTP/1.1 200 OK\nContent-Encoding: br", packed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.monotonic()
    with pytest.raises(TooLarge):
        await fetched(Request(server.url("/once")))
    for path in ("/twice", "/lines", "/other"):
        with pytest.raises(Garbled):
            await fetched(Request(server.url(path)))
    assert time.monotonic() - begun < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40 * 1024


# THREATS row 23
async def test_an_endless_answer_ends_at_the_limit(server: HostileServer) -> None:
    server.answers["/feed"] = endless
    with pytest.raises(TooLarge, match="1 MiB"):
        await fetched(Request(server.url("/feed")), body_bytes=1024 * 1024)


# THREATS row 23
async def test_a_length_that_is_announced_too_long_is_not_waited_for(server: HostileServer) -> None:
    server.says("/feed", "HTTP/1.1 200 OK\nContent-Length: 99999999999", FEED)
    with pytest.raises(TooLarge):
        await fetched(Request(server.url("/feed")))


# THREATS row 23
@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\ntoo short",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a number\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
        b"\x00\x01\x02",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
        b"HTTP/1.1 999 \x1b[31mRed\r\nContent-Length: 0\r\n\r\n",
    ],
)
async def test_an_answer_that_is_no_http_is_told_in_a_sentence(server: HostileServer, answer: bytes) -> None:
    async def say(asked: Asked, send: Send) -> None:
        await send(answer)

    server.answers["/feed"] = say
    with pytest.raises(FetchFailed) as told:
        await fetched(Request(server.url("/feed")))
    assert str(told.value).isprintable()


# THREATS row 24
async def test_a_byte_now_and_then_does_not_outlast_the_deadline(server: HostileServer) -> None:
    server.answers["/feed"] = dripping
    begun = time.monotonic()
    with pytest.raises(TooSlow):
        await fetched(Request(server.url("/feed")), deadline_seconds=0.3, silent_seconds=5.0)
    assert time.monotonic() - begun < 2


# THREATS row 24
async def test_the_deadline_holds_over_all_redirects(server: HostileServer) -> None:
    async def slowly_on(asked: Asked, send: Send) -> None:
        await asyncio.sleep(0.15)
        await send(b"HTTP/1.1 302 Found\r\nLocation: /feed\r\nContent-Length: 0\r\n\r\n")

    server.answers["/feed"] = slowly_on
    with pytest.raises(TooSlow):
        await fetched(Request(server.url("/feed")), deadline_seconds=0.4)


# THREATS row 25
async def test_headers_without_end_are_refused_and_cookies_not_kept(server: HostileServer) -> None:
    flood = "\n".join(f"X-Header-{number}: {'x' * 60_000}" for number in range(20))
    server.says("/flood", f"HTTP/1.1 200 OK\n{flood}", FEED)
    cookies = "\n".join(f"Set-Cookie: name{number}=value; Path=/" for number in range(200))
    server.says("/cookies", f"HTTP/1.1 200 OK\n{cookies}", FEED)
    server.says("/after", "HTTP/1.1 200 OK", FEED)
    async with client() as fetching:
        with pytest.raises(Garbled):
            await fetching.fetch(Request(server.url("/flood")))
        await fetching.fetch(Request(server.url("/cookies")))
        await fetching.fetch(Request(server.url("/after")))
    assert "cookie" not in server.asked[-1].headers


# THREATS row 25
async def test_a_location_cannot_smuggle_a_header(server: HostileServer) -> None:
    server.says("/feed", "HTTP/1.1 302 Found\nLocation: /next%0d%0aX-Evil:%20yes")
    server.says("/next%0d%0aX-Evil:%20yes", "HTTP/1.1 200 OK", FEED)
    await fetched(Request(server.url("/feed")))
    assert "x-evil" not in server.asked[-1].headers


# THREATS row 26
async def test_hanging_servers_hold_up_nobody_else(server: HostileServer) -> None:
    server.answers["/hang"] = hanging
    server.says("/feed", "HTTP/1.1 200 OK", FEED)
    async with client(at_once=50, at_once_a_host=50, silent_seconds=1.0) as fetching:
        stuck = [asyncio.create_task(fetching.fetch(Request(server.url("/hang")))) for _ in range(40)]
        begun = time.monotonic()
        assert isinstance(await fetching.fetch(Request(server.url("/feed"))), Fresh)
        assert time.monotonic() - begun < 0.9
        ended = await asyncio.gather(*stuck, return_exceptions=True)
    assert all(isinstance(error, TooSlow) for error in ended)


# THREATS row 27
@pytest.mark.parametrize("said", ["1000000000000", "-5", "Fri, 31 Dec 9999 23:59:59 GMT", "soon"])
async def test_nobody_waits_longer_than_a_day(server: HostileServer, said: str) -> None:
    server.says("/feed", f"HTTP/1.1 429 Slow down\nRetry-After: {said}")
    with pytest.raises(ServerFailed) as told:
        await fetched(Request(server.url("/feed")))
    seconds = told.value.retry_after_seconds
    assert seconds is None if said == "soon" else 60 <= (seconds or 0) <= 86_400


# THREATS row 28
async def test_validators_that_are_too_long_or_not_ascii_are_not_kept(server: HostileServer) -> None:
    server.says("/long", f"HTTP/1.1 200 OK\nETag: {'x' * 5000}", FEED)
    server.says("/odd", "HTTP/1.1 200 OK\nETag: \xff\xfe\nLast-Modified: \x9b31m", FEED)
    for path in ("/long", "/odd"):
        reply = await fetched(Request(server.url(path)))
        assert isinstance(reply, Fresh)
        assert reply.validators == Validators()


async def test_credentials_reach_the_host_that_they_are_for(server: HostileServer) -> None:
    server.says("/feed", "HTTP/1.1 200 OK", FEED)
    await fetched(Request(server.url("/feed"), credentials=Credentials("secret", user="jane")))
    await fetched(Request(server.url("/feed"), credentials=Credentials("token")))
    await fetched(Request(f"http://jane:secret@127.0.0.1:{server.port}/feed"))
    sent = [asked.headers["authorization"] for asked in server.asked]
    assert sent == ["basic amfuztpzzwnyzxq=", "bearer token", "basic amfuztpzzwnyzxq="]


async def test_credentials_do_not_follow_a_redirect_to_another_host(server: HostileServer) -> None:
    server.says("/feed", f"HTTP/1.1 302 Found\nLocation: {server.url('/stolen', 'second.example')}")
    server.says("/stolen", f"HTTP/1.1 302 Found\nLocation: {server.url('/back', 'first.example')}")
    server.says("/back", "HTTP/1.1 200 OK", FEED)
    await fetched(Request(server.url("/feed", "first.example"), credentials=Credentials("token")))
    assert ["authorization" in asked.headers for asked in server.asked] == [True, False, False]


async def test_no_secret_stands_in_an_error_or_in_the_log(
    server: HostileServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.says("/feed", "HTTP/1.1 401 Who are you")
    with caplog.at_level(logging.DEBUG), pytest.raises(AccessDenied) as told:
        await fetched(Request(f"http://jane:CANARY@127.0.0.1:{server.port}/feed", credentials=Credentials("CANARY")))
    assert "CANARY" not in str(told.value) + caplog.text + repr(Credentials("CANARY"))


@pytest.mark.parametrize(
    "url", ["", "feed", "ftp://a.example/", "http://", "http://a b/", "http://[::1", "http://a:99999/"]
)
async def test_what_is_no_address_is_told_so(url: str) -> None:
    with pytest.raises((AddressUnusable, HostUnknown)):
        await fetched(Request(url))


async def test_nobody_at_home_is_told_so(server: HostileServer) -> None:
    with pytest.raises(HostUnreachable):
        await fetched(Request("http://127.0.0.1:1/feed"))


async def test_a_connection_that_was_kept_and_closes_now_is_no_failure() -> None:
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(FEED) + FEED)
        # It waits for the next question, and then has nothing more to say.
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/feed"
    async with server, client() as fetching:
        for _ in range(2):
            assert isinstance(await fetching.fetch(Request(url)), Fresh)
    assert connections == 2
