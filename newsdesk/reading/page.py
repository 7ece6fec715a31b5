"""Blocks one below the other: their heights, exact where somebody looked, and the rows of a stretch of them."""

from collections import OrderedDict
from collections.abc import Sequence

from newsdesk.reading.frames import Prefixes
from newsdesk.reading.heights import Heights
from newsdesk.reading.laid import Found, Laid, Setting
from newsdesk.reading.layout import Content, lay_out, read, text_of
from newsdesk.reading.links import Link
from newsdesk.reading.markdown.blocks import Block, Code, Formula, Frames, Heading, Paragraph, Table, Verbatim, shared
from newsdesk.reading.markdown.passage import Passage
from newsdesk.reading.sideways import window
from newsdesk.reading.spans import Line, Span
from newsdesk.text.widths import width

MARGIN = 2
"""Cells left and right of the text, in panes that are not too narrow for it."""
NARROW = 40
"""Cells: a narrower pane has half the margin, one of half this width none."""
NARROWEST = 8
"""Cells."""
LAID_KEPT = 80
"""Blocks whose layout is kept: some screens."""
_MEASURED_FOR_ESTIMATE = 60
"""Characters, to tell Chinese from Latin."""


class Page:
    """Blocks laid out at a width."""

    def __init__(self, width: int, measure: int, setting: Setting, prefixes: Prefixes) -> None:
        """Begin an empty page."""
        self.blocks: list[Block] = []
        self.heights = Heights()
        self.offsets: dict[int, int] = {}
        """How far each table is scrolled sideways, by the identity of its shape."""
        self._contents: list[Passage | None] = []
        self._exact: list[bool] = []
        self._laid: OrderedDict[int, Laid] = OrderedDict()
        self._setting = setting
        self._prefixes = prefixes
        self._pictured: set[int] = set()
        """The blocks that are known to hold pictures."""
        self._measured_to = 0
        self.resize(width, measure)

    def resize(self, width: int, measure: int) -> None:
        """Set the width; heights are estimates again. A narrower pane than `NARROWEST` shows what it can of that."""
        self.width = width
        width = max(width, NARROWEST)
        margin = MARGIN if width >= NARROW else MARGIN // 2 if width >= NARROW // 2 else 0
        self.column = max(min(measure, width - 2 * margin), 1)
        self.left = max((width - self.column) // 2, 0) if width > self.column + 2 * margin else margin
        self.room = max(width - self.left - margin, self.column)
        self._laid.clear()
        self._exact = [False] * len(self.blocks)
        self._measured_to = 0
        self.heights.replace(self._estimate(number) for number in range(len(self.blocks)))

    @property
    def measured(self) -> bool:
        """Whether all heights are exact."""
        return self._measured_to >= len(self.blocks)

    def add(self, blocks: Sequence[Block]) -> None:
        """Put blocks at the end."""
        start = len(self.blocks)
        self.blocks += blocks
        self._contents += [None] * len(blocks)
        self._exact += [False] * len(blocks)
        self.heights.extend(self._estimate(number) for number in range(start, len(self.blocks)))

    def measure_next(self) -> None:
        """Make one more height exact."""
        while self._measured_to < len(self.blocks):
            number = self._measured_to
            self._measured_to += 1
            if not self._exact[number]:
                self.measure(number)
                return

    def measure(self, number: int) -> int:
        """The exact height of a block, the empty rows above it included."""
        if not self._exact[number]:
            self._exact[number] = True
            self.heights[number] = self.gap(number) + self.laid(number).height
        return self.heights[number]

    def laid(self, number: int) -> Laid:
        """A block's layout."""
        laid = self._laid.get(number)
        if laid is not None:
            self._laid.move_to_end(number)
            return laid
        taken = self._prefixes.cells(self._frames(number))
        laid = lay_out(self.blocks[number], self.content(number), self.column - taken, self.room - taken, self._setting)
        self._laid[number] = laid
        if len(self._laid) > LAID_KEPT:
            self._laid.popitem(last=False)
        return laid

    def content(self, number: int) -> Content:
        """What a block says; running text is read once and kept, the many small cells of a table are not."""
        kept = self._contents[number]
        if kept is not None:
            return kept
        content = read(self.blocks[number], self._setting)
        if isinstance(content, Passage):
            self._contents[number] = content
            if content.pictures:
                self._pictured.add(number)
        return content

    def text(self, number: int) -> str:
        """What a block says, as bare text."""
        return text_of(self.blocks[number], self.content(number))

    def lay_out_pictures(self, y: int) -> int:
        """Give the pictures their room anew; says where a row of the page stands then."""
        number, row = self.at(y)
        for pictured in self._pictured:
            self._laid.pop(pictured, None)
            self._exact[pictured] = False
            self.measure(pictured)
        return self.row_of(number, min(row, self.laid(number).height - 1))

    def place_of_link(self, number: int, link: Link) -> int | None:
        """The character of a block's text at which a link first stands, None where it does not."""
        content = self.content(number)
        if isinstance(content, Passage):
            return content.place_of(link)
        for cell in (cell for row in content.rows for cell in row) if content is not None else ():
            at = cell.passage.place_of(link)
            if at is not None:
                return cell.start + at
        return None

    def whole_code(self, number: int) -> str:
        """The text of a code block, of which one stretch is given."""
        blocks = self.blocks
        while number and not (isinstance(block := blocks[number], Code) and block.first):
            number -= 1
        stretches: list[str] = []
        while (
            number < len(blocks) and isinstance(block := blocks[number], Code) and (block.first is not bool(stretches))
        ):
            stretches.append(block.text)
            number += 1
        return "\n".join(stretches)

    def at(self, row: int) -> tuple[int, int]:
        """The block at a row, and the row within its layout (negative in the empty rows above it)."""
        number = self.heights.at(row)
        return number, row - self.heights.top(number) - self.gap(number)

    def row_of(self, number: int, row: int = 0) -> int:
        """Where a row of a block's layout stands."""
        return self.heights.top(number) + self.gap(number) + row

    def left_of(self, number: int) -> int:
        """The cells before a block's own text: the margin, and what its frames take."""
        return self.left + self._prefixes.cells(self._frames(number))

    def draw(self, number: int, row: int, found: Found = ()) -> Line:
        """One row of a block.

        Args:
            number: The block.
            row: Counted from the first of the empty rows above it.
            found: Matches to mark.
        """
        row -= self.gap(number)
        frames = self._frames(number)
        if row < 0:
            before = self.blocks[number - 1].where.frames if number else ()
            spans = self._prefixes.draw(shared(before, frames), 0)
            return self._at_margin(spans) if any(span.text.strip() for span in spans) else ()
        opens = self.blocks[number].where.opens if row == 0 else 0
        prefix = self._prefixes.draw(frames, opens)
        laid = self.laid(number)
        spans = laid.row(row, found)
        if laid.cells:
            room = self.room - self._prefixes.cells(frames)
            spans = window(spans, self.offset(number), room)
        return self._at_margin([*prefix, *spans])

    def offset(self, number: int) -> int:
        """How many cells a table is scrolled sideways."""
        block = self.blocks[number]
        return self.offsets.get(id(block.shape), 0) if isinstance(block, Table) else 0

    def shift(self, number: int, cells: int) -> bool:
        """Scroll a table sideways; whether anything moved."""
        block = self.blocks[number]
        wide = self.laid(number).cells
        if not isinstance(block, Table) or not wide:
            return False
        room = self.room - self._prefixes.cells(self._frames(number))
        before = self.offset(number)
        after = min(max(before + cells, 0), wide - room)
        self.offsets[id(block.shape)] = after
        return after != before

    def _frames(self, number: int) -> Frames:
        return self._prefixes.shown(self.blocks[number].where.frames, self.column)

    def gap(self, number: int) -> int:
        """How many empty rows stand above a block."""
        return self.blocks[number].where.gap if number else 0

    def _at_margin(self, spans: list[Span]) -> Line:
        while spans and not spans[-1].text.strip() and spans[-1].role == "text":
            spans.pop()
        return (Span(" " * self.left), *spans) if self.left and spans else tuple(spans)

    def _estimate(self, number: int) -> int:
        """About how high a block is, without reading it."""
        block = self.blocks[number]
        content = self._contents[number]
        cells = max(self.column - self._prefixes.cells(self._frames(number)), 1)
        match block:
            case Code():
                rows = block.text.count("\n") + 1 + (block.first and bool(block.language))
            case Table():
                rows = len(block.rows) + (2 if block.head is not None else 0)
            case _:
                text = content.text if content else _source(block)
                beginning = text[:_MEASURED_FOR_ESTIMATE]
                wide = width(beginning) / len(beginning) if beginning else 1
                rows = int(len(text) * wide) // cells + 1
                rows += isinstance(block, Heading) and block.level <= 2
        return rows + self.gap(number)


def _source(block: Block) -> str:
    match block:
        case Paragraph() | Heading() | Formula():
            return block.source
        case Verbatim() | Code():
            return block.text
        case _:
            return ""
