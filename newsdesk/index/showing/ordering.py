"""The rows of an answer: its hits in order, first tier before second, worked out as far as somebody looks.

The tiers are counted at once; `ranking` orders the rows that are looked at, `sorting` all of them where an order was
asked for.
"""

from functools import cached_property

import numpy as np

from newsdesk.index.arrays import Ints, few_places
from newsdesk.index.asking.answering import Answer
from newsdesk.index.holding.view import View
from newsdesk.index.levels import AS_TYPED
from newsdesk.index.showing import ranking
from newsdesk.index.showing.ranking import Classes, ClassesByLevel, ClassesOfMany, Tier, order_heads
from newsdesk.index.showing.sorting import arranged
from newsdesk.text.query.tree import Order, Sort


class Ordered:
    """All hits of an answer in order."""

    def __init__(self, view: View, answer: Answer, sort: Sort) -> None:
        self._view = view
        self._answer = answer
        self._sort = sort
        self._tiers: dict[bool, Tier] = {}
        # Few hits are picked out once; of very many only those that somebody looks at.
        self._few = few_places(answer.levels)
        levels = answer.levels if self._few is None else answer.levels[self._few]
        self._hits = int(np.count_nonzero(levels > 0)) if self._few is None else len(levels)
        self._first = levels >= AS_TYPED
        self.as_typed = int(np.count_nonzero(self._first))
        """How many rows the first tier has."""

    def __len__(self) -> int:
        return self._hits

    def documents(self, start: int, stop: int) -> Ints:
        """The documents of a stretch of rows, at least one."""
        if self._all is not None:
            return self._all[start:stop]
        tiers = []
        for near, low, high in ((False, 0, self.as_typed), (True, self.as_typed, self._hits)):
            first, last = max(start, low), min(stop, high)
            if first < last:
                tiers.append((self._tier(near), first - low, last - low))
        if len(tiers) > 1:
            heads = [head for tier, first, last in tiers for head in tier.heads_wanted(first, last)]
            order_heads(self._view, self._answer.leaves, heads)
        return np.concatenate([tier.documents(first, last) for tier, first, last in tiers])

    def row(self, document: int) -> int:
        """The row of a hit."""
        if self._all is not None:
            return int(np.flatnonzero(self._all == document)[0])
        near = bool(self._answer.levels[document] < AS_TYPED)
        return self._tier(near).row(document) + (self.as_typed if near else 0)

    @cached_property
    def _all(self) -> Ints | None:
        """The documents of all rows, where they are few, or another order was asked for."""
        if self._sort.order is not Order.RELEVANCE:
            tiers = [arranged(self._view, self._unordered(near=near), self._sort) for near in (False, True)]
            return np.concatenate(tiers)
        if self._few is None or self._hits > ranking.WINDOW:
            return None
        return ranking.order_few(self._view, self._answer.leaves, self._answer.root, self._few, ~self._first)

    def _unordered(self, *, near: bool) -> Ints:
        """The hits of a tier, by ascending number."""
        if self._few is not None:
            few: Ints = self._few[~self._first if near else self._first]
            return few
        levels = self._answer.levels
        return np.flatnonzero((levels > 0) & (levels < AS_TYPED) if near else levels >= AS_TYPED)

    def _tier(self, near: bool) -> Tier:
        if near not in self._tiers:
            answer = self._answer
            if len(answer.leaves) < 2 and self._few is None:
                classes: Classes = ClassesByLevel(answer.levels, near=near)
            else:
                classes = ClassesOfMany(answer.root, self._unordered(near=near))
            self._tiers[near] = Tier(self._view, answer.leaves, classes)
        return self._tiers[near]
