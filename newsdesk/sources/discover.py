"""Which feeds a page offers: in its HTML, or where its kind of site always has them.

Pure: given an address, and the page's HTML where it was fetched, say which addresses to try, best first. Who fetches
them finds out whether they are feeds.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, quote, urljoin, urlsplit, urlunsplit

from newsdesk.model.article import EMPTY
from newsdesk.model.clean import Clean
from newsdesk.text.clean import clean_line
from newsdesk.text.tags import Tag, scan

MOST_OFFERS: Final = 50
_LOOKED_AT: Final = 2 * 1024 * 1024
"""Of a page, in characters: links of all kinds stand in its head, but some heads are long."""
_TYPES: Final = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/feed+json": 1,
    "application/rdf+xml": 1,
    "application/x.atom+xml": 1,
    "application/x-atom+xml": 1,
    "text/rss+xml": 1,
    "text/atom+xml": 1,
    "application/json": 2,
    "application/xml": 3,
    "text/xml": 3,
}
_LOOKS_LIKE_A_FEED: Final = re.compile(
    r"(?:/(?:feed|rss|atom)(?:[./?]|$))|(?:\.(?:rss|atom|rdf)(?:\?|$))|(?:/(?:feed|rss|atom|index)\.(?:xml|json))"
    r"|(?:feeds?\.feedburner\.com/)|(?:[?&]feed=(?:rss2?|atom))",
    re.IGNORECASE,
)
_JSON_OF_A_FEED: Final = re.compile(r"feed", re.IGNORECASE)
_COMMENTS: Final = re.compile(r"comments?(?: feed)?\b|/comments/", re.IGNORECASE)
_USUAL: Final = (
    "feed",
    "rss",
    "feed.xml",
    "rss.xml",
    "atom.xml",
    "index.xml",
    "feed/",
    "feeds/posts/default",
    "feed.json",
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that there may be."""

    url: str
    title: Clean = EMPTY
    """What the page calls it."""
    named: bool = True
    """Whether the page or the kind of site names it; else it is a guess, at an address where feeds often are."""


def offers(url: str, html: str = "") -> tuple[Offer, ...]:
    """The feeds of a page, best first, no address twice.

    Args:
        url: Of the page, after redirects.
        html: Of the page, decoded; empty where it was not fetched.
    """
    found: dict[str, Offer] = {}
    page = _Page(url, html)
    for offer in (*of_known_site(url, html), *page.linked(), *page.mentioned(), *guesses(url)):
        found.setdefault(offer.url, offer)
    return tuple(found.values())[:MOST_OFFERS]


