"""Which articles of the list are selected.

Ranges of rows as long as the list shows the same answer, ids across answers: a million selected rows are two numbers,
or eight megabytes. Pure; the list tells it where the cursor is and when another answer is shown.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsdesk.model.article import ArticleId
from newsdesk.model.hits import Hits

if TYPE_CHECKING:
    # Only a selection that outlives its answer needs it.
    import numpy as np
    from numpy.typing import NDArray


class Selection:
    """Rows of one answer, one range of them perhaps still open, and articles selected in answers before."""

    def __init__(self, hits: Hits) -> None:
        self._hits = hits
        self._ranges: list[tuple[int, int]] = []
        """First rows and the rows behind the last ones: ascending, apart from one another."""
        self._anchor: int | None = None
        self._cursor = 0
        self._kept: NDArray[np.int64] | None = None
        """Ids in ascending order, none of them in a closed range; None for none."""

    def __len__(self) -> int:
        kept = self._apart()
        return (0 if kept is None else len(kept)) + sum(stop - start for start, stop in self._merged())

    @property
    def is_open(self) -> bool:
        """Whether a range follows the cursor."""
        return self._anchor is not None

    def begin(self, row: int) -> None:
        """Open a range at a row."""
        self._anchor = self._cursor = row

    def move(self, row: int) -> None:
        """The cursor is on another row: an open range reaches there."""
        self._cursor = row

    def move_before(self, row: int) -> None:
        """The cursor is between a row and the one before it: an open range reaches to the nearer of them."""
        self._cursor = row - 1 if self._anchor is not None and self._anchor < row else row

    def end(self) -> None:
        """Close the open range; what it holds stays selected."""
        self._ranges = self._merged()
        self._anchor = None
        self._forget_doubles()

    def take(self, start: int, stop: int) -> None:
        """Select a stretch of rows as well."""
        self._ranges.append((start, stop))
        self.end()

    def clear(self) -> None:
        """Select nothing."""
        self._ranges, self._anchor, self._kept = [], None, None

    def holds(self, row: int, article_id: ArticleId) -> bool:
        """Whether a row is selected."""
        ranges = self._merged()
        before = bisect_right(ranges, (row, len(self._hits) + 1)) - 1
        if before >= 0 and ranges[before][0] <= row < ranges[before][1]:
            return True
        if self._kept is None:
            return False
        place = int(self._kept.searchsorted(article_id))
        return place < len(self._kept) and int(self._kept[place]) == article_id

    def on_other_hits(self, hits: Hits) -> None:
        """The list shows another answer: the same articles stay selected, and an open range stays open."""
        if hits is self._hits:
            return
        if self:
            anchor = self._hits.ids(self._anchor, self._anchor + 1) if self._anchor is not None else ()
            row = hits.position(anchor[0]) if anchor else None
            if row is None:
                self._ranges = self._merged()
            self._anchor = None
            self._keep()
            if row is not None:
                self.begin(row)
        self._hits = hits

    def ids(self) -> Callable[[], Sequence[ArticleId]]:
        """A way to get the selected articles, in the order of the list; it may be asked from another thread, once."""
        hits, ranges, kept = self._hits, self._merged(), self._apart()

        def get() -> Sequence[ArticleId]:
            found = [article_id for start, stop in ranges for article_id in hits.ids(start, stop)]
            if kept is not None:
                found += [ArticleId(number) for number in kept.tolist()]
            return found

        return get

    def _merged(self) -> list[tuple[int, int]]:
        ranges = sorted(self._ranges)
        if self._anchor is not None:
            ranges = sorted([*ranges, (min(self._anchor, self._cursor), max(self._anchor, self._cursor) + 1)])
        merged: list[tuple[int, int]] = []
        for start, stop in ranges:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
            else:
                merged.append((start, stop))
        return merged

    def _keep(self) -> None:
        """Turn the closed ranges into ids."""
        import numpy as np

        numbers = np.array(self.ids()(), np.int64)
        self._kept = np.unique(numbers) if len(numbers) else None
        self._ranges = []

    def _apart(self) -> "NDArray[np.int64] | None":
        """What is kept by its id, without what is in the open range."""
        if self._kept is None or self._anchor is None:
            return self._kept
        return self._without(min(self._anchor, self._cursor), max(self._anchor, self._cursor) + 1)

    def _forget_doubles(self) -> None:
        """What is in a range need not be kept by its id as well."""
        for start, stop in self._ranges if self._kept is not None else ():
            self._kept = self._without(start, stop)

    def _without(self, start: int, stop: int) -> "NDArray[np.int64] | None":
        if self._kept is None:
            return None
        import numpy as np

        rest = np.setdiff1d(self._kept, np.array(self._hits.ids(start, stop), np.int64), assume_unique=True)
        return rest if len(rest) else None
