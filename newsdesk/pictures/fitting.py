"""How many cells a picture takes, so that it is as wide as it is high in truth."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the terminal, in pixels."""

    width: int = 8
    height: int = 16


@dataclass(frozen=True, slots=True)
class Size:
    """Of a picture on the screen."""

    cells: int
    rows: int

    def pixels(self, cell: Cell) -> tuple[int, int]:
        """Width and height."""
        return self.cells * cell.width, self.rows * cell.height


def fitted(width: int, height: int, room: Size, cell: Cell) -> Size:
    """The size of a picture in a room: as large as it is, else as large as there is room.

    Args:
        width: Of the picture, in pixels; at least 1.
        height: The same.
        room: The most it may take.
        cell: The terminal's.
    """
    shrunk = min(1.0, room.cells * cell.width / width, room.rows * cell.height / height)
    return Size(
        min(max(round(width * shrunk / cell.width), 1), room.cells),
        min(max(round(height * shrunk / cell.height), 1), room.rows),
    )