def of_known_site(url: str, html: str = "") -> list[Offer]:
    """Where sites that everybody knows have their feeds, whether or not their pages say so."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    path = [part for part in parts.path.split("/") if part]
    if host in {"youtube.com", "youtube-nocookie.com"}:
        return _of_youtube(parts.query, path, html)
    if host in {"reddit.com", "old.reddit.com", "new.reddit.com"}:
        return _of_reddit(path)
    if host == "github.com" and len(path) >= 2:
        return _of_github(path)
    if host.endswith(".substack.com"):
        return [Offer(f"https://{host}/feed")]
    if host == "medium.com" and path:
        return [Offer(f"https://medium.com/feed/{'/'.join(path[:2]) if path[0] == 'tag' else path[0]}")]
    if path and path[0].startswith("@") and path[0].count("@") == 1 and len(path) == 1:
        # Mastodon and its kin: a profile is /@name on whichever server.
        return [Offer(f"https://{parts.netloc}/{path[0]}.rss")]
    return []


_CHANNEL: Final = re.compile(r"\b(UC[\w-]{22})\b")
_CHANNEL_IN_PAGE: Final = re.compile(
    r"(?:\"(?:externalId|channelId|browseId)\":\s*\"|/channel/|channel_id=|itemprop=\"(?:channelId|identifier)\""
    r" content=\")"
    r"(UC[\w-]{22})\b"
)


def _of_youtube(query: str, path: list[str], html: str) -> list[Offer]:
    """A channel by its id, in the address or in the page; a playlist."""
    feeds = "https://www.youtube.com/feeds/videos.xml"
    found: list[Offer] = []
    playlist = parse_qs(query).get("list", [""])[0]
    if playlist and re.fullmatch(r"[\w-]{10,64}", playlist):
        found.append(Offer(f"{feeds}?playlist_id={playlist}"))
    in_path = _CHANNEL.search("/".join(path)) if path[:1] == ["channel"] else None
    in_page = _CHANNEL_IN_PAGE.search(html[:_LOOKED_AT])
    channel = in_path or in_page
    if channel:
        found.append(Offer(f"{feeds}?channel_id={channel[1]}"))
    if path[:1] == ["user"] and len(path) > 1:
        found.append(Offer(f"{feeds}?user={quote(path[1])}"))
    return found


def _of_reddit(path: list[str]) -> list[Offer]:
    if path[:1] and path[0] in {"r", "user", "u"} and len(path) > 1:
        return [Offer(f"https://www.reddit.com/{'/'.join(map(quote, path))}/.rss")]
    return [Offer("https://www.reddit.com/.rss")] if not path else []


def _of_github(path: list[str]) -> list[Offer]:
    """Releases, then tags (of those who make no releases), then commits."""
    owner, name = map(quote, path[:2])
    repository = f"https://github.com/{owner}/{name.removesuffix('.git')}"
    names = {"tags": ["tags", "releases", "commits"], "commits": ["commits", "releases", "tags"]}
    kinds = names.get(path[2] if len(path) > 2 else "", ["releases", "tags", "commits"])
    return [Offer(f"{repository}/{kind}.atom", clean_line(f"{path[1]}: {kind}")) for kind in kinds]


def guesses(url: str) -> list[Offer]:
    """Where feeds often are: below the page's folder, then at the site's root."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    if not parts.netloc:
        return []
    folder = parts.path if parts.path.endswith("/") else parts.path.rpartition("/")[0] + "/"
    whole = parts.path.rstrip("/") + "/"
    places = dict.fromkeys((whole, folder, "/"))
    found: list[Offer] = []
    for place in places:
        root = urlunsplit((parts.scheme, parts.netloc, place, "", ""))
        found.extend(Offer(urljoin(root, name), named=False) for name in _USUAL)
    return found[: 2 * len(_USUAL)]


class _Page:
    def __init__(self, url: str, html: str) -> None:
        self.base = url
        self.tags = [part for part in scan(html[:_LOOKED_AT]) if isinstance(part, Tag) and not part.closing]
        for tag in self.tags:
            if tag.name.lower() == "base" and (href := tag.attributes.get("href", "")):
                self.base = _joined(url, href) or url
                break

    def linked(self) -> list[Offer]:
        """`<link rel="alternate" type="application/rss+xml">`, in the order of the page, feeds of comments last."""
        found: list[tuple[int, int, Offer]] = []
        for tag in self.tags:
            if tag.name.lower() != "link":
                continue
            attributes = tag.attributes
            rels = attributes.get("rel", "").lower().split()
            kind = attributes.get("type", "").lower().partition(";")[0].strip()
            address = _joined(self.base, attributes.get("href", ""))
            rank = _TYPES.get(kind, 9)
            if kind == "application/json" and not _JSON_OF_A_FEED.search(address + attributes.get("title", "")):
                rank = 9
            if not address or not ("feed" in rels or ("alternate" in rels and rank < 9)):
                continue
            title = clean_line(attributes.get("title", ""))[:256]
            of_comments = bool(_COMMENTS.search(address + " " + title))
            found.append((of_comments, min(rank, 3), Offer(address, Clean(title))))
        return [offer for _, _, offer in sorted(found, key=lambda entry: entry[:2])]

    def mentioned(self) -> list[Offer]:
        """Links in the text that look like feeds."""
        found: list[Offer] = []
        for tag in self.tags:
            if tag.name.lower() == "a" and (href := tag.attributes.get("href", "")):
                address = _joined(self.base, href)
                if address and _LOOKS_LIKE_A_FEED.search(address):
                    found.append(Offer(address))
        return sorted(found, key=lambda offer: bool(_COMMENTS.search(offer.url)))


def _joined(base: str, address: str) -> str:
    """An absolute address on the web, without its fragment; empty for every other one."""
    try:
        parts = urlsplit(urljoin(base, address.strip().removeprefix("feed:")))
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc or len(address) > 2048 or not address.strip():
        return ""
    return urlunsplit(parts._replace(fragment="")).replace(" ", "%20")
