"""Right-to-left text in the order in which it is drawn, for terminals that do not order it themselves.

Unicode's rules (UAX #9) by python-bidi, loaded with the first line that needs them: the levels of the characters are
its, the reordering (L2) is done here on what a reader sees as one character, so that marks stay with their letters and
each span keeps its role, its style and its link. Embeddings and overrides are none: the gate takes them out.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsdesk.reading.spans import Span
from newsdesk.text.widths import graphemes

_FROM_RIGHT = frozenset({"R", "AL", "AN"})
_LETTERS_LOOKED_AT = 200
"""Characters, to find out from which side a text is read."""


def reads_from_right(text: str) -> bool:
    """Whether a text is read from right to left: by its first letter (Unicode's rules P2 and P3, UAX #9)."""
    if text.isascii():
        return False
    for letter in text[:_LETTERS_LOOKED_AT]:
        direction = unicodedata.bidirectional(letter)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


def needs_order(text: str) -> bool:
    """Whether anything in a text is read from the right."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _FROM_RIGHT for letter in text)


def in_visual_order(spans: Sequence[Span], *, from_right: bool) -> list[Span]:
    """One line, from its left edge on.

    Args:
        spans: The line as it is read.
        from_right: Whether its paragraph is read from the right.
    """
    text = "".join(span.text for span in spans)
    if not needs_order(text):
        return list(spans)
    levels = _levels(text, from_right=from_right)
    pieces: list[tuple[Span, int]] = []
    at = 0
    for span in spans:
        for start, end, _cells in graphemes(span.text):
            level = levels[at + start]
            piece = span.text[start:end]
            pieces.append((replace(span, text=_mirrored(piece) if level % 2 else piece), level))
        at += len(span.text)
    return _joined(_reordered(pieces))


def _levels(text: str, *, from_right: bool) -> list[int]:
    """The embedding level of each character (UAX #9, 3.3)."""
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if from_right else (0, "L")
    algorithm.get_embedding_levels(text, storage)
    for place, character in enumerate(storage["chars"]):
        character["place"] = place
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    levels = [int(from_right)] * len(text)
    for character in storage["chars"]:
        levels[character["place"]] = character["level"]
    # White space at the end of a line is of the paragraph (L1).
    for place in range(len(text.rstrip()), len(text)):
        levels[place] = int(from_right)
    return levels


def _reordered(pieces: list[tuple[Span, int]]) -> Iterable[Span]:
    """From the highest level down to the lowest odd one, turn round what is at that level or above (L2)."""
    odd = [level for _span, level in pieces if level % 2]
    for level in range(max(level for _span, level in pieces), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(pieces):
            end = start
            while end < len(pieces) and pieces[end][1] >= level:
                end += 1
            pieces[start:end] = reversed(pieces[start:end])
            start = end + 1
    return (span for span, _level in pieces)


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last is not None and (last.role, last.style, last.link) == (span.role, span.style, span.link):
            joined[-1] = replace(last, text=last.text + span.text)
        else:
            joined.append(span)
    return joined


def _mirrored(character: str) -> str:
    """Brackets and their like seen from the other side (L4)."""
    if len(character) != 1 or not unicodedata.mirrored(character):
        return character
    from bidi.mirror import MIRRORED

    return str(MIRRORED.get(character, character))
