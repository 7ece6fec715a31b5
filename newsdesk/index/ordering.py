"""The rows of an answer: its hits in order, first tier before second, worked out as far as somebody looks.

The tiers are counted at once; `ranking` orders the rows that are looked at, `sorting` all of them where an order was
asked for.
"""

from functools import cached_property

import numpy as np

from newsdesk.index.answering import Answer
from newsdesk.index.arrays import Ints
from newsdesk.index.levels import AS_TYPED
from newsdesk.index.ranking import Classes, ClassesByLevel, ClassesOfMany, Tier, order_heads
from newsdesk.index.sorting import arranged
from newsdesk.index.view import View
from newsdesk.text.query.tree import Order, Sort

_FEW = 16
"""Hits are few where they are less than one document in sixteen."""


class Ordered:
    """All hits of an answer in order."""

    def __init__(self, view: View, answer: Answer, sort: Sort) -> None:
        self._view = view
        self._answer = answer
        self._sort = sort
        self._tiers: dict[bool, Tier] = {}
        there = answer.levels > 0
        self._hits = int(np.count_nonzero(there))
        # Few hits are picked out once; of very many only those that somebody looks at.
        self._few: Ints | None = np.flatnonzero(there) if self._hits <= len(there) // _FEW else None
        levels = answer.levels if self._few is None else answer.levels[self._few]
        self._first = levels >= AS_TYPED
        self.as_typed = int(np.count_nonzero(self._first))
        """How many rows the first tier has."""

    def __len__(self) -> int:
        return self._hits

    def documents(self, start: int, stop: int) -> Ints:
        """The documents of a stretch of rows, at least one."""
        stretches = []
        for near, low, high in ((False, 0, self.as_typed), (True, self.as_typed, self._hits)):
            first, last = max(start, low), min(stop, high)
            if first < last:
                stretches.append((near, first - low, last - low))
        if self._sorted is not None:
            pieces = [self._sorted[near][first:last] for near, first, last in stretches]
        else:
            tiers = [(self._tier(near), first, last) for near, first, last in stretches]
            if len(tiers) > 1:
                heads = [head for tier, first, last in tiers for head in tier.heads_wanted(first, last)]
                order_heads(self._view, self._answer.leaves, heads)
            pieces = [tier.documents(first, last) for tier, first, last in tiers]
        return np.concatenate(pieces) if len(pieces) > 1 else pieces[0]

    def row(self, document: int) -> int:
        """The row of a hit."""
        near = bool(self._answer.levels[document] < AS_TYPED)
        before = self.as_typed if near else 0
        if self._sorted is not None:
            return before + int(np.flatnonzero(self._sorted[near] == document)[0])
        return before + self._tier(near).row(document)

    @cached_property
    def _sorted(self) -> tuple[Ints, Ints] | None:
        """The documents of both tiers, where an order was asked for."""
        if self._sort.order is Order.RELEVANCE:
            return None
        first, second = (arranged(self._view, self._unordered(near=near), self._sort) for near in (False, True))
        return first, second

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
