"""Fetch, politely and within bounds: the one client of a desk.

Owns connections (httpx, HTTP/1.1 and HTTP/2), the limits on them, and the way through redirects. Promises that a
fetch ends within its deadline, holds no more than allowed in memory, connects to nothing that `guard` refuses, and
sends credentials to no other origin than the one that they are for. Keeps no cookies, and follows nothing but
redirects. When to fetch is `schedule`'s business, what came is read by `sources`.
"""

import asyncio
import logging
import ssl
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from types import TracebackType
from typing import Self, TypeAlias

import httpx

import newsdesk
from newsdesk.net import address
from newsdesk.net.credentials import Credentials
from newsdesk.net.decompress import ACCEPTED, CodingUnknown, PackedTooMuch, Unpacker
from newsdesk.net.errors import (
    AccessDenied,
    AddressRefused,
    AddressUnusable,
    CertificateRefused,
    FetchFailed,
    Garbled,
    HostUnreachable,
    NotThere,
    RedirectRefused,
    ServerFailed,
    TooLarge,
    TooSlow,
)
from newsdesk.net.guard import Guard, Resolve, resolve
from newsdesk.net.headers import content_type_of, freshness_of, hub_of, validators_of
from newsdesk.net.options import LARGE_BYTES, NetworkOptions
from newsdesk.net.replies import Fresh, Gone, Reply, Request, Unchanged
from newsdesk.net.transport import GuardedTransport

log = logging.getLogger(__name__)

_FOR_GOOD = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_DENIED = frozenset({401, 402, 403, 407, 451})
_NOT_THERE = frozenset({400, 404, 405, 406, 414})
MOST_HOSTS_REMEMBERED = 4096
Origin: TypeAlias = tuple[str, str, int]
"""Scheme, host, port."""


@dataclass(slots=True)
class _Way:
    """Where a fetch stands on its way through redirects."""

    url: str
    credentials: Credentials | None
    for_good: bool = True
    """Whether every redirect so far was."""
    moved_to: str = ""
    hops: int = 0
    left_seconds: float = 0.0
    """Of the deadline; waiting for a turn does not use it up."""


@dataclass(slots=True)
class _Hosts:
    """The limit on fetches a host at the same time."""

    at_once: int
    _doors: OrderedDict[Origin, asyncio.Semaphore] = field(default_factory=OrderedDict)

    def door(self, origin: Origin) -> asyncio.Semaphore:
        """What to go through to ask this host."""
        door = self._doors.setdefault(origin, asyncio.Semaphore(self.at_once))
        self._doors.move_to_end(origin)
        if len(self._doors) > MOST_HOSTS_REMEMBERED:
            oldest, idle = next(iter(self._doors.items()))
            if not idle.locked():
                del self._doors[oldest]
        return door


