"""Split an article's text into front matter and body, and read the front matter: strictly, else as a person would.

The forms are those that generators use: YAML between `---` (closed by `---` or `...`), TOML between `+++`, JSON (an
object at the beginning, or between `;;;`), any of the three named behind the dashes (`---json`), the bracketed lines of
LCTT (`[#]: subject: "…"`), Franklin's `@def key = …`, and none. A first line `---` that no key follows is a thematic
break of Markdown, not front matter. Nothing raises; what is not front matter is body, to the last character.
"""

import json
import re
import tomllib
from dataclasses import dataclass, field, replace
from enum import StrEnum

from newsdesk.text import yaml_core
from newsdesk.text.article_keys import KNOWN, normal
from newsdesk.text.assignments import read_assignments, value_of
from newsdesk.text.recovery import is_field, recover, where_body_begins
from newsdesk.text.values import Fields, FrontMatterUnreadable, Repair

MOST_FRONT_MATTER = 64 * 1024
"""In characters: what a strict reader is given. Beyond it only the beginning is read, line by line."""


class Form(StrEnum):
    """How front matter is written."""

    NONE = "none"
    YAML = "yaml"
    TOML = "toml"
    JSON = "json"
    BRACKETS = "brackets"
    DEFINITIONS = "definitions"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above an article, and where its body begins."""

    form: Form
    fields: Fields
    body_start: int
    """In characters of the text."""
    first_line: int = 1
    """The line of the file on which the fields begin, counted from 1."""
    repairs: tuple[Repair, ...] = ()
    """What was wrong; lines counted from 0 from `first_line` on."""
    mended: dict[int, str] = field(default_factory=dict)
    """Lines of the file, counted from 1, as they should stand; a line end in one of them makes two of it."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Front matter as it lies in a text."""

    text: str
    form: Form
    start: int
    stop: int
    """Where its lines begin and end, in characters of the text; the closing fence stands behind."""
    body_start: int
    first_line: int

    @property
    def header(self) -> str:
        return self.text[self.start : self.stop]

    def line_at(self, place: int) -> int:
        """The line of the file that a place in the text lies on, counted from 1."""
        return self.first_line + self.text.count("\n", self.start, place)


_OPENING = re.compile(
    r"(?P<blank>(?:[ \t]*\n)*)(?P<fence>-{3,}|\+{3,}|;{3,})[ \t]*(?P<form>json|toml|ya?ml)?[ \t]*(?:\n|$)"
)
_FORMS = {"-": Form.YAML, "+": Form.TOML, ";": Form.JSON, "json": Form.JSON, "toml": Form.TOML}
_CLOSINGS = {
    "-": re.compile(r"^(?:-{3,}|\.\.\.)[ \t]*$", re.MULTILINE),
    "+": re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE),
    ";": re.compile(r"^;{3,}[ \t]*$", re.MULTILINE),
}
_BRACKETS = re.compile(r"\[#\]:\s*#?\s*\(?(?P<key>\w+)\s*:\s*(?P<value>.*)")
_DEFINITION = re.compile(r"@def\s+(?P<key>\w+)\s*=\s*(?P<value>.*)")
_JSON_OPENING = re.compile(r"\{\s*\"")
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
_A_FIELD = re.compile(r"[ \t]*(?:[\w\"'.-]+[ \t]*[=:]|\[[\w.]+\]|\[\[|\{)")
_MOST_DOTS = 1_000
"""On one line: tomllib takes four seconds over a dotted key of 20,000 parts."""
_MOST_BRACKETS = 2_000
_IDENTIFIER = re.compile(r"[\w.:@/-]+")
_PLACE_IN_ERROR = re.compile(r" *\(.*?\)$")


def read_front_matter(text: str) -> FrontMatter:
    r"""Read what stands above an article.

    Args:
        text: A whole file, decoded, with `\n` line ends, without a byte order mark.
    """
    opening = _OPENING.match(text)
    if opening:
        return _read_fenced(text, opening)
    beginning = _BLANK_LINES.match(text)
    start = beginning.end() if beginning else 0
    if _BRACKETS.match(text, start):
        return _read_lines(text, Form.BRACKETS, _BRACKETS)
    if _DEFINITION.match(text, start):
        return _read_lines(text, Form.DEFINITIONS, _DEFINITION)
    if found := _JSON_OPENING.match(text, start):
        return _read_bare_json(text, found)
    return _none()


def _none() -> FrontMatter:
    return FrontMatter(Form.NONE, Fields(), 0)


