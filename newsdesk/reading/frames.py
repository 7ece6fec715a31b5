"""What lists, quotes, callouts, definitions and footnotes put before the rows inside of them."""

from collections.abc import Mapping

from newsdesk.reading.links import Link, LinkKind
from newsdesk.reading.markdown.blocks import Frame, FrameKind, Frames
from newsdesk.reading.signs import Signs
from newsdesk.reading.spans import Role, Span
from newsdesk.text.widths import width

DEFINITION_INDENT = 4
"""Cells."""


class Prefixes:
    """Draws frames for one article."""

    def __init__(self, signs: Signs, numbers: Mapping[str, int]) -> None:
        """Take what all frames of an article share.

        Args:
            signs: What bullets and bars are drawn with.
            numbers: The number of each footnote by its label.
        """
        self._signs = signs
        self._numbers = numbers

    def shown(self, frames: Frames, cells: int) -> Frames:
        """The frames that are drawn where so many cells are there: the innermost, in at most half of them."""
        left = cells // 2
        kept = len(frames)
        while kept and left >= self._cells(frames[kept - 1]):
            kept -= 1
            left -= self._cells(frames[kept])
        return frames[kept:]

    def cells(self, frames: Frames) -> int:
        """How many cells they take together."""
        return sum(map(self._cells, frames))

    def draw(self, frames: Frames, opens: int) -> list[Span]:
        """The beginning of a row.

        Args:
            frames: Those that are shown.
            opens: How many of the innermost begin with this row and show their marker.
        """
        spans: list[Span] = []
        for place, frame in enumerate(frames):
            begins = place >= len(frames) - opens
            spans.append(self._draw(frame, begins))
        return spans

    def _cells(self, frame: Frame) -> int:
        match frame.kind:
            case FrameKind.ITEM:
                return (frame.shape.marker_cells if frame.shape else 1) + 1
            case FrameKind.QUOTE | FrameKind.CALLOUT:
                return 2
            case FrameKind.DEFINITION:
                return DEFINITION_INDENT
            case FrameKind.NOTE:
                return width(self._note_marker(frame)) + 1

    def _draw(self, frame: Frame, begins: bool) -> Span:
        cells = self._cells(frame)
        match frame.kind:
            case FrameKind.QUOTE:
                return Span(self._signs.quote_bar + " ", Role.QUOTE_BAR)
            case FrameKind.CALLOUT:
                return Span(self._signs.callout_bar + " ", Role.CALLOUT_BAR)
            case FrameKind.NOTE if begins:
                back = Link(LinkKind.BACK, frame.label)
                return Span(self._note_marker(frame) + " ", Role.MARKER, link=back)
            case FrameKind.ITEM if begins:
                return Span(self._item_marker(frame).rjust(cells - 1) + " ", Role.MARKER)
            case _:
                return Span(" " * cells)

    def _note_marker(self, frame: Frame) -> str:
        return f"[{self._numbers.get(frame.label, frame.label)}]"

    def _item_marker(self, frame: Frame) -> str:
        signs = self._signs
        if frame.done is not None:
            return signs.done if frame.done else signs.to_do
        if frame.number is not None:
            return f"{frame.number}."
        return signs.bullets[frame.depth % len(signs.bullets)]
