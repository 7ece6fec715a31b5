"""The slow and obvious way to find and order headlines, as docs/search.md says it: what the index must agree with.

Shares nothing with the index but the way text is cut into words, the parsed query and the constants of `text.typo`.
Looks at every word of every headline for every word of the query.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from rapidfuzz.distance import OSA

from newsdesk.model.article import Flag
from newsdesk.model.headline import UNDATED
from newsdesk.model.hits import Field
from newsdesk.text.fold import fold
from newsdesk.text.query.patterns import compiled
from newsdesk.text.query.tree import (
    Amount,
    Body,
    Column,
    Days,
    Either,
    Every,
    Exactly,
    Flagged,
    Named,
    Node,
    Not,
    Order,
    Pattern,
    Phrase,
    Query,
    Word,
)
from newsdesk.text.tokens import sought, tokens
from newsdesk.text.typo import (
    ACRONYM,
    ACRONYM_LETTERS,
    EXTRA_SPACE,
    INSIDE,
    MAX_LETTERS_OF_A_BEGINNING_WITH_A_TYPO,
    MIN_LETTERS_FOR_A_BEGINNING_WITH_A_TYPO,
    MIN_LETTERS_OF_A_LONG_WORD,
    MIN_LETTERS_OF_AN_INSIDE,
    MISSING_SPACE,
    ONLY_A_BEGINNING,
    TYPO,
    WRONG_FIRST_LETTER,
    digits_of,
    typos_allowed,
)

EXACT, BEGINNING, NEAR = 0, 1, 2
FAR = 10
SHORTEST_PART = 3
SHORTEST_MISSPELT_PART = 4
RANK = {Field.TITLE: 0, Field.SUBTITLE: 1, Field.AUTHORS: 2, Field.TAGS: 2, Field.DESCRIPTION: 3}


@dataclass(frozen=True, slots=True)
class Row:
    """A headline."""

    id: int
    title: str
    subtitle: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    source_id: int = 1
    published: int = UNDATED
    precision: int = 1
    words: int = 0
    minutes: int = 0
    status: str = "published"
    language: str = ""
    flags: int = 0

    def stretches(self) -> Iterator[tuple[Field, list[str]]]:
        """Words in a row: each text, each name."""
        for name, text in (
            (Field.TITLE, self.title),
            (Field.SUBTITLE, self.subtitle),
            (Field.DESCRIPTION, self.description),
        ):
            yield name, [t.text for t in tokens(text)]
        for name, values in ((Field.AUTHORS, self.authors), (Field.TAGS, self.tags)):
            for value in values:
                yield name, [t.text for t in tokens(value)]


@dataclass(frozen=True, slots=True, order=True)
class Score:
    """How good a match is: the lower, the better."""

    kind: int
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a word of the query matches."""

    score: Score
    field: Field
    place: int
    """Among the words of its text; -1 in names."""


def misspelt(typed: str, word: str) -> int | None:
    """What a whole word costs as a misspelling of another, in half typos."""
    allowed = typos_allowed(typed)
    if not allowed or word.startswith(typed) or digits_of(word) != digits_of(typed):
        return None
    typos = OSA.distance(typed, word)
    return TYPO * typos + WRONG_FIRST_LETTER * (typed[0] != word[0]) if typos <= allowed else None


def compared(typed: str, word: str) -> Score | None:
    """How a typed word matches a word of an article."""
    if word == typed:
        return Score(EXACT)
    if word.startswith(typed):
        return Score(BEGINNING)
    costs = [misspelt(typed, word)]
    lengths = range(MIN_LETTERS_FOR_A_BEGINNING_WITH_A_TYPO, MAX_LETTERS_OF_A_BEGINNING_WITH_A_TYPO + 1)
    if typos_allowed(typed) and len(typed) in lengths:
        for cut in (len(typed) - 1, len(typed), len(typed) + 1):
            begin = word[:cut]
            typos = OSA.distance(typed, begin)
            if len(word) > cut and digits_of(begin) == digits_of(typed) and typos <= 1:
                costs.append(TYPO * typos + WRONG_FIRST_LETTER * (typed[0] != word[0]) + ONLY_A_BEGINNING)
    long_enough = len(typed) >= MIN_LETTERS_OF_AN_INSIDE and len(word) >= MIN_LETTERS_OF_A_LONG_WORD
    if long_enough and typed in word and digits_of(typed) == digits_of(word):
        costs.append(INSIDE)
    return min((Score(NEAR, cost) for cost in costs if cost is not None), default=None)


