"""HTML as Markdown: what its tags say to a reader, and nothing else of them.

For raw HTML inside of articles. The standard library's parser reads everything, however broken; what comes out holds
no tags, and text that only looked like Markdown is escaped, so that it is read the same again.
"""

import re
from html.parser import HTMLParser
from typing import Final

from newsdesk.text.clean import clean

_SPECIAL = re.compile(r"([\\`*_\[\]<>{}$~|^&])")
_LINE_START = re.compile(r"^(\s*)([#+\-=:!]|\d+[.)])(?=\s|$|[#+\-=:!])", re.MULTILINE)
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "body", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "main", "menu", "nav", "ol",
        "p", "section", "summary", "ul", "tabs", "tabitem",
    }
)  # fmt: skip
_HIDDEN: Final = frozenset({"script", "style", "template", "head", "noscript", "select", "textarea"})
_EMPHASIS: Final = {
    "b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "dfn": "*", "var": "*", "s": "~~", "del": "~~",
    "strike": "~~",
}  # fmt: skip
_EMBEDDED: Final = {
    "iframe": "embedded page",
    "video": "video",
    "audio": "audio",
    "embed": "embedded file",
    "object": "embedded file",
}


def to_markdown(html: str) -> str:
    """The Markdown that says what a piece of HTML says.

    Args:
        html: Clean text; may be a fragment that opens or closes only half of what it means.

    Returns:
        Clean Markdown without any raw HTML. Pictures, links, headings, lists, tables, code and emphasis are kept;
        scripts, styles and comments are not.
    """
    writer = _MarkdownWriter()
    writer.feed(html)
    writer.close()
    return clean(writer.markdown())


class _MarkdownWriter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._line: list[str] = []
        self._hidden = 0
        self._code: list[str] | None = None
        self._language = ""
        self._links: list[str] = []
        self._lists: list[int] = []
        self._quotes = 0
        self._heading = 0
        self._row: list[str] | None = None
        self._rows: list[list[str]] = []
        self._cell_start = 0

    def markdown(self) -> str:
        self._end_block()
        self._end_table()
        return "\n\n".join(self._blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _HIDDEN:
            self._hidden += 1
        elif self._hidden:
            return
        elif tag == "pre":
            self._end_block()
            self._code = []
            self._language = ""
        elif self._code is not None:
            if tag == "code":
                self._language = attributes.get("class", "").removeprefix("language-").split(" ")[0]
        else:
            self._open(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = self.get_starttag_text() or ""
        name = source[1 : 1 + len(tag)]
        if name[:1].isupper() and not self._hidden and self._code is None:
            self._line.append(_escaped(f"[{name}]"))
            return
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._end_block()
            self._heading = int(tag[1])
        elif tag == "br":
            self._line.append("\\\n" if self._row is None else " ")
        elif tag == "hr":
            self._end_block()
            self._blocks.append("***")
        elif tag == "img":
            self._line.append(_picture(attributes))
        elif tag in _EMBEDDED:
            self._embedded(tag, attributes)
        elif tag == "a":
            self._links.append(attributes.get("href", ""))
            self._line.append("[" if self._links[-1] else "")
        elif tag in _EMPHASIS:
            self._line.append(_EMPHASIS[tag])
        elif tag in {"code", "tt", "samp", "kbd"}:
            self._line.append("\x00")
        elif tag in {"td", "th"}:
            self._start_cell()
        elif tag == "tr":
            self._end_block()
            self._row = []
        elif tag == "table":
            self._end_block()
        elif tag in {"ul", "ol"}:
            self._end_block()
            self._lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self._end_block()
            self._start_item()
        elif tag == "blockquote":
            self._end_block()
            self._quotes += 1
        elif tag == "summary":
            self._end_block()
            self._line.append("▾ **")
        elif tag in _BLOCKS:
            self._end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        elif self._hidden:
            return
        elif tag == "pre":
            self._end_code()
        elif self._code is not None:
            return
        elif tag == "a":
            if self._links:
                href = self._links.pop()
                self._line.append(f"](<{_destination(href)}>)" if href else "")
        elif tag in _EMPHASIS:
            self._line.append(_EMPHASIS[tag])
        elif tag in {"code", "tt", "samp", "kbd"}:
            self._line.append("\x00")
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self._end_table()
        elif tag in {"ul", "ol"}:
            self._end_block()
            if self._lists:
                self._lists.pop()
        elif tag == "blockquote":
            self._end_block()
            self._quotes = max(self._quotes - 1, 0)
        elif tag == "summary":
            self._line.append("**")
            self._end_block()
        elif tag in _BLOCKS or tag in {"li", "h1", "h2", "h3", "h4", "h5", "h6"}:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._code is not None:
            self._code.append(data)
        else:
            self._line.append(_escaped(data))

    def _embedded(self, tag: str, attributes: dict[str, str]) -> None:
        label = _escaped(f"[{attributes.get('title') or _EMBEDDED[tag]}]")
        source = attributes.get("src") or attributes.get("data")
        self._line.append(f"[{label}](<{_destination(source)}>)" if source else label)

    def _start_item(self) -> None:
        if self._lists and self._lists[-1]:
            self._line.append(f"{self._lists[-1]}. ")
            self._lists[-1] += 1
        else:
            self._line.append("- ")

    def _start_cell(self) -> None:
        if self._row is None:
            self._row = []
        self._end_cell()
        self._line = []

    def _end_cell(self) -> None:
        text = self._taken()
        if self._row is not None and text:
            self._row.append(text)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row:
            self._rows.append(self._row)
        self._row = None

    def _end_table(self) -> None:
        self._end_row()
        if not self._rows:
            return
        columns = max(len(row) for row in self._rows)
        rows = [row + [""] * (columns - len(row)) for row in self._rows]
        self._rows = []
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, "|" + " --- |" * columns)
        self._put("\n".join(lines))

    def _end_code(self) -> None:
        if self._code is None:
            return
        code = "".join(self._code).strip("\n")
        self._code = None
        fence = "```"
        while fence in code:
            fence += "`"
        self._put(f"{fence}{self._language}\n{code}\n{fence}")

    def _taken(self) -> str:
        text = "".join(self._line)
        self._line = []
        # Code inside of a sentence is marked by NULs, which clean text cannot hold.
        parts = text.split("\x00")
        for place in range(1, len(parts), 2):
            inner = re.sub(r"\\(.)", r"\1", parts[place])
            parts[place] = f"`` {inner} ``" if inner.strip() else inner
        text = "".join(parts)
        return re.sub(r"(?<!\\)\s*\n\s*|[ \t]+", " ", text).strip()

    def _end_block(self) -> None:
        if self._row is not None:
            self._line.append(" ")
            return
        text = self._taken()
        if not text.replace("*", "").replace("~", "").strip():
            self._heading = 0
            return
        if self._heading:
            text = "#" * self._heading + " " + text.replace("\\ ", " ")
            self._heading = 0
        self._put(text)

    def _put(self, block: str) -> None:
        indent = "    " * max(len(self._lists) - 1, 0)
        quote = "> " * self._quotes
        self._blocks.append("\n".join(quote + indent + line for line in block.split("\n")))


def _escaped(text: str) -> str:
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def _destination(url: str) -> str:
    return re.sub(r"[<>\n\\]", "", url).strip()


def _picture(attributes: dict[str, str]) -> str:
    alt = _escaped(" ".join(attributes.get("alt", "").split()))
    return f"![{alt}](<{_destination(attributes.get('src', ''))}>)"
