"""Articles opened for reading, and what a reader sees of them."""

from datetime import UTC
from typing import Any

from newsdesk.model.article import NO_FLAGS, Article, ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.reading.reading import Reading
from newsdesk.reading.spans import Role, Span, text_of
from newsdesk.text.clean import clean
from tests.builders import an_article

EVERYTHING = 10**9
"""More rows than any article has."""


def a_stored_article(body: str, title: str = "Title", **fields: Any) -> Article:
    """An article as the store keeps it."""
    raw = an_article(title, body=clean(body), **fields)
    source = Source(SourceId(1), SourceKind.FOLDER, b"/articles", Clean("House"))
    return Article(ArticleId(1), source, raw.origin, raw.piece, NO_FLAGS)


def a_reading(body: str, width: int = 60, **options: Any) -> Reading:
    """An article of this body, opened; its title is `Title`."""
    options.setdefault("zone", UTC)
    return Reading(a_stored_article(body), width=width, **options)


def rows(body: str, column: int = 56, **options: Any) -> list[str]:
    """The body in a column of so many cells, without the margin, the head and the empty rows at either end."""
    margin = 2 if column >= 36 else 1 if column >= 18 else 0
    reading = a_reading(body, column + 2 * margin, **options)
    shown = [text_of(line)[margin:].rstrip() for line in reading.lines(0, EVERYTHING)]
    return "\n".join(shown[2:]).strip("\n").split("\n")


def spans(body: str, width: int = 60) -> list[Span]:
    """The spans of the body that say something."""
    lines = a_reading(body, width).lines(2, EVERYTHING)
    return [span for line in lines for span in line if span.text.strip() and span.role is not Role.RULE]


def settled(reading: Reading) -> Reading:
    """The reading, with all of it laid out."""
    while not reading.settled:
        reading.settle()
    return reading
