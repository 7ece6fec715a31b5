"""Which articles wait until the reader asks for them, so that nothing moves under the hand.

Decides only. The list shows what was there when its query was asked; what is taken in afterwards waits, and is counted.
It is shown at once where nothing can move: at a start that the reader has not touched yet, while an empty desk is
filled for the first time, and in a list that shows nothing. A new query finds all there is.
"""

from newsdesk.model.article import ArticleId


class Arrivals:
    """What waits behind the list of one desk."""

    def __init__(self) -> None:
        self.waiting = 0
        """How many articles the list would show as well."""
        self.filling = False
        """Whether the desk was empty when it was opened, and its sources are being read for the first time."""
        self._read_once = False
        self._shown_up_to: ArticleId | None = None

    def sources_read(self) -> None:
        """The sources have been read to their end."""
        self._read_once = True
        self.filling = False

    @property
    def begins(self) -> bool:
        """Whether the sources are still being read for the first time since the start."""
        return not self._read_once

    def until(self, *, untouched: bool, rows: int) -> ArticleId | None:
        """The article that was taken in last of those that the list may show when it is searched again.

        Args:
            untouched: Whether the reader has done nothing since the start.
            rows: How many rows the list shows.

        Returns:
            None, where it may show all there is.
        """
        if self.filling or not rows or (untouched and not self._read_once):
            return None
        return self._shown_up_to

    @property
    def shown_up_to(self) -> ArticleId | None:
        """The article that was taken in last of those that do not wait; None before the first answer."""
        return self._shown_up_to

    def answered(self, latest: ArticleId, until: ArticleId | None, waiting: int) -> None:
        """The list shows another answer.

        Args:
            latest: The article that was taken in last when it was given.
            until: What the answer was limited to.
            waiting: How many articles it leaves out.
        """
        self.waiting = waiting
        if until is None:
            self._shown_up_to = latest
