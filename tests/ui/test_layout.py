"""Which panes stand where, for every size of terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.ui.layout import (
    ARTICLE_COLUMNS_LEAST,
    LIST_COLUMNS_LEAST,
    STATS_COLUMNS_LEAST,
    Layout,
    Pane,
    PaneChoice,
    Panes,
    lay_out,
    next_panes,
    with_list_of,
    with_stats_of,
)

ALL = PaneChoice()


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
    layout = lay_out(columns, rows, ALL, Pane.LIST)
    assert {pane for pane in Pane if getattr(layout, pane.value)} == there


def test_with_room_for_one_the_pane_with_the_focus_is_shown() -> None:
    assert lay_out(80, 24, ALL, Pane.ARTICLE) == Layout(0, 80, 0)


@pytest.mark.parametrize(("columns", "rows"), [(39, 24), (80, 9)])
def test_a_tiny_terminal_shows_a_list_and_nothing_around_it(columns: int, rows: int) -> None:
    assert lay_out(columns, rows, ALL, Pane.STATS, stats_over=True) == Layout(columns, 0, 0, frame=False)


def test_figures_that_were_asked_for_lie_over_the_rest_where_they_cannot_stand() -> None:
    layout = lay_out(100, 30, ALL, Pane.LIST, stats_over=True)
    assert layout.stats_over
    assert layout.list + layout.article == 100


def test_figures_that_stand_beside_the_rest_do_not_lie_over_it_as_well() -> None:
    assert lay_out(120, 40, ALL, Pane.LIST, stats_over=True) == lay_out(120, 40, ALL, Pane.LIST)


def test_fewer_panes_are_shown_where_fewer_were_asked_for() -> None:
    assert lay_out(120, 40, PaneChoice(Panes.LIST_AND_ARTICLE), Pane.LIST).stats == 0
    assert lay_out(120, 40, PaneChoice(Panes.ONE), Pane.LIST) == Layout(120, 0, 0)


def test_the_layout_key_leaves_out_what_the_width_cannot_show() -> None:
    assert next_panes(Panes.ALL, 110) is Panes.ONE
    assert next_panes(Panes.ALL, 130) is Panes.LIST_AND_ARTICLE
    assert next_panes(Panes.ONE, 110) is Panes.ALL


def test_a_list_that_was_widened_keeps_its_share_in_a_terminal_of_another_size() -> None:
    wish = with_list_of(46, ALL, lay_out(120, 40, ALL, Pane.LIST))
    assert lay_out(120, 40, wish, Pane.LIST).list == 46
    layout = lay_out(212, 60, wish, Pane.LIST)
    assert layout.list == layout.article


def test_figures_that_were_widened_keep_their_columns() -> None:
    wish = with_stats_of(40, ALL, lay_out(120, 40, ALL, Pane.LIST))
    assert lay_out(120, 40, wish, Pane.LIST).stats == lay_out(212, 60, wish, Pane.LIST).stats == 40


@given(
    st.integers(1, 400),
    st.integers(1, 120),
    st.builds(PaneChoice, st.sampled_from(Panes), st.floats(0, 1), st.integers(0, 1000)),
    st.sampled_from(Pane),
    st.booleans(),
)
def test_panes_fill_the_terminal_and_the_focus_is_always_in_sight(
    columns: int, rows: int, wish: PaneChoice, focus: Pane, stats_over: bool
) -> None:
    layout = lay_out(columns, rows, wish, focus, stats_over=stats_over)
    beside = 0 if layout.stats_over else layout.stats
    assert layout.list + layout.article + beside == columns
    if layout.stats:
        assert STATS_COLUMNS_LEAST <= layout.stats < columns
    if layout.list and layout.article:
        assert layout.list >= LIST_COLUMNS_LEAST
        assert layout.article >= ARTICLE_COLUMNS_LEAST
    if focus is not Pane.STATS:
        assert getattr(layout, focus.value)


@given(st.integers(100, 400), st.integers(-50, 500), st.integers(-50, 500))
def test_however_far_the_lines_between_panes_are_pulled_every_pane_stays_of_use(
    columns: int, list_columns: int, stats_columns: int
) -> None:
    wish = with_list_of(list_columns, ALL, lay_out(columns, 40, ALL, Pane.LIST))
    wish = with_stats_of(stats_columns, wish, lay_out(columns, 40, wish, Pane.LIST))
    layout = lay_out(columns, 40, wish, Pane.LIST)
    assert layout.list >= LIST_COLUMNS_LEAST
    assert layout.article >= ARTICLE_COLUMNS_LEAST
    assert sum((layout.list, layout.article, layout.stats)) == columns
