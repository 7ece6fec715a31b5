"""An article as one JSON object, its text included. The keys are those of `newsdesk list --json`, and `body`."""

import os
from collections.abc import Mapping
from typing import Any

from newsdesk.model.article import Article
from newsdesk.model.moment import Moment
from newsdesk.model.source import SourceKind


def record(article: Article) -> dict[str, Any]:
    """The object of an article: every key is there, texts empty and moments null where it says nothing."""
    piece = article.piece
    return {
        "id": article.id,
        "title": piece.title,
        "subtitle": piece.subtitle,
        "description": piece.description,
        "authors": list(piece.authors),
        "source": article.source.name,
        "path": _path(article),
        "url": piece.url,
        "published": _moment(piece.published),
        "updated": _moment(piece.updated),
        "created": _moment(piece.created),
        "image": piece.image,
        "cta": piece.cta,
        "words": piece.words,
        "minutes": piece.minutes,
        "tags": list(piece.tags),
        "status": piece.status,
        "language": piece.language,
        "slug": piece.slug,
        "extra": plain(piece.extra),
        "body": piece.body,
    }


def plain(value: Any) -> Any:
    """What front matter held, in the types that JSON and YAML know; what JSON cannot say (infinity) as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(held) for held in value]
    return str(value) if isinstance(value, float) and value - value != 0 else value


def _path(article: Article) -> str | None:
    if article.source.kind is SourceKind.FEED:
        return None
    return os.fsdecode(os.path.join(article.source.location, article.origin.key).rstrip(b"/"))


def _moment(moment: Moment | None) -> str | None:
    return None if moment is None else moment.isoformat()
