"""Where a text may be broken into lines: the part of Unicode's rules (UAX #14) that readers notice.

Breaks come after spaces, hyphens and dashes, and between CJK characters; never before closing punctuation or small
kana, never after opening brackets (kinsoku). Korean keeps its words whole. A word longer than a line, mostly a URL, is
broken after `/ ? & = . _ -`, and where there is none of these, at any character.

Two ways through: text in which every character is one cell wide is broken by searching spaces backwards, a few
hundred nanoseconds a line, so that a book can be re-wrapped while a window is dragged; everything else is measured
unit by unit. Both follow the same rules, and the tests compare them.
"""

import re

from newsdesk.text.widths import graphemes, width

# Ranges in which each character takes exactly one cell and joins nothing (a test asks the width tables).
_SINGLE = (
    "\\x20-\\x7e\u00a0-\u00a8\u00aa-\u00ac\u00af-\u02ff\u0370-\u0377\u0391-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u203b\u203d-\u2048\u20a0-\u20bf"
)
_ONLY_SINGLE = re.compile(f"[{_SINGLE}\n]*")

_CLOSING = frozenset(
    "!?,.:;%)]}»›”’…‰、。，．：；！？）」』】》〉〕］｝〗〙〛％ー～・℃"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻ゝゞヽヾ"
)
_OPENING = frozenset("([{«‹“‘„（「『【《〈〔［｛〖〘〚＄￥￡")
# Alone behind a space these belong to the word before ("Vraiment ?"), in any language (UAX #14, LB13).
_CLOSING_AFTER_SPACE = frozenset("!?:;»›)]}%")
_HYPHENS = "-\u2010\u2013\u2014"
_IN_LONG_WORD = "/?&=._-,;:#+%~"

_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd"
)
# A space, a line end, one CJK character (with what combines with it), or a run of anything else.
_UNITS = re.compile(
    f"\n|[ \u200b\u3000]+|[{_WIDE}][\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*|[^ \n\u200b\u3000{_WIDE}]+"
)


def break_lines(text: str, cells: int) -> list[tuple[int, int]]:
    """Break a text into lines of at most so many cells.

    Args:
        text: Clean text without tabs; a line end in it is a break that must be.
        cells: At least 1; a character that is wider than a line gets one for itself.

    Returns:
        (start, end) of each line in characters, at least one line. What lies between two lines is white space.
    """
    cells = max(cells, 1)
    if _ONLY_SINGLE.fullmatch(text):
        return _break_narrow(text, cells)
    return _break_any(text, cells)


