"""What an article's body is made of: a flat row of blocks, each knowing what it stands in.

Lists, quotes and callouts are not blocks that hold blocks: a list of five thousand items would have to be laid out
whole. They are *frames* around the blocks inside of them, which put a marker or a bar before each line.
"""

from dataclasses import dataclass
from enum import StrEnum

from newsdesk.reading.links import Link
from newsdesk.reading.spans import Role


class FrameKind(StrEnum):
    """What surrounds a block."""

    ITEM = "item"
    QUOTE = "quote"
    CALLOUT = "callout"
    DEFINITION = "definition"
    NOTE = "note"


@dataclass(frozen=True, slots=True, eq=False)
class ListShape:
    """What the items of one list share."""

    tight: bool
    marker_cells: int
    """How many cells the widest marker takes."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A list item, a quote, a callout, a definition, a footnote. Two frames are the same only if they are one."""

    kind: FrameKind
    shape: ListShape | None = None
    """Of a list item."""
    number: int | None = None
    """Of an item of a numbered list."""
    depth: int = 0
    """Of a list item: how many items it stands in."""
    done: bool | None = None
    """Of a task: whether it is done."""
    label: str = ""
    """Of a footnote: what it is referred to by."""


Frames = tuple[Frame, ...]
"""From the outermost to the innermost."""


def shared(before: Frames, after: Frames) -> Frames:
    """The frames that two blocks have in common: they go on in the empty rows between them."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if one is not other:
            break
        count += 1
    return after[:count]


def gap_between(before: Frames, after: Frames) -> int:
    """How many empty rows stand between two blocks: none in a tight list, none between definitions."""
    common = len(shared(before, after))
    entered = after[common] if common < len(after) else None
    left = before[common] if common < len(before) else None
    outer = after[common - 1] if common else None
    if entered and left and entered.shape and entered.shape is left.shape:
        return 0 if entered.shape.tight else 1
    if entered and left and entered.kind is left.kind is FrameKind.DEFINITION:
        return 0
    if outer and outer.shape and (entered is None or entered.kind is FrameKind.ITEM):
        return 0 if outer.shape.tight else 1
    return 1


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a block in the body, and what it stands in."""

    line: int
    """Its first line in the body, counted from 0."""
    end: int
    """The line after its last one."""
    frames: Frames = ()
    opens: int = 0
    """How many of the innermost frames begin with this block: it carries their markers."""
    gap: int = 1
    """Empty rows above it, where it is not the first of all."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    where: Where
    source: str
    """Its Markdown."""
    role: Role = Role.TEXT


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body."""

    where: Where
    source: str
    level: int
    """1 to 6."""
    anchor: str = ""
    """The name that its author gave it, where they gave one."""


@dataclass(frozen=True, slots=True)
class Code:
    """A stretch of a code block: a long one is several of these, so that each is highlighted by itself."""

    where: Where
    text: str
    """Without the last line end."""
    language: str = ""
    """As the fence names it; `""` where it does not."""
    first: bool = True
    """Whether the code block begins here."""


@dataclass(frozen=True, slots=True, eq=False)
class TableShape:
    """What the rows of one table share."""

    alignments: tuple[str, ...]
    """`left`, `right`, `center` or `""`, one a column."""
    sample: tuple[tuple[str, ...], ...]
    """The header and the first rows, as Markdown: what the widths of the columns are measured on."""


@dataclass(frozen=True, slots=True)
class Table:
    """Some rows of a table: a long one is several of these."""

    where: Where
    shape: TableShape
    head: tuple[str, ...] | None
    """The header's cells as Markdown, in the first stretch of a table."""
    rows: tuple[tuple[str, ...], ...]
    """Cells as Markdown."""
    last: bool = True
    """Whether the table ends here."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the column."""

    where: Where


@dataclass(frozen=True, slots=True)
class Formula:
    """Mathematics on lines of its own."""

    where: Where
    source: str
    """TeX."""


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text shown as it is, without any markup read in it."""

    where: Where
    text: str
    role: Role = Role.TEXT
    link: Link | None = None


Block = Paragraph | Heading | Code | Table | Rule | Formula | Verbatim