class Client:
    """Fetches for one desk, on one event loop; an asynchronous context."""

    def __init__(
        self,
        options: NetworkOptions,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolve: Resolve = resolve,
    ) -> None:
        """Prepare; nothing is connected yet.

        Args:
            options: Limits and what is allowed.
            now: The clock, for what servers tell as a point in time.
            resolve: How a host's addresses are found.

        Raises:
            AuthoritiesUnreadable: the file of own certificates cannot be read.
        """
        self._options = options
        self._now = now
        self._hosts = _Hosts(options.at_once_a_host)
        self._all = asyncio.Semaphore(options.at_once)
        self._large = asyncio.Semaphore(options.large_at_once)
        self._guard = Guard.of(options.allow_hosts)
        contact = f"; +{options.contact}" if options.contact.isascii() and options.contact.isprintable() else ""
        self._agent = f"newsdesk/{newsdesk.__version__} (feed reader{contact if options.contact else ''})"
        # The transport alone, without httpx's client around it: that one keeps cookies, reads the environment and looks
        # at where redirects lead even when it is not to follow them.
        self._transport = GuardedTransport(options, self._guard, resolve)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection."""
        await self._transport.aclose()
        # What is closed is let go of in the loop's next turn, which may be its last.
        await asyncio.sleep(0)

    async def fetch(self, request: Request) -> Reply:
        """Fetch one thing.

        Waiting for its turn does not count into the deadline.

        Returns:
            What came, that nothing changed, or that it is gone for good.

        Raises:
            FetchFailed: one of its kinds, with a sentence for the feed's health.
        """
        url, user, password = address.without_credentials(address.checked(request.url))
        credentials = request.credentials or (Credentials(password, user) if user else None)
        way = _Way(url, credentials, left_seconds=self._options.deadline_seconds)
        while True:
            # The host's door first: who waits for a slow host takes no place from the others.
            async with self._hosts.door(address.origin_of(way.url)), self._all:
                reply = await self._within_deadline(request, way)
            if reply is not None:
                log.debug("fetched %s: %s", address.shown(way.url), type(reply).__name__)
                return reply
            way.hops += 1
            if way.hops > self._options.redirects:
                raise RedirectRefused(address.host_of(way.url), f"more than {self._options.redirects} times")

    async def _within_deadline(self, request: Request, way: _Way) -> Reply | None:
        host = address.host_of(way.url)
        began = time.monotonic()
        try:
            async with asyncio.timeout(way.left_seconds):
                return await self._ask(request, way)
        except TimeoutError as error:
            raise TooSlow(host, self._options.deadline_seconds) from error
        finally:
            way.left_seconds -= time.monotonic() - began

    async def _ask(self, request: Request, way: _Way) -> Reply | None:
        """One question to one server; None when it sends on, and `way` stands at the next one."""
        host = address.host_of(way.url)
        self._refuse_literal(host)
        try:
            question = httpx.Request("GET", way.url, headers=self._headers(request, way), extensions=self._timeouts())
            try:
                answer = await self._transport.handle_async_request(question)
            except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):
                # A connection that was kept open may be closed by the server in this very moment.
                answer = await self._transport.handle_async_request(question)
            try:
                return await self._understand(request, way, answer)
            finally:
                await answer.aclose()
        except FetchFailed:
            raise
        except httpx.HTTPError as error:
            raise _translated(host, error, self._options.silent_seconds) from error
        except httpx.InvalidURL as error:
            raise AddressUnusable(address.shown(way.url)) from error
        except ssl.SSLError as error:
            raise CertificateRefused(host, _reason(error)) from error

    def _refuse_literal(self, host: str) -> None:
        """Behind a proxy nothing is resolved here: at least what says openly that it is private is refused."""
        if self._options.proxy and _is_literal(host) and not self._guard.allows(host):
            raise AddressRefused(host, host)

    def _timeouts(self) -> dict[str, object]:
        options = self._options
        silent = options.silent_seconds
        return {"timeout": {"connect": options.connect_seconds, "read": silent, "write": silent, "pool": None}}

    def _headers(self, request: Request, way: _Way) -> dict[str, str]:
        headers = {
            "User-Agent": self._agent,
            "Accept": request.accept,
            "Accept-Encoding": ACCEPTED,
        }
        if request.validators.etag:
            headers["If-None-Match"] = request.validators.etag
        if request.validators.last_modified:
            headers["If-Modified-Since"] = request.validators.last_modified
        if way.credentials is not None:
            headers["Authorization"] = way.credentials.header()
        return headers

    async def _understand(self, request: Request, way: _Way, answer: httpx.Response) -> Reply | None:
        status = answer.status_code
        headers: Mapping[str, str] = answer.headers
        if status in _REDIRECTS:
            self._send_on(way, headers.get("location", ""), status)
            return None
        freshness = freshness_of(headers, self._now())
        if status == 304:
            kept = validators_of(headers)
            return Unchanged(kept if kept.etag or kept.last_modified else request.validators, freshness, way.moved_to)
        if status == 410:
            return Gone(way.url)
        if status in _DENIED:
            raise AccessDenied(address.host_of(way.url), status)
        if status in _NOT_THERE:
            raise NotThere(address.shown(way.url), status)
        if status != 200:
            raise ServerFailed(address.host_of(way.url), status, freshness.retry_after_seconds)
        body = await self._body(request, way, answer)
        return Fresh(
            way.url, body, content_type_of(headers), validators_of(headers), freshness, way.moved_to, hub_of(headers)
        )

    def _send_on(self, way: _Way, location: str, status: int) -> None:
        host = address.host_of(way.url)
        if not location:
            raise RedirectRefused(host, "without saying where")
        try:
            target, user, _ = address.without_credentials(address.joined(way.url, location))
        except FetchFailed as error:
            raise RedirectRefused(host, f"to {address.shown(location)}") from error
        if user:
            raise RedirectRefused(host, "to an address with a password in it")
        if way.url.startswith("https:") and target.startswith("http:"):
            raise RedirectRefused(host, "from https to http, where anybody on the way can change what comes")
        if address.origin_of(target) != address.origin_of(way.url):
            way.credentials = None
        way.for_good = way.for_good and status in _FOR_GOOD
        way.moved_to = target if way.for_good else way.moved_to
        way.url = target

    async def _body(self, request: Request, way: _Way, answer: httpx.Response) -> bytes:
        host = address.host_of(way.url)
        limit = min(request.limit_bytes or self._options.body_bytes, self._options.body_bytes)
        declared = answer.headers.get("content-length", "")
        if declared.isdigit() and int(declared[:18]) > limit:
            raise TooLarge(host, limit)
        try:
            unpacker = Unpacker(answer.headers.get("content-encoding", ""), limit_bytes=limit)
            return await self._unpacked(answer, unpacker)
        except CodingUnknown as error:
            raise Garbled(host, str(error)) from error
        except PackedTooMuch as error:
            raise TooLarge(host, limit) from error
        except zlib.error as error:
            raise Garbled(host, "it is packed, and damaged") from error

    async def _unpacked(self, answer: httpx.Response, unpacker: Unpacker) -> bytes:
        # Its value is its own memory: pieces that are joined at the end stand there twice.
        body = BytesIO()
        async with AsyncExitStack() as place:
            large = False
            async for piece in answer.aiter_raw():
                body.writelines(unpacker.feed(piece))
                if unpacker.given > LARGE_BYTES and not large:
                    large = True
                    await place.enter_async_context(self._large)
            body.write(unpacker.finish())
            return body.getvalue()


def _is_literal(host: str) -> bool:
    return ":" in host or all(part[:1].isdigit() for part in host.split("."))


def _translated(host: str, error: httpx.HTTPError, silent_seconds: float) -> FetchFailed:
    """A foreign exception as one of ours. httpcore gives reasons as the exception's cause."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return CertificateRefused(host, _reason(cause))
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return HostUnreachable(host)
    if isinstance(error, httpx.TimeoutException):
        return TooSlow(host, silent_seconds)
    if isinstance(error, httpx.NetworkError):
        return Garbled(host, "the connection broke off")
    return Garbled(host, "it does not keep to HTTP")


def _reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return str(error.verify_message or "it could not be verified").strip().rstrip(".")
    return "the two sides found no way to talk securely"
