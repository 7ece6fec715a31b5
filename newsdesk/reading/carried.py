"""A place in an article whose text was changed: where the same words stand now."""

from newsdesk.model.article import Place

LINES_LOOKED_FOR = 40
"""Lines from a place on, one of which is likely to stand unchanged in the text as it is now."""


def carried(place: Place, before: str, after: str) -> Place:
    """The place in a changed text: the same words, or the first ones behind them that are still there.

    Args:
        place: In the text as it was.
        before: The text as it was.
        after: The text as it is now.
    """
    position = round(place.fraction * len(before))
    if before.count("\n", 0, position) != place.line:
        position = _line_start(before, place.line)
    same = _same_beginning(before, after)
    if position > same:
        behind = _same_end(before[same:], after[same:])
        if position >= len(before) - behind:
            position += len(after) - len(before)
        else:
            position = _same_line(before, position, after, same)
    return Place(after.count("\n", 0, position), position / len(after) if after else 0.0)


def _same_line(before: str, position: int, after: str, start: int) -> int:
    """Where in a text a line of another stands, or one of those behind it; else where the two begin to differ."""
    line_start = before.rfind("\n", 0, position) + 1
    for line in before[line_start:].split("\n", LINES_LOOKED_FOR)[:LINES_LOOKED_FOR]:
        if line.strip():
            found = after.find(f"\n{line}\n", max(start - len(line) - 1, 0))
            if found >= 0:
                return found + 1
    return after.rfind("\n", 0, start) + 1


def _line_start(text: str, line: int) -> int:
    at = 0
    for _ in range(line):
        found = text.find("\n", at)
        if found < 0:
            break
        at = found + 1
    return at


def _same_beginning(one: str, other: str) -> int:
    """How many characters two texts begin with alike: by halving, as comparing is fast and walking is not."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _same_end(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle :] == other[len(other) - middle :]:
            low = middle
        else:
            high = middle - 1
    return low
