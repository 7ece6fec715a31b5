"""From the parser's tokens to blocks with their frames."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from newsdesk.reading.markdown.blocks import (
    Block,
    Code,
    Formula,
    Frame,
    FrameKind,
    Frames,
    Heading,
    ListShape,
    Paragraph,
    Rule,
    Table,
    TableShape,
    Verbatim,
    Where,
    gap_between,
)
from newsdesk.reading.markdown.parser import Environment, TooIntricate, parse_blocks
from newsdesk.reading.markdown.templates import without_heading_id
from newsdesk.reading.spans import Role
from newsdesk.text.clean import clean, clean_line
from newsdesk.text.html import to_markdown
from newsdesk.text.widths import width

# One stretch is laid out at once: long enough to be rare, short enough to cost a few milliseconds.
LINES_IN_A_STRETCH = 120
ROWS_IN_A_STRETCH = 40
ROWS_MEASURED = 120
VERBATIM_STRETCH = 4_000
"""Characters of text shown as it is in one block."""

TOO_INTRICATE = "This part is nested too deeply or too long to be laid out; it is shown as it was written."

_CALLOUT = re.compile(r"\[!([A-Za-z]+)\][+-]?[ \t]*([^\n]*)\n?")
_CONTAINER = re.compile(r"\s*\{?\.?([\w-]+)\}?\s*(?:\[(.*)\]|(.*))$")
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_MODULE_LINE = re.compile(
    r"(?:import\b.*?(?:from\s+)?['\"][^'\"]+['\"];?|export\s+(?:const|let|var|default|function|\{|\*).*)$", re.DOTALL
)
_IMPORTED = re.compile(r"import\s+(?:type\s+)?(.*?)\s+from\s", re.DOTALL)
_ATTRIBUTES_ONLY = re.compile(r"\s*(?:\{:[^{}\n]*\}\s*)+$")
_LANGUAGE = re.compile(r"[^\s{,:]+")


@dataclass(slots=True)
class Builder:
    """Turns the tokens of one piece of the body into blocks; keeps what is set aside for the end."""

    environment: Environment
    notes: dict[str, list[Block]] = field(default_factory=dict)
    """Footnotes by label, in the order in which they are defined."""
    _last: Block | None = None
    """The block with which the piece before ended: a long list is cut between its items."""

    def build(self, source: str, first_line: int) -> list[Block]:
        """The blocks of a piece of the body.

        Args:
            source: The piece, clean.
            first_line: The line of the body on which it begins.
        """
        try:
            tokens = parse_blocks(source, self.environment)
        except TooIntricate:
            return verbatim(source, first_line, TOO_INTRICATE)
        walk = _Walk(self, first_line, before=self._last)
        walk.over(tokens)
        self._last = walk.blocks[-1] if walk.blocks else self._last
        return walk.blocks


def verbatim(source: str, first_line: int, notice: str) -> list[Block]:
    """A text as it stands, in stretches, below a sentence that says why."""
    end = first_line + source.count("\n")
    blocks: list[Block] = [Verbatim(Where(first_line, first_line), notice, Role.NOTICE)]
    at, line = 0, first_line
    while at < len(source):
        stop = at + VERBATIM_STRETCH
        if stop < len(source):
            stop = max(source.rfind("\n", at, stop), source.rfind(" ", at, stop)) + 1 or stop
        stretch = source[at:stop]
        ends = min(line + stretch.count("\n"), end)
        if stretch.strip():
            gap = 1 if at == 0 else 0
            blocks.append(Verbatim(Where(line, max(ends, line + 1), gap=gap), stretch.strip("\n").expandtabs(4)))
        at, line = stop, ends
    return blocks


class _Walk:
    """One pass over tokens, keeping the frames that are open."""

    def __init__(
        self,
        builder: Builder,
        first_line: int,
        *,
        before: Block | None,
        frames: Frames = (),
        fixed_line: int | None = None,
    ) -> None:
        self.blocks: list[Block] = []
        self._builder = builder
        self._first_line = first_line
        self._fixed_line = fixed_line
        self._frames: list[Frame] = list(frames)
        self._fresh = 0
        self._lists: list[tuple[ListShape, int, bool]] = []
        self._line = first_line
        self._notes: list[tuple[str, list[Block]]] = []
        self._before = before

    def over(self, tokens: Sequence[Token]) -> None:
        shapes = _list_shapes(tokens)
        place = 0
        while place < len(tokens):
            place = self._step(tokens, place, shapes)

    def _step(self, tokens: Sequence[Token], place: int, shapes: dict[int, ListShape]) -> int:
        """Handle the token at a place; return the place of the next one to handle."""
        token = tokens[place]
        match token.type:
            case "paragraph_open":
                self._paragraph(tokens[place + 1], token)
                return place + 3
            case "heading_open":
                source, anchor = without_heading_id(tokens[place + 1].content)
                self._add(Heading(self._where(token), source, int(token.tag[1]), anchor))
                return place + 3
            case "fence" | "code_block":
                self._code(token)
            case "bullet_list_open" | "ordered_list_open":
                self._open_list(token, shapes[place], first=place == 0)
            case "list_item_open":
                self._open_item()
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_close" | "dd_close":
                self._close(token)
            case "blockquote_open":
                self._open_quote(tokens, place)
            case "blockquote_close" | "container_container_close" | "admonition_close":
                self._close(token)
            case "container_container_open":
                self._open_container(token)
            case "admonition_open":
                self._open_callout(token, token.content or str(token.meta["tag"]).title())
                if tokens[place + 1].type == "admonition_title_open":
                    return place + 4
            case "dt_open":
                self._add(Paragraph(self._where(tokens[place + 1]), tokens[place + 1].content, Role.TERM))
                return place + 3
            case "dd_open":
                self._open(Frame(FrameKind.DEFINITION))
            case "table_open":
                return self._table(tokens, place)
            case "hr":
                self._add(Rule(self._where(token)))
            case "html_block":
                self._html(token)
            case "math_block":
                self._add(Formula(self._where(token), token.content))
            case "footnote_reference_open":
                self._notes.append((str(token.meta["label"]), self.blocks))
                self.blocks = []
                self._open(Frame(FrameKind.NOTE, label=str(token.meta["label"])))
            case "footnote_reference_close":
                self._close(token)
                label, around = self._notes.pop()
                self._builder.notes.setdefault(label, self.blocks)
                self.blocks = around
            case _:
                pass  # the closing half of something that was handled when it opened
        return place + 1

    # Frames.

    def _open(self, frame: Frame) -> None:
        self._frames.append(frame)
        self._fresh += 1

    def _close(self, token: Token) -> None:
        if self._fresh and self._frames[-1].kind in {FrameKind.ITEM, FrameKind.NOTE}:
            self._add(Paragraph(self._where(token), ""))  # an empty item has its marker too
        self._frames.pop()
        self._fresh = min(self._fresh, len(self._frames))

    def _open_list(self, token: Token, shape: ListShape, *, first: bool) -> None:
        ordered = token.type.startswith("ordered")
        number = int(token.attrs.get("start", 1))
        before = self._before.where.frames[0] if first and self._before and self._before.where.frames else None
        if before and before.shape and (before.number is not None) == ordered:
            # The list was cut between two pieces of the body: it goes on here.
            shape = before.shape
            number = (before.number or 0) + 1
        self._lists.append((shape, number, ordered))

    def _open_item(self) -> None:
        shape, number, ordered = self._lists[-1]
        self._lists[-1] = (shape, number + 1, ordered)
        depth = sum(frame.kind is FrameKind.ITEM for frame in self._frames)
        self._open(Frame(FrameKind.ITEM, shape, number if ordered else None, depth))

    def _open_quote(self, tokens: Sequence[Token], place: int) -> None:
        inside = tokens[place + 2] if place + 2 < len(tokens) and tokens[place + 1].type == "paragraph_open" else None
        found = _CALLOUT.match(inside.content) if inside else None
        if not found or inside is None:
            self._open(Frame(FrameKind.QUOTE))
            return
        inside.content = inside.content[found.end() :]
        self._open_callout(tokens[place], found[2].strip() or found[1].capitalize())

    def _open_container(self, token: Token) -> None:
        found = _CONTAINER.match(token.info)
        name = found[1] if found else token.info.strip()
        title = (found[2] or found[3] or "").strip() if found else ""
        self._open_callout(token, title or name.capitalize())

    def _open_callout(self, token: Token, title: str) -> None:
        self._open(Frame(FrameKind.CALLOUT))
        self._add(Paragraph(self._where(token, lines=1), title, Role.CALLOUT))

    # Blocks.

    def _where(self, token: Token, lines: int | None = None) -> Where:
        if self._fixed_line is not None:
            start, end = self._fixed_line, self._fixed_line + 1
        elif token.map:
            start, end = (line + self._first_line for line in token.map)
        else:
            start, end = self._line, self._line + 1
        self._line = start
        frames = tuple(self._frames)
        return Where(start, start + lines if lines else end, frames, self._fresh, self._gap(frames))

    def _gap(self, frames: Frames) -> int:
        before = self.blocks[-1] if self.blocks else self._before
        if before is None:
            return 1
        if isinstance(before, Paragraph) and before.role in {Role.CALLOUT, Role.TERM}:
            return 0
        return gap_between(before.where.frames, frames)

    def _add(self, block: Block) -> None:
        self._fresh = 0
        self.blocks.append(block)

    def _paragraph(self, inline: Token, opening: Token) -> None:
        source = inline.content
        if _ATTRIBUTES_ONLY.match(source) or not source.strip():
            return
        if _is_module(source):
            self._add(Paragraph(self._where(opening), _module_label(source), Role.PLACEHOLDER))
            return
        if self._frames and self._frames[-1].kind is FrameKind.ITEM and self._fresh:
            task = _TASK.match(source)
            if task:
                self._frames[-1] = replace(self._frames[-1], done=task[1] != " ")
                source = source[task.end() :]
        role = Role.NOTE if self._notes else Role.TEXT
        self._add(Paragraph(self._where(opening), source, role))

    def _code(self, token: Token) -> None:
        language = _LANGUAGE.match(token.info.strip())
        name = language[0].strip("{}.") if language else ""
        where = self._where(token)
        lines = clean(token.content.removesuffix("\n")).split("\n")
        fenced = 1 if token.type == "fence" else 0
        for start in range(0, len(lines), LINES_IN_A_STRETCH):
            stretch = lines[start : start + LINES_IN_A_STRETCH]
            line = min(where.line + fenced + start, where.end - 1)
            place = Where(
                line if start else where.line,
                min(line + len(stretch), where.end),
                where.frames,
                where.opens if start == 0 else 0,
                where.gap if start == 0 else 0,
            )
            self._add(Code(place, "\n".join(stretch), clean_line(name), first=start == 0))

    def _table(self, tokens: Sequence[Token], place: int) -> int:
        opening = tokens[place]
        head: tuple[str, ...] = ()
        alignments: list[str] = []
        rows: list[tuple[str, ...]] = []
        row: list[str] = []
        while tokens[place].type != "table_close":
            token = tokens[place]
            if token.type == "th_open":
                alignments.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
            if token.type in {"th_open", "td_open"}:
                row.append(tokens[place + 1].content)
            elif token.type == "tr_close":
                if head:
                    rows.append(tuple(row))
                else:
                    head = tuple(row)
                row = []
            place += 1
        self._rows(self._where(opening), tuple(alignments), head, rows)
        return place + 1

    def _rows(
        self, where: Where, alignments: tuple[str, ...], head: tuple[str, ...], rows: Sequence[tuple[str, ...]]
    ) -> None:
        shape = TableShape(alignments, (head, *rows[:ROWS_MEASURED]))
        for start in range(0, max(len(rows), 1), ROWS_IN_A_STRETCH):
            stretch = tuple(rows[start : start + ROWS_IN_A_STRETCH])
            line = min(where.line + 2 + start, where.end - 1) if start else where.line
            place = Where(
                line,
                min(where.line + 2 + start + len(stretch), where.end),
                where.frames,
                where.opens if start == 0 else 0,
                where.gap if start == 0 else 0,
            )
            last = start + ROWS_IN_A_STRETCH >= len(rows)
            self._add(Table(place, shape, head if start == 0 else None, stretch, last))

    def _html(self, token: Token) -> None:
        """What the tags say, as Markdown, read in its turn; tags in what comes out are text by then."""
        where = self._where(token)
        source = to_markdown(token.content)
        if not source.strip():
            return
        before = self.blocks[-1] if self.blocks else self._before
        walk = _Walk(self._builder, where.line, before=before, frames=tuple(self._frames), fixed_line=where.line)
        walk._fresh = self._fresh
        try:
            walk.over(parse_blocks(source, self._builder.environment))
        except TooIntricate:
            walk.blocks = verbatim(source, where.line, TOO_INTRICATE)
        if walk.blocks:
            self._fresh = 0
            self.blocks += walk.blocks


def _list_shapes(tokens: Sequence[Token]) -> dict[int, ListShape]:
    """The shape of each list, by the place of its opening token."""
    shapes: dict[int, ListShape] = {}
    open_lists: list[tuple[int, int]] = []
    items: dict[int, int] = {}
    tight: dict[int, bool] = {}
    for place, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            open_lists.append((place, token.level))
            items[place] = 0
            tight[place] = True
        elif token.type == "list_item_open":
            items[open_lists[-1][0]] += 1
        elif token.type == "paragraph_open" and open_lists and token.level == open_lists[-1][1] + 2:
            tight[open_lists[-1][0]] &= token.hidden
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            start, _ = open_lists.pop()
            first = int(tokens[start].attrs.get("start", 1))
            ordered = token.type.startswith("ordered")
            cells = len(str(first + max(items[start] - 1, 0))) + 1 if ordered else 1
            shapes[start] = ListShape(tight[start], cells)
    return shapes


def _is_module(source: str) -> bool:
    return source.startswith(("import ", "export ")) and all(
        _MODULE_LINE.match(statement) for statement in _statements(source)
    )


def _statements(source: str) -> Iterator[str]:
    """The import and export statements of a paragraph of MDX, each from its keyword to the next."""
    yield from (part for part in re.split(r"\n(?=import\b|export\b)", source.strip()) if part)


def _module_label(source: str) -> str:
    names = [" ".join(found[1].strip("{} ").split()) for found in _IMPORTED.finditer(source)]
    label = f"import {', '.join(names)}" if names else source.split("\n", 1)[0]
    return "[" + (label if width(label) <= 60 else label[:59] + "…") + "]"
