"""The colours that terminals have: 256 by xterm's numbers, the first sixteen as most show them.

The first sixteen are redefined by whoever likes to; a picture drawn with them is as good as they are near to these.
"""

from typing import Final

from newsdesk.pictures.wish import Colour

STEPS: Final = (0, 95, 135, 175, 215, 255)
"""Of each of the three colours, in xterm's cube."""

CUBE: Final[dict[int, Colour]] = {
    16 + 36 * red + 6 * green + blue: (STEPS[red], STEPS[green], STEPS[blue])
    for red in range(6)
    for green in range(6)
    for blue in range(6)
}
GREYS: Final[dict[int, Colour]] = {232 + step: (8 + 10 * step,) * 3 for step in range(24)}
XTERM: Final[dict[int, Colour]] = {
    number: colour for number, colour in (CUBE | GREYS).items() if number in {16, 231} or number >= 232
} | {number: colour for number, colour in CUBE.items() if len(set(colour)) > 1}
"""What a terminal with 256 colours shows, by number: each once, the greys by those of their own."""

SIXTEEN: Final[tuple[Colour, ...]] = (
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
)
"""xterm's, by number."""