def cuts(word: str) -> Iterator[tuple[str, str]]:
    """A word in two parts."""
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        yield word[:at], word[at:]


def part_cost(part: str, word: str, *, beginning: bool = False) -> int | None:
    """What a word costs as a part of a joined one."""
    if part == word:
        return 0
    if beginning and word.startswith(part):
        return ONLY_A_BEGINNING
    return misspelt(part, word) if len(part) >= SHORTEST_MISSPELT_PART else None


def alphabetically(name: str) -> tuple[bool, str, str]:
    """What names are ordered by; what has none comes last."""
    return not name, fold(name), name


@dataclass
class Oracle:
    """A desk that is searched the slow way."""

    zone: tzinfo = UTC
    window: int = 1024
    rows: dict[int, Row] = field(default_factory=dict)
    source_names: Mapping[int, str] = field(default_factory=dict)
    bodies: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def search(self, query: Query) -> tuple[list[int], int, int]:
        """The ids in order, how many match as typed, how many are near. Partial answers count as 0 and 0."""
        self._memo: dict[tuple[object, ...], dict[int, list[Occurrence]]] = {}
        archived = _mentions_archived(query.root)
        rows = [row for row in self.rows.values() if archived or not row.flags & Flag.ARCHIVED]
        scored = {row.id: score for row in rows if (score := self._score(query.root, row, whole=False)) is not None}
        if not scored:
            return self._partial(query, rows), 0, 0
        first = [i for i, score in scored.items() if not score[0]]
        second = [i for i, score in scored.items() if score[0]]
        return self._ordered(query, first, scored) + self._ordered(query, second, scored), len(first), len(second)

    def _partial(self, query: Query, rows: list[Row]) -> list[int]:
        terms = self._terms(query.root)
        leaves = [term for term in terms if isinstance(term[0], Word | Exactly | Phrase)]
        others = [term for term in terms if not isinstance(term[0], Word | Exactly | Phrase)]
        if len(leaves) < 2:
            return []
        scored: dict[int, tuple[int, int, int]] = {}
        counts: dict[int, int] = {}
        for row in rows:
            if all(self._score_of(node, row, pairs, whole=False) is not None for node, pairs in others):
                scores = [
                    s for node, pairs in leaves if (s := self._score_of(node, row, pairs, whole=False)) is not None
                ]
                counts[row.id] = len(scores)
                scored[row.id] = _sum(scores)
        most = max(counts.values(), default=0)
        if not most:
            return []
        best = [i for i, count in counts.items() if count == most]
        return self._ordered(query, best, scored)

    # --- order

    def _age(self, article_id: int) -> tuple[int, int, int]:
        row = self.rows[article_id]
        return -row.published, len(row.title), -row.id

    def _ordered(self, query: Query, ids: list[int], scored: Mapping[int, tuple[int, int, int]]) -> list[int]:
        by_age = sorted(ids, key=self._age)
        if query.sort.order is not Order.RELEVANCE:
            ordered = sorted(by_age, key=lambda i: self._sort_key(query.sort.order, self.rows[i]))
            return ordered[::-1] if query.sort.reverse else ordered
        leaves = list(self._leaves(query.root))
        classes: dict[tuple[int, int], list[int]] = {}
        for article_id in by_age:
            classes.setdefault(scored[article_id][1:], []).append(article_id)
        ordered = []
        for key in sorted(classes):
            members = classes[key]
            head = sorted(members[: self.window], key=lambda i: self._fine(leaves, self.rows[i]))
            ordered += head + members[self.window :]
        return ordered

    def _sort_key(self, order: Order, row: Row) -> Any:
        match order:
            case Order.TITLE:
                return [t.text for t in tokens(row.title)]
            case Order.SOURCE:
                return alphabetically(self.source_names.get(row.source_id, ""))
            case Order.AUTHOR:
                return alphabetically(row.authors[0] if row.authors else "")
            case Order.LENGTH:
                return row.words
            case Order.RANDOM:
                return (row.id * 0x9E3779B97F4A7C15 % (1 << 64)) >> 32
            case _:
                return 0

    def _fine(self, leaves: list[tuple[Node, tuple[tuple[str, str], ...]]], row: Row) -> tuple[int, int]:
        gap = ranks = 0
        before: Occurrence | None = None
        for node, pairs in leaves:
            found = self._occurrences(node, pairs, whole=False).get(row.id, [])
            if not found:
                continue
            best = min(o.score for o in found)
            at_best = [o for o in found if o.score == best]
            texts = [o for o in at_best if o.place >= 0]
            place = min(texts, key=lambda o: (_text_order(o.field), o.place), default=None)
            after = place or at_best[0]
            ranks += min([RANK[after.field], *(2 for o in at_best if o.place < 0)])
            if before is not None:
                gap += _gap(before, after)
            before = after
        return gap, ranks

    # --- what matches

    def _terms(self, root: Every) -> list[tuple[Node, tuple[tuple[str, str], ...]]]:
        nodes = root.nodes
        terms = []
        for n, node in enumerate(nodes):
            pairs = []
            for a, b in ((n - 1, n), (n, n + 1)):
                if a >= 0 and b < len(nodes):
                    left, right = nodes[a], nodes[b]
                    if isinstance(left, Word) and isinstance(right, Word) and left.field == right.field:
                        pairs.append((left.text, right.text))
            terms.append((node, tuple(pairs)))
        return terms

    def _leaves(self, node: Node) -> Iterator[tuple[Node, tuple[tuple[str, str], ...]]]:
        match node:
            case Every():
                # Expressions are looked at last, but they rank nothing.
                for child, pairs in self._terms(node):
                    if isinstance(child, Word | Exactly | Phrase):
                        yield child, pairs
                    else:
                        yield from self._leaves(child)
            case Either(nodes):
                for child in nodes:
                    if isinstance(child, Word | Exactly | Phrase):
                        yield child, ()
                    else:
                        yield from self._leaves(child)
            case Body(text) if text not in self.bodies:
                yield from self._leaves(Every(tuple(Word(t.text) for t in sought(text))))

    def _score(self, node: Node, row: Row, *, whole: bool) -> tuple[int, int, int] | None:
        """Whether it is near, how many words are not exact, and the cost; None where it does not match."""
        return self._score_of(node, row, (), whole=whole)

    def _score_of(
        self, node: Node, row: Row, pairs: tuple[tuple[str, str], ...], *, whole: bool
    ) -> tuple[int, int, int] | None:
        match node:
            case Every():
                scores = [self._score_of(child, row, theirs, whole=whole) for child, theirs in self._terms(node)]
                return None if None in scores else _sum([s for s in scores if s is not None])
            case Either(nodes):
                return min(
                    (s for child in nodes if (s := self._score(child, row, whole=whole)) is not None), default=None
                )
            case Not(child):
                score = self._score(child, row, whole=True)
                return (0, 0, 0) if score is None or score[0] else None
            case Word() | Exactly() | Phrase():
                found = self._occurrences(node, pairs, whole=whole).get(row.id, [])
                if not found:
                    return None
                best = min(o.score for o in found)
                return int(best.kind == NEAR), int(best.kind != EXACT), best.cost
            case Body(text):
                if text in self.bodies:
                    return (0, 0, 0) if row.id in self.bodies[text] else None
                words = Every(tuple(Word(t.text) for t in sought(text)))
                return self._score(words, row, whole=whole)
            case _:
                return (0, 0, 0) if self._passes(node, row) else None

    def _passes(self, node: Node, row: Row) -> bool:
        match node:
            case Named(column, value, is_whole):
                for name in self._names(row, column):
                    folded = " ".join(t.text for t in sought(name))
                    if folded == value if is_whole else f" {value}" in f" {folded}":
                        return True
                return False
            case Flagged(flag, wanted):
                return bool(row.flags & flag) == wanted
            case Days(first, last):
                day = self._day(row)
                return day is not None and (first is None or day >= first) and (last is None or day <= last)
            case Amount(of, least, most):
                amount = row.words if of == "words" else row.minutes
                return amount >= least and (most is None or amount <= most)
            case Pattern(source):
                return compiled(source).search(row.title) is not None
            case _:
                raise TypeError(node)

    def _names(self, row: Row, column: Column) -> tuple[str, ...]:
        return {
            Column.SOURCE: (self.source_names.get(row.source_id, ""),),
            Column.AUTHOR: row.authors,
            Column.TAG: row.tags,
            Column.STATUS: (row.status,),
            Column.LANGUAGE: (row.language,),
        }[column]

    def _day(self, row: Row) -> int | None:
        if row.published == UNDATED:
            return None
        instant = datetime.fromtimestamp(row.published, UTC)
        return (instant.astimezone(self.zone) if row.precision else instant).toordinal()

    def _occurrences(
        self, node: Node, pairs: tuple[tuple[str, str], ...], *, whole: bool
    ) -> dict[int, list[Occurrence]]:
        """For each article, all places where a word or phrase matches."""
        key = (node, pairs, whole)
        if key not in self._memo:
            match node:
                case Word(text, of):
                    found = self._exactly(text, of) if whole else self._word(node)
                    for pair in pairs if not whole else ():
                        _add(found, self._pair(*pair, of))
                case Exactly(text, of):
                    found = self._exactly(text, of)
                case Phrase(words, of, unfinished):
                    found = self._phrase(words, of, unfinished=unfinished and not whole)
                case _:
                    raise TypeError(node)
            self._memo[key] = found
        return self._memo[key]

    def _all_words(self, of: Field | None) -> Iterator[tuple[int, Field, list[str]]]:
        for row in self.rows.values():
            for name, words in row.stretches():
                if of in {None, name}:
                    yield row.id, name, words

    def _exactly(self, text: str, of: Field | None) -> dict[int, list[Occurrence]]:
        found: dict[int, list[Occurrence]] = {}
        for article_id, name, words in self._all_words(of):
            for place, word in enumerate(words):
                if word == text:
                    _note(found, article_id, Score(EXACT), name, place)
        return found

    def _word(self, node: Word) -> dict[int, list[Occurrence]]:
        typed = node.text
        found: dict[int, list[Occurrence]] = {}
        for article_id, name, words in self._all_words(node.field):
            for place, word in enumerate(words):
                score = compared(typed, word)
                if score is not None:
                    _note(found, article_id, score, name, place)
        as_typed = any(o.score.kind != NEAR for places in found.values() for o in places)
        _add(found, self._two_words(typed, node.field, 0))
        if len(typed) in ACRONYM_LETTERS and typed.isalpha() and (node.capitals or not as_typed):
            _add(found, self._acronym(typed, node.field))
        if not found:
            found = self._misspelt_in_one(typed, node.field)
        return found

    def _acronym(self, letters: str, of: Field | None) -> dict[int, list[Occurrence]]:
        found: dict[int, list[Occurrence]] = {}
        for article_id, name, words in self._all_words(of):
            if name is Field.TITLE:
                for place in range(len(words) - len(letters) + 1):
                    row = words[place : place + len(letters)]
                    if [word[0] for word in row] == list(letters):
                        _note(found, article_id, Score(NEAR, ACRONYM), name, place)
        return found

    def _two_words(self, typed: str, of: Field | None, not_at: int) -> dict[int, list[Occurrence]]:
        ways = [way for way in cuts(typed) if len(way[0]) != not_at]
        found: dict[int, list[Occurrence]] = {}
        for article_id, name, words in self._all_words(of):
            for place in range(len(words) - 1):
                if (words[place], words[place + 1]) in ways:
                    _note(found, article_id, Score(NEAR, MISSING_SPACE), name, place)
        return found

    def _misspelt_in_one(self, typed: str, of: Field | None) -> dict[int, list[Occurrence]]:
        found: dict[int, list[Occurrence]] = {}
        for article_id, name, words in self._all_words(of):
            for place in range(len(words) - 1):
                for left, right in cuts(typed):
                    first = part_cost(left, words[place])
                    second = part_cost(right, words[place + 1], beginning=True)
                    if first is not None and second is not None:
                        _note(found, article_id, Score(NEAR, MISSING_SPACE + first + second), name, place)
                    if place + 2 < len(words):
                        for middle, last in cuts(right):
                            three = (left, middle, last)
                            costs = [part_cost(a, b) for a, b in zip(three, words[place : place + 3], strict=True)]
                            known = [cost for cost in costs if cost is not None]
                            if len(known) == 3 and known.count(0) >= 2:
                                _note(found, article_id, Score(NEAR, 2 * MISSING_SPACE + sum(known)), name, place)
        return found

    def _pair(self, left: str, right: str, of: Field | None) -> dict[int, list[Occurrence]]:
        joined = (left + right)[:64]
        found = self._two_words(joined, of, len(left))
        for article_id, name, words in self._all_words(of):
            for place, word in enumerate(words):
                cost = misspelt(joined, word)
                if word == joined:
                    cost = 0
                elif word.startswith(joined) and len(joined) >= 4:
                    cost = ONLY_A_BEGINNING
                if cost is not None:
                    _note(found, article_id, Score(NEAR, EXTRA_SPACE + cost), name, place)
        return found

    def _phrase(self, phrase: tuple[str, ...], of: Field | None, *, unfinished: bool) -> dict[int, list[Occurrence]]:
        found: dict[int, list[Occurrence]] = {}
        for article_id, name, words in self._all_words(of):
            for place in range(len(words) - len(phrase) + 1):
                row = words[place : place + len(phrase)]
                if row[:-1] == list(phrase[:-1]):
                    if row[-1] == phrase[-1]:
                        _note(found, article_id, Score(EXACT), name, place)
                    elif unfinished and row[-1].startswith(phrase[-1]):
                        _note(found, article_id, Score(BEGINNING), name, place)
        return found


