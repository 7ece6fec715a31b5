"""Searching behind the screen: the newest text counts, one that was overtaken reports nothing more.

Owns the thread that asks the desk. The list comes first; the figures over it, which may take longer, follow in a
message of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.message import Message

from newsdesk.desk.desk import Desk
from newsdesk.model.errors import NewsdeskError
from newsdesk.model.hits import Facets
from newsdesk.text.clean import clean_line
from newsdesk.ui.errand import Errand
from newsdesk.ui.messages import Broke, Counted, Failed, Found

if TYPE_CHECKING:
    from newsdesk.text.query import Completion

# As many as the tallest terminal shows, so that the list asks for nothing before its first paint.
ROWS_AT_ONCE = 80
CLOSING_S = 1.0
COMPLETIONS = 20


@dataclass(frozen=True, slots=True)
class _Search:
    """What is asked for."""

    text: str
    keep: bool
    only_count: bool


class Searching:
    """Asks the desk, in a thread of its own."""

    def __init__(self, desk: Desk, post: Callable[[Message], object], now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._post = post
        self._now = now
        self._whole: tuple[int, Facets] | None = None
        self._errand = Errand(self._search, lambda error: post(Broke(error)), name="newsdesk-search", newest_only=True)

    def ask(self, text: str, *, keep: bool = False, only_count: bool = False) -> None:
        """Search; the answer is a `Found` and a `Counted`.

        Args:
            text: The query.
            keep: Whether the reader should stay on the article they are at.
            only_count: Leave the list as it is, and count again what is in it: no `Found`.
        """
        self._errand.ask(_Search(text, keep, only_count))

    def values(self, completion: "Completion") -> Sequence[str]:
        """What the value of an operator may become."""
        if completion.column is None:
            return ()
        return [value for value, _ in self._desk.facets(completion.column, completion.beginning, COMPLETIONS)]

    def close(self) -> None:
        """Search no longer."""
        self._errand.close(CLOSING_S)

    def _search(self, search: _Search) -> None:
        # Brings the query's language along, which the first screen does not wait for.
        from newsdesk.text.query import parse

        try:
            hits = self._desk.search(search.text)
            if self._errand.overtaken:
                return
            if not search.only_count:
                query = parse(search.text, today=self._now().date())
                first = self._desk.headlines(hits.ids(0, ROWS_AT_ONCE))
                self._post(Found(query, hits, first, search.keep))
            if self._errand.overtaken:
                return
            facets = hits.facets()
            whole = facets if not search.text.strip() else self._over_the_desk(hits.sequence)
            self._post(Counted(search.text, facets, whole))
        except NewsdeskError as error:
            self._post(Failed(clean_line(str(error))))

    def _over_the_desk(self, sequence: int) -> Facets:
        """The figures over all articles: counted again only when something changed."""
        if self._whole is None or self._whole[0] != sequence:
            everything = self._desk.search("")
            self._whole = (everything.sequence, everything.facets())
        return self._whole[1]
