"""Who wrote it: the persons in a channel or an item, by name."""

import re
from typing import Any, Final

from newsdesk.sources.feed_names import Names
from newsdesk.sources.feed_texts import short_text

_MAIL: Final = r"[^\s@()<>\"]{1,80}@[^\s@()<>\"]{1,80}"
_MAIL_THEN_NAME = re.compile(rf"^(?:mailto:)?{_MAIL}\s*\((?P<name>[^()]+)\)\s*$")
_NAME_THEN_MAIL = re.compile(rf"^\"?(?P<name>[^<>()\"]+?)\"?\s*[<(]\s*(?:mailto:)?{_MAIL}\s*[>)]\s*$")
_MAIL_ONLY = re.compile(rf"^(?:mailto:)?<?({_MAIL})>?$")
_PERSONS: Final = ("atom:author", "author", "dc:creator")
_FALLBACKS: Final = ("itunes:author", "media:credit", "dc:author", "managingeditor", "dc:publisher", "dc:contributor")
_LONGEST: Final = 512


def people_in(children: dict[str, list[Any]], names: Names) -> list[str]:
    """The authors of a channel or an item, in their order, each once.

    Editors and publishers count only where nobody else is named.
    """
    for group in (_PERSONS, *((name,) for name in _FALLBACKS)):
        found: dict[str, None] = {}
        for key in group:
            for element in children.get(key, ()):
                if key == "media:credit" and (element.get("role") or "author").lower() not in {"author", "writer"}:
                    continue
                name = _person(element, names)
                if name:
                    found.setdefault(name)
        if found:
            return list(found)
    return []


def _person(element: Any, names: Names) -> str:
    inside = {names.of(child.tag).rpartition(":")[2]: short_text(child) for child in element} if len(element) else {}
    text = inside.get("name") or inside.get("email") or "" if inside else short_text(element)
    return name_in(text or short_text(element))


def name_in(text: str) -> str:
    """The name in `jane@example.org (Jane Doe)` (RSS), `Jane Doe <jane@example.org>` (RFC 5322), or a text as it is."""
    text = text.strip()
    if "@" not in text or len(text) > _LONGEST:
        return text[:_LONGEST]
    found = _MAIL_THEN_NAME.match(text) or _NAME_THEN_MAIL.match(text)
    if found:
        return found["name"].strip()
    only = _MAIL_ONLY.match(text)
    return only[1] if only else text
