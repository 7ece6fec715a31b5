"""Regular expressions that people type, kept from running for ever.

Uses the `regex` package, which can stop a match after a time and gives the lock of the interpreter back while it works;
`re` can do neither, and `(a+)+$` would hold the whole desk.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import regex

Expression: TypeAlias = "regex.Pattern[str]"

MAX_REPEATS = 1000
"""More repetitions than that in braces are a way to fill the memory."""
_PIECE = re.compile(
    r"""\\(?P<escape>.)
    |(?P<class>\[\^?)(?P<members>(?:[^][\\]|\\.)+)\]
    |\((?![?*]) | \(\?[:=!>] | \(\?<[=!] | \(\?P?<[a-z_]\w*> | \) | \{\d*,?\d*\} | [^][\\(){}]
    |(?P<odd>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_WITHOUT_LINE_ENDS = {"s": r"[^\S\n]", "W": r"[^\w\n]", "D": r"[^\d\n]"}
_CAPITAL = re.compile("[A-Z]")
_ALSO_PLAIN = "\u017f\u212a\u0130\u0131"
"""Letters that match plain s, k and i where case does not matter, but are none in small letters."""
_HARMLESS = re.compile(r"[bBmMdwS1-9]|[^\w\s]")
"""Escapes that mean no line end, and no end of the whole text."""


@lru_cache(maxsize=16)
def compiled(source: str) -> Expression:
    """The expression, ready to search lines without regard to case. Raises `regex.error` where it is none."""
    import regex

    return regex.compile(source, regex.IGNORECASE | regex.VERSION0)


def pattern_fault(source: str) -> str:
    """What is wrong with an expression, in a few words; nothing where it is fine."""
    import regex

    if any(int(number) > MAX_REPEATS for number in regex.findall(r"[{,](\d{1,9})(?=[,}])", source)):
        return f"more than {MAX_REPEATS} repetitions"
    try:
        compiled(source)
    except (regex.error, OverflowError, RecursionError) as error:
        return str(error)
    return ""


@dataclass(frozen=True, slots=True)
class ForLines:
    """An expression, ready to search many lines at once.

    In each line it finds something exactly where `compiled` does in that line alone: nothing in it matches a line end.
    """

    in_any: "Expression"
    in_small: "Expression | None"
    """The same for small letters, among which it searches three times as fast."""

    def for_text(self, text: str) -> "tuple[Expression, str]":
        """What to search with, and in what: the text, or the text in small letters, which has the same lines."""
        if self.in_small is None or any(letter in text for letter in _ALSO_PLAIN):
            return self.in_any, text
        return self.in_small, text.lower()


@lru_cache(maxsize=16)
def compiled_for_lines(source: str) -> ForLines | None:
    """The expression for many lines. None for the rare ones of which it is hard to tell what line ends do to them."""
    import regex

    pieces = _within_lines(source)
    if pieces is None:
        return None
    flags = regex.VERSION0 | regex.MULTILINE
    in_any = regex.compile("".join(pieces), flags | regex.IGNORECASE)
    if not source.isascii() or any(piece.startswith("[") and _CAPITAL.search(piece) for piece in pieces):
        return ForLines(in_any, None)
    return ForLines(in_any, regex.compile("".join(p if p[0] in "\\(" else p.lower() for p in pieces), flags))


def _within_lines(source: str) -> list[str] | None:
    pieces: list[str] = []
    for found in _PIECE.finditer(source):
        piece = found[0]
        if found["odd"] or min(piece) < " ":
            return None
        if found["class"]:
            members = found["members"]
            escapes = re.findall(r"\\(.)", members)
            if found["class"] == "[^":
                # Its members may be anything; one more of them is the line end.
                piece = rf"[^\n\{members}]" if members.startswith("-") else rf"[^\n{members}]"
            elif not all(_HARMLESS.match(escape) for escape in escapes):
                return None
        elif found["escape"]:
            piece = _WITHOUT_LINE_ENDS.get(found["escape"], piece)
            if piece == found[0] and not _HARMLESS.match(found["escape"]):
                return None
        pieces.append(piece)
    return pieces
