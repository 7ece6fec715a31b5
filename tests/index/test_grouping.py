"""An answer in groups has the same articles, put together; and lists go by the alphabet."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.index import Index
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.headline import UNDATED
from newsdesk.model.hits import Field, GroupBy, Hits, Listing
from newsdesk.model.source import SourceId
from newsdesk.text.query import parse
from tests.index.headlines import changes
from tests.index.oracle import Row, alphabetically

TODAY = date(2025, 2, 3)
ZONE = ZoneInfo("America/New_York")
SOURCES = {1: "House", 2: "ána wire", 3: "House"}
FEBRUARY = 1_738_600_000
DAY = 86_400


def a_desk(*batches: Sequence[Row]) -> Index:
    index = Index(ZONE)
    index.name_sources({SourceId(number): Clean(name) for number, name in SOURCES.items()})
    for sequence, rows in enumerate(batches, 1):
        index.apply(changes(sequence, rows))
    return index


def search(index: Index, text: str) -> Hits:
    return index.search(parse(text, today=TODAY))


def in_groups(hits: Hits) -> dict[str, list[int]]:
    return {group.label: list(hits.ids(group.start, group.start + group.count)) for group in hits.groups}


def test_articles_stand_under_their_month_the_newest_first_and_what_has_no_date_last() -> None:
    index = a_desk(
        [Row(1, "x", published=FEBRUARY), Row(2, "x"), Row(3, "x", published=FEBRUARY - 40 * DAY)],
        [Row(4, "x", published=FEBRUARY - DAY)],
    )
    by_month = search(index, "x").grouped(GroupBy.MONTH)
    assert in_groups(by_month) == {"2025-02": [1, 4], "2024-12": [3], "": [2]}
    assert in_groups(search(index, "x").grouped(GroupBy.DAY)) == {
        "2025-02-03": [1],
        "2025-02-02": [4],
        "2024-12-25": [3],
        "": [2],
    }
    assert list(in_groups(search(index, "x sort:-date").grouped(GroupBy.MONTH))) == ["2024-12", "2025-02", ""]
    assert [group.start for group in by_month.groups] == [0, 2, 3]
    assert by_month.groups[-1:] == [by_month.groups[2]]


def test_an_article_stands_once_under_the_author_or_tag_that_it_names_first() -> None:
    index = a_desk(
        [Row(1, "x", authors=("Bo", "Ana"), tags=("b",)), Row(2, "x", authors=("ána",)), Row(3, "x", tags=("a", "b"))]
    )
    assert in_groups(search(index, "x").grouped(GroupBy.AUTHOR)) == {"ána": [2], "Bo": [1], "": [3]}
    assert in_groups(search(index, "x").grouped(GroupBy.TAG)) == {"a": [3], "b": [1], "": [2]}
    assert in_groups(search(index, "x sort:-author").grouped(GroupBy.AUTHOR)) == {"Bo": [1], "ána": [2], "": [3]}


def test_sources_of_one_name_are_one_group() -> None:
    index = a_desk([Row(n, "x", source_id=n, status="draft" if n % 2 else "") for n in range(1, 5)])
    assert in_groups(search(index, "x").grouped(GroupBy.SOURCE)) == {"ána wire": [2], "House": [3, 1], "": [4]}
    assert in_groups(search(index, "x").grouped(GroupBy.STATUS)) == {"draft": [3, 1], "": [4, 2]}


def test_what_is_near_stands_behind_the_groups_and_is_in_groups_where_nothing_is_as_typed() -> None:
    index = a_desk([Row(1, "Flood", tags=("b",)), Row(2, "Blood", tags=("a",)), Row(3, "Flood again", tags=("a",))])
    by_tag = search(index, "flood").grouped(GroupBy.TAG)
    assert (by_tag.exact, by_tag.near, len(by_tag)) == (2, 1, 3)
    assert in_groups(by_tag) == {"a": [3], "b": [1]}
    assert list(by_tag.ids(0, 9)) == [3, 1, 2]
    assert [by_tag.position(ArticleId(n)) for n in (3, 1, 2)] == [0, 1, 2]
    near = search(index, "flod").grouped(GroupBy.TAG)
    assert in_groups(near) == {"a": [3], "b": [1]}


def test_groups_can_be_exchanged_for_others_and_know_the_rest_of_the_answer() -> None:
    index = a_desk([Row(1, "Flood", tags=("b",), published=FEBRUARY)])
    found = search(index, "flood").grouped(GroupBy.TAG).grouped(GroupBy.MONTH)
    assert in_groups(found) == {"2025-02": [1]}
    assert found.matches("Flood", Field.TITLE)
    assert found.facets().articles == 1
    assert not search(index, "flood").groups


def test_no_hits_are_in_no_groups() -> None:
    for by in GroupBy:
        assert not search(Index(UTC), "x").grouped(by).groups
        assert not search(a_desk([Row(1, "x")]), "zz").grouped(by).groups
    assert not Listing([ArticleId(1)]).grouped(GroupBy.DAY).groups


rows = st.builds(
    Row,
    id=st.integers(1, 30),
    title=st.lists(st.sampled_from(["flood", "floods", "blood", "rain", "Straße", "人工"]), max_size=3).map(" ".join),
    authors=st.lists(st.sampled_from(["Ana", "ana", "Ben", "Émile"]), max_size=2, unique=True).map(tuple),
    tags=st.lists(st.sampled_from(["news", "News", "water"]), max_size=2, unique=True).map(tuple),
    source_id=st.integers(1, 4),
    published=st.one_of(st.just(UNDATED), st.integers(FEBRUARY - 90 * DAY, FEBRUARY), st.integers(-(10**10), 10**10)),
    precision=st.integers(0, 1),
    status=st.sampled_from(["draft", "", "published"]),
    words=st.integers(0, 3),
)


def label(row: Row, by: GroupBy) -> str:
    match by:
        case GroupBy.DAY | GroupBy.MONTH:
            if row.published == UNDATED:
                return ""
            instant = datetime.fromtimestamp(row.published, UTC)
            day = (instant.astimezone(ZONE) if row.precision else instant).date().isoformat()
            return day if by is GroupBy.DAY else day[:7]
        case GroupBy.SOURCE:
            return SOURCES.get(row.source_id, "")
        case GroupBy.AUTHOR:
            return row.authors[0] if row.authors else ""
        case GroupBy.TAG:
            return row.tags[0] if row.tags else ""
        case GroupBy.STATUS:
            return row.status


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(rows, max_size=12, unique_by=lambda row: row.id), min_size=1, max_size=4),
    st.sampled_from(GroupBy),
    st.sampled_from(
        ["", "flood", "flod", "flood rain", "sort:title", "sort:-author", "rain sort:length", "sort:-date"]
    ),
)
def test_groups_are_those_of_the_slow_and_obvious_way(batches: list[list[Row]], by: GroupBy, text: str) -> None:
    kept = {row.id: row for batch in batches for row in batch}
    found = search(a_desk(*batches), text)
    plain = list(found.ids(0, len(found)))
    first = plain[: found.exact] or plain
    expected: dict[str, list[int]] = {}
    for article_id in first:
        expected.setdefault(label(kept[article_id], by), []).append(article_id)
    named = sorted((name for name in expected if name), key=alphabetically)
    by_time = by in {GroupBy.DAY, GroupBy.MONTH}
    turned = "sort:-" in text and (by is GroupBy.AUTHOR if "author" in text else by_time)
    order = named[::-1] if by_time != turned else named
    grouped = found.grouped(by)
    assert in_groups(grouped) == expected
    assert list(in_groups(grouped)) == [*order, *([""] if "" in expected else [])]
    rows_now = [ArticleId(n) for name in in_groups(grouped) for n in expected[name]] + plain[len(first) :]
    assert list(grouped.ids(0, len(rows_now) + 1)) == rows_now
    for row, article_id in enumerate(rows_now):
        assert grouped.position(article_id) == row


@pytest.mark.parametrize("late", [False, True])
def test_titles_are_ordered_word_by_word_and_equal_ones_the_newest_first(late: bool) -> None:
    titles = [
        "Deep sea cables mended again and again by the same three ships",
        "Deep sea cables mended again and again by the same three crews",
        "“Deep” sea",
        "deep, sea",
        "Deeper still",
        "Deep-sea cables",
        "",
        "…",
        "Zürich",
        "Zug",
        "人工智能",
        "人工",
        "Another",
    ]
    made = [Row(number, title, published=number) for number, title in enumerate(titles, 1)]
    index = a_desk(*([made[:6], made[6:9], made[9:]] if late else [made]))
    assert [titles[n - 1] for n in search(index, "sort:title").ids(0, 20)] == [
        "…",
        "",
        "Another",
        "deep, sea",
        "“Deep” sea",
        "Deep-sea cables",
        "Deep sea cables mended again and again by the same three crews",
        "Deep sea cables mended again and again by the same three ships",
        "Deeper still",
        "Zug",
        "Zürich",
        "人工",
        "人工智能",
    ]
