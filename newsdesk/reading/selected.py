"""The text of what a reader selected on the page: paragraphs without the breaks of its lines, code with its own."""

from newsdesk.reading.page import Page
from newsdesk.reading.sideways import window
from newsdesk.reading.spans import Spot, text_of


def said(page: Page, start: Spot, end: Spot) -> str:
    """What stands between two spots of a page.

    Args:
        page: Laid out there.
        start: Where it begins.
        end: Where it ends; not before the beginning.
    """
    number, row = page.at(start.y)
    parts: list[str] = []
    while number < len(page.blocks) and page.heights.top(number) <= end.y:
        top = page.row_of(number)
        part = _of_block(page, number, Spot(max(start.y - top, 0), start.x), Spot(end.y - top, end.x), whole=row < 0)
        if part.strip():
            parts.append(part if not parts or page.blocks[number].where.gap == 0 else f"\n{part}")
        number, row = number + 1, -1
    return "\n".join(parts).strip("\n")


def _of_block(page: Page, number: int, start: Spot, end: Spot, *, whole: bool) -> str:
    """The part of a block from one spot of it (from its beginning, if whole) to another; rows count from its first."""
    laid = page.laid(number)
    if end.y < 0:
        return ""
    left = page.left_of(number)
    if laid.whole_lines:
        first_line = 0 if whole else laid.position_of(start.y)
        return laid.text[first_line : laid.position_of(end.y + 1) if end.y + 1 < laid.height else None].strip()
    first = 0 if whole else laid.character_at(start.y, start.x - left)
    last = laid.character_at(end.y, end.x - left) if end.y < laid.height else len(laid.text)
    if first is not None and last is not None:
        return laid.text[first:last]
    rows = range(0 if whole else start.y, min(end.y + 1, laid.height))
    cut = []
    for row in rows:
        begin = start.x if row == start.y and not whole else left
        stop = end.x if row == end.y else page.width
        line = page.draw(number, row + page.gap(number))
        cut.append(text_of(tuple(window(line, begin, max(stop - begin, 0)))).rstrip())
    return "\n".join(cut)
