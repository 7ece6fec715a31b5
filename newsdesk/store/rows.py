"""Values of the newsroom as columns of SQLite, and back. The only place that knows how either is packed."""

import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

from newsdesk.model.article import Article, ArticleId, Flag, Json, Origin, Piece
from newsdesk.model.clean import Clean
from newsdesk.model.headline import SEPARATOR, Headline
from newsdesk.model.moment import Moment, Precision
from newsdesk.model.problem import Problem
from newsdesk.model.source import Source, SourceId

Row: TypeAlias = tuple[Any, ...]

# Below this a body grows or saves a few bytes only. Of 6,000 real ones (5.2 KB on average) zlib leaves 42 %, in 0.1 ms.
MIN_BYTES_TO_COMPRESS = 200
_LEVEL = 6

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INT64 = 2**63


def packed_text(text: str) -> str | bytes:
    """A body as it is stored: compressed, where that pays."""
    if len(text) < MIN_BYTES_TO_COMPRESS:
        return text
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked_text(stored: str | bytes) -> Clean:
    """What `packed_text` packed."""
    if isinstance(stored, bytes):
        return Clean(zlib.decompress(stored).decode("utf-8", "surrogatepass"))
    if not isinstance(stored, str):
        raise TypeError("a body is neither text nor bytes")
    return Clean(stored)


def packed_names(names: Iterable[str]) -> str:
    """Authors or tags as one text."""
    return SEPARATOR.join(names)


def unpacked_names(packed: str) -> tuple[Clean, ...]:
    """Authors or tags out of one text."""
    return tuple(map(Clean, packed.split(SEPARATOR))) if packed else ()


def seconds_of(moment: Moment | None) -> int | None:
    """Whole seconds since 1970 in UTC."""
    return None if moment is None else (moment.instant - _EPOCH) // timedelta(seconds=1)


def moment_of(seconds: int | None, precision: int) -> Moment | None:
    """The moment that `seconds_of` counted."""
    return None if seconds is None else Moment(_EPOCH + timedelta(seconds=seconds), Precision(precision))


def precision_of(moment: Moment | None) -> int:
    """A day or a second; of nothing, a day."""
    return Precision.DAY.value if moment is None else moment.precision.value


def _written(moment: Moment | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _read(written: str | None) -> Moment | None:
    if written is None:
        return None
    if len(written) == len("2025-02-03"):
        return Moment.of_day(date.fromisoformat(written))
    return Moment(datetime.fromisoformat(written))


def signed(number: int) -> int:
    """An unsigned 64-bit number (an inode) as SQLite's signed one: the same bits."""
    return (number + _INT64) % (2 * _INT64) - _INT64


def unsigned(number: int) -> int:
    """What `signed` was made of."""
    return number % (2 * _INT64)


def bounded(number: int) -> int:
    """A number from outside within what SQLite can hold."""
    return max(-_INT64, min(number, _INT64 - 1))


def origin_row(article_id: int, source_id: int, origin: Origin) -> Row:
    """The row of table `origin`."""
    return (
        article_id,
        source_id,
        origin.key,
        origin.digest,
        bounded(origin.size),
        bounded(origin.mtime_ns),
        signed(origin.inode),
    )


def origin_of(row: Row) -> Origin:
    """Of key, digest, size, mtime_ns, inode."""
    key, digest, size, mtime_ns, inode = row
    return Origin(key, digest, size, mtime_ns, unsigned(inode))


def headline_row(article_id: int, piece: Piece) -> Row:
    """The row of table `headline`."""
    return (
        article_id,
        piece.title,
        piece.subtitle,
        piece.description,
        packed_names(piece.authors),
        packed_names(piece.tags),
        piece.status,
        piece.language,
    )


def content_row(article_id: int, piece: Piece) -> Row:
    """The row of table `content`."""
    return (
        article_id,
        packed_text(piece.body),
        piece.body_line,
        _written(piece.updated),
        _written(piece.created),
        piece.image,
        piece.image_alt,
        piece.cta,
        piece.slug,
        piece.url,
        json.dumps(_plain(piece.extra), separators=(",", ":")),
    )


def _plain(value: Json) -> Json:
    """Mappings and sequences of any kind as the ones that `json` knows."""
    if isinstance(value, Mapping):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, (str, int, float)) or value is None:
        return value
    return [_plain(held) for held in value]


def problem_rows(article_id: int, problems: Iterable[Problem]) -> list[Row]:
    """The rows of table `problem`."""
    return [
        (article_id, position, told.code, told.message, told.line, told.column, told.fixable)
        for position, told in enumerate(problems)
    ]


def problem_of(row: Row) -> Problem:
    """Of code, message, line, column, fixable."""
    code, message, line, column, fixable = row
    return Problem(code, Clean(message), line, column, bool(fixable))


def headline_of(row: Row) -> Headline:
    """Of the columns that `articles.HEADLINE_COLUMNS` names."""
    article_id, source_id, title, subtitle, description, authors, tags, published, precision, *rest = row
    words, minutes, status, language, flags = rest
    return Headline(
        id=ArticleId(article_id),
        source_id=SourceId(source_id),
        title=Clean(title),
        subtitle=Clean(subtitle),
        description=Clean(description),
        authors=unpacked_names(authors),
        tags=unpacked_names(tags),
        published=moment_of(published, precision),
        words=words,
        minutes=minutes,
        status=Clean(status),
        language=Clean(language),
        flags=Flag(flags),
    )


def article_of(headline: Headline, source: Source, origin: Origin, content: Row, problems: Iterable[Row]) -> Article:
    """A whole article; `content` is the row of that table without its id."""
    body, body_line, updated, created, image, image_alt, cta, slug, url, extra = content
    piece = Piece(
        title=headline.title,
        body=unpacked_text(body),
        body_line=body_line,
        subtitle=headline.subtitle,
        description=headline.description,
        authors=headline.authors,
        published=headline.published,
        updated=_read(updated),
        created=_read(created),
        image=Clean(image),
        image_alt=Clean(image_alt),
        cta=Clean(cta),
        tags=headline.tags,
        status=headline.status,
        language=headline.language,
        slug=Clean(slug),
        url=Clean(url),
        words=headline.words,
        minutes=headline.minutes,
        extra=json.loads(extra),
        traits=headline.flags & ~Flag.STATE & ~Flag.MISSING,
        problems=tuple(map(problem_of, problems)),
    )
    return Article(headline.id, source, origin, piece, headline.flags)
