"""Half-remembered, misspelt words find the right headline, and the list shows what was found."""

from datetime import UTC, date
from itertools import pairwise

import pytest

from newsdesk.index import Found, Index
from newsdesk.model.article import ArticleId
from newsdesk.model.hits import Field, Match
from newsdesk.text.query import parse
from tests.index.headlines import changes
from tests.index.oracle import Row

TODAY = date(2025, 2, 3)
HEADLINES = (
    "DeepSeek's Open-Source Revolution: Reshaping the Future of AI",
    "England rock South Africa in the second test",
    "What Natural Language Processing can do for a small paper",
    "Spider-Man returns to Trentwick",
    "Bundesverfassungsgericht weist Klage ab",
    "Straße nach Zürich wieder frei",
    "人工智能改变新闻编辑室",
    "Правительство обсуждает бюджет",
    "الحكومة تناقش ميزانية جديدة",
    "รัฐบาลอนุมัติงบประมาณ",
    "Budget 2024: what the council cut",
    "Budget 2025: what the council kept",
    "🚀 Launch of the second satellite",
    "Full-width ＮＥＷＳ for everyone",
    "The Café on the corner closes",
    "GPT4 against the newsroom",
)


def a_desk(*rows: Row) -> Index:
    index = Index(UTC)
    index.apply(changes(1, rows))
    return index


@pytest.fixture(scope="module")
def desk() -> Index:
    return a_desk(*(Row(number, title) for number, title in enumerate(HEADLINES)))


def search(index: Index, text: str) -> Found:
    return index.search(parse(text, today=TODAY))


def first(index: Index, text: str) -> str:
    return HEADLINES[search(index, text).ids(0, 1)[0]]


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("deepsek revoluton", "DeepSeek"),
        ("opensource", "DeepSeek"),
        ("opensorce", "DeepSeek"),
        ("englandrocksotuh", "England"),
        ("engalnd rocksotuh", "England"),
        ("deep seek", "DeepSeek"),
        ("dep seek", "DeepSeek"),
        ("spiderm an", "Spider"),
        ("spiderman", "Spider"),
        ("NLP", "What Natural"),
        ("nlp", "What Natural"),
        ("verfassung klage", "Bundes"),
        ("revoltui", "DeepSeek"),
        ("strasse zurich", "Straße"),
        ("工智", "人工"),
        ("编辑", "人工"),
        ("室", "人工"),
        ("бюдже", "Прав"),
        ("правителсьтво", "Прав"),
        ("الحكومه", "الحكومة"),
        ("งบประมาณ", "รัฐบาล"),
        ("🚀", "🚀"),
        ("news everyone", "Full"),
        ("cafe", "The Café"),
        ("gpt 4", "GPT4"),
    ],
)
def test_what_was_meant_comes_first(desk: Index, typed: str, begins: str) -> None:
    assert first(desk, typed).startswith(begins)


def test_numbers_are_never_nearly_right(desk: Index) -> None:
    assert [HEADLINES[n] for n in search(desk, "budget 2025").ids(0, 9)] == ["Budget 2025: what the council kept"]
    assert search(desk, "buget 2024").near == 1
    assert not len(search(desk, "2026"))


def test_what_is_as_typed_and_what_is_near_are_counted_apart_and_stand_apart() -> None:
    index = a_desk(Row(1, "Flood recedes"), Row(2, "Blood donors wanted"), Row(3, "Floods again"), Row(4, "Nothing"))
    found = search(index, "flood")
    assert (found.exact, found.near, len(found)) == (2, 1, 3)
    assert list(found.ids(0, 3)) == [1, 3, 2]
    assert list(found.first_tier_ids()) == [1, 3]


def test_where_nothing_matches_the_answers_to_most_of_the_words_are_shown_as_such() -> None:
    index = a_desk(Row(1, "Flood in Trentwick"), Row(2, "Flood elsewhere"), Row(3, "Trentwick sleeps"))
    found = search(index, "flood trentwick zeppelin")
    assert found.partial
    assert (found.exact, found.near) == (0, 0)
    assert list(found.ids(0, 9)) == [1]
    assert found.facets().articles == 0
    assert not search(index, "zeppelin").partial


