"""What site generators put between the words, taken out before the sentences are parsed.

`{{ variables }}`, `{{< shortcodes >}}`, `{% tags %}`, kramdown's `{: attributes }`, MDX comments and JSX components
are meant for a program that is not here. They are replaced by a sign of the private use area that Markdown passes
over, so that an underscore in them starts no emphasis and a space in them ends no link; the sign is turned back into
a quiet placeholder, or nothing, when the passage is written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_OPEN, _CLOSE = "\uf5d0", "\uf5d1"
_SIGN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_TEMPLATE = re.compile(
    r"\{\{(?:[^{}]|\{[^{}]*\})*\}\}\}?"  # {{ variable }}, {{< shortcode >}}, {{{ raw }}}
    r"|\{%.{0,2000}?%\}"  # {% tag %}
    r"|\{:[^{}\n]*\}"  # {: .class }
    r"|\{/\*.{0,2000}?\*/\}"  # {/* comment */}
    # <Component prop={x} />
    rf"|</?[A-Z][\w.]*+(?=[\s/>])(?:[^<>{{}}\"'`\n]|\"[^\"\n]*\"|'[^'\n]*'|\n(?!\n)|{_BRACES})*/?>",
    re.DOTALL,
)
_HEADING_ID = re.compile(r"\s*\{#([\w:.\-]+)[^{}]*\}\s*$")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_NAMED = re.compile(r"\b(?:caption|alt|title|label)\s*=\s*(\"[^\"]*\"|'[^']*')")
_SOURCE = re.compile(r"\b(?:src|image|link|url)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_PICTURES = frozenset({"figure", "img", "image", "picture", "gallery", "photo"})
_REFERENCES = frozenset({"ref", "relref", "post_url", "link", "asset_path", "asset_url"})
# Their text stands between them and is shown; the tags themselves say nothing.
_SILENT = frozenset(
    {
        "raw",
        "comment",
        "highlight",
        "if",
        "unless",
        "else",
        "elsif",
        "for",
        "assign",
        "capture",
        "case",
        "when",
        "liquid",
        "codeblock",
        "tab",
        "tabs",
        "details",
    }
)
MAX_LABEL = 60
"""Characters of a placeholder's label: its name and its first arguments."""


@dataclass(frozen=True, slots=True)
class Template:
    """One thing that was taken out."""

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
        label = " ".join(inner.split())
        return label if len(label) <= MAX_LABEL else label[:MAX_LABEL].rsplit(" ", 1)[0] + " …"

    @property
    def picture(self) -> str | None:
        """The address of the picture that a shortcode shows."""
        inner = _inner(self.source)
        source = _SOURCE.search(inner)
        return source[1].strip("\"'") if source and inner.split(None, 1)[0] in _PICTURES else None

    @property
    def reference(self) -> str:
        """What it stands for inside a link: the page that it names, else nothing (`{{ site.baseurl }}/about`)."""
        words = _inner(self.source).split()
        return words[1].strip("\"'") if len(words) > 1 and words[0] in _REFERENCES else ""


@dataclass(slots=True)
class Templates:
    """What was taken out of one passage, by number."""

    taken: list[Template] = field(default_factory=list)

    def take_out(self, source: str) -> str:
        """The source with signs in place of templates; those inside of code spans stay."""
        if "{" not in source and not _may_be_component(source):
            return source
        source = source.replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd")
        code = [found.span() for found in _CODE_SPAN.finditer(source)] if "`" in source else []
        return _TEMPLATE.sub(lambda found: self._taken(found, code), source)

    def _taken(self, found: re.Match[str], code: Sequence[tuple[int, int]]) -> str:
        if any(start <= found.start() < end for start, end in code):
            return found[0]
        self.taken.append(Template(found[0]))
        return f"{_OPEN}{len(self.taken) - 1}{_CLOSE}"

    def split(self, text: str) -> list[str | Template]:
        """A text with signs as pieces of text and what was taken out between them."""
        if _OPEN not in text:
            return [text]
        pieces: list[str | Template] = []
        at = 0
        for found in _SIGN.finditer(text):
            pieces += [text[at : found.start()], self.taken[int(found[1])]]
            at = found.end()
        pieces.append(text[at:])
        return [piece for piece in pieces if piece != ""]

    def destination(self, target: str) -> str:
        """A link's destination, with what its templates stand for."""
        return "".join(piece if isinstance(piece, str) else piece.reference for piece in self.split(target))


def without_heading_id(source: str) -> tuple[str, str]:
    """A heading's source and the name that its author gave it: `Setup {#install}` → `Setup`, `install`."""
    found = _HEADING_ID.search(source)
    return (source[: found.start()], found[1]) if found else (source, "")


def _may_be_component(source: str) -> bool:
    at = source.find("<")
    return at >= 0 and re.search(r"</?[A-Z]", source) is not None


def _inner(source: str) -> str:
    return source.strip("{}%<>/ \t\n").strip()
