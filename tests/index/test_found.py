"""An answer knows its rows, whatever becomes of the desk meanwhile."""

from datetime import UTC, date

from newsdesk.index import Found, Index
from newsdesk.model.article import ArticleId
from newsdesk.text.query import parse
from tests.index.headlines import changes
from tests.index.oracle import Row


def a_desk() -> Index:
    index = Index(UTC)
    index.apply(changes(1, [Row(n, f"Flood {n}", published=n * 1000) for n in (5, 9, 2, 7)]))
    return index


def search(index: Index, text: str) -> Found:
    return index.search(parse(text, today=date(2025, 2, 3)))


def test_those_that_were_taken_in_after_an_article_are_told_apart() -> None:
    index = a_desk()
    before = search(index, "flood")
    index.apply(changes(2, [Row(12, "Flood again"), Row(11, "Drought"), Row(5, "Flood corrected")]))
    after = search(index, "flood")
    assert (before.latest, after.latest) == (9, 12)
    assert list(after.taken_in_after(before.latest)) == [12]
    assert sorted(after.taken_in_after(ArticleId(6))) == [7, 9, 12]
    assert not before.taken_in_after(before.latest)
    assert search(Index(UTC), "flood").latest == 0


def test_an_answer_stays_as_it_was_when_the_desk_changes() -> None:
    index = a_desk()
    found = search(index, "flood")
    index.apply(changes(2, [Row(12, "Flood again")], removed=[9]))
    assert list(found.ids(0, 9)) == [9, 7, 5, 2]
    assert found.position(ArticleId(9)) == 0
    assert found.position(ArticleId(12)) is None
    assert list(search(index, "flood").ids(0, 9)) == [7, 5, 2, 12]


def test_rows_beyond_the_ends_are_none() -> None:
    found = search(a_desk(), "flood")
    assert list(found.ids(-5, 2)) == [9, 7]
    assert list(found.ids(3, 99)) == [2]
    assert not found.ids(4, 9)
    assert not found.ids(2, 1)