def _read_fenced(text: str, opening: re.Match[str]) -> FrontMatter:
    sign = opening["fence"][0]
    form = _FORMS.get(opening["form"] or sign, Form.YAML)
    start = opening.end()
    first_line = text.count("\n", 0, start) + 1
    closing = _CLOSINGS[sign].search(text, start)
    if closing is None:
        return _read_unclosed(_Block(text, form, start, len(text), len(text), first_line))
    block = _Block(text, form, start, max(closing.start() - 1, start), min(closing.end() + 1, len(text)), first_line)
    read = _read_block(block)
    repairs = list(read.repairs)
    mended = dict(read.mended)
    if read.body_start == block.body_start and closing[0].startswith("..."):
        line = block.line_at(closing.start())
        said = "Front matter that is closed by three dots is none to most readers; read all the same."
        repairs.append(Repair("front-matter-dots", said, line - first_line))
        mended[line] = "---"
    if opening["blank"] and read.form is not Form.NONE:
        said = "Empty lines stand before the front matter, which is none to many readers then; read all the same."
        repairs.insert(0, Repair("front-matter-late", said, 1 - first_line, mendable=False))
    return replace(read, repairs=tuple(repairs), mended=mended)


def _read_block(block: _Block) -> FrontMatter:
    """The fields between two fences; none when the fences are thematic breaks around text."""
    if block.stop - block.start > MOST_FRONT_MATTER:
        return _read_long(block)
    try:
        fields = _load(block.header, block.form)
    except FrontMatterUnreadable as error:
        return _read_broken(block, str(error))
    if block.form is Form.YAML and _is_prose(block.header, fields):
        return _none()
    return FrontMatter(block.form, fields, block.body_start, block.first_line, tuple(fields.repairs))


def _is_prose(header: str, fields: Fields) -> bool:
    """Whether two thematic breaks stand around a text that YAML happens to take: a heading, a sentence with a colon."""
    if not fields:
        return bool(header.strip()) and ":" not in header
    if any(normal(key) in KNOWN for key in fields):
        return False
    return header.startswith("\n") or not any(_IDENTIFIER.fullmatch(key) for key in fields)


def _read_long(block: _Block) -> FrontMatter:
    beginning = block.header[:MOST_FRONT_MATTER].rpartition("\n")[0]
    fields = recover(beginning).fields if block.form is Form.YAML else read_assignments(beginning.split("\n"))
    said = f"The front matter is longer than {MOST_FRONT_MATTER // 1024} KiB; only its beginning is read."
    repair = Repair("front-matter-long", said, 0, mendable=False)
    return FrontMatter(block.form, fields, block.body_start, block.first_line, (repair,))


def _load(header: str, form: Form) -> Fields:
    if form is Form.YAML:
        return yaml_core.load(header)
    too_many_dots = header.count(".") > _MOST_DOTS and max(map(_dots, header.split("\n"))) > _MOST_DOTS
    if too_many_dots or max(header.count("["), header.count("{")) > _MOST_BRACKETS:
        raise FrontMatterUnreadable("nested too deep")
    try:
        if form is Form.TOML:
            loaded: object = tomllib.loads(header)
        else:
            loaded = json.loads(header if header.lstrip().startswith("{") else "{" + header + "}")
    except (ValueError, RecursionError) as error:
        raise FrontMatterUnreadable(str(error)) from error
    return _located(loaded, header)


def _dots(line: str) -> int:
    return line.count(".")


def _located(loaded: object, header: str) -> Fields:
    """Fields of a loader that keeps no places: a key stands on the first line that begins with it."""
    if not isinstance(loaded, dict):
        raise FrontMatterUnreadable("no keys and values")
    fields = Fields()
    lines = [line.lstrip(" \t\"'[{,") for line in header.split("\n")]
    for key, value in loaded.items():
        fields[key] = value
        fields.lines[key] = next((at for at, line in enumerate(lines) if line.startswith(key)), 0)
    return fields


def _read_broken(block: _Block, reason: str) -> FrontMatter:
    lines = block.header.split("\n")
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    if block.form is not Form.YAML:
        if not _A_FIELD.match(first):
            return _none()
        fields = _forgiving_json(block.header) if block.form is Form.JSON else read_assignments(lines)
        said = f"This front matter is no {block.form.upper()} ({_PLACE_IN_ERROR.sub('', reason)}); read line by line."
        repair = Repair(f"front-matter-{block.form}", said, _line_in(reason), mendable=False)
        return FrontMatter(block.form, fields, block.body_start, block.first_line, (repair,))
    if not is_field(first) and not first.startswith("<<<<<<<"):
        return _none()
    if where_body_begins(lines, fenced=True) is not None:
        return _read_unclosed(block)
    return _recovered(block)


