"""A feed whose elements do not nest → a tree, item by item: what is broken in one item is broken in no other.

A tag that was never closed makes a parser take all that follows for its content. A person sees where the next item
begins. So the text is cut there, each piece is parsed by itself, and the trees are put together.
"""

import re
from typing import Any, Final

from lxml import etree

from newsdesk.sources.feed_xml import recovering_parser, repaired

MOST_PIECES: Final = 100_000
_OPENING: Final = re.compile(r"<((?:[A-Za-z_][\w.-]*:)?(?:item|entry))(?=[\s>/])", re.IGNORECASE)
_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:rss|rdf|feed)\b[^<>]*>", re.IGNORECASE)
_ISLAND: Final = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_LEAVES: Final = "title|link|guid|pubdate|description|author|category|comments|id|updated|published|summary|enclosure"
# A leaf whose next tag opens another one, or closes the item: its own closing tag was forgotten.
_UNCLOSED: Final = re.compile(
    rf"<(title|link|guid|pubDate|category|comments|id|updated|published)((?:\s[^<>]*)?(?<!/))>([^<]*)"
    rf"(?=<(?:{_LEAVES}|/?item|/?entry|/channel|[a-z]{{2,12}}:\w+)[\s/>])",
    re.IGNORECASE,
)


def parse_by_item(data: bytes, url: str) -> Any:
    """The tree of a feed, its items parsed one by one.

    Args:
        data: UTF-8.
        url: Where it came from.

    Returns:
        lxml's root element; None where nothing is found.
    """
    text = repaired(data.decode("utf-8", "replace"))
    islands = [found.span() for found in _ISLAND.finditer(text)] if "<![CDATA[" in text else []
    openings = _outside(list(_OPENING.finditer(text)), islands)[:MOST_PIECES]
    if not openings:
        return None
    start = _ROOT.search(text, 0, openings[0].start())
    around = start[0] if start and not start[0].endswith("/>") else "<rss>"
    root = _parsed(text[: openings[0].start()], url)
    if root is None:
        root = _parsed(around, url)
    if root is None:
        return None
    channel = next(root.iter("channel", "{*}channel"), root)
    for opening, following in zip(openings, [*openings[1:], None], strict=True):
        end = following.start() if following else len(text)
        closing = re.compile(rf"</{re.escape(opening[1])}\s*>", re.IGNORECASE).search(text, opening.end(), end)
        piece = text[opening.start() : closing.end() if closing else end]
        inside = _parsed(around + _UNCLOSED.sub(r"<\1\2>\3</\1>", piece), url)
        if inside is not None and len(inside):
            channel.append(inside[0])
    return root


def _outside(openings: list[re.Match[str]], islands: list[tuple[int, int]]) -> list[re.Match[str]]:
    """Those that do not stand in CDATA; both are in the order of the text."""
    kept: list[re.Match[str]] = []
    at = 0
    for opening in openings:
        while at < len(islands) and islands[at][1] <= opening.start():
            at += 1
        if at == len(islands) or opening.start() < islands[at][0]:
            kept.append(opening)
    return kept


def _parsed(text: str, url: str) -> Any:
    try:
        return etree.fromstring(text.encode("utf-8"), recovering_parser(), base_url=url)
    except (etree.XMLSyntaxError, ValueError):
        return None
