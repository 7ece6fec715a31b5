"""What stands around the body: headline, subtitle, byline, tags and hero picture above, the call to action below."""

from collections.abc import Iterator
from datetime import tzinfo

from newsdesk.model.article import PUBLISHED, Piece
from newsdesk.model.moment import Moment, Precision
from newsdesk.reading.links import Link, LinkKind, link_to
from newsdesk.reading.markdown.blocks import Block, Rule, Verbatim, Where
from newsdesk.reading.markdown.inline import picture_label
from newsdesk.reading.signs import Signs
from newsdesk.reading.spans import Role

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def head(piece: Piece, zone: tzinfo, signs: Signs) -> Iterator[Block]:
    """The blocks above the body; what the article does not say is left out."""
    yield Verbatim(_where(gap=0), piece.title, Role.HEADLINE)
    if piece.subtitle:
        yield Verbatim(_where(), piece.subtitle, Role.SUBTITLE)
    byline = f" {signs.between} ".join(_byline(piece, zone))
    if byline:
        yield Verbatim(_where(), byline, Role.BYLINE)
    if piece.tags:
        yield Verbatim(_where(gap=0), f" {signs.between} ".join(piece.tags), Role.TAG)
    yield Rule(_where(gap=0))
    if piece.image:
        label = picture_label(piece.image_alt or "hero image")
        yield Verbatim(_where(), label, Role.PLACEHOLDER, Link(LinkKind.PICTURE, piece.image))


def foot(piece: Piece, line: int) -> Iterator[Block]:
    """The blocks below the body.

    Args:
        piece: The article.
        line: The number of lines of its body.
    """
    if piece.cta:
        yield Rule(_where(line, gap=2))
        yield Verbatim(_where(line, gap=0), piece.cta, Role.CALL)
    address = link_to(piece.url)
    if address and address.kind is LinkKind.WEB:
        yield Verbatim(_where(line), piece.url, Role.BYLINE, address)


def date_in_words(moment: Moment, zone: tzinfo) -> str:
    """`3 February 2025`; of an instant with its time of day, unless that is midnight: `3 February 2025, 14:05`."""
    day = moment.day(zone)
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    if moment.precision is Precision.DAY:
        return words
    time = moment.instant.astimezone(zone).time()
    return words if not (time.hour or time.minute) else f"{words}, {time:%H:%M}"


def _byline(piece: Piece, zone: tzinfo) -> Iterator[str]:
    if piece.authors:
        yield ", ".join(piece.authors)
    if piece.published:
        yield date_in_words(piece.published, zone)
    elif piece.created:
        yield f"written {date_in_words(piece.created, zone)}"
    if piece.updated and (not piece.published or piece.updated.day(zone) != piece.published.day(zone)):
        yield f"updated {date_in_words(piece.updated, zone)}"
    if piece.minutes:
        yield f"{piece.minutes} min"
    if piece.status and piece.status != PUBLISHED:
        yield piece.status


def _where(line: int = 0, gap: int = 1) -> Where:
    return Where(line, line, gap=gap)
