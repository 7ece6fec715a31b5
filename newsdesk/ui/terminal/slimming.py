r"""The same picture in fewer bytes, and in the same columns on every terminal.

Textual resets and sets all attributes for every piece of text: `ESC[1;38;2;198;198;198;48;2;18;18;18m…ESC[0m`, again
and again with one colour changed. `slim` sends the difference only, and a colour of the 256 by its number: a third to a
half of a frame. What a terminal shows is the same (the tests compare, cell by cell).

Terminals disagree about how wide some emoji are (with a variation selector, joined, flags, skin tones). Behind such a
text the cursor is put where Textual counts it to be, so that nothing to the right of it moves.

SGR as in ECMA-48 8.3.117 and xterm's 38/48;2 and 38/48;5. Pure, and each call ends with the attributes reset, so that
nothing is carried from one write to the next.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsdesk.text.widths import width

_PIECES = re.compile("(\x1b\\[[\\d;]*m)")
# Moves, modes, and strings such as OSC 8: they neither show attributes nor change them.
_SILENT = re.compile("(?:\x1b\\[[\\d;?$<>=]*[A-Za-ln-z]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\n)*")

_PLACE = re.compile("\x1b\\[\\d+;(\\d+)H")
_UNSTEADY = re.compile("[\ufe0f\u200d\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
_CUBE = (0, 95, 135, 175, 215, 255)
_RESET = "\x1b[m"


@dataclass(frozen=True, slots=True)
class _Look:
    """The attributes of a cell. Colours as SGR says them; empty is the terminal's own."""

    flags: frozenset[str] = frozenset()
    colour: str = ""
    ground: str = ""


_PLAIN = _Look()


def slim(data: str) -> str:
    """Say the same with fewer bytes.

    Args:
        data: Whole control sequences and text, beginning with no attributes set.
    """
    if "\x1b[" not in data:
        return data
    out: list[str] = []
    shown = wanted = _PLAIN
    column = 0
    behind: list[str] = []
    """What was written since the cursor was put to that column."""
    for n, piece in enumerate(_PIECES.split(data)):
        if n % 2:
            wanted = _look(piece[2:-1])
        elif piece:
            silent = _SILENT.match(piece)
            start = silent.end() if silent else 0
            # A line feed before the cursor is put elsewhere moves nothing.
            out.append(piece[:start].replace("\n\x1b[", "\x1b["))
            for place in _PLACE.finditer(piece):
                column = int(place[1])
                behind.clear()
            if start < len(piece):
                text = piece[start:]
                out.append(_change(shown, wanted))
                shown = wanted
                out.append(_anchored(text, column + sum(map(width, behind))) if _UNSTEADY.search(text) else text)
                behind.append(text)
    if shown != _PLAIN:
        out.append(_RESET)
    return "".join(out)


def _anchored(text: str, column: int) -> str:
    """A text that takes its cells on terminals that think otherwise: they are blank first, and left where they end."""
    cells = width(text)
    return f"{' ' * cells}\x1b[{column}G{text}\x1b[{column + cells}G"


@lru_cache(maxsize=4096)
def _look(parameters: str) -> _Look:
    """What one SGR sets, beginning from nothing: Textual resets before each."""
    flags: set[str] = set()
    colours = {"3": "", "4": ""}
    numbers = iter(parameters.split(";"))
    for number in numbers:
        if number in {"", "0"}:
            flags.clear()
            colours = {"3": "", "4": ""}
        elif number in {"38", "48"}:
            colours[number[0]] = _extended(number, numbers)
        elif len(number) > 1 and number[:-1] in {"3", "4", "9", "10"}:
            layer = "3" if number[:-1] in {"3", "9"} else "4"
            colours[layer] = "" if number in {"39", "49"} else number
        else:
            flags.add(number)
    return _Look(frozenset(flags), colours["3"], colours["4"])


def _extended(layer: str, take: Iterator[str]) -> str:
    if next(take, "") == "5":
        return f"{layer};5;{next(take, '0')}"
    red, green, blue = (int(next(take, "0") or 0) for _ in range(3))
    number = _number_of(red, green, blue)
    return f"{layer};5;{number}" if number is not None else f"{layer};2;{red};{green};{blue}"


def _number_of(red: int, green: int, blue: int) -> int | None:
    """The colour among the 256, when it is one of the cube or the greys."""
    if red == green == blue and 8 <= red <= 238 and (red - 8) % 10 == 0:
        return 232 + (red - 8) // 10
    if red in _CUBE and green in _CUBE and blue in _CUBE:
        return 16 + 36 * _CUBE.index(red) + 6 * _CUBE.index(green) + _CUBE.index(blue)
    return None


@lru_cache(maxsize=16384)
def _change(shown: _Look, wanted: _Look) -> str:
    """The shortest way from one look to another."""
    if shown == wanted:
        return ""
    if wanted == _PLAIN:
        return _RESET
    anew = ["0", *sorted(wanted.flags), *filter(None, (wanted.colour, wanted.ground))]
    ways = [";".join(anew)]
    dropped = shown.flags - wanted.flags
    if all(flag in _OFF for flag in dropped):
        off = {_OFF[flag] for flag in dropped}
        # 22 ends bold and dim alike.
        kept = {flag for flag in shown.flags if _OFF.get(flag) not in off}
        parts = [*sorted(off), *sorted(wanted.flags - kept)]
        if shown.colour != wanted.colour:
            parts.append(wanted.colour or "39")
        if shown.ground != wanted.ground:
            parts.append(wanted.ground or "49")
        ways.append(";".join(parts))
    return f"\x1b[{min(ways, key=len)}m"
