"""Hits in an order that somebody asked for: by date, title, source, author, length, or shuffled."""

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
    match sort.order:
        case Order.LENGTH | Order.RANDOM:
            keys = np.zeros(len(documents), np.int64)
            for part, where, local in view.by_segment(documents):
                keys[where] = _figures(part.segment, local, sort.order)
            ordered = ordered[np.argsort(keys[np.searchsorted(documents, ordered)], kind="stable")]
        case Order.TITLE | Order.SOURCE | Order.AUTHOR:
            names = _names(view, documents, sort.order)
            places = np.searchsorted(documents, ordered).tolist()
            # Python's sort keeps equal ones as they are: newest first.
            ordered = documents[sorted(places, key=names.__getitem__)]
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
            names += _folded([segment.titles[number] for number in local.tolist()])
        elif order is Order.SOURCE:
            of_source = [fold(view.source_names.get(int(i), NO_NAME)) for i in segment.sources.names.all()]
            names += [of_source[number] for number in segment.sources.numbers[local].tolist()]
        else:
            of_author = [fold(name) for name in segment.authors.names.all()]
            names += [
                of_author[number - 1] if number else NO_NAME for number in segment.authors.rows()[local, 0].tolist()
            ]
    return names


def _folded(texts: list[str]) -> list[str]:
    # A title has no line ends: all are folded at once, several times faster than one by one.
    folded = fold("\n".join(texts)).split("\n")
    return folded if len(folded) == len(texts) else [fold(text) for text in texts]
