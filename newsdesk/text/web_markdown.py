"""HTML of the web → Markdown, when somebody opens an article of a feed or a page.

The conversion is html-to-markdown's. Here is what it must not see, and what it must: scripts, forms and pictures that
count readers are taken out, addresses made absolute and clean, embedded films become links, and what only looks like
Markdown is kept from being read as such. Nothing is fetched.
"""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from newsdesk.model.clean import Clean
from newsdesk.text.clean import clean
from newsdesk.text.html import to_markdown as broken_to_markdown
from newsdesk.text.web_address import readable

LONGEST: Final = 4 * 1024 * 1024
"""In characters; of more the beginning is converted."""
DEEPEST: Final = 90
"""Elements in one another. What is deeper goes to the scanner, which does not mind."""

_REMOVED: Final = frozenset(
    (
        *("script", "style", "template", "noscript", "form", "button", "input", "select", "textarea", "svg"),
        *("head", "link", "meta", "base", "title", "applet", "frameset", "frame", "canvas", "dialog"),
    )
)
_EMBEDDED: Final = frozenset({"iframe", "video", "audio", "embed", "object"})
_WITHIN_LINES: Final = frozenset({"a", "b", "strong", "i", "em", "span", "code", "img", "sub", "sup", "font", "abbr"})
_CODE: Final = frozenset({"pre", "code", "kbd", "samp", "tt"})
_PIXEL: Final = re.compile(
    r"/~r/|/~ff/|//(?:pixel|b)\.(?:wp|gif)|pixel\.wp\.com|stats\.wordpress\.com|doubleclick\.net|google-analytics\.com"
    r"|feedsportal\.com|scorecardresearch\.com|/piwik\.php|/matomo\.php|[/.]pixel\.(?:gif|png)|/tracking?/(?:pixel|open)"
    r"|medium\.com/_/stat|/open\.aspx|list-manage\.com/track|facebook\.com/tr[?/]|share\.flipboard|count\.gif",
    re.IGNORECASE,
)
_LAZY: Final = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-srcset", "srcset")
_SIZE: Final = re.compile(r"\s*(\d{1,5})(?:px)?\s*$")
_PLAYERS: Final = (
    (re.compile(r"^(?:www\.)?youtube(?:-nocookie)?\.com$"), re.compile(r"^/embed/([\w-]{6,20})"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"^player\.vimeo\.com$"), re.compile(r"^/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"^(?:www\.)?dailymotion\.com$"), re.compile(r"^/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
)  # fmt: skip
# What Markdown (CommonMark, and our additions to it) would give a meaning that the writer of a text did not mean.
_SPECIAL: Final = re.compile(r"[\\`\[\]<>{}$~|^]|\*(?!\s)|(?<!\s)\*|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w])|=(?==)")
_LINE_START: Final = re.compile(r"^(\s*)([#+\-=:!]|\d{1,9}[.)](?=\s|$))")
# Signs are letters of the private use area until the conversion is done: it would escape too much, or too little.
_SIGNS: Final = "\\`[]<>{}$~|^*_&=#+-:!.)"
_GUARDED: Final = {sign: chr(0xE0A0 + number) for number, sign in enumerate(_SIGNS)}
_UNGUARD: Final = str.maketrans({letter: f"\\{sign}" for sign, letter in _GUARDED.items()})
_TAKEN: Final = re.compile(f"[{chr(0xE0A0)}-{chr(0xE0A0 + len(_SIGNS))}]")


def web_markdown(html: str, base: str) -> Clean:
    """The Markdown of a page's or an item's HTML.

    Args:
        html: As it came; any fragment.
        base: The address that relative ones stand on.

    Returns:
        Clean Markdown without scripts and forms. Never raises on content: what cannot be parsed as a tree is read by
        `text.html`, plainer.
    """
    html = _TAKEN.sub("", html[:LONGEST])
    if not html.strip():
        return Clean("")
    tree = _tree(html)
    if tree is None:
        return Clean(broken_to_markdown(clean(html)))
    _tidy(tree, base)
    return clean(_converted(tree).translate(_UNGUARD).strip("\n") + "\n")


def _tree(html: str) -> Any:
    """The tree of a fragment; None where it is deeper than the converter goes."""
    # lxml and the converter are loaded when somebody opens the first article of the web.
    from lxml import etree
    from lxml import html as lxml_html

    try:
        parser = lxml_html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
        tree = lxml_html.fragment_fromstring(html.encode("utf-8", "replace"), create_parent="div", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    deepest = 0
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return tree if deepest <= DEEPEST else None


def _converted(tree: Any) -> str:
    import html_to_markdown
    from lxml import etree

    options = html_to_markdown.ConversionOptions(
        autolinks=False,
        extract_metadata=False,
        br_in_tables=True,
        compact_tables=True,
        preserve_tags=["sub", "sup"],
    )
    converted = html_to_markdown.convert(etree.tostring(tree, encoding="unicode", method="html"), options)
    return str(converted.content or "")


def _tidy(tree: Any, base: str) -> None:
    for element in list(tree.iter()):
        name = element.tag if isinstance(element.tag, str) else ""
        if element.getparent() is None and element is not tree:
            continue
        if not name or name in _REMOVED:
            if element is not tree:
                element.drop_tree()
        elif name == "img":
            _tidy_picture(element, base)
        elif name in _EMBEDDED:
            _link_instead(element, base)
        elif name == "a":
            _tidy_link(element, base)
    _guard(tree)


def _guard(tree: Any) -> None:
    """Keep letters outside code from a meaning that their writer did not give them."""
    within = {inside for code in tree.iter(*_CODE) for inside in code.iter()}
    for element in tree.iter():
        if element.text and element not in within:
            element.text = _guarded(element.text, begins_line=True)
        # What follows a piece of code is outside it, unless that lies in another one.
        parent = element.getparent()
        if element.tail and parent is not None and parent not in within:
            element.tail = _guarded(element.tail, begins_line=element.tag not in _WITHIN_LINES)


def _guarded(text: str, *, begins_line: bool) -> str:
    if begins_line:
        text = _LINE_START.sub(lambda found: found[1] + found[2][:-1] + _GUARDED[found[2][-1]], text)
    return _SPECIAL.sub(lambda found: _GUARDED[found[0]], text)


def _tidy_picture(element: Any, base: str) -> None:
    """An address that shows something; a picture that only counts readers goes."""
    address = (element.get("src") or "").strip()
    if not address or address.startswith("data:"):
        lazy = next((value for key in _LAZY if (value := (element.get(key) or "").strip())), "")
        address = lazy.split()[0].rstrip(",") if lazy else ""
    address = readable(address, base)
    tiny = _is_tiny(element.get("width")) and _is_tiny(element.get("height"))
    if not address or tiny or _PIXEL.search(address):
        element.drop_tree()
        return
    alt = element.get("alt") or ""
    element.attrib.clear()
    element.set("src", address)
    element.set("alt", " ".join(alt.split()))


def _is_tiny(size: str | None) -> bool:
    found = _SIZE.match(size or "")
    return found is not None and int(found[1]) <= 2


def _tidy_link(element: Any, base: str) -> None:
    href = (element.get("href") or "").strip()
    address = href if href.startswith("#") and len(href) > 1 else readable(href, base)
    element.attrib.clear()
    if address:
        element.set("href", address)
    else:
        element.drop_tag()


def _link_instead(element: Any, base: str) -> None:
    """A film, a sound, a page in the page: a link to it, where there is an address."""
    address = element.get("src") or element.get("data") or element.get("data-src") or ""
    source = next(element.iter("source"), None)
    if not address and source is not None:
        address = source.get("src") or ""
    address = readable(address, base)
    kind = {"video": "Video", "audio": "Audio"}.get(element.tag, "Embedded")
    title = " ".join((element.get("title") or "").split())
    for child in list(element):
        if child.tag != "img":
            child.drop_tree()
    if not address or _PIXEL.search(address):
        element.drop_tree()
        return
    host = urlsplit(address).hostname or ""
    for hosts, path, page in _PLAYERS:
        found = path.match(urlsplit(address).path)
        if hosts.match(host) and found:
            address, kind = page.format(found[1]), "Video"
    tail = element.tail
    element.clear()
    element.tag = "p"
    element.tail = tail
    link = element.makeelement("a", {"href": address})
    link.text = f"{kind}: {title or host.removeprefix('www.')}"
    element.append(link)
