"""The web as the desk goes about it: what fetches and what reads, side by side.

Fetching waits for servers on an event loop; reading takes the processor and is done in processes of its own; secrets
and the store are asked in threads. Everything ends when the block ends.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from newsdesk.model.wire import Access
from newsdesk.net.client import Client
from newsdesk.net.credentials import Credentials, SecretKind, SecretPlace, secret_from
from newsdesk.net.options import NetworkOptions
from newsdesk.net.replies import Reply, Request
from newsdesk.sources.feed import Feed
from newsdesk.sources.feed_worker import FeedReaders, FeedTask, PageTask
from newsdesk.sources.page import Page

MOST_READERS = 2
"""Processes; a third would wait for the one that writes."""

FEEDS = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
PAGES = "text/html, application/xhtml+xml, */*;q=0.5"
"""What is said to be wanted (RFC 9110, 12.5.1)."""

T = TypeVar("T")


class Web:
    """A client and some reading processes; an asynchronous context on one event loop."""

    def __init__(self, options: NetworkOptions, *, readers: int = MOST_READERS) -> None:
        """Prepare; nothing is connected and no process is started yet.

        Args:
            options: How far to go, and how politely.
            readers: How many documents are read at the same time, at most `MOST_READERS`.

        Raises:
            AuthoritiesUnreadable: the file of own certificates cannot be read.
        """
        self._client = Client(options)
        readers = max(min(readers, MOST_READERS), 1)
        self._readers = FeedReaders(readers)
        self._reading = ThreadPoolExecutor(readers, thread_name_prefix="newsdesk-read")
        self._asking = ThreadPoolExecutor(1, thread_name_prefix="newsdesk-ask")
        self._secrets: dict[Access, asyncio.Future[str]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.close()
        self._readers.close()
        self._reading.shutdown()
        self._asking.shutdown()

    async def fetch(self, request: Request) -> Reply:
        """Fetch one thing. Raises `FetchFailed`."""
        return await self._client.fetch(request)

    async def read_feed(self, task: FeedTask) -> Feed:
        """Read a feed in a process. Raises `FeedUnreadable`."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, self._readers.read, task)

    async def read_page(self, task: PageTask) -> Page:
        """Find the article of a page in a process. Raises `PageUnreadable`."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, self._readers.read_page, task)

    async def aside(self, work: Callable[[], T]) -> T:
        """Do something that blocks, such as asking the store."""
        return await asyncio.get_running_loop().run_in_executor(self._asking, work)

    async def credentials(self, access: Access | None) -> Credentials | None:
        """What a server asks for, from where it lies; each place is asked once. Raises `SecretMissing`."""
        if access is None:
            return None
        if access not in self._secrets:
            place = SecretPlace(SecretKind(access.kind), access.name)
            asked = asyncio.ensure_future(self.aside(lambda: secret_from(place)))
            # Where nobody waits for it any more, why it failed is no news to the loop either.
            asked.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._secrets[access] = asked
        return Credentials(await asyncio.shield(self._secrets[access]), access.user)
