"""What a reader does to articles, and what undoes it."""

from dataclasses import dataclass
from enum import StrEnum

from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean


class Action(StrEnum):
    """A change of state that can be undone."""

    READ = "read"
    UNREAD = "unread"
    STAR = "star"
    UNSTAR = "unstar"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    TAG = "tag"
    """Says nothing by itself: a `Tagging` says which tags."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """Tags that a reader gives to articles, and takes from them again. What articles say of themselves stays."""

    give: tuple[Clean, ...] = ()
    take: tuple[Clean, ...] = ()


NO_TAGS = Tagging()


@dataclass(frozen=True, slots=True)
class Deed:
    """An action that was saved: how many articles it changed, for the toast and its undo."""

    action: Action
    changed: tuple[ArticleId, ...]
    undone: bool = False
    """Whether this report is of the deed being undone."""
    tagging: Tagging = NO_TAGS
    """What a `TAG` gave and took, when it was done."""
