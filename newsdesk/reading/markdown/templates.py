"""What must not be parsed as Markdown, taken out of a passage before its sentences are.

Site generators put things between the words that are meant for a program that is not here: `{{ variables }}`,
`{{< shortcodes >}}`, `{% tags %}`, kramdown's `{: attributes }`, MDX comments, JSX components. And web addresses stand
there bare (GFM 6.9). All are replaced by a sign of the private use area that Markdown passes over, so that an
underscore in them starts no emphasis and a space in them ends no link; when the passage is written, the sign is turned
back into a quiet placeholder, a link, or nothing.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from newsdesk.text.clean import clean_line

_OPEN, _CLOSE = "\uf5d0", "\uf5d1"
_SIGN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_IN_ADDRESS = r"(?:[^\s<>\[\]`\\|&\u3000-\u303f\uff00-\uffef]|&(?!(?:lt|gt|quot|nbsp);))++"
_TEMPLATE = re.compile(
    r"\{\{(?:[^{}]|\{[^{}]*\})*+\}\}\}?"  # {{ variable }}, {{< shortcode >}}, {{{ raw }}}
    r"|\{%(?:[^%{]|%(?!\})|\{(?!%))*+%\}"  # {% tag %}
    r"|\{:[^{}]{0,300}\}"  # {: .class }
    r"|\{/\*(?:[^*]|\*(?!/))*+\*/\}"  # {/* comment */}
    # <Component prop={x} />
    rf"|</?[A-Z][\w.]*+(?=[\s/>])(?:[^<>{{}}\"'`\n]|\"[^\"\n]*\"|'[^'\n]*'|\n(?!\n)|{_BRACES})*/?>"
    # https://example.org/a?b=c&amp;d: where a link's destination stands, the parser finds its end better.
    rf"|(?<![\w<@./\-])(?<!\]\()(?<!\]\( )(?P<address>(?:https?://|www\.(?=\w)){_IN_ADDRESS})"
    r"|(?<![\w.+\-/:@<\\])(?P<mail>[a-zA-Z0-9.+_\-]++@[a-zA-Z0-9\-]++(?:\.[a-zA-Z0-9\-]*[a-zA-Z0-9])+)(?![\w@\-])"
)
_MAY_HOLD_ONE = re.compile(r"\{[{%:/]|</?[A-Z]|://|www\.|@")
_HEADING_ID = re.compile(r"\s*\{#([\w:.\-]+)[^{}]*\}\s*$")
_BACKTICKS = re.compile("`+")
_NAMED = re.compile(r"\b(?:caption|alt|title|label)\s*=\s*(\"[^\"]*\"|'[^']*')")
_SOURCE = re.compile(r"\b(?:src|image|link|url)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_PICTURES = frozenset({"figure", "img", "image", "picture", "gallery", "photo"})
_REFERENCES = frozenset({"ref", "relref", "post_url", "link", "asset_path", "asset_url"})
# Their text stands between them and is shown; the tags themselves say nothing.
_SILENT = frozenset(
    {
        "raw", "comment", "highlight", "if", "unless", "else", "elsif", "for", "assign", "capture", "case", "when",
        "liquid", "codeblock", "tab", "tabs", "details",
    }
)  # fmt: skip
_WITHOUT_BRACES = str.maketrans("{}%", "   ")
_AFTER_ADDRESS = "?!.,:;*_~'\""
MAX_LABEL = 60
"""Characters of a placeholder's label: its name and its first arguments."""


@dataclass(frozen=True, slots=True)
class Address:
    """A bare web or mail address."""

    source: str
    """As it stood in the text."""

    @property
    def text(self) -> str:
        """As a reader sees it: `&amp;` is `&`."""
        return clean_line(unescape(self.source))

    @property
    def destination(self) -> str:
        """Where it leads."""
        if self.source.startswith("www."):
            return f"http://{self.text}"
        return self.text if "://" in self.source else f"mailto:{self.text}"


