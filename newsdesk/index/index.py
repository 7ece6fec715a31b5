"""The index of a desk: headlines in memory, asked at every keystroke."""

import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from threading import RLock

from rapidfuzz.distance import OSA

from newsdesk.model.article import ArticleId, Flag
from newsdesk.model.clean import Clean
from newsdesk.model.errors import SnapshotUnusable
from newsdesk.model.headline import SEPARATOR, UNDATED, Changes
from newsdesk.model.hits import Facets, Field, Hits, Match
from newsdesk.model.source import SourceId
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
from newsdesk.text.typo import WRONG_FIRST_LETTER, digits_of, typos_allowed

NEAR = 1 << 20


@dataclass(slots=True)
class _Row:
    id: int
    source_id: int
    texts: tuple[str, str, str, str, str]
    day: int | None
    published: int
    words: int
    minutes: int
    status: str
    language: str
    flags: int


class Index:
    """All headlines of a desk, searchable. Safe to use from any thread."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._rows: dict[int, _Row] = {}
        self._names: dict[int, str] = {}
        self._lock = RLock()
        self.sequence = 0

    def name_sources(self, names: Mapping[SourceId, Clean]) -> None:
        """Tell what the sources are called, for `source:` and the facet."""
        with self._lock:
            self._names = {int(number): name for number, name in names.items()}

    def __len__(self) -> int:
        return len(self._rows)

    def apply(self, changes: Changes) -> None:
        """Take in what became of headlines."""
        rows = changes.rows
        with self._lock:
            for n in range(len(rows)):
                self._rows[rows.ids[n]] = _Row(
                    rows.ids[n],
                    rows.source_ids[n],
                    (rows.titles[n], rows.subtitles[n], rows.authors[n], rows.tags[n], rows.descriptions[n]),
                    self._day(rows.published[n], rows.precisions[n]),
                    rows.published[n],
                    rows.words[n],
                    rows.minutes[n],
                    rows.statuses[n],
                    rows.languages[n],
                    rows.flags[n],
                )
            for article_id, flags in changes.flags:
                if article_id in self._rows:
                    self._rows[article_id].flags = flags
            for article_id in changes.removed:
                self._rows.pop(article_id, None)
            self.sequence = changes.sequence

    def _day(self, published: int, precision: int) -> int | None:
        if published == UNDATED:
            return None
        moment = datetime.fromtimestamp(published, UTC)
        return (moment.astimezone(self._zone) if precision else moment).toordinal()

    @classmethod
    def open(cls, folder: Path, zone: tzinfo) -> "Index":  # noqa: ARG003
        """Open the saved index. Raises `SnapshotUnusable` when it must be rebuilt."""
        raise SnapshotUnusable(f"There is no saved index in {folder}: it is built anew.")

    def save(self, folder: Path) -> None:
        """Save the index beside the store."""

    def facet_values(self, column: Column, beginning: str, limit: int) -> list[Clean]:
        """Values of a column that begin so, most frequent first: for completions."""
        with self._lock:
            counts = Counter(v for row in self._rows.values() for v in self._values(row, column))
        folded = fold(beginning)
        return [Clean(v) for v, _ in counts.most_common() if fold(v).startswith(folded)][:limit]

    def _values(self, row: _Row, column: Column) -> list[str]:
        match column:
            case Column.SOURCE:
                return [self._names.get(row.source_id, "")]
            case Column.AUTHOR:
                return [v for v in row.texts[Field.AUTHORS].split(SEPARATOR) if v]
            case Column.TAG:
                return [v for v in row.texts[Field.TAGS].split(SEPARATOR) if v]
            case Column.STATUS:
                return [row.status] if row.status else []
            case Column.LANGUAGE:
                return [row.language] if row.language else []

    def search(self, query: Query, *, bodies: Mapping[str, Collection[int]] | None = None) -> "Found":
        """Answer a query."""
        start = time.perf_counter()
        archived_wanted = _mentions_archived(query.root)
        with self._lock:
            ranked: list[tuple[tuple[int, ...], int]] = []
            for row in self._rows.values():
                if row.flags & Flag.ARCHIVED and not archived_wanted:
                    continue
                cost = self._cost(query.root, row, bodies or {}, whole=False)
                if cost is not None:
                    ranked.append(((int(cost >= NEAR), *self._key(query, row, cost)), row.id))
            ranked.sort()
            rows = [self._rows[article_id] for _, article_id in ranked]
        exact = sum(1 for key, _ in ranked if not key[0])
        found = Found(query, rows, exact, self._names, self.sequence)
        found.elapsed_ms = (time.perf_counter() - start) * 1000
        return found

    def _key(self, query: Query, row: _Row, cost: int) -> tuple[int, ...]:
        newest = (-row.published, len(row.texts[0]), -row.id)
        if query.sort.order is Order.LENGTH:
            return (row.words * (-1 if query.sort.reverse else 1), *newest)
        if query.sort.order is Order.DATE:
            return newest if not query.sort.reverse else (row.published, len(row.texts[0]), -row.id)
        return (cost & (NEAR - 1), *newest)

    def _cost(self, node: Node, row: _Row, bodies: Mapping[str, Collection[int]], *, whole: bool) -> int | None:
        match node:
            case Every(nodes):
                total = 0
                for child in nodes:
                    cost = self._cost(child, row, bodies, whole=whole)
                    if cost is None:
                        return None
                    total += cost
                return total
            case Either(nodes):
                costs = [c for child in nodes if (c := self._cost(child, row, bodies, whole=whole)) is not None]
                return min(costs, default=None)
            case Not(child):
                cost = self._cost(child, row, bodies, whole=True)
                return 0 if cost is None or cost >= NEAR else None
            case Word(text, field):
                return _word_cost(text, row, field, whole=whole)
            case Exactly(text, field):
                return _word_cost(text, row, field, whole=True)
            case Phrase(words, field, unfinished):
                return _phrase_cost(words, row, field, unfinished=unfinished and not whole)
            case Named(column, value, is_whole):
                names = (" ".join(t.text for t in sought(v)) for v in self._values(row, column))
                return 0 if any(n == value if is_whole else f" {n}".find(f" {value}") >= 0 for n in names) else None
            case Flagged(flag, wanted):
                return 0 if bool(row.flags & flag) == wanted else None
            case Days(first, last):
                fits = row.day is not None and (first is None or row.day >= first) and (last is None or row.day <= last)
                return 0 if fits else None
            case Amount(of, least, most):
                amount = row.words if of == "words" else row.minutes
                return 0 if amount >= least and (most is None or amount <= most) else None
            case Pattern(source):
                return 0 if compiled(source).search(row.texts[0], timeout=0.25) else None
            case Body(text):
                return 0 if row.id in bodies.get(text, ()) else None


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


def _fields(row: _Row, field: Field | None) -> list[str]:
    return [row.texts[f] for f in (Field if field is None else (field,))]


def _compare(sought_word: str, word: str, *, whole: bool) -> int | None:
    if sought_word == word:
        return 0
    if whole:
        return None
    if word.startswith(sought_word):
        return 1 << 10
    allowed = typos_allowed(sought_word)
    if not allowed or digits_of(sought_word) != digits_of(word):
        return None
    typos = OSA.distance(sought_word, word, score_cutoff=allowed)
    if typos > allowed:
        return None
    return NEAR + (1 << 10) + 2 * typos + WRONG_FIRST_LETTER * (sought_word[0] != word[0])


def _word_cost(text: str, row: _Row, field: Field | None, *, whole: bool) -> int | None:
    costs = (_compare(text, t.text, whole=whole) for f in _fields(row, field) for t in tokens(f))
    return min((c for c in costs if c is not None), default=None)


def _phrase_cost(words: tuple[str, ...], row: _Row, field: Field | None, *, unfinished: bool) -> int | None:
    best: int | None = None
    for text in _fields(row, field):
        found = [t.text for t in tokens(text)]
        for at in range(len(found) - len(words) + 1):
            there = found[at : at + len(words)]
            if there[:-1] == list(words[:-1]):
                if there[-1] == words[-1]:
                    return 0
                if unfinished and there[-1].startswith(words[-1]):
                    best = 1 << 10
    return best


class Found(Hits):
    """The answer to a query."""

    def __init__(self, query: Query, rows: list[_Row], exact: int, names: Mapping[int, str], sequence: int) -> None:
        self.text = query.text
        self.notes = query.notes
        self.exact = exact
        self.near = len(rows) - exact
        self.sequence = sequence
        self._query = query
        self._rows = rows
        self._names = names

    def __len__(self) -> int:
        return len(self._rows)

    def ids(self, start: int, stop: int) -> Sequence[ArticleId]:
        """The ids of a stretch of rows, first tier before second."""
        return [ArticleId(row.id) for row in self._rows[max(start, 0) : stop]]

    def first_tier_ids(self) -> Sequence[ArticleId]:
        """The ids of all that match as typed."""
        return self.ids(0, self.exact)

    def explain(self, article_id: ArticleId) -> str:
        """Why a hit stands where it does, in one line."""
        row = self.position(article_id)
        tier = "not found" if row is None else "as typed" if row < self.exact else "near"
        return tier

    def position(self, article_id: ArticleId) -> int | None:
        """The row of an article, None when it is not among the hits."""
        return next((n for n, row in enumerate(self._rows) if row.id == article_id), None)

    def matches(self, text: str, in_field: Field) -> tuple[Match, ...]:
        """What of a text, as this field of one of the hits, the query found: ordered, without overlap."""
        found: list[Match] = []
        wanted = _leaves(self._query.root, in_field)
        for token in tokens(text):
            costs = [(c, w) for w in wanted if (c := _compare(w, token.text, whole=False)) is not None]
            if costs and (not found or found[-1].end <= token.start):
                cost, word = min(costs)
                near = cost >= NEAR
                end = token.end if near else min(token.end, token.start + len(word))
                found.append(Match(token.start, end, near))
        return tuple(found)

    def facets(self) -> Facets:
        """The figures over these hits."""
        rows = self._rows[: self.exact] or self._rows
        columns = {
            "source": Counter(self._names.get(r.source_id, "") for r in rows),
            "author": Counter(v for r in rows for v in r.texts[Field.AUTHORS].split(SEPARATOR) if v),
            "tag": Counter(v for r in rows for v in r.texts[Field.TAGS].split(SEPARATOR) if v),
            "status": Counter(r.status for r in rows if r.status),
            "language": Counter(r.language for r in rows if r.language),
        }
        figures = {name: tuple((Clean(v), n) for v, n in counts.most_common()) for name, counts in columns.items()}
        months = Counter(datetime.fromordinal(r.day).strftime("%Y-%m") for r in rows if r.day)
        figures["month"] = tuple((Clean(m), n) for m, n in sorted(months.items(), reverse=True))
        return Facets(
            articles=len(rows),
            words=sum(r.words for r in rows),
            minutes=sum(r.minutes for r in rows),
            unread=sum(1 for r in rows if not r.flags & Flag.READ),
            starred=sum(1 for r in rows if r.flags & Flag.STARRED),
            problems=sum(1 for r in rows if r.flags & Flag.PROBLEM),
            columns=figures,
        )


def _leaves(node: Node, field: Field) -> list[str]:
    match node:
        case Every(nodes) | Either(nodes):
            return [word for child in nodes for word in _leaves(child, field)]
        case Word(text, of) | Exactly(text, of):
            return [text] if of in {None, field} else []
        case Phrase(words, of):
            return list(words) if of in {None, field} else []
        case _:
            return []
