"""Cells: what is cut or filled to a width has that width, whatever script it is in (THREATS, row 13)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.text.clean import clean_line
from newsdesk.text.widths import ELLIPSIS, cut, fit, graphemes, width

texts = st.text(max_size=60).map(clean_line) | st.text(
    alphabet=st.sampled_from("ab 中文日ｱ👩👧\u200d\ufe0f🇩🇪é\u0301ﷺ한글ا"), max_size=40
).map(clean_line)


@pytest.mark.parametrize(
    ("text", "cells"),
    {"": 0, "abc": 3, "中文": 4, "👩‍👩‍👧": 2, "e\u0301": 1, "🇩🇪": 2, "ｱ": 1, "한글": 4}.items(),
)
def test_a_text_takes_the_cells_that_a_terminal_gives_it(text: str, cells: int) -> None:
    assert width(text) == cells


def test_what_fits_is_not_cut_and_what_does_not_says_so() -> None:
    assert cut("Flood", 5) == "Flood"
    assert cut("Flooding", 5) == "Floo" + ELLIPSIS
    assert cut("中文报纸", 5) == "中文" + ELLIPSIS
    assert cut("中文报纸", 4) == "中" + ELLIPSIS
    assert cut("Flood", 0) == ""
    assert cut("Flood", 1) == ELLIPSIS


def test_a_picture_of_a_family_is_never_cut_in_half() -> None:
    assert cut("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3) == "👩‍👩‍👧‍👦" + ELLIPSIS


def test_a_very_long_headline_is_cut_quickly() -> None:
    assert width(cut("中" * 1_000_000, 80)) in {79, 80}


@settings(max_examples=300)
@given(texts, st.integers(0, 50))
def test_no_text_is_wider_than_it_may_be_and_a_filled_one_is_exact(text: str, cells: int) -> None:
    assert width(cut(text, cells)) <= cells
    assert width(fit(text, cells)) == cells


@settings(max_examples=300)
@given(texts)
def test_graphemes_cover_the_text_without_gaps(text: str) -> None:
    end = 0
    for start, stop, _cells in graphemes(text):
        assert start == end
        end = stop
    assert end == len(text)
