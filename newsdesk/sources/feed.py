"""The bytes of a feed → its articles: RSS, Atom and JSON Feed, well-formed or not.

Promises that nothing but `FeedUnreadable` is raised, whatever the bytes are; that no item is lost which a person would
see in them, up to the limit; and that nothing is fetched or opened meanwhile. Which parser does what, and why, stands
in docs/decisions/feed-parsers.md; what takes long runs in a process of its own (`feed_worker`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Final

from newsdesk.model.article import EMPTY, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError
from newsdesk.model.problem import Problem
from newsdesk.sources.feed_dates import read_date
from newsdesk.sources.feed_decoding import decode_feed
from newsdesk.sources.feed_elements import NoFeed, read_elements
from newsdesk.sources.feed_items import FoundFeed, FoundItem
from newsdesk.sources.feed_json import read_json
from newsdesk.sources.feed_mending import parse_by_item
from newsdesk.sources.feed_patient import read_patiently
from newsdesk.sources.feed_pieces import PieceMaker, as_html, digest_of, key_of, keys_of
from newsdesk.sources.feed_xml import parse_xml
from newsdesk.sources.options import ReadingOptions
from newsdesk.text.clean import clean_line
from newsdesk.text.markup import html_line, html_text

MOST_NEW_ITEMS: Final = 1000
_LONGEST_NAME: Final = 256


class FeedUnreadable(NewsdeskError):
    """The bytes arrived, but they are no feed we know."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} is not readable as a feed: {reason}.")
        self.url = url
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """How a feed is read; pickles, so that a worker can be told."""

    reading: ReadingOptions = field(default_factory=ReadingOptions)
    most_new_items: int = MOST_NEW_ITEMS
    labels: tuple[Clean, ...] = ()
    """Tags that every item has besides its own."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says now."""

    title: Clean
    """Empty where it has none."""
    site: Clean
    """The page that it is the feed of."""
    items: tuple[RawArticle, ...]
    """New ones, and those that say something else than was known; newest first."""
    unchanged: int = 0
    """Items that are known and say the same, under whichever id."""
    left_out: int = 0
    """New ones beyond the limit: the next fetch brings more, if it does not ask whether anything changed."""
    deleted: tuple[bytes, ...] = ()
    """Keys of items that their writers took back (RFC 6721)."""
    format: str = ""
    description: Clean = EMPTY
    language: Clean = EMPTY
    image: Clean = EMPTY
    hub: Clean = EMPTY
    """The WebSub hub that it names."""
    own_address: Clean = EMPTY
    """The address that it says to be fetched from."""
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    """Of the day, in UTC."""
    skip_days: tuple[int, ...] = ()
    """Of the week, Monday is 0."""
    complete: bool = False
    """Whether what is not in it is no part of it any more."""
    problems: tuple[Problem, ...] = ()


