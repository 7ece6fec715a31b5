"""The answer to a query: rows worked out as far as somebody looks."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np

from newsdesk.index.answering import Answer
from newsdesk.index.arrays import Ints
from newsdesk.index.explaining import explanation
from newsdesk.index.facets import facets
from newsdesk.index.grouping import InGroups, in_groups
from newsdesk.index.highlights import Highlighter
from newsdesk.index.levels import AS_TYPED
from newsdesk.index.ranking import Classes, ClassesByLevel, ClassesOfMany, Tier, order_heads
from newsdesk.index.sorting import arranged
from newsdesk.index.view import View
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
_FEW = 16
"""Hits are few where they are less than one document in sixteen."""


class Found(Hits):
    """Article ids in order, how many, and what matched where. Later changes of the desk do not alter it."""

    def __init__(self, view: View, query: Query, answer: Answer, by: GroupBy | None = None) -> None:
        self.text = query.text
        self.notes = (*query.notes, *answer.notes)
        self.sequence = view.sequence
        self.partial = answer.partial
        self._view = view
        self._query = query
        self._answer = answer
        self._by = by
        self._tiers = _Tiers(view, answer)
        self._first, self._rows = self._tiers.as_typed, self._tiers.hits
        self.exact = 0 if self.partial else self._first
        self.near = 0 if self.partial else self._rows - self._first
        self._first_page: dict[ArticleId, int] = {}
        """The documents of the first rows."""

    def __len__(self) -> int:
        return self._rows

    def ids(self, start: int, stop: int) -> Sequence[ArticleId]:
        """The ids of a stretch of rows, first tier before second."""
        start, stop = max(start, 0), min(stop, self._rows)
        if start >= stop:
            return []
        if stop <= len(self._first_page):
            return list(self._first_page)[start:stop]
        documents = self._documents(start, stop)
        ids = [ArticleId(number) for number in self._view.ids(documents)]
        if not start and stop <= FIRST_ROWS:
            self._first_page = dict(zip(ids, documents.tolist(), strict=True))
        return ids

    def first_tier_ids(self) -> Sequence[ArticleId]:
        """The ids of all that match as typed: what batch commands, rules and exports act on."""
        return self.ids(0, self.exact)

    def position(self, article_id: ArticleId) -> int | None:
        """The row of an article, None when it is not among the hits."""
        document = self._view.document(article_id)
        if document is None or not self._answer.levels[document]:
            return None
        near = bool(self._answer.levels[document] < AS_TYPED)
        if self._by is not None and near == (not self._first):
            return int(np.flatnonzero(self._in_groups.documents == document)[0])
        before = self._first if near else 0
        if self._sorted_rows is not None:
            return before + int(np.flatnonzero(self._sorted_rows[near] == document)[0])
        return before + self._tiers[near].row(document)

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
        found = Found(self._view, self._query, self._answer, by)
        found.elapsed_ms = self.elapsed_ms
        return found

    @property
    def groups(self) -> Sequence[Group]:
        """Its groups, end to end from the first row on; none where it was not put into groups."""
        return self._in_groups.groups

    @property
    def latest(self) -> ArticleId:
        """Of the articles that were there when it was answered, the one that was taken in last; 0 where none was."""
        return ArticleId(max((int(part.segment.ids.max(initial=0)) for part in self._view.parts), default=0))

    def taken_in_after(self, article_id: ArticleId) -> Sequence[ArticleId]:
        """Those of the hits that were taken in after this article."""
        later = [part.start + np.flatnonzero(part.segment.ids > article_id) for part in self._view.parts]
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
        leaves = self._answer.leaves
        document = None if article_id is None else self._first_page.get(article_id)
        if document is None and article_id is not None:
            document = self._view.document(article_id)
        if document is None:
            return [False] * len(leaves)
        if not self.partial and self._answer.levels[document] >= AS_TYPED:
            return [True] * len(leaves)
        return [bool(leaf.levels[document] >= AS_TYPED) for leaf in leaves]

    def _documents(self, start: int, stop: int) -> Ints:
        if self._by is None:
            return self._one_by_one(start, stop)
        grouped = self._in_groups.documents
        behind = max(start, len(grouped))
        return np.concatenate((grouped[start:stop], self._one_by_one(behind, stop) if behind < stop else grouped[:0]))

    def _one_by_one(self, start: int, stop: int) -> Ints:
        """A stretch of rows that are in no groups."""
        stretches = []
        for near, low, high in ((False, 0, self._first), (True, self._first, self._rows)):
            first, last = max(start, low), min(stop, high)
            if first < last:
                stretches.append((near, first - low, last - low))
        if len(stretches) > 1 and self._sorted_rows is None:
            heads = [self._tiers[near].heads_wanted(first, last) for near, first, last in stretches]
            order_heads(self._view, self._answer.leaves, [head for of_tier in heads for head in of_tier])
        return np.concatenate([self._rows_of_tier(*stretch) for stretch in stretches])

    def _rows_of_tier(self, near: bool, start: int, stop: int) -> Ints:
        if self._sorted_rows is not None:
            return self._sorted_rows[near][start:stop]
        return self._tiers[near].documents(start, stop)

    @cached_property
    def _sorted_rows(self) -> tuple[Ints, Ints] | None:
        """The documents of both tiers, where an order was asked for."""
        if self._query.sort.order is Order.RELEVANCE:
            return None
        first, second = self._tiers.documents(near=False), self._tiers.documents(near=True)
        return arranged(self._view, first, self._query.sort), arranged(self._view, second, self._query.sort)

    @cached_property
    def _in_groups(self) -> InGroups:
        """What stands in groups: the first tier, or the second where that is empty."""
        if self._by is None or not self._rows:
            return InGroups.none()
        sort = self._query.sort
        turned = sort.reverse and sort.order in _SORTED_LIKE[self._by]
        return in_groups(self._view, self._one_by_one(0, self._first or self._rows), self._by, turned=turned)

    @cached_property
    def _highlighter(self) -> Highlighter:
        patterns = [node.source for node in self._query.root.nodes if isinstance(node, Pattern)]
        return Highlighter(self._view, self._answer.leaves, patterns)

    @cached_property
    def _facets(self) -> Facets:
        levels = self._answer.levels
        return facets(self._view, levels >= AS_TYPED if self._first else levels > 0)


class _Tiers:
    """The two tiers: counted at once, put in order when somebody looks at them. The second is mostly only counted."""

    def __init__(self, view: View, answer: Answer) -> None:
        self._view = view
        self._answer = answer
        self._made: dict[bool, Tier] = {}
        there = answer.levels > 0
        self.hits = int(np.count_nonzero(there))
        # Few hits are picked out once; of very many only those that somebody looks at.
        self._few: Ints | None = np.flatnonzero(there) if self.hits <= len(there) // _FEW else None
        levels = answer.levels if self._few is None else answer.levels[self._few]
        self._first = levels >= AS_TYPED
        self.as_typed = int(np.count_nonzero(self._first))

    def documents(self, *, near: bool) -> Ints:
        """The hits of a tier, by ascending number."""
        if self._few is not None:
            few: Ints = self._few[~self._first if near else self._first]
            return few
        levels = self._answer.levels
        return np.flatnonzero((levels > 0) & (levels < AS_TYPED) if near else levels >= AS_TYPED)

    def __getitem__(self, near: bool) -> Tier:
        if near not in self._made:
            answer = self._answer
            if len(answer.leaves) < 2 and self._few is None:
                classes: Classes = ClassesByLevel(answer.levels, near=near)
            else:
                classes = ClassesOfMany(answer.root, self.documents(near=near))
            self._made[near] = Tier(self._view, answer.leaves, classes)
        return self._made[near]
