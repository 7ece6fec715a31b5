"""What front matter says, before anybody gives it a meaning: values, where they stand, what was wrong.

`Fields` is what every reader of front matter returns, strict or forgiving; `plain_value` gives a YAML scalar its type.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

from newsdesk.model.article import Json

Value: TypeAlias = "str | int | float | bool | date | datetime | time | list[Value] | dict[str, Value] | None"
"""A value as YAML, TOML or JSON gives it. Nothing of it has passed the gate."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")
_NOTHING = {"", "~", "null", "Null", "NULL"}
_YES_OR_NO = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_DEEPEST = 24


class Plain(str):
    """A YAML scalar without quotes: as it is written; its type is asked for with `plain_value`.

    Kept as text because the type is often not what was meant: `title: 2010`, `version: 1.10`, `date: 2024-02-30`.
    """

    __slots__ = ()


class FrontMatterUnreadable(ValueError):
    """The front matter is not in the form that its fences promise; recovery comes next."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Something wrong in one line of front matter, and what it should say."""

    code: str
    sentence: str
    line: int
    """Counted from 0 in the front matter."""
    column: int = 1
    """Counted from 1, in characters."""
    mendable: bool = True


class Fields(dict[str, Value]):
    """Keys and values of front matter, in their order, with the line that each key stands on."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}
        """Counted from 0 in the front matter."""
        self.repairs: list[Repair] = []


def plain_value(text: str) -> bool | int | float | str | None:
    """The type that the core schema of YAML 1.2 (10.3.2) gives a plain scalar: `no` and `1:30` are text.

    Numbers that are written otherwise than JSON would write them (`0755`, `1.10`, `0x1F`) stay text, too.
    """
    if text in _NOTHING:
        return None
    if text in _YES_OR_NO:
        return _YES_OR_NO[text]
    number = int(text) if _INTEGER.fullmatch(text) else float(text) if _FLOAT.fullmatch(text) else None
    # A version 1.10 is not 1.1, nor a mode 0755 the number 755.
    return number if number is not None and str(number) == text else str(text)


def holds_mapping(value: Value) -> bool:
    """Whether a value has keys of its own somewhere."""
    return isinstance(value, dict) or (isinstance(value, list) and any(map(holds_mapping, value)))


def is_nothing(value: Value) -> bool:
    """Whether a key was left empty: no value, an empty string or list, `null`."""
    if isinstance(value, Plain):
        return value in _NOTHING
    return value is None or value in ("", [], {})


def as_json(value: Value, depth: int = 0) -> Json:
    """A value in what JSON can say: dates as ISO 8601, what is nested too deep as its text. Not yet clean."""
    if isinstance(value, Plain):
        return plain_value(value)
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int):
        # More than a column of 64 bits holds, and Python refuses to write more than 4,300 digits.
        return value if abs(value) < 2**63 else hex(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if depth >= _DEEPEST:
        return "…"
    if isinstance(value, list):
        return [as_json(item, depth + 1) for item in value]
    return {key: as_json(item, depth + 1) for key, item in value.items()}
