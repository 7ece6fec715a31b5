"""Where the reader was before they followed a link, as a browser keeps it: back, and forward again."""

from dataclasses import dataclass

from newsdesk.model.article import ArticleId, Place

STOPS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Stop:
    """An article, and where in it somebody was."""

    article_id: ArticleId
    place: Place | None
    """None at its very top."""


class Trail:
    """The stops behind and ahead of where the reader is."""

    def __init__(self) -> None:
        """Begin where nobody has followed a link yet."""
        self._behind: list[Stop] = []
        self._ahead: list[Stop] = []
        self._left = False
        """Whether the last one behind is from where the last link was followed."""

    def leave(self, here: Stop) -> None:
        """A link is followed from here; what was ahead is no longer."""
        self._left = self._behind[-1:] != [here]
        if self._left:
            self._behind = [*self._behind[1 - STOPS_KEPT :], here]
        self._ahead.clear()

    def stay(self) -> None:
        """The link that was followed last led nowhere."""
        if self._left:
            self._behind.pop()
            self._left = False

    def step(self, direction: int, here: Stop) -> Stop | None:
        """Go back (-1) or forward (1) from here; None where there is nothing that way."""
        behind, ahead = (self._behind, self._ahead) if direction < 0 else (self._ahead, self._behind)
        if not behind:
            return None
        self._left = False
        ahead.append(here)
        return behind.pop()
