"""Where in the body a row of the page stands, and on which row a character of the body: what survives any width."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from math import ceil

from newsdesk.model.article import Place
from newsdesk.reading.markdown.blocks import Block
from newsdesk.reading.page import Page


class Positions:
    """The characters of one body and the rows of the page that they are laid out on, as far as it is parsed."""

    def __init__(self, body: str, page: Page) -> None:
        """Begin where the page has the head of the article and nothing of its body."""
        self._body = body
        self._page = page
        self._line_starts = _line_starts(body)
        self._body_from = len(page.blocks)
        self.body_to = self._body_from
        """The block after the last one of the body; its footnotes, whose lines do not ascend, come behind."""
        self.complete = False
        """Whether what is behind `body_to` is behind the body, too."""

    @property
    def lines(self) -> int:
        """How many lines the body has."""
        return len(self._line_starts)

    def place_of(self, number: int, row: int) -> Place:
        """The place of a row of a block."""
        position = self._of(number, row)
        return Place(self._line_at(position), position / len(self._body) if self._body else 0.0)

    def of_place(self, place: Place) -> int:
        """The character of the body at a place."""
        position = round(place.fraction * len(self._body))
        if self._line_at(position) != place.line:
            position = self._line_starts[min(max(place.line, 0), len(self._line_starts) - 1)]
        return position

    def block_at(self, position: int) -> int | None:
        """The block that a character of the body, which is parsed, stands in; None for one before the first."""
        number = bisect_right(
            self._page.blocks,
            self._line_at(position),
            self._body_from,
            self.body_to,
            key=lambda block: block.where.line,
        )
        return number - 1 if number > self._body_from else None

    def row_at(self, position: int) -> int:
        """The row on which a character of the body, which is parsed, stands."""
        page = self._page
        if position >= len(self._body):
            return max(page.heights.total - 1, 0)
        number = self.block_at(position)
        if number is None:
            return 0
        start, end = self._span(page.blocks[number])
        laid = page.laid(number)
        page.measure(number)
        inside = ceil((position - start) * len(laid.text) / (end - start)) if end > start else 0
        return page.row_of(number, laid.row_of(inside) if position > start else 0)

    def _of(self, number: int, row: int) -> int:
        """The character of the body that a row of a block begins with."""
        if number < self._body_from:
            return 0
        if number >= self.body_to and self.complete:
            return len(self._body)
        start, end = self._span(self._page.blocks[number])
        laid = self._page.laid(number)
        share = laid.position_of(row) / len(laid.text) if row > 0 and laid.text else 0
        return start + int((end - start) * share)

    def _line_at(self, position: int) -> int:
        """The line of the body on which a character stands."""
        return max(bisect_right(self._line_starts, position) - 1, 0)

    def _span(self, block: Block) -> tuple[int, int]:
        """The characters of the body that a block was made of."""
        last = len(self._line_starts) - 1
        end = self._line_starts[block.where.end] if block.where.end <= last else len(self._body)
        return self._line_starts[min(block.where.line, last)], end


def _line_starts(body: str) -> Sequence[int]:
    starts = array("L", [0])
    at = body.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = body.find("\n", at + 1)
    return starts
