"""Searching behind the screen: the newest text counts, one that was overtaken reports nothing more.

Owns the thread that asks the desk. The list comes first; what may complete the query and the figures over the hits,
which may take longer, follow in messages of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.message import Message

from newsdesk.desk.desk import Desk
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError
from newsdesk.model.hits import Facets, Hits
from newsdesk.text.clean import clean_line
from newsdesk.ui.errand import Errand
from newsdesk.ui.messages import Broke, Counted, Failed, Found, Offered, Went
from newsdesk.ui.wanted import Wanted

if TYPE_CHECKING:
    from newsdesk.index import Found as Answer
    from newsdesk.text.query import Completion

# As many as the tallest terminal shows, so that the list asks for nothing before its first paint.
ROWS_AT_ONCE = 80
CLOSING_S = 1.0
COMPLETIONS = 20
# Of what has arrived, so many rows are looked at for the first of them.
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class _Place:
    """A time that somebody wants to go to, in the answer that the list shows."""

    hits: Hits
    first: date
    last: date


class Searching:
    """Asks the desk, in a thread of its own."""

    def __init__(self, desk: Desk, post: Callable[[Message], object], now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._post = post
        self._now = now
        self._whole: tuple[int, Facets] | None = None
        broke = lambda error: post(Broke(error))  # noqa: E731
        self._errand = Errand(self._search, broke, name="newsdesk-search", newest_only=True)
        self._going = Errand(self._look_for, broke, name="newsdesk-go", newest_only=True)

    def ask(self, wanted: Wanted) -> None:
        """Search; the answer is a `Found`, perhaps an `Offered`, and a `Counted`."""
        self._errand.ask(wanted)

    def go_to(self, hits: Hits, first: date, last: date) -> None:
        """Look for the first row of a time; the answer is a `Went`."""
        self._going.ask(_Place(hits, first, last))

    def values(self, completion: "Completion") -> Sequence[tuple[Clean, int]]:
        """What the value of an operator may become, and how many articles have it."""
        if completion.column is None:
            return ()
        return self._desk.facets(completion.column, completion.beginning, COMPLETIONS)

    def close(self) -> None:
        """Search no longer."""
        self._errand.close(CLOSING_S)
        self._going.close(CLOSING_S)

    def _search(self, wanted: Wanted) -> None:
        # Brings the query's language along, which the first screen does not wait for.
        from newsdesk.text.query import parse

        try:
            answer, waiting = self._answer(wanted)
            if self._errand.overtaken:
                return
            if not wanted.only_count:
                query = parse(wanted.text, today=self._now().date())
                hits = answer.grouped(wanted.by) if wanted.by is not None else answer
                first = self._desk.headlines(hits.ids(0, ROWS_AT_ONCE))
                news = _first_of(hits, answer, wanted.news_since)
                self._post(Found(query, hits, first, answer.latest, wanted.until, waiting, news))
            if wanted.completion is not None and not self._errand.overtaken:
                self._post(Offered(wanted.text, self.values(wanted.completion)))
            if self._errand.overtaken:
                return
            facets = answer.facets()
            whole = facets if not wanted.text.strip() and not waiting else self._over_the_desk(answer.sequence)
            self._post(Counted(wanted.text, facets, whole))
        except NewsdeskError as error:
            self._post(Failed(clean_line(str(error))))

    def _answer(self, wanted: Wanted) -> tuple["Answer", int]:
        """The answer, and how many more it would have if nothing were left out."""
        answer = whole = self._desk.search(wanted.text)
        if wanted.until is None:
            return answer, 0
        left_out: list[ArticleId] = []
        # More may arrive between two searches.
        while more := answer.taken_in_after(wanted.until):
            left_out += more
            answer = self._desk.search(wanted.text, left_out)
        return answer, max(whole.exact - answer.exact, 0) if whole.exact else len(left_out)

    def _over_the_desk(self, sequence: int) -> Facets:
        """The figures over all articles: counted again only when something changed."""
        if self._whole is None or self._whole[0] != sequence:
            everything = self._desk.search("")
            self._whole = (everything.sequence, everything.facets())
        return self._whole[1]

    def _look_for(self, place: _Place) -> None:
        """The first row of the time, in the order of the list; where there is none, of what came before it."""
        try:
            for asked in (f"date:{place.first}..{place.last}", f"date:..{place.last}"):
                found = self._desk.search(f"({place.hits.text}) {asked}" if place.hits.text.strip() else asked)
                for article_id in found.ids(0, LOOKED_AT):
                    row = place.hits.position(article_id)
                    if row is not None:
                        self._post(Went(place.hits, row))
                        return
            self._post(Went(place.hits, None))
        except NewsdeskError as error:
            self._post(Failed(clean_line(str(error))))


def _first_of(hits: Hits, answer: "Answer", since: ArticleId | None) -> int | None:
    """The first row of what was taken in after an article."""
    if since is None:
        return None
    rows = [hits.position(article_id) for article_id in answer.taken_in_after(since)[:LOOKED_AT]]
    return min((row for row in rows if row is not None), default=None)
