"""What a reader looks for on a page: read into a `Finder` in slices, found, marked, walked through."""

from dataclasses import replace

from newsdesk.reading.find import Finder, Marks
from newsdesk.reading.laid import Found
from newsdesk.reading.page import Page


class Finding:
    """One search after the other on one page."""

    def __init__(self, page: Page) -> None:
        """Begin with nothing marked; a page that nobody searches is not read for it."""
        self._page = page
        self._finder: Finder | None = None
        self._marks = Marks()

    @property
    def begun(self) -> bool:
        """Whether anybody wants to search this page."""
        return self._finder is not None

    @property
    def ready(self) -> bool:
        """Whether all blocks of the page are read."""
        return self._finder is not None and len(self._finder) >= len(self._page.blocks)

    def begin(self) -> None:
        """Somebody wants to search: from now on `read_next` brings it nearer."""
        if self._finder is None:
            self._finder = Finder()

    def read_next(self) -> None:
        """Read one more block."""
        if self._finder is not None and not self.ready:
            self._finder.add(self._page.text(len(self._finder)))

    def find(self, text: str) -> int:
        """Mark where a text stands; how many places there are. Reads what is not read yet."""
        if not text.strip():
            self._marks = Marks()
            return 0
        self.begin()
        while not self.ready:
            self.read_next()
        self._marks = Marks(self._finder.find(text) if self._finder is not None else ())
        return len(self._marks.places)

    @property
    def any(self) -> bool:
        """Whether anything was found."""
        return bool(self._marks.places)

    def on(self, block: int) -> Found:
        """The marks in a block."""
        return self._marks.on(block)

    def rows(self) -> list[int]:
        """About the rows of all places, in reading order."""
        page = self._page
        return [
            page.row_of(place.block, int(place.share * (page.heights[place.block] - 1))) for place in self._marks.places
        ]

    def stand_at(self, number: int) -> int:
        """Make one of the places the current one; returns its row, measured."""
        self._marks = replace(self._marks, standing=number)
        place = self._marks.places[number]
        self._page.measure(place.block)
        return self._page.row_of(place.block, self._page.laid(place.block).row_of(place.match.start))
