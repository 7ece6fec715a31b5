"""Where each of many blocks begins, while their heights change under way."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

STRIDE = 1_024
"""Blocks that are summed up at once when a row is looked for."""


class Heights:
    """The heights of blocks in rows, exact or estimated, and the sums of them.

    Sums are made only as far as somebody asks: a book is measured from its beginning while its reader is there, and
    what lies behind them changes all the time.
    """

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._tops: list[int] = [0]
        """Right up to where the list ends."""
        self.total = 0
        """How high all of them are together."""

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, block: int) -> int:
        return self._heights[block]

    def __setitem__(self, block: int, rows: int) -> None:
        before = self._heights[block]
        if before != rows:
            self._heights[block] = rows
            self.total += rows - before
            del self._tops[block + 1 :]

    def extend(self, rows: Iterable[int]) -> None:
        """Add blocks at the end."""
        start = len(self._heights)
        self._heights.extend(rows)
        self.total += sum(self._heights[start:])

    def replace(self, rows: Iterable[int]) -> None:
        """Set all of them anew."""
        self._heights = list(rows)
        self._tops = [0]
        self.total = sum(self._heights)

    def top(self, block: int) -> int:
        """The row with which a block begins."""
        known = len(self._tops) - 1
        if block > known:
            self._tops[known:] = accumulate(self._heights[known:block], initial=self._tops[known])
        return self._tops[block]

    def at(self, row: int) -> int:
        """The block that holds a row: the last one for rows behind the end, the first for those before it."""
        while self._tops[-1] <= row and len(self._tops) <= len(self._heights):
            self.top(min(len(self._tops) + STRIDE, len(self._heights)))
        return min(max(bisect_right(self._tops, row) - 1, 0), max(len(self._heights) - 1, 0))
