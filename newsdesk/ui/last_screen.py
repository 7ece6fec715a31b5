"""What was on the screen when the desk was left: kept, so that it is there again in the first frame of the next start.

The rows themselves are kept, not only what found them: the first frame waits for no index.
"""

import json
from dataclasses import asdict, dataclass

from newsdesk.model.article import ArticleId

KEY = "screen"
"""Under which the desk remembers it."""


@dataclass(frozen=True, slots=True)
class LastScreen:
    """A query, the rows from the first one in the window on, the row of the cursor, the article that was read."""

    query: str = ""
    rows: tuple[ArticleId, ...] = ()
    """Nothing where the list stood at its beginning: it begins there again, with what is newest by then."""
    cursor: ArticleId | None = None
    reading: ArticleId | None = None
    """Open, and in front of the reader's eyes."""

    def written(self) -> str:
        """As text, for the desk to remember."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str | None) -> "LastScreen":
        """What `written` wrote; of anything else, the screen of a first start."""
        try:
            said = json.loads(text or "{}")
            return cls(
                str(said.get("query", "")),
                tuple(ArticleId(int(row)) for row in said.get("rows", ())),
                _article(said.get("cursor")),
                _article(said.get("reading")),
            )
        except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
            # Written by another version, or by somebody's hand.
            return cls()


def _article(said: object) -> ArticleId | None:
    return ArticleId(said) if isinstance(said, int) else None
