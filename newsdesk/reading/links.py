"""What a link may lead to, and how its address may reach a terminal.

A link is an address on the web (http, https, mailto), or a place that newsdesk itself can go to: another article, a
heading, a footnote, a picture. Any other scheme (`javascript:`, `file:`, `ssh:`) makes no link: its text is just text.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from newsdesk.text.clean import clean_line

MAX_ADDRESS_BYTES = 2_000
"""Terminals cut or refuse longer addresses in OSC 8 (VTE: 2,083)."""

_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.\-]*):")
_WEB = re.compile(r"(?:https?://[^/\s?#]|mailto:[^\s@]+@?)", re.IGNORECASE)
_NOT_IN_ADDRESS = re.compile(r"[^\x21-\x7e]|[\"<>\\^`{|}]")


class LinkKind(StrEnum):
    """Where a link leads."""

    WEB = "web"
    """http, https or mailto."""
    ANCHOR = "anchor"
    """A heading or anchor of this article; the target is its name without `#`."""
    ARTICLE = "article"
    """A path, relative to the article or to the root of its site; may end in `#anchor`."""
    NOTE = "note"
    """A footnote of this article; the target is its label."""
    BACK = "back"
    """From a footnote to where it is referred to; the target is its label."""
    PICTURE = "picture"
    """A picture: a web address or a path as the article gives it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place that a span leads to."""

    kind: LinkKind
    target: str

    @property
    def address(self) -> str | None:
        """The address in the form that OSC 8 and a browser may be given, None for what is not on the web."""
        return osc8_address(self.target) if self.kind in {LinkKind.WEB, LinkKind.PICTURE} else None


def link_to(destination: str) -> Link | None:
    """The link that a destination written in Markdown or HTML makes.

    Returns:
        None for an empty destination and for every scheme but http, https and mailto.
    """
    destination = clean_line(destination)
    if not destination:
        return None
    if destination.startswith("//"):
        destination = "https:" + destination
    # Browsers pass over white space in a scheme ("java script:"). "notes:2.md" may be a path, but a wrong guess here
    # would run something.
    if _SCHEME.match("".join(destination.split())):
        return Link(LinkKind.WEB, destination) if osc8_address(destination) else None
    if destination.startswith("#"):
        return Link(LinkKind.ANCHOR, unquote(destination[1:]))
    return None if destination.startswith("\\\\") else Link(LinkKind.ARTICLE, destination)


def osc8_address(url: str) -> str | None:
    """An address that is safe inside an OSC 8 sequence.

    Args:
        url: Any text.

    Returns:
        The URL with everything outside of 0x21–0x7E percent-encoded as UTF-8 (RFC 3986), at most 2,000 bytes long;
        None when it is no http, https or mailto address, or longer.
    """
    url = url.strip()
    if not _WEB.match(url):
        return None
    encoded = _NOT_IN_ADDRESS.sub(_percent_encoded, url)
    return encoded if len(encoded) <= MAX_ADDRESS_BYTES else None


def host_of(url: str) -> str:
    """The host of a web address, `""` where there is none; to show beside a text that looks like another address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # "http://[": an address that only looks like one has no host
        return ""


def _percent_encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
