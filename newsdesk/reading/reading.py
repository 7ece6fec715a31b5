"""An article as a page of rows, laid out where somebody looks.

Opening parses the first piece of the body; asking for rows lays out those. The rest is parsed and measured in slices
(`settle`) while nothing else is to do. Until then the heights of what nobody saw are estimates. What lies above the
rows that were asked for keeps its place: going down never makes the text jump. Where one came by a jump, what lies
above is not measured yet: `hold` measures it, and says where the row at hand stands then.

Not for several threads at once: call it from the one that draws.
"""

import re
from collections.abc import Sequence
from datetime import UTC, tzinfo
from math import ceil
from time import perf_counter

from newsdesk.model.article import Article, Place
from newsdesk.model.hits import Match
from newsdesk.reading.boxes import Boxes
from newsdesk.reading.find import style_of
from newsdesk.reading.finding import Finding
from newsdesk.reading.frames import Prefixes
from newsdesk.reading.head import foot, head
from newsdesk.reading.laid import Found, Setting
from newsdesk.reading.links import Link, LinkKind
from newsdesk.reading.markdown.blocks import Code, FrameKind, Heading, Verbatim
from newsdesk.reading.markdown.document import Document
from newsdesk.reading.markdown.parser import NUMBERS
from newsdesk.reading.outline import Entry, PlacedLink, links_on, same_anchor, slug
from newsdesk.reading.page import Page
from newsdesk.reading.positions import Positions
from newsdesk.reading.selected import said
from newsdesk.reading.signs import UNICODE, Signs
from newsdesk.reading.spans import Line, Role, Spot
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
        pictures: Boxes | None = None,
        bidi: bool = False,
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
            pictures: Who says how much room pictures have; without, only their words are shown.
            bidi: Whether to put right-to-left text in the order in which it is drawn; else the terminal does that.
        """
        self.article = article
        self.pictures = pictures
        self._body = article.piece.body
        self._document = Document(self._body)
        environment = self._document.environment
        setting = Setting(signs, environment, bidi, sideways, pictures)
        self._measure = measure
        self._page = Page(width, measure, setting, Prefixes(signs, environment[NUMBERS]))
        self._page.add(list(head(article.piece, zone, signs)))
        self._positions = Positions(self._body, self._page)
        self._finding = Finding(self._page)
        self._taken = 0
        self._title_found: Found = tuple((match, style_of(match)) for match in title_matches)
        self._parse_next()

    # The page.

    @property
    def height(self) -> int:
        """How many rows there are: an estimate until `settled`."""
        unread = len(self._body) - self._document.parsed_to
        return self._page.heights.total + (0 if self.parsed else ceil(unread * self._rows_per_character))

    @property
    def width(self) -> int:
        """Cells of the pane that the page is laid out for."""
        return self._page.width

    @property
    def parsed(self) -> bool:
        """Whether all of the body is parsed: what looks through all of it answers at once."""
        return self._document.complete

    @property
    def settled(self) -> bool:
        """Whether everything is parsed and measured, and read for a search if somebody wants one."""
        return self.parsed and self._page.measured and (self._finding.ready or not self._finding.begun)

    def reaches(self, y: int) -> bool:
        """Whether a row lies in what is parsed already, or nothing more will be."""
        return self.parsed or y < self._page.heights.total

    def lines(self, start: int, stop: int) -> list[Line]:
        """Rows of the page, laid out now if they were not; fewer at its end."""
        page = self._page
        start = max(start, 0)
        while not self.parsed and page.heights.total < stop:
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
            if number == len(page.blocks) and not self.parsed:
                self._parse_next()
        return drawn

    def settle(self, y: int = 0, *, budget_ms: float = SLICE_MS) -> int:
        """Parse, read for a search and measure on for about so long, in this order.

        Args:
            y: The row at hand: the topmost on the screen.
            budget_ms: Milliseconds.

        Returns:
            Where the row at hand stands now.
        """
        deadline = perf_counter() + budget_ms / 1000
        number, row = self._page.at(y)
        while not self.settled and perf_counter() < deadline:
            if not self.parsed:
                self._parse_next()
            elif self._finding.begun and not self._finding.ready:
                self._finding.read_next()
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
        while not self.parsed and page.heights.total < y + rows:
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
        measure = measure or self._measure
        if (width, measure) != (self.width, self._measure):
            self._measure = measure
            self._page.resize(width, measure)

    def shift(self, y: int, cells: int) -> bool:
        """Scroll the wide table at a row sideways, to the right for positive cells; whether anything moved."""
        return self._page.shift(self._page.at(y)[0], cells)

    def lay_out_pictures(self, y: int) -> int:
        """Give the pictures their room anew; says where the row at hand stands then."""
        return self._page.lay_out_pictures(y)

    # Places.

    def place_at(self, y: int) -> Place:
        """The place of a row, independent of the width."""
        return self._positions.place_of(*self._page.at(y))

    def y_of(self, place: Place) -> int:
        """The row of a place: the same text that stood there at another width."""
        position = self._positions.of_place(place)
        return self._row_at(position) if position > 0 else 0

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
        """The row of the nearest heading below a row, None when what is parsed has none."""
        number = self._page.at(y)[0]
        if self._page.row_of(number) <= y:
            number += 1
        for other in range(number, len(self._page.blocks)):
            if self._is_heading(other):
                return self._page.row_of(other)
        return None

    def y_of_anchor(self, name: str) -> int | None:
        """The row of a heading or HTML anchor of that name, None when there is none. Parses all of the article."""
        self._parse_all()
        for number, block in enumerate(self._page.blocks):
            if isinstance(block, Heading) and (block.anchor == name or same_anchor(slug(self._text(number)), name)):
                return self._page.row_of(number)
        named = re.compile(rf"<[a-zA-Z][^<>]*?[\s\"'](?:id|name)\s*=\s*([\"']?){re.escape(name)}\1(?=[\s>/])")
        for found in named.finditer(self._body):
            inside = self._positions.block_at(found.start())
            # In code an anchor is text that one reads.
            if inside is None or (not self._is_code(inside) and found[0] not in self._page.text(inside)):
                return self._row_at(found.start())
        return None

    def y_of_note(self, label: str) -> int | None:
        """The row of a footnote, None when there is none of that label."""
        numbers = self._note_blocks(label)
        return self._page.row_of(numbers[0]) if numbers else None

    def y_of_reference(self, label: str) -> int | None:
        """The row where a footnote is first referred to: the way back. Parses all of the article."""
        self._parse_all()
        page = self._page
        for found in re.finditer(re.escape(f"[^{label}]") + "(?!:)", self._body):
            number = self._positions.block_at(found.start())
            at = page.place_of_link(number, Link(LinkKind.NOTE, label)) if number is not None else None
            if number is not None and at is not None:
                page.measure(number)
                return page.row_of(number, page.laid(number).row_of(at))
        return None

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

    def said(self, start: Spot, end: Spot) -> str:
        """What stands between two spots of the page, the second not before the first: unbroken, as it was written."""
        return said(self._page, start, end)

    # Finding.

    def begin_to_find(self) -> None:
        """Have `settle` read the article for a search before it measures on."""
        self._finding.begin()

    @property
    def ready_to_find(self) -> bool:
        """Whether `find` answers at once."""
        return self.parsed and self._finding.ready

    def find(self, text: str) -> int:
        """Look for a text in the whole article and mark where it stands; how many places there are.

        Near places are marked only where nothing stands as it was typed. An empty text takes the marks away. Reads
        the whole article first where that has not been done.
        """
        if text.strip():
            self._parse_all()
        return self._finding.find(text)

    def found_rows(self) -> list[int]:
        """About the rows of all places that were found, in reading order: what the scroll bar marks."""
        return self._finding.rows()

    def stand_at(self, number: int) -> int:
        """Make one of the places the current one; returns its row, measured."""
        return self._finding.stand_at(number)

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
            page.add(list(foot(self.article.piece, self._positions.lines)))
            self._positions.complete = True
        else:
            self._positions.body_to = len(page.blocks)

    def _parse_all(self) -> None:
        while not self.parsed:
            self._parse_next()

    @property
    def _rows_per_character(self) -> float:
        parsed = self._document.parsed_to
        return self._page.heights.total / parsed if parsed else 1 / MEASURE

    def _repeats_title(self, heading: Heading) -> bool:
        return heading.level == 1 and fold(heading.source.strip()) == fold(self.article.piece.title)

    def _found(self, number: int) -> Found:
        if self._finding.any:
            return self._finding.on(number)
        block = self._page.blocks[number]
        return self._title_found if isinstance(block, Verbatim) and block.role is Role.HEADLINE else ()

    def _text(self, number: int) -> str:
        return self._page.text(number).replace("\n", " ")

    def _is_heading(self, number: int) -> bool:
        return isinstance(self._page.blocks[number], Heading)

    def _is_code(self, number: int) -> bool:
        return isinstance(self._page.blocks[number], Code)

    def _row_at(self, position: int) -> int:
        """The row on which a character of the body stands."""
        while not self.parsed and self._document.parsed_to <= position:
            self._parse_next()
        return self._positions.row_at(position)

    def _note_blocks(self, label: str) -> list[int]:
        self._parse_all()
        return [
            number
            for number, block in enumerate(self._page.blocks)
            if block.where.frames
            and block.where.frames[0].kind is FrameKind.NOTE
            and block.where.frames[0].label == label
        ]
