"""One line of text as a reader sees it: entities decoded, inline HTML and inline Markdown gone.

For headlines and standfirsts, where generators allow markup. What only looks like markup stays: `[AP] Title`,
`List<T>`, `C* and snake_case_names`, `5 * 3 * 2`. The result has passed the gate, after the last decoding.
"""

import html
import re

from newsdesk.model.clean import Clean
from newsdesk.text.clean import clean_line

# Only tags that HTML gives to phrasing (and a paragraph around a line): `<T>` and `<antirez>` are text.
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|bdi|bdo|br|cite|code|del|dfn|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|samp|small|span|strike|"
    r"strong|sub|sup|time|tt|u|var|wbr)(?:\s[^<>]*)?/?>|<!--.*?-->",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_STRONG = re.compile(r"(?<![\w*\\])(\*\*\*|\*\*|\*)(?=[^\s*])([^*]+?)(?<=[^\s*\\])\1(?![\w*])")
# Two underscores around a single word are more often Python's than Markdown's: `__init__.py`.
_UNDERSCORED = re.compile(
    r"(?<![\w\\])(?:__(?=[^\s_])([^_]{1,200} [^_]{1,200}?)(?<=[^\s_])__|_(?=[^\s_])([^_]+?)(?<=[^\s_\\])_)(?!\w)"
)
_STRUCK = re.compile(r"~~(?=\S)([^~]+?)(?<=\S)~~")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
LONGEST = 8_192
"""In characters: what a description is cut to; a title and a name are shorter."""
_ANY_MARKUP = re.compile(r"[<`*_~\[\\]")


def plain_line(text: str) -> Clean:
    """A headline as plain text, on one line.

    Args:
        text: Text with HTML entities (HTML 5, 13.5), inline HTML and inline Markdown (CommonMark 0.31, 6). What is
            longer than LONGEST is cut, so that no headline costs more than a moment.
    """
    text = text[:LONGEST]
    if "&" in text:
        text = html.unescape(text)
    if _ANY_MARKUP.search(text):
        text = _without_markup(text)
    return clean_line(text)


def _without_markup(text: str) -> str:
    if "<" in text:
        text = _TAG.sub("", text)
    code: list[str] = []

    def keep(found: re.Match[str]) -> str:
        code.append(found[2].strip())
        return f"\x00{len(code) - 1}\x00"

    # Nothing inside a code span is markup: it is taken out and put back. NUL never stands in a text from outside here.
    text = _CODE.sub(keep, text.replace("\x00", ""))
    text = _LINK.sub(r"\1", text)
    text = _STRUCK.sub(r"\1", _UNDERSCORED.sub(r"\1\2", _STRONG.sub(r"\2", text)))
    text = _ESCAPED.sub(r"\1", text)
    return re.sub("\x00(\\d+)\x00", lambda found: code[int(found[1])], text)
