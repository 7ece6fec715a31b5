"""HTML of feeds and pages, as far as a line or a glance needs it: no tree is built here.

`html_line` makes a headline of a title, `html_text` a standfirst of a summary, `read_text` the words of a body. Tags
are taken out before entities are decoded, so that `&lt;b&gt;` stays what somebody wrote about HTML. What only looks
like a tag (`<T>`) stays too.
"""

import re
from html import unescape

from newsdesk.model.clean import Clean
from newsdesk.text.clean import clean_line

_ELEMENTS = (
    "a|abbr|acronym|address|article|aside|audio|b|bdi|bdo|big|blockquote|body|br|button|center|cite|code|col|colgroup|dd|"
    "del|details|dfn|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|"
    "img|input|ins|kbd|label|li|link|main|map|mark|meta|nav|noscript|object|ol|p|param|picture|pre|q|s|samp|section|"
    "small|source|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|title|tr|tt|u|ul|var|video|wbr"
)
_TAG = re.compile(rf"</?(?:{_ELEMENTS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_APART = re.compile(
    r"</?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figure|figcaption|footer|h[1-6]|header|hr|li|ol|p|pre|section|"
    r"table|td|th|tr|ul)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"<(script|style|template|svg|noscript)(?=[\s>])[^<>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL
)
_HIDDEN_START = re.compile(r"<(script|style|template|svg|noscript)(?=[\s>])[^<>]*>|<!--", re.IGNORECASE)
_HIDDEN_END = {
    "": re.compile("-->"),
    **{
        name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "template", "svg", "noscript")
    },
}
_ANY_TAG = re.compile(r"<[A-Za-z/!]")


def html_line(html: str) -> Clean:
    """A title as one line of plain text."""
    if "<" in html:
        html = _TAG.sub("", html)
    return clean_line(unescape(html) if "&" in html else html)


def read_text(body: str) -> str:
    """What there is to read in a body: HTML without its tags and entities, Markdown as it is, but for tags in it.

    A body with fenced code in it is Markdown, and the tags in it are what somebody wrote about.
    """
    if "<" in body and "```" not in body:
        body = _TAG.sub("", _APART.sub(" ", _without_hidden(body)))
    return unescape(body) if "&" in body else body


def _without_hidden(html: str) -> str:
    """HTML without scripts, styles and comments. Linear, also where a thousand of them are never closed."""
    parts: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while found := _HIDDEN_START.search(html, at):
        name = (found[1] or "").lower()
        end = None if name in unclosed else _HIDDEN_END[name].search(html, found.end())
        parts.append(html[at : found.start()])
        at = end.end() if end else found.end()
        if end is None:
            unclosed.add(name)
    return " ".join([*parts, html[at:]])


def html_text(html: str, *, limit: int) -> Clean:
    """The beginning of a text, without its tags, on one line.

    Args:
        html: The text; only as much of it is looked at as the result may need.
        limit: The most characters wanted; a longer text is cut between two words and ends in `…`.
    """
    html = html[: limit * 8 + 2048]
    if _ANY_TAG.search(html):
        html = _TAG.sub("", _APART.sub(" ", _HIDDEN.sub(" ", html)))
        html = html[: html.rfind("<")] if html.rfind("<") > html.rfind(">") else html
    line = clean_line(unescape(html) if "&" in html else html)
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return clean_line((cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut) + "…")
