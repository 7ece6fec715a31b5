"""The first heading of a Markdown body, for articles without a title of their own."""

import re

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FIRST = re.compile(
    r"^ {0,3}#[ \t]+(?P<atx>\S[^\n]*)$"
    r"|^(?! {4}|[ \t]*[-*+>#|][ \t]|[ \t]*$)[ ]{0,3}(?P<setext>[^\n]+)\n {0,3}=+[ \t]*$"
    r"|<h1\b[^<>]{0,400}>(?P<html>.{1,1000}?)</h1>",
    re.MULTILINE | re.IGNORECASE | re.DOTALL,
)
_ANY = re.compile(
    r"^ {0,3}#{1,6}[ \t]+(?P<atx>\S[^\n]*)$"
    r"|^(?! {4}|[ \t]*[-*+>#|]|[ \t]*$)[ ]{0,3}(?P<setext>[^\n]+)\n {0,3}(?:=+|-{2,})[ \t]*$",
    re.MULTILINE,
)
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{[:#.][^{}]*\}[ \t]*$")
LOOKED_AT = 65_536
"""In characters: a title does not stand further below."""


def first_heading(body: str) -> str:
    """The text of the first heading of the first level (CommonMark 0.31, 4.2 and 4.3; or `<h1>`), else of any level.

    Returns:
        Its Markdown, on one line; empty when there is no heading.
    """
    text = (
        _COMMENT.sub("", _FENCE.sub("", body[:LOOKED_AT]))
        if "```" in body or "~~~" in body or "<!--" in body
        else body[:LOOKED_AT]
    )
    found = _FIRST.search(text) or _ANY.search(text)
    if found is None:
        return ""
    heading = next(group for group in found.groups() if group is not None)
    return _ATTRIBUTES.sub("", _CLOSING_HASHES.sub("", heading)).strip()
