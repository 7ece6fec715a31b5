"""How much of a typed word may be wrong: the allowances of the forgiving tier.

Distances themselves are `rapidfuzz`'s (optimal string alignment: insert, leave out, replace, swap two neighbours); here
stand only the rules, light enough for everybody to import.
"""

import re

# One edit makes any two letters any other word; two edits make any five letters another ("paris" ~ "mars").
MIN_LETTERS_FOR_ONE_TYPO = 3
MIN_LETTERS_FOR_TWO_TYPOS = 6
# A beginning of four letters with a typo is that of every twentieth word: noise, not forgiveness.
MIN_LETTERS_FOR_A_BEGINNING_WITH_A_TYPO = 5
MAX_LETTERS_OF_A_BEGINNING_WITH_A_TYPO = 15
"""What is longer is nearly whole."""
# A long word may be found by its inside (compounds): the part must mean something by itself.
MIN_LETTERS_OF_AN_INSIDE = 5
MIN_LETTERS_OF_A_LONG_WORD = 10
ACRONYM_LETTERS = range(3, 6)
"""How many letters an acronym may have."""

# In half typos, so that a wrong first letter, which people seldom get wrong, can count half a typo more.
TYPO = 2
WRONG_FIRST_LETTER = 1
ONLY_A_BEGINNING = 1
INSIDE = 3
EXTRA_SPACE = 1
"""Each of the two words that are one in the text."""
MISSING_SPACE = 2
ACRONYM = 5

_DIGITS = re.compile(r"\d+")
_NO_DIGITS = re.compile(r"\D+")


def digits_of(word: str) -> str:
    """The digits of a word: two words are near only when these are the same (2024 is not 2025)."""
    return _NO_DIGITS.sub("", word)


def typos_allowed(word: str) -> int:
    """How many typos a typed word may have, by its letters; digits do not count."""
    letters = len(_DIGITS.sub("", word))
    if letters < MIN_LETTERS_FOR_ONE_TYPO:
        return 0
    return 1 if letters < MIN_LETTERS_FOR_TWO_TYPOS else 2
