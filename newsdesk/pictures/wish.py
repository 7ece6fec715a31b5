"""How a picture is wanted, and what comes back: what goes between newsdesk and the process that decodes."""

from dataclasses import dataclass
from enum import IntEnum

Colour = tuple[int, int, int]
"""Red, green, blue, 0 to 255."""


class Form(IntEnum):
    """What is made of a picture."""

    TRUE_COLOUR = 1
    """Pixels of three bytes each."""
    XTERM = 2
    """The same, each of a colour that terminals with 256 of them have, by `palettes.XTERM`; dithered."""
    SIXTEEN = 3
    """A byte a pixel: the number of one of the sixteen colours; dithered."""
    SHADES = 4
    """A byte a pixel: which of `ascii_art.SHADES`, 0 the darkest; dithered."""
    PNG = 5
    SIXEL = 6
    """As a terminal is sent it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a picture is wanted."""

    form: Form
    width: int
    """In pixels of what comes back; the picture is made just so wide and high."""
    height: int
    ground: Colour = (0, 0, 0)
    """What shows through where the picture is transparent."""
    thrifty: bool = False
    """A PNG for a slow line: fewer colours, fewer bytes."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a picture was made into."""

    form: Form
    width: int
    height: int
    data: bytes
    """Row after row from the top, where it is pixels."""
