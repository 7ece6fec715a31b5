"""Bars and charts."""

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.model.clean import Clean
from newsdesk.stats import eighths, ranking, rhythm
from newsdesk.stats.bars import EIGHTHS_A_CELL


def months(*pairs: tuple[str, int]) -> list[tuple[Clean, int]]:
    return [(Clean(month), count) for month, count in pairs]


def test_a_month_without_articles_has_a_bar_of_nothing() -> None:
    chart = rhythm(months(("2025-02", 4), ("2024-12", 1)), 12)
    assert [(bar.label, bar.count) for bar in chart.bars] == [("2024-12", 1), ("2025-01", 0), ("2025-02", 4)]


def test_a_span_of_many_months_is_told_in_years() -> None:
    chart = rhythm(months(("2019-07", 2), ("2019-08", 1), ("2025-02", 4)), 12)
    assert chart.title == "Year"
    assert (chart.bars[0].label, chart.bars[0].count) == ("2019", 3)
    assert len(chart.bars) == 7


def test_more_years_than_there_is_room_for_are_counted_as_left_out() -> None:
    chart = rhythm(months(("1901-01", 1), ("2000-01", 5), ("2025-01", 2)), 12)
    assert len(chart.bars) == 12
    assert chart.bars[-1].label == "2025"
    assert chart.left_out == 2


def test_a_bar_knows_how_to_narrow_a_search_to_itself() -> None:
    bar = ranking("Author", "author", months(("D. Jenkins", 3)), 6).bars[0]
    assert (bar.operator, bar.value) == ("author", "D. Jenkins")


def test_values_beyond_the_room_are_counted() -> None:
    assert ranking("Tag", "tag", months(("a", 3), ("b", 2), ("c", 1)), 2).left_out == 1


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(1, 40))
def test_a_bar_is_as_long_as_its_share_and_never_invisible(one: int, other: int, cells: int) -> None:
    count, most = min(one, other), max(one, other)
    length = eighths(count, most, cells)
    assert 1 <= length <= cells * EIGHTHS_A_CELL
    assert abs(length - count * cells * EIGHTHS_A_CELL / most) <= 1


@given(st.dictionaries(st.integers(1900 * 12, 2100 * 12), st.integers(1, 50), max_size=40), st.integers(1, 30))
def test_no_article_is_lost_between_the_months_and_the_chart(counts: dict[int, int], most: int) -> None:
    pairs = months(*((f"{number // 12:04}-{number % 12 + 1:02}", count) for number, count in counts.items()))
    chart = rhythm(pairs, most)
    assert len(chart.bars) <= most
    if not chart.left_out:
        assert sum(bar.count for bar in chart.bars) == sum(counts.values())
