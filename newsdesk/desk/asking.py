"""Ask for one feed: fetch it, read it, and say what came, or why nothing did.

Knows nothing of other feeds and writes nothing: `desk.fetching` asks for many, and has the store write what came.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from newsdesk.desk.readers import reading_options
from newsdesk.desk.settings import Settings
from newsdesk.desk.web import FEEDS, Web
from newsdesk.desk.wire_course import after_failure, after_news, after_silence
from newsdesk.model.clean import Clean
from newsdesk.model.errors import StoreUnusable
from newsdesk.model.source import SourceId
from newsdesk.model.wire import Arrival, Wire
from newsdesk.net.address import origin_of
from newsdesk.net.credentials import SecretMissing
from newsdesk.net.errors import FetchFailed, ServerFailed
from newsdesk.net.replies import Fresh, Gone, Request, Unchanged, Validators
from newsdesk.sources.feed import FeedOptions, FeedUnreadable
from newsdesk.sources.feed_worker import Document, FeedTask
from newsdesk.text.clean import clean_line

GONE = Clean("Its server says that the feed is gone for good (status 410). Its articles stay.")

MOST_IN_HAND = 4
"""Feeds that are being read, or were read and wait to be delivered: a thousand items of one take some megabytes."""

Deliver: TypeAlias = Callable[[Arrival], Awaitable[None]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A feed that brought nothing."""

    wire: Wire
    reason: Clean
    """One sentence."""
    at: datetime
    reached: bool = True
    """Whether any server answered."""
    lasting: bool = False
    """Whether somebody has to do something about it."""
    retry_after_seconds: int | None = None
    gone: bool = False
    """Whether its server says that it will not come back."""

    def arrival(self, *, offline: bool = False) -> Arrival:
        """What to write of it; `offline` where no other feed could be reached either."""
        course = after_failure(
            self.wire.course,
            self.reason,
            self.at,
            chance=_chance(),
            lasting=self.lasting,
            offline=offline,
            retry_after_seconds=self.retry_after_seconds,
        )
        return Arrival(self.wire.source.id, course, retired=self.gone or self.wire.retired)


class Asking:
    """Asks for feeds, one a call; calls may run side by side."""

    def __init__(
        self,
        web: Web,
        digests: Callable[[SourceId], dict[bytes, bytes]],
        settings: Settings,
        now: Callable[[], datetime],
    ) -> None:
        """Prepare.

        Args:
            web: What fetches and reads.
            digests: What the store knows of a feed; called in a thread.
            settings: How feeds are read, and how often they are asked.
            now: The clock, in UTC.
        """
        self._web = web
        self._in_hand = asyncio.Semaphore(MOST_IN_HAND)
        self._digests = digests
        self._now = now
        self._reading = reading_options(settings)
        self._most_new_items = settings.feeds.new_items
        self._least_seconds = settings.feeds.least_minutes * 60

    async def ask(self, wire: Wire, deliver: Deliver) -> Failure | None:
        """Ask for a feed.

        Args:
            wire: Which.
            deliver: Takes what came. Until it has, few others are read: what is read waits in memory.

        Returns:
            Why nothing came; None when something was delivered.

        Raises:
            StoreUnusable: what is known of it could not be read.
        """
        try:
            return await self._asked(wire, deliver)
        except FetchFailed as error:
            retry = error.retry_after_seconds if isinstance(error, ServerFailed) else None
            return self._failed(wire, error, reached=error.answered, lasting=error.lasting, retry_after_seconds=retry)
        except SecretMissing as error:
            return self._failed(wire, error, reached=False, lasting=True)
        except FeedUnreadable as error:
            return self._failed(wire, f"What came is no feed: {error.reason}.")
        except StoreUnusable:
            raise
        except Exception as error:
            # A fault of ours must not take the other feeds down.
            log.exception("asking for %s failed", wire.url)
            return self._failed(wire, f"Fetching failed unexpectedly ({type(error).__name__}). Please report it.")

    def _failed(self, wire: Wire, reason: object, **how: bool | int | None) -> Failure:
        return Failure(wire, clean_line(str(reason)), self._now(), **how)  # type: ignore[arg-type]

    async def _asked(self, wire: Wire, deliver: Deliver) -> Failure | None:
        course = wire.course
        credentials = await self._web.credentials(wire.access)
        validators = Validators(course.etag, course.last_modified)
        reply = await self._web.fetch(Request(wire.url, validators, credentials, accept=FEEDS))
        now = self._now()
        if isinstance(reply, Gone):
            return Failure(wire, GONE, now, lasting=True, gone=True)
        if isinstance(reply, Unchanged):
            course = after_silence(course, reply, now, chance=_chance(), least_seconds=self._least_seconds)
            await deliver(Arrival(wire.source.id, course, moved_to=_moved(wire, reply.moved_to)))
            return None
        document = Document(reply.body)
        # From here on only the document holds the body, and lets go of it when it is sent to be read.
        reply = replace(reply, body=b"")
        async with self._in_hand:
            await deliver(await self._read(wire, reply, document, now))
        return None

    async def _read(self, wire: Wire, reply: Fresh, document: Document, now: datetime) -> Arrival:
        known = await self._web.aside(lambda: self._digests(wire.source.id))
        options = FeedOptions(self._reading, self._most_new_items, wire.labels)
        feed = await self._web.read_feed(FeedTask(document, reply.url, reply.content_type, options, known, now))
        least = self._least_seconds
        return Arrival(
            source_id=wire.source.id,
            course=after_news(wire.course, reply, feed, now, chance=_chance(), least_seconds=least),
            articles=feed.items,
            deleted=feed.deleted,
            title=feed.title,
            site=feed.site,
            moved_to=_moved(wire, reply.moved_to),
        )


def _moved(wire: Wire, moved_to: str) -> str:
    """Where a feed is asked for from now on. One with a secret stays where it is: that follows nobody elsewhere."""
    if wire.access is not None and moved_to and origin_of(moved_to) != origin_of(wire.url):
        return ""
    return moved_to if moved_to.isascii() else ""


def _chance() -> float:
    return random.random()  # noqa: S311 (spreads feeds over time, and hides nothing)
