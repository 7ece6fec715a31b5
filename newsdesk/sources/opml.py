"""Lists of subscriptions in OPML 2.0 (and 1.0, 1.1), in and out: nested folders, well-formed or not.

A third of the lists that people exchange are not well-formed: a bare `&` in an address, a quote in a title. What
an XML parser does not get through is read tag by tag.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from newsdesk.model.article import EMPTY
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError
from newsdesk.sources.feed_decoding import decode_feed
from newsdesk.sources.feed_xml import parse_xml
from newsdesk.sources.subscriptions import Gathering, Subscription, Subscriptions, shortened
from newsdesk.text.clean import clean_line
from newsdesk.text.markup import html_line
from newsdesk.text.tags import Tag, scan

DEEPEST: Final = 32
"""Folders in one another; what lies deeper lies in the last of them."""
_NO_FEED: Final = frozenset({"link", "include", "pie"})


class ListUnreadable(NewsdeskError):
    """A file is no list of subscriptions."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} is no list of subscriptions that can be read: {reason}.")


Opening = dict[str, str]
"""Attributes of an outline, names in lower case."""


def read_opml(data: bytes, *, name: str = "The file") -> Subscriptions:
    """Read a list.

    Args:
        data: The file's bytes.
        name: What messages call it.

    Raises:
        ListUnreadable: it is none.
    """
    text = decode_feed(data).data
    parsed = parse_xml(text, "")
    gathering = Gathering()
    title = EMPTY
    if parsed.root is not None and not parsed.repaired:
        title = _title(next((element.text or "" for element in parsed.root.iter("title")), ""))
        _gather(gathering, _of_tree(parsed.root))
        seen = any(_local(element.tag) in {"outline", "opml"} for element in parsed.root.iter())
        malformed = False
    else:
        decoded = text.decode("utf-8", "replace")
        _gather(gathering, _of_tags(decoded))
        seen, malformed = "<outline" in decoded.lower(), True
    if not seen:
        raise ListUnreadable(name, "it holds no outlines, as OPML does")
    return gathering.all(title, malformed=malformed)


def _local(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _of_tree(root: object) -> Iterator[Opening | None]:
    """Outlines in their order: attributes where one begins, None where one ends."""
    from lxml import etree

    for event, element in etree.iterwalk(root, events=("start", "end")):
        if _local(element.tag) == "outline":
            yield {_local(key): str(value) for key, value in element.attrib.items()} if event == "start" else None


def _of_tags(text: str) -> Iterator[Opening | None]:
    """The same of a text that is no XML."""
    for tag in scan(text):
        if isinstance(tag, Tag) and tag.name.lower() == "outline":
            if tag.closing:
                yield None
                continue
            yield tag.attributes
            if tag.empty:
                yield None


def _gather(gathering: Gathering, outlines: Iterable[Opening | None]) -> None:
    """Follow the nesting: an outline with an address is a feed, one without is a folder."""
    folders: list[Clean] = []
    is_folder: list[bool] = []
    for outline in outlines:
        if outline is None:
            if is_folder and is_folder.pop() and folders:
                folders.pop()
            continue
        url = clean_line(outline.get("xmlurl", "").strip())
        name = _title(outline.get("text", "") or outline.get("title", ""))
        is_folder.append(not url and bool(name) and len(folders) < DEEPEST)
        if url:
            gathering.add(_subscription(outline, url, name, folders))
        elif is_folder[-1] and outline.get("type", "").lower() not in _NO_FEED:
            folders.append(name)
        else:
            is_folder[-1] = False


def _subscription(outline: Opening, url: Clean, name: Clean, folders: list[Clean]) -> Subscription:
    folder = tuple(folders)
    tags: list[Clean] = []
    for category in outline.get("category", "").split(","):
        parts = tuple(filter(None, map(shortened, category.strip().split("/"))))
        # `/Science/Climate` is a place in a hierarchy, `climate` a tag (OPML 2.0, "category").
        if category.strip().startswith("/") and len(parts) > 1 and not folder:
            folder = parts[:DEEPEST]
        else:
            tags.extend(parts)
    site = clean_line(outline.get("htmlurl", "").strip())
    usable = site.lower().startswith(("http://", "https://")) and len(site) <= 2048
    return Subscription(
        url=url,
        title=EMPTY if name == url else name,
        site=site if usable else EMPTY,
        folder=folder,
        tags=tuple(dict.fromkeys(tags)),
    )


def _title(text: str) -> Clean:
    return shortened(html_line(text))


def write_opml(feeds: Iterable[Subscription], *, title: str = "newsdesk") -> bytes:
    """A list as OPML 2.0, in UTF-8; read again, it says the same.

    Feeds of one folder stand together, folders in the order of their first feed.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_escaped(title)}</title></head>",
        "  <body>",
    ]
    tree = _Folder()
    for feed in feeds:
        inner = tree
        for name in feed.folder:
            inner = inner.folders.setdefault(name, _Folder())
        inner.feeds.append(feed)
    lines.extend(_written(tree, 2))
    lines += ["  </body>", "</opml>", ""]
    return "\n".join(lines).encode("utf-8")


class _Folder:
    __slots__ = ("feeds", "folders")

    def __init__(self) -> None:
        self.feeds: list[Subscription] = []
        self.folders: dict[str, _Folder] = {}


def _written(folder: _Folder, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for feed in folder.feeds:
        attributes = {
            "type": "rss",
            "text": _entitled(feed.title or feed.url),
            "title": _entitled(feed.title),
            "xmlUrl": feed.url,
            "htmlUrl": feed.site,
            "category": ",".join(tag.replace(",", " ").replace("/", " ") for tag in feed.tags),
        }
        said = " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items() if value)
        yield f"{indent}<outline {said}/>"
    for name, inside in folder.folders.items():
        yield f"{indent}<outline text={quoteattr(_entitled(name))}>"
        yield from _written(inside, depth + 1)
        yield f"{indent}</outline>"


def _entitled(text: str) -> str:
    """Titles are read as HTML, as everybody writes them: a title that looks like it is escaped once more."""
    return _escaped(text) if "&" in text or "<" in text else text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
