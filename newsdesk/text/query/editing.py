"""Change a query's text as a reader clicks and completes: pieces in, pieces out, everything else left as typed."""

import re
from dataclasses import dataclass
from datetime import date

from newsdesk.text.query.grammar import parse
from newsdesk.text.query.operators import OPERATORS
from newsdesk.text.query.tree import Column, Order

_BEING_TYPED = re.compile(r'(?:(?P<name>[A-Za-z]+):(?:"(?P<quoted>[^"]*)|(?P<value>[^\s()"]*))|(?P<word>[A-Za-z]+))$')
# Chips stand where they stand on any day.
_ANY_DAY = date(2000, 1, 1)


def quote(value: str) -> str:
    """A value as it can stand behind an operator's colon: in quotes, meaning just this value."""
    return '"' + value.replace('"', " ").strip() + '"'


def without_chip(text: str, number: int) -> str:
    """The query without its chip of that number, counted from 0; the text as it was when there is none."""
    chips = parse(text, today=_ANY_DAY).chips
    if not 0 <= number < len(chips):
        return text
    chip = chips[number]
    return _joined(text[: chip.start], "", text[chip.end :])


def with_operator(text: str, name: str, value: str) -> str:
    """The query narrowed by `name:value`, in place of what it said by this operator before.

    Args:
        text: The query.
        name: An operator's name, such as `author` or `date`.
        value: A value as the statistics show it; it is quoted where it must be just this one.
    """
    operator = OPERATORS.get(name)
    piece = f"{name}:{quote(value) if operator and operator.column else value}"
    for chip in parse(text, today=_ANY_DAY).chips:
        if chip.operator == name and not text[chip.start :].startswith("-"):
            return _joined(text[: chip.start], piece, text[chip.end :])
    return _joined(text, piece, "")


def _joined(*parts: str) -> str:
    return " ".join(stripped for part in parts if (stripped := part.strip()))


@dataclass(frozen=True, slots=True)
class Completion:
    """What is being typed at the cursor, and what it may become."""

    start: int
    """Where the text begins that a choice replaces, in characters of the query; it ends at the cursor."""
    beginning: str
    """What is there so far."""
    choices: tuple[str, ...] = ()
    """What can stand there instead, whole, as known without looking at articles."""
    column: Column | None = None
    """Where more choices come from: the index's values of this column that begin so. `quote` them."""


def complete(text: str, cursor: int) -> Completion | None:
    """What is being typed at the cursor: an operator's name, or its value; None where it is just a word."""
    found = _BEING_TYPED.search(text[:cursor])
    if found is None or (found.start() and text[found.start() - 1] not in " (-|"):
        return None
    if found["word"]:
        word = found["word"].lower()
        names = tuple(f"{name}:" for name in (*OPERATORS, "sort") if name.startswith(word))
        return Completion(found.start(), found["word"], names) if names else None
    name = found["name"].lower()
    beginning = found["quoted"] if found["quoted"] is not None else found["value"]
    start = found.start() + len(name) + 1
    if name == "sort":
        turned, wanted = ("-", beginning[1:]) if beginning.startswith("-") else ("", beginning)
        orders = tuple(f"{turned}{order}" for order in Order if order.startswith(wanted.lower()))
        return Completion(start, beginning, orders) if orders else None
    operator = OPERATORS.get(name)
    if operator is None:
        return None
    choices = tuple(value for value in operator.values if value.startswith(beginning.lower()))
    return Completion(start, beginning, choices, operator.column) if choices or operator.column else None
