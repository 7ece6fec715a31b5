"""A web server on loopback that answers as badly as servers do; each answer is a test's own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

Send: TypeAlias = Callable[[bytes], Awaitable[None]]


@dataclass(slots=True)
class Asked:
    """What the client sent."""

    path: str
    headers: dict[str, str]


Answer: TypeAlias = Callable[[Asked, Send], Awaitable[None]]


@dataclass(slots=True)
class HostileServer:
    """Answers by path; remembers what it was asked."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of one of its pages."""
        return f"http://{host}:{self.port}{path}"

    def says(self, path: str, head: str, body: bytes = b"") -> None:
        """Answer with a head (without its line ends) and a body as they are; a length is added where none is named."""
        lines = [line.strip() for line in head.strip().splitlines()]
        if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in lines):
            lines.append(f"Content-Length: {len(body)}")
        whole = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body

        async def answer(asked: Asked, send: Send) -> None:
            await send(whole)

        self.answers[path] = answer

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection; one answer on it."""

        async def send(data: bytes) -> None:
            writer.write(data)
            await writer.drain()

        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
            asked = Asked(lines[0].split(" ")[1], headers)
            self.asked.append(asked)
            await self.answers[asked.path.partition("?")[0]](asked, send)
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            self.at_once -= 1
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()


@asynccontextmanager
async def hostile_server() -> AsyncIterator[HostileServer]:
    """The server while a test runs."""
    hostile = HostileServer()
    open_ones: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_ones.add(task)
        try:
            await hostile.serve(reader, writer)
        except asyncio.CancelledError:
            writer.close()
        finally:
            open_ones.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    hostile.port = server.sockets[0].getsockname()[1]
    try:
        yield hostile
    finally:
        server.close()
        for task in list(open_ones):
            task.cancel()
        await asyncio.gather(*open_ones, return_exceptions=True)
        await server.wait_closed()


async def endless(asked: Asked, send: Send) -> None:
    """A body without an end, and without a length."""
    await send(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n")
    while True:
        await send(b"<item/>" * 10_000)


async def dripping(asked: Asked, send: Send) -> None:
    """A byte now and then: no read ever times out."""
    await send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        await send(b"x")
        await asyncio.sleep(0.02)


async def hanging(asked: Asked, send: Send) -> None:
    """Nothing at all."""
    await asyncio.Event().wait()
