"""The addresses in a feed: which of several links is the article, and what a relative one stands on."""

import re
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from newsdesk.sources.feed_texts import short_text

LONGEST_ADDRESS: Final = 2048
_FOLLOWED: Final = frozenset({"http", "https"})
_USUAL: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#]|$)")
_BROKEN: Final = str.maketrans("", "", "\t\r\n")


def absolute(base: str, address: str) -> str:
    """An address on the web; empty for everything else, such as `javascript:`, `data:` and what is too long."""
    address = address.strip().translate(_BROKEN)
    if not address or len(address) > LONGEST_ADDRESS:
        return ""
    if not _USUAL.match(address):
        try:
            address = urljoin(base, address)
            parts = urlsplit(address)
        except ValueError:
            return ""
        if parts.scheme not in _FOLLOWED or not parts.netloc:
            return ""
    return address.replace(" ", "%20")


def is_absolute(address: str) -> bool:
    """Whether an address needs no base."""
    return address[:8].lower().startswith(("http://", "https://"))


def link_of(children: dict[str, list[Any]], base: str) -> str:
    """The address of the page that a channel or an item is about.

    A link of Atom says what it is for (`rel`); of several alternates the one in HTML counts. RSS has `link`, and a
    `guid` that is a permalink unless it says otherwise.
    """
    best, best_rank = "", 9
    for element in (*children.get("link", ()), *children.get("atom:link", ())):
        href = (element.get("href") or "").strip()
        rank = _rank(element, href)
        address = href or short_text(element)
        if address and rank < best_rank and absolute(base, address):
            best, best_rank = address, rank
    if best:
        return best
    for element in children.get("guid", ()):
        guid = short_text(element)
        permanent = (element.get("isPermaLink") or element.get("ispermalink") or "true").strip().lower() != "false"
        if permanent and (is_absolute(guid) or ("/" in guid and ":" not in guid and " " not in guid)):
            return guid
    for name in ("atom:id", "feedburner:origlink", "itunes:link", "prism:url", "dc:identifier"):
        for element in children.get(name, ()):
            if is_absolute(short_text(element)):
                return short_text(element)
    # A text that lies elsewhere, a film that plays there.
    for name, attribute in (("atom:content", "src"), ("media:player", "url")):
        for element in children.get(name, ()):
            if address := (element.get(attribute) or "").strip():
                return str(address)
    return ""


def _rank(element: Any, href: str) -> int:
    """0 is what everybody means by a link; 9 is none."""
    if not href:
        # The text of RSS's `link`. Atom's has none.
        return 1
    rel = (element.get("rel") or "alternate").strip().lower()
    kind = (element.get("type") or "").lower()
    if rel in {"alternate", "http://www.iana.org/assignments/relation/alternate"}:
        return 2 if kind and "html" not in kind else 0
    # Better than nothing; `related` and `via` lead to what the article is about.
    return {"related": 4, "via": 5}.get(rel, 9)
