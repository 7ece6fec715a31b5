"""A feed's tree → what it says: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and what is put into them from elsewhere.

Followed are RSS 2.0.11, RDF Site Summary 1.0, RFC 4287 (Atom), RFC 6721 (deleted entries), RFC 5005 (complete feeds),
Dublin Core, Media RSS, Apple's and the Podcasting 2.0 elements, Podlove chapters. Elements of one format inside another
are read: half of all RSS feeds hold elements of Atom. What stands twice counts once: the first that says anything.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from newsdesk.sources.feed_extensions import read_extensions
from newsdesk.sources.feed_items import NO_TEXT, FoundFeed, FoundItem, Markup
from newsdesk.sources.feed_names import Names
from newsdesk.sources.feed_people import people_in
from newsdesk.sources.feed_places import absolute, link_of
from newsdesk.sources.feed_texts import first_markup, short_text

_TITLES: Final = ("title", "atom:title", "dc:title", "media:title", "itunes:title")
_CONTENTS: Final = ("content:encoded", "atom:content", "xhtml:body", "xhtml:div", "fullitem", "body")
_SUMMARIES: Final = (
    "description", "atom:summary", "dc:description", "itunes:summary", "media:description", "summary",
    "itunes:subtitle",
)  # fmt: skip
_PUBLISHED: Final = (
    "pubdate", "atom:published", "atom:issued", "published", "dc:date", "dcterms:issued", "dcterms:created",
    "atom:created", "dcterms:available", "prism:publicationdate", "date",
)  # fmt: skip
_UPDATED: Final = ("atom:updated", "atom:modified", "dcterms:modified", "updated", "lastbuilddate", "modified")
_TAGS: Final = ("category", "atom:category", "dc:subject", "media:category", "itunes:category")
_KEYWORDS: Final = ("media:keywords", "itunes:keywords", "keywords")
_PERIOD_MINUTES: Final = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

Children = dict[str, list[Any]]


class NoFeed(ValueError):
    """A tree that is no feed; the text says what it is instead, where one can tell."""


def read_elements(root: Any, url: str, *, bases: bool) -> FoundFeed:
    """Read a tree.

    Args:
        root: lxml's root element.
        url: Where the document came from.
        bases: Whether the document says `xml:base` anywhere; asking each element costs.

    Raises:
        NoFeed: it is none.
    """
    return _Reader(root, url, bases=bases).read()


class _Reader:
    def __init__(self, root: Any, url: str, *, bases: bool) -> None:
        self.names = Names(root)
        self.root = root
        self.url = url
        self.bases = bases
        self.feed = FoundFeed()

    def read(self) -> FoundFeed:
        kind = self.names.of(self.root.tag)
        if kind in {"html", "xhtml:html"}:
            raise NoFeed("it is a web page; `newsdesk feeds add` with its address finds the feed that it names")
        if kind == "opml":
            raise NoFeed("it is a list of subscriptions; `newsdesk feeds import` reads it")
        if kind in {"atom:feed", "feed"}:
            channel, items = self.root, self._named(self.root, {"atom:entry", "entry", "item"})
        elif kind in {"atom:entry", "entry"}:
            channel, items = self.root, iter((self.root,))
        else:
            channel, items = self._rss(kind)
        self.feed.format = self._format(kind)
        self._read_channel(channel, single=kind in {"atom:entry", "entry"})
        for item in items:
            self.feed.items.append(self._item(item))
            # What was read is let go of: of a large feed the tree takes as much as all that was found in it.
            item.clear(keep_tail=True)
        return self.feed

    def _rss(self, kind: str) -> tuple[Any, Iterator[Any]]:
        """The channel and the items, which stand in it (2.0), beside it (1.0), or where the writer put them."""
        channel = self.root if kind == "channel" else next(self._named(self.root, {"channel"}), None)
        items = list(self._everywhere({"item", "atom:entry"}))
        if channel is None and not items and kind not in {"rss", "rdf:rdf", "rdf"}:
            raise NoFeed(f"its first element is {self.root.tag[-60:] if isinstance(self.root.tag, str) else 'odd'}")
        return (self.root if channel is None else channel), iter(items)

    def _everywhere(self, wanted: set[str]) -> Iterator[Any]:
        """Elements at any depth, not those inside another one of them."""
        waiting = [iter(self.root)]
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
            elif self.names.of(child.tag) in wanted:
                yield child
                # Ill nested: an item that was never closed holds those that follow.
                if not wanted.isdisjoint(self.names.of(inside.tag) for inside in child):
                    waiting.append(iter(child))
            elif len(child) and len(waiting) < 8:
                waiting.append(iter(child))

    def _named(self, element: Any, wanted: set[str]) -> Iterator[Any]:
        return (child for child in element if self.names.of(child.tag) in wanted)

    def _format(self, kind: str) -> str:
        if kind.endswith(("feed", "entry")):
            old = (self.root.get("version") or "").strip() == "0.3" or "purl.org/atom" in str(self.root.tag)
            return "Atom 0.3" if old else "Atom 1.0"
        if kind.startswith("rdf"):
            return "RSS 0.90" if "netscape" in "".join(map(str, self.root.nsmap.values())) else "RSS 1.0"
        version = (self.root.get("version") or "").strip()[:8]
        return f"RSS {version}" if version else "RSS"

    def _children(self, element: Any) -> Children:
        found: Children = {}
        known = self.names.known
        for child in element:
            # Asked a million times in a large feed: the answer known already costs no call.
            tag = child.tag
            name = known.get(tag) or self.names.of(tag)
            if name:
                found.setdefault(name, []).append(child)
        return found

    def _base(self, element: Any) -> str:
        if not self.bases:
            return self.url
        try:
            return str(element.base or self.url)
        except ValueError:
            return self.url

    def _read_channel(self, channel: Any, *, single: bool) -> None:
        children = self._children(channel)
        feed = self.feed
        base = self._base(channel)
        feed.title = _markup(children, _TITLES)
        feed.description = _markup(children, ("description", "atom:subtitle", "atom:tagline", "itunes:summary"))
        feed.language = _text(children, ("language", "dc:language")) or (self.root.get(_LANG) or "")
        feed.site = absolute(base, link_of(children, base))
        feed.authors = [] if single else people_in(children, self.names)
        image = next(iter(children.get("image", ())), None)
        inside: Children = self._children(image) if image is not None else {}
        icon = _text(inside, ("url",)) or _text(children, ("atom:logo", "atom:icon")) or _href(children, "itunes:image")
        feed.image = absolute(base, icon)
        for link in (*children.get("atom:link", ()), *children.get("link", ())):
            rel = (link.get("rel") or "").lower()
            if rel == "hub":
                feed.hub = feed.hub or absolute(base, link.get("href") or "")
            elif rel == "self":
                feed.own_address = feed.own_address or absolute(base, link.get("href") or "")
        feed.complete = "fh:complete" in children or _text(children, ("itunes:complete",)).lower() == "yes"
        feed.ttl_minutes = _ttl(children)
        feed.skip_hours = tuple(sorted(self._numbers(children.get("skiphours", ()), "hour")))
        feed.skip_days = tuple(sorted(self._days(children.get("skipdays", ()))))
        feed.deleted = [
            ref.strip() for gone in children.get("at:deleted-entry", ()) if (ref := gone.get("ref") or "").strip()
        ]

    def _numbers(self, elements: Iterable[Any], name: str) -> set[int]:
        texts = (short_text(child) for element in elements for child in self._named(element, {name}))
        return {int(text) % 24 for text in texts if text.isdigit() and len(text) < 3 and int(text) <= 24}

    def _days(self, elements: Iterable[Any]) -> set[int]:
        texts = (short_text(child).lower() for element in elements for child in self._named(element, {"day"}))
        return {_DAYS.index(text) for text in texts if text in _DAYS}

    def _item(self, element: Any) -> FoundItem:
        children = self._children(element)
        # What is said of a group, or of the file in it, is said of the item where that says nothing itself.
        for holder in ("media:group", "media:content"):
            for inside in tuple(children.get(holder, ())):
                for name, members in self._children(inside).items():
                    children.setdefault(name, []).extend(members)
        base = self._base(element)
        item = FoundItem(base=base if self.bases and base != self.url else "")
        item.guid = _text(children, ("guid", "atom:id", "id"))
        if not item.guid:
            item.guid = _about(element) or _text(children, ("dc:identifier",))
        item.link = absolute(base, link_of(children, base))
        item.title = _markup(children, _TITLES)
        item.content = _markup(children, _CONTENTS)
        item.summary = _markup(children, _SUMMARIES)
        if self.bases and (content := next(iter(children.get("atom:content", ())), None)) is not None:
            own = self._base(content)
            item.base = own if own != self.url else item.base
        item.authors = people_in(children, self.names)
        if not item.authors and "atom:source" in children:
            item.authors = people_in(self._children(children["atom:source"][0]), self.names)
        item.published = _text(children, _PUBLISHED)
        item.updated = _text(children, _UPDATED)
        item.tags = _tags(children)
        item.language = element.get(_LANG) or _text(children, ("dc:language", "language"))
        read_extensions(item, children, base, self._children)
        return item


def _about(element: Any) -> str:
    """The id of an item of RSS 1.0."""
    return (element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or "").strip()


def _text(children: Children, names: Iterable[str]) -> str:
    for name in names:
        for element in children.get(name, ()):
            text = short_text(element)
            if text:
                return text
    return ""


def _markup(children: Children, names: Iterable[str]) -> Markup:
    for name in names:
        if name in children and (markup := first_markup(children[name], atom=name.startswith("atom:"))):
            return markup
    return NO_TEXT


def _href(children: Children, name: str) -> str:
    return next((found for element in children.get(name, ()) if (found := (element.get("href") or "").strip())), "")


def _tags(children: Children) -> list[str]:
    tags: list[str] = []
    for name in _TAGS:
        tags.extend(
            tag.get("label") or tag.get("term") or tag.get("text") or short_text(tag) for tag in children.get(name, ())
        )
    for name in _KEYWORDS:
        for element in children.get(name, ()):
            tags.extend(_keywords(short_text(element)))
    return [tag for tag in tags if tag.strip()]


def _keywords(text: str) -> list[str]:
    """Keywords stand in one element, with commas."""
    return [part.strip() for part in text.split(",")][:50]


def _ttl(children: Children) -> int | None:
    """Minutes between two looks: `ttl`, or the syndication module's period by its frequency."""
    ttl = _text(children, ("ttl",))
    if ttl.isdigit():
        return min(int(ttl[:9]), 525_600)
    period = _PERIOD_MINUTES.get(_text(children, ("sy:updateperiod",)).lower())
    if period is None:
        return None
    times = _text(children, ("sy:updatefrequency",))
    return period // max(int(times[:6]) if times.isdigit() else 1, 1)
