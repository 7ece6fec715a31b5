"""What each source has brought: how many articles, unread, with problems, and when its files changed last."""

import sqlite3
from datetime import UTC, datetime

from newsdesk.model.source import SourceId
from newsdesk.model.source_figures import SourceFigures

NS_A_SECOND = 1_000_000_000

# One walk over the narrow table for all sources: 10,000 questions would take seconds. The numbers are those of
# Flag.READ, Flag.PROBLEM and Flag.ARCHIVED.
_COUNTS = """
SELECT source_id, count(*), sum(flags & 1 = 0), sum(flags & 256 <> 0)
FROM article WHERE gone = 0 AND flags & 4 = 0 GROUP BY source_id
"""
_CHANGED = "SELECT source_id, max(mtime_ns) FROM origin GROUP BY source_id"


def by_source(connection: sqlite3.Connection) -> dict[SourceId, SourceFigures]:
    """The figures of every source that has articles."""
    changed = dict(connection.execute(_CHANGED))
    return {
        SourceId(source_id): SourceFigures(articles, unread, problems, _moment(changed.get(source_id)))
        for source_id, articles, unread, problems in connection.execute(_COUNTS)
    }


def _moment(mtime_ns: int | None) -> datetime | None:
    """When it was; nothing for a file system's clock that stands before or beyond all calendars."""
    if not mtime_ns or mtime_ns < 0:
        return None
    try:
        return datetime.fromtimestamp(mtime_ns / NS_A_SECOND, UTC)
    except (OverflowError, ValueError, OSError):
        return None
