"""An article as scripts see it: one JSON object, the same for every command, described in docs/commands.md.

Every key is always there. Texts are `""` and lists `[]` where the article does not say; moments, `path` and places in a
file are null. Keys may be added later; none is renamed or dropped.
"""

import os
from collections.abc import Mapping
from typing import Any

from newsdesk.model.article import Article
from newsdesk.model.moment import Moment
from newsdesk.model.problem import Problem
from newsdesk.model.source import Source, SourceKind


def article_record(article: Article) -> dict[str, Any]:
    """The object of one article."""
    piece = article.piece
    return {
        "id": article.id,
        "title": piece.title,
        "subtitle": piece.subtitle,
        "description": piece.description,
        "authors": list(piece.authors),
        "source": article.source.name,
        "path": path_of(article),
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
        "extra": _plain(piece.extra),
        "problems": [problem_record(problem) for problem in piece.problems],
    }


def problem_record(problem: Problem) -> dict[str, Any]:
    """The object of one problem inside an article's."""
    return {
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "message": problem.message,
        "fixable": problem.fixable,
    }


def path_of(article: Article) -> str | None:
    """The full path of an article's file; bytes that are no UTF-8 stand in it as Python's surrogates."""
    if article.source.kind is SourceKind.FEED:
        return None
    return os.fsdecode(os.path.join(article.source.location, article.origin.key).rstrip(b"/"))


def source_record(source: Source) -> dict[str, Any]:
    """The object of one source."""
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "location": os.fsdecode(source.location),
        "missing": source.missing,
    }


def _moment(moment: Moment | None) -> str | None:
    return moment.isoformat() if moment else None


def _plain(value: Any) -> Any:
    """Front matter as the json module takes it: mappings of any kind become dicts, sequences lists."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    # Infinity and NaN, which YAML can say, are no JSON.
    return str(value) if isinstance(value, float) and value - value != 0 else value
