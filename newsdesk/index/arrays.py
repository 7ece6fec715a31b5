"""Handling of ragged arrays: many lists of different lengths, kept end to end in one array."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Bytes: TypeAlias = NDArray[np.uint8]
Bools: TypeAlias = NDArray[np.bool_]
Ints: TypeAlias = NDArray[np.intp]

_ITEMS_AT_ONCE = 1 << 19
_FEW = 16
_BYTES_AT_ONCE = 8
_FEW_EIGHTS = 128
"""Where one stretch of eight in sixteen or more is not 0, looking at each byte is faster."""


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


def few_places(values: Bytes) -> Ints | None:
    """Where bytes are not 0; None where that is more than one in sixteen."""
    # Mostly nearly all are 0: looked at eight at a time.
    whole = len(values) // _BYTES_AT_ONCE * _BYTES_AT_ONCE
    eights = np.flatnonzero(values[:whole].view(np.uint64) != 0)
    if len(eights) * _FEW_EIGHTS < len(values):
        near_them = (eights[:, np.newaxis] * _BYTES_AT_ONCE + np.arange(_BYTES_AT_ONCE)).ravel()
        candidates = np.concatenate((near_them, np.arange(whole, len(values))))
        places: Ints = candidates[values[candidates] > 0]
        return places
    there = values > 0
    return np.flatnonzero(there) if np.count_nonzero(there) <= len(values) // _FEW else None
