"""Read YAML front matter that is no YAML, as a person reads it, and say how each broken line should stand.

Reading and mending are one thing here, so they cannot disagree: every line that YAML refuses is *rewritten* so that
YAML takes it, and the rewritten whole is read strictly. What `newsdesk lint --fix` writes is therefore what newsdesk
read.

    title: 'DeepSeek's Revolution'        →  title: 'DeepSeek''s Revolution'      an entry is a line that begins with
    tags:                                                                         `key:` at the margin, and what is
      - % growth                          →    - '% growth'                       indented or listed below it; entries
    This line was never closed.           →  # This line was never closed.       that YAML takes alone stay untouched

Costs one strict reading for each entry, and one more for each line of an entry that is broken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsdesk.text import yaml_core
from newsdesk.text.article_keys import KNOWN, normal
from newsdesk.text.quoting import quoted, reread
from newsdesk.text.values import Fields, FrontMatterUnreadable, Repair

KEY = re.compile(
    r"(?P<indent>[ \t]*)(?P<key>\"[^\"\n]+\"|'[^'\n]+'|[\w@$/](?:[^:\n\"'{}\[\]<>]|:(?=\S)){0,79}?)"
    r"[ \t]*(?P<colon>:)(?P<space>[ \t]+|$)(?P<value>.*)"
)
"""A line that gives a key its value."""
_TIGHT_KEY = re.compile(
    r"(?P<indent>[ \t]*)(?P<key>[^\W\d][\w.-]*)(?P<colon>[:：])(?P<space>)(?P<value>(?!//)[^\s:].*)"
)
_EQUALS = re.compile(r"(?P<indent>[ \t]*)(?P<key>[A-Za-z_][\w.-]*)[ \t]*(?P<colon>=)(?P<space>[ \t]*)(?P<value>.+)")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<dashes>(?:-[ \t]+)+)(?P<value>.*)")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
_OPENS_BLOCK = re.compile(r"[|>][-+0-9]{0,2}(?:[ \t]+#.*)?$")
_SURE_KEY = re.compile(r"[a-z][\w.-]*:(?:\s|$)")
# What libyaml refuses as a character (5.1), and what it takes for a line end though nobody else does.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Recovered:
    """Broken front matter, read."""

    fields: Fields
    repairs: tuple[Repair, ...]
    mended: dict[int, str]
    """Lines, counted from 0 in the front matter, as they should stand."""


def recover(text: str) -> Recovered:
    r"""Read front matter that `yaml_core.load` refused. Never raises.

    Args:
        text: What stands between the fences, with `\\n` line ends.
    """
    return _Recovery(text.split("\n")).result()


def is_field(line: str) -> bool:
    """Whether a line looks like a key with its value: what tells front matter from a thematic break above text."""
    if KEY.fullmatch(line):
        return True
    # Without a space, or with another sign, it can be any text: then the key must be one that articles have.
    found = _TIGHT_KEY.fullmatch(line) or _EQUALS.fullmatch(line)
    return found is not None and normal(found["key"]) in KNOWN


def where_body_begins(lines: list[str], *, fenced: bool) -> int | None:
    """Where a body begins that the lines run into because no fence closes the fields.

    Args:
        lines: Everything from the opening fence on.
        fenced: Whether some fence follows; it may be a thematic break of the body. Then only an empty line ends the
            fields, and only when no key comes behind it: a stray paragraph between keys is no body.

    Returns:
        The first line of the body (the empty one, if one stands before it); None when the fields go to the end.
    """
    last_key = max((at for at, line in enumerate(lines) if _SURE_KEY.match(line)), default=-1)
    # A heading is a comment to YAML: it begins the body only where text follows.
    last_text = max((at for at, line in enumerate(lines) if line.strip() and line[0] not in "# \t"), default=-1)
    for at in range(1, len(lines)):
        line = lines[at]
        if not line.strip():
            continue
        if not lines[at - 1].strip():
            if last_key < at <= last_text:
                return at - 1
        elif not fenced and not (is_field(line) or line.startswith((" ", "\t", "-", "#"))):
            return at
    return None


class _Recovery:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.mended: dict[int, str] = {}
        self.repairs: list[Repair] = []
        self.alone = Fields()
        """What the entries say one by one: for when the whole cannot be read even after mending."""

    def result(self) -> Recovered:
        for at, line in enumerate(self.lines):
            fit = UNFIT.sub(" ", line).rstrip() if UNFIT.search(line) else line
            if fit != line:
                found = UNFIT.search(line)
                column = found.start() + 1 if found else 1
                self._mend(
                    at, fit, Repair("control-character", "A control character stands here; it is left out.", at, column)
                )
        for start, stop in self._entries():
            self._read_entry(start, stop)
        try:
            fields = yaml_core.load("\n".join(self._line(at) for at in range(len(self.lines))))
        except FrontMatterUnreadable:
            fields = self.alone
            self.repairs.append(
                Repair("front-matter-unreadable", "This is no YAML; it is read line by line.", 0, mendable=False)
            )
            self.mended.clear()
        self.repairs.sort(key=lambda repair: (repair.line, repair.column))
        return Recovered(fields, tuple(self.repairs), self.mended)

    def _line(self, at: int) -> str:
        return self.mended.get(at, self.lines[at])

    def _mend(self, at: int, line: str, repair: Repair | None = None) -> None:
        if line != self.lines[at]:
            self.mended[at] = line
        if repair is not None:
            self.repairs.append(repair)

    def _entries(self) -> Iterator[tuple[int, int]]:
        """The stretches of lines that belong to one key each; what belongs to none is made a comment on the way."""
        start: int | None = None
        margin = 0
        for at in range(len(self.lines)):
            line = self._line(at)
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            indent = len(line) - len(line.lstrip())
            if start is None:
                margin = indent
            if (indent <= margin or self._is_over_indented(start, line)) and self._begins_entry(at, line):
                if start is not None:
                    yield start, at
                start = at
                if indent != margin:
                    said = "This key is indented though nothing above it can hold it; read as a key of its own."
                    self._mend(at, " " * margin + self._line(at).lstrip(), Repair("front-matter-indent", said, at))
            elif start is None or (indent <= margin and not self._continues(start, at, line)):
                said = "This line is no key with a value; it is left out of the fields."
                self._mend(at, "# " + line, Repair("front-matter-stray", said, at))
        if start is not None:
            yield start, len(self.lines)

    def _begins_entry(self, at: int, line: str) -> bool:
        if KEY.fullmatch(line):
            return True
        found = _TIGHT_KEY.fullmatch(line) or _EQUALS.fullmatch(line)
        if found is None or _CONFLICT.match(line):
            return False
        sign = found["colon"]
        said = (
            "A space is missing behind the colon." if sign == ":" else "Keys are given their values with a colon here."
        )
        space = "front-matter-space"
        self._mend(
            at, f"{found['indent']}{found['key']}: {found['value']}", Repair(space, said, at, found.start("colon") + 1)
        )
        return True

    def _is_over_indented(self, start: int | None, line: str) -> bool:
        """Whether an indented `key: value` cannot belong to the entry above, which has its value on its own line."""
        if start is None or not re.match(r"[ \t]+[\w.-]+:(?:[ \t]|$)", line):
            return False
        above = KEY.fullmatch(self._line(start))
        value = above["value"].strip() if above else ""
        return bool(value) and not _OPENS_BLOCK.match(value) and value[0] not in "{[&!"

    def _continues(self, start: int, at: int, line: str) -> bool:
        """Whether a line at the margin goes on with the value above it: a list item, or a sentence broken by hand."""
        if _ITEM.match(line):
            return True
        above = KEY.fullmatch(self._line(start))
        has_text = above is not None and bool(above["value"].strip()) and not _OPENS_BLOCK.match(above["value"])
        return has_text and self._is_text(at - 1) and not _CONFLICT.match(line) and not line.startswith(("{", "<"))

    def _read_entry(self, start: int, stop: int) -> None:
        if self._reads(start, stop):
            return
        if not self._opens_block(start) and not self._is_wrapped(start, stop):
            for at in range(start, stop):
                self._mend_line(at)
            if self._reads(start, stop):
                return
        self._collapse(start, stop)
        if not self._reads(start, stop) and (found := KEY.fullmatch(self.lines[start])):
            # Brackets that would nest too deep count even inside quotes: such a value is kept as the text it is.
            self.alone[found["key"]] = found["value"].strip()
            self.alone.lines[found["key"]] = start

    def _reads(self, start: int, stop: int) -> bool:
        """Whether YAML takes these lines alone; if so, keep what they say."""
        try:
            fields = yaml_core.load("\n".join(self._line(at) for at in range(start, stop)))
        except FrontMatterUnreadable:
            return False
        for key, value in fields.items():
            self.alone[key] = value
            self.alone.lines[key] = start + fields.lines[key]
        return True

    def _opens_block(self, at: int) -> bool:
        found = KEY.fullmatch(self._line(at))
        return found is not None and bool(_OPENS_BLOCK.match(found["value"]))

    def _is_wrapped(self, start: int, stop: int) -> bool:
        """Whether the value goes on in further lines that are neither list items nor keys."""
        found = KEY.fullmatch(self._line(start))
        if found is None or not found["value"].strip():
            return False
        return any(self._is_text(at) for at in range(start + 1, stop))

    def _is_text(self, at: int) -> bool:
        line = self._line(at).lstrip()
        return bool(line) and not line.startswith("#")

    def _mend_line(self, at: int) -> None:
        """Quote the value of one line when YAML does not take it."""
        line = self._line(at)
        if not self._is_text(at):
            return
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            line = indent.expandtabs(2) + line.lstrip()
            said = "YAML does not take tabs for indentation; read as two spaces each."
            self._mend(at, line, Repair("front-matter-tab", said, at, indent.index("\t") + 1))
        tight = _TIGHT_KEY.fullmatch(line)
        if tight is None and _loads(line.lstrip()):
            return
        item = _ITEM.fullmatch(line)
        before, rest = (line[: item.start("value")], item["value"]) if item else ("", line)
        if tight is not None:
            rest = f"{tight['indent']}{tight['key']}: {tight['value']}"
            said = "A space is missing behind the colon."
            self._mend(at, rest, Repair("front-matter-space", said, at, tight.start("colon") + 1))
            if _loads(rest.lstrip()):
                return
        found = KEY.fullmatch(rest)
        if found is not None:
            before, rest = before + rest[: found.start("value")], found["value"]
        elif not item:
            return
        self._quote(at, before, rest)

    def _quote(self, at: int, before: str, raw: str) -> None:
        said = raw.strip()
        if not said:
            return
        understood = reread(said)
        remark = f"  # {understood.remark.lstrip('# ')}" if understood.remark else ""
        # The columns are those of the line as it is in the file, where mending has not moved anything yet.
        column = max(self.lines[at].find(said), 0) + understood.offset + 1
        self._mend(
            at,
            f"{before.rstrip()} {quoted(understood.value, understood.quote)}{remark}",
            Repair(understood.code, understood.sentence, at, column),
        )

    def _collapse(self, start: int, stop: int) -> None:
        """The last resort for an entry of several lines: all of it is one text, on its first line."""
        line = self._line(start)
        found = KEY.fullmatch(line)
        if found is None:
            return
        value = found["value"].strip()
        rest = [self._line(at).strip() for at in range(start + 1, stop) if self._is_text(at)]
        if _OPENS_BLOCK.match(value):
            value = ""
        joined = " ".join(part for part in [value, *rest] if part)
        for at in range(start + 1, stop):
            if self._is_text(at):
                self._mend(at, "")
        understood = reread(joined) if joined else None
        if understood is None:
            return
        if rest and understood.code == "front-matter-value":
            said = "This value goes on in lines that YAML does not take for a part of it; read as one line."
            understood = replace(understood, code="front-matter-lines", sentence=said)
        column = found.start("value") + 1 + (understood.offset if understood.offset < len(value) else 0)
        self._mend(
            start,
            line[: found.start("value")].rstrip() + " " + quoted(understood.value, understood.quote),
            Repair(understood.code, understood.sentence, start, column),
        )


def _loads(line: str) -> bool:
    """Whether YAML takes a line alone: an item, a key with its value, or a part of a longer text."""
    try:
        yaml_core.load(f"items:\n{line}" if line.startswith("-") else line if KEY.match(line) else f"text: {line}")
    except FrontMatterUnreadable:
        return False
    return True
