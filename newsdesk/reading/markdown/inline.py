"""From a block's Markdown to its passage: sentences with their emphasis, links, code, pictures.

Raw HTML inside of sentences is understood as far as it says something to a reader (`<b>`, `<br>`, `<kbd>`, `<a>`,
`<img>`, `<sup>`); other tags are passed over, their text stays.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from newsdesk.reading.links import Link, LinkKind, host_of, link_to
from newsdesk.reading.markdown.maths import looks_like_maths, lowered, raised, unicode_maths
from newsdesk.reading.markdown.parser import NUMBERS, Environment, TooIntricate, parse_inline
from newsdesk.reading.markdown.passage import Face, Passage, Writer
from newsdesk.reading.markdown.templates import Address, Template, Templates
from newsdesk.reading.spans import Role, Style
from newsdesk.text.clean import clean, clean_line
from newsdesk.text.tags import attributes_of

TOO_INTRICATE = "The paragraph above is too intricate to be laid out; it is shown as it was written."

_TOKEN_STYLES = {
    "em": Style.EMPHASIS,
    "strong": Style.STRONG,
    "s": Style.STRIKE,
}
_TAG_STYLES = {
    "b": Style.STRONG,
    "strong": Style.STRONG,
    "i": Style.EMPHASIS,
    "em": Style.EMPHASIS,
    "cite": Style.EMPHASIS,
    "dfn": Style.EMPHASIS,
    "var": Style.EMPHASIS,
    "u": Style.UNDERLINE,
    "ins": Style.UNDERLINE,
    "s": Style.STRIKE,
    "del": Style.STRIKE,
    "strike": Style.STRIKE,
    "code": Style.CODE,
    "tt": Style.CODE,
    "samp": Style.CODE,
    "kbd": Style.KEY,
    "mark": Style.MARKED,
}
_HIDDEN_TAGS = frozenset({"script", "style", "template", "noscript"})
_BREAKING_TAGS = frozenset({"br", "p", "div", "li", "tr", "hr"})
_EMBEDDED_TAGS = frozenset({"iframe", "video", "audio", "embed", "object"})
# Without any of these, sentences are just sentences; most cells of tables and many paragraphs are.
_MARKUP = re.compile(r"[\\`*_\[\]<>{$~&@]|://|www\.|  \n")
_UNEVEN = re.compile(r"[\t\n]|  ")
_WHITE = re.compile(r"[ \t\n]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9\-]*)([^>]*)>")
# A text that a reader takes for an address. Many names of programs and files (node.js, README.md) look like hosts, too.
_LOOKS_LIKE_ADDRESS = re.compile(
    r"\s*(?:(?:https?://|(?=www\.))((?:[\w-]+\.)+\w{2,})|((?:[\w-]+\.)+(?:com|org|net|gov|edu)))(?::\d+)?(?:[/?#]\S*)?\s*$",
    re.IGNORECASE,
)
_LONGEST_ADDRESS_SHOWN = 500
# Between these a line end in the source is no space: CJK writes without them.
_WITHOUT_SPACES = re.compile("[\u2e80-\u303e\u3041-\ua4cf\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]")


def read_passage(source: str, environment: Environment) -> Passage:
    """The passage that a block's inline Markdown makes.

    Args:
        source: Clean Markdown of one block, without the block's own signs.
        environment: The link references and footnotes of the article.

    Returns:
        What it says; as it was written, with a word about that, when it is too intricate to parse.
    """
    if not _MARKUP.search(source) and ("\n" not in source or source.isascii()):
        # Mostly there is nothing to collapse, and the passage shares the block's own string.
        return Passage((_WHITE.sub(" ", source) if _UNEVEN.search(source) else source).strip(" "))
    templates = Templates()
    try:
        tokens = parse_inline(templates.take_out(source), environment)
    except TooIntricate:
        as_written = Writer()
        as_written.write(_WHITE.sub(" ", source).strip(" "))
        as_written.break_line()
        as_written.write(TOO_INTRICATE, Face(role=Role.NOTICE))
        return as_written.passage()
    writer = _PassageWriter(templates, environment.get(NUMBERS, {}))
    writer.write_all(tokens)
    return writer.out.passage()


def picture_label(alt: str) -> str:
    """What stands in place of a picture."""
    return f"[picture: {alt}]" if alt else "[picture]"


class _PassageWriter:
    """Walks over the tokens of one passage; holds what is open at the place it has reached."""

    def __init__(self, templates: Templates, numbers: Mapping[str, int]) -> None:
        self.out = Writer()
        self._numbers = numbers
        self._templates = templates
        self._styles: list[Style] = []
        self._links: list[Link | None] = []
        self._link_starts: list[int] = []
        self._tags: list[_OpenTag] = []

    def write_all(self, tokens: Sequence[Token]) -> None:
        for place, token in enumerate(tokens):
            self._write(token, tokens, place)

    def _write(self, token: Token, tokens: Sequence[Token], place: int) -> None:
        kind = token.type
        if kind == "text":
            self._text(token.content)
        elif kind == "softbreak":
            self._soft_break(tokens, place)
        elif kind == "hardbreak":
            self.out.break_line()
        elif kind == "code_inline":
            self._text(token.content, Style.CODE)
        elif kind == "link_open":
            self._links.append(link_to(self._templates.destination(str(token.attrs.get("href", "")))))
            self._link_starts.append(self.out.length)
        elif kind == "link_close":
            self._name_host(self._links.pop(), self._link_starts.pop())
        elif kind == "image":
            self._picture(_bare(token.children or ()), str(token.attrs.get("src", "")))
        elif kind == "html_inline":
            self._tag(self._templates.restored(token.content))
        elif kind == "footnote_ref":
            label = str(token.meta["label"])
            number = self._numbers.get(label, label)
            self.out.write(f"[{number}]", Face(self._style(), Link(LinkKind.NOTE, label), Role.NOTE))
        elif kind.startswith("math_inline"):
            self._maths(self._templates.restored(token.content), token.markup)
        elif token.nesting == 1:
            self._styles.append(_TOKEN_STYLES[token.tag])
        elif token.nesting == -1:
            self._styles.pop()

    def _style(self) -> Style:
        style = Style.LINK if self._link() else Style.PLAIN
        for one in self._styles:
            style |= one
        for tag in self._tags:
            style |= tag.style
        return style

    def _link(self) -> Link | None:
        tagged = next((tag.link for tag in reversed(self._tags) if tag.link), None)
        return self._links[-1] if self._links else tagged

    def _name_host(self, link: Link | None, start: int) -> None:
        """Say where a link leads whose text looks like the address of another place."""
        if link is None or link.kind is not LinkKind.WEB or self.out.length - start > _LONGEST_ADDRESS_SHOWN:
            return
        said = _LOOKS_LIKE_ADDRESS.match(self.out.text_from(start))
        host = host_of(link.target)
        shown = (said[1] or said[2]).lower().removeprefix("www.") if said else ""
        if shown and host and not f".{host}".endswith(f".{shown}"):
            self.out.write(f" [{host}]", Face(role=Role.PLACEHOLDER))

    def _hidden(self) -> bool:
        return any(tag.name in _HIDDEN_TAGS for tag in self._tags)

    def _text(self, text: str, style: Style = Style.PLAIN) -> None:
        if self._hidden():
            return
        face = Face(self._style() | style, self._link())
        # An entity makes characters that the gate has not seen: `&#27;` is an escape only now.
        for piece in self._templates.split(clean(text)):
            if isinstance(piece, str):
                self.out.write(piece, face)
            elif style & Style.CODE:
                self.out.write(piece.source, face)
            elif isinstance(piece, Address):
                self._address(piece)
            else:
                self._template(piece)

    def _address(self, address: Address) -> None:
        link = self._link() or link_to(address.destination)
        style = self._style() | (Style.LINK if link else Style.PLAIN)
        self.out.write(address.text, Face(style, link))

    def _template(self, template: Template) -> None:
        label = template.label
        if not label:
            return
        picture = template.picture
        link = Link(LinkKind.PICTURE, picture) if picture else self._link()
        self.out.write(f"[{label}]", Face(self._style(), link, Role.PLACEHOLDER, picture or ""))

    def _soft_break(self, tokens: Sequence[Token], place: int) -> None:
        following = next((token.content for token in tokens[place + 1 :] if token.content), "")
        if not (_WITHOUT_SPACES.match(self.out.last) and _WITHOUT_SPACES.match(following)):
            self._text(" ")

    def _picture(self, alt: str, source: str) -> None:
        if self._hidden():
            return
        source = clean_line(self._templates.destination(source))
        alt = self._templates.restored(alt)
        link = self._link() or (Link(LinkKind.PICTURE, source) if source else None)
        self.out.write(picture_label(clean_line(alt)), Face(self._style(), link, Role.PLACEHOLDER, source))

    def _maths(self, source: str, sign: str) -> None:
        if looks_like_maths(source):
            self.out.write(unicode_maths(source), Face(self._style(), self._link(), Role.MATHS))
        else:
            self._text(f"{sign}{source}{sign}")

    def _tag(self, source: str) -> None:
        found = _TAG.match(source)
        if not found:
            return  # a comment, a declaration
        name = found[2].lower()
        if found[1]:
            self._close_tag(name)
        elif name in _BREAKING_TAGS:
            self.out.break_line()
        elif name == "img":
            attributes = attributes_of(found[3])
            self._picture(attributes.get("alt", ""), attributes.get("src", ""))
        elif name in _EMBEDDED_TAGS:
            self._embedded(name, attributes_of(found[3]))
        elif not source.endswith("/>"):
            link = link_to(attributes_of(found[3]).get("href", "")) if name == "a" else None
            self._tags.append(_OpenTag(name, self.out.length, _TAG_STYLES.get(name, Style.PLAIN), link))

    def _embedded(self, name: str, attributes: dict[str, str]) -> None:
        link = link_to(attributes.get("src", ""))
        label = attributes.get("title") or {"iframe": "embedded page"}.get(name, name)
        self.out.write(f"[{label}]", Face(Style.LINK if link else Style.PLAIN, link, Role.PLACEHOLDER))

    def _close_tag(self, name: str) -> None:
        """Close a tag and what was opened inside of it and not closed; a tag that is not open closes nothing."""
        if not any(tag.name == name for tag in self._tags):
            return
        while True:
            tag = self._tags.pop()
            if tag.name in {"sup", "sub"}:
                shifted = (raised if tag.name == "sup" else lowered)(self.out.text_from(tag.start))
                if shifted:
                    self.out.rewrite(tag.start, shifted)
            if tag.link:
                self._name_host(tag.link, tag.start)
            if tag.name == name:
                return


def _bare(tokens: Sequence[Token]) -> str:
    """The bare text of tokens: what a picture's description says."""
    return "".join(
        " " if token.type in {"softbreak", "hardbreak"} else _bare(token.children) if token.children else token.content
        for token in tokens
        if token.type != "html_inline"
    )


@dataclass(frozen=True, slots=True)
class _OpenTag:
    name: str
    start: int
    """Where in the passage its text begins."""
    style: Style
    link: Link | None