@dataclass(frozen=True, slots=True)
class Template:
    """Something for a site generator."""

    source: str
    """As it stood in the text."""

    @property
    def label(self) -> str:
        """What a placeholder says of it; `""` for what is passed over in silence."""
        inner = _inner(self.source)
        name = inner.split(None, 1)[0] if inner else ""
        if self.source.startswith(("{:", "{/*", "</")) or not name or name.startswith(("/", "#", "!", "-")):
            return ""
        if name.lower().startswith("end") or name.lower() in _SILENT:
            return ""
        if self.source.startswith("<"):
            return name.rstrip("/") if self.source.endswith("/>") else ""
        caption = _NAMED.search(inner)
        if name in _PICTURES and caption:
            return f"picture: {caption[1][1:-1]}"
        label = " ".join(inner.translate(_WITHOUT_BRACES).split())
        return label if len(label) <= MAX_LABEL else label[:MAX_LABEL].rsplit(" ", 1)[0] + " …"

    @property
    def picture(self) -> str | None:
        """The address of the picture that a shortcode shows."""
        inner = _inner(self.source)
        source = _SOURCE.search(inner)
        return source[1].strip("\"'") if source and inner.split(None, 1)[0] in _PICTURES else None

    @property
    def destination(self) -> str:
        """What it stands for inside a link: the page that it names, else nothing (`{{ site.baseurl }}/about`)."""
        words = _inner(self.source).split()
        if words and words[0][0] in "\"'":
            return words[0].strip("\"'")  # {{ "/news/" | relative_url }}
        return words[1].strip("\"'") if len(words) > 1 and words[0] in _REFERENCES else ""


@dataclass(slots=True)
class Templates:
    """What was taken out of one passage, by number."""

    taken: list[Template | Address] = field(default_factory=list)

    def take_out(self, source: str) -> str:
        """The source with signs in place of what is taken out; code spans stay as they are."""
        if not _MAY_HOLD_ONE.search(source):
            return source
        source = source.replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd")
        code = _code_spans(source)
        parts: list[str] = []
        at = 0
        for start, end in [*code, (len(source), len(source))]:
            parts += [_TEMPLATE.sub(self._taken, source[at:start]), source[start:end]]
            at = end
        return "".join(parts)

    def _taken(self, found: re.Match[str]) -> str:
        source = found[0]
        rest = ""
        if found["address"]:
            kept = _without_tail(source)
            source, rest = source[:kept], source[kept:]
        self.taken.append(Address(source) if found["address"] or found["mail"] else Template(source))
        return f"{_OPEN}{len(self.taken) - 1}{_CLOSE}{rest}"

    def split(self, text: str) -> list[str | Template | Address]:
        """A text with signs as pieces of text and what was taken out between them."""
        if _OPEN not in text:
            return [text]
        pieces: list[str | Template | Address] = []
        at = 0
        for found in _SIGN.finditer(text):
            pieces += [text[at : found.start()], self.taken[int(found[1])]]
            at = found.end()
        pieces.append(text[at:])
        return [piece for piece in pieces if piece != ""]

    def restored(self, text: str) -> str:
        """A text with everything back in its place."""
        return "".join(piece if isinstance(piece, str) else piece.source for piece in self.split(text))

    def destination(self, target: str) -> str:
        """A link's destination, with what its templates stand for."""
        pieces = self.split(target)
        return "".join(
            piece if isinstance(piece, str) else piece.source if isinstance(piece, Address) else piece.destination
            for piece in pieces
        )


def without_heading_id(source: str) -> tuple[str, str]:
    """A heading's source and the name that its author gave it: `Setup {#install}` → `Setup`, `install`."""
    found = _HEADING_ID.search(source) if source.endswith("}") else None
    return (source[: found.start()], found[1]) if found else (source, "")


def _without_tail(address: str) -> int:
    """How much of what looks like an address is one: punctuation and a bracket behind it belong to the sentence."""
    end = len(address)
    while end:
        last = address[end - 1]
        if (last == ")" and address.count(")", 0, end) > address.count("(", 0, end)) or last in _AFTER_ADDRESS:
            end -= 1
        else:
            break
    return end


def _inner(source: str) -> str:
    return source.strip("{}%<>/ \t\n").strip()


def _code_spans(source: str) -> list[tuple[int, int]]:
    """Where code stands between backticks: from a run of them to the next of the same length (CommonMark 6.1)."""
    runs = [found.span() for found in _BACKTICKS.finditer(source)]
    following: dict[int, int] = {}
    closing: list[int | None] = [None] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        size = runs[number][1] - runs[number][0]
        closing[number] = following.get(size)
        following[size] = number
    spans: list[tuple[int, int]] = []
    number = 0
    while number < len(runs):
        end = closing[number]
        if end is None:
            number += 1
            continue
        spans.append((runs[number][0], runs[end][1]))
        number = end + 1
    return spans
