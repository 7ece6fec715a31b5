"""The texts of a feed's elements: as markup, in whichever of five ways it was put there.

RSS writes HTML escaped, in CDATA, or (wrongly, often) as elements; Atom says with `type` what it did (RFC 4287, 3.1),
Atom 0.3 with `mode`, base64 among them.
"""

import binascii
import re
from base64 import b64decode
from typing import Any, Final

from lxml import etree

from newsdesk.sources.feed_items import NO_TEXT, Markup

_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_NAMESPACE: Final = re.compile(r" xmlns(?::[\w.-]+)?=\"[^\"<>]*\"")
_HTML_TYPES: Final = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml", "text/x-html"})
_TEXT_TYPES: Final = frozenset({"", "text", "text/plain"})


def text_of(element: Any) -> str:
    """The text of an element and all elements in it."""
    return "".join(element.itertext()) if len(element) else (element.text or "")


def short_text(element: Any) -> str:
    """The text of an element that holds an address, a name, a date: trimmed."""
    return text_of(element).strip()


def rss_markup(element: Any) -> Markup:
    """The text of an element of RSS: HTML, as everybody writes it; Media RSS can say that it is not."""
    if len(element):
        return Markup(inner(element))
    return Markup(element.text or "", html=element.get("type") not in {"plain", "text", "text/plain"})


def atom_markup(element: Any) -> Markup:
    """The text of an element of Atom, as its `type` says."""
    kind = (element.get("type") or "").strip().lower().partition(";")[0]
    mode = (element.get("mode") or "").strip().lower()
    if kind == "xhtml" or mode == "xml" or len(element):
        return Markup(_without_div(inner(element)))
    text = element.text or ""
    if mode == "base64" or ("/" in kind and not kind.startswith("text/") and kind not in _HTML_TYPES):
        if not kind.endswith(("+xml", "/xml")):
            text = _from_base64(text)
        return Markup(text, html=kind in _HTML_TYPES or "<" in text)
    html = kind in _HTML_TYPES or mode == "escaped"
    # Who forgets the type of an escaped text means it as HTML all the same.
    return Markup(text, html=html or (kind in _TEXT_TYPES and _looks_like_html(text)))


def _looks_like_html(text: str) -> bool:
    return "</" in text or "/>" in text or "<p>" in text or "<br>" in text


def _from_base64(text: str) -> str:
    try:
        return b64decode("".join(text.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        # Said to be base64, and plain text all the same.
        return text


def inner(element: Any) -> str:
    """What stands in an element, as HTML without namespaces."""
    parts = [_escaped(element.text or "")]
    for child in element:
        if isinstance(child.tag, str):
            _strip_namespaces(child)
            html = etree.tostring(child, encoding="unicode", method="html", with_tail=False)
            parts.append(_NAMESPACE.sub("", html))
        parts.append(_escaped(child.tail or ""))
    return "".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _strip_namespaces(element: Any) -> None:
    for inside in element.iter(f"{_XHTML}*"):
        inside.tag = inside.tag[len(_XHTML) :]


def _without_div(html: str) -> str:
    """The `div` around XHTML is no part of the text (RFC 4287, 3.1.1.3)."""
    stripped = html.strip()
    if stripped.startswith("<div") and stripped.endswith("</div>") and stripped.count("<div") == 1:
        return stripped[stripped.index(">") + 1 : -len("</div>")].strip()
    return stripped


def first_markup(elements: list[Any], *, atom: bool) -> Markup:
    """The first of some elements that says anything."""
    for element in elements:
        markup = atom_markup(element) if atom else rss_markup(element)
        if markup:
            return markup
    return NO_TEXT
