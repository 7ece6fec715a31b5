"""Pictures in half blocks: a cell shows two pixels, the upper one as its ink and the lower one as its ground."""

from collections.abc import Iterator
from itertools import groupby

from newsdesk.pictures.palettes import SIXTEEN, XTERM
from newsdesk.pictures.wish import Colour, Drawn, Form

UPPER_HALF = "▀"
_NUMBERS = {colour: number for number, colour in XTERM.items()}
_RESET = "\x1b[0m"

Pair = tuple[Colour, Colour]
"""The upper and the lower half of a cell."""


def runs(drawn: Drawn, number: int) -> Iterator[tuple[Pair, int]]:
    """A row of cells: the colours of each stretch of equal ones, and how many they are.

    Args:
        drawn: An even number of rows of pixels, in one of the forms of colours.
        number: Which row of cells, from the top.
    """
    for pair, same in groupby(zip(_pixels(drawn, 2 * number), _pixels(drawn, 2 * number + 1), strict=True)):
        yield pair, len(list(same))


def _pixels(drawn: Drawn, row: int) -> Iterator[Colour]:
    if drawn.form is Form.SIXTEEN:
        return (SIXTEEN[number] for number in drawn.data[row * drawn.width : (row + 1) * drawn.width])
    values = iter(drawn.data[3 * row * drawn.width : 3 * (row + 1) * drawn.width])
    return zip(values, values, values, strict=True)


def ansi_row(drawn: Drawn, number: int) -> str:
    """A row of cells as it is printed (ECMA-48 SGR; 38 and 48 as xterm has them), all attributes reset at its end."""
    parts: list[str] = []
    for (upper, lower), count in runs(drawn, number):
        if upper == lower:
            parts.append(f"\x1b[{_sgr(drawn.form, lower, ground=True)}m{' ' * count}")
        else:
            ink, ground = _sgr(drawn.form, upper, ground=False), _sgr(drawn.form, lower, ground=True)
            parts.append(f"\x1b[{ink};{ground}m{UPPER_HALF * count}")
    return "".join(parts) + _RESET


def _sgr(form: Form, colour: Colour, *, ground: bool) -> str:
    layer = 10 if ground else 0
    if form is Form.SIXTEEN:
        number = SIXTEEN.index(colour)
        return str((30 if number < 8 else 82) + layer + number)
    if form is Form.XTERM:
        return f"{38 + layer};5;{_NUMBERS[colour]}"
    return f"{38 + layer};2;{colour[0]};{colour[1]};{colour[2]}"
