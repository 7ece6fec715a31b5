"""Fold text to the form in which it is compared: case, accents, widths and ligatures gone.

Follows Unicode's NFKC and full case folding (UAX #15, UAX #21), then takes off what a hurried typist leaves out:
diacritics of Latin, Greek and Cyrillic, the vowel points of Arabic and Hebrew. Marks that make other letters (the
vowels of Thai and Devanagari, the dakuten of Japanese) stay. Folding is for comparing, never for showing.
"""

import re
import unicodedata

# Letters of their own in Unicode, whose plain neighbour is what people type.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+"
)


def fold(text: str) -> str:
    """The text as it is compared. Folding it again changes nothing; the length may differ from the text's."""
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold()))
    # Case folding can leave forms that NFKC folds further (and the other way round): once more settles all of Unicode.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).casefold().translate(_PLAIN))
