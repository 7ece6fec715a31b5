"""HTML as Markdown: what its tags say to a reader, and nothing else of them.

For raw HTML in articles, however broken: a fragment may close what it never opened. What comes out is clean Markdown;
text that only looks like Markdown is escaped in it, and where Markdown's own signs would be misread (`**Note:**text`),
the tag `<b>` stays, which is Markdown too.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from newsdesk.text.clean import clean
from newsdesk.text.tags import Tag, scan

MAX_DEPTH = 8
"""Lists in lists and quotes in quotes; what is deeper is shown at this depth."""

_SPECIAL = re.compile(r"\{\{[^{}]*+\}\}|\{%[^%{}]*+%\}|([\\`*_\[\]<>{}$~|^&])")
_BLOCK_SIGN = re.compile(r"([#+\-=:]|!!!|\d{1,9}(?=[.)](?:\s|$)))")
_SAYS_MARKDOWN = re.compile(r"\smarkdown(?:=[\"']?(?:1|block|span))?[\"']?(?=[\s>])")
_BARE_PIPE = re.compile(r"(?<!\\)\|")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS: Final = _HEADINGS | {
    "address", "article", "aside", "body", "caption", "center", "details", "dialog", "div", "dl", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "main", "menu", "nav", "p",
    "section", "summary", "tbody", "tfoot", "thead",
}  # fmt: skip
_HIDDEN: Final = frozenset({"script", "style", "template", "head", "noscript", "select", "textarea", "svg"})
_MARKS: Final = {
    "b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "dfn": "*", "var": "*", "s": "~~", "del": "~~",
    "strike": "~~", "a": "", "code": "", "tt": "", "samp": "", "kbd": "", "mark": "", "u": "", "ins": "", "sup": "",
    "sub": "",
}  # fmt: skip
"""Tags within a sentence, and the sign that Markdown has for them; the others stay tags."""
_EMBEDDED: Final = {
    "iframe": "embedded page", "video": "video", "audio": "audio", "embed": "embedded file", "object": "embedded file",
}  # fmt: skip


def to_markdown(html: str) -> str:
    """The Markdown that says what a piece of HTML says.

    Args:
        html: Clean text; may be a fragment that opens or closes only half of what it means.

    Returns:
        Clean Markdown: pictures, links, headings, lists, tables, code and emphasis are kept, and of HTML's own tags
        only those within sentences that Markdown has no sign for. Scripts, styles and comments are left out.
    """
    writer = _Writer()
    for part in scan(html):
        if isinstance(part, str):
            writer.text(part)
        elif part.closing:
            writer.close(part.name.lower())
        else:
            writer.open(part)
            if part.empty:
                writer.close(part.name.lower())
    return clean(writer.markdown())


@dataclass(slots=True)
class _Mark:
    """A tag within a sentence."""

    name: str
    closing: bool
    attributes: dict[str, str]


@dataclass(slots=True)
class _Block:
    text: str
    item: bool
    """Whether it is, or belongs to, an item of a list: these stand closer."""


class _Writer:
    """Writes Markdown block by block; broken nesting is taken as it comes."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self._line: list[str | _Mark] = []
        self._hidden = ""
        self._code: list[str] | None = None
        self._language = ""
        self._lists: list[int] = []
        """Of each open list: the number of its next item, 0 for bullets."""
        self._item = ""
        """The marker that the next block of the list begins with."""
        self._quotes = 0
        self._heading = 0
        self._is_markdown = False
        """Whether a tag said that there is Markdown in it, as kramdown and others allow."""
        self._row: list[str] | None = None
        self._rows: list[list[str]] = []

    def markdown(self) -> str:
        """What was written."""
        self._end_code()
        self._end_block()
        self._end_table()
        parts: list[str] = []
        for number, block in enumerate(self._blocks):
            if number:
                parts.append("\n" if block.item and self._blocks[number - 1].item else "\n\n")
            parts.append(block.text)
        return "".join(parts)

    def text(self, text: str) -> None:
        """Text between tags."""
        if self._hidden:
            return
        if self._code is not None:
            self._code.append(text)
        else:
            self._line.append(text if self._is_markdown else _escaped(text))

    def open(self, tag: Tag) -> None:
        """An opening tag."""
        name = tag.name.lower()
        if self._hidden:
            return
        self._is_markdown = self._is_markdown or _SAYS_MARKDOWN.search(tag.source) is not None
        if name in _HIDDEN:
            self._hidden = name
        elif self._code is not None:
            if name == "code":
                self._language = tag.attributes.get("class", "").removeprefix("language-").split(" ")[0]
        elif tag.name[0].isupper() and tag.empty:
            self._line.append(f"\\[{tag.name}\\]")
        elif name in _MARKS:
            self._line.append(_Mark(name, closing=False, attributes=tag.attributes))
        elif name == "br":
            self._line.append("\x00")
        elif name == "img":
            self._line.append(_picture(tag.attributes))
        elif name in _EMBEDDED:
            self._line.append(_embedded(name, tag.attributes))
        else:
            self._open_block(name)

    def close(self, name: str) -> None:
        """A closing tag, or the end of one that closes itself."""
        if self._hidden:
            self._hidden = "" if name == self._hidden else self._hidden
        elif name == "pre":
            self._end_code()
        elif self._code is not None:
            return
        elif name in _MARKS:
            self._line.append(_Mark(name, closing=True, attributes={}))
        elif name in {"td", "th"}:
            self._end_cell()
        elif name == "tr":
            self._end_row()
        elif name == "table":
            self._end_table()
        elif name in {"ul", "ol"}:
            self._end_block()
            if self._lists:
                self._lists.pop()
        elif name == "blockquote":
            self._end_block()
            self._quotes = max(self._quotes - 1, 0)
        elif name in _BLOCKS or name in {"li", "dt", "dd"}:
            if name == "summary":
                self._line.append(_Mark("b", closing=True, attributes={}))
            self._end_block()

    def _open_block(self, name: str) -> None:
        if name in {"td", "th"}:
            self._end_cell()
            self._row = self._row if self._row is not None else []
        elif name == "tr":
            self._end_row()
            self._row = []
        elif self._row is not None and (name in _BLOCKS or name in {"li", "dt", "dd", "hr", "blockquote", "ul", "ol"}):
            self._line.append("\x00")
        elif name == "pre":
            self._end_block()
            self._code, self._language = [], ""
        elif name in _HEADINGS:
            self._end_block()
            self._heading = int(name[1])
        elif name == "hr":
            self._end_block()
            self._put("***")
        elif name in {"ul", "ol"}:
            self._end_block()
            self._lists.append(1 if name == "ol" else 0)
        elif name == "li":
            self._end_block()
            self._start_item()
        elif name == "blockquote":
            self._end_block()
            self._quotes += 1
        elif name in _BLOCKS or name in {"table", "dt", "dd"}:
            self._end_block()
            self._line.append({"summary": "▾ ", "dd": "— "}.get(name, ""))
            if name == "summary":
                self._line.append(_Mark("b", closing=False, attributes={}))

    def _start_item(self) -> None:
        if not self._lists:
            self._lists.append(0)
        number = self._lists[-1]
        self._item = f"{number}. " if number else "- "
        self._lists[-1] += 1 if number else 0

    def _end_cell(self) -> None:
        text = self._taken()
        if self._row is not None and text:
            self._row.append(_BARE_PIPE.sub(r"\|", text.replace("\\\n", "<br>")))

    def _end_row(self) -> None:
        if self._row is None:
            self._end_block()
            return
        self._end_cell()
        if self._row:
            self._rows.append(self._row)
        self._row = None

    def _end_table(self) -> None:
        self._end_row()
        if not self._rows:
            return
        columns = max(map(len, self._rows))
        lines = [f"| {' | '.join(row + [''] * (columns - len(row)))} |" for row in self._rows]
        lines.insert(1, "|" + " --- |" * columns)
        self._rows = []
        self._put("\n".join(lines))

    def _end_code(self) -> None:
        if self._code is None:
            return
        code = "".join(self._code).strip("\n")
        self._code = None
        if self._row is not None:
            self._line.append("\x00".join(_escaped(line) for line in code.split("\n")))
            return
        fence = "```"
        while fence in code:
            fence += "`"
        self._put(f"{fence}{self._language}\n{code}\n{fence}")

    def _end_block(self) -> None:
        if self._row is not None:
            self._line.append("\x00")
            return
        heading, self._heading = self._heading, 0
        text = self._taken()
        if not text:
            return
        if heading:
            text = "#" * heading + " " + text.replace("\\\n", " ")
        elif not self._is_markdown and (sign := _BLOCK_SIGN.match(text)):
            place = sign.end() if sign[0].isdigit() else 0
            text = f"{text[:place]}\\{text[place:]}"
        self._put(text)

    def _put(self, block: str) -> None:
        depth = min(len(self._lists), MAX_DEPTH)
        quote = "> " * min(self._quotes, MAX_DEPTH)
        indent = "    " * depth
        first = "    " * max(depth - 1, 0) + self._item if self._item else indent
        self._item = ""
        lines = block.split("\n")
        text = "\n".join(quote + (first if number == 0 else indent) + line for number, line in enumerate(lines))
        self._blocks.append(_Block(text, bool(self._lists)))

    def _taken(self) -> str:
        """The line at hand, its marks resolved, its white space collapsed. In it a NUL stands for a line break."""
        parts, self._line = self._line, []
        text = _resolved(parts)
        text = re.sub(r"\s+", " ", text)
        return re.sub(r"(?: ?\x00 ?)+", "\\\\\n", text.strip(" \x00"))


