"""An article as a page of rows, laid out where somebody looks.

Opening parses the first piece of the body; asking for rows lays out those. The rest is parsed and measured in slices
(`settle`) while nothing else is to do. Until then the heights of what nobody saw are estimates. What lies above the
rows that were asked for keeps its place: going down never makes the text jump. Where one came by a jump, what lies
above is not measured yet: `hold` measures it, and says where the row at hand stands then.

Not for several threads at once: call it from the one that draws.
"""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from math import ceil
from time import perf_counter

from newsdesk.model.article import Article, Place
from newsdesk.model.hits import Match
from newsdesk.reading.find import Finder, Marks, style_of
from newsdesk.reading.frames import Prefixes
from newsdesk.reading.head import foot, head
from newsdesk.reading.laid import Found, Setting
from newsdesk.reading.markdown.blocks import Block, Code, FrameKind, Heading, Verbatim
from newsdesk.reading.markdown.document import Document
from newsdesk.reading.markdown.parser import NUMBERS
from newsdesk.reading.outline import Entry, PlacedLink, links_on, same_anchor, slug
from newsdesk.reading.page import Page
from newsdesk.reading.signs import UNICODE, Signs
from newsdesk.reading.spans import Line, Role
from newsdesk.text.fold import fold

MEASURE = 72
"""Cells of running text, where the pane is wide enough for it: what books have."""
SLICE_MS = 10.0
"""Milliseconds of work in one slice: less than a frame."""


