"""What an editor wants to know about an article's file: all that reading worked round, and what a reader would miss.

The codes are stable and listed in `docs/problems.md`.
"""

import re
from collections.abc import Iterator

from newsdesk.model.article import Piece
from newsdesk.model.problem import Problem
from newsdesk.text.article_keys import normal, spellings
from newsdesk.text.clean import clean_line
from newsdesk.text.decoding import decode
from newsdesk.text.front_matter import FrontMatter, read_front_matter
from newsdesk.text.headings import first_heading
from newsdesk.text.values import is_nothing

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\U000e0000-\U000e007f\ufff9-\ufffb]")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})")


def check(data: bytes, piece: Piece) -> tuple[Problem, ...]:
    """List what is wrong with an article's file.

    Args:
        data: The file's bytes.
        piece: What `sources.read_article` made of them; its problems are among the answer.

    Returns:
        Problems in the order of their lines; those of the whole file first.
    """
    decoded = decode(data)
    found = list(piece.problems)
    if not decoded.binary and decoded.text.strip():
        text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
        above = read_front_matter(text)
        found.extend(_of_fields(above, piece))
        found.extend(_of_lines(text, _told(found)))
        found.extend(_of_values(above, _told(found)))
        found.extend(_of_body(piece))
        if decoded.mark and decoded.encoding == "utf-8":
            sentence = "The file begins with a byte order mark, behind which many readers do not see the front matter."
            found.append(Problem("byte-order-mark", clean_line(sentence), 1, 1))
    return tuple(sorted(found, key=lambda problem: (problem.line or 0, problem.column or 0)))


def _told(found: list[Problem]) -> set[int | None]:
    """The lines whose control characters are among the problems already."""
    return {problem.line for problem in found if problem.code == "control-character"}


def _of_fields(above: FrontMatter, piece: Piece) -> Iterator[Problem]:
    if not _says(above, "title") and not first_heading(piece.body):
        said = "The article has neither a title nor a heading; the file's name is shown instead."
        yield Problem("title-missing", clean_line(said))
    if piece.published is None:
        yield Problem("date-missing", clean_line("Nothing says when the article was published."))


def _of_values(above: FrontMatter, told: set[int | None]) -> Iterator[Problem]:
    r"""Control characters that only appear when a value is decoded: `"\e[31m"`."""
    for key, value in above.fields.items():
        line = above.first_line + above.fields.lines.get(key, 0)
        if line not in told and isinstance(value, str) and _CONTROL.search(value):
            sentence = "An escape in this value makes a control character; it is left out."
            yield Problem("control-character", clean_line(sentence), line, 1)


def _says(above: FrontMatter, field: str) -> bool:
    filled = {normal(key) for key, value in above.fields.items() if not is_nothing(value)}
    return any(spelling in filled for spelling in spellings(field, {}))


def _of_lines(text: str, told: set[int | None]) -> Iterator[Problem]:
    if not (_CONTROL.search(text) or _BIDI.search(text) or _INVISIBLE.search(text)):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if (control := _CONTROL.search(line)) and number not in told:
            sentence = f"A control character (U+{ord(control[0]):04X}) stands here; it is not shown."
            yield Problem("control-character", clean_line(sentence), number, control.start() + 1)
        if bidi := _BIDI.search(line):
            sentence = f"A mark that turns the writing direction (U+{ord(bidi[0]):04X}) stands here; it is not shown."
            yield Problem("bidi-character", clean_line(sentence), number, bidi.start() + 1)
        if hidden := _INVISIBLE.search(line):
            sentence = f"An invisible character (U+{ord(hidden[0]):04X}) stands here; it is not shown."
            yield Problem("invisible-character", clean_line(sentence), number, hidden.start() + 1)


def _of_body(piece: Piece) -> Iterator[Problem]:
    opened: tuple[int, str] | None = None
    for number, line in enumerate(piece.body.split("\n"), piece.body_line):
        found = _FENCE.match(line)
        if found:
            fence = found["fence"]
            if opened is None:
                opened = (number, fence)
            elif fence[0] == opened[1][0] and len(fence) >= len(opened[1]) and not line.strip(" \t" + fence[0]):
                opened = None
    if opened:
        sentence = "This code block is never closed; all below it is shown as code."
        yield Problem("code-unclosed", clean_line(sentence), opened[0], 1)
