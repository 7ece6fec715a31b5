"""From a query to its terms: a column for each leaf, combined up to the root."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from newsdesk.index.arrays import Bytes
from newsdesk.index.asking import filters
from newsdesk.index.asking.columns import Columns
from newsdesk.index.asking.expressions import PatternSearch
from newsdesk.index.asking.terms import All, Any, Filter, Leaf, Some, Term
from newsdesk.index.holding.view import View
from newsdesk.index.levels import ALWAYS, AS_TYPED, is_any
from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.text.query.tree import (
    Amount,
    Body,
    Days,
    Either,
    Every,
    Exactly,
    Flagged,
    Named,
    Node,
    Not,
    Pattern,
    Phrase,
    Query,
    Word,
)
from newsdesk.text.tokens import sought

Bodies = Mapping[str, Collection[int]]
"""For each text of a `body:`, the articles that hold it."""

NOT_ENOUGH_TIME = Clean("The expression took longer than a quarter of a second: only what it found by then is shown.")


@dataclass(slots=True, eq=False)
class Answer:
    """Which documents a query found."""

    root: Term
    levels: Bytes
    """For each document, the level at which it matches the whole query; 0 where it does not."""
    leaves: Sequence[Leaf]
    """All words and phrases that hits are ranked by, in the order of the query."""
    partial: bool = False
    notes: list[Clean] = field(default_factory=list)


def answer(view: View, columns: Columns, query: Query, bodies: Bodies) -> Answer:
    """Find the documents of a query; where there are none, those that match as much of it as possible."""
    asking = _Asking(view, columns, bodies)
    root = asking.every(query.root, whole=False)
    scope = view.there if _asks_for_archived(query.root) else view.listed
    levels = root.levels if view.all_listed and query.root.nodes else np.minimum(root.levels, scope)
    found = Answer(root, levels, asking.leaves, notes=asking.notes())
    if is_any(levels):
        return found
    if any(isinstance(node, Pattern) for node in query.root.nodes):
        # Expressions looked only at what all other parts left: at nothing.
        asking.leaves.clear()
        root = asking.every(query.root, whole=False, narrow=False)
    return _partly(found, root, scope)


def _partly(found: Answer, root: All, scope: Bytes) -> Answer:
    leaves = [term for term in root.terms if isinstance(term, Leaf)]
    if len(leaves) < 2:
        return found
    for term in root.terms:
        if not isinstance(term, Leaf):
            scope = np.minimum(scope, term.levels)
    matching = np.zeros(len(scope), np.uint8)
    for leaf in leaves:
        matching += (leaf.levels > 0).view(np.uint8)
    matching[scope == 0] = 0
    most = int(matching.max(initial=0))
    if not most:
        return found
    levels = filters.levels_of(matching == most)
    return Answer(Some(leaves, levels), levels, found.leaves, partial=True, notes=found.notes)


def _asks_for_archived(node: Node) -> bool:
    match node:
        case Every(nodes) | Either(nodes):
            return any(_asks_for_archived(child) for child in nodes)
        case Not(child):
            return _asks_for_archived(child)
        case Flagged(flag):
            return flag is Flag.ARCHIVED
        case _:
            return False


class _Asking:
    def __init__(self, view: View, columns: Columns, bodies: Bodies) -> None:
        self._view = view
        self._columns = columns
        self._bodies = bodies
        self._patterns = PatternSearch(view)
        self.leaves: list[Leaf] = []

    def notes(self) -> list[Clean]:
        return [NOT_ENOUGH_TIME] if self._patterns.stopped else []

    def every(self, node: Every, *, whole: bool, narrow: bool = True) -> All:
        """All parts of a node; its expressions search only what the other parts left, unless `narrow` is off."""
        terms = [
            self._term(child, _neighbours(node.nodes, place), whole=whole)
            for place, child in enumerate(node.nodes)
            if not isinstance(child, Pattern)
        ]
        levels = self._all_of(terms)
        for child in node.nodes:
            if isinstance(child, Pattern):
                scope = np.minimum(levels, self._view.there) if narrow else self._view.there
                terms.append(Filter(self._patterns.levels(child.source, scope)))
                levels = np.minimum(levels, terms[-1].levels)
        return All(terms, levels)

    def _all_of(self, terms: Sequence[Term]) -> Bytes:
        if not terms:
            return np.full(len(self._view), ALWAYS, np.uint8)
        return _combined(np.minimum, [term.levels for term in terms])

    def _term(self, node: Node, neighbours: tuple[tuple[str, str], ...] = (), *, whole: bool) -> Term:
        match node:
            case Every():
                return self.every(node, whole=whole)
            case Either(nodes):
                terms = [self._term(child, whole=whole) for child in nodes]
                return Any(terms, _combined(np.maximum, [term.levels for term in terms]))
            case Not(child):
                ranked_by = len(self.leaves)
                levels = self._term(child, whole=True).levels
                del self.leaves[ranked_by:]
                return Filter(filters.levels_of(levels < AS_TYPED))
            case Word(text, field):
                if whole:
                    return self._term(Exactly(text, field), whole=True)
                column = self._columns.of_word(node, neighbours)
                return self._leaf(Leaf(column, column.levels, text))
            case Exactly(text):
                column = self._columns.of_exactly(node)
                return self._leaf(Leaf(column, column.levels, text, whole=True))
            case Phrase(words, field, unfinished):
                column = self._columns.of_phrase(Phrase(words, field, unfinished and not whole))
                return self._leaf(Leaf(column, column.levels, phrase=words))
            case Body(text):
                return self._body(text, whole=whole)
            case Pattern(source):
                return Filter(self._patterns.levels(source, self._view.there))
            case _:
                return Filter(self._filtered(node))

    def _leaf(self, leaf: Leaf) -> Leaf:
        self.leaves.append(leaf)
        return leaf

    def _body(self, text: str, *, whole: bool) -> Term:
        ids = self._bodies.get(text)
        if ids is not None:
            return Filter(filters.with_ids(self._view, ids))
        # Nobody resolved it: the headline is all there is to look at.
        words = Every(tuple(Word(token.text) for token in sought(text)))
        return self.every(words, whole=whole)

    def _filtered(self, node: Node) -> Bytes:
        match node:
            case Named():
                return filters.named(self._view, node)
            case Flagged():
                return filters.flagged(self._view, node)
            case Days():
                return filters.on_days(self._view, node)
            case Amount():
                return filters.amounting(self._view, node)
            case _:
                raise TypeError(f"{node!r} is no filter")


def _combined(combine: np.ufunc, columns: Sequence[Bytes]) -> Bytes:
    if len(columns) == 1:
        return columns[0]
    levels: Bytes = combine(columns[0], columns[1])
    for column in columns[2:]:
        combine(levels, column, out=levels)
    return levels


def _neighbours(nodes: Sequence[Node], place: int) -> tuple[tuple[str, str], ...]:
    """The pairs of typed words side by side that hold the one at this place."""
    pairs = []
    for left, right in ((place - 1, place), (place, place + 1)):
        if left >= 0 and right < len(nodes):
            first, second = nodes[left], nodes[right]
            if isinstance(first, Word) and isinstance(second, Word) and first.field == second.field:
                pairs.append((first.text, second.text))
    return tuple(pairs)
