"""One broken value of YAML front matter: what its writer meant, and how YAML would say it.

`reread` takes what stands behind `key:` on a line that YAML refuses, and answers with the value as a person reads
it: the quotes around it gone, apostrophes kept, remarks behind it apart. `quoted` writes a value so that YAML reads
it back.
"""

import re
from dataclasses import dataclass

_REMARK = re.compile(r"(?P<said>.*?['\"’”\]])\s+(?P<remark><!--[^<>]*-->|//.*|#.*)$", re.DOTALL)
_PLAIN_REMARK = re.compile(r"(?P<said>.*?\S)\s+(?P<remark># .*|<!--[^<>]*-->)$", re.DOTALL)
_CLOSERS = {"'": "'’", '"': '"”'}
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "n": " ", "t": " ", "'": "'", " ": " "}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\"'\\/nt ])")
_SAFE_PLAIN = re.compile(r"[A-Za-z][\w./-]*(?: [\w./-]+)*")
_WORDS_OF_YAML = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


@dataclass(frozen=True, slots=True)
class Reread:
    """A broken value, understood."""

    value: str | list[str]
    code: str
    offset: int
    """Where in the value, in characters from its start, YAML lost its way."""
    sentence: str
    remark: str = ""
    """What stood behind a quoted value, and is none of it."""
    quote: str = "'"


def reread(raw: str) -> Reread:
    """What the writer of a broken value meant.

    Args:
        raw: All that stands behind the colon, on one line, without white space around it.
    """
    opener = raw[:1]
    if opener in _CLOSERS:
        return _reread_quoted(raw, opener)
    if opener == "[" and not raw.startswith("[["):
        items = _items(raw)
        if items is not None:
            return Reread(
                items, "front-matter-list", 0, "This list is not closed, or a quote in it is not; read item by item."
            )
    remark = _PLAIN_REMARK.fullmatch(raw)
    said = remark["said"] if remark else raw
    colon = re.search(r":(?:\s|$)", said)
    if colon and opener not in "{[&*!|>%@`":
        return Reread(
            said,
            "front-matter-colon",
            colon.start(),
            "A colon followed by a space needs quotes around the value; read as text.",
            remark["remark"] if remark else "",
        )
    return Reread(
        said,
        "front-matter-value",
        0,
        "This value means something else in YAML, or nothing; read as the text it is.",
        remark["remark"] if remark else "",
    )


def _reread_quoted(raw: str, quote: str) -> Reread:
    remark = ""
    said = raw.rstrip(",;") if raw.rstrip(",;")[-1:] in _CLOSERS[quote] else raw
    if said[-1] not in _CLOSERS[quote] or len(said) == 1:
        apart = _REMARK.fullmatch(said)
        if apart is None:
            if _closes_before_its_end(said, quote):
                sentence = "Words follow the closing quote; the quotes are read as part of the value."
                return Reread(said, "front-matter-quote", said.index(quote, 1), sentence)
            inner, sentence = said[1:], "The quote at the beginning is never closed; read to the end of the line."
            return Reread(_unescaped(inner, quote), "front-matter-quote", 0, sentence, quote=quote)
        said, remark = apart["said"], apart["remark"]
        if said[-1] not in _CLOSERS[quote]:
            remark, said = "", raw
    inner = said[1:-1]
    if inner[:1] == inner[-1:] == quote and len(inner) > 2 and not _belongs_to_the_words(inner[1:-1], quote):
        # Quoted twice by a template: both pairs are quotes around the value.
        inner = inner[1:-1]
        sentence = "The value is quoted twice; both pairs of quotes are left out."
        return Reread(_unescaped(inner, quote), "front-matter-quote", 1, sentence, remark, quote)
    if not remark and _belongs_to_the_words(inner, quote):
        sentence = "Quotes stand inside the value without quotes around it; they are read as part of it."
        return Reread(said, "front-matter-quote", inner.index(quote) + 1, sentence)
    value = _unescaped(inner, quote)
    if remark:
        sentence = "A remark stands behind the closing quote; it is not read as part of the value."
        return Reread(value, "front-matter-remark", raw.rindex(remark), sentence, remark, quote)
    offset = _first_bare_quote(inner, quote)
    if offset is None:
        if said[-1] != quote:
            sentence = "The closing quote is a typographic one, which YAML does not take for a quote."
            return Reread(value, "front-matter-quote", len(said) - 1, sentence, quote=quote)
        sentence = "This quoted value holds something that YAML does not allow in quotes; read as it stands."
        return Reread(value, "front-matter-quote", 0, sentence, quote=quote)
    name = "An apostrophe" if quote == "'" else "A quotation mark"
    how = "''" if quote == "'" else '\\"'
    return Reread(
        value,
        "front-matter-quote",
        offset + 1,
        f"{name} inside a value in the same quotes must be written {how}; read as the writer meant it.",
        quote=quote,
    )


