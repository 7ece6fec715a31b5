"""From a block to its rows at a width: what each kind of block looks like."""

import re

from newsdesk.reading.bidi import needs_order, reads_from_right
from newsdesk.reading.code import PADDING, TAB, LaidCode
from newsdesk.reading.laid import Laid, LaidRows, LaidText, Setting
from newsdesk.reading.links import LinkKind
from newsdesk.reading.markdown.blocks import Block, Code, Formula, Heading, Paragraph, Rule, Table, Verbatim
from newsdesk.reading.markdown.inline import read_passage
from newsdesk.reading.markdown.maths import unicode_maths
from newsdesk.reading.markdown.passage import Face, Passage
from newsdesk.reading.pictured import with_pictures
from newsdesk.reading.spans import HEADINGS, Role, Span, Style
from newsdesk.reading.tables import Grid, lay_out_table, read_table
from newsdesk.text.linebreak import break_lines
from newsdesk.text.widths import width

NO_BREAK = "\u00a0"
_IN_A_FACT = re.compile(r"(?<=\w) ")


Content = Passage | Grid | None
"""What a block says once its sentences are read; None where there is nothing to read."""


def read(block: Block, setting: Setting) -> Content:
    """Read a block's sentences: the slow half of laying out. It does not depend on the width and may be kept."""
    match block:
        case Paragraph() | Heading():
            return read_passage(block.source, setting.environment)
        case Verbatim():
            if block.link is None:
                return Passage(block.text)
            picture = block.link.target if block.link.kind is LinkKind.PICTURE else ""
            return Passage(block.text, faces=(Face(Style.PLAIN, block.link, picture=picture),))
        case Formula():
            return Passage(unicode_maths(block.source.expandtabs(TAB)), faces=(Face(role=Role.MATHS),))
        case Table():
            return read_table(block, setting)
        case _:
            return None


def text_of(block: Block, content: Content) -> str:
    """What a block says, as bare text: what finding looks through, in the characters that its layout counts in."""
    if content is not None:
        return content.text
    return block.text.expandtabs(TAB) if isinstance(block, Code) else ""


def lay_out(block: Block, content: Content, cells: int, room: int, setting: Setting) -> Laid:
    """A block at a width.

    Args:
        block: The block.
        content: What `read` made of it.
        cells: The width of running text here, without what the frames take.
        room: The width that code and tables may take here.
        setting: The rest.
    """
    cells = max(cells, 1)
    if isinstance(content, Passage):
        return with_pictures(_text(block, content, cells, setting), content.pictures, cells, setting.pictures)
    match block:
        case Code():
            longest = max(map(width, block.text.expandtabs(TAB).split("\n"))) if len(block.text) < 100_000 else room
            return LaidCode(block, min(max(cells, longest + 2 * PADDING), max(room, 1)), setting.signs.continued)
        case Table() if content is not None:
            return lay_out_table(block, content, max(cells, room), setting)
        case Rule():
            return LaidRows([[Span(setting.signs.line * cells, Role.RULE)]])
    raise AssertionError(block)


def _text(block: Block, passage: Passage, cells: int, setting: Setting) -> LaidText:
    breaks = break_lines(passage.text, cells)
    from_right = reads_from_right(passage.text)
    reordered = setting.bidi and needs_order(passage.text)
    if isinstance(block, Heading):
        below = _below(block, passage, breaks, cells, setting)
        return LaidText(passage, HEADINGS[block.level - 1], cells, breaks, below, from_right, reordered)
    if isinstance(block, Formula):
        return LaidText(passage, Role.MATHS, cells, breaks)
    role = block.role if isinstance(block, Paragraph | Verbatim) else Role.TEXT
    if role is Role.BYLINE:
        # A fact is not broken ("8" and "min" on two lines), a list of authors is.
        breaks = break_lines(_IN_A_FACT.sub(NO_BREAK, passage.text), cells)
    return LaidText(passage, role, cells, breaks, from_right=from_right, whole_lines=reordered)


def _below(heading: Heading, passage: Passage, breaks: list[tuple[int, int]], cells: int, setting: Setting) -> str:
    """The line under the two highest levels: what they are must be seen without colours too."""
    if heading.level == 1:
        return setting.signs.heavy_line * cells
    if heading.level == 2:
        return setting.signs.line * max((width(passage.text[start:end]) for start, end in breaks), default=0)
    return ""
