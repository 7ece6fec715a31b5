"""Look which feeds there are at an address that somebody typed: a feed itself, or a page that offers some.

What a page names is tried first, then where its kind of site has them, then where feeds often are. Each that is offered
was fetched and read: nothing is followed that does not work. Writes nothing.
"""

import asyncio
import math
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from newsdesk.desk.readers import reading_options
from newsdesk.desk.settings import Settings
from newsdesk.desk.web import FEEDS, PAGES, Web
from newsdesk.model.article import EMPTY, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError, UsageError
from newsdesk.model.wire import Access
from newsdesk.net.address import checked, shown, without_credentials
from newsdesk.net.errors import CertificateRefused, FetchFailed, HostUnreachable
from newsdesk.net.replies import Fresh, Request
from newsdesk.sources.discover import Offer, of_known_site, offers
from newsdesk.sources.feed import Feed, FeedOptions, FeedUnreadable
from newsdesk.sources.feed_worker import FeedTask
from newsdesk.sources.page import decoded
from newsdesk.text.clean import clean_line

MOST_TRIED = 12
"""Of the feeds that a page names."""
TRIED_AT_ONCE = 4

_BEFORE_HTTP = re.compile(r"^(?:feed:(?://)?(?=https?:)|feed://)", re.IGNORECASE)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


class NoFeedFound(NewsdeskError):
    """There is none at an address, as far as anybody can see."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"No feed was found at {url}: the page names none, and there is none where feeds usually are. "
            "Look for a link called RSS, Atom or feed on the site, and give its address."
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """A feed that could be followed, as it is now."""

    url: str
    """Where it is asked for from now on."""
    title: Clean
    """What it calls itself, else what the page calls it, else its address."""
    feed: Feed
    reply: Fresh

    @property
    def newest(self) -> tuple[RawArticle, ...]:
        """Its articles, newest first; those without a date last, in the order of the feed."""
        return tuple(sorted(self.feed.items, key=_age))

    @property
    def site(self) -> Clean:
        """The page that it is the feed of."""
        return self.feed.site


def _age(raw: RawArticle) -> float:
    published = raw.piece.published
    return math.inf if published is None else -published.instant.timestamp()


def addresses_of(typed: str) -> tuple[str, ...]:
    """The addresses that somebody may mean, the likeliest first: `example.org` and `feed://example.org` are the web's.

    Raises:
        AddressUnusable: it is none that can be fetched.
        UsageError: there is a password in it, which would stand in the database.
    """
    text = _BEFORE_HTTP.sub("", typed.strip())
    if _SCHEME.match(text):
        return (_without_password(text),)
    return _without_password(f"https://{text}"), _without_password(f"http://{text}")


def _without_password(text: str) -> str:
    url, user, password = without_credentials(checked(text))
    if user or password:
        raise UsageError(
            f"There is a password in the address of {shown(url)}, and newsdesk keeps none. Put it into the environment "
            "or a password manager: `newsdesk feeds add --help` says how to name it."
        )
    return url


class Looking:
    """Looks for feeds; one address an object."""

    def __init__(self, web: Web, settings: Settings, now: datetime) -> None:
        self._web = web
        self._options = FeedOptions(reading_options(settings), settings.feeds.new_items)
        self._now = now

    async def look_at_first(self, urls: Sequence[str], access: Access | None = None) -> tuple[Preview, ...]:
        """The feeds at the first of some addresses where anybody answers, as `look` gives them."""
        for url in urls[:-1]:
            # Not every server speaks HTTPS.
            with suppress(HostUnreachable, CertificateRefused):
                return await self.look(url, access)
        return await self.look(urls[-1], access)

    async def look(self, url: str, access: Access | None = None) -> tuple[Preview, ...]:
        """The feeds at an address, best first.

        Args:
            url: As `addresses_of` gave it.
            access: Where the secret lies that its server asks for; other servers are never given it.

        Raises:
            FetchFailed: the address itself cannot be had.
            SecretMissing: there is no secret where it should be.
            NoFeedFound: there is none.
        """
        credentials = await self._web.credentials(access)
        known = of_known_site(url)
        try:
            reply = await self._web.fetch(Request(url, credentials=credentials, accept=f"{FEEDS}, {PAGES}"))
        except FetchFailed:
            # Some sites show their pages to browsers only, and their feeds to everybody.
            if previews := await self._of_all(known):
                return previews
            raise
        if not isinstance(reply, Fresh):
            raise NoFeedFound(shown(url))
        try:
            return (await self._preview(reply, moved_to=reply.moved_to or url),)
        except FeedUnreadable:
            html = decoded(reply.body, reply.content_type)
        there = offers(reply.url, html)
        named = [offer for offer in there if offer.named][:MOST_TRIED]
        return (
            await self._of_all([*known, *named])
            or await self._first_of([offer for offer in there if not offer.named])
            or _none(url)
        )

    async def _of_all(self, there: Iterable[Offer]) -> tuple[Preview, ...]:
        """Those of some offers that are feeds, in their order; one that two addresses lead to stands once."""
        several = list({offer.url: offer for offer in there}.values())
        found: dict[str, Preview] = {}
        for start in range(0, len(several), TRIED_AT_ONCE):
            tried = await asyncio.gather(*map(self._try, several[start : start + TRIED_AT_ONCE]))
            for preview in filter(None, tried):
                found.setdefault(preview.url, preview)
        return tuple(found.values())

    async def _first_of(self, guesses: Sequence[Offer]) -> tuple[Preview, ...]:
        """The first of some guesses that is a feed: it often lies at several of these addresses."""
        for start in range(0, len(guesses), TRIED_AT_ONCE):
            if found := await self._of_all(guesses[start : start + TRIED_AT_ONCE]):
                return found[:1]
        return ()

    async def _try(self, offer: Offer) -> Preview | None:
        try:
            reply = await self._web.fetch(Request(offer.url, accept=FEEDS))
            if not isinstance(reply, Fresh):
                return None
            return await self._preview(reply, moved_to=reply.moved_to or offer.url, called=offer.title)
        except (FetchFailed, FeedUnreadable):
            return None

    async def _preview(self, reply: Fresh, *, moved_to: str, called: Clean = EMPTY) -> Preview:
        task = FeedTask(reply.body, reply.url, reply.content_type, self._options, now=self._now)
        feed = await self._web.read_feed(task)
        return Preview(moved_to, feed.title or called or clean_line(shown(moved_to)), feed, reply)


def _none(url: str) -> tuple[Preview, ...]:
    raise NoFeedFound(shown(url))
