"""Values of a column for completions: what there is on the desk that begins so, and how often."""

import numpy as np

from newsdesk.index.arrays import Array
from newsdesk.index.asking.forgiving import phrase
from newsdesk.index.asking.matching import Rows
from newsdesk.index.holding.segment import Segment, Values
from newsdesk.index.holding.view import View
from newsdesk.index.showing.facets import Chosen, Counted, MostFrequent, as_one, in_order
from newsdesk.model.clean import Clean
from newsdesk.text.fold import fold
from newsdesk.text.query.tree import Column
from newsdesk.text.tokens import sought


def facet_values(view: View, column: Column, beginning: str, limit: int) -> list[tuple[Clean, int]]:
    """Values of which a word begins so, case and accents aside, and how many listed articles have each: most first."""
    chosen = [Chosen(part.segment, view.listed[part.span] > 0) for part in view.parts]
    if column in {Column.AUTHOR, Column.TAG}:
        return MostFrequent(as_one(view, column, [_begun(of_part, column, beginning) for of_part in chosen]))[:limit]
    wanted = f" {fold(beginning).strip()}"
    counted = [_few(view, of_part, column) for of_part in chosen]
    return [pair for pair in in_order(column, counted) if wanted in f" {fold(pair[0])}"][:limit]


def _few(view: View, chosen: Chosen, column: Column) -> Counted:
    segment = chosen.segment
    choices = {Column.SOURCE: segment.sources, Column.STATUS: segment.statuses, Column.LANGUAGE: segment.languages}[
        column
    ]

    def name(number: int) -> str:
        called = choices.names[number]
        return view.source_names.get(int(called), "") if column is Column.SOURCE else called

    return Counted(chosen.counts(column, choices.numbers), name)


def _begun(chosen: Chosen, column: Column, beginning: str) -> Array:
    """How often each author or tag stands in the chosen documents; 0 for those that do not begin so."""
    values = chosen.segment.authors if column is Column.AUTHOR else chosen.segment.tags
    counts = chosen.counts_of_values(column, values)
    words = [token.text for token in sought(beginning)]
    return np.where(_holding(chosen.segment, values, words), counts, 0) if words else counts


def _holding(segment: Segment, values: Values, words: list[str]) -> Array:
    """In which names words stand in a row, the last of them perhaps only begun."""
    (typed,) = phrase(segment, words, unfinished=True).stretches
    rows = Rows.of(values.words, np.arange(len(values.names)))
    places, _ = rows.in_a_row(typed.parts)
    found = np.zeros(len(values.names), np.bool_)
    found[rows.rows[places]] = True
    return found
