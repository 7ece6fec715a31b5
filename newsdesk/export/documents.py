"""Which files an export makes: one an article (Markdown, HTML), or one of all (JSON, JSON Lines, CSV)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from newsdesk.export import names, table
from newsdesk.export.markdown import markdown
from newsdesk.export.page import page
from newsdesk.export.records import article_record
from newsdesk.model.article import Article


class Format(StrEnum):
    """What articles can be exported as."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be written."""

    name: str
    """Without any folder; no two of one export are alike, also where file systems do not tell case apart."""
    pieces: Iterator[bytes]
    """What it holds, a piece at a time, so that an export of any length stays small in memory. To be used up before
    the next document is asked for."""


def documents(articles: Iterable[Article], wanted: Format) -> Iterator[Document]:
    """The files that hold these articles, in their order."""
    match wanted:
        case Format.MARKDOWN:
            given = names.Names(".md")
            for article in articles:
                yield Document(given.name(article), iter((markdown(article).encode(),)))
        case Format.HTML:
            given = names.Names(".html")
            for article in articles:
                yield Document(given.name(article), iter((page(article).encode(),)))
        case Format.JSON:
            yield Document("articles.json", _json(articles))
        case Format.JSONL:
            yield Document("articles.jsonl", (_line(article) + b"\n" for article in articles))
        case Format.CSV:
            yield Document("articles.csv", (row.encode() for row in table.rows(articles)))


def _line(article: Article) -> bytes:
    # Escaped beyond ASCII where UTF-8 cannot say it: a path whose bytes are no text.
    return json.dumps(article_record(article, body=True), ensure_ascii=False).encode("utf-8", "backslashreplace")


def _json(articles: Iterable[Article]) -> Iterator[bytes]:
    before = b"[\n"
    for article in articles:
        yield before + _line(article)
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"