def _first_bare_quote(inner: str, quote: str) -> int | None:
    """The place of the first quote inside that YAML takes for the closing one."""
    at = 0
    while at < len(inner):
        if quote == '"' and inner[at] == "\\":
            at += 2
        elif inner[at] == quote:
            if quote == "'" and inner[at + 1 : at + 2] == "'":
                at += 2
                continue
            return at
        else:
            at += 1
    return None


def _closes_before_its_end(said: str, quote: str) -> bool:
    """`"Foo" and bar`: the quoted part ends before the value, at a quote that is no apostrophe."""
    return bool(re.match(rf"{quote}[^{quote}]*\S{quote}[\s,.;:!?)-]+\w", said))


def _belongs_to_the_words(inner: str, quote: str) -> bool:
    """`'Foo' and 'Bar'`: the outer quotes belong to words inside, not to the value.

    Told by the quotes inside: the first one ends a word, the last one begins one, and nothing is nested.
    """
    if inner.count(quote) != 2 or "\\" + quote in inner:
        return False
    first, last = inner.index(quote), inner.rindex(quote)
    ends_a_word = first > 0 and not inner[first - 1].isspace() and inner[first + 1 : first + 2].isspace()
    begins_a_word = inner[last - 1 : last].isspace() and inner[last + 1 : last + 2].strip() != ""
    return ends_a_word and begins_a_word and first < last


def _unescaped(inner: str, quote: str) -> str:
    if quote == '"':
        return _ESCAPE.sub(_unescape, inner)
    return inner.replace("\\'", "'").replace('\\"', '"').replace("''", "'")


def _unescape(found: re.Match[str]) -> str:
    letters = found[1]
    if letters[0] in "ux" and len(letters) > 1:
        return chr(int(letters[1:], 16))
    return _ESCAPES[letters]


def _items(raw: str) -> list[str] | None:
    """The items of a list in brackets; None when the brackets are words of a headline (`[AP] Flood`)."""
    closing = raw.rfind("]")
    if closing != -1 and raw[closing + 1 :].strip():
        return None
    inner = raw[1:closing] if closing != -1 else raw[1:]
    if closing == -1 and "," not in inner and " " in inner.strip():
        return None
    items = [item.strip() for item in inner.split(",")]
    return [_unescaped(_bare(item), item[0]) for item in items if item.strip("'\"")]


def _bare(item: str) -> str:
    if item[0] in _CLOSERS:
        return item[1:-1] if len(item) > 1 and item[-1] in _CLOSERS[item[0]] else item[1:]
    return item


def quoted(value: str | list[str], quote: str = "'") -> str:
    """A value as YAML reads it back: in single quotes, or in double ones where the writer used them."""
    if isinstance(value, list):
        return "[" + ", ".join(item if _needs_no_quotes(item) else quoted(item) for item in value) + "]"
    if quote == '"':
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "'" + value.replace("'", "''") + "'"


def _needs_no_quotes(item: str) -> bool:
    return bool(_SAFE_PLAIN.fullmatch(item)) and item.lower() not in _WORDS_OF_YAML
