"""Sixel graphics (DEC STD 070, chapter 9): six rows of pixels at a time, colour after colour.

A character stands for six pixels one below the other: 63 and a bit for each that has the colour at hand. Stretches of
equal characters are counted.

    band, two colours      aab      #0 F~?     bits of each column, by colour;
                           bab      $          back to its beginning
                           …        #1 G?~     the next colour
"""

from collections.abc import Iterator, Sequence
from typing import Any

BAND = 6
NOTHING = 63
_COUNTED_FROM = 4
"""So many equal characters are shorter as a number and one of them."""


def sixel(numbers: bytes, width: int, colours: Sequence[Sequence[int]]) -> bytes:
    """A picture as sixels, drawn where the cursor stands.

    Args:
        numbers: A byte a pixel: which colour it has.
        width: Pixels a row.
        colours: Red, green and blue of each.
    """
    # Only the process that draws needs it.
    import numpy as np

    pixels = np.frombuffer(numbers, np.uint8).reshape(-1, width)
    # 1 by 1 is the shape of a pixel; what is not drawn stays as it is (P2 = 1).
    parts = [b'\x1bP0;1;0q"1;1;%d;%d' % (width, len(pixels))]
    # The intensities are in percent.
    parts += [b"#%d;2;%d;%d;%d" % (n, *(round(value / 2.55) for value in colours[n])) for n in np.unique(pixels)]
    gaps = [_stretch(NOTHING, count) for count in range(width + 1)]
    for top in range(0, len(pixels), BAND):
        parts += [*_band(np, pixels[top : top + BAND], gaps), b"-"]
    return b"".join(parts[:-1]) + b"\x1b\\"


def _band(np: Any, band: Any, gaps: Sequence[bytes]) -> Iterator[bytes]:
    """Six rows: all columns of one colour that have something of it, then those of the next."""
    width = band.shape[1]
    places = (band.astype(np.int64) * width + np.arange(width)).ravel()
    order = np.argsort(places, kind="stable")
    places = places[order]
    weights = np.repeat(1 << np.arange(len(band)), width)[order]
    first = np.flatnonzero(np.diff(places, prepend=-1))
    bits = np.add.reduceat(weights, first)
    colour, column = np.divmod(places[first], width)
    # Runs: neighbouring columns of a colour with the same bits.
    begins = np.ones(len(first), bool)
    begins[1:] = (np.diff(places[first]) != 1) | (np.diff(bits) != 0) | (np.diff(colour) != 0)
    runs = np.flatnonzero(begins)
    lengths = np.diff(runs, append=len(first))
    ends = np.concatenate(([0], column[runs[:-1]] + lengths[:-1]))
    anew = np.diff(colour[runs], prepend=-1) != 0
    empty = column[runs] - np.where(anew, 0, ends)
    told = (anew.tolist(), colour[runs].tolist(), empty.tolist(), bits[runs].tolist(), lengths.tolist())
    for is_anew, number, gap, sign, length in zip(*told, strict=True):
        if is_anew:
            yield b"$#%d" % number
        yield gaps[gap]
        yield _stretch(NOTHING + sign, length)


def _stretch(character: int, count: int) -> bytes:
    return b"!%d%c" % (count, character) if count >= _COUNTED_FROM else bytes((character,)) * count
