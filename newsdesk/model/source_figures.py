"""What a source has brought, in figures."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """Of the articles of one source that are listed: archived ones are not counted."""

    articles: int = 0
    unread: int = 0
    problems: int = 0
    """Articles that have one."""
    changed: datetime | None = None
    """When the newest file of a folder was written, in UTC; None for a feed, and where nobody knows."""
