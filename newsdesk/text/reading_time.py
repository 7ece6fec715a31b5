"""How many words a text has, and how long it takes to read.

238 words a minute is what adults read silently of English non-fiction (Brysbaert, "How many words do we read per
minute?", Journal of Memory and Language 109, 2019). Chinese and Japanese are counted in characters, 500 a minute: the
middle of the 400 to 600 that studies of both find. What nobody reads (addresses of links, HTML tags, template
commands) is not counted.
"""

import re
from dataclasses import dataclass

WORDS_A_MINUTE = 238
CHARACTERS_A_MINUTE = 500

_UNREAD = (
    ("](", re.compile(r"\]\([^()\n]*\)")),
    ("<", re.compile(r"</?[A-Za-z!][^<>]*>")),
    ("://", re.compile(r"\bhttps?://[^\s)>]+")),
    ("{", re.compile(r"\{%[^{}\n]*%\}|\{\{[^{}\n]*\}\}")),
)
"""What nobody reads, and a sign without which it is not looked for."""
# Han, kana, bopomofo, half-width kana: no spaces between words. Hangul has spaces and counts in words.
_CHARACTERS = re.compile(
    "[\u3005-\u3007\u3041-\u312f\u31a0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_WORDS = re.compile(r"\w[^\s—–/|]*")
_STATED = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})(?:\.\d+)?S)?", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2})\s*(?:h|hr|hrs|hours?|std|heures?|horas?)\b\.?\s*(?:(\d{1,2}))?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
_SECONDS = re.compile(r"\d{1,5}(?:\.\d+)?\s*(?:s|secs?|seconds?)\b", re.IGNORECASE)
_MOST_MINUTES = 6000


@dataclass(frozen=True, slots=True)
class Length:
    """What there is to read."""

    words: int
    """Words of scripts that put spaces between them."""
    characters: int
    """Characters of Chinese and Japanese."""


def length(text: str) -> Length:
    """Count a Markdown text."""
    for sign, unread in _UNREAD:
        if sign in text:
            text = unread.sub(" ", text)
    characters = 0
    if not text.isascii():
        text, characters = _CHARACTERS.subn(" ", text)
    return Length(len(_WORDS.findall(text)), characters)


def count_words(text: str) -> int:
    """The words of a Markdown text; a Chinese or Japanese character counts as one."""
    counted = length(text)
    return counted.words + counted.characters


def minutes_for(counted: Length) -> int:
    """Whole minutes that reading takes, rounded; at least 1 where there is anything, 0 where there is nothing."""
    if not (counted.words or counted.characters):
        return 0
    return max(1, round(counted.words / WORDS_A_MINUTE + counted.characters / CHARACTERS_A_MINUTE))


def minutes_stated(value: object) -> int | None:
    """The minutes that an article says it takes: `8 mins`, `PT8M` (ISO 8601), `1 h 5 min`, `8`, 8, `5-7 minutes`.

    Returns:
        At least 1; None for everything that states no time.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _whole(float(value)) if 0 < value <= _MOST_MINUTES else None
    if not isinstance(value, str):
        return None
    text = value.strip()
    duration = _STATED.fullmatch(text)
    if duration and len(text) > 2:
        return _whole(int(duration[1] or 0) * 60 + int(duration[2] or 0) + int(duration[3] or 0) / 60)
    hours = _HOURS.search(text)
    if hours:
        return _whole(int(hours[1]) * 60 + int(hours[2] or 0))
    if _SECONDS.fullmatch(text):
        return _whole(float(_NUMBER.findall(text)[0]) / 60)
    number = _NUMBER.search(text)
    return _whole(float(number[0].replace(",", "."))) if number else None


def _whole(minutes: float) -> int | None:
    """Half a minute is read as one; none at all, or more than four days, states nothing."""
    return max(1, int(minutes + 0.5)) if 0 < minutes <= _MOST_MINUTES else None
