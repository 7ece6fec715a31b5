"""How well a word matches a document, as one byte: what score columns hold.

    254  the word itself            252  the beginning of a word            252 - 2 × cost   near, cost in half typos
      0  not at all                  +1  in the name of an author or a tag (perhaps elsewhere as well)

The order of the bytes is the order of how good a match is, so that columns are combined by minimum and maximum.
"""

import numpy as np

from newsdesk.index.arrays import Array, Bytes

EXACT = 254
BEGINNING = 252
AS_TYPED = BEGINNING
"""From here on it belongs to the first tier."""
IN_NAMES = 1
ALWAYS = 255
"""The level of what has no degrees: filters, and documents that are there."""

MAX_COST = 60


def is_any(levels: Bytes) -> bool:
    """Whether any document matches. The greatest of many bytes is found several times faster than one that is not 0."""
    return bool(levels.max(initial=0))


def near(cost: int) -> int:
    """The level of a near match that costs so many half typos."""
    return BEGINNING - 2 * min(cost, MAX_COST)


# What a level adds to the class of a document: bits 0–11 half typos, 12–19 words that are not exact, 20–27 near words.
NO_MATCH = np.uint32(0xFFFFFFFF)
ONE_NEAR = 1 << 20
ONE_INEXACT = 1 << 12


def _class_of(level: int) -> int:
    if level >= EXACT:
        return 0
    if level >= BEGINNING:
        return ONE_INEXACT
    return ONE_NEAR + ONE_INEXACT + (BEGINNING - (level & ~IN_NAMES)) // 2


CLASS_OF_LEVEL = np.array([NO_MATCH, NO_MATCH, *map(_class_of, range(2, 256))], np.uint32)


def tier_class(classes: Array) -> Array:
    """Classes with the number of near words reduced to whether there is any: comparable across documents."""
    reduced: Array = np.minimum(classes >> np.uint32(20), 1) << np.uint32(20) | classes & np.uint32(ONE_NEAR - 1)
    return reduced