def read_feed(
    data: bytes,
    *,
    url: str,
    content_type: str = "",
    options: FeedOptions = FeedOptions(),
    known: Mapping[bytes, bytes] | None = None,
    now: datetime | None = None,
) -> Feed:
    """Read a feed.

    Args:
        data: The body of an answer, unpacked.
        url: Where it came from in the end.
        content_type: What the server called it.
        options: Zone, limits.
        known: Of the articles that the store has of this feed: key → digest.
        now: When it was fetched, aware; the clock's time where it is not given.

    Raises:
        FeedUnreadable: it is none.
    """
    found = _found(data, url, content_type)
    now = (now or datetime.now(UTC)).astimezone(UTC)
    known = known or {}
    said_before = set(known.values())
    fresh: list[tuple[FoundItem, bytes, bytes]] = []
    amended: list[tuple[FoundItem, bytes, bytes]] = []
    unchanged = 0
    for item, key in zip(found.items, keys_of(found.items), strict=True):
        digest = digest_of(item)
        if not key or digest in said_before:
            unchanged += bool(key)
        elif key in known:
            amended.append((item, key, digest))
        else:
            fresh.append((item, key, digest))
    problems = [Problem(code, clean_line(sentence)) for code, sentence in found.faults]
    left_out = max(len(fresh) - options.most_new_items, 0)
    if left_out:
        fresh = _newest(fresh, options.most_new_items, options.reading.zone)
        sentence = f"{left_out} more items are in the feed than are taken in at once; the newest were taken."
        problems.append(Problem("feed-long", clean_line(sentence)))
    maker = PieceMaker(found, options.reading, now, options.labels)
    articles = [maker.article(*one) for one in (*fresh, *amended)]
    return Feed(
        title=_name(html_line(found.title.text) if found.title.html else clean_line(found.title.text)),
        site=clean_line(found.site),
        items=tuple(articles),
        unchanged=unchanged,
        left_out=left_out,
        deleted=tuple(dict.fromkeys(map(key_of, found.deleted))),
        format=found.format,
        description=html_text(as_html(found.description), limit=1024),
        language=clean_line(found.language[:35]),
        image=clean_line(found.image),
        hub=clean_line(found.hub),
        own_address=clean_line(found.own_address),
        ttl_minutes=found.ttl_minutes,
        skip_hours=found.skip_hours,
        skip_days=found.skip_days,
        complete=found.complete,
        problems=tuple(problems),
    )


def _name(line: Clean) -> Clean:
    return line if len(line) <= _LONGEST_NAME else clean_line(line[:_LONGEST_NAME])


def _newest(
    items: list[tuple[FoundItem, bytes, bytes]], count: int, zone: tzinfo
) -> list[tuple[FoundItem, bytes, bytes]]:
    """The newest by their dates; those without one count as the document has them, newest first."""
    if all(not item.published and not item.updated for item, _, _ in items):
        return items[:count]
    dated = [(_seconds(item, zone), -place, one) for place, one in enumerate(items) for item in one[:1]]
    dated.sort(key=lambda entry: entry[:2], reverse=True)
    chosen = sorted(dated[:count], key=lambda entry: -entry[1])
    return [one for _, _, one in chosen]


def _seconds(item: FoundItem, zone: tzinfo) -> float:
    moment = read_date(item.published or item.updated, zone)
    return moment.instant.timestamp() if moment else 0.0


def _found(data: bytes, url: str, content_type: str) -> FoundFeed:
    decoded = decode_feed(data, content_type)
    text = decoded.data.lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not text:
        raise FeedUnreadable(url, "it is empty")
    try:
        found = read_json(text, url) if text[:1] in b"{[" else _read_xml(decoded.data, url)
    except NoFeed as error:
        raise FeedUnreadable(url, str(error)) from error
    if not decoded.exact:
        found.faults.append(
            ("feed-encoding", f"The feed is not in the encoding that it names; it is read as {decoded.encoding}.")
        )
    return found


def _read_xml(data: bytes, url: str) -> FoundFeed:
    if b"<" not in data:
        raise NoFeed("it is plain text")
    parsed = parse_xml(data, url)
    bases = b"xml:base" in data
    failure = NoFeed("it is neither XML nor JSON")
    found: FoundFeed | None = None
    if parsed.root is not None:
        try:
            found = read_elements(parsed.root, url, bases=bases)
        except NoFeed as error:
            failure = error
    if parsed.items and not parsed.too_deep:
        # Each rung is slower than the one before, and is gone up only as long as items are missing.
        if _has_less(found, parsed.items) and (root := parse_by_item(data, url)) is not None:
            found = _better(found, read_elements(root, url, bases=bases))
        if _has_less(found, parsed.items):
            found = _better(found, read_patiently(data, url))
    if found is None:
        raise failure
    if parsed.repaired:
        found.faults.append(("feed-malformed", "The feed is not well-formed; it is read as a person would read it."))
    return found


def _has_less(found: FoundFeed | None, items: int) -> bool:
    return found is None or len(found.items) < items


def _better(found: FoundFeed | None, other: FoundFeed | None) -> FoundFeed | None:
    """The one with more items; the first of equals."""
    return other if other is not None and _has_less(found, len(other.items)) else found
