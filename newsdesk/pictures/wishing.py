"""How a picture has to be drawn for a terminal: the form, and how many pixels."""

from newsdesk.pictures.fitting import Cell, Size
from newsdesk.pictures.protocols import Protocol
from newsdesk.pictures.sixel import BAND
from newsdesk.pictures.wish import Colour, Form, Wish

BLACK: Colour = (0, 0, 0)


def wish_for(
    protocol: Protocol, form: Form, size: Size, cell: Cell, *, ground: Colour = BLACK, thrifty: bool = False
) -> Wish:
    """What to have drawn for a picture of that size on the screen.

    Args:
        protocol: How it will be shown.
        form: The colours that blocks can have; shades where there are none.
        size: On the screen.
        cell: The terminal's.
        ground: What shows through where the picture is transparent.
        thrifty: Whether the line is slow.
    """
    match protocol:
        case Protocol.BLOCKS if form is not Form.SHADES:
            return Wish(form, size.cells, 2 * size.rows, ground)
        case Protocol.BLOCKS | Protocol.ASCII:
            return Wish(Form.SHADES, size.cells, size.rows, ground)
    width, height = size.pixels(cell)
    if protocol is Protocol.SIXEL:
        # Terminals draw whole bands: one that goes beyond the last row of the screen would make it roll.
        return Wish(Form.SIXEL, width, max(height - height % BAND, 1), ground)
    return Wish(Form.PNG, width, height, ground, thrifty)
