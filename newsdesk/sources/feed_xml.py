"""The XML of a feed → a tree, however broken it is.

A ladder: what is well-formed is parsed as it stands; what is not is repaired as a person would read it (entities of
HTML, a bare `&`, control characters), and parsed again; what is broken still is read as far as it makes sense. Each
rung is libxml2 (lxml) with everything off that reaches outside: no entity is resolved, no DTD loaded, nothing fetched.
The declaration of the document's type is cut off before, and its entities with it. Depth is bounded by libxml2, 2,048.
"""

import re
from dataclasses import dataclass
from html.entities import html5
from typing import Any

from lxml import etree

_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[<>]*(?:\[(?:[^\]\"']|\"[^\"]*\"|'[^']*')*+\]\s*)?>", re.IGNORECASE)
_DOCTYPE_FROM = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_HEAD_BYTES = 64 * 1024
"""Within these a declaration or the document's first element begins."""
_ITEM = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_ISLAND = re.compile(r"<!\[CDATA\[|<!--|<\?")
_ISLAND_ENDS = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AMPERSAND = re.compile(r"&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?")
_BARE_LESS = re.compile(r"<(?![A-Za-z_/!?])")
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})


@dataclass(frozen=True, slots=True)
class ParsedXml:
    """A tree, and how it came about."""

    root: Any
    """lxml's root element; None when there is not even one element."""
    repaired: bool = False
    items: int = 0
    """How many items a repaired document seems to have, by their opening tags."""
    too_deep: bool = False


def parse_xml(data: bytes, url: str) -> ParsedXml:
    """Parse a feed.

    Args:
        data: UTF-8, as `feed_decoding` gives it.
        url: Where it came from: what `xml:base` and relative addresses stand on.
    """
    data = _without_doctype(data)
    try:
        return ParsedXml(etree.fromstring(data, _parser(), base_url=url))
    except (etree.XMLSyntaxError, ValueError):
        return _parse_broken(data, url)


def recovering_parser() -> Any:
    """A parser that goes on where it does not understand."""
    return _parser(recover=True)


def _parser(*, recover: bool = False) -> Any:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        # A text of more than 10 MB is cut later, and is no reason to lose what follows it.
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )


def _without_doctype(data: bytes) -> bytes:
    """From the first `<` on, without the declaration of the document's type."""
    start = data.find(b"<")
    if start > 0:
        data = data[start:]
    if not _DOCTYPE_FROM.search(data, 0, _HEAD_BYTES):
        return data
    found = _DOCTYPE.search(data)
    return data[: found.start()] + data[found.end() :] if found else _DOCTYPE_FROM.sub(b"<!", data, count=1)


def _parse_broken(data: bytes, url: str) -> ParsedXml:
    mended = repaired(data.decode("utf-8", "replace")).encode("utf-8")
    try:
        return ParsedXml(etree.fromstring(mended, _parser(), base_url=url), repaired=True)
    except (etree.XMLSyntaxError, ValueError):
        parser = recovering_parser()
    try:
        root = etree.fromstring(mended, parser, base_url=url)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    too_deep = any("depth" in entry.message for entry in parser.error_log)
    return ParsedXml(root, repaired=True, items=sum(1 for _ in _ITEM.finditer(mended)), too_deep=too_deep)


def repaired(text: str) -> str:
    """A document with the faults mended that a person would read past.

    CDATA sections, comments and instructions stay as they are, but for characters that XML does not allow.
    """
    text = _NOT_XML.sub("", text)
    parts: list[str] = []
    at = 0
    unclosed: set[str] = set()
    while found := _ISLAND.search(text, at):
        end = -1 if found[0] in unclosed else text.find(_ISLAND_ENDS[found[0]], found.end())
        if end < 0:
            # Looked for once and not for every further one: none of them is closed either.
            unclosed.add(found[0])
            parts.append(_mended(text[at : found.end()]))
            at = found.end()
            continue
        end += len(_ISLAND_ENDS[found[0]])
        parts.append(_mended(text[at : found.start()]))
        parts.append(text[found.start() : end])
        at = end
    parts.append(_mended(text[at:]))
    return "".join(parts)


def _mended(text: str) -> str:
    return _BARE_LESS.sub("&lt;", _AMPERSAND.sub(_entity, text))


def _entity(found: re.Match[str]) -> str:
    """A reference as XML has it: its own, a number of a character that exists, or the character that HTML means."""
    name = found[1]
    if name is None:
        return "&amp;"
    if name in _XML_ENTITIES:
        return found[0]
    if name[0] != "#":
        meant = html5.get(name)
        return found[0].replace("&", "&amp;") if meant is None else _escaped(meant)
    code = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
    if 0x80 <= code < 0xA0:
        # Meant as Windows-1252, as everywhere on the web (HTML, 13.2.5.80).
        return bytes([code]).decode("cp1252", "ignore")
    if code > 0x10FFFF or _NOT_XML.fullmatch(chr(code)):
        return ""
    return found[0]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
