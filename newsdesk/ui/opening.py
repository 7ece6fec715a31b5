"""Getting an article ready to be read, behind the screen: from the store, parsed, its first screen laid out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING

from textual.message import Message

from newsdesk.desk.desk import Desk
from newsdesk.model.article import Article, ArticleId, Piece
from newsdesk.model.errors import NewsdeskError
from newsdesk.model.hits import Match
from newsdesk.text.clean import clean_line
from newsdesk.ui.errand import Errand
from newsdesk.ui.messages import ArticleLoaded, Broke, Failed

if TYPE_CHECKING:
    from newsdesk.reading.boxes import Boxes

CLOSING_S = 1.0


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An article, and the page it is wanted on."""

    article_id: ArticleId
    width: int
    measure: int
    rows: int
    title_matches: Sequence[Match]
    unless: Piece | None


class Opening:
    """Loads articles, in a thread of its own; the newest one wanted counts."""

    def __init__(
        self,
        desk: Desk,
        post: Callable[[Message], object],
        zone: tzinfo,
        *,
        ascii_only: bool,
        pictures: "Callable[[Article, int], Boxes] | None" = None,
        as_shown: Callable[[Article], Article] = lambda article: article,
    ) -> None:
        """Prepare; the thread starts with the first article.

        Args:
            desk: Whose articles.
            post: Takes messages, from any thread.
            zone: The time zone of dates.
            ascii_only: Whether only ASCII signs are sure to be drawn.
            pictures: Gives the pictures of an article in a pane of so many rows; without, their words stand alone.
            as_shown: What is shown of an article: what it says, or the whole text of its page.
        """
        self._pictures = pictures
        self._as_shown = as_shown
        self._desk = desk
        self._post = post
        self._zone = zone
        self._ascii_only = ascii_only
        self._errand = Errand(self._open, lambda error: post(Broke(error)), name="newsdesk-open", newest_only=True)

    def ask(
        self,
        article_id: ArticleId,
        width: int,
        measure: int,
        rows: int,
        title_matches: Sequence[Match] = (),
        unless: Piece | None = None,
    ) -> None:
        """Open an article; the answer is an `ArticleLoaded`.

        Args:
            article_id: Which.
            width: Cells of the pane.
            measure: Cells of its lines, at most.
            rows: Lines of the pane.
            title_matches: What a search found in its headline.
            unless: What is shown of it already: where it says just that still, there is no answer.
        """
        self._errand.ask(_Wanted(article_id, width, measure, rows, title_matches, unless))

    def prepare(self) -> None:
        """Load what reads Markdown before the first article is wanted, unless one is wanted already."""
        if not self.busy:
            self._errand.ask(None)

    @property
    def busy(self) -> bool:
        """Whether an article is asked for that is not there yet."""
        return self._errand.busy

    def close(self) -> None:
        """Open nothing more."""
        self._errand.close(CLOSING_S)

    def _open(self, wanted: _Wanted | None) -> None:
        # Markdown and its parser: half of the time of a start, and no article is open then.
        from newsdesk.reading import signs
        from newsdesk.reading.markdown.document import Document
        from newsdesk.reading.reading import Reading

        if wanted is None:
            Document("*").parse_next()
            return
        try:
            article = self._as_shown(self._desk.article(wanted.article_id))
            place = self._desk.place(wanted.article_id)
        except NewsdeskError as error:
            # Of one that is shown already, the list tells what became of it.
            if wanted.unless is None:
                self._post(Failed(clean_line(str(error))))
            return
        if article.piece == wanted.unless:
            return
        reading = Reading(
            article,
            width=max(wanted.width, 1),
            measure=wanted.measure,
            zone=self._zone,
            signs=signs.ASCII if self._ascii_only else signs.UNICODE,
            title_matches=wanted.title_matches,
            bidi=self._desk.settings.bidi == "app",
            pictures=self._pictures(article, wanted.rows) if self._pictures is not None else None,
        )
        reading.lines(0, wanted.rows)
        if place is not None:
            reading.hold(reading.y_of(place), wanted.rows)
        if not self._errand.overtaken:
            self._post(ArticleLoaded(wanted.article_id, reading, place))
