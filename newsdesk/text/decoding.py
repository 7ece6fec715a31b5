"""Bytes of an article file → text, whatever they were written in.

UTF-8 is the rule (with or without a byte order mark); UTF-16 and UTF-32 are told by their marks or their zeros; what
is none of these is Windows-1252, as browsers take it (WHATWG Encoding, 4.2). Where single bytes are wrong in a text
that is UTF-8 otherwise, only these bytes are. Nothing raises and nothing is dropped; the encoding is named, so that
`lint` can write the same bytes again.
"""

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT_BYTES = 4096
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\x0b\x0c\r\x1b"))
_BINARY_SHARE = 0.05
"""A text holds a stray control character; of a picture or an archive every tenth byte is one."""
_WINDOWS_1252 = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_BACK_FROM_WINDOWS_1252 = {ord(character): code for code, character in _WINDOWS_1252.items()}
_ESCAPED_BYTES = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and how it was written."""

    text: str
    """Line ends as they are in the file; without the byte order mark."""
    encoding: str
    """A codec's name; `utf-8` with wrong bytes in it is `utf-8` and not `exact`."""
    mark: bytes = b""
    """The byte order mark, if there was one."""
    exact: bool = True
    """Whether every byte was what the encoding allows."""
    binary: bool = False
    """Whether this is no text at all."""


def decode(data: bytes) -> Decoded:
    """The text of a file. Never raises."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding, mark)
    holds_zeros = b"\0" in data[:_LOOKED_AT_BYTES]
    if holds_zeros and (wide := _wide_encoding(data)):
        return _decode_as(data, wide, b"")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", binary=holds_zeros and _is_binary(data))
    except UnicodeDecodeError:
        return _decode_otherwise(data)


def _decode_as(data: bytes, encoding: str, mark: bytes) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, mark)
    except UnicodeDecodeError:
        if encoding == "utf-8":
            decoded = _decode_otherwise(data)
            return Decoded(decoded.text, decoded.encoding, mark, exact=False, binary=decoded.binary)
        return Decoded(data.decode(encoding, "replace"), encoding, mark, exact=False)


def _decode_otherwise(data: bytes) -> Decoded:
    if _is_binary(data):
        return Decoded(windows_1252(data), "cp1252", binary=True)
    text = data.decode("utf-8", "surrogateescape")
    wrong = len(_ESCAPED_BYTES.findall(text))
    # Windows-1252 hardly ever makes a valid sequence of UTF-8 by chance: a few of them say what was meant.
    if 2 * len(_BEYOND_ASCII.findall(text)) >= wrong:
        return Decoded(_ESCAPED_BYTES.sub(_as_windows_1252, text), "utf-8", exact=False)
    return Decoded(windows_1252(data), "cp1252")


def _as_windows_1252(found: re.Match[str]) -> str:
    return windows_1252(bytes([ord(found[0]) - 0xDC00]))


def windows_1252(data: bytes) -> str:
    """Decode Windows-1252; the five bytes that it leaves undefined become the C1 controls of the same number."""
    return data.decode("latin-1").translate(_WINDOWS_1252)


def encode(text: str, encoding: str) -> bytes:
    """Text back into bytes, so that what `decode` made of wrong or undefined bytes becomes these bytes again."""
    if encoding == "cp1252":
        return text.translate(_BACK_FROM_WINDOWS_1252).encode("latin-1", "replace")
    return text.encode(encoding, "surrogatepass")


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark: in text of any European language every other byte is zero."""
    start = data[:_LOOKED_AT_BYTES]
    half = max(len(start) // 2, 1)
    if len(data) % 2 == 0:
        if start[1::2].count(0) > 0.7 * half and start[0::2].count(0) < 0.1 * half:
            return "utf-16-le"
        if start[0::2].count(0) > 0.7 * half and start[1::2].count(0) < 0.1 * half:
            return "utf-16-be"
    return ""


def _is_binary(data: bytes) -> bool:
    start = data[:_LOOKED_AT_BYTES]
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return controls > _BINARY_SHARE * len(start)
