"""JSON Feed 1.0 and 1.1 → what it says (jsonfeed.org/version/1.1).

Every field is looked at before it is believed: what is not of the type that the specification gives it is not there.
"""

import json
from typing import Any, Final, NoReturn

from newsdesk.model.article import Json
from newsdesk.sources.feed_elements import NoFeed
from newsdesk.sources.feed_items import NO_TEXT, FoundFeed, FoundItem, Markup
from newsdesk.sources.feed_places import absolute

MOST_ATTACHMENTS: Final = 100


def read_json(data: bytes, url: str) -> FoundFeed:
    """Read a JSON Feed.

    Args:
        data: UTF-8.
        url: Where it came from.

    Raises:
        NoFeed: it is no JSON, or not that of a feed.
    """
    try:
        document = json.loads(data, parse_constant=_refuse)
    except RecursionError as error:
        raise NoFeed("its JSON is nested too deep") from error
    except ValueError as error:
        raise NoFeed("it looks like JSON, and is not valid") from error
    if not isinstance(document, dict):
        raise NoFeed("it is JSON, but no JSON Feed")
    version = _text(document, "version").rstrip("/").rpartition("/")[2]
    items = document.get("items")
    if not isinstance(items, list) and "jsonfeed.org" not in _text(document, "version"):
        raise NoFeed("it is JSON, but no JSON Feed")
    feed = FoundFeed(
        format=f"JSON Feed {version[:8]}".strip(),
        title=Markup(_text(document, "title"), html=False),
        site=absolute(url, _text(document, "home_page_url")),
        description=Markup(_text(document, "description"), html=False),
        language=_text(document, "language"),
        image=absolute(url, _text(document, "icon") or _text(document, "favicon")),
        authors=_authors(document),
        own_address=absolute(url, _text(document, "feed_url")),
    )
    for hub in _mappings(document, "hubs"):
        if _text(hub, "type").lower() == "websub":
            feed.hub = feed.hub or absolute(url, _text(hub, "url"))
    if isinstance(items, list):
        feed.items = [_item(item, url) for item in items if isinstance(item, dict)]
        if len(feed.items) < len(items):
            feed.faults.append(("feed-item", "Some items of the feed are no items; they are passed over."))
    else:
        feed.faults.append(("feed-items", "The items of the feed are no list; none is read."))
    return feed


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _text(mapping: dict[str, Any], key: str) -> str:
    """A string; a number stands for one (ids often do)."""
    value = mapping.get(key)
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        # Python refuses to write out an integer of more than 4,300 digits.
        return repr(value) if isinstance(value, float) or value.bit_length() < 256 else ""
    return value if isinstance(value, str) else ""


def _mappings(mapping: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = mapping.get(key)
    return [member for member in value if isinstance(member, dict)] if isinstance(value, list) else []


def _authors(mapping: dict[str, Any]) -> list[str]:
    """Version 1.1 has `authors`, 1.0 one `author`."""
    one = mapping.get("author")
    people = _mappings(mapping, "authors") or ([one] if isinstance(one, dict) else [])
    names = [_text(person, "name") or _text(person, "url") for person in people]
    return [name for name in dict.fromkeys(names) if name]


def _item(item: dict[str, Any], url: str) -> FoundItem:
    html = _text(item, "content_html")
    plain = _text(item, "content_text")
    tags = item.get("tags")
    link = absolute(url, _text(item, "url"))
    outside = absolute(url, _text(item, "external_url"))
    image = _text(item, "image") or _text(item, "banner_image")
    extra: dict[str, Json] = {"enclosures": _attachments(item, url)}
    if link and outside:
        extra["related"] = outside
    return FoundItem(
        guid=_text(item, "id"),
        link=link or outside,
        title=Markup(_text(item, "title"), html=False),
        summary=Markup(_text(item, "summary"), html=False),
        content=Markup(html) if html else Markup(plain, html=False) if plain else NO_TEXT,
        authors=_authors(item),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        tags=[tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
        image=absolute(url, image),
        language=_text(item, "language"),
        extra={key: value for key, value in extra.items() if value},
    )


def _attachments(item: dict[str, Any], url: str) -> list[dict[str, Json]]:
    files: list[dict[str, Json]] = []
    for attachment in _mappings(item, "attachments")[:MOST_ATTACHMENTS]:
        address = absolute(url, _text(attachment, "url"))
        if not address:
            continue
        file: dict[str, Json] = {"url": address}
        for key, name in (("mime_type", "type"), ("title", "title")):
            if text := _text(attachment, key):
                file[name] = text[:512]
        for key, name in (("size_in_bytes", "bytes"), ("duration_in_seconds", "seconds")):
            number = attachment.get(key)
            if isinstance(number, int | float) and not isinstance(number, bool) and 0 < number < 1e15:
                file[name] = int(number)
        files.append(file)
    return files
