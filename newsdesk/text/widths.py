"""How many cells a text takes, and cutting it to a number of them.

The same tables that Textual draws with (`rich.cells`, Unicode's East Asian Width with emoji and joiners), so that what
is measured here and what is painted there never differ by a cell.
"""

from rich.cells import cell_len as width
from rich.cells import split_graphemes

__all__ = ["ELLIPSIS", "cut", "fit", "graphemes", "width"]

ELLIPSIS = "…"


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """The user-perceived characters of a text: (start, end, cells) of each, without gaps."""
    return split_graphemes(text)[0]


def cut(text: str, cells: int, ellipsis: str = ELLIPSIS) -> str:
    """The text in at most so many cells, ending in an ellipsis where something was left out; never half a character."""
    # A grapheme is one code point at least, and the gate bounds how many it has: what is longer than this does not fit,
    # and the rest of a very long text is not looked at.
    most = cells * 16 + 64
    if len(text) <= most and width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if room < 0:
        return ellipsis[: max(cells, 0)]
    taken = 0
    end = 0
    for _start, stop, cells_of_it in graphemes(text[:most]):
        if taken + cells_of_it > room:
            break
        taken += cells_of_it
        end = stop
    return text[:end].rstrip() + ellipsis


def fit(text: str, cells: int, ellipsis: str = ELLIPSIS) -> str:
    """The text in exactly so many cells: cut, or filled with spaces on the right."""
    text = cut(text, cells, ellipsis)
    return text + " " * (cells - width(text))
