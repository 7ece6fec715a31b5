"""The looks that were chosen, kept from one start to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.ui.layout import PaneChoice, Panes
from newsdesk.ui.looks import Looks

_CHOICES = st.builds(PaneChoice, st.sampled_from(Panes), st.floats(0, 1), st.integers(0, 1000))


@given(st.builds(Looks, st.text(), st.none() | st.booleans(), _CHOICES))
def test_looks_read_back(looks: Looks) -> None:
    assert Looks.read(looks.written()) == looks


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "[]",
        "7",
        "[" * 9999,
        '{"theme": "x"}',
        '{"theme": "", "light": 1, "panes": "TEN", "list_share": 0, "stats_columns": 0}',
        '{"theme": "", "light": null, "panes": "ONE", "list_share": "wide", "stats_columns": 0}',
        '{"theme": "", "light": null, "panes": ["ONE"], "list_share": 0, "stats_columns": 0}',
        '{"theme": "", "light": null, "panes": "ONE", "list_share": 0, "stats_columns": 1e999}',
    ],
)
def test_what_are_no_looks_are_those_of_a_first_start(text: str | None) -> None:
    assert Looks.read(text) == Looks()


def test_widths_that_no_pane_can_have_are_brought_within_bounds() -> None:
    text = '{"theme": "", "light": null, "panes": "ONE", "list_share": -9, "stats_columns": 99999999}'
    assert Looks.read(text).panes == PaneChoice(Panes.ONE, 0.0, 1000)
