"""What stands behind an operator's colon: names, flags, days, amounts. Each is understood or not; nothing raises."""

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from newsdesk.model.article import Flag
from newsdesk.model.hits import Field
from newsdesk.text.query.tree import Amount, Body, Column, Days, Every, Flagged, Named, Node, Phrase, Word
from newsdesk.text.tokens import sought


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind the colon."""

    text: str
    quoted: bool = False
    unfinished: bool = False
    """The closing quote is missing."""


Understand = Callable[[Value, date], Node | None]
"""A value and today's date to what it asks for; None where it makes no sense."""

FLAGS: Mapping[str, tuple[Flag, bool]] = {
    "unread": (Flag.READ, False),
    "read": (Flag.READ, True),
    "starred": (Flag.STARRED, True),
    "archived": (Flag.ARCHIVED, True),
    "problem": (Flag.PROBLEM, True),
    "noted": (Flag.NOTED, True),
    "changed": (Flag.CHANGED, True),
    "missing": (Flag.MISSING, True),
    "wire": (Flag.WIRE, True),
}
TRAITS: Mapping[str, tuple[Flag, bool]] = {
    "image": (Flag.IMAGE, True),
    "video": (Flag.VIDEO, True),
    "code": (Flag.CODE, True),
}

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_AGE = re.compile(r"([<>]=?|=)?(\d{1,5})([dwmy])", re.ASCII | re.IGNORECASE)
_AMOUNT = re.compile(r"([<>]=?|=)?(\d{1,9})", re.ASCII)
_AMOUNTS = re.compile(r"(\d{1,9})(?:\.\.|-)(\d{1,9})", re.ASCII)
_DAYS_OF_UNIT = {"d": 1, "w": 7, "m": 30, "y": 365}


def words(value: Value, field: Field | None) -> Node | None:
    """Words to look for in a field: a phrase where they are quoted."""
    found = sought(value.text)
    if not found:
        return None
    if value.quoted:
        return Phrase(tuple(t.text for t in found), field, value.unfinished)
    every = tuple(Word(t.text, field, is_capitals(value.text[t.start : t.end])) for t in found)
    return every[0] if len(every) == 1 else Every(every)


def is_capitals(typed: str) -> bool:
    """Whether a word was typed in capitals, as acronyms are."""
    return len(typed) > 1 and typed.isalpha() and typed.isupper()


def _in_field(field: Field) -> Understand:
    return lambda value, _today: words(value, field)


def _named(column: Column, field: Field | None = None) -> Understand:
    def understand(value: Value, _today: date) -> Node | None:
        text = value.text
        whole = value.quoted and not value.unfinished
        if text.startswith("=") and not value.quoted:
            text, whole = text[1:], True
        folded = " ".join(t.text for t in sought(text))
        if not folded:
            return None
        return Named(column, folded, whole) if whole or field is None else words(Value(text), field)

    return understand


def _flagged(known: Mapping[str, tuple[Flag, bool]]) -> Understand:
    def understand(value: Value, _today: date) -> Node | None:
        found = known.get(value.text.casefold())
        return Flagged(*found) if found else None

    return understand


def span_of(text: str, today: date) -> tuple[date, date] | None:
    """The first and last day of a day, month or year as people write them, also `today` and `yesterday`."""
    lowered = text.casefold()
    if lowered in {"today", "yesterday"}:
        day = today - timedelta(days=lowered == "yesterday")
        return day, day
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day_of_month = int(found[1]), found[2] and int(found[2]), found[3] and int(found[3])
    try:
        if day_of_month:
            day = date(year, int(month or 1), int(day_of_month))
            return day, day
        first = date(year, int(month or 1), 1)
    except ValueError:
        return None
    last_month = int(month or 12)
    return first, date(year, last_month, calendar.monthrange(year, last_month)[1])


def _on(value: Value, today: date) -> Node | None:
    begin, dots, end = value.text.partition("..")
    first, last = span_of(begin, today), span_of(end if dots else begin, today)
    if (first is None and last is None) or (dots and ((begin and not first) or (end and not last))):
        return None
    return Days(first[0].toordinal() if first else None, last[1].toordinal() if last else None)


