"""A block with its pictures: rows of room below its words, for a front end to draw in."""

from dataclasses import dataclass, field

from newsdesk.reading.boxes import Box, Boxes
from newsdesk.reading.laid import Found, Laid
from newsdesk.reading.spans import PictureSpan, Role, Span


@dataclass(slots=True)
class LaidPictures(Laid):
    """A block with its pictures below it."""

    words: Laid
    pictures: list[tuple[str, Box]]
    cells_wide: int
    height: int = field(init=False)

    def __post_init__(self) -> None:
        self.height = self.words.height + sum(box.rows for _picture, box in self.pictures)

    def row(self, number: int, found: Found = ()) -> list[Span]:
        """One row of the words, or of a picture, which stands in the middle of the column."""
        if number < self.words.height:
            return self.words.row(number, found)
        number -= self.words.height
        for picture, box in self.pictures:
            if number < box.rows:
                before = (self.cells_wide - box.cells) // 2
                margin = [Span(" " * before)] if before > 0 else []
                return [*margin, PictureSpan(" " * box.cells, Role.PICTURE, picture=picture, row=number, rows=box.rows)]
            number -= box.rows
        return []

    @property
    def text(self) -> str:
        """What the words say."""
        return self.words.text

    def row_of(self, position: int) -> int:
        """The row on which a character of the words stands."""
        return self.words.row_of(position)

    def position_of(self, row: int) -> int:
        """The character with which a row begins; of a picture's rows, the last one of the words."""
        return self.words.position_of(row) if row < self.words.height else len(self.words.text)


def with_pictures(words: Laid, pictures: tuple[str, ...], cells: int, boxes: Boxes | None) -> Laid:
    """A block's words, with those of its pictures that have a box."""
    if boxes is None or not pictures:
        return words
    placed = [(picture, box) for picture in pictures if (box := boxes.box(picture, cells)) is not None]
    return LaidPictures(words, placed, cells) if placed else words
