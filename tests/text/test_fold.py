"""What is compared with what."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.text.fold import fold


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Café Zürich", "cafe zurich"),
        ("STRASSE Straße", "strasse strasse"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
        ("Łódź Ørsted Æsir", "lodz orsted aesir"),
        ("İstanbul ISPARTA ılık", "istanbul isparta ilik"),
        ("Ёлка Й", "елка и"),
        ("مُحَمَّد أحمد آمن", "محمد احمد امن"),
        ("שָׁלוֹם", "שלום"),
        ("ガギグ ｶﾞ", "ガギグ ガ"),
        ("한국어", "한국어"),
        ("ﬁn ½", "fin 1⁄2"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
    ],
)
def test_case_accents_widths_and_ligatures_do_not_matter(written: str, compared: str) -> None:
    assert fold(written) == compared


def test_vowels_of_thai_and_devanagari_are_letters_and_stay() -> None:
    assert fold("กำลัง") == unicodedata.normalize("NFKC", "กำลัง")
    assert fold("हिन्दी") == "हिन्दी"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_text_compare_equal(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