def _recovered(block: _Block) -> FrontMatter:
    found = recover(block.header)
    mended = {block.first_line + at: line for at, line in found.mended.items()}
    repairs = (*found.repairs, *found.fields.repairs)
    return FrontMatter(block.form, found.fields, block.body_start, block.first_line, repairs, mended)


def _line_in(reason: str) -> int:
    """The line, counted from 0, that a message of json or tomllib names."""
    found = re.search(r"line (\d+)", reason)
    return int(found[1]) - 1 if found else 0


def _forgiving_json(header: str) -> Fields:
    """JSON with commas too many, single quotes or remarks is YAML more often than not."""
    text = header.strip()
    try:
        return yaml_core.load(text if text.startswith("{") else "{" + text + "}")
    except FrontMatterUnreadable:
        return read_assignments(header.split("\n"))


def _read_unclosed(block: _Block) -> FrontMatter:
    """Front matter without a closing fence ends where its fields end."""
    lines = block.header.split("\n")
    fenced = block.stop < len(block.text)
    end = where_body_begins(lines, fenced=fenced) if block.form is Form.YAML else _end_of_assignments(lines)
    first = next((line for line in lines if line.strip()), "")
    if not (is_field(first) if block.form is Form.YAML else _A_FIELD.match(first)):
        return _none()
    end = len(lines) if end is None else end
    offset = sum(len(line) + 1 for line in lines[:end])
    body_start = min(block.start + offset, len(block.text))
    said = "The front matter has no closing line; it is read to the end of its fields."
    line = block.first_line + end
    repair = Repair("front-matter-unclosed", said, end)
    fields = _read_block(replace(block, stop=max(body_start - 1, block.start), body_start=body_start))
    mended = {**fields.mended, line: "---\n" + (lines[end] if end < len(lines) else "")}
    return replace(fields, form=block.form, body_start=body_start, repairs=(*fields.repairs, repair), mended=mended)


def _end_of_assignments(lines: list[str]) -> int | None:
    """The first line of text behind `key = value` lines."""
    for at, line in enumerate(lines):
        if line.strip() and not _A_FIELD.match(line) and not line.startswith((" ", "\t", "#", "]")):
            blank = next((before for before in range(at - 1, -1, -1) if lines[before].strip()), -1)
            return blank + 1
    return None


def _read_lines(text: str, form: Form, pattern: re.Pattern[str]) -> FrontMatter:
    """The forms that mark every line of their own."""
    fields = Fields()
    at = line = 0
    while at < min(len(text), MOST_FRONT_MATTER):
        stop = text.find("\n", at)
        stop = len(text) if stop == -1 else stop
        found = pattern.match(text, at, stop)
        if found:
            raw = found["value"].strip()
            if form is Form.DEFINITIONS and raw.startswith("[") and "]" not in raw:
                closing = text.find("]", stop, stop + MOST_FRONT_MATTER)
                if closing != -1:
                    stop = text.find("\n", closing)
                    stop = len(text) if stop == -1 else stop
                    raw = " ".join(text[found.start("value") : stop].split())
            if form is Form.BRACKETS and raw[:1] == "(" and raw[-1:] == ")":
                raw = raw[1:-1].strip()
            fields[found["key"]] = value_of(raw)
            fields.lines[found["key"]] = line
        elif text[at:stop].strip() and not text.startswith("[#]:", at):
            break
        line += text.count("\n", at, stop + 1)
        at = stop + 1
    return FrontMatter(form, fields, min(at, len(text)))


def _read_bare_json(text: str, opening: re.Match[str]) -> FrontMatter:
    """An object at the beginning of the text, as Hugo takes it."""
    start = opening.start()
    beginning = text[start : start + MOST_FRONT_MATTER]
    first_line = text.count("\n", 0, start) + 1
    if max(beginning.count("["), beginning.count("{")) <= _MOST_BRACKETS:
        try:
            loaded, length = json.JSONDecoder().raw_decode(beginning)
            fields = _located(loaded, beginning[:length])
        except (ValueError, RecursionError):
            length = 0
        if length:
            body = re.compile(r"[ \t]*\n?").match(text, start + length)
            return FrontMatter(Form.JSON, fields, body.end() if body else start + length, first_line)
    closing = re.compile(r"^\}[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, start, start + MOST_FRONT_MATTER)
    if closing is None:
        return _none()
    return _read_broken(
        _Block(text, Form.JSON, start, closing.start() + 1, closing.end(), first_line), "a comma or a quote"
    )
