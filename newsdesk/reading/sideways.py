"""A window onto a row that is wider than the pane."""

from collections.abc import Iterable

from newsdesk.reading.spans import Span
from newsdesk.text.widths import graphemes, width


def window(spans: Iterable[Span], start: int, cells: int) -> list[Span]:
    """What of a row lies in a window.

    Args:
        spans: The row.
        start: The first cell of the window.
        cells: How wide it is. A character that lies in it only half is drawn as a space.
    """
    seen: list[Span] = []
    at = 0
    end = start + cells
    for span in spans:
        size = width(span.text)
        if at + size > start and at < end:
            text = span.text if at >= start and at + size <= end else _cut(span.text, start - at, end - at)
            seen.append(Span(text, span.role, span.style, span.link))
        at += size
    return seen


def _cut(text: str, start: int, end: int) -> str:
    """The characters that lie between two cells, counted from the beginning of the text."""
    kept: list[str] = []
    at = 0
    for first, last, size in graphemes(text):
        if at >= start and at + size <= end:
            kept.append(text[first:last])
        elif at < end and at + size > start:
            kept.append(" " * (min(at + size, end) - max(at, start)))
        at += size
    return "".join(kept)
