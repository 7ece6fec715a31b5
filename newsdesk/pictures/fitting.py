"""How many cells a picture takes, so that it is as wide as it is high in truth."""

from dataclasses import dataclass

_WIDTH_IN_PICTURES = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the terminal, in pixels."""

    width: int = 8
    height: int = 16

    @property
    def in_pictures(self) -> "Cell":
        """How many pixels of a picture a cell stands for, before it is shrunk to fit.

        Not as many as it has itself: the finer a screen, the more pixels a cell has, and pictures would become stamps.
        """
        return Cell(_WIDTH_IN_PICTURES, max(round(_WIDTH_IN_PICTURES * self.height / self.width), 1))


@dataclass(frozen=True, slots=True)
class Size:
    """Of a picture on the screen."""

    cells: int
    rows: int

    def pixels(self, cell: Cell) -> tuple[int, int]:
        """Width and height."""
        return self.cells * cell.width, self.rows * cell.height


def fitted(width: int, height: int, room: Size, cell: Cell, *, enlarge: bool = False) -> Size:
    """The size of a picture in a room: as large as it is, else as large as there is room.

    Args:
        width: Of the picture, in pixels; at least 1.
        height: The same.
        room: The most it may take.
        cell: The terminal's.
        enlarge: Whether a small one is to fill the room, too.
    """
    cell = cell.in_pictures
    scale = min(room.cells * cell.width / width, room.rows * cell.height / height)
    if not enlarge:
        scale = min(scale, 1.0)
    return Size(
        min(max(round(width * scale / cell.width), 1), room.cells),
        min(max(round(height * scale / cell.height), 1), room.rows),
    )
