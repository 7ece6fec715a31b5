"""What became of a text, word by word: which stretches stayed, went, and are new.

Paragraphs are compared first, then the words of those that changed, so that a reader sees the word that was corrected
and not two columns of text. Where too much changed to say it by words, the old paragraphs went and the new ones came.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MAX_LINES = 20_000
"""Of a text that is compared by paragraphs; a longer one is taken as changed from its first change to its last."""
MAX_WORDS = 4_000
"""Of a changed passage that is compared by words: the comparison takes their square in bits, 2 MB."""
MIN_LETTERS_KEPT = 3
"""Between two changes, fewer letters that stayed by chance only tear apart what a reader sees as one change."""

# A word, a letter of a script that is written without spaces, white space, or a sign.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\s+|[^\w\s]"
)


class Fate(StrEnum):
    """What became of a stretch of text."""

    STAYED = "stayed"
    WENT = "went"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring text of one fate."""

    fate: Fate
    text: str


def by_words(before: str, after: str) -> tuple[Stretch, ...]:
    """Compare two versions of a text.

    Returns:
        Stretches in order, what went before what is new in its place, no two neighbours of one fate. Those that stayed
        or went make up `before`; those that stayed or are new, `after`.
    """
    return tuple(_joined(_by_lines(before.splitlines(keepends=True), after.splitlines(keepends=True))))


def _by_lines(before: list[str], after: list[str]) -> Iterator[Stretch]:
    if len(before) > MAX_LINES or len(after) > MAX_LINES:
        begin = _alike(before, after)
        end = _alike(before[begin:][::-1], after[begin:][::-1])
        yield Stretch(Fate.STAYED, "".join(before[:begin]))
        yield from _replaced("".join(before[begin : len(before) - end]), "".join(after[begin : len(after) - end]))
        yield Stretch(Fate.STAYED, "".join(after[len(after) - end :]))
        return
    for what, old_begin, old_end, new_begin, new_end in SequenceMatcher(None, before, after).get_opcodes():
        old, new = "".join(before[old_begin:old_end]), "".join(after[new_begin:new_end])
        if what == "equal":
            yield Stretch(Fate.STAYED, old)
        else:
            yield from _by_words_of_passage(old, new)


def _alike(before: list[str], after: list[str]) -> int:
    """How many lines at the beginning are the same."""
    count = 0
    for old, new in zip(before, after, strict=False):
        if old != new:
            break
        count += 1
    return count


def _by_words_of_passage(old: str, new: str) -> Iterator[Stretch]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if not before or not after or len(before) > MAX_WORDS or len(after) > MAX_WORDS:
        yield from _replaced(old, new)
        return
    from rapidfuzz.distance import Indel

    went, came = "", ""
    opcodes = list(Indel.opcodes(before, after))
    for at, step in enumerate(opcodes):
        old_part = "".join(before[step.src_start : step.src_end])
        new_part = "".join(after[step.dest_start : step.dest_end])
        between = 0 < at < len(opcodes) - 1
        if step.tag == "equal" and not (between and sum(map(str.isalnum, old_part)) < MIN_LETTERS_KEPT):
            yield from _replaced(went, came)
            yield Stretch(Fate.STAYED, old_part)
            went, came = "", ""
        else:
            went, came = went + old_part, came + new_part
    yield from _replaced(went, came)


def _replaced(old: str, new: str) -> Iterator[Stretch]:
    yield Stretch(Fate.WENT, old)
    yield Stretch(Fate.NEW, new)


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one fate as one, and no empty ones; what went stands before what is new."""
    texts = {Fate.STAYED: "", Fate.WENT: "", Fate.NEW: ""}

    def told(*fates: Fate) -> Iterator[Stretch]:
        for fate in fates:
            if texts[fate]:
                yield Stretch(fate, texts[fate])
            texts[fate] = ""

    for stretch in stretches:
        if not stretch.text:
            continue
        if stretch.fate is Fate.STAYED:
            yield from told(Fate.WENT, Fate.NEW)
        else:
            yield from told(Fate.STAYED)
        texts[stretch.fate] += stretch.text
    yield from told(Fate.STAYED, Fate.WENT, Fate.NEW)


def changed_lines(stretches: Iterable[Stretch]) -> Iterator[tuple[Stretch, ...]]:
    """The lines in which a reader sees a change, in stretches without line ends; nothing where lines are left out.

    Yields:
        The stretches of a line; an empty tuple once for each run of lines that stayed.
    """
    left_out = False
    for line in _lines(stretches):
        if any(stretch.fate is not Fate.STAYED and not stretch.text.isspace() for stretch in line):
            if left_out:
                yield ()
            left_out = False
            yield line
        else:
            left_out = left_out or any(not stretch.text.isspace() for stretch in line)
    if left_out:
        yield ()


def _lines(stretches: Iterable[Stretch]) -> Iterator[tuple[Stretch, ...]]:
    line: list[Stretch] = []
    for stretch in stretches:
        for number, text in enumerate(stretch.text.split("\n")):
            if number:
                yield tuple(line)
                line = []
            if text:
                line.append(Stretch(stretch.fate, text))
    yield tuple(line)
