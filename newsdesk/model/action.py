"""What a reader does to articles, and what undoes it."""

from dataclasses import dataclass
from enum import StrEnum

from newsdesk.model.article import ArticleId


class Action(StrEnum):
    """A change of state that can be undone."""

    READ = "read"
    UNREAD = "unread"
    STAR = "star"
    UNSTAR = "unstar"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"


@dataclass(frozen=True, slots=True)
class Deed:
    """An action that was saved: how many articles it changed, for the toast and its undo."""

    action: Action
    changed: tuple[ArticleId, ...]
    undone: bool = False
    """Whether this report is of the deed being undone."""
