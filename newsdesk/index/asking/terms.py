"""A query's tree with a column at each leaf: which documents match, in which tier, and how good a match is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from newsdesk.index.arrays import Array, Bytes, Ints
from newsdesk.index.asking.columns import Column
from newsdesk.index.levels import CLASS_OF_LEVEL, NO_MATCH, tier_class


class Term(Protocol):
    """A part of the query."""

    levels: Bytes
    """For each document, the level at which it matches; 0 where it does not."""

    def classes(self, documents: Ints) -> Array:
        """For some documents, what this part adds to their class; NO_MATCH where it does not match."""
        ...


@dataclass(slots=True, eq=False)
class Leaf:
    """A word or phrase that hits are ranked by."""

    column: Column
    levels: Bytes
    word: str = ""
    """The typed word, folded; nothing for a phrase."""
    whole: bool = False
    """Whether only the word itself counts, not what begins with it."""
    phrase: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """As it was typed, for explanations."""
        return self.word or " ".join(self.phrase)

    def classes(self, documents: Ints) -> Array:
        """See `Term`."""
        return CLASS_OF_LEVEL[self.levels[documents]]


@dataclass(slots=True, eq=False)
class Filter:
    """What matches or does not, without degrees."""

    levels: Bytes

    def classes(self, documents: Ints) -> Array:
        """See `Term`."""
        return np.where(self.levels[documents] > 0, np.uint32(0), NO_MATCH)


@dataclass(slots=True, eq=False)
class All:
    """All parts match: a document is as good as its worst, and its faults add up."""

    terms: Sequence[Term]
    levels: Bytes

    def classes(self, documents: Ints) -> Array:
        """See `Term`."""
        total = np.zeros(len(documents), np.uint32)
        missing = np.zeros(len(documents), np.bool_)
        # Who types a word many times means it once, and waits for it once.
        alike = Counter(id(term.levels) for term in self.terms)
        for term in {id(term.levels): term for term in self.terms}.values():
            classes = term.classes(documents)
            missing |= classes == NO_MATCH
            total += classes * np.uint32(alike[id(term.levels)])
        total[missing] = NO_MATCH
        return total


@dataclass(slots=True, eq=False)
class Any:
    """One part is enough: a document is as good as its best."""

    terms: Sequence[Term]
    levels: Bytes

    def classes(self, documents: Ints) -> Array:
        """See `Term`."""
        if all(isinstance(term, Leaf | Filter) for term in self.terms):
            # The better a level, the smaller its class: the best of the levels tells the class.
            return CLASS_OF_LEVEL[self.levels[documents]]
        best = np.full(len(documents), NO_MATCH)
        for term in self.terms:
            classes = term.classes(documents)
            best = np.minimum(best, np.where(classes == NO_MATCH, NO_MATCH, tier_class(classes)))
        return best


@dataclass(slots=True, eq=False)
class Some:
    """As many parts as possible match: partial answers, where no document matches all."""

    leaves: Sequence[Leaf]
    levels: Bytes

    def classes(self, documents: Ints) -> Array:
        """See `Term`."""
        total = np.zeros(len(documents), np.uint32)
        for leaf in self.leaves:
            classes = leaf.classes(documents)
            total += np.where(classes == NO_MATCH, np.uint32(0), classes)
        return total