class Reading:
    """An article laid out at a width."""

    def __init__(
        self,
        article: Article,
        *,
        width: int,
        measure: int = MEASURE,
        zone: tzinfo = UTC,
        signs: Signs = UNICODE,
        sideways: bool = True,
        title_matches: Sequence[Match] = (),
    ) -> None:
        """Open an article.

        Args:
            article: What to read.
            width: Cells of the pane.
            measure: Cells that running text takes at most; it stands in the middle of a wider pane.
            zone: The time zone of dates.
            signs: What bullets, bars and lines are drawn with.
            sideways: Whether a wide table may be wider than the pane, to be scrolled with `shift`; else it is written
                row by row.
            title_matches: What a search found in the headline.
        """
        self.article = article
        self._body = article.piece.body
        self._line_starts = _line_starts(self._body)
        self._document = Document(self._body)
        environment = self._document.environment
        setting = Setting(signs, environment, sideways)
        self._measure = measure
        self._page = Page(width, measure, setting, Prefixes(signs, environment[NUMBERS]))
        self._page.add(list(head(article.piece, zone, signs)))
        self._body_from = len(self._page.blocks)
        self._body_to = self._body_from
        """The blocks of the body, without its footnotes: their lines ascend."""
        self._taken = 0
        self._title_found: Found = tuple((match, style_of(match)) for match in title_matches)
        self._finder: Finder | None = None
        self._marks = Marks()
        self._parse_next()

    # The page.

    @property
    def height(self) -> int:
        """How many rows there are: an estimate until `settled`."""
        unread = len(self._body) - self._document.parsed_to
        return self._page.heights.total + (0 if self._document.complete else ceil(unread * self._rows_per_character))

    @property
    def width(self) -> int:
        """Cells of the pane that the page is laid out for."""
        return self._page.width

    @property
    def settled(self) -> bool:
        """Whether everything is parsed and measured."""
        return self._document.complete and self._page.measured

    def lines(self, start: int, stop: int) -> list[Line]:
        """Rows of the page, laid out now if they were not; fewer at its end."""
        page = self._page
        start = max(start, 0)
        while not self._document.complete and page.heights.total < stop:
            self._parse_next()
        drawn: list[Line] = []
        number = page.heights.at(start)
        top = page.heights.top(number)
        while top < stop and number < len(page.blocks):
            height = page.measure(number)
            found = self._found(number)
            for row in range(max(start - top, 0), min(height, stop - top)):
                drawn.append(page.draw(number, row, found))  # noqa: PERF401
            top += height
            number += 1
            if number == len(page.blocks) and not self._document.complete:
                self._parse_next()
        return drawn

    def settle(self, y: int = 0, *, budget_ms: float = SLICE_MS) -> int:
        """Parse and measure on for about so long.

        Args:
            y: The row at hand: the topmost on the screen.
            budget_ms: Milliseconds.

        Returns:
            Where the row at hand stands now.
        """
        deadline = perf_counter() + budget_ms / 1000
        number, row = self._page.at(y)
        while not self.settled and perf_counter() < deadline:
            if not self._document.complete:
                self._parse_next()
            else:
                self._page.measure_next()
        return min(max(self._page.row_of(number, row), 0), max(self.height - 1, 0))

    def hold(self, y: int, rows: int) -> int:
        """Measure the screen at a row and the one above it, so that going up from here moves nothing.

        Args:
            y: The topmost row on the screen.
            rows: Rows of the screen.

        Returns:
            Where that row stands now.
        """
        page = self._page
        while not self._document.complete and page.heights.total < y + rows:
            self._parse_next()
        number, row = page.at(y)
        page.measure(number)
        row = min(row, page.laid(number).height - 1)
        for step, reach in ((-1, rows), (1, rows - row)):
            seen, other = 0, number + step
            while 0 <= other < len(page.blocks) and seen < reach:
                seen += page.measure(other)
                other += step
        return max(page.row_of(number, row), 0)

    def resize(self, width: int, measure: int | None = None) -> None:
        """Lay out at another width; keep the place with `place_at` before and `y_of` after."""
        self._measure = measure or self._measure
        self._page.resize(width, self._measure)

    def shift(self, y: int, cells: int) -> bool:
        """Scroll the wide table at a row sideways, to the right for positive cells; whether anything moved."""
        return self._page.shift(self._page.at(y)[0], cells)

    # Places.

    def place_at(self, y: int) -> Place:
        """The place of a row, independent of the width."""
        number, row = self._page.at(y)
        return self._place(self._position(number, row))

    def y_of(self, place: Place) -> int:
        """The row of a place: the same text that stood there at another width."""
        position = round(place.fraction * len(self._body))
        if self._line_at(position) != place.line:
            position = self._line_starts[min(max(place.line, 0), len(self._line_starts) - 1)]
        if position <= 0:
            return 0
        return self._row_at(position)

    def progress(self, y: int) -> float:
        """How much of the article is behind a row, 0 to 1; give the last row on the screen."""
        return 1.0 if self.settled and y >= self.height - 1 else self.place_at(y).fraction

    def minutes_left(self, y: int) -> int:
        """Minutes of reading from a row on, rounded up."""
        return ceil(self.article.piece.minutes * (1 - self.progress(y)) - 0.05)

    def outline(self) -> list[Entry]:
        """The headings of what is parsed so far: all of them once `settled`."""
        return [
            Entry(block.level, self._text(number), block.where.line)
            for number, block in enumerate(self._page.blocks)
            if isinstance(block, Heading)
        ]

    def heading_before(self, y: int) -> int | None:
        """The row of the nearest heading above a row, None when there is none."""
        number, row = self._page.at(y)
        for other in range(number if row > 0 else number - 1, -1, -1):
            if self._is_heading(other):
                return self._page.row_of(other)
        return None

    def heading_after(self, y: int) -> int | None:
        """The row of the nearest heading below a row, None when there is none."""
        number = self._page.at(y)[0]
        if self._page.row_of(number) <= y:
            number += 1
        while True:
            while number < len(self._page.blocks):
                if self._is_heading(number):
                    return self._page.row_of(number)
                number += 1
            if self._document.complete:
                return None
            self._parse_next()

    def y_of_anchor(self, name: str) -> int | None:
        """The row of a heading or HTML anchor of that name, None when there is none."""
        self._parse_all()
        for number, block in enumerate(self._page.blocks):
            if isinstance(block, Heading) and (block.anchor == name or same_anchor(slug(self._text(number)), name)):
                return self._page.row_of(number)
        for attribute in (f'id="{name}"', f'name="{name}"', f"id='{name}'", f"name='{name}'"):
            position = self._body.find(attribute)
            if position >= 0:
                return self._row_at(position)
        return None

    def y_of_note(self, label: str) -> int | None:
        """The row of a footnote, None when there is none of that label."""
        numbers = self._note_blocks(label)
        return self._page.row_of(numbers[0]) if numbers else None

    def y_of_reference(self, label: str) -> int | None:
        """The row where a footnote is first referred to: the way back."""
        position = self._body.find(f"[^{label}]")
        return self._row_at(position) if position >= 0 else None

    def note(self, label: str) -> str:
        """What a footnote says, `""` when there is none of that label."""
        return "\n\n".join(self._text(number) for number in self._note_blocks(label))

    def links(self, start: int, stop: int) -> list[PlacedLink]:
        """The links on rows of the page, in reading order."""
        return links_on(self.lines(start, stop), max(start, 0))

    def code_at(self, start: int, stop: int) -> str | None:
        """The text of the topmost code block on rows of the page, None when there is none."""
        page = self._page
        number = page.at(start)[0]
        while number < len(page.blocks) and page.heights.top(number) < stop:
            block = page.blocks[number]
            if isinstance(block, Code):
                return page.whole_code(number)
            number += 1
        return None

    # Finding.

    def find(self, text: str) -> int:
        """Look for a text in the whole article and mark where it stands; how many places there are.

        Near places are marked only where nothing stands as it was typed. An empty text takes the marks away. Reads
        the whole article first where that has not been done; `settled` ones answer at once.
        """
        if self._finder is None and text.strip():
            self._parse_all()
            self._finder = Finder(self._page.text(number) for number in range(len(self._page.blocks)))
        self._marks = Marks(self._finder.find(text)) if self._finder and text.strip() else Marks()
        return len(self._marks.places)

    def found_rows(self) -> list[int]:
        """About the rows of all places that were found, in reading order: what the scroll bar marks."""
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

    # Within.

    def _parse_next(self) -> None:
        document, page = self._document, self._page
        document.parse_next()
        fresh = document.blocks[self._taken :]
        first = self._taken == 0 and fresh
        self._taken = len(document.blocks)
        if first and isinstance(fresh[0], Heading) and self._repeats_title(fresh[0]):
            fresh = fresh[1:]
        page.add(fresh)
        if document.complete:
            page.add(list(foot(self.article.piece, len(self._line_starts))))
        else:
            self._body_to = len(page.blocks)

    def _parse_all(self) -> None:
        while not self._document.complete:
            self._parse_next()

    @property
    def _rows_per_character(self) -> float:
        parsed = self._document.parsed_to
        return self._page.heights.total / parsed if parsed else 1 / MEASURE

    def _repeats_title(self, heading: Heading) -> bool:
        return heading.level == 1 and fold(heading.source.strip()) == fold(self.article.piece.title)

    def _found(self, number: int) -> Found:
        if self._marks.places:
            return self._marks.on(number)
        block = self._page.blocks[number]
        return self._title_found if isinstance(block, Verbatim) and block.role is Role.HEADLINE else ()

    def _text(self, number: int) -> str:
        return self._page.text(number).replace("\n", " ")

    def _is_heading(self, number: int) -> bool:
        return isinstance(self._page.blocks[number], Heading)

    def _line_at(self, position: int) -> int:
        """The line of the body on which a character stands."""
        return max(bisect_right(self._line_starts, position) - 1, 0)

    def _span(self, block: Block) -> tuple[int, int]:
        """The characters of the body that a block was made of."""
        last = len(self._line_starts) - 1
        end = self._line_starts[block.where.end] if block.where.end <= last else len(self._body)
        return self._line_starts[min(block.where.line, last)], end

    def _position(self, number: int, row: int) -> int:
        """The character of the body that a row of a block begins with."""
        if number < self._body_from:
            return 0
        if number >= self._body_to and self._document.complete:
            return len(self._body)
        start, end = self._span(self._page.blocks[number])
        laid = self._page.laid(number)
        share = laid.position_of(row) / len(laid.text) if row > 0 and laid.text else 0
        return start + int((end - start) * share)

    def _place(self, position: int) -> Place:
        return Place(self._line_at(position), position / len(self._body) if self._body else 0.0)

    def _row_at(self, position: int) -> int:
        """The row on which a character of the body stands."""
        while not self._document.complete and self._document.parsed_to <= position:
            self._parse_next()
        page = self._page
        if position >= len(self._body):
            return max(page.heights.total - 1, 0)
        line = self._line_at(position)
        number = bisect_right(page.blocks, line, self._body_from, self._body_to, key=lambda block: block.where.line) - 1
        if number < self._body_from:
            return 0
        start, end = self._span(page.blocks[number])
        laid = page.laid(number)
        page.measure(number)
        inside = ceil((position - start) * len(laid.text) / (end - start)) if end > start else 0
        return page.row_of(number, laid.row_of(inside) if position > start else 0)

    def _note_blocks(self, label: str) -> list[int]:
        self._parse_all()
        return [
            number
            for number, block in enumerate(self._page.blocks)
            if block.where.frames
            and block.where.frames[0].kind is FrameKind.NOTE
            and block.where.frames[0].label == label
        ]


def _line_starts(body: str) -> Sequence[int]:
    starts = array("L", [0])
    at = body.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = body.find("\n", at + 1)
    return starts
