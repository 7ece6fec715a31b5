"""Regular expressions that people type, kept from running for ever.

Uses the `regex` package, which can stop a match after a time and gives the lock of the interpreter back while it works;
`re` can do neither, and `(a+)+$` would hold the whole desk.
"""

import re
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


@lru_cache(maxsize=16)
def compiled_for_lines(source: str) -> "Expression | None":
    """The expression, ready to search many lines at once; of another kind than `compiled`.

    In each line of a text it finds something exactly where `compiled` does in that line alone: nothing in it matches a
    line end. None for the rare expressions of which that is hard to tell. Raises `regex.error` where it is none.
    """
    import regex

    within = _within_lines(source)
    return None if within is None else regex.compile(within, regex.IGNORECASE | regex.VERSION0 | regex.MULTILINE)


def _within_lines(source: str) -> str | None:
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
    return "".join(pieces)
