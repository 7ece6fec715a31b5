"""Cut text into the words by which articles are found, each with its place in the text.

A word is a run of letters and digits, folded. `DeepSeek's` is *deepseek*, `don't` is *dont*, `U.S.` is *us*, `l'avion`
is *l* and *avion*, `open-source` is *open* and *source*. Scripts without spaces (Han, kana, Thai, Lao, Khmer, Burmese)
give each pair of neighbouring letters, and the last letter alone, so that any stretch of them can be found. An emoji is
a word. Index and query cut with the same knife, so that they can never disagree.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from newsdesk.text.fold import fold

MAX_WORD_LETTERS = 64
"""A longer word counts by its first 64 letters."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0981-\u0e7f\u0e80-\u0fbc\u1000-\u109f\u1780-\u17dd"
)
_EMOJI = "\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_APOSTROPHES = "'\u2019\u02bc\uff07"

PIECE = re.compile(rf"[\w.{_APOSTROPHES}{_MARKS}{_EMOJI}]+")
"""A stretch of text that `words_in` cuts further: the same piece always gives the same words, wherever it stands."""
_PART = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)"
    rf"|(?P<dotted>(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])(?:\.?[{_APOSTROPHES}][sS](?![^\W_]))?)"
    rf"|(?P<flag>[\U0001f1e6-\U0001f1ff]{{2}})|(?P<emoji>[{_EMOJI}])"
    rf"|(?P<word>(?:(?![{_UNSPACED}_])[\w{_MARKS}])+(?:[{_APOSTROPHES}](?:[stdmSTDM]|re|ll|ve|RE|LL|VE)(?![^\W_]))?)"
)
_PLAIN = re.compile("[0-9a-z]+")
_PLAIN_SIGNS = re.compile("[\x00-\x7f“”–—…£€]*")
_MORE_THAN_PLAIN = re.compile(r"['_]|[A-Za-z]\.[A-Za-z]")
_POSSESSIVE = re.compile(rf"\.?[{_APOSTROPHES}][sS]$")
_NO_LETTER = re.compile(rf"[^\w{_MARKS}{_EMOJI}]+|_")


class Token(NamedTuple):
    """A word and where it stands."""

    start: int
    end: int
    """In characters of the text, end exclusive."""
    text: str
    """Folded."""


def tokens(text: str) -> list[Token]:
    """The words of a text in the order in which they stand; those of scripts without spaces overlap by a letter."""
    if is_plain(text):
        # Most headlines hold nothing but plain words: they need not go the long way.
        if text.replace(" ", "").isalnum():
            return _between_spaces(text.lower())
        return [Token(m.start(), m.end(), m[0][:MAX_WORD_LETTERS]) for m in _PLAIN.finditer(text.lower())]
    found: list[Token] = []
    for piece in PIECE.finditer(text):
        at = piece.start()
        for start, end, word in words_in(piece[0]):
            found.append(Token(at + start, at + end, word))
    return found


def _between_spaces(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    for word in text.split(" "):
        end = at + len(word)
        if word:
            found.append(Token(at, end, word[:MAX_WORD_LETTERS]))
        at = end + 1
    return found


def is_plain(text: str) -> bool:
    """Whether the words of a text are just its letters and digits in a row, in small letters."""
    return bool(text.isascii() or _PLAIN_SIGNS.fullmatch(text)) and not _MORE_THAN_PLAIN.search(text)


def plain_words(lowered: str) -> list[str]:
    """The words of a plain text that is in small letters already."""
    return [word[:MAX_WORD_LETTERS] for word in _PLAIN.findall(lowered)]


def sought(text: str) -> list[Token]:
    """The words of a text that somebody looks for: as `tokens`, without the letters that stand alone at a run's end."""
    found = tokens(text)
    return [t for n, t in enumerate(found) if not (n and t.end - t.start == 1 and t.start < found[n - 1].end)]


@lru_cache(maxsize=8192)
def words_in(piece: str) -> tuple[tuple[int, int, str], ...]:
    """The words of one piece, as (start, end, folded word)."""
    found: list[tuple[int, int, str]] = []
    for part in _PART.finditer(piece):
        start, end = part.span()
        if part.lastgroup == "unspaced":
            found += _pairs(part[0], start)
            continue
        raw = part[0]
        if part.lastgroup in {"word", "dotted"}:
            possessive = _POSSESSIVE.search(raw)
            if possessive:
                raw = raw[: possessive.start()]
                end = start + len(raw)
        word = _folded(raw)
        if word:
            found.append((start, end, word))
    return tuple(found)


def _pairs(run: str, at: int) -> list[tuple[int, int, str]]:
    # The last letter stands alone too: whatever letter one looks for, some word begins with it.
    cut = [(at + i, at + min(i + 2, len(run)), _folded(run[i : i + 2])) for i in range(len(run))]
    return [(start, end, word) for start, end, word in cut if word]


def _folded(raw: str) -> str:
    return _NO_LETTER.sub("", fold(raw))[:MAX_WORD_LETTERS]
