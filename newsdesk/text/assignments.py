"""Front matter of `key = value` lines: TOML that is no TOML, Julia's `@def`, and the bracketed lines of LCTT.

Forgiving and line by line: strings in any quotes, lists over several lines, `Date(2020, 1, 3)`, `true`, numbers; what
is none of these is text. Tables (`[extra]`) become mappings. Never raises.
"""

import re

from newsdesk.text.values import Fields, Plain, Value

_ASSIGNMENT = re.compile(r"[ \t]*(?P<key>[\w.-]+|\"[^\"]+\"|'[^']+')[ \t]*[=:][ \t]*(?P<value>.*)")
_TABLE = re.compile(r"[ \t]*\[\[?[ \t]*(?P<name>[\w. -]+?)[ \t]*\]\]?[ \t]*(?:#.*)?$")
_TRIPLE = re.compile(r"(\"\"\"|''')(.*?)(?:\1|\Z)", re.DOTALL)
_REMARK = re.compile(r"(?<=[\"'\]\w)])[ \t]+#.*$")
_STRINGS = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([^\s,\[\]]+)")
_ESCAPED = re.compile(r"\\(.)")
MOST_LINES_OF_A_VALUE = 200


def read_assignments(lines: list[str]) -> Fields:
    """Fields of lines such as `title = "Flood"`; `:` is taken for `=`, too.

    Args:
        lines: What stands between the fences.
    """
    fields = Fields()
    table: dict[str, Value] = fields
    at = 0
    while at < len(lines):
        line = lines[at]
        opened = _TABLE.match(line)
        found = None if opened else _ASSIGNMENT.match(line)
        if opened:
            table = _table(fields, opened["name"], at)
        elif found:
            raw, taken = _whole_value(found["value"].strip(), lines, at)
            key = found["key"].strip("\"'")
            table[key] = value_of(raw)
            if table is fields:
                fields.lines[key] = at
            at += taken
        at += 1
    return fields


def _table(fields: Fields, name: str, at: int) -> dict[str, Value]:
    first = name.split(".")[0].strip()
    table = fields.get(first)
    if not isinstance(table, dict):
        table = {}
        fields[first] = table
        fields.lines[first] = at
    return table


def _whole_value(raw: str, lines: list[str], at: int) -> tuple[str, int]:
    """A value with the lines it goes on in, and how many those are."""
    taken = 0
    reach = min(len(lines) - at, MOST_LINES_OF_A_VALUE)
    if raw[:3] in {'"""', "'''"}:
        while raw.count(raw[:3]) < 2 and taken + 1 < reach:
            taken += 1
            raw += "\n" + lines[at + taken]
    elif raw[:1] == "[" and "]" not in raw:
        # A list whose end never comes is one line: it must not eat the fields below it.
        end = next((more for more in range(1, reach) if "]" in lines[at + more]), 0)
        stop = next((more for more in range(1, end) if re.match(r"[\w.-]+[ \t]*=", lines[at + more])), 0)
        taken = 0 if stop else end
        raw = " ".join([raw, *(lines[at + more].strip() for more in range(1, taken + 1))])
    return raw, taken


def value_of(raw: str) -> Value:
    """The value that a text on the right of `=` stands for."""
    raw = raw.strip()
    triple = _TRIPLE.match(raw)
    if triple:
        return triple[2].strip("\n")
    raw = _REMARK.sub("", raw) if not (raw[:1] in "\"'" and raw[-1:] == raw[:1]) else raw
    raw = raw.rstrip(" \t;,")
    if raw[:1] == "[":
        return [_string(found) for found in _STRINGS.finditer(raw.strip("[]"))]
    if len(raw) >= 2 and raw[0] in "\"'" and raw[-1] == raw[0]:
        return _ESCAPED.sub(r"\1", raw[1:-1]) if raw[0] == '"' else raw[1:-1]
    return Plain(raw.lstrip("\"'") if raw[:1] in "\"'" else raw)


def _string(found: re.Match[str]) -> Value:
    if found[1] is not None:
        return _ESCAPED.sub(r"\1", found[1])
    return found[2] if found[2] is not None else Plain(found[3])
