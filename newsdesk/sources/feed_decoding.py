"""The bytes of a feed → UTF-8, whatever it says or forgets to say about its encoding.

What the server says, what the document says and what the bytes are often differ. The bytes have the first word (a byte
order mark, or letters beyond ASCII that are valid UTF-8, which no other encoding is by chance), then the document
(XML 1.0, appendix F), then the server (RFC 7303), then Windows-1252 as browsers have it. Only encodings of text are
looked up: `rot13`, `zip` or `utf-7` are names that Python knows and no feed needs.
"""

import codecs
import re
from dataclasses import dataclass

from newsdesk.text.decoding import decode, windows_1252

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]{1,40})\s*[\"']", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)

# What is declared → what is decoded: the larger set that writers use under the smaller one's name (WHATWG, 4.2).
_LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_TEXT = frozenset(
    (
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp874"),
        *(f"iso8859-{number}" for number in range(1, 17)),
        *(f"cp125{number}" for number in range(9)),
        *("cp437", "cp850", "cp852", "cp855", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"),
        *("cp932", "euc_jp", "iso2022_jp", "gb18030", "hz", "big5hkscs", "cp949", "johab"),
    )
)


@dataclass(frozen=True, slots=True)
class DecodedFeed:
    """A feed's text as UTF-8 without a byte order mark."""

    data: bytes
    encoding: str
    exact: bool = True
    """Whether it was what it said to be."""


def decode_feed(data: bytes, content_type: str = "") -> DecodedFeed:
    """The text of a feed. Never raises.

    Args:
        data: The body of an answer, unpacked.
        content_type: What the server called it, with its `charset`.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded_as(data[len(mark) :], encoding) or _guessed(data)
    for start, encoding in _WIDE_STARTS:
        if data.startswith(start):
            return _decoded_as(data, encoding) or _guessed(data)
    declared = _DECLARED.match(data[:512])
    charset = _CHARSET.search(content_type[:512])
    names = [declared[1].decode("ascii") if declared else "", charset[1] if charset else ""]
    if not _is_stateful(names[0] or names[1]):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return DecodedFeed(data, "utf-8")
    for name in names:
        encoding = text_encoding(name)
        if encoding and encoding != "utf-8" and (decoded := _decoded_as(data, encoding)):
            return decoded
    return _guessed(data)


def text_encoding(name: str) -> str:
    """Python's name of an encoding of text; empty for an unknown name and for what is no encoding of text."""
    try:
        # Looked up in the list first and last: a name may be an alias on either side of `_LARGER`.
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    known = _LARGER.get(known, known)
    return known if known in _TEXT else ""


def _is_stateful(name: str) -> bool:
    """Encodings that are ASCII bytes from end to end, and still not ASCII."""
    return text_encoding(name) in {"iso2022_jp", "hz"}


def _decoded_as(data: bytes, encoding: str) -> DecodedFeed | None:
    if encoding == "cp1252":
        return DecodedFeed(windows_1252(data).encode("utf-8"), encoding)
    try:
        return DecodedFeed(data.decode(encoding).encode("utf-8"), encoding)
    except UnicodeError:
        return None


def _guessed(data: bytes) -> DecodedFeed:
    decoded = decode(data)
    return DecodedFeed(decoded.text.encode("utf-8", "replace"), decoded.encoding, exact=False)
