"""Hits in an order that somebody asked for: by date, title, source, author, length, or shuffled."""

import numpy as np

from newsdesk.index.arrays import Array, Ints, stable_order
from newsdesk.index.holding.view import View
from newsdesk.index.showing.alphabet import by_name, title_order
from newsdesk.text.query.tree import Column, Order, Sort

_SHUFFLE = np.uint64(0x9E3779B97F4A7C15)


def arranged(view: View, documents: Ints, sort: Sort) -> Ints:
    """Documents, given by ascending number, in the order asked for; equal ones newest first.

    Length: the shortest first. Author: the first one named; what has none comes last. `random` shuffles by the
    articles' ids, always alike, so that a page stays a page.
    """
    ordered = view.newest_first(documents)
    match sort.order:
        case Order.LENGTH | Order.RANDOM:
            ordered = ordered[stable_order(_figures(view, ordered, sort.order))]
        case Order.SOURCE | Order.AUTHOR:
            places, names = by_name(view, ordered, Column(sort.order))
            ordered = ordered[stable_order(np.where(places, places, len(names)))]
        case Order.TITLE:
            ordered = ordered[title_order(view, ordered)]
    return ordered[::-1] if sort.reverse else ordered


def _figures(view: View, documents: Ints, order: Order) -> Array:
    found = np.zeros(len(documents), np.uint32)
    for part, here, local in view.in_any_order(documents):
        if order is Order.LENGTH:
            found[here] = part.segment.words[local]
        else:
            found[here] = part.segment.ids[local].astype(np.uint64) * _SHUFFLE >> np.uint64(32)
    return found
