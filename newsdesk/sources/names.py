"""Authors and tags, from the many ways to write several of them into one value."""

import re
from collections.abc import Iterator

from newsdesk.model.clean import Clean
from newsdesk.text.clean import clean_line
from newsdesk.text.plain import plain_line
from newsdesk.text.values import Plain, Value, plain_value

MOST_NAMES = 200
_NAME_KEYS = (
    "name",
    "title",
    "displayname",
    "display_name",
    "fullname",
    "full_name",
    "author",
    "label",
    "login",
    "slug",
    "id",
)
_IN_BRACKETS = re.compile(r"\s*(?:<[^<>]*>|\([^()]*(?:@|https?:)[^()]*\)|https?://\S+|\(\s*\))")
# What follows a comma and is no further name: a title, or what somebody does and for whom.
_SAME_PERSON = re.compile(
    r"(?:ph\.?\s?d|m\.?d|m\.?s|m\.?a|mba|j\.?d|jr|sr|esq|inc|ltd|llc|gmbh|r\.?n|cpa|ii|iii|iv)\.?"
    r"|on behalf .*"
    r"|.*\b(?:of|for|at|director|editor|manager|professor|engineer|correspondent|reporter|staff|chief)\b.*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(and|&|und|et|y)\s+", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:agency|association|center|centre|committee|council|department|foundation|group|institute|ministry|office|"
    r"services|society|team|university|wg)$|\bof\b",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{\{|\{%|<%")
_COMMA = re.compile(r"\s*[,;，、；]\s*")


def read_authors(value: Value) -> tuple[Clean, ...]:
    """The names in a value: a string (`A and B`, `A, B`), a list, a mapping with a name. No name twice."""
    names: dict[str, Clean] = {}
    for text in _strings(value):
        if _TEMPLATE.search(text):
            continue
        for part in _separate(_IN_BRACKETS.sub("", plain_line(text))):
            name = clean_line(part.strip(" ,;").removeprefix("@"))
            if name and name.casefold() not in {"none", "null", "n/a"}:
                names.setdefault(name.casefold(), name)
    return tuple(names.values())[:MOST_NAMES]


def _separate(text: str) -> Iterator[str]:
    parts: list[str] = []
    for part in _COMMA.split(text):
        # `NARUSE, Yui` is one person, family name first.
        if parts and (_SAME_PERSON.fullmatch(part) or (parts[-1].isupper() and len(parts[-1]) > 2 and " " not in part)):
            parts[-1] += f", {part}"
        else:
            parts.append(re.sub(r"^(?:and|&)\s+", "", part))
    for part in parts:
        yield from _separate_at_and(part, listed=len(parts) > 1)


def _separate_at_and(text: str, *, listed: bool) -> Iterator[str]:
    """`Ann Lee and Bo Ek`, `usa and mame`, `Jane and John Doe` are two; `Johnson & Johnson` and departments are one."""
    pieces = _AND.split(text)
    names = pieces[::2]
    if len(names) == 1:
        yield text
        return
    one_word_each = not any(" " in name for name in names)
    if listed or (one_word_each and (text.islower() or "&" not in pieces)):
        yield from names
    elif one_word_each or (" " not in names[0] and _ORGANISATION.search(text)) or _ORGANISATION.search(names[0]):
        yield text
    else:
        yield from names


def read_tags(value: Value, *, several: bool) -> tuple[Clean, ...]:
    """The tags in a value.

    Args:
        value: A list, a mapping of lists (`[taxonomies]`), or a string with commas.
        several: Whether a string without commas is several words, as Jekyll reads `tags: open source`.
    """
    tags: dict[str, Clean] = {}
    whole = isinstance(value, str)
    for text in _strings(value):
        if _TEMPLATE.search(text):
            continue
        for part in _tags_in(text, several=several) if whole else (text,):
            tag = clean_line(plain_line(part).strip(" ,;\"'").lstrip("#"))
            if tag:
                tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())[:MOST_NAMES]


def _tags_in(text: str, *, several: bool) -> list[str]:
    text = text.strip()
    if text[:1] == "[" and text[-1:] == "]":
        text = text[1:-1]
    if _COMMA.search(text):
        return _COMMA.split(text)
    return text.split() if several else [text]


def _strings(value: Value, depth: int = 0) -> Iterator[str]:
    """All names in a value, in their order."""
    if depth > 4 or value is None or isinstance(value, bool):
        return
    if isinstance(value, Plain) and (plain_value(value) is None or isinstance(plain_value(value), bool)):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, depth + 1)
    elif isinstance(value, dict):
        yield from _named(value, depth)
    else:
        yield str(value)


def _named(mapping: dict[str, Value], depth: int) -> Iterator[str]:
    for key in _NAME_KEYS:
        if isinstance(mapping.get(key), str):
            yield from _strings(mapping[key], depth + 1)
            return
    first, last = mapping.get("first"), mapping.get("last")
    if isinstance(first, str) and isinstance(last, str):
        yield f"{first} {last}"
        return
    for key, item in mapping.items():
        if isinstance(item, dict | list):
            found = list(_strings(item, depth + 1))
            yield from found or [key]
