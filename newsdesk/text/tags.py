"""HTML cut into text and tags, however broken.

The scanner is our own because the standard library's takes quadratic time over broken tags (60 KB of `<a ` keep it
busy for 56 s); this one passes over everything once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from newsdesk.text.clean import clean_line

_NAME = re.compile(r"</?([A-Za-z][\w:.\-]*)")
_QUOTE_OR_END = re.compile(r"[>\"']")
_ATTRIBUTE = re.compile(r"(?<![\w\-:])([a-zA-Z_:][\w\-:]*+)\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++)")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it stands in the text."""

    name: str
    """In the case in which it is written: JSX tells components from elements by it."""
    closing: bool
    empty: bool
    """Whether it closes itself: `<br/>`."""
    source: str

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes, names in lower case, values clean and on one line."""
        return attributes_of(self.source)


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a tag as it stands in the text, names in lower case, values clean and on one line."""
    return {name.lower(): clean_line(unescape(value.strip("\"'"))) for name, value in _ATTRIBUTE.findall(tag)}


def scan(html: str) -> Iterator[str | Tag]:
    """Text, with its entities decoded, and tags in their order; comments, declarations and instructions are left out.

    Args:
        html: Any text. A `<` that begins no tag is text.
    """
    at = 0
    last_end = html.rfind(">")
    while at < len(html):
        start = html.find("<", at)
        if start < 0 or start > last_end:
            yield unescape(html[at:])
            return
        if start > at:
            yield unescape(html[at:start])
        if html.startswith("<!--", start):
            end = html.find("-->", start + 2)
            at = end + 3 if end >= 0 else len(html)
        elif html.startswith("<![CDATA[", start):
            end = html.find("]]>", start)
            at = end + 3 if end >= 0 else len(html)
        elif html.startswith(("<!", "<?"), start):
            at = html.find(">", start) + 1
        elif found := _NAME.match(html, start):
            at = _tag_end(html, found.end())
            source = html[start:at]
            yield Tag(found[1], source[1] == "/", source.endswith("/>"), source)
        else:
            yield "<"
            at = start + 1


def _tag_end(html: str, at: int) -> int:
    """The place after a tag's `>`, which may stand in quotes before; there is a `>` further on."""
    place = at
    while found := _QUOTE_OR_END.search(html, place):
        if found[0] == ">":
            return found.end()
        closing = html.find(found[0], found.end())
        if closing < 0:
            break
        place = closing + 1
    return html.find(">", at) + 1
