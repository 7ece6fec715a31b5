"""What feeds carry besides a text: files, pictures, chapters, comments. For XML; kept as JSON in an item's `extra`."""

from collections.abc import Callable
from typing import Any, Final

from newsdesk.model.article import Json
from newsdesk.sources.feed_items import FoundItem
from newsdesk.sources.feed_places import absolute
from newsdesk.sources.feed_texts import short_text

MOST_FILES: Final = 100
_TEXTS: Final = {
    "itunes:duration": "duration",
    "itunes:episode": "episode",
    "itunes:season": "season",
    "podcast:episode": "episode",
    "podcast:season": "season",
    "itunes:explicit": "explicit",
    "dc:rights": "rights",
    "atom:rights": "rights",
    "slash:comments": "comment_count",
    "thr:total": "comment_count",
    "prism:doi": "doi",
    "media:rating": "rating",
}
_ADDRESSES: Final = {
    "comments": "comments",
    "wfw:commentrss": "comments_feed",
    "feedburner:origlink": "original",
}
_LINKS: Final = {"replies": "comments", "via": "via", "related": "related", "license": "license"}
_DEEPEST_SERIES: Final = 500


def read_extensions(
    item: FoundItem, children: dict[str, list[Any]], base: str, inside: Callable[[Any], dict[str, list[Any]]]
) -> None:
    """Fill `image` and `extra` of an item.

    Args:
        item: What was read of it so far.
        children: Its elements by canonical name; those of a `media:group` among them.
        base: What relative addresses stand on.
        inside: Gives the elements in an element, likewise by name.
    """
    extra: dict[str, Json] = {}
    for name, key in _TEXTS.items():
        if name in children and key not in extra:
            extra[key] = short_text(children[name][0])
    for name, key in _ADDRESSES.items():
        if name in children and (address := absolute(base, short_text(children[name][0]))):
            extra[key] = address
    files = _files(children, base)
    if files:
        extra["enclosures"] = files
    for link in children.get("atom:link", ()):
        key = _LINKS.get((link.get("rel") or "").lower(), "")
        if key and key not in extra and (address := absolute(base, link.get("href") or "")):
            extra[key] = address
    _read_source(extra, children, base, inside)
    _read_podcast(extra, children, base, inside)
    item.image, item.image_alt = _image(children, base, files, inside)
    item.extra = {key: value for key, value in extra.items() if value}


def _files(children: dict[str, list[Any]], base: str) -> list[dict[str, Json]]:
    """Enclosures and media, each address once."""
    found: dict[str, dict[str, Json]] = {}
    links = [link for link in children.get("atom:link", ()) if (link.get("rel") or "").lower() == "enclosure"]
    for element in (*children.get("enclosure", ()), *links, *children.get("media:content", ())):
        address = absolute(base, element.get("url") or element.get("href") or "")
        if not address or address in found or len(found) >= MOST_FILES:
            continue
        file: dict[str, Json] = {"url": address}
        kind = (element.get("type") or element.get("medium") or "").strip()
        if kind:
            file["type"] = kind[:128]
        size = (element.get("length") or element.get("fileSize") or "").strip()
        if size.isdigit() and len(size) <= 15 and int(size):
            file["bytes"] = int(size)
        title = (element.get("title") or "").strip()
        if title:
            file["title"] = title[:512]
        found[address] = file
    return list(found.values())


def _read_source(
    extra: dict[str, Json], children: dict[str, list[Any]], base: str, inside: Callable[[Any], dict[str, list[Any]]]
) -> None:
    """The feed that an item was taken over from."""
    for element in children.get("source", ()):
        extra["from"] = short_text(element)[:512]
        extra["from_feed"] = absolute(base, element.get("url") or "")
    for element in children.get("atom:source", ()):
        titles = inside(element).get("atom:title", ())
        extra["from"] = short_text(titles[0])[:512] if titles else ""


def _read_podcast(
    extra: dict[str, Json], children: dict[str, list[Any]], base: str, inside: Callable[[Any], dict[str, list[Any]]]
) -> None:
    for name, key in (("podcast:chapters", "chapters_file"), ("podcast:transcript", "transcript")):
        for element in children.get(name, ())[:1]:
            extra[key] = absolute(base, element.get("url") or "")
    chapters: list[Json] = []
    for element in children.get("psc:chapters", ()):
        for chapter in inside(element).get("psc:chapter", ())[:_DEEPEST_SERIES]:
            said = {
                "start": chapter.get("start") or "",
                "title": chapter.get("title") or "",
                "url": absolute(base, chapter.get("href") or ""),
            }
            chapters.append({key: value[:1024] for key, value in said.items() if value})
    extra["chapters"] = chapters
    persons = [short_text(element)[:256] for element in children.get("podcast:person", ())[:_DEEPEST_SERIES]]
    extra["persons"] = [person for person in persons if person]


def _image(
    children: dict[str, list[Any]],
    base: str,
    files: list[dict[str, Json]],
    inside: Callable[[Any], dict[str, list[Any]]],
) -> tuple[str, str]:
    """The picture of an item, and what is said of it: one that is meant as its picture before one that came along."""
    for element in children.get("media:content", ()):
        kind = f"{element.get('medium') or ''} {element.get('type') or ''}".lower()
        address = absolute(base, element.get("url") or "")
        if address and ("image" in kind or _is_picture(address)):
            said = inside(element)
            words = [*said.get("media:description", ()), *said.get("media:title", ()), *said.get("media:text", ())]
            return address, short_text(words[0])[:1024] if words else ""
    thumbnails = list(children.get("media:thumbnail", ()))
    for content in children.get("media:content", ()):
        thumbnails.extend(inside(content).get("media:thumbnail", ()))
    for element in (*thumbnails, *children.get("itunes:image", ()), *children.get("image", ())):
        nested = inside(element).get("url", ())
        said_address = (
            element.get("url") or element.get("href") or (short_text(nested[0]) if nested else short_text(element))
        )
        if address := absolute(base, said_address):
            return address, ""
    for file in files:
        if str(file.get("type", "")).lower().startswith("image"):
            return str(file["url"]), ""
    return "", ""


def _is_picture(address: str) -> bool:
    return address.lower().partition("?")[0].endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))
