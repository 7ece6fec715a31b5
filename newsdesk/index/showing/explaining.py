"""Why a hit stands where it does, in one line that follows the rules of ranking."""

import numpy as np

from newsdesk.index.asking.answering import Answer
from newsdesk.index.asking.matching import Rows, WordMatch
from newsdesk.index.asking.terms import Leaf
from newsdesk.index.holding.segment import Segment
from newsdesk.index.holding.view import Placed, View
from newsdesk.index.levels import AS_TYPED, BEGINNING, EXACT, IN_NAMES
from newsdesk.index.showing.nearness import fine, places_of
from newsdesk.model.hits import Field
from newsdesk.text.query.tree import Order, Sort
from newsdesk.text.typo import TYPO

_IN_FIELD = {Field.TITLE: "in the title", Field.SUBTITLE: "in the subtitle", Field.DESCRIPTION: "in the description"}


def explanation(view: View, answer: Answer, document: int, sort: Sort) -> str:
    """The tier, what each word of the query found, and the figures that order hits of one class."""
    part = next(p for p in view.parts if p.span.start <= document < p.span.stop)
    tier = "partial" if answer.partial else "as typed" if answer.levels[document] >= AS_TYPED else "near"
    pieces = [_word(view, part, leaf, document) for leaf in answer.leaves]
    if answer.leaves:
        figures = fine(view, answer.leaves, np.array([document]))
        pieces.append(f"words apart: {int(figures.gaps[0])}")
        pieces.append(f"field: {int(figures.fields[0])}")
    if sort.order is not Order.RELEVANCE:
        pieces.append(f"ordered by {sort.order}")
    return f"{tier} · {' · '.join(pieces)}" if pieces else tier


def _word(view: View, part: Placed, leaf: Leaf, document: int) -> str:
    level = int(leaf.levels[document])
    if not level:
        return f"{leaf.says}: not found"
    rows = Rows.of(part.segment.texts, np.array([document - part.start]))
    places = places_of(part.segment, rows, leaf, view.parts.index(part), leaf.levels[document : document + 1])
    place = int(places.places[0])
    if place < 0:
        return f"{leaf.says}: {_how(level)} in the name of an author or a tag"
    match = leaf.column.matches[view.parts.index(part)]
    last = place + _words_in(part.segment, rows, match, place, level & ~IN_NAMES)
    words = " ".join(part.segment.dictionary.word(int(number)) for number in rows.words[place:last])
    return f"{leaf.says}: {_how(level)} “{words}” {_IN_FIELD[Field(int(places.text_fields[0]))]}"


def _words_in(segment: Segment, rows: Rows, match: WordMatch, place: int, level: int) -> int:
    """How many words of the text the typed one stands for at its place."""
    if match.levels(len(segment.dictionary))[rows.words[place]] == level:
        return 1
    for stretch in match.stretches:
        places, costs = rows.in_a_row(stretch.parts)
        if level in stretch.level(costs[places == place]):
            return len(stretch.parts)
    return len(match.acronym) or 1


def _how(level: int) -> str:
    if level >= EXACT:
        return "exactly"
    if level >= BEGINNING:
        return "beginning of"
    typos = (BEGINNING - (level & ~IN_NAMES)) / 2 / TYPO
    return f"near ({typos:g} typos)"
