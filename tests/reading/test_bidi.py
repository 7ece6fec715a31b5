"""Right-to-left text where the terminal does not order it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.reading.bidi import in_visual_order
from newsdesk.reading.spans import Role, Span, Spot, Style, text_of
from newsdesk.text.widths import width
from tests.reading.pages import a_reading, settled

HEBREW = "שלום עולם"


def drawn(text: str, *, from_right: bool = True) -> str:
    return text_of(tuple(in_visual_order([Span(text)], from_right=from_right)))


@pytest.mark.parametrize(
    ("read", "from_right", "shown"),
    [
        ("flood", False, "flood"),
        ("אבג", True, "גבא"),
        ("אבג 123 דה", True, "הד 123 גבא"),
        ("the אבג boat", False, "the גבא boat"),
        ("אבג the boat", True, "the boat גבא"),
        ("אב (גד) ה", True, "ה (דג) בא"),
        ("אבג.", True, ".גבא"),
        # A vowel sign stays with its letter.
        ("אָב", True, "באָ"),
    ],
)
def test_a_line_is_drawn_in_the_order_that_the_eye_expects(read: str, from_right: bool, shown: str) -> None:
    assert drawn(read, from_right=from_right) == shown


def test_each_word_keeps_what_it_is() -> None:
    line = [Span("אבג "), Span("דה", Role.TEXT, Style.STRONG)]
    assert in_visual_order(line, from_right=True) == [Span("הד", Role.TEXT, Style.STRONG), Span(" גבא")]


@given(st.text("אבגab12 (),.־ة", max_size=20), st.booleans())
def test_nothing_is_lost_and_no_cell_is_won(text: str, from_right: bool) -> None:
    shown = drawn(text, from_right=from_right)
    assert width(shown) == width(text)
    turned = str.maketrans("()", "((")
    assert sorted(shown.translate(turned)) == sorted(text.translate(turned))


def test_a_paragraph_is_reordered_line_by_line_and_only_when_that_is_wished() -> None:
    body = " ".join(["אחת", "שתיים", "שלוש"] * 6)
    as_read = [text_of(line).split() for line in settled(a_reading(body, 40)).lines(3, 6)]
    shown = [text_of(line).split() for line in settled(a_reading(body, 40, bidi=True)).lines(3, 6)]
    assert [[word[::-1] for word in reversed(line)] for line in shown] == as_read
    for line in settled(a_reading(body, 40, bidi=True)).lines(3, 6):
        assert width(text_of(line)) == 38


def test_headings_and_tables_are_reordered_too() -> None:
    body = f"## {HEBREW}\n\n| {HEBREW} | b |\n| --- | --- |\n| {HEBREW} | d |\n"
    page = "\n".join(text_of(line) for line in settled(a_reading(body, 60, bidi=True)).lines(0, 20))
    assert page.count(HEBREW[::-1]) == 3
    assert HEBREW not in page


def test_what_is_selected_is_in_the_order_of_the_text() -> None:
    reading = settled(a_reading(HEBREW, 40, bidi=True))
    assert reading.said(Spot(3, 20), Spot(3, 38)) == HEBREW
