"""What was on the screen, kept from one start to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.model.article import ArticleId
from newsdesk.ui.last_screen import LastScreen

_IDS = st.integers(1, 2**60).map(ArticleId)


@given(st.builds(LastScreen, st.text(), st.lists(_IDS).map(tuple), st.none() | _IDS, st.none() | _IDS))
def test_a_screen_reads_back(screen: LastScreen) -> None:
    assert LastScreen.read(screen.written()) == screen


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", "7", '{"rows": 7}', '{"rows": ["x"]}', '{"rows": [null]}', "[" * 9999]
)
def test_what_is_no_screen_is_that_of_a_first_start(text: str | None) -> None:
    assert LastScreen.read(text) == LastScreen()
