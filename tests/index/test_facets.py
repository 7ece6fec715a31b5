"""The figures beside the hits."""

from collections import Counter
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.index import Index
from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.source import SourceId
from newsdesk.text.query import Column, parse
from tests.index.headlines import changes
from tests.index.oracle import Row

TODAY = date(2025, 2, 3)
FEBRUARY, DAY = 1_738_600_000, 86_400


def a_desk(*batches: list[Row]) -> Index:
    index = Index(UTC)
    index.name_sources({SourceId(1): Clean("House"), SourceId(2): Clean("Wire")})
    for sequence, rows in enumerate(batches, 1):
        index.apply(changes(sequence, rows))
    return index


def test_the_figures_are_over_what_matches_as_typed() -> None:
    index = a_desk(
        [
            Row(1, "Flood", authors=("Ana", "Ben"), tags=("water",), published=FEBRUARY, words=400, minutes=2, flags=1),
            Row(
                2, "Flood again", authors=("Ana",), tags=("water", "news"), source_id=2, words=100, minutes=1, flags=256
            ),
            Row(3, "Blood", authors=("Cem",), published=FEBRUARY, words=50, language="de", status="draft"),
        ]
    )
    found = index.search(parse("flood", today=TODAY)).facets()
    assert (found.articles, found.words, found.minutes) == (2, 500, 3)
    assert (found.unread, found.starred, found.problems) == (1, 0, 1)
    columns = {name: list(values) for name, values in found.columns.items()}
    assert columns == {
        "source": [("House", 1), ("Wire", 1)],
        "author": [("Ana", 2), ("Ben", 1)],
        "tag": [("water", 2), ("news", 1)],
        "month": [("2025-02", 1)],
        "status": [("published", 2)],
        "language": [],
    }


def test_where_nothing_is_as_typed_the_figures_are_over_what_is_near() -> None:
    found = a_desk([Row(1, "Flood", authors=("Ana",))]).search(parse("flod", today=TODAY))
    assert (found.exact, found.near, found.facets().articles) == (0, 1, 1)


def test_months_stand_newest_first_and_values_by_how_often() -> None:
    rows = [Row(n, "x", published=FEBRUARY - 40 * DAY * (n % 3), tags=("b", "a")[: n % 3]) for n in range(12)]
    columns = a_desk(rows).search(parse("", today=TODAY)).facets().columns
    assert [month for month, _ in columns["month"]] == ["2025-02", "2024-12", "2024-11"]
    assert list(columns["tag"]) == [("b", 8), ("a", 4)]
    assert columns["tag"][0] == ("b", 8)
    assert columns["tag"][-1:] == [("a", 4)]


def test_values_are_completed_by_any_of_their_words_the_most_frequent_first() -> None:
    index = a_desk(
        [Row(1, "x", authors=("Ana Jäger", "Jan Ode")), Row(2, "x", authors=("Jan Ode",)), Row(3, "y", authors=("Bo",))]
    )
    assert index.facet_values(Column.AUTHOR, "ja", 5) == [("Jan Ode", 2), ("Ana Jäger", 1)]
    assert index.facet_values(Column.AUTHOR, "ana jä", 5) == [("Ana Jäger", 1)]
    assert index.facet_values(Column.AUTHOR, "an", 5) == [("Ana Jäger", 1)]
    assert index.facet_values(Column.AUTHOR, "", 2) == [("Jan Ode", 2), ("Ana Jäger", 1)]
    assert index.facet_values(Column.SOURCE, "ho", 5) == [("House", 3)]
    assert index.facet_values(Column.STATUS, "pub", 5) == [("published", 3)]


def test_completions_count_what_a_search_would_list() -> None:
    index = a_desk(
        [Row(1, "x", tags=("water",), flags=Flag.ARCHIVED), Row(2, "x", tags=("water", "waste"))],
        [Row(3, "y", tags=("wader", "water")), Row(2, "x", tags=("waste",))],
    )
    assert index.facet_values(Column.TAG, "wa", 5) == [("waste", 1), ("water", 1), ("wader", 1)]
    assert not index.facet_values(Column.TAG, "zz", 5)
    assert not Index(UTC).facet_values(Column.AUTHOR, "a", 5)


names = st.lists(st.sampled_from(["Ana", "Ben", "Cem", "Dana", "Eli", "Fay", "Gus"]), max_size=7, unique=True).map(
    tuple
)


def month_of(row: Row) -> str:
    return datetime.fromtimestamp(row.published, UTC).strftime("%Y-%m")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 40), names, names, st.integers(0, 5)), max_size=15), min_size=1, max_size=4
    ),
)
def test_every_article_counts_once_however_many_values_and_segments_there_are(
    batches: list[list[tuple[int, tuple[str, ...], tuple[str, ...], int]]],
) -> None:
    kept: dict[int, Row] = {}
    made: list[list[Row]] = []
    for batch in batches:
        rows = {
            number: Row(
                number,
                "x" * (month % 2 + 1),
                authors=authors,
                tags=tags,
                published=FEBRUARY - month * 30 * DAY,
                source_id=month % 2 + 1,
                flags=month % 4,
            )
            for number, authors, tags, month in batch
        }
        kept |= rows
        made.append(list(rows.values()))
    index = a_desk(*made)
    for text in ("", "=x"):
        chosen = [row for row in kept.values() if not text or row.title == "x"]
        found = index.search(parse(text, today=TODAY)).facets()
        if not chosen and text:
            continue
        assert found.articles == len(chosen)
        assert found.unread == sum(not row.flags & Flag.READ for row in chosen)
        assert found.starred == sum(bool(row.flags & Flag.STARRED) for row in chosen)
        assert dict(found.columns["author"]) == Counter(name for row in chosen for name in row.authors)
        assert dict(found.columns["tag"]) == Counter(name for row in chosen for name in row.tags)
        assert dict(found.columns["month"]) == Counter(month_of(row) for row in chosen)
        assert dict(found.columns["source"]) == Counter(("House", "Wire")[row.source_id - 1] for row in chosen)
