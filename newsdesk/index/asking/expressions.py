"""Regular expressions over titles, within a quarter of a second.

The titles of a segment lie end to end, a line each: an expression searches thousands of them at a call, and what costs
is its work, not the calling. Only where few titles are to be looked at, or where line ends could make a difference to
the expression, each is searched by itself.
"""

import time
from collections.abc import Iterator
from itertools import groupby

import numpy as np

from newsdesk.index.arrays import Bytes, Ints
from newsdesk.index.asking.filters import levels_of
from newsdesk.index.holding.segment import LINES_A_BLOCK, Segment
from newsdesk.index.holding.view import View
from newsdesk.text.query.patterns import Expression, ForLines, compiled, compiled_for_lines

PATTERN_SECONDS = 0.25
"""So long the expressions of a query may search; what was found by then is the answer."""
_BLOCKS_AT_ONCE = 64
_LOCKED_SECONDS = 0.02
"""So long an expression may keep other threads waiting: giving way to them costs more than most expressions do."""
_FEW = 16
"""Titles are few where they are less than one in sixteen."""


class PatternSearch:
    """Searches titles for regular expressions, the newest first, until the time is up."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._until = time.monotonic() + PATTERN_SECONDS
        self.stopped = False
        """Whether the time was up before all titles were searched."""

    def levels(self, source: str, among: Bytes) -> Bytes:
        """Those of some documents in whose title the expression is found."""
        mask = np.zeros(len(self._view), np.bool_)
        for_lines = compiled_for_lines(source)
        for part in (*self._view.parts[1:], *self._view.parts[:1]):
            documents = np.flatnonzero(among[part.span])
            found: list[int] = []
            try:
                if for_lines is None or len(documents) * _FEW < len(part.segment):
                    self._one_by_one(compiled(source), part.segment, documents, found)
                else:
                    self._many_at_once(for_lines, part.segment, found)
            except TimeoutError:
                self.stopped = True
            mask[part.span][found] = True
        return levels_of(mask & (among > 0))

    def _left(self) -> float:
        """The seconds that are left. Raises `TimeoutError`."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _one_by_one(self, pattern: Expression, segment: Segment, documents: Ints, found: list[int]) -> None:
        for block, of_block in groupby(documents.tolist(), lambda document: document // LINES_A_BLOCK):
            titles = segment.titles.block(block).split("\n")
            for document in of_block:
                title = titles[document % LINES_A_BLOCK]
                if pattern.search(title, timeout=self._left(), concurrent=True):
                    found.append(document)

    def _many_at_once(self, expression: ForLines, segment: Segment, found: list[int]) -> None:
        for block in range(0, len(segment.titles.starts) - 1, _BLOCKS_AT_ONCE):
            pattern, text = expression.for_text(segment.titles.block(block, _BLOCKS_AT_ONCE))
            first, so_far = block * LINES_A_BLOCK, len(found)
            try:
                at_once = min(self._left(), _LOCKED_SECONDS)
                found += _lines_found(pattern, text, first, timeout=at_once, concurrent=False)
            except TimeoutError:
                del found[so_far:]
                found.extend(_lines_found(pattern, text, first, timeout=self._left(), concurrent=True))


def _lines_found(pattern: Expression, text: str, line: int, *, timeout: float, concurrent: bool) -> Iterator[int]:
    """The lines of a text in which an expression is found; its first one has a number."""
    at = 0
    for match in pattern.finditer(text, timeout=timeout, concurrent=concurrent):
        start = match.start()
        if start == len(text):
            return  # behind the last line end there is no line
        if start >= at:  # else it is the same line again
            line += text.count("\n", at, start)
            yield line
            line += 1
            at = text.index("\n", start) + 1
