"""A block at a width: how high it is, and any of its rows when asked.

Running text keeps only where its lines begin; spans are made for the rows on the screen.
"""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsdesk.model.hits import Match
from newsdesk.reading.bidi import in_visual_order
from newsdesk.reading.boxes import Boxes
from newsdesk.reading.markdown.blocks import TableShape
from newsdesk.reading.markdown.parser import Environment
from newsdesk.reading.markdown.passage import Passage
from newsdesk.reading.signs import Signs
from newsdesk.reading.spans import Role, Span, Style
from newsdesk.text.widths import graphemes, width

ColumnWishes = tuple[tuple[Passage, ...], tuple[int, ...], tuple[int, ...]]
"""The header's cells, the longest word and the longest cell of each column."""
Found = Sequence[tuple[Match, Style]]
"""Matches in a block's text, ascending, each with the style it is marked by."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What blocks are laid out for."""

    signs: Signs
    environment: Environment
    bidi: bool = False
    """Whether right-to-left text is put in the order in which it is drawn; else the terminal does that."""
    sideways: bool = True
    """Whether a wide table may be wider than the room, to be scrolled; else it is written row by row."""
    pictures: Boxes | None = None
    """Who says how much room pictures have; without, only their words are shown."""
    columns: dict[TableShape, ColumnWishes] = field(default_factory=dict)
    """What the columns of each table were measured to want, kept for its other stretches."""


class Laid(ABC):
    """A block at a width."""

    height: int
    whole_lines: bool = False
    """Whether only whole lines can be selected: their characters do not stand in the order of the text."""
    cells: int = 0
    """Where it is wider than the room: how wide."""

    @abstractmethod
    def row(self, number: int, found: Found = ()) -> list[Span]:
        """One row, without what the frames put before it."""

    @property
    def text(self) -> str:
        """The text that finding looks through; `""` where there is none."""
        return ""

    def row_of(self, position: int) -> int:  # noqa: ARG002 (blocks without text have one place)
        """The row on which a character of the text stands."""
        return 0

    def position_of(self, row: int) -> int:  # noqa: ARG002
        """The character of the text with which a row begins."""
        return 0

    def character_at(self, row: int, x: int) -> int | None:  # noqa: ARG002
        """The character of the text that stands so many cells from the left; None where text has more than one place.

        Before a row it is its first one, behind it the one after its last.
        """
        return None


def reach(text: str, cells: int) -> int:
    """How many characters of a text stand in its first cells."""
    at = 0
    for start, _end, size in graphemes(text):
        if at + size > cells:
            return start
        at += size
    return len(text)


@dataclass(slots=True)
class LaidText(Laid):
    """Running text."""

    passage: Passage
    role: Role
    cells_wide: int
    breaks: list[tuple[int, int]]
    below: str = ""
    """A line drawn under it."""
    from_right: bool = False
    whole_lines: bool = False
    height: int = field(init=False)

    def __post_init__(self) -> None:
        self.height = len(self.breaks) + bool(self.below)

    def row(self, number: int, found: Found = ()) -> list[Span]:
        """One row, filled from the left where it is read from the right."""
        if number >= len(self.breaks):
            spans = [Span(self.below, Role.RULE)]
        else:
            start, end = self.breaks[number]
            spans = self.passage.spans(start, end, self.role, found)
            if self.whole_lines:
                spans = in_visual_order(spans, from_right=self.from_right)
        if self.from_right:
            missing = self.cells_wide - sum(width(span.text) for span in spans)
            if missing > 0:
                spans.insert(0, Span(" " * missing))
        return spans

    @property
    def text(self) -> str:
        """What it says."""
        return self.passage.text

    def row_of(self, position: int) -> int:
        """The row on which a character stands."""
        return max(bisect_right(self.breaks, (position, len(self.passage.text) + 1)) - 1, 0)

    def position_of(self, row: int) -> int:
        """The character with which a row begins."""
        return self.breaks[min(row, len(self.breaks) - 1)][0]

    def character_at(self, row: int, x: int) -> int | None:
        """The character at a cell."""
        if row >= len(self.breaks):
            return len(self.passage.text)
        start, end = self.breaks[row]
        line = self.passage.text[start:end]
        return start + reach(line, x - (self.cells_wide - width(line) if self.from_right else 0))


@dataclass(slots=True)
class LaidRows(Laid):
    """Rows that were drawn at once."""

    rows: Sequence[Sequence[Span]]
    said: str = ""
    """Its text, for finding: parts are separated by line ends."""
    cells: int = 0
    height: int = field(init=False)

    def __post_init__(self) -> None:
        self.height = len(self.rows)

    def row(self, number: int, found: Found = ()) -> list[Span]:  # noqa: ARG002
        """One row; matches are not marked in it."""
        return list(self.rows[number])

    @property
    def text(self) -> str:
        """What it says."""
        return self.said
