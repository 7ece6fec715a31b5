"""What became of a text, as a reader would say it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.text.diff import MAX_LINES, MAX_WORDS, Fate, by_words, changed_lines


def _said(before: str, after: str) -> str:
    marks = {Fate.STAYED: "{}", Fate.WENT: "[-{}-]", Fate.NEW: "[+{}+]"}
    return "".join(marks[stretch.fate].format(stretch.text) for stretch in by_words(before, after))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("The river rose.", "The river rose.", "The river rose."),
        ("", "", ""),
        ("", "New.", "[+New.+]"),
        ("Old.", "", "[-Old.-]"),
        ("Four people died.", "Five people died.", "[-Four-][+Five+] people died."),
        ("It rose by 3 metres.", "It rose by 3.5 metres.", "It rose by 3[+.5+] metres."),
        ("one two", "one three two", "one [+three +]two"),
        ("He said a lot.", "She told the man.", "[-He said a lot-][+She told the man+]."),
        ("A.\n\nB.\n", "A.\n\nNew one.\n\nB.\n", "A.\n\n[+New one.\n\n+]B.\n"),
        ("东京的新闻编辑", "东京的报纸编辑", "东京的[-新闻-][+报纸+]编辑"),
        ("snake_case stays", "snake_case goes", "snake_case [-stays-][+goes+]"),
    ],
)
def test_a_correction_is_shown_as_a_reader_would_say_it(before: str, after: str, said: str) -> None:
    assert _said(before, after) == said


_TEXTS = st.text(alphabet="ab \n.é新", max_size=40) | st.text(max_size=40)


@given(before=_TEXTS, after=_TEXTS)
def test_both_versions_can_be_read_off_the_difference(before: str, after: str) -> None:
    stretches = by_words(before, after)
    assert "".join(one.text for one in stretches if one.fate is not Fate.NEW) == before
    assert "".join(one.text for one in stretches if one.fate is not Fate.WENT) == after
    for one, following in pairwise(stretches):
        assert one.fate is not following.fate
        assert (one.fate, following.fate) != (Fate.NEW, Fate.WENT)
    assert all(one.text for one in stretches)


@given(text=_TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert {stretch.fate for stretch in by_words(text, text)} <= {Fate.STAYED}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * MAX_WORDS, "b a " * MAX_WORDS),
        ("x\ny\n" * MAX_LINES, "y\nx\n" * MAX_LINES),
        ("same\n" * (MAX_LINES + 5), "same\n" * (MAX_LINES + 9)),
        ("(" * 100_000, ")" * 100_000),
        ("a " * (MAX_WORDS // 2 - 1), "b a " * (MAX_WORDS // 4 - 1)),
    ],
    ids=["too many words", "too many lines", "longer", "signs", "as many words as are compared"],
)
def test_texts_that_are_all_other_are_told_at_once(before: str, after: str) -> None:
    begun = time.process_time()
    stretches = by_words(before, after)
    assert "".join(one.text for one in stretches if one.fate is not Fate.NEW) == before
    assert time.process_time() - begun < 5


def test_only_lines_with_a_change_are_told() -> None:
    before = "One.\n\nTwo is here.\n\nThree.\n\nFour.\n"
    after = "One.\n\nTwo was here.\n\nThree.\n\nFour.\nFive.\n"
    lines = changed_lines(by_words(before, after))
    told = ["".join(f"{piece.fate[0]}:{piece.text}|" for piece in line) for line in lines]
    assert told == ["", "s:Two |w:is|n:was|s: here.|", "", "n:Five.|"]
    assert list(changed_lines(by_words("Same.\n", "Same.\n\n"))) == [()]


@given(before=_TEXTS, after=_TEXTS)
def test_no_word_that_changed_is_left_out(before: str, after: str) -> None:
    stretches = by_words(before, after)
    told = [piece for line in changed_lines(stretches) for piece in line]
    for fate in (Fate.WENT, Fate.NEW):
        changed = [word for stretch in stretches if stretch.fate is fate for word in stretch.text.split()]
        assert [word for piece in told if piece.fate is fate for word in piece.text.split()] == changed
