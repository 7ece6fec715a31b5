"""What a feed says, before it has passed the gate: the same few values whichever format they stood in.

The readers of formats (`feed_elements` for XML, `feed_json`, `feed_patient`) fill them, `feed_pieces` makes articles of
them. All text in here is decoded and untrusted.
"""

from dataclasses import dataclass, field

from newsdesk.model.article import Json


@dataclass(slots=True)
class Markup:
    """A text, and whether its tags are tags."""

    text: str
    html: bool = True

    def __bool__(self) -> bool:
        return bool(self.text.strip())


NO_TEXT = Markup("")


@dataclass(slots=True)
class FoundItem:
    """One item."""

    guid: str = ""
    link: str = ""
    title: Markup = field(default_factory=lambda: NO_TEXT)
    summary: Markup = field(default_factory=lambda: NO_TEXT)
    """What stands beside the content, or is all there is."""
    content: Markup = field(default_factory=lambda: NO_TEXT)
    authors: list[str] = field(default_factory=list)
    published: str = ""
    updated: str = ""
    tags: list[str] = field(default_factory=list)
    image: str = ""
    image_alt: str = ""
    language: str = ""
    base: str = ""
    """What relative addresses in it stand on, where the feed says (`xml:base`)."""
    extra: dict[str, Json] = field(default_factory=dict)
    """What no field of an article is for: `enclosures`, `comments`, `chapters`, `duration`, …"""


@dataclass(slots=True)
class FoundFeed:
    """A feed and its items, in the order of the document."""

    format: str = ""
    """`RSS 2.0`, `Atom 1.0`, `JSON Feed 1.1`, …"""
    title: Markup = field(default_factory=lambda: NO_TEXT)
    site: str = ""
    """The address of the page that it is the feed of."""
    description: Markup = field(default_factory=lambda: NO_TEXT)
    language: str = ""
    image: str = ""
    authors: list[str] = field(default_factory=list)
    """Of items that name none (RFC 4287, 4.2.1)."""
    hub: str = ""
    own_address: str = ""
    """What it says to be fetched from (`rel="self"`)."""
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    """Monday is 0."""
    complete: bool = False
    """Whether what is not in it is no part of it any more (RFC 5005, 2; `itunes:complete`)."""
    items: list[FoundItem] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    """Ids of items that were taken back (RFC 6721)."""
    faults: list[tuple[str, str]] = field(default_factory=list)
    """Code and sentence of what was worked round."""
