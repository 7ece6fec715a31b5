"""The answer to a query: rows worked out as far as somebody looks."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import cast

import numpy as np

from newsdesk.index.arrays import Ints
from newsdesk.index.asking.answering import Answer
from newsdesk.index.holding.view import View
from newsdesk.index.levels import AS_TYPED
from newsdesk.index.showing.explaining import explanation
from newsdesk.index.showing.facets import facets
from newsdesk.index.showing.grouping import InGroups, in_groups
from newsdesk.index.showing.highlights import Highlighter
from newsdesk.index.showing.ordering import Ordered
from newsdesk.model.article import ArticleId
from newsdesk.model.hits import Facets, Field, Group, GroupBy, Hits, Match
from newsdesk.text.query.tree import Order, Pattern, Query

_SORTED_LIKE: Mapping[GroupBy, Collection[Order]] = {
    GroupBy.DAY: {Order.DATE},
    GroupBy.MONTH: {Order.DATE},
    GroupBy.SOURCE: {Order.SOURCE},
    GroupBy.AUTHOR: {Order.AUTHOR},
    GroupBy.TAG: (),
    GroupBy.STATUS: (),
}
"""The orders that go the way that groups go."""
FIRST_ROWS = 100
"""So many rows are put in order with the answer: more than any screen shows."""


class Found(Hits):
    """Article ids in order, how many, and what matched where. Later changes of the desk do not alter it."""

    def __init__(
        self, view: View, query: Query, answer: Answer, by: GroupBy | None = None, rows: Ordered | None = None
    ) -> None:
        self.text = query.text
        self.notes = (*query.notes, *answer.notes)
        self.sequence = view.sequence
        self.partial = answer.partial
        self._view = view
        self._query = query
        self._answer = answer
        self._by = by
        self._rows = rows or Ordered(view, answer, query.sort)
        self.exact = 0 if self.partial else self._rows.as_typed
        self.near = 0 if self.partial else len(self._rows) - self._rows.as_typed
        self._first_page: tuple[list[ArticleId], Ints] = ([], np.zeros(0, np.intp))
        """The first rows: ids and documents."""

    def __len__(self) -> int:
        return len(self._rows)

    def ids(self, start: int, stop: int) -> Sequence[ArticleId]:
        """The ids of a stretch of rows, first tier before second."""
        start, stop = max(start, 0), min(stop, len(self))
        if start >= stop:
            return []
        first, _ = self._first_page
        if stop <= len(first):
            return first[start:stop]
        documents = self._documents(start, stop)
        ids = cast(list[ArticleId], self._view.ids(documents))
        if not start:
            # At one stroke: another thread may look at it.
            self._first_page = ids[:FIRST_ROWS], documents[:FIRST_ROWS]
        return ids

    def first_tier_ids(self) -> Sequence[ArticleId]:
        """The ids of all that match as typed: what batch commands, rules and exports act on."""
        return self.ids(0, self.exact)

    def position(self, article_id: ArticleId) -> int | None:
        """The row of an article, None when it is not among the hits."""
        document = self._view.document(article_id)
        if document is None or not self._answer.levels[document]:
            return None
        if self._by is not None:
            row = np.flatnonzero(self._in_groups.documents == document)
            if len(row):
                return int(row[0])
        return self._rows.row(document)

    def matches(self, text: str, in_field: Field, article_id: ArticleId | None = None) -> tuple[Match, ...]:
        """What of a text of one of the hits the query found: ordered, without overlap."""
        return self._highlighter.matches(text, in_field, self._as_typed_in(article_id))

    def facets(self) -> Facets:
        """The figures over these hits: the first tier, or the second where that is empty. None for partial answers."""
        if self.partial:
            return Facets()
        return self._facets

    def grouped(self, by: GroupBy) -> "Found":
        """The same articles in groups, see `newsdesk.model.hits`."""
        found = Found(self._view, self._query, self._answer, by, self._rows)
        found.elapsed_ms = self.elapsed_ms
        return found

    @property
    def groups(self) -> Sequence[Group]:
        """Its groups, end to end from the first row on; none where it was not put into groups."""
        return self._in_groups.groups

    @property
    def group_starts(self) -> Sequence[int]:
        """The first row of each group."""
        return self._in_groups.groups.starts

    @property
    def latest(self) -> ArticleId:
        """Of the articles that were there when it was answered, the one that was taken in last; 0 where none was."""
        return ArticleId(max((part.segment.latest_id for part in self._view.parts), default=0))

    def taken_in_after(self, article_id: ArticleId) -> Sequence[ArticleId]:
        """Those of the hits that were taken in after this article."""
        later = [part.start + part.segment.documents_after(article_id) for part in self._view.parts]
        documents = np.concatenate(later) if later else np.zeros(0, np.intp)
        return [ArticleId(number) for number in self._view.ids(documents[self._answer.levels[documents] > 0])]

    def explain(self, article_id: ArticleId) -> str:
        """Why a hit stands where it does, in one line."""
        document = self._view.document(article_id)
        if document is None or not self._answer.levels[document]:
            return "It is not among the hits."
        return explanation(self._view, self._answer, document, self._query.sort)

    def _as_typed_in(self, article_id: ArticleId | None) -> Sequence[bool]:
        """For each leaf, whether the article holds it as typed, or is found as typed without it."""
        if article_id in self._as_typed_in_page:
            return self._as_typed_in_page[article_id]
        document = None if article_id is None else self._view.document(article_id)
        if document is None:
            return [False] * len(self._answer.leaves)
        return self._as_typed_in_each(np.array([document]))[0]

    @cached_property
    def _as_typed_in_page(self) -> Mapping[ArticleId | None, Sequence[bool]]:
        ids, documents = self._first_page
        return dict(zip(ids, self._as_typed_in_each(documents), strict=True))

    def _as_typed_in_each(self, documents: Ints) -> list[list[bool]]:
        answer = self._answer
        levels = np.array([leaf.levels[documents] for leaf in answer.leaves], np.uint8)
        levels = levels.reshape(len(answer.leaves), len(documents))
        if not answer.partial:
            levels = np.maximum(levels, answer.levels[documents])
        found: list[list[bool]] = (levels >= AS_TYPED).T.tolist()
        return found

    def _documents(self, start: int, stop: int) -> Ints:
        if self._by is None:
            return self._rows.documents(start, stop)
        grouped = self._in_groups.documents
        behind = max(start, len(grouped))
        return np.concatenate(
            (grouped[start:stop], self._rows.documents(behind, stop) if behind < stop else grouped[:0])
        )

    @cached_property
    def _in_groups(self) -> InGroups:
        """What stands in groups: the first tier, or the second where that is empty."""
        if self._by is None or not len(self):
            return InGroups.none()
        sort = self._query.sort
        turned = sort.reverse and sort.order in _SORTED_LIKE[self._by]
        return in_groups(self._view, self._rows.documents(0, self._rows.as_typed or len(self)), self._by, turned=turned)

    @cached_property
    def _highlighter(self) -> Highlighter:
        patterns = [node.source for node in self._query.root.nodes if isinstance(node, Pattern)]
        return Highlighter(self._view, self._answer.leaves, patterns)

    @cached_property
    def _facets(self) -> Facets:
        levels = self._answer.levels
        return facets(self._view, levels >= AS_TYPED if self._rows.as_typed else levels > 0)
