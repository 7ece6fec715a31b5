"""What a line on the page is made of: pieces of text, and what each piece is.

Roles and styles name what a text *is* (a heading, a keyword of code, emphasised); how that looks is decided by the
front ends. This room knows no colour.
"""

from dataclasses import dataclass
from enum import IntFlag, StrEnum
from typing import TypeAlias

from newsdesk.reading.links import Link


class Role(StrEnum):
    """What a piece of text is. One role a span; emphasis and the like are its `Style`."""

    TEXT = "text"
    # The article's head and foot.
    HEADLINE = "headline"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    TAG = "tag"
    CALL = "call"
    """The call to action at the end."""
    # Headings of the body, and the line below the first two.
    HEADING_1 = "heading-1"
    HEADING_2 = "heading-2"
    HEADING_3 = "heading-3"
    HEADING_4 = "heading-4"
    HEADING_5 = "heading-5"
    HEADING_6 = "heading-6"
    RULE = "rule"
    """Thin lines: under headings, between parts, of tables."""
    MARKER = "marker"
    """Bullets, numbers of lists and notes, task boxes."""
    QUOTE = "quote"
    QUOTE_BAR = "quote-bar"
    CALLOUT = "callout"
    """The label of an admonition: Note, Warning."""
    CALLOUT_BAR = "callout-bar"
    TERM = "term"
    """What a definition list defines."""
    TABLE_HEAD = "table-head"
    MATHS = "maths"
    NOTE = "note"
    """The text of footnotes, and the numbers that point to them."""
    PLACEHOLDER = "placeholder"
    """What cannot be shown here: a picture, a shortcode, an embedded page."""
    PICTURE = "picture"
    """A row of a picture, or a word about it."""
    NOTICE = "notice"
    """What newsdesk itself says about the text."""
    # Code blocks, by groups of Pygments' tokens.
    CODE = "code"
    CODE_LANGUAGE = "code-language"
    CODE_KEYWORD = "code-keyword"
    CODE_NAME = "code-name"
    """Names that matter: functions, classes, tags, attributes, built-ins."""
    CODE_STRING = "code-string"
    CODE_NUMBER = "code-number"
    CODE_COMMENT = "code-comment"
    CODE_OPERATOR = "code-operator"
    CODE_ADDED = "code-added"
    CODE_REMOVED = "code-removed"
    CODE_ERROR = "code-error"


HEADINGS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4, Role.HEADING_5, Role.HEADING_6)


class Style(IntFlag):
    """How a piece of text differs from its surroundings, whatever its role. They combine."""

    PLAIN = 0
    STRONG = 1
    EMPHASIS = 2
    STRIKE = 4
    UNDERLINE = 8
    CODE = 16
    """Code inside a sentence."""
    KEY = 32
    """A key to press."""
    MARKED = 64
    """Highlighted by the author."""
    LINK = 128
    MATCH = 256
    """Found by what the reader searches in the article."""
    NEAR = 512
    """With MATCH: found only by forgiving a typo."""
    CURRENT = 1024
    """With MATCH: the one the reader stands at."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line. Its text holds no control characters and no tabs."""

    text: str
    role: Role = Role.TEXT
    style: Style = Style.PLAIN
    link: Link | None = None
    picture: str = ""
    """The address, as the article gives it, of the picture that it is of or stands for."""


@dataclass(frozen=True, slots=True)
class PictureSpan(Span):
    """A row of a picture: its text is spaces, in whose place a front end puts what it draws."""

    row: int = 0
    """Which of its rows this is."""
    rows: int = 1
    """How many it has."""


Line: TypeAlias = tuple[Span, ...]
"""One row of the page, from its left edge; nothing behind the last span."""


def text_of(line: Line) -> str:
    """The line as bare text."""
    return "".join(span.text for span in line)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place between two cells of the page."""

    y: int
    """The row."""
    x: int
    """How many cells are left of it."""
