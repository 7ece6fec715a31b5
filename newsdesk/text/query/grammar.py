r"""Read a query. It never fails: what makes no sense as an operator is taken as words, and a note says so.

    query   = { term }                                all terms must match
    term    = atom { "OR" atom }                      OR (or "|") joins its two neighbours: it binds before the space
    atom    = [ "-" ] ( "(" query ")" | phrase | regex | exact | operator | word )
    phrase  = '"' … '"'          regex = "/" … "/"          exact = "=" word
    operator = name ":" ( value | phrase )            the names are in `operators.OPERATORS`, and `sort`

One pass over the text with a stack of its own, so that ten thousand parentheses cost no recursion.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from newsdesk.model.clean import Clean
from newsdesk.text.clean import clean_line
from newsdesk.text.query.operators import OPERATORS, Operator, Value, is_capitals, span_of
from newsdesk.text.query.patterns import pattern_fault
from newsdesk.text.query.tree import (
    Chip,
    Either,
    Every,
    Exactly,
    Node,
    Not,
    Order,
    Pattern,
    Phrase,
    Query,
    Sort,
    Word,
)
from newsdesk.text.tokens import sought

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

MAX_CHARACTERS = 4096
MAX_WORDS = 64
MAX_DEPTH = 16
"""Of parentheses inside one another; more of them than anybody means are passed over."""

_ATOM = re.compile(
    r"""(?P<space>\s+)|(?P<open>\()|(?P<close>\))|(?P<or>\||OR(?=[\s()]|$))
    |(?P<minus>-+(?=[^\s)-]))
    |"(?P<phrase>[^"]*)(?P<end>"?)
    |/(?P<regex>(?:[^/\\]|\\.)+)/(?=[\s)]|$)
    |=(?P<exact>[^\s()"|]+)
    |(?P<name>[A-Za-z]+):(?:"(?P<quoted>[^"]*)(?P<shut>"?)|(?P<value>[^\s()"]*))
    |(?P<word>[^\s()"|]+|.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class _Group:
    """An open parenthesis, or the query itself."""

    terms: list[list[Node]] = field(default_factory=list)
    either: bool = False
    """An OR waits for its right side."""
    negated: bool = False

    def add(self, node: Node) -> None:
        if self.either and self.terms:
            self.terms[-1].append(node)
        else:
            self.terms.append([node])
        self.either = False

    def every(self) -> tuple[Node, ...]:
        return tuple(term[0] if len(term) == 1 else Either(tuple(term)) for term in self.terms)


def parse(text: str, *, today: date) -> Query:
    """Read a query.

    Args:
        text: What was typed, anything at all.
        today: The day it is on the desk, for `age:` and `today`.

    Returns:
        What it means. Of more than 4,096 characters or 64 words the first count, and a note says so.
    """
    return _Reader(text, today).read()


class _Reader:
    def __init__(self, text: str, today: date) -> None:
        self.text = text[:MAX_CHARACTERS]
        self.today = today
        self.groups = [_Group()]
        self.passed_over = 0
        self.negated = False
        self.atom_start = 0
        self.words = 0
        self.sort = Sort()
        self.chips: list[Chip] = []
        self.notes: dict[Clean, None] = {}
        if len(text) > MAX_CHARACTERS:
            self._note(f"Only the first {MAX_CHARACTERS:,} characters of the query count.")

    def read(self) -> Query:
        for found in _ATOM.finditer(self.text):
            self._atom(found)
        while len(self.groups) > 1:
            self._close()
        root = Every(self.groups[0].every())
        return Query(self.text, root, self.sort, tuple(self.chips), tuple(self.notes))

    def _atom(self, found: re.Match[str]) -> None:
        kind = found.lastgroup
        if not self.negated:
            self.atom_start = found.start()
        match kind:
            case "space":
                self.negated = False
            case "minus":
                self.negated = True
            case "open":
                self._open()
            case "close":
                self._close()
            case "or":
                self._or(found)
            case "end":
                self._phrase(found["phrase"], unfinished=not found["end"])
            case "regex":
                self._regex(found)
            case "exact":
                self._exact(found["exact"])
            case "shut" | "value":
                self._operator(found)
            case _:
                self._words(found["word"])
        if kind not in {"space", "minus"}:
            self.negated = False

    def _open(self) -> None:
        if len(self.groups) > MAX_DEPTH:
            self.passed_over += 1
            self._note(f"Parentheses more than {MAX_DEPTH} deep are passed over.")
            return
        self.groups.append(_Group(negated=self.negated))

    def _close(self) -> None:
        if self.passed_over:
            self.passed_over -= 1
            return
        if len(self.groups) == 1:
            return
        group = self.groups.pop()
        nodes = group.every()
        if nodes:
            node = nodes[0] if len(nodes) == 1 else Every(nodes)
            self.groups[-1].add(Not(node) if group.negated else node)

    def _or(self, found: re.Match[str]) -> None:
        group = self.groups[-1]
        if group.terms:
            group.either = True
        elif found[0] != "|":
            self._words("or")

    def _add(self, node: Node) -> None:
        self.groups[-1].add(Not(node) if self.negated else node)

    def _room_for(self, words: int) -> bool:
        if self.words + words > MAX_WORDS:
            self._note(f"Only the first {MAX_WORDS} words of the query count.")
            return False
        self.words += words
        return True

    def _words(self, typed: str) -> None:
        found = sought(typed)
        if not found:
            return
        if self.negated and self._room_for(len(found)):
            texts = tuple(t.text for t in found)
            self._add(Word(texts[0]) if len(texts) == 1 else Phrase(texts))
            self._chip(f"not {typed}", self.atom_start + 1 + len(typed))
        elif not self.negated:
            for token in found:
                if self._room_for(1):
                    self._add(Word(token.text, None, is_capitals(typed[token.start : token.end])))

    def _phrase(self, typed: str, *, unfinished: bool) -> None:
        words = tuple(t.text for t in sought(typed))
        if words and self._room_for(len(words)):
            self._add(Phrase(words, None, unfinished))
            if self.negated:
                self._chip(f"not “{typed}”", self.atom_start + len(typed) + 3 - unfinished)

    def _exact(self, typed: str) -> None:
        words = tuple(t.text for t in sought(typed))
        if words and self._room_for(len(words)):
            self._add(Exactly(words[0]) if len(words) == 1 else Phrase(words))

    def _regex(self, found: re.Match[str]) -> None:
        fault = pattern_fault(found["regex"])
        if fault:
            self._note(f"/{_short(found['regex'])}/ is no regular expression ({fault}): searched as words.")
            self._words(found["regex"])
            return
        self._add(Pattern(found["regex"]))
        self._chip(f"/{_short(found['regex'])}/", found.end())

    def _operator(self, found: re.Match[str]) -> None:
        name = found["name"].lower()
        if name == "sort":
            self._sort(found)
            return
        operator = OPERATORS.get(name)
        if operator is None:
            close = get_close_matches(name, OPERATORS, 1, 0.75)
            if close and (found["value"] or found["quoted"]):
                self._note(f"There is no {name}: (there is {close[0]}:), so it was searched as words.")
            self._as_words(found)
            return
        value = Value(found["value"] or found["quoted"] or "", found["quoted"] is not None, found["shut"] == "")
        if not value.text.strip():
            return  # still being typed
        node = operator.understand(value, self.today)
        if node is None:
            self._note(f"{name}:{_short(value.text)} is not {operator.wants}: searched as words.")
            self._as_words(found)
        elif self._room_for(len(sought(value.text))):
            self._add(node)
            self._chip(_label(operator, value), found.end(), name)

    def _as_words(self, found: re.Match[str]) -> None:
        self._words(found["name"])
        if found["quoted"] is not None:
            self._phrase(found["quoted"], unfinished=found["shut"] == "")
        else:
            self._words(found["value"])

    def _sort(self, found: re.Match[str]) -> None:
        wanted = (found["value"] or found["quoted"] or "").lower()
        name = wanted.removeprefix("-")
        if name in set(Order):
            self.sort = Sort(Order(name), wanted != name)
            self._chip(f"sort: {wanted}", found.end(), "sort")
        elif name and not any(order.startswith(name) for order in Order):
            self._note(f"sort: knows {', '.join(Order)}; not {_short(name)}.")

    def _chip(self, label: str, end: int, operator: str = "") -> None:
        prefix = "not " if self.negated and not label.startswith("not ") else ""
        self.chips.append(Chip(clean_line(prefix + label), self.atom_start, end, operator))

    def _note(self, sentence: str) -> None:
        self.notes[clean_line(sentence)] = None


def _short(typed: str) -> str:
    return typed if len(typed) <= 40 else typed[:39] + "…"


def _label(operator: Operator, value: Value) -> str:
    if operator.name in {"after", "before"}:
        return f"{operator.name} {_day(value.text)}"
    if operator.name in {"is", "has"}:
        return value.text.lower() if operator.name == "is" else f"has {value.text.lower()}"
    return f"{operator.name}: {_short(value.text.removeprefix('='))}"


def _day(typed: str) -> str:
    # Only a full date is worth rewriting; of `2025-02` or `today` nobody doubts what they mean.
    span = span_of(typed, date.max)
    if span is None or span[0] != span[1] or not typed[0].isdigit():
        return typed
    return f"{span[0].day} {_MONTHS[span[0].month - 1]} {span[0].year}"