def _break_narrow(text: str, cells: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at, size = 0, len(text)
    while True:
        limit = at + cells
        line_end = text.find("\n", at, limit + 1)
        if line_end >= 0:
            lines.append((at, _trimmed(text, at, line_end)))
            at = line_end + 1
            continue
        if limit >= size:
            lines.append((at, _trimmed(text, at, size)))
            return lines
        end, following = _narrow_break(text, at, limit)
        lines.append((at, end))
        at = following
        if at >= size:
            return lines


def _narrow_break(text: str, at: int, limit: int) -> tuple[int, int]:
    """Where the line from `at` ends and the next one starts, given that it must end by `limit`."""
    space = text.rfind(" ", at, limit + 1)
    while space > at and text[space + 1 : space + 2] in _CLOSING_AFTER_SPACE and text[space + 1 : space + 2]:
        space = text.rfind(" ", at, space)
    after_hyphen = _after_hyphen(text, max(space + 1, at), limit)
    if after_hyphen:
        return after_hyphen, after_hyphen
    if space > at and (end := _trimmed(text, at, space)) > at and not _better_inside(text, at, space, limit):
        return end, _past_spaces(text, space)
    inside = _inside_long_word(text, max(space + 1, at), limit)
    return inside, inside


def _after_hyphen(text: str, start: int, limit: int) -> int:
    """The last place behind a hyphen or dash between two letters, up to the limit; 0 where there is none."""
    best = 0
    for sign in _HYPHENS:
        place = text.rfind(sign, start + 1, limit)
        if place > 0 and place + 1 < len(text) and text[place - 1].isalpha() and text[place + 1].isalpha():
            best = max(best, place + 1)
    return best


def _better_inside(text: str, at: int, space: int, limit: int) -> bool:
    """Whether to break inside the word behind a space: it fits on no line, and leaving would waste half of this one."""
    cells = limit - at
    if (space - at) * 2 >= cells:
        return False
    following = space + 1
    return text.find(" ", following, following + cells + 1) < 0 and len(text) - following > cells


def _inside_long_word(text: str, start: int, limit: int) -> int:
    """Where to break a word that is longer than a line: behind a sign that URLs have, else at the limit."""
    for place in range(limit, max(start, limit - (limit - start) // 2), -1):
        if text[place - 1] in _IN_LONG_WORD and text[place : place + 1] not in _IN_LONG_WORD:
            return place
    return limit


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def _past_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _break_any(text: str, cells: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    pending = 0  # cells of the white space behind `end`
    last = ""  # the character before the unit at hand
    for unit in _words(text):
        first = text[unit[0]]
        if first == "\n":
            lines.append((start, end))
            start = end = unit[1]
            used = pending = 0
            last = ""
            continue
        if first in " \u200b\u3000":
            if end > start:
                pending += width(text[unit[0] : unit[1]])
                last = " "
            else:
                start = end = unit[1]
            continue
        size = unit[2]
        if used + pending + size <= cells or end == start:
            start = unit[0] if end == start else start
        else:
            lines.append((start, end))
            start, used, pending = unit[0], 0, 0
        used += pending + size
        pending = 0
        end = unit[1]
        last = first
        while used > cells and end - start > 1:
            stop, taken = _hard_cut(text, start, end, cells)
            if stop >= end:
                break
            lines.append((start, stop))
            start, used = stop, used - taken
    if end > start or not lines or last == "":
        lines.append((start, end))
    return lines


def _words(text: str) -> list[tuple[int, int, int]]:
    """What must not be broken, as (start, end, cells); white space and line ends stand for themselves."""
    units: list[tuple[int, int, int]] = []
    before = ""
    for found in _UNITS.finditer(text):
        start, end = found.span()
        first = text[start]
        if first in " \n\u200b\u3000":
            units.append((start, end, 0))
            before = " "
            continue
        joined = (
            before not in {"", " "}
            and units
            and (first in _CLOSING or before in _OPENING or not _breakable(before, first))
        )
        pieces = _at_hyphens(text, start, end)
        for number, (piece_start, piece_end) in enumerate(pieces):
            size = width(text[piece_start:piece_end])
            if joined and number == 0:
                whole = units.pop()
                units.append((whole[0], piece_end, whole[2] + size))
            else:
                units.append((piece_start, piece_end, size))
        before = text[end - 1]
    return _closing_joined(text, units)


def _breakable(before: str, after: str) -> bool:
    """Whether a line may end between two characters that no space parts."""
    return bool(_CJK.match(before) or _CJK.match(after))


_CJK = re.compile(f"[{_WIDE}]")


def _at_hyphens(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for place in range(start + 1, end - 1):
        if text[place] in _HYPHENS and text[place - 1].isalpha() and text[place + 1].isalpha():
            pieces.append((start, place + 1))
            start = place + 1
    pieces.append((start, end))
    return pieces


def _closing_joined(text: str, units: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Join punctuation that stands alone behind a space to the word before it."""
    kept: list[tuple[int, int, int]] = []
    for unit in units:
        if (
            text[unit[0]] in _CLOSING_AFTER_SPACE
            and len(kept) > 1
            and text[kept[-1][0]] == " "
            and text[kept[-2][0]] not in " \n\u200b\u3000"
        ):
            space = kept.pop()
            word = kept.pop()
            kept.append((word[0], unit[1], word[2] + (space[1] - space[0]) + unit[2]))
        else:
            kept.append(unit)
    return kept


def _hard_cut(text: str, start: int, end: int, cells: int) -> tuple[int, int]:
    """The end of what fits into a line of a word that does not, and its cells; at least one character."""
    used, stop, good, good_used = 0, start, 0, 0
    # A character of no width belongs to the one before it; the gate allows at most eight of them in a row.
    for piece_start, piece_end, size in graphemes(text[start : min(end, start + cells * 16 + 64)]):
        if used + size > cells and piece_start:
            break
        used += size
        stop = start + piece_end
        following = text[stop : stop + 1]
        if text[stop - 1] in _IN_LONG_WORD and following not in _IN_LONG_WORD and used * 2 > cells:
            good, good_used = stop, used
    return (good, good_used) if good and stop < end else (stop, used)
