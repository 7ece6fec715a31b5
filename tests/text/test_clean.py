"""The gate: whatever stands in an article, nothing of it commands a terminal (THREATS, rows 1 to 14)."""

import json
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from newsdesk.text.clean import MAX_MARKS_IN_A_ROW, clean, clean_line
from tests.corpus import CORPUS

anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=200) | st.text(
    alphabet=st.sampled_from(
        "a \t\n\r\x00\x07\x08\x1b\x7f\x85\x9b\x9d\u0301\u200b\u200d\u2028\u202e\ud800\udc00\ufeff\U000e0041[]0m;é中👩"
    )
)

PAYLOADS = {
    "row 1, clipboard": ("\x1b]52;c;cHduZWQ=\x07", "]52;c;cHduZWQ="),
    "row 2, title report": ("\x1b]0;id\n\x07\x1b[21t", "]0;id [21t"),
    "row 2, DECRQSS": ("\x1bP$qm\x1b\\", "P$qm\\"),
    "row 3, C1 forms": ("\x9b31m\x9d52;c;x\x9c\x90q#0", "›31m52;c;xœq#0"),
    "row 4, after entities": ("\x1b]0;x\x07", "]0;x"),
    "row 6, a link that spoofs": ("\x1b]8;;https://evil/\x1b\\bank\x1b]8;;\x1b\\", "]8;;https://evil/\\bank]8;;\\"),
    "row 7, graphics": ("\x1b_Ga=T;AAAA\x1b\\", "_Ga=T;AAAA\\"),
    "row 8, through tmux": ("\x1bPtmux;\x1b\x1b]52;c;x\x07\x1b\\", "Ptmux;]52;c;x\\"),
    "row 9, never ended": ("A\x1b]0;", "A]0;"),
    "row 10, several lines": ("a\rb\x0bc\x0cd\x85e\u2028f\u2029g", "a b c d…e f g"),
    "row 10, backspaces": ("ab" + "\x08" * 40 + "c", "abc"),
    "row 11, direction": ("gpj.\u202egnp \u2066x\u2069 \u200e\u200f\u061cy", "gpj.gnp x y"),
    "row 12, invisible": ("a\u200bb\u00adc\ufeffd\U000e0041e\u2060f", "abcdef"),
    "row 14, lone surrogates": ("a\ud800b\udfff", "a\ufffdb\ufffd"),
    "NUL and DEL": ("a\x00b\x7fc", "abc"),
}


@pytest.mark.parametrize(("payload", "shown"), PAYLOADS.values(), ids=PAYLOADS.keys())
def test_a_headline_commands_nothing(payload: str, shown: str) -> None:
    assert clean_line(payload) == shown


def test_running_text_keeps_its_lines_and_tabs() -> None:
    assert clean("a\r\nb\rc\n\td\x0be") == "a\nb\nc\n\td e"


def test_marks_of_windows_that_were_taken_for_controls_become_what_was_meant() -> None:
    assert clean_line("it\x92s \x93quoted\x94 \x96 5 \x80") == "it’s “quoted” – 5 €"


def test_what_scripts_need_is_kept() -> None:
    for text in ("👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪", "می‌خواهم", "हिन्दी में", "ภาษาไทยที่นี่", "Việt Nam", "שָׁלוֹם", "العَرَبِيَّةُ"):
        assert clean_line(text) == text
        assert clean(text) == text


def test_marks_heaped_on_a_letter_are_few_afterwards() -> None:
    start = time.perf_counter()
    for mark in ("\u0301", "\ufe0f", "\u20dd", "\u200d", "\u0301\u200d"):
        heap = clean_line("a" + mark * 200_000)
        assert len(heap) <= 1 + MAX_MARKS_IN_A_ROW
        assert cell_len(heap) <= 2
    assert time.perf_counter() - start < 5


@settings(max_examples=400)
@given(anything)
def test_no_control_character_passes_and_cleaning_again_changes_nothing(text: str) -> None:
    for gate, allowed in ((clean, "\n\t"), (clean_line, "")):
        safe = gate(text)
        assert all(unicodedata.category(character) not in {"Cc", "Cs"} or character in allowed for character in safe)
        assert gate(safe) == safe
        safe.encode("utf-8")
    assert "\n" not in clean_line(text)
    assert clean(text).count("\n") == text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


@pytest.mark.corpus
def test_naughty_strings_pass_without_a_control() -> None:
    path = CORPUS / "strings" / "blns.json"
    if not path.exists():
        pytest.skip("the corpus is not here")
    for text in json.loads(path.read_text(encoding="utf-8")):
        assert all(unicodedata.category(character) not in {"Cc", "Cs"} for character in clean_line(text))
