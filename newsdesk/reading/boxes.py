"""How much room the pictures of an article are given: what the page asks whoever shows it.

What a picture looks like, where it comes from and whether it is shown at all is not known here; the page keeps the
room, in rows of `PictureSpan`s below the words that stand for the picture.
"""

from dataclasses import dataclass
from typing import Protocol

from newsdesk.reading.spans import PictureSpan


@dataclass(frozen=True, slots=True)
class Box:
    """The room of one picture, in cells and rows."""

    cells: int
    rows: int


class Boxes(Protocol):
    """What an article's pictures need."""

    def box(self, picture: str, cells: int) -> Box | None:
        """The room of a picture.

        Args:
            picture: Its address, as the article gives it.
            cells: The most that there are beside one another.

        Returns:
            None where only its words are to be shown.
        """


class Painter(Boxes, Protocol):
    """What prints pictures, row after row."""

    def paint(self, span: PictureSpan, x: int) -> str:
        """A row of a picture as it is printed.

        Args:
            span: Which.
            x: How many cells stand before it.
        """
