"""The answer to a query: `Hits`.

    hits = desk.search("flood")                 rows: hits.ids(0, 40), hits.position(id), len(hits)
    hits.exact, hits.near                       rows [0, exact) match as typed, those behind are near
    hits.matches(title, Field.TITLE, id)        what to light up in a row
    by_month = hits.grouped(GroupBy.MONTH)      the same articles as other hits, in groups
    by_month.groups                             [Group("2025-02", start=0, count=31), Group("2025-01", start=31, …), …]

The groups lie end to end from the first row on and hold the first tier, or the second where the first is empty (or the
partial answers); behind a grouped first tier the near rows follow as they were, in no group. Whatever has no date,
author, … is in the last group, whose label is empty.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean


class Field(IntEnum):
    """A searched field of a headline, in the order in which matches in them rank."""

    TITLE = 0
    SUBTITLE = 1
    AUTHORS = 2
    TAGS = 3
    DESCRIPTION = 4


@dataclass(frozen=True, slots=True)
class Match:
    """A piece of a text that a query found."""

    start: int
    end: int
    """In characters of the text, end exclusive."""
    near: bool = False
    """Found only by forgiving a typo, a joined or a split word."""


class GroupBy(StrEnum):
    """By what an answer is put into groups."""

    DAY = "day"
    MONTH = "month"
    SOURCE = "source"
    AUTHOR = "author"
    """Each article stands once: under the author that it names first."""
    TAG = "tag"
    """Likewise."""
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows side by side that have something in common."""

    label: Clean
    """A name, a day (`2025-02-03`) or a month (`2025-02`) in the desk's zone; nothing for those that have none."""
    start: int
    """Its first row."""
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Figures over the hits: over the first tier, or the second where the first is empty."""

    articles: int = 0
    words: int = 0
    minutes: int = 0
    unread: int = 0
    starred: int = 0
    problems: int = 0
    columns: Mapping[str, Sequence[tuple[Clean, int]]] = field(default_factory=dict)
    """`source`, `author`, `tag`, `status`, `language`: value and count, most frequent first; `month` (`2025-02`):
    newest first."""


class Hits(ABC):
    """Article ids in order, how many, and what matched where. A value: later changes of the desk do not alter it."""

    text: str
    """The query as it was typed."""
    exact: int
    """How many match as typed: each word is a word of the article, or the beginning of one."""
    near: int
    """How many more match with typos, joined or split words."""
    partial: bool = False
    """Nothing matched; these answer all words but one, or fewer. They count as 0 and 0."""
    notes: tuple[Clean, ...] = ()
    """What of the query was taken for something else than it may have meant, in sentences."""
    sequence: int = 0
    """The store's change up to which this answer is right."""
    elapsed_ms: float = 0.0

    @abstractmethod
    def __len__(self) -> int:
        """How many rows there are to show."""

    @abstractmethod
    def ids(self, start: int, stop: int) -> Sequence[ArticleId]:
        """The ids of a stretch of rows, first tier before second."""

    @abstractmethod
    def position(self, article_id: ArticleId) -> int | None:
        """The row of an article, None when it is not among the hits."""

    @abstractmethod
    def matches(self, text: str, in_field: Field, article_id: ArticleId | None = None) -> tuple[Match, ...]:
        """What of a text the query found: ordered, without overlap.

        Args:
            text: A text of one of the hits.
            in_field: Which of its texts.
            article_id: Which of the hits: a word that it holds as typed is then not marked where it is merely near.
        """

    @abstractmethod
    def facets(self) -> Facets:
        """The figures over these hits. Computed at the first call."""

    @property
    def groups(self) -> Sequence[Group]:
        """What its rows are put together in, see the module; nothing where they are in no groups."""
        return ()

    @property
    def group_starts(self) -> Sequence[int]:
        """The first row of each group, without naming it."""
        return [group.start for group in self.groups]

    @abstractmethod
    def grouped(self, by: GroupBy) -> "Hits":
        """The same articles in groups, see the module.

        Days and months come newest first, names in the order of the alphabet, each the other way round where the query
        sorts by the same with `-`. Rows within a group keep the order that they have here.
        """


class Listing(Hits):
    """Rows in a given order that no query chose: what is on the screen before the index is there."""

    def __init__(self, ids: Sequence[ArticleId], text: str = "") -> None:
        self.text = text
        self.exact = len(ids)
        self.near = 0
        self._ids = tuple(ids)

    def __len__(self) -> int:
        return len(self._ids)

    def ids(self, start: int, stop: int) -> Sequence[ArticleId]:
        """The ids of a stretch of rows."""
        return self._ids[max(start, 0) : stop]

    def position(self, article_id: ArticleId) -> int | None:
        """The row of an article, None when it is not here."""
        return self._ids.index(article_id) if article_id in self._ids else None

    def matches(
        self,
        text: str,  # noqa: ARG002
        in_field: Field,  # noqa: ARG002
        article_id: ArticleId | None = None,  # noqa: ARG002
    ) -> tuple[Match, ...]:
        """Nothing: nothing was searched."""
        return ()

    def facets(self) -> Facets:
        """Only how many there are."""
        return Facets(articles=len(self._ids))

    def grouped(self, by: GroupBy) -> "Listing":  # noqa: ARG002
        """As it is: what would put its rows together is not known here."""
        return self
