"""Articles as a table for spreadsheets: CSV (RFC 4180), a row an article, without their texts."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from newsdesk.export.records import article_record
from newsdesk.model.article import Article

COLUMNS = (
    *("id", "title", "subtitle", "description", "authors", "source", "path", "url", "published", "updated", "created"),
    *("image", "cta", "words", "minutes", "tags", "status", "language", "slug"),
)
BETWEEN = "; "
"""Between authors and between tags."""

# A spreadsheet takes what begins so for a formula and runs it (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(articles: Iterable[Article]) -> Iterator[str]:
    """The heads of the columns, then a row an article; each ends in CR LF."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    yield buffer.getvalue()
    for article in articles:
        buffer.seek(0)
        buffer.truncate()
        said = article_record(article)
        writer.writerow([_cell(said[column]) for column in COLUMNS])
        yield buffer.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, int) or value is None:
        return value
    text = BETWEEN.join(value) if isinstance(value, list) else str(value)
    text = text.encode("utf-8", "replace").decode()  # a path whose bytes are no text
    return f"'{text}" if text.startswith(_FORMULA) else text
