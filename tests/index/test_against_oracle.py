"""Whatever happens to a desk, the index finds what the slow and obvious way finds, in the same order."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdesk.index import Index
from newsdesk.index.showing import ranking
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.headline import UNDATED
from newsdesk.model.source import SourceId
from newsdesk.text.query import parse
from tests.index.headlines import changes
from tests.index.oracle import Oracle, Row

TODAY = date(2025, 2, 3)
ZONE = ZoneInfo("America/New_York")
WORDS = [
    "deep",
    "seek",
    "deepseek",
    "deepsek",
    "open",
    "source",
    "opensource",
    "opne",
    "sources",
    "rock",
    "england",
    "south",
    "englands",
    "natural",
    "language",
    "processing",
    "nlp",
    "now",
    "later",
    "news",
    "newsroom",
    "the",
    "theme",
    "2024",
    "2025",
    "20",
    "24",
    "gpt4",
    "gpt5",
    "人工智能",
    "人工",
    "日",
    "Straße",
    "café",
    "cafe",
    "cybersecurity",
    "security",
    "spider",
    "man",
    "spiderman",
    "x",
    "xy",
    "U.S.",
    "🚀",
    "мир",
    "мира",
    "مرحبا",
]
NAMES = ["David Jenkins", "Ana Deep", "Open Source", "news", "O'Brien"]
SOURCE_NAMES = {1: "House", 2: "Deep Wire"}

titles = st.lists(st.sampled_from(WORDS), min_size=0, max_size=6).map(" ".join)
names = st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple)


@st.composite
def rows(draw: st.DrawFn, number: int) -> Row:
    return Row(
        number,
        draw(titles),
        draw(st.one_of(st.just(""), titles)),
        draw(st.one_of(st.just(""), titles)),
        draw(names),
        draw(names),
        draw(st.integers(1, 3)),
        draw(st.one_of(st.just(UNDATED), st.integers(1_738_000_000, 1_738_000_003), st.integers(0, 1_738_627_199))),
        draw(st.integers(0, 1)),
        draw(st.integers(0, 3)) * 400,
        draw(st.integers(0, 9)),
        draw(st.sampled_from(["published", "draft", ""])),
        draw(st.sampled_from(["en", "en-GB", "de", ""])),
        draw(st.sampled_from([0, 0, 1, 2, 4, 256, 512])),
    )


@st.composite
def typed_words(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from(WORDS))
    match draw(st.integers(0, 6)):
        case 0 if len(word) > 2:
            place = draw(st.integers(0, len(word) - 2))
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        case 1 if len(word) > 2:
            place = draw(st.integers(0, len(word) - 1))
            return word[:place] + word[place + 1 :]
        case 2:
            return word + draw(st.sampled_from(WORDS))
        case 3:
            return word[: draw(st.integers(1, len(word)))]
        case 4:
            return word.upper()
        case _:
            return word


OPERATORS = [
    "-deep",
    '"open source"',
    '"deep se',
    "=deepseek",
    "title:open",
    "author:jenkins",
    'author:"David Jenkins"',
    "author:jenkisn",
    "tag:news",
    'tag:"open source"',
    "-tag:news",
    "source:deep",
    "status:draft",
    "lang:en",
    "is:unread",
    "is:archived",
    "-is:starred",
    "has:image",
    "after:2025-01-27",
    "before:2000",
    "date:2025-01",
    "age:<7d",
    "words:>300",
    "minutes:2..5",
    "/de+p/",
    "(deep OR open)",
    "(rock | x is:read)",
    "-(deep seek)",
    "body:there",
    'body:"not resolved"',
    "sort:date",
    "sort:-date",
    "sort:title",
    "sort:author",
    "sort:source",
    "sort:-length",
    "sort:random",
]
queries = st.lists(st.one_of(typed_words(), typed_words(), st.sampled_from(OPERATORS)), max_size=4).map(" ".join)


class Newsroom:
    """An index and the oracle, told the same."""

    def __init__(self) -> None:
        self.oracle = Oracle(
            ZONE, ranking.WINDOW, source_names=SOURCE_NAMES, bodies={"there": frozenset(range(0, 60, 3))}
        )
        self.index = Index(ZONE)
        self.sequence = 0
        self._name()

    def _name(self) -> None:
        self.index.name_sources({SourceId(number): Clean(name) for number, name in SOURCE_NAMES.items()})

    def take_in(self, new: list[Row], removed: list[int], flags: list[tuple[int, int]], *, more: bool) -> None:
        self.sequence += 1
        for row in new:
            self.oracle.rows[row.id] = row
        for number, now in flags:
            if number in self.oracle.rows:
                old = self.oracle.rows[number]
                self.oracle.rows[number] = replace(old, flags=now)
        for number in removed:
            self.oracle.rows.pop(number, None)
        self.index.apply(changes(self.sequence, new, flags=flags, removed=removed, more=more))

    def save_and_open(self, folder: Path) -> None:
        assert self.index.save(folder)
        self.index = Index.open(folder, ZONE)
        self._name()

    def check(self, text: str) -> None:
        query = parse(text, today=TODAY)
        ids, exact, near = self.oracle.search(query)
        found = self.index.search(query, bodies=self.oracle.bodies)
        assert (found.exact, found.near, len(found)) == (exact, near, len(ids)), text
        assert list(found.ids(0, len(ids) + 1)) == ids, text
        assert found.partial == (bool(ids) and not exact and not near)
        for row, article_id in enumerate(ids):
            assert found.position(ArticleId(article_id)) == row
            assert list(found.ids(row, row + 1)) == [article_id]


@pytest.fixture(autouse=True)
def _small_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "WINDOW", 3)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_the_index_finds_what_the_oracle_finds_in_the_same_order(data: st.DataObject, tmp_path: Path) -> None:
    ranking.WINDOW = data.draw(st.sampled_from([3, 512]))
    room = Newsroom()
    for _ in range(data.draw(st.integers(1, 7))):
        numbers = data.draw(st.lists(st.integers(1, 25), max_size=8, unique=True))
        new = [data.draw(rows(number)) for number in numbers]
        others = st.integers(1, 25).filter(lambda number: number not in numbers)  # noqa: B023
        removed = data.draw(st.lists(others, max_size=2, unique=True))
        flags = data.draw(
            st.lists(st.tuples(others, st.sampled_from([0, 1, 2, 4])), max_size=2, unique_by=lambda f: f[0])
        )
        flags = [flag for flag in flags if flag[0] not in removed]
        room.take_in(new, removed, flags, more=data.draw(st.booleans()))
    room.take_in([], [], [], more=False)
    if data.draw(st.booleans()):
        room.save_and_open(tmp_path)
        numbers = data.draw(st.lists(st.integers(1, 25), max_size=4, unique=True))
        room.take_in([data.draw(rows(number)) for number in numbers], [], [], more=False)
    for _ in range(6):
        room.check(data.draw(queries))


def test_every_word_and_every_pair_of_words_is_found_as_the_oracle_finds_it() -> None:
    room = Newsroom()
    made = [
        Row(number, f"{WORDS[number % len(WORDS)]} {WORDS[number * 7 % len(WORDS)]} {WORDS[number * 13 % len(WORDS)]}")
        for number in range(1, 120)
    ]
    room.take_in(made[:80], [], [], more=False)
    room.take_in(made[80:], [], [], more=False)
    for number, word in enumerate(WORDS):
        room.check(word)
        room.check(word[1:] + word)
        room.check(f"{word} {WORDS[number * 3 % len(WORDS)]}")


def test_what_happened_to_a_desk_in_utc_and_elsewhere_counts_to_the_day_of_its_zone() -> None:
    late = int(datetime(2025, 2, 1, 3, tzinfo=UTC).timestamp())
    room = Newsroom()
    room.take_in(
        [Row(1, "instant", published=late), Row(2, "day", published=late - 3 * 3600, precision=0)], [], [], more=False
    )
    room.check("date:2025-01-31")
    room.check("date:2025-02")
    assert list(room.index.search(parse("date:2025-01-31", today=TODAY)).ids(0, 9)) == [1]
