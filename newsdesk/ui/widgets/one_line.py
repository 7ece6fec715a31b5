"""A single line of the screen: pieces from the left, pieces from the right, cut where they meet.

Header, figures of the search and footer are such lines. What stands on the left gives way first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from newsdesk.text.widths import cut, width
from newsdesk.ui.signs import UNICODE, Signs


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of the line and the component class that styles it; none for plain text."""

    text: str
    style: str = ""
    gives_way: bool = False
    """Whether it is left out, on the right, where the line is too short for all."""


class OneLine(Widget):
    """A line that its owner fills; it is sent again only when it says something else."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"line--strong", "line--faint", "line--notice"}

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.signs = signs
        self._left: tuple[Word, ...] = ()
        self._right: tuple[Word, ...] = ()

    def say(self, left: Sequence[Word], right: Sequence[Word] = ()) -> None:
        """Fill the line."""
        if (tuple(left), tuple(right)) != (self._left, self._right):
            self._left, self._right = tuple(left), tuple(right)
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The line, for Textual."""
        cells = self.content_size.width
        ground = self.rich_style
        right = self._cut(self._right_in(cells), cells)
        left = self._cut(self._left, max(cells - _width(right) - bool(right), 0))
        gap = cells - _width(left) - _width(right)
        return Strip([*left, Segment(" " * gap, ground), *right], cells)

    def word_at(self, x: int) -> Word | None:
        """The piece that is drawn at a cell."""
        right = self._right_in(self.content_size.width)
        from_right = x - (self.content_size.width - _length(right))
        words, at = (right, from_right) if from_right >= 0 else (self._left, x)
        for word in words:
            at -= width(word.text)
            if at < 0:
                return word
        return None

    def _right_in(self, cells: int) -> Sequence[Word]:
        if _length(self._left) + _length(self._right) < cells:
            return self._right
        return [word for word in self._right if not word.gives_way]

    def _cut(self, words: Sequence[Word], cells: int) -> list[Segment]:
        segments: list[Segment] = []
        for word in words:
            text = cut(word.text, cells, self.signs.ellipsis)
            cells -= width(text)
            if text:
                segments.append(
                    Segment(text, self.get_component_rich_style(word.style) if word.style else self.rich_style)
                )
        return segments


def _length(words: Sequence[Word]) -> int:
    return sum(width(word.text) for word in words)


def _width(segments: Sequence[Segment]) -> int:
    return sum(segment.cell_length for segment in segments)
