"""The order of hits: tiers, classes within a tier, and the fine order at the head of each class.

    tier     as typed before near
    class    fewer words that are not exact, then fewer typos                              counted for every hit
    fine     words near each other and in order, then field       for the newest WINDOW documents of each class
    age      newer, then shorter in the title, then the higher id                          the documents' own order

What stands behind the window of its class comes in order of age. So the top of a million hits costs no more than that
of a thousand, any page further down is a slice, and yet the order is the same from whatever side one looks at it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from newsdesk.index.arrays import Bools, Bytes, Ints
from newsdesk.index.levels import CLASS_OF_LEVEL, IN_NAMES, ONE_NEAR
from newsdesk.index.nearness import fine
from newsdesk.index.terms import Leaf, Term
from newsdesk.index.view import View

WINDOW = 1024
_CLASS_BITS = np.uint32(ONE_NEAR - 1)


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

    def code(self, document: int) -> int:
        """The class of a hit."""
        ...


class ClassesByLevel:
    """Classes where one word at most is ranked by: its level is the class, and nothing needs to be worked out."""

    def __init__(self, levels: Bytes, mask: Bools) -> None:
        self._levels = levels
        self._of_code: dict[int, int] = {}
        self._counts: dict[int, int] = {}
        there = np.bincount(levels[mask] & np.uint8(~IN_NAMES & 255), minlength=256)
        for level in np.flatnonzero(there)[::-1].tolist():
            code = int(CLASS_OF_LEVEL[level] & _CLASS_BITS)
            self._of_code[code] = level
            self._counts[code] = int(there[level])

    def counts(self) -> dict[int, int]:
        """See `Classes`."""
        return self._counts

    def members(self, code: int) -> Ints:
        """See `Classes`."""
        return np.flatnonzero(self._levels & np.uint8(~IN_NAMES & 255) == self._of_code[code])

    def code(self, document: int) -> int:
        """See `Classes`."""
        return int(CLASS_OF_LEVEL[self._levels[document]] & _CLASS_BITS)


class ClassesOfMany:
    """Classes where several words add up."""

    def __init__(self, root: Term, mask: Bools) -> None:
        self._documents = np.flatnonzero(mask)
        codes = root.classes(self._documents) & _CLASS_BITS
        self._known, self._codes = np.unique(codes, return_inverse=True)

    def counts(self) -> dict[int, int]:
        """See `Classes`."""
        counts = np.bincount(self._codes, minlength=len(self._known))
        return dict(zip(self._known.tolist(), counts.tolist(), strict=True))

    def members(self, code: int) -> Ints:
        """See `Classes`."""
        members: Ints = self._documents[self._codes == np.searchsorted(self._known, code)]
        return members

    def code(self, document: int) -> int:
        """See `Classes`."""
        return int(self._known[self._codes[np.searchsorted(self._documents, document)]])


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
        wanted = [s for s in self._sections if s.start < stop and s.start + s.count > start]
        self._order_heads([s for s in wanted if s.start + WINDOW > start])
        pieces = []
        for section in wanted:
            low, high = max(start - section.start, 0), min(stop - section.start, section.count)
            pieces.append(self._heads[section.code][low:high] if low < WINDOW else np.zeros(0, np.intp))
            if high > WINDOW:
                pieces.append(self._by_age(section.code)[max(low, WINDOW) : high])
        return np.concatenate(pieces) if pieces else np.zeros(0, np.intp)

    def row(self, document: int) -> int:
        """The row of one of the hits."""
        code = self._classes.code(document)
        section = next(s for s in self._sections if s.code == code)
        self._order_heads([section])
        for ordered in (self._heads[code], self._by_age(code)):
            places = np.flatnonzero(ordered == document)
            if len(places):
                return section.start + int(places[0])
        raise LookupError(f"document {document} is not among the hits")

    def _by_age(self, code: int) -> Ints:
        if self._last is None or self._last[0] != code:
            self._last = code, self._view.newest_first(self._classes.members(code))
        return self._last[1]

    def _order_heads(self, sections: Sequence[Section]) -> None:
        """Put the heads of classes in their fine order: of all that are asked for at once."""
        new = [s for s in sections if s.code not in self._heads]
        if not new:
            return
        heads = [self._by_age(s.code)[:WINDOW] for s in new]
        if not self._leaves:
            self._heads |= {s.code: head for s, head in zip(new, heads, strict=True)}
            return
        documents = np.concatenate(heads)
        ages = np.concatenate([np.arange(len(head)) for head in heads])
        classes = np.repeat(np.arange(len(heads)), [len(head) for head in heads])
        ascending = np.argsort(documents)
        keys = np.zeros(len(documents), np.intp)
        keys[ascending] = fine(self._view, self._leaves, documents[ascending]).keys
        ordered = documents[np.lexsort((ages, keys, classes))]
        start = 0
        for section, head in zip(new, heads, strict=True):
            self._heads[section.code] = ordered[start : start + len(head)]
            start += len(head)
