"""Regular expressions that people type, kept from running for ever.

Uses the `regex` package, which can stop a match after a time and gives the lock of the interpreter back while it works;
`re` can do neither, and `(a+)+$` would hold the whole desk.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

MAX_REPEATS = 1000
"""More repetitions than that in braces are a way to fill the memory."""


@lru_cache(maxsize=16)
def compiled(source: str) -> "regex.Pattern[str]":
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