def _escaped(text: str) -> str:
    """Text in which nothing is Markdown; what is meant for a site generator stays as it is."""
    return _SPECIAL.sub(lambda found: found[0] if found[1] is None else f"\\{found[1]}", text)


def _resolved(parts: list[str | _Mark]) -> str:
    """The parts as one text: marks that find their other half become Markdown's signs, the others nothing."""
    open_at: list[tuple[_Mark, int]] = []
    open_names: Counter[str] = Counter()
    written: list[str] = []
    for place, part in enumerate(parts):
        if isinstance(part, str):
            written.append(part)
        elif not part.closing:
            open_at.append((part, len(written)))
            open_names[part.name] += 1
        elif open_names[part.name]:
            mark, start = open_at.pop()
            open_names[mark.name] -= 1
            while mark.name != part.name:
                mark, start = open_at.pop()
                open_names[mark.name] -= 1
            before = "".join(written[max(start - 2, 0) : start])[-1:]
            following = parts[place + 1] if place + 1 < len(parts) else ""
            after = following[:1] if isinstance(following, str) else "x"
            written[start:] = [_marked(mark, "".join(written[start:]), before, after)]
    return "".join(written)


def _marked(mark: _Mark, inside: str, before: str, after: str) -> str:
    bare = inside.strip()
    if not bare.strip("\x00"):
        return inside
    lead, tail = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    if mark.name == "a":
        href = mark.attributes.get("href", "")
        return f"{lead}[{bare}](<{_destination(href)}>){tail}" if href else inside
    sign = _MARKS[mark.name]
    # Next to letters or beside its own kind a sign may be read as text (CommonMark 6.2); a tag never is.
    if (
        sign
        and not (before.isalnum() or after.isalnum())
        and bare[0].isalnum()
        and bare[-1].isalnum()
        and before != "*"
    ):
        return f"{lead}{sign}{bare}{sign}{tail}"
    return f"{lead}<{mark.name}>{bare}</{mark.name}>{tail}"


def _destination(url: str) -> str:
    return re.sub(r"[<>\n\\]", "", url).strip()


def _picture(attributes: dict[str, str]) -> str:
    alt = _escaped(attributes.get("alt", ""))
    return f"![{alt}](<{_destination(attributes.get('src', ''))}>)"


def _embedded(name: str, attributes: dict[str, str]) -> str:
    label = "\\[" + _escaped(attributes.get("title") or _EMBEDDED[name]) + "\\]"
    source = _destination(attributes.get("src") or attributes.get("data") or "")
    return f"[{label}](<{source}>)" if source else label
