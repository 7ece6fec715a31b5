"""The order of hits: tiers, classes within a tier, and the fine order at the head of each class.

    tier     as typed before near
    class    fewer words that are not exact, then fewer typos                              counted for every hit
    fine     words near each other and in order, then field       for the newest WINDOW documents of each class
    age      newer, then shorter in the title, then the higher id                          the documents' own order

What stands behind the window of its class comes in order of age. So the top of a million hits costs no more than that
of a thousand, any page further down is a slice, and yet the order is the same from whatever side one looks at it.
Hits that are no more than a window need no classes: all of them are sorted at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from newsdesk.index.arrays import Bools, Bytes, Ints
from newsdesk.index.asking.terms import Leaf, Term
from newsdesk.index.holding.view import View
from newsdesk.index.levels import AS_TYPED, BEGINNING, EXACT, IN_NAMES, ONE_INEXACT, ONE_NEAR
from newsdesk.index.showing.nearness import fine

WINDOW = 256
_CHUNK = 1 << 16
_NOT_IN_NAMES = np.uint8(255 - IN_NAMES)


@dataclass(frozen=True, slots=True)
class Section:
    """The hits of one class: where they begin among the rows of their tier, and how many they are."""

    code: int
    start: int
    count: int


class Classes(Protocol):
    """The hits of a tier, sorted out by class."""

    def counts(self) -> dict[int, int]:
        """How many hits each class has, the best class first."""
        ...

    def members(self, code: int) -> Ints:
        """The documents of a class, by ascending number."""
        ...

    def first(self, code: int, count: int, before: int) -> Ints:
        """The members of a class, but of those below a number only so many."""
        ...

    def code(self, document: int) -> int:
        """The class of a hit."""
        ...


class ClassesByLevel:
    """Classes of very many hits that one word at most ranks: its level is the class, there is nothing to work out."""

    def __init__(self, levels: Bytes, *, near: bool) -> None:
        self._levels = levels
        if near:
            there = np.bincount(levels[(levels > 0) & (levels < AS_TYPED)] & _NOT_IN_NAMES, minlength=256)
            counted = [(int(level), int(there[level])) for level in np.flatnonzero(there)[::-1]]
        else:
            exact = int(np.count_nonzero(levels >= EXACT))
            counted = [(EXACT, exact), (BEGINNING, int(np.count_nonzero(levels >= BEGINNING)) - exact)]
        self._counts = {level: count for level, count in counted if count}

    def counts(self) -> dict[int, int]:
        """See `Classes`."""
        return self._counts

    def members(self, code: int) -> Ints:
        """See `Classes`."""
        return np.flatnonzero((self._levels & _NOT_IN_NAMES) == code)

    def first(self, code: int, count: int, before: int) -> Ints:
        """See `Classes`."""
        if self._counts[code] <= count:
            return self.members(code)
        pieces, found = [], 0
        for start in range(0, before, _CHUNK):
            chunk = np.flatnonzero((self._levels[start : min(start + _CHUNK, before)] & _NOT_IN_NAMES) == code) + start
            pieces.append(chunk)
            found += len(chunk)
            if found >= count:
                break
        late = np.flatnonzero((self._levels[before:] & _NOT_IN_NAMES) == code) + before
        return np.concatenate((np.concatenate(pieces)[:count] if pieces else late[:0], late))

    def code(self, document: int) -> int:
        """See `Classes`."""
        return int(self._levels[document] & _NOT_IN_NAMES)


class ClassesOfMany:
    """Classes where several words add up."""

    def __init__(self, root: Term, documents: Ints) -> None:
        self._documents = documents
        classes = root.classes(self._documents) & np.uint32(ONE_NEAR - 1)
        # The same order in numbers small enough to be counted without sorting.
        inexact, costs = classes // np.uint32(ONE_INEXACT), classes % np.uint32(ONE_INEXACT)
        self._codes = inexact * (costs.max(initial=0) + np.uint32(1)) + costs

    def counts(self) -> dict[int, int]:
        """See `Classes`."""
        counts = np.bincount(self._codes)
        there = np.flatnonzero(counts)
        return dict(zip(there.tolist(), counts[there].tolist(), strict=True))

    def members(self, code: int) -> Ints:
        """See `Classes`."""
        members: Ints = self._documents[self._codes == code]
        return members

    def first(self, code: int, count: int, before: int) -> Ints:
        """See `Classes`."""
        members = self.members(code)
        early = int(np.searchsorted(members, before))
        return members if early <= count else np.concatenate((members[:count], members[early:]))

    def code(self, document: int) -> int:
        """See `Classes`."""
        return int(self._codes[np.searchsorted(self._documents, document)])


class Tier:
    """The hits of one tier in order, worked out as far as somebody looks."""

    def __init__(self, view: View, leaves: Sequence[Leaf], classes: Classes) -> None:
        self._view = view
        self._leaves = leaves
        self._classes = classes
        self._sections: list[Section] = []
        self._heads: dict[int, Ints] = {}
        self._last: tuple[int, Ints] | None = None
        start = 0
        for code, count in classes.counts().items():
            self._sections.append(Section(code, start, count))
            start += count

    def documents(self, start: int, stop: int) -> Ints:
        """The documents of a stretch of rows."""
        order_heads(self._view, self._leaves, self.heads_wanted(start, stop))
        pieces = []
        for section in self._between(start, stop):
            low, high = max(start - section.start, 0), min(stop - section.start, section.count)
            pieces.append(self._heads[section.code][low:high] if low < WINDOW else np.zeros(0, np.intp))
            if high > WINDOW:
                pieces.append(self._by_age(section.code)[max(low, WINDOW) : high])
        return np.concatenate(pieces) if pieces else np.zeros(0, np.intp)

    def row(self, document: int) -> int:
        """The row of one of the hits."""
        code = self._classes.code(document)
        section = next(s for s in self._sections if s.code == code)
        order_heads(self._view, self._leaves, self.heads_wanted(section.start, section.start + 1))
        for ordered in (self._heads[code], self._by_age(code)):
            places = np.flatnonzero(ordered == document)
            if len(places):
                return section.start + int(places[0])
        raise LookupError(f"document {document} is not among the hits")

    def heads_wanted(self, start: int, stop: int) -> list["Head"]:
        """The heads of classes that a stretch of rows needs and that are not in order yet."""
        return [
            Head(self._heads, section.code, self._newest(section.code))
            for section in self._between(start, stop)
            if section.start + WINDOW > start and section.code not in self._heads
        ]

    def _between(self, start: int, stop: int) -> list[Section]:
        return [s for s in self._sections if s.start < stop and s.start + s.count > start]

    def _newest(self, code: int) -> Ints:
        return self._view.newest_first(self._classes.first(code, WINDOW, self._view.early))[:WINDOW]

    def _by_age(self, code: int) -> Ints:
        if self._last is None or self._last[0] != code:
            self._last = code, self._view.newest_first(self._classes.members(code))
        return self._last[1]


def order_few(view: View, leaves: Sequence[Leaf], root: Term, documents: Ints, near: Bools) -> Ints:
    """Hits that are no more than a window, given by ascending number, in order: all of them at once.

    Args:
        view: Theirs.
        leaves: What they are ranked by.
        root: The whole query.
        documents: The hits of both tiers.
        near: Which of them are of the second.
    """
    classes = near.astype(np.intp) << 20 | root.classes(documents) & np.uint32(ONE_NEAR - 1)
    keys = classes << 32 | fine(view, leaves, documents).keys
    newest = view.newest_first(documents)
    if newest is not documents:
        keys = keys[np.searchsorted(documents, newest)]
    # Stable, so that what is equally good stays in order of age.
    ordered: Ints = newest[np.argsort(keys, kind="stable")]
    return ordered


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The newest documents of a class, to be put in their fine order."""

    heads: dict[int, Ints]
    """Where it goes, by its class."""
    code: int
    newest: Ints


def order_heads(view: View, leaves: Sequence[Leaf], wanted: Sequence[Head]) -> None:
    """Put heads in their fine order, all at once: that costs little more than one."""
    if not leaves or not wanted:
        for head in wanted:
            head.heads[head.code] = head.newest
        return
    documents = np.concatenate([head.newest for head in wanted])
    sizes = [len(head.newest) for head in wanted]
    ascending = np.argsort(documents)
    keys = np.zeros(len(documents), np.intp)
    keys[ascending] = fine(view, leaves, documents[ascending]).keys
    # Stable, so that what is equally fine stays in order of age.
    ordered = documents[np.lexsort((keys, np.repeat(np.arange(len(wanted)), sizes)))]
    start = 0
    for head, size in zip(wanted, sizes, strict=True):
        head.heads[head.code] = ordered[start : start + size]
        start += size
