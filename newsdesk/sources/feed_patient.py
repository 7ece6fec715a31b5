"""The last rung: feedparser, which finds items in what no parser of XML gets through.

It is slow (a second and more for a thousand items) and raises now and then on hostile input, so it is asked only where
the tree has fewer items than the text has openings of items. It is given bytes in memory only: text, and bytes as they
are, it would take for the name of a file.
"""

import io
import logging
from typing import Any

from newsdesk.sources.feed_items import NO_TEXT, FoundFeed, FoundItem, Markup
from newsdesk.sources.feed_people import name_in
from newsdesk.sources.feed_places import absolute

MOST_BYTES = 4 * 1024 * 1024
"""A minute of feedparser's time; of more, libxml2's reading has to do."""

log = logging.getLogger(__name__)


def read_patiently(data: bytes, url: str) -> FoundFeed | None:
    """What feedparser finds; None where it finds nothing or gives up.

    Args:
        data: UTF-8.
        url: Where it came from.
    """
    if len(data) > MOST_BYTES:
        return None
    # Here and not at the top: most feeds never need it, and it takes a tenth of a second.
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
        return _feed(parsed, url) if parsed.entries or parsed.version else None
    except Exception as error:
        # It raises whatever happens to it (68 times in 10,000 mutated feeds, five kinds): to us, a feed it cannot read.
        log.warning("feedparser gave up on %s: %r", url, error)
        return None


def _feed(parsed: Any, url: str) -> FoundFeed:
    said = parsed.feed
    return FoundFeed(
        format=_format(str(parsed.version)),
        title=_markup(said.get("title_detail")),
        site=absolute(url, _text(said, "link")),
        description=_markup(said.get("subtitle_detail")),
        language=_text(said, "language"),
        image=absolute(url, _text(said.get("image") or {}, "href")),
        items=[_item(entry, url) for entry in parsed.entries],
    )


def _format(version: str) -> str:
    """`rss20`, `atom10` as people write them."""
    name = version.rstrip("0123456789")
    digits = version[len(name) :]
    shown = {"rss": "RSS", "atom": "Atom"}.get(name, "")
    return f"{shown} {digits[:1]}.{digits[1:]}" if shown and len(digits) > 1 else shown


def _text(mapping: Any, key: str) -> str:
    value = mapping.get(key)
    return value.strip() if isinstance(value, str) else ""


def _markup(detail: Any) -> Markup:
    if not detail or not isinstance(detail.get("value"), str):
        return NO_TEXT
    return Markup(detail["value"], html=detail.get("type") != "text/plain" or "<" in detail["value"])


def _item(entry: Any, url: str) -> FoundItem:
    contents = [_markup(content) for content in entry.get("content") or ()]
    authors = [_text(author, "name") or _text(author, "email") for author in entry.get("authors") or ()]
    names = [name_in(name) for name in authors if name] or [name_in(_text(entry, "author"))]
    files = [absolute(url, _text(enclosure, "href")) for enclosure in entry.get("enclosures") or ()]
    return FoundItem(
        guid=_text(entry, "id"),
        link=absolute(url, _text(entry, "link")),
        title=_markup(entry.get("title_detail")),
        summary=_markup(entry.get("summary_detail")) or Markup(_text(entry, "summary")),
        content=next((content for content in contents if content), NO_TEXT),
        authors=[name for name in dict.fromkeys(names) if name],
        published=_text(entry, "published"),
        # Where there is none it makes one of the other, and warns; it is asked for its own only.
        updated=_text(dict(entry), "updated"),
        tags=[_text(tag, "label") or _text(tag, "term") for tag in entry.get("tags") or ()],
        extra={"enclosures": [{"url": file} for file in files if file]} if any(files) else {},
    )
