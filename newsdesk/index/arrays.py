"""Handling of ragged arrays: many lists of different lengths, kept end to end in one array."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Bytes: TypeAlias = NDArray[np.uint8]
Bools: TypeAlias = NDArray[np.bool_]
Ints: TypeAlias = NDArray[np.intp]

_ITEMS_AT_ONCE = 1 << 19


def starts_of(counts: Array) -> NDArray[np.uint32]:
    """Where each list begins, and where the last one ends, from how long they are."""
    starts = np.zeros(len(counts) + 1, np.uint32)
    np.cumsum(counts, out=starts[1:])
    return starts


def stretches(begins: Array, counts: Array) -> Ints:
    """The places of all items of several lists, one list after the other.

    `stretches([7, 0], [2, 3])` is `[7, 8, 0, 1, 2]`.
    """
    counts = counts.astype(np.intp, copy=False)
    total = int(counts.sum())
    if not total:
        return np.zeros(0, np.intp)
    behind = np.cumsum(counts) - counts
    places = np.repeat(begins.astype(np.intp, copy=False) - behind, counts)
    places += np.arange(total)
    return places


def taken(values: Array, begins: Array, counts: Array) -> Array:
    """The items of many lists, one list after the other, where they begin in `values` and how many they are.

    Piece by piece: the places of fifty million letters at once would take half a gigabyte.
    """
    ends = np.cumsum(counts, dtype=np.intp)
    found = np.empty(int(ends[-1]) if len(ends) else 0, values.dtype)
    first, done = 0, 0
    while first < len(counts):
        last = max(int(np.searchsorted(ends, done + _ITEMS_AT_ONCE)), first + 1)
        part = slice(first, last)
        end = int(ends[last - 1])
        np.take(values, stretches(begins[part], counts[part]), out=found[done:end])
        first, done = last, end
    return found


def items(values: Array, starts: Array, lists: Array) -> Array:
    """All items of some lists, one list after the other."""
    if len(lists) == 1:
        number = int(lists[0])
        return values[int(starts[number]) : int(starts[number + 1])]
    begins = starts[lists].astype(np.intp)
    return values[stretches(begins, starts[lists.astype(np.intp) + 1].astype(np.intp) - begins)]


def narrow(values: Array) -> Array:
    """The same whole numbers in the smallest type that holds them."""
    if not len(values):
        return values.astype(np.uint8)
    least, most = int(values.min()), int(values.max())
    for kind in (np.uint8, np.uint16, np.uint32) if least >= 0 else (np.int32,):
        if np.iinfo(kind).min <= least and most <= np.iinfo(kind).max:
            return values.astype(kind)
    return values.astype(np.int64)


def stable_order(values: Array) -> Ints:
    """The places of whole numbers from 0 to below 2 ** 32, the smallest first, equal ones as they stand."""
    # numpy sorts 16-bit numbers by counting, five times faster than others: once by the low bits, once by the high.
    order = np.argsort(values.astype(np.uint16), kind="stable")
    if len(values) and values.max() > np.iinfo(np.uint16).max:
        high = (values >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order
