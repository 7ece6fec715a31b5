"""The light row of an article that lists show and the index is made of: no body."""

from dataclasses import dataclass, field

from newsdesk.model.article import ArticleId, Flag
from newsdesk.model.clean import Clean
from newsdesk.model.moment import Moment
from newsdesk.model.source import SourceId

SEPARATOR = "\x1f"
"""Between the names of a packed list (authors, tags): the unit separator of ASCII, which no clean text holds."""

UNDATED = -(2**62)
"""What a column of instants holds for an article without a date."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One row; the body stays in the store."""

    id: ArticleId
    source_id: SourceId
    title: Clean
    subtitle: Clean
    description: Clean
    authors: tuple[Clean, ...]
    tags: tuple[Clean, ...]
    published: Moment | None
    """When the source says it was published; None when it does not say."""
    words: int
    minutes: int
    status: Clean
    language: Clean
    flags: Flag


@dataclass(slots=True)
class HeadlineColumns:
    """Many headlines, a list a column: how a million of them go from store to index without a million objects."""

    ids: list[int] = field(default_factory=list)
    source_ids: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    subtitles: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    """Packed with SEPARATOR."""
    tags: list[str] = field(default_factory=list)
    """Packed with SEPARATOR."""
    published: list[int] = field(default_factory=list)
    """Seconds since 1970 in UTC, or UNDATED."""
    precisions: list[int] = field(default_factory=list)
    """0: a day, 1: an instant."""
    words: list[int] = field(default_factory=list)
    minutes: list[int] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of headlines after a sequence number: the only way by which the index learns of the store."""

    sequence: int
    """The number up to which these changes reach; ask from here next time."""
    rows: HeadlineColumns
    """New ones and those whose content changed, as they are now."""
    flags: tuple[tuple[ArticleId, int], ...] = ()
    """Those of which only state changed, with all their flags as they are now."""
    removed: tuple[ArticleId, ...] = ()
    more: bool = False
    """Whether there is more than this batch holds."""
