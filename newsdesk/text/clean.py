r"""The one gate between text from outside and a terminal.

Whatever an article, a feed, a file name or an error of the system says is untrusted: it may hold escape sequences
(ECMA-48), C1 controls, bidirectional overrides (Trojan Source, CVE-2021-42574), invisible tag characters and lone
surrogates. `clean` and `clean_line` take all of that out.
They run after the *last* decoding: YAML `\e`, JSON `\u001b` and
`&#27;` make an escape of harmless bytes.

Only characters are dropped, never what stands between them: of `ESC [31m` stays `[31m`, so that a reader sees that
something was there, and no sentence is lost behind an escape sequence that was never closed.
"""

import re
import unicodedata

from newsdesk.model.clean import Clean

MAX_MARKS_IN_A_ROW = 8
"""Combining marks on one letter; no script needs more than four, a hostile title brings thousands."""

# U+0080–U+009F are never meant as controls: they are Windows-1252 that was decoded as Latin-1 (HTML, 13.2.5.80).
_WINDOWS_1252 = {
    code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)
}  # five of them stay undefined, and are dropped

# Invisible or misleading everywhere: overrides, isolates, annotations, byte order mark, soft hyphen, tags.
_ALWAYS = "\x00-\x08\x0e-\x1f\x7f\x80-\x9f\u00ad\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_ODD_LINE_ENDS = "\x0b\x0c\u2028\u2029"
_BROKEN = "\ud800-\udfff\ufffe\uffff"
# Legitimate in running text (Arabic, Thai line breaks), a trick in a headline.
_IN_LINES = "\u061c\u200b\u200e\u200f\u2060-\u2064"

_BODY = re.compile(f"[{_ALWAYS}{_ODD_LINE_ENDS}{_BROKEN}]")
_LINE = re.compile(f"[{_ALWAYS}{_BROKEN}{_IN_LINES}]")
# A joiner with nothing behind it joins what is drawn next to the headline: a column's padding is a cell short.
_LOOSE_JOINER = re.compile(r"\u200d+(?=\s|\Z)")
_LINE_ENDS = re.compile("\r\n?")
_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{MAX_MARKS_IN_A_ROW + 1},}}")


def clean(text: str) -> Clean:
    r"""Make running text safe: a body, a description of several lines.

    Args:
        text: Decoded text of any origin; lone surrogates are allowed.

    Returns:
        The text with `\n` line ends, in which of the control characters only `\n` and `\t` are left. As many lines
        as before. Cleaning it again changes nothing.
    """
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    text = _BODY.sub(_replacement, text)
    return Clean(text if text.isascii() else _MARKS.sub(_fewer_marks, text))


def clean_line(text: str) -> Clean:
    """Make a text of one line safe: a headline, a name, a tag, a path, a message.

    Returns:
        The text without any control character, on one line: runs of white space are one space, ends are trimmed.
        Cleaning it again changes nothing.
    """
    if not (text.isascii() and text.isprintable()):
        text = _LOOSE_JOINER.sub("", _MARKS.sub(_fewer_marks, _LINE.sub(_replacement, text)))
    return Clean(" ".join(text.split()))


def _replacement(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    if 0x80 <= code < 0xA0:
        return _WINDOWS_1252[code]
    if character in _ODD_LINE_ENDS:
        return " "
    return "\ufffd" if 0xD800 <= code < 0xE000 or code in {0xFFFE, 0xFFFF} else ""


def _fewer_marks(found: re.Match[str]) -> str:
    kept: list[str] = []
    in_a_row = 0
    for character in found[0]:
        # Joiners (Cf) count as marks: between two marks they would start the count anew.
        in_a_row = in_a_row + 1 if unicodedata.category(character) in {"Mn", "Me", "Cf"} else 0
        if in_a_row <= MAX_MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)
