"""Which panes stand where, for every size of terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.ui.layout import Layout, Pane, Panes, lay_out, next_panes


@pytest.mark.parametrize(
    ("columns", "rows", "there"),
    [
        (120, 40, {Pane.LIST, Pane.ARTICLE, Pane.STATS}),
        (119, 40, {Pane.LIST, Pane.ARTICLE}),
        (100, 40, {Pane.LIST, Pane.ARTICLE}),
        (99, 40, {Pane.LIST}),
        (80, 24, {Pane.LIST}),
        (20, 5, {Pane.LIST}),
    ],
)
def test_the_wider_the_terminal_the_more_panes(columns: int, rows: int, there: set[Pane]) -> None:
    layout = lay_out(columns, rows, Panes.ALL, Pane.LIST)
    assert {pane for pane in Pane if getattr(layout, pane.value)} == there


def test_with_room_for_one_the_pane_with_the_focus_is_shown() -> None:
    assert lay_out(80, 24, Panes.ALL, Pane.ARTICLE) == Layout(0, 80, 0)


@pytest.mark.parametrize(("columns", "rows"), [(39, 24), (80, 9)])
def test_a_tiny_terminal_shows_a_list_and_nothing_around_it(columns: int, rows: int) -> None:
    assert lay_out(columns, rows, Panes.ALL, Pane.STATS, stats=True) == Layout(columns, 0, 0, frame=False)


def test_figures_that_were_asked_for_lie_over_the_rest_where_they_cannot_stand() -> None:
    layout = lay_out(100, 30, Panes.ALL, Pane.LIST, stats=True)
    assert layout.stats_over
    assert layout.list + layout.article == 100


def test_figures_that_were_sent_away_stay_away() -> None:
    assert lay_out(120, 40, Panes.ALL, Pane.LIST, stats=False).stats == 0


def test_the_layout_key_leaves_out_what_the_width_cannot_show() -> None:
    assert next_panes(Panes.ALL, 110) is Panes.ONE
    assert next_panes(Panes.ALL, 130) is Panes.LIST_AND_ARTICLE
    assert next_panes(Panes.ONE, 110) is Panes.ALL


@given(
    st.integers(1, 400),
    st.integers(1, 120),
    st.sampled_from(Panes),
    st.sampled_from(Pane),
    st.sampled_from([None, True, False]),
)
def test_panes_fill_the_terminal_and_the_focus_is_always_in_sight(
    columns: int, rows: int, wish: Panes, focus: Pane, stats: bool | None
) -> None:
    layout = lay_out(columns, rows, wish, focus, stats)
    beside = 0 if layout.stats_over else layout.stats
    assert layout.list + layout.article + beside == columns
    if focus is not Pane.STATS:
        assert getattr(layout, focus.value)
