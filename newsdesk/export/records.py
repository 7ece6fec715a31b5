"""An article as scripts and other programs see it: one JSON object, described in docs/commands.md.

Every key is always there. Texts are `""` and lists `[]` where the article does not say; moments, `path` and places in a
file are null. Keys may be added later; none is renamed or dropped.
"""

import os
from collections.abc import Mapping
from typing import Any

from newsdesk.model.article import Article
from newsdesk.model.moment import Moment
from newsdesk.model.problem import Problem
from newsdesk.model.source import SourceKind


def article_record(article: Article, *, body: bool = False) -> dict[str, Any]:
    """The object of an article; with its text at the end, where that is wanted."""
    piece = article.piece
    said = {
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
        "problems": [_problem_record(problem) for problem in piece.problems],
    }
    return said | {"body": piece.body} if body else said


def plain(value: Any) -> Any:
    """What front matter held, in the types that JSON and YAML know; what JSON cannot say (infinity) as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(held) for held in value]
    return str(value) if isinstance(value, float) and value - value != 0 else value


def _problem_record(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "message": problem.message,
        "fixable": problem.fixable,
    }


def _path(article: Article) -> str | None:
    """The full path of an article's file; bytes that are no UTF-8 stand in it as Python's surrogates."""
    if article.source.kind is SourceKind.FEED:
        return None
    return os.fsdecode(os.path.join(article.source.location, article.origin.key).rstrip(b"/"))


def _moment(moment: Moment | None) -> str | None:
    return None if moment is None else moment.isoformat()
