"""An article's body, parsed piece by piece: the first screen waits for the first piece only.

A long body is cut where blocks end for certain (an empty line, then text at the margin, outside of code, HTML,
containers and formulas), so that its pieces parse to what the whole would. What lies in one piece and is used in
another, link references and footnotes, is looked up in the whole body first. Pieces that cannot be cut and pass
the limit are shown as plain text, and that is said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it.common.utils import normalizeReference, unescapeAll

from newsdesk.reading.markdown.blocks import Block, Rule, Where
from newsdesk.reading.markdown.building import Builder, verbatim
from newsdesk.reading.markdown.parser import NUMBERS, TEMPLATE_BLOCK, Environment, template_end

LINE_WEIGHT = 80
"""A line costs the parser as much as so many characters, however short it is."""
PIECE = 32_768
"""Characters and lines by their weight: what is parsed in some ten milliseconds."""
SOFT_PIECE = 2 * PIECE
"""From here on a long list is cut between two of its items too."""
HARD_PIECE = 4 * PIECE
"""From here on a paragraph or a quote is cut between two of its lines."""
MAX_PIECE = 1_048_576
"""Characters parsed at once at most."""

TOO_LONG = "This part is too long to be read as Markdown in one go; it is shown as it was written."

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`\n]*$)|~{3,})")
_LONG_HTML = tuple(
    (re.compile(rf" {{0,3}}{begin}", re.IGNORECASE), re.compile(until, re.IGNORECASE))
    for begin, until in (
        (r"<(?:script|pre|style|textarea)(?:[\s>]|$)", "</(?:script|pre|style|textarea)>"),
        ("<!--", "-->"),
        (r"<\?", r"\?>"),
        (r"<!\[CDATA\[", r"\]\]>"),
    )
)
"""HTML that goes on over empty lines until its end is seen (CommonMark 4.6, conditions 1 to 5)."""
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)")
_REFERENCE = re.compile(
    r"^ {0,3}\[(?!\^)(?P<label>(?:[^\[\]\\\n]|\\.){1,999})\]:[ \t]*\n?[ \t]*"
    r"(?:<(?P<bracketed>[^<>\n]*)>|(?P<bare>[^\s<]\S*))",
    re.MULTILINE,
)
_ONLY_REFERENCES = re.compile(r"(?:\[(?!\^)[^\[\]\\\n]+\]:[ \t]*\S+[ \t]*(?:\"[^\"\n]*\"[ \t]*)?\n\s*)+")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_NOTE_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the body that is parsed at once."""

    source: str
    line: int
    """The line of the body on which it begins, counted from 0."""
    partial: bool = True
    """Whether it is not the whole body: link references are known before it is parsed then."""


class Document:
    """The blocks of a body, as far as they are parsed."""

    def __init__(self, body: str) -> None:
        self.blocks: list[Block] = []
        """Grows; what is in it never changes."""
        self.complete = False
        self.parsed_to = 0
        """How many characters of the body are parsed."""
        self._pieces = split(body)
        self.environment: Environment = _shared(body)
        self._builder = Builder(self.environment)

    def parse_next(self) -> None:
        """Parse one more piece; the last call adds the footnotes."""
        piece = next(self._pieces, None)
        if piece is None:
            self._finish()
            return
        self.parsed_to += len(piece.source)
        if len(piece.source) > MAX_PIECE:
            self.blocks += verbatim(piece.source, piece.line, TOO_LONG)
        elif not (piece.partial and _ONLY_REFERENCES.fullmatch(piece.source)):
            self.blocks += self._builder.build(piece.source, piece.line)

    def _finish(self) -> None:
        self.complete = True
        numbers = self.environment[NUMBERS]
        notes = self._builder.notes
        for number, label in enumerate(notes, start=len(numbers) + 1):
            numbers.setdefault(label, number)
        if notes:
            line = self.blocks[-1].where.end if self.blocks else 0
            self.blocks.append(Rule(Where(line, line)))
        for place, label in enumerate(sorted(notes, key=numbers.__getitem__)):
            first, *others = notes[label]
            self.blocks += [replace(first, where=replace(first.where, gap=0)) if place else first, *others]


