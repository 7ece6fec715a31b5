"""Code blocks: highlighted by Pygments when they come into view, and only those."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from newsdesk.reading.laid import Found, Laid, reach
from newsdesk.reading.markdown.blocks import Code
from newsdesk.reading.markdown.passage import Face, Passage
from newsdesk.reading.spans import Role, Span, Style
from newsdesk.text.linebreak import break_lines
from newsdesk.text.widths import cut, width

if TYPE_CHECKING:
    from pygments.lexer import Lexer

PADDING = 1
"""Cells left and right of code inside of its field."""
TAB = 4
MAX_HIGHLIGHTED = 20_000
"""Characters of a stretch; the expressions of some lexers take their time with longer ones."""
MAX_HIGHLIGHTED_LINE = 2_000

# Pygments' token types are tuples of names. The most telling group first: a type belongs to the first it lies in.
_GROUPS: tuple[tuple[tuple[str, ...], Role], ...] = (
    (("Comment",), Role.CODE_COMMENT),
    (("Keyword",), Role.CODE_KEYWORD),
    (
        (
            "Operator",
            "Word",
        ),
        Role.CODE_KEYWORD,
    ),
    (
        (
            "Literal",
            "String",
        ),
        Role.CODE_STRING,
    ),
    (
        (
            "Literal",
            "Number",
        ),
        Role.CODE_NUMBER,
    ),
    (("Literal",), Role.CODE_STRING),
    (
        (
            "Name",
            "Function",
        ),
        Role.CODE_NAME,
    ),
    (
        (
            "Name",
            "Class",
        ),
        Role.CODE_NAME,
    ),
    (
        (
            "Name",
            "Tag",
        ),
        Role.CODE_NAME,
    ),
    (
        (
            "Name",
            "Attribute",
        ),
        Role.CODE_NAME,
    ),
    (
        (
            "Name",
            "Builtin",
        ),
        Role.CODE_NAME,
    ),
    (
        (
            "Name",
            "Decorator",
        ),
        Role.CODE_NAME,
    ),
    (("Operator",), Role.CODE_OPERATOR),
    (("Punctuation",), Role.CODE_OPERATOR),
    (
        (
            "Generic",
            "Inserted",
        ),
        Role.CODE_ADDED,
    ),
    (
        (
            "Generic",
            "Deleted",
        ),
        Role.CODE_REMOVED,
    ),
    (
        (
            "Generic",
            "Heading",
        ),
        Role.CODE_KEYWORD,
    ),
    (
        (
            "Generic",
            "Subheading",
        ),
        Role.CODE_KEYWORD,
    ),
    (
        (
            "Generic",
            "Prompt",
        ),
        Role.CODE_COMMENT,
    ),
)


@dataclass(slots=True)
class LaidCode(Laid):
    """A stretch of a code block in a field of its own; long lines go on below themselves."""

    code: Code
    field_cells: int
    """How wide the field is."""
    continued: str
    """The sign before the rest of a line that was too long."""
    source: str = field(init=False)
    breaks: list[tuple[int, int, bool]] = field(init=False)
    """Of each row: its first character, the one after its last, whether it continues a line."""
    height: int = field(init=False)
    _passage: Passage | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.source = self.code.text.expandtabs(TAB)
        self.breaks = _rows(self.source, max(self.field_cells - 2 * PADDING, 4))
        self.height = len(self.breaks) + self._titled

    @property
    def _titled(self) -> int:
        return int(self.code.first and bool(self.code.language))

    def row(self, number: int, found: Found = ()) -> list[Span]:
        """One row over the whole field."""
        number -= self._titled
        if number < 0:
            name = cut(self.code.language, self.field_cells - 2 * PADDING)
            fill = " " * (self.field_cells - width(name) - PADDING)
            return [Span(fill, Role.CODE), Span(name + " " * PADDING, Role.CODE_LANGUAGE)]
        start, end, continues = self.breaks[number]
        if self._passage is None:
            self._passage = highlighted(self.source, self.code.language)
        spans = [Span(self.continued if continues else " " * PADDING, Role.CODE_COMMENT if continues else Role.CODE)]
        spans += self._passage.spans(start, end, Role.CODE, found)
        fill_cells = self.field_cells - sum(width(span.text) for span in spans)
        if fill_cells > 0:
            spans.append(Span(" " * fill_cells, Role.CODE))
        return spans

    @property
    def text(self) -> str:
        """The code with tabs as spaces."""
        return self.source

    def row_of(self, position: int) -> int:
        """The row on which a character stands."""
        for number, (_, end, _continues) in enumerate(self.breaks):
            if position < end + 1:
                return number + self._titled
        return self.height - 1

    def position_of(self, row: int) -> int:
        """The character with which a row begins."""
        return self.breaks[min(max(row - self._titled, 0), len(self.breaks) - 1)][0]

    def character_at(self, row: int, x: int) -> int | None:
        """The character at a cell."""
        row -= self._titled
        if row < 0:
            return 0
        start, end, _continues = self.breaks[min(row, len(self.breaks) - 1)]
        return start + reach(self.source[start:end], x - PADDING)


def highlighted(source: str, language: str) -> Passage:
    """Code as a passage whose faces are the roles of its tokens.

    Args:
        source: Clean code without tabs.
        language: As the fence names it; one that Pygments does not know is shown without colours.
    """
    lexer = _lexer(language.lower())
    if lexer is None or len(source) > MAX_HIGHLIGHTED or _longest_line(source) > MAX_HIGHLIGHTED_LINE:
        return Passage(source)
    starts: list[int] = []
    faces: list[Face] = []
    try:
        for start, role in _roles(lexer, source):
            if not starts or faces[-1].role is not role:
                starts.append(start)
                faces.append(_FACES[role])
    except Exception:
        # Some of Pygments' five hundred lexers fail on code that is none; it is shown without colours.
        return Passage(source)
    return Passage(source, tuple(starts), tuple(faces)) if starts else Passage(source)


def _roles(lexer: "Lexer", source: str) -> Iterator[tuple[int, Role]]:
    # Lexers that go line by line know no line without its end.
    for start, kind, _text in lexer.get_tokens_unprocessed(source + "\n"):
        if start < len(source):
            yield start, _role(kind)


@lru_cache(maxsize=512)
def _role(kind: tuple[str, ...]) -> Role:
    return next((role for group, role in _GROUPS if kind[: len(group)] == group), Role.CODE)


_FACES = {role: Face(Style.PLAIN, None, role) for role in Role if role.startswith("code")}


@lru_cache(maxsize=64)
def _lexer(language: str) -> "Lexer | None":
    if not language:
        return None
    # Imported with the first code that is seen: most articles have none.
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None


def _longest_line(source: str) -> int:
    return max(map(len, source.split("\n")))


def _rows(source: str, cells: int) -> list[tuple[int, int, bool]]:
    rows: list[tuple[int, int, bool]] = []
    at = 0
    for line in source.split("\n"):
        if len(line) * 2 <= cells or width(line) <= cells:
            rows.append((at, at + len(line), False))
        else:
            indent = len(line) - len(line.lstrip(" "))
            shown = line if indent < cells // 2 else line[indent:]
            offset = at + len(line) - len(shown)
            for number, (start, end) in enumerate(break_lines(shown, cells, at_hyphens=False)):
                rows.append((offset + start, offset + end, number > 0))
        at += len(line) + 1
    return rows