def marked(text: str, matches: tuple[Match, ...]) -> list[str]:
    return [text[match.start : match.end] + ("~" if match.near else "") for match in matches]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("deepseek revolu", ["DeepSeek", "Revolu"]),
        ("depseek revoluton", ["DeepSeek~", "Revolution~"]),
        ("opensource", ["Open-Source~"]),
        ("opensorce", ["Open-Source~"]),
        ("deep seek", ["Deep", "Seek~"]),
        ('"open source"', ["Open-Source"]),
        ("=future", ["Future"]),
        ("=futur", []),
        ("-trump author:x", []),
        ("/r[e]volu/", ["Revolu"]),
        ("aeiou", []),
    ],
)
def test_the_list_can_show_what_matched_typos_included(desk: Index, typed: str, expected: list[str]) -> None:
    assert marked(HEADLINES[0], search(desk, typed).matches(HEADLINES[0], Field.TITLE)) == expected


def test_an_acronym_an_inside_and_a_sharp_s_are_shown_too(desk: Index) -> None:
    assert marked(HEADLINES[2], search(desk, "nlp").matches(HEADLINES[2], Field.TITLE)) == [
        "Natural Language Processing~"
    ]
    assert marked(HEADLINES[4], search(desk, "verfassung").matches(HEADLINES[4], Field.TITLE)) == ["verfassung~"]
    assert marked(HEADLINES[5], search(desk, "stras").matches(HEADLINES[5], Field.TITLE)) == ["Straße"]


def test_a_word_in_one_field_is_not_shown_in_another() -> None:
    found = search(a_desk(Row(1, "Deep water", authors=("Ana Deep",))), "author:deep")
    assert found.matches("Ana Deep", Field.AUTHORS)
    assert not found.matches("Deep water", Field.TITLE)


def test_a_hit_as_typed_is_marked_only_where_it_is_as_typed() -> None:
    titles = ["For the fog", "A log for the harbour", "Frog in the log"]
    index = a_desk(Row(1, titles[0]), Row(2, titles[1], "Fog on the quay"), Row(3, titles[2]))
    found = search(index, "fog")
    assert list(found.ids(0, 9)) == [1, 2, 3]
    shown = [marked(title, found.matches(title, Field.TITLE, ArticleId(n))) for n, title in enumerate(titles, 1)]
    assert shown == [["fog"], [], ["Frog~", "log~"]]
    # Where nobody says which article it is, the text alone tells.
    assert marked(titles[0], found.matches(titles[0], Field.TITLE)) == ["fog"]
    assert marked(titles[1], found.matches(titles[1], Field.TITLE)) == ["log~", "for~"]


def test_of_a_near_hit_each_word_is_marked_where_it_matches_best() -> None:
    index = a_desk(Row(1, "For the fog in Trentwick"))
    found = search(index, "fog trentwik")
    assert marked("For the fog in Trentwick", found.matches("For the fog in Trentwick", Field.TITLE, ArticleId(1))) == [
        "fog",
        "Trentwick~",
    ]
    # Found as typed by one side of OR, it is not marked for the other.
    either = search(index, "fog OR foe")
    assert marked("For the fog", either.matches("For the fog", Field.TITLE, ArticleId(1))) == ["fog"]


def test_matches_never_overlap_and_stand_in_order(desk: Index) -> None:
    for typed in ("open opensource source", "s so sou", "the then", "deep seek deepseek"):
        found = search(desk, typed)
        for title in HEADLINES:
            matches = found.matches(title, Field.TITLE)
            assert all(one.end <= other.start for one, other in pairwise(matches))


def test_a_hit_tells_why_it_stands_where_it_does(desk: Index) -> None:
    found = search(desk, "depsek opensorce")
    why = found.explain(found.ids(0, 1)[0])
    assert why.startswith(
        "near · depsek: near (2 typos) “deepseek” in the title · opensorce: near (2 typos) “open source”"
    )
    assert "words apart: 0" in why
    assert "“natural language processing” in the title" in search(desk, "NLP").explain(search(desk, "NLP").ids(0, 1)[0])
    assert search(desk, "zzz").explain(found.ids(0, 1)[0]) == "It is not among the hits."
