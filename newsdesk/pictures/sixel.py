"""Sixel graphics (DEC STD 070, chapter 9): six rows of pixels at a time, colour after colour.

A character stands for six pixels one below the other: 63 and a bit for each that has the colour at hand. Stretches of
equal characters are counted.
"""

import re
from collections.abc import Sequence

BAND = 6
_REPEATED = re.compile(rb"(.)\1{3,}", re.DOTALL)


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
    height = len(pixels)
    # 1 by 1 is the shape of a pixel; what is not drawn stays as it is (P2 = 1).
    parts = [b'\x1bP0;1;0q"1;1;%d;%d' % (width, height)]
    # The intensities are in percent.
    parts += [b"#%d;2;%d;%d;%d" % (n, *(round(value / 2.55) for value in colours[n])) for n in np.unique(pixels)]
    for top in range(0, height, BAND):
        band = pixels[top : top + BAND]
        weights = (1 << np.arange(len(band), dtype=np.uint8))[:, None].astype(np.uint8)
        for colour in np.unique(band):
            row = (63 + np.where(band == colour, weights, np.uint8(0)).sum(axis=0, dtype=np.uint8)).tobytes()
            parts.append(b"#%d%b$" % (colour, _REPEATED.sub(_counted, row.rstrip(b"?"))))
        parts.append(b"-")
    parts[-1] = b"\x1b\\"
    return b"".join(parts)


def _counted(found: re.Match[bytes]) -> bytes:
    return b"!%d%b" % (len(found[0]), found[1])
