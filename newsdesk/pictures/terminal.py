"""How large a cell of the terminal is, where the system knows."""

import fcntl
import struct
import termios

from newsdesk.pictures.fitting import Cell

_LEAST, _MOST = 4, 64
"""Pixels a cell can be wide or high; beyond that somebody has told nonsense."""


def cell_of(descriptor: int) -> Cell:
    """The size of a cell, as the terminal has told the system (TIOCGWINSZ); a common one where it has not."""
    try:
        told = fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(8))
    except OSError:
        return Cell()
    rows, columns, width, height = struct.unpack("HHHH", told)
    if not (rows and columns):
        return Cell()
    cell = Cell(width // columns, height // rows)
    return cell if _LEAST <= cell.width <= _MOST and _LEAST <= cell.height <= _MOST else Cell()
