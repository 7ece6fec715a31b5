"""Fetch the page of an article and find its full text, with the pages that it goes on at.

What could not be had is an answer, too: a `KeptText` that says why, so that nobody asks again and again. Writes
nothing.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial

from newsdesk.desk.progress import Cancelled, Clock, ProgressHeard, never, unheard
from newsdesk.desk.settings import Settings
from newsdesk.desk.web import PAGES, Web
from newsdesk.model.article import Article
from newsdesk.model.clean import Clean
from newsdesk.model.errors import ArticleNotFound, NewsdeskError
from newsdesk.model.wire import Access, KeptText
from newsdesk.net.address import checked, origin_of
from newsdesk.net.credentials import SecretMissing
from newsdesk.net.errors import FetchFailed
from newsdesk.net.replies import Fresh, Request
from newsdesk.sources.feed_worker import PageTask
from newsdesk.sources.page import LONGEST_PAGE, MOST_PAGES, Page, PageUnreadable, joined
from newsdesk.store import Store
from newsdesk.text.clean import clean_line

MOST_AT_ONCE = 100
"""Full texts with one fetch of the feeds; the next brings more."""
OF_EACH_FEED = 50
"""Who wants full texts of a feed from now on does not ask for those of years."""
SIDE_BY_SIDE = 8

NO_FEED = "This article comes from a file, which holds all of its text."
NO_ADDRESS = Clean("The feed names no page of this article, so there is no fuller text to be had.")
NO_PAGE = Clean("Its server has no page of this article any more.")


class FullTextMissing(NewsdeskError):
    """The full text of an article cannot be had; the sentence says why."""


async def bring_full_texts(
    web: Web,
    store: Store,
    settings: Settings,
    *,
    now: Callable[[], datetime],
    progress: ProgressHeard = unheard,
    cancelled: Cancelled = never,
) -> int:
    """Fetch the full texts that feeds are to have and that were never asked for; returns how many there are now.

    Args:
        web: What fetches and reads.
        store: Each text is kept there as soon as it came.
        settings: For the zone of dates.
        now: The clock, in UTC.
        progress: Hears how many articles were asked for.
        cancelled: Asked before each.
    """
    wanted = store.feeds.wanting_full_text(OF_EACH_FEED, MOST_AT_ONCE)
    clock = Clock(Clean("Fetching full texts"), len(wanted), progress)
    access = {wire.source.id: wire.access for wire in store.feeds.listed()}
    brought = 0

    async def bring() -> None:
        nonlocal brought
        while wanted and not cancelled():
            try:
                article = await web.aside(partial(store.article, wanted.pop(0)))
            except ArticleNotFound:
                # Taken off the desk meanwhile.
                continue
            kept = await full_text(web, settings, article, access.get(article.source.id), now())
            await web.aside(partial(store.feeds.keep_full_text, kept))
            brought += not kept.failure
            clock.advance(1)

    await asyncio.gather(*(bring() for _ in range(SIDE_BY_SIDE)))
    return brought


async def full_text(web: Web, settings: Settings, article: Article, access: Access | None, now: datetime) -> KeptText:
    """The full text of an article, or why there is none. Never raises for what comes from outside.

    Args:
        web: What fetches and reads.
        settings: For the zone of dates.
        article: Of a feed; its address is that of the page.
        access: Where the secret of its feed lies: pages of the same server are asked with it.
        now: The time, in UTC.
    """
    if not article.piece.url:
        return _missing(article, now, NO_ADDRESS)
    try:
        page = await _read(web, settings, article, access)
    except (FetchFailed, PageUnreadable, SecretMissing) as error:
        return _missing(article, now, clean_line(str(error)))
    if page is None:
        return _missing(article, now, NO_PAGE)
    return KeptText(
        article_id=article.id,
        url=page.url,
        html=page.html,
        fetched=now,
        words=page.words,
        title=page.title,
        paywalled=page.paywalled,
    )


async def _read(web: Web, settings: Settings, article: Article, access: Access | None) -> Page | None:
    """The whole article. Where it breaks off on a later page, what came before."""
    url = checked(article.piece.url)
    feed = article.source.location.decode("ascii", "replace")
    credentials = await web.credentials(access) if origin_of(url) == origin_of(feed) else None
    pages: list[Page] = []
    seen: set[str] = set()
    while url and url not in seen and len(pages) < MOST_PAGES:
        seen.add(url)
        try:
            reply = await web.fetch(Request(url, credentials=credentials, accept=PAGES, limit_bytes=LONGEST_PAGE))
            if not isinstance(reply, Fresh):
                break
            page = await web.read_page(PageTask(reply.body, reply.url, reply.content_type, settings.zone))
        except (FetchFailed, PageUnreadable):
            if not pages:
                raise
            break
        pages.append(page)
        url = page.next_page
    return joined(pages) if pages else None


def _missing(article: Article, now: datetime, why: Clean) -> KeptText:
    return KeptText(article.id, article.piece.url, Clean(""), now, failure=why)
