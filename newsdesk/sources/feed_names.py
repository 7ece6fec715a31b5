"""What the elements of feeds are called: namespaces by the short names that everybody knows them by.

Writers spell a namespace's address with and without `www`, with `https`, in capitals, without its last slash; some
forget to declare it and write only the prefix. `Names` gives for each element its canonical name in lower case:
`title`, `atom:link`, `dc:creator`. Elements of RSS have no prefix, whichever of its namespaces they stand in.
"""

from typing import Any, Final

_ADDRESSES: Final = {
    "": (
        "purl.org/rss/1.0",
        "my.netscape.com/rdf/simple/0.9",
        "channel.netscape.com/rdf/simple/0.9",
        "backend.userland.com/rss",
        "backend.userland.com/rss2",
        "backend.userland.com/rss091",
        "blogs.law.harvard.edu/tech/rss",
        "cyber.law.harvard.edu/rss/rss.html",
        "my.netscape.com/publish/formats/rss-0.91.dtd",
        "purl.org/net/rss1.1",
    ),
    "atom": ("w3.org/2005/atom", "purl.org/atom/ns", "example.com/newformat", "example.com/necho"),
    "rdf": ("w3.org/1999/02/22-rdf-syntax-ns",),
    "dc": ("purl.org/dc/elements/1.1", "purl.org/dc/elements/1.0"),
    "dcterms": ("purl.org/dc/terms",),
    "content": ("purl.org/rss/1.0/modules/content",),
    "sy": ("purl.org/rss/1.0/modules/syndication",),
    "slash": ("purl.org/rss/1.0/modules/slash",),
    "prism": ("prismstandard.org/namespaces/basic/2.0", "prismstandard.org/namespaces/1.2/basic"),
    "media": ("search.yahoo.com/mrss", "video.search.yahoo.com/mrss", "search.yahoo.com/mrss/rss"),
    "itunes": ("itunes.com/dtds/podcast-1.0.dtd", "itunes.apple.com/dtds/podcast-1.0.dtd"),
    "podcast": (
        "podcastindex.org/namespace/1.0",
        "github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    ),
    "psc": ("podlove.org/simple-chapters",),
    "at": ("purl.org/atompub/tombstones/1.0",),
    "fh": ("purl.org/syndication/history/1.0",),
    "thr": ("purl.org/syndication/thread/1.0",),
    "wfw": ("wellformedweb.org/commentapi",),
    "feedburner": ("rssnamespace.org/feedburner/ext/1.0",),
    "xhtml": ("w3.org/1999/xhtml",),
    "xml": ("w3.org/xml/1998/namespace",),
}  # fmt: skip
_PREFIXES: Final = {address: prefix for prefix, addresses in _ADDRESSES.items() for address in addresses}
_ROOTS_OF_RSS: Final = frozenset({"rss", "rdf", "channel"})
_ROOTS_OF_ATOM: Final = frozenset({"feed", "entry"})
_MOST_REMEMBERED = 2_000
"""Different names of a document; a hostile one has a new one for every element."""


def prefix_of(namespace: str) -> str | None:
    """The short name of a namespace, None for one that means nothing to a newsroom."""
    address = namespace.strip().lower().rstrip("/#")
    address = address.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return _PREFIXES.get(address)


class Names:
    """The names of one document's elements."""

    def __init__(self, root: Any) -> None:
        """Look at the document's first element: a namespace that nobody knows is there the format's own."""
        self.known: dict[str, str] = {}
        """The names found out so far, by tag."""
        self._own: dict[str, str] = {}
        namespace, local = _split(root.tag)
        if local.lower() in _ROOTS_OF_ATOM and not namespace:
            self._own[""] = "atom"
        elif namespace and prefix_of(namespace) is None:
            self._own[namespace] = "" if local.lower() in _ROOTS_OF_RSS else "atom"

    def of(self, tag: object) -> str:
        """The canonical name of an element; empty for what is none, such as an unresolved entity."""
        if not isinstance(tag, str):
            return ""
        name = self.known.get(tag)
        if name is None:
            name = self._name(tag)
            if len(self.known) < _MOST_REMEMBERED:
                self.known[tag] = name
        return name

    def _name(self, tag: str) -> str:
        namespace, local = _split(tag)
        if not namespace:
            # A prefix that was never declared stays in the name, and means what it always means.
            name = local.lower().removeprefix("rss:")
            return name if ":" in name or "" not in self._own else f"atom:{name}"
        prefix = self._own[namespace] if namespace in self._own else prefix_of(namespace)
        if prefix is None:
            return f"?:{local.lower()}"
        return f"{prefix}:{local.lower()}" if prefix else local.lower()


def _split(tag: str) -> tuple[str, str]:
    if tag[:1] != "{":
        return "", tag
    namespace, _, local = tag[1:].rpartition("}")
    return namespace, local