def _after(value: Value, today: date) -> Node | None:
    span = span_of(value.text, today)
    return Days(span[0].toordinal(), None) if span else None


def _before(value: Value, today: date) -> Node | None:
    span = span_of(value.text, today)
    return Days(None, span[0].toordinal() - 1) if span else None


def _age(value: Value, today: date) -> Node | None:
    found = _AGE.fullmatch(value.text)
    if not found:
        return None
    limit = today.toordinal() - int(found[2]) * _DAYS_OF_UNIT[found[3].lower()]
    match found[1] or "<":
        case "<":
            return Days(limit + 1, None)
        case "<=":
            return Days(limit, None)
        case ">":
            return Days(None, limit - 1)
        case ">=":
            return Days(None, limit)
        case _:
            return Days(limit, limit)


def _amount(of: str) -> Understand:
    def understand(value: Value, _today: date) -> Node | None:
        between = _AMOUNTS.fullmatch(value.text)
        if between:
            return Amount(of, int(between[1]), int(between[2]))
        found = _AMOUNT.fullmatch(value.text)
        if not found:
            return None
        number = int(found[2])
        match found[1] or "=":
            case "<":
                return Amount(of, 0, number - 1)
            case "<=":
                return Amount(of, 0, number)
            case ">":
                return Amount(of, number + 1, None)
            case ">=":
                return Amount(of, number, None)
            case _:
                return Amount(of, number, number)

    return understand


def _body(value: Value, _today: date) -> Node | None:
    return Body(f'"{value.text}"' if value.quoted else value.text) if sought(value.text) else None


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator of the language: documentation, completion and parsing read this table."""

    name: str
    says: str
    example: str
    understand: Understand
    values: tuple[str, ...] = ()
    """All that may stand behind the colon, where that is a short list."""
    column: Column | None = None
    """Where completions come from, where that is the desk."""
    wants: str = "a word"
    """What a value must be, for the sentence that says it is none."""


OPERATORS: Mapping[str, Operator] = {
    o.name: o
    for o in (
        Operator("title", "in the title", "title:budget", _in_field(Field.TITLE)),
        Operator(
            "author", "by an author", 'author:"David Jenkins"', _named(Column.AUTHOR, Field.AUTHORS), (), Column.AUTHOR
        ),
        Operator("tag", "with a tag", "tag:politics", _named(Column.TAG, Field.TAGS), (), Column.TAG),
        Operator("source", "from a source", "source:reuters", _named(Column.SOURCE), (), Column.SOURCE),
        Operator("status", "published, draft, review, …", "status:draft", _named(Column.STATUS), (), Column.STATUS),
        Operator("lang", "in a language", "lang:en", _named(Column.LANGUAGE), (), Column.LANGUAGE),
        Operator("is", "in a state", "is:unread", _flagged(FLAGS), tuple(FLAGS), wants=" or ".join(FLAGS)),
        Operator("has", "holding something", "has:image", _flagged(TRAITS), tuple(TRAITS), wants=" or ".join(TRAITS)),
        Operator("after", "published on that day or later", "after:2025-02-01", _after, wants="a date like 2025-02-01"),
        Operator("before", "published before that day", "before:2025-02", _before, wants="a date like 2025-02-01"),
        Operator(
            "date", "published in that time", "date:2025-02", _on, wants="a date like 2025-02-01, 2025-02 or 2025"
        ),
        Operator("age", "younger or older than", "age:<7d", _age, wants="an age like <7d, >2w, <3m, >1y"),
        Operator(
            "words", "by the number of words", "words:>1000", _amount("words"), wants="a number like >1000 or 200..400"
        ),
        Operator("minutes", "by reading time", "minutes:<5", _amount("minutes"), wants="a number like <5 or 5..10"),
        Operator("body", "in the text", "body:tariff", _body),
    )
}
