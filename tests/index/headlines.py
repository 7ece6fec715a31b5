"""Rows of the oracle as the index takes them."""

from collections.abc import Iterable, Sequence

from newsdesk.model.article import ArticleId
from newsdesk.model.headline import SEPARATOR, Changes, HeadlineColumns
from tests.index.oracle import Row


def columns_of(rows: Iterable[Row]) -> HeadlineColumns:
    """Headlines, a list a column."""
    columns = HeadlineColumns()
    for row in rows:
        columns.ids.append(row.id)
        columns.source_ids.append(row.source_id)
        columns.titles.append(row.title)
        columns.subtitles.append(row.subtitle)
        columns.descriptions.append(row.description)
        columns.authors.append(SEPARATOR.join(row.authors))
        columns.tags.append(SEPARATOR.join(row.tags))
        columns.published.append(row.published)
        columns.precisions.append(row.precision)
        columns.words.append(row.words)
        columns.minutes.append(row.minutes)
        columns.statuses.append(row.status)
        columns.languages.append(row.language)
        columns.flags.append(row.flags)
    return columns


def changes(
    sequence: int,
    rows: Iterable[Row] = (),
    *,
    flags: Sequence[tuple[int, int]] = (),
    removed: Sequence[int] = (),
    more: bool = False,
) -> Changes:
    """What the store tells the index."""
    return Changes(
        sequence,
        columns_of(rows),
        tuple((ArticleId(number), now) for number, now in flags),
        tuple(ArticleId(number) for number in removed),
        more,
    )
