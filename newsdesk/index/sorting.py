"""Hits in an order that somebody asked for: by date, title, source, author, length, or shuffled."""

from collections.abc import Sequence

import numpy as np

from newsdesk.index.arrays import Ints
from newsdesk.index.segment import Segment
from newsdesk.index.view import View
from newsdesk.text.fold import fold
from newsdesk.text.query.tree import Order, Sort

_SHUFFLE = np.uint64(0x9E3779B97F4A7C15)
NO_NAME = "\U0010ffff"
"""Behind every name: what has none comes last."""


def arranged(view: View, documents: Ints, sort: Sort) -> Ints:
    """Documents, given by ascending number, in the order asked for; equal ones newest first.

    Length: the shortest first. Author: the first one named. `random` shuffles by the articles' ids, always alike, so
    that a page stays a page.
    """
    ordered = view.newest_first(documents)
    if sort.order is not Order.DATE:
        keys = np.zeros(len(view), np.int64)
        if sort.order in {Order.LENGTH, Order.RANDOM}:
            for part, where, local in view.by_segment(documents):
                keys[documents[where]] = _figures(part.segment, local, sort.order)
        else:
            keys[documents] = _places_of(_names(view, documents, sort.order))
        ordered = ordered[np.argsort(keys[ordered], kind="stable")]
    return ordered[::-1] if sort.reverse else ordered


def _figures(segment: Segment, documents: Ints, order: Order) -> Ints:
    if order is Order.LENGTH:
        return segment.words[documents].astype(np.int64)
    return (segment.ids[documents].astype(np.uint64) * _SHUFFLE >> np.uint64(1)).astype(np.int64)


def _names(view: View, documents: Ints, order: Order) -> list[str]:
    names: list[str] = []
    for part, _, local in view.by_segment(documents):
        segment = part.segment
        if order is Order.TITLE:
            names += [fold(segment.titles[number]) for number in local.tolist()]
        elif order is Order.SOURCE:
            of_source = [fold(view.source_names.get(int(i), NO_NAME)) for i in segment.sources.names.all()]
            names += [of_source[number] for number in segment.sources.numbers[local].tolist()]
        else:
            of_author = [fold(name) for name in segment.authors.names.all()]
            names += [
                of_author[number - 1] if number else NO_NAME for number in segment.authors.rows()[local, 0].tolist()
            ]
    return names


def _places_of(names: Sequence[str]) -> Ints:
    places = {name: place for place, name in enumerate(sorted(set(names)))}
    return np.fromiter(map(places.__getitem__, names), np.int64, len(names))
