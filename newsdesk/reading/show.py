"""An article on a terminal or in a pipe, for `newsdesk show`: the page of the reading pane, printed at once."""

from collections.abc import Callable, Iterator
from datetime import UTC, tzinfo

from newsdesk.model.article import Article
from newsdesk.reading.boxes import Boxes, Painter
from newsdesk.reading.reading import MEASURE, Reading
from newsdesk.reading.signs import UNICODE, Signs
from newsdesk.reading.spans import Line, PictureSpan, Role, Span, Style
from newsdesk.text.widths import width as width_of

ROWS_AT_ONCE = 200

# SGR parameters (ECMA-48, 8.3.117); only the terminal's own sixteen colours, which its user has chosen.
_ROLES = {
    Role.HEADLINE: "1",
    Role.SUBTITLE: "3",
    Role.BYLINE: "2",
    Role.TAG: "2",
    Role.CALL: "3",
    Role.HEADING_1: "1",
    Role.HEADING_2: "1",
    Role.HEADING_3: "1",
    Role.HEADING_4: "1;3",
    Role.HEADING_5: "3",
    Role.HEADING_6: "3",
    Role.RULE: "2",
    Role.MARKER: "2",
    Role.QUOTE_BAR: "2",
    Role.CALLOUT: "1",
    Role.CALLOUT_BAR: "36",
    Role.TERM: "1",
    Role.TABLE_HEAD: "1",
    Role.PLACEHOLDER: "2",
    Role.NOTICE: "2;3",
    Role.CODE_LANGUAGE: "2",
    Role.CODE_KEYWORD: "35",
    Role.CODE_NAME: "34",
    Role.CODE_STRING: "32",
    Role.CODE_NUMBER: "33",
    Role.CODE_COMMENT: "2",
    Role.CODE_ADDED: "32",
    Role.CODE_REMOVED: "31",
}
_STYLES = {
    Style.STRONG: "1",
    Style.EMPHASIS: "3",
    Style.STRIKE: "9",
    Style.UNDERLINE: "4",
    Style.LINK: "4",
    Style.CODE: "33",
    Style.KEY: "7",
    Style.MARKED: "7",
    Style.MATCH: "7",
}


def ansi(
    article: Article,
    width: int,
    *,
    measure: int = MEASURE,
    zone: tzinfo = UTC,
    signs: Signs = UNICODE,
    colour: bool = True,
    links: bool = True,
    pictures: Painter | None = None,
    bidi: bool = False,
) -> Iterator[str]:
    """The rows of an article for a terminal, without line ends.

    Args:
        article: What to print.
        width: Cells of the terminal.
        measure: Cells of running text at most.
        zone: The time zone of dates.
        signs: What bullets, bars and lines are drawn with.
        colour: Whether to use colours; bold and italics are used anyway.
        links: Whether to mark links by OSC 8, so that a terminal can open them.
        pictures: What prints them; without, their words stand alone.
        bidi: Whether to put right-to-left text in the order in which it is drawn.
    """
    for line in _lines(article, width, measure, zone, signs, pictures, bidi=bidi):
        yield _printed(line, pictures, lambda span: _painted(span, colour=colour, links=links))


def plain(
    article: Article,
    width: int,
    *,
    measure: int = MEASURE,
    zone: tzinfo = UTC,
    signs: Signs = UNICODE,
    pictures: Painter | None = None,
) -> Iterator[str]:
    """The rows of an article as bare text, without line ends; pictures, where they are wanted, as they are printed."""
    for line in _lines(article, width, measure, zone, signs, pictures):
        yield _printed(line, pictures, lambda span: span.text).rstrip(" ")


def markdown(article: Article) -> str:
    """The body as it was written, below the headline; ends in a line end."""
    piece = article.piece
    parts = [f"# {piece.title}"]
    if piece.subtitle:
        parts.append(f"*{piece.subtitle}*")
    if piece.body.strip():
        parts.append(piece.body.strip("\n"))
    if piece.cta:
        parts += ["---", piece.cta]
    return "\n\n".join(parts) + "\n"


def _lines(
    article: Article,
    width: int,
    measure: int,
    zone: tzinfo,
    signs: Signs,
    pictures: Boxes | None,
    *,
    bidi: bool = False,
) -> Iterator[Line]:
    reading = Reading(
        article, width=width, measure=measure, zone=zone, signs=signs, sideways=False, pictures=pictures, bidi=bidi
    )
    start = 0
    while rows := reading.lines(start, start + ROWS_AT_ONCE):
        yield from rows
        start += len(rows)


def _printed(line: Line, pictures: Painter | None, painted: Callable[[Span], str]) -> str:
    parts: list[str] = []
    x = 0
    for span in line:
        if isinstance(span, PictureSpan) and pictures is not None:
            parts.append(pictures.paint(span, x))
        else:
            parts.append(painted(span))
        x += width_of(span.text)
    return "".join(parts)


def _painted(span: Span, *, colour: bool, links: bool) -> str:
    codes = [_ROLES[span.role]] if span.role in _ROLES else []
    codes += [code for style, code in _STYLES.items() if style in span.style]
    if not colour:
        codes = [code for code in ";".join(codes).split(";") if len(code) == 1]
    text = f"\x1b[{';'.join(codes)}m{span.text}\x1b[0m" if any(codes) else span.text
    address = span.link.address if links and span.link else None
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if address else text
