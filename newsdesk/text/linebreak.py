"""Where a text may be broken into lines: the part of Unicode's rules (UAX #14) that readers notice.

Breaks come at spaces, behind hyphens and dashes between letters, and between CJK characters; never before closing
punctuation or small kana, never behind opening brackets (kinsoku). Korean keeps its words whole. A word longer than a
line, mostly a URL, is broken behind `/ ? & = . _ -`, and where there is none of these, at any character.

One line at a time: how far the text reaches in so many cells, then back from there to the last place at which a line
may end. Text in which every character is one cell wide reaches as many characters as there are cells, which makes
re-wrapping a book a matter of milliseconds; Chinese is counted, all other text is measured.

        The quick brown fox jum|ps          reach: 23 cells
        The quick brown fox|                back to the space
"""

import re

from newsdesk.text.widths import graphemes

# Ranges in which each character takes exactly one cell and joins nothing (a test asks the width tables).
_SINGLE = (
    "\x20-\x7e\u00a0-\u00a8\u00aa-\u00ac\u00af-\u02ff\u0370-\u0377\u0391-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u203b\u203d-\u2048\u20a0-\u20bf"
)
# The same for exactly two cells.
_DOUBLE = "\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufa6d\uff01-\uff60"
_ONLY_SINGLE = re.compile(f"[{_SINGLE}\n]*")
_ONLY_PLAIN = re.compile(f"[{_SINGLE}{_DOUBLE}\u3000\n]*")
_WIDE = re.compile(f"[{_DOUBLE}\u3000]")

_SPACES = " \u200b\u3000"
_CLOSING = frozenset(
    "!?,.:;%)]}»›”’…‰、。，．：；！？）」』】》〉〕］｝〗〙〛％ー～・℃"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻ゝゞヽヾ"
)
_OPENING = frozenset("([{«‹“‘„（「『【《〈〔［｛〖〘〚＄￥￡")
# Behind a space these belong to the word before: French has "Vraiment ?" (UAX #14, LB13).
_CLOSING_ALONE = re.compile(r"[!?:;»›)\]}%]+(?=[\s]|$)")
_HYPHENS = frozenset("-\u2010\u2013\u2014")
_IN_LONG_WORDS = frozenset("/?&=._-,;:#+%~@")
_CJK = re.compile(
    "[\u1100-\u115f\u2e80-\u2fff\u3001-\u303e\u3041-\u3098\u309b-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003fffd]"
)
# Part of the character before: voicing marks, variation selectors, joiners, skin tones.
_EXTENDS = re.compile("[\u0300-\u036f\u3099\u309a\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]")


def break_lines(text: str, cells: int, *, at_hyphens: bool = True) -> list[tuple[int, int]]:
    """Break a text into lines of at most so many cells.

    Args:
        text: Clean text without tabs; a line end in it is a break that must be.
        cells: At least 1; a character that is wider than a line gets one for itself.
        at_hyphens: Whether a word may be broken at its hyphens; code is not.

    Returns:
        (start, end) of each line in characters, at least one line. What lies between two lines is white space.
    """
    cells = max(cells, 1)
    reach_from = (
        _reach_single if _ONLY_SINGLE.fullmatch(text) else _reach_plain if _ONLY_PLAIN.fullmatch(text) else _reach
    )
    size = len(text)
    lines: list[tuple[int, int]] = []
    at = 0
    while True:
        reach = reach_from(text, at, cells)
        line_end = text.find("\n", at, reach + 1)
        if line_end >= 0:
            lines.append((at, _trimmed(text, at, line_end)))
            at = line_end + 1
            continue
        if reach >= size:
            lines.append((at, _trimmed(text, at, size)))
            return lines
        end, following = _last_break(text, at, reach, cells, at_hyphens=at_hyphens)
        lines.append((at, end))
        at = following
        if at >= size:
            return lines


def _reach_single(text: str, at: int, cells: int) -> int:
    return min(at + cells, len(text))


def _reach_plain(text: str, at: int, cells: int) -> int:
    """As `_reach`, for text of nothing but characters of one and of two cells."""
    place, left = at, cells
    while left > 1 and place < len(text):
        stop = min(place + left // 2, len(text))
        left -= stop - place + len(_WIDE.findall(text, place, stop))
        place = stop
    if left == 1 and place < len(text) and not _WIDE.match(text, place):
        place += 1
    return max(place, min(at + 1, len(text)))


def _reach(text: str, at: int, cells: int) -> int:
    """The character up to which the text from `at` on fits into so many cells; at least one character."""
    window = cells + 32
    while True:
        stop = min(at + window, len(text))
        used = 0
        for start, end, size in graphemes(text[at:stop]):
            used += size
            if used > cells:
                return at + (start or end)
        if stop == len(text):
            return stop
        window *= 2  # many characters without width of their own


def _last_break(text: str, at: int, reach: int, cells: int, *, at_hyphens: bool) -> tuple[int, int]:
    """The end of the line from `at`, by `reach` at the latest, and where the next one begins."""
    for place in range(reach, at, -1):
        if text[place] in _SPACES:
            following = _past_spaces(text, place)
            alone = _CLOSING_ALONE.match(text, following)
            end = _trimmed(text, at, place)
            if alone and end > at and text[end - 1].isalnum():
                continue
            if _wasteful(text, at, end, following, cells):
                break
            return end, following
        if _may_part(text, place, at_hyphens=at_hyphens):
            return place, place
    place = _inside_word(text, at, reach)
    return place, place


def _may_part(text: str, place: int, *, at_hyphens: bool) -> bool:
    """Whether a line may end before a character that no space comes before."""
    before, after = text[place - 1], text[place]
    if before in _HYPHENS:
        return at_hyphens and after.isalpha() and place > 1 and text[place - 2].isalpha()
    if before in _SPACES or not (_CJK.match(before) or _CJK.match(after)):
        return before == "\u200b"
    return not (after in _CLOSING or before in _OPENING or _EXTENDS.match(after))


def _wasteful(text: str, at: int, end: int, following: int, cells: int) -> bool:
    """Whether ending the line here would leave half of it empty for a word that fits on no line anyway."""
    if (end - at) * 2 >= cells or len(text) - following <= cells:
        return False
    return not any(sign in _SPACES or sign == "\n" for sign in text[following : following + cells + 1])


def _inside_word(text: str, at: int, reach: int) -> int:
    """Where to break a word that is longer than a line: behind a sign that URLs have, else as late as possible."""
    start = max(text.rfind(sign, at, reach) for sign in _SPACES) + 1
    start = max(start, at)
    for place in range(reach, max(start, reach - (reach - start) // 2), -1):
        if text[place - 1] in _IN_LONG_WORDS and text[place] not in _IN_LONG_WORDS:
            return place
    return reach


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    return end


def _past_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACES:
        at += 1
    return at
