"""What is selected, whatever the list shows."""

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.model.article import ArticleId
from newsdesk.model.hits import Listing
from newsdesk.ui.widgets.selection import Selection


def listing(*numbers: int) -> Listing:
    return Listing([ArticleId(number) for number in numbers])


TEN = listing(*range(100, 110))


def rows_of(selection: Selection, hits: Listing) -> list[int]:
    return [row for row, article_id in enumerate(hits.ids(0, len(hits))) if selection.holds(row, article_id)]


def test_a_range_follows_the_cursor_up_and_down_until_it_is_ended() -> None:
    selection = Selection(TEN)
    selection.begin(4)
    selection.move(6)
    assert rows_of(selection, TEN) == [4, 5, 6]
    selection.move(2)
    assert rows_of(selection, TEN) == [2, 3, 4]
    selection.end()
    selection.move(9)
    assert rows_of(selection, TEN) == [2, 3, 4]
    assert len(selection) == 3


def test_articles_stay_selected_in_another_order_and_a_range_stays_open() -> None:
    selection = Selection(TEN)
    selection.take(0, 2)
    selection.begin(4)
    turned = listing(*reversed(range(100, 110)))
    selection.on_other_hits(turned)
    selection.move(7)
    assert rows_of(selection, turned) == [5, 6, 7, 8, 9]
    assert sorted(selection.ids()()) == [100, 101, 102, 103, 104]


def test_what_an_answer_does_not_show_stays_selected() -> None:
    selection = Selection(TEN)
    selection.take(0, 10)
    few = listing(3, 104, 5)
    selection.on_other_hits(few)
    assert rows_of(selection, few) == [1]
    assert len(selection) == 10
    selection.take(0, 3)
    assert len(selection) == 12
    assert sorted(selection.ids()()) == sorted([3, 5, *range(100, 110)])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()), max_size=6))
def test_ranges_are_a_set_of_articles(steps: list[tuple[int, int, bool]]) -> None:
    selection, wanted, hits = Selection(TEN), set(), TEN
    for start, end, other in steps:
        if other:
            hits = listing(*reversed(hits.ids(0, 10)))
            selection.on_other_hits(hits)
        selection.begin(start)
        selection.move(end)
        wanted |= set(hits.ids(min(start, end), max(start, end) + 1))
        assert len(selection) == len(wanted)
        selection.end()
    assert set(selection.ids()()) == wanted
    assert len(selection) == len(selection.ids()()) == len(wanted)
    assert {hits.ids(row, row + 1)[0] for row in rows_of(selection, hits)} == wanted
