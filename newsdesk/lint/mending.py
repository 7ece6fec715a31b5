"""Rewrite the broken lines of an article's front matter, and nothing else.

The new lines are those that reading came up with (`text.front_matter`), so what python-frontmatter reads afterwards is
what newsdesk read before. Every other byte stays: line ends, the byte order mark, white space at the ends of lines,
bytes that no encoding explains. Mending what is mended changes nothing.
"""

import re

from newsdesk.text.decoding import Decoded, decode, encode
from newsdesk.text.front_matter import read_front_matter

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def mended(data: bytes) -> bytes | None:
    """The bytes of an article with its front matter mended.

    Returns:
        New bytes; None when there is nothing to mend, or nothing that can be mended without touching other bytes.
    """
    decoded = decode(data)
    if decoded.binary:
        return None
    above = read_front_matter(decoded.text.replace("\r\n", "\n").replace("\r", "\n"))
    if not above.mended:
        return None
    lines = _lines_of(data[len(decoded.mark) :], decoded)
    if lines is None:
        return None
    usual_end = "\r\n" if "\r\n" in decoded.text else "\n"
    # Only the lines that change are decoded and written again; the rest is kept as bytes.
    for number, wanted in above.mended.items():
        if number > len(lines):
            # The closing fence of a file that ends with its fields.
            wanted = wanted if _line_end(lines[-1], decoded) else "\n" + wanted
            lines.append(encode(wanted.replace("\n", usual_end), decoded.encoding))
            continue
        line_end = _line_end(lines[number - 1], decoded)
        wanted = wanted.replace("\n", line_end or usual_end)
        lines[number - 1] = encode(wanted + line_end, decoded.encoding)
    result = decoded.mark + b"".join(lines)
    return result if result != data else None


def _lines_of(data: bytes, decoded: Decoded) -> list[bytes] | None:
    """The lines of a file with their line ends, as bytes; None when its encoding cannot be written back."""
    if decoded.encoding in {"utf-8", "cp1252"}:
        return re.findall(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", data)
    if not decoded.exact or decoded.text.encode(decoded.encoding) != data:
        return None
    return [line.encode(decoded.encoding) for line in _LINES.findall(decoded.text) if line]


def _line_end(line: bytes, decoded: Decoded) -> str:
    text = line.decode(decoded.encoding, "replace")
    return text[len(text.rstrip("\r\n")) :]
