"""What the main screen asks of the thread that searches."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdesk.model.article import ArticleId
from newsdesk.model.hits import GroupBy

if TYPE_CHECKING:
    # Not needed for the first screen.
    from newsdesk.text.query import Completion


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query to answer, and how."""

    text: str
    by: GroupBy | None = None
    """What to put the hits together by."""
    until: ArticleId | None = None
    """Leave out what was taken in after this article."""
    news_since: ArticleId | None = None
    """Say where the first stands of those that were taken in after this article."""
    completion: "Completion | None" = None
    """What is being typed, where the desk's values are asked for that it may become."""
    only_count: bool = False
    """Leave the list as it is, and count again what is in it: no `Found`."""
