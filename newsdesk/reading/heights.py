"""Where each of many blocks begins, while their heights change under way."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Heights:
    """The heights of blocks in rows, exact or estimated, and the sums of them."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._tops: list[int] = [0]
        self._right_to = 0
        """Up to this block the tops are right."""

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, block: int) -> int:
        return self._heights[block]

    def __setitem__(self, block: int, rows: int) -> None:
        if self._heights[block] != rows:
            self._heights[block] = rows
            self._right_to = min(self._right_to, block)

    def extend(self, rows: Iterable[int]) -> None:
        """Add blocks at the end."""
        self._heights.extend(rows)

    def replace(self, rows: Iterable[int]) -> None:
        """Set all of them anew."""
        self._heights = list(rows)
        self._right_to = 0

    @property
    def total(self) -> int:
        """How high all of them are together."""
        return self.top(len(self._heights))

    def top(self, block: int) -> int:
        """The row with which a block begins."""
        if self._right_to < len(self._heights):
            start = self._right_to
            self._tops[start:] = accumulate(self._heights[start:], initial=self._tops[start])
            self._right_to = len(self._heights)
        return self._tops[block]

    def at(self, row: int) -> int:
        """The block that holds a row: the last one for rows behind the end, the first for those before it."""
        self.top(0)
        return min(max(bisect_right(self._tops, row) - 1, 0), max(len(self._heights) - 1, 0))
