"""Feeds for tests: what a parse looks like as JSON, and feeds built of the few things that a sentence is about."""

from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from newsdesk.model.article import RawArticle
from newsdesk.sources.feed import Feed, read_feed

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "feeds"
NOW = datetime(2025, 2, 10, 12, tzinfo=UTC)
URL = "https://feeds.example/wire/feed.xml"


def read(data: bytes | str, **named: Any) -> Feed:
    """A feed as it is read on a Monday in February 2025."""
    document = data.encode() if isinstance(data, str) else data
    return read_feed(document, **{"url": URL, "now": NOW, **named})


def an_rss(*items: Mapping[str, str], channel: str = "") -> str:
    """A feed of RSS with these elements in its items; values are texts."""
    written = "".join(
        f"<item>{''.join(f'<{name}>{escape(text)}</{name}>' for name, text in item.items())}</item>" for item in items
    )
    return f"<rss version='2.0'><channel><title>Wire</title>{channel}{written}</channel></rss>"


def known(feed: Feed) -> dict[bytes, bytes]:
    """What the store remembers of a feed's items."""
    return {item.origin.key: item.origin.digest for item in feed.items}


def titles(feed: Feed) -> list[str]:
    """The titles of its items, in their order."""
    return [item.piece.title for item in feed.items]


def as_json(feed: Feed) -> dict[str, Any]:
    """All that was found, and nothing that was not: how expected parses lie beside their feeds."""
    said = {
        name: value
        for name in ("format", "title", "site", "description", "language", "image", "hub", "own_address", "ttl_minutes")
        if (value := getattr(feed, name))
    }
    if feed.skip_hours or feed.skip_days:
        said |= {"skip_hours": list(feed.skip_hours), "skip_days": list(feed.skip_days)}
    if feed.complete:
        said["complete"] = True
    if feed.deleted:
        said["deleted"] = [key.decode() for key in feed.deleted]
    if feed.problems:
        said["problems"] = [problem.code for problem in feed.problems]
    return said | {"items": [_item(item) for item in feed.items]}


def _item(item: RawArticle) -> dict[str, Any]:
    piece = item.piece
    said: dict[str, Any] = {"key": item.origin.key.decode()}
    for name in ("title", "url", "description", "body", "image", "image_alt", "language"):
        if value := getattr(piece, name):
            said[name] = value
    for name in ("authors", "tags"):
        if value := getattr(piece, name):
            said[name] = list(value)
    for name in ("published", "updated"):
        if moment := getattr(piece, name):
            said[name] = moment.isoformat()
    if piece.extra:
        said["extra"] = piece.extra
    if piece.problems:
        said["problems"] = [problem.code for problem in piece.problems]
    return said