def split(body: str) -> Iterator[Piece]:
    """Cut a body into pieces that can be parsed one by one; together they are the body."""
    if _weight(body) <= SOFT_PIECE:
        if body:
            yield Piece(body, 0, partial=False)
        return
    start = at = line = first_line = 0
    inside = _Inside()
    blank = True
    while at < len(body):
        end = body.find("\n", at) + 1 or len(body)
        weight = at - start + LINE_WEIGHT * (line - first_line)
        if weight >= PIECE and not inside.anything and _may_begin_piece(body, at, blank, weight):
            yield Piece(body[start:at], first_line)
            start, first_line = at, line
        row = body[at : min(end, at + 200)]
        inside.see(row)
        blank = not row.strip()
        at = end
        line += 1
    yield Piece(body[start:], first_line)


def _weight(body: str) -> int:
    return len(body) + LINE_WEIGHT * body.count("\n")


def _may_begin_piece(body: str, at: int, blank: bool, weight: int) -> bool:
    """Whether the body may be cut before a line, so long after the last cut."""
    beginning = body[at : at + 12]
    if beginning[0] in " \t\n:~":
        return False
    if _ITEM.match(beginning):
        return weight >= SOFT_PIECE
    if blank or (beginning[0] == "[" and _REFERENCE.match(body, at)):
        return True
    return weight >= HARD_PIECE and "|" not in body[at : body.find("\n", at)]


class _Inside:
    """Whether a line lies inside of something that an empty line does not end."""

    def __init__(self) -> None:
        self._fence = ""
        self._until: re.Pattern[str] | None = None
        self._containers = 0
        self._maths = False

    @property
    def anything(self) -> bool:
        return bool(self._fence or self._until or self._containers or self._maths)

    def see(self, row: str) -> None:
        """Take note of the next line."""
        if self._fence:
            bare = row.strip()
            if bare.startswith(self._fence) and not bare.strip(self._fence[0]):
                self._fence = ""
        elif self._until:
            if self._until.search(row):
                self._until = None
        elif self._maths:
            self._maths = "$$" not in row
        elif row.lstrip(" ")[:1] in "`~<:${":
            self._open(row)

    def _open(self, row: str) -> None:
        fence = _FENCE.match(row)
        if fence:
            self._fence = fence[1]
            return
        bare = row.strip()
        template = TEMPLATE_BLOCK.match(bare)
        if template:
            self._until = template_end(template)
            return
        if bare.startswith(":::"):
            self._containers = max(self._containers + (1 if bare.strip(":") else -1), 0)
            return
        if bare.startswith("$$"):
            self._maths = "$$" not in bare[2:]
            return
        for begin, until in _LONG_HTML:
            found = begin.match(row)
            if found:
                self._until = None if until.search(row, found.end()) else until
                return


def _shared(body: str) -> Environment:
    """What all pieces of the body must know of one another."""
    environment: Environment = {}
    if "]:" in body and _weight(body) > SOFT_PIECE:
        references = environment.setdefault("references", {})
        for found in _REFERENCE.finditer(body):
            label = normalizeReference(found["label"])
            if label and label not in references:
                destination = found["bare"] if found["bracketed"] is None else found["bracketed"]
                references[label] = {"title": "", "href": unescapeAll(destination)}
    labels: set[str] = set(_NOTE.findall(body)) if "[^" in body else set()
    environment["footnotes"] = {"refs": {f":{label}": -1 for label in labels}}
    used = dict.fromkeys(label for label in _NOTE_REFERENCE.findall(body) if label in labels) if labels else {}
    environment[NUMBERS] = {label: number for number, label in enumerate(used, start=1)}
    return environment