def _note(found: dict[int, list[Occurrence]], article_id: int, score: Score, name: Field, place: int) -> None:
    in_names = name in {Field.AUTHORS, Field.TAGS}
    found.setdefault(article_id, []).append(Occurrence(score, name, -1 if in_names else place))


def _add(found: dict[int, list[Occurrence]], more: dict[int, list[Occurrence]]) -> None:
    for article_id, places in more.items():
        found.setdefault(article_id, []).extend(places)


def _sum(scores: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    near = max((score[0] for score in scores), default=0)
    return near, sum(score[1] for score in scores), sum(score[2] for score in scores)


def _text_order(name: Field) -> int:
    return [Field.TITLE, Field.SUBTITLE, Field.DESCRIPTION].index(name)


def _gap(before: Occurrence, after: Occurrence) -> int:
    if before.place < 0 or after.place < 0 or before.field is not after.field:
        return FAR
    distance = after.place - before.place
    return min(distance - 1 if distance > 0 else -distance, FAR)


def _mentions_archived(node: Node) -> bool:
    match node:
        case Every(nodes) | Either(nodes):
            return any(_mentions_archived(child) for child in nodes)
        case Not(child):
            return _mentions_archived(child)
        case Flagged(flag):
            return flag is Flag.ARCHIVED
        case _:
            return False
