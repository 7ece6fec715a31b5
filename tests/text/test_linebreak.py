"""Lines end where a reader expects it, in any script."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.text import linebreak
from newsdesk.text.linebreak import break_lines
from newsdesk.text.widths import width


def broken(text: str, cells: int) -> list[str]:
    return [text[start:end] for start, end in break_lines(text, cells)]


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one\ntwo", 7, ["one", "two"]),
        ("one\n\ntwo", 7, ["one", "", "two"]),
        ("one   two", 4, ["one", "two"]),
        ("a well-known fact", 8, ["a well-", "known", "fact"]),
        ("pages 10-12 of it", 9, ["pages", "10-12 of", "it"]),
        ("he said —and left", 9, ["he said", "—and left"]),
        ("wait—then go", 6, ["wait—", "then", "go"]),
    ],
)
def test_lines_end_at_spaces_and_behind_hyphens(text: str, cells: int, lines: list[str]) -> None:
    assert broken(text, cells) == lines


def test_a_word_is_not_parted_from_its_punctuation() -> None:
    assert broken("Vraiment ? Oui !", 10) == ["Vraiment ?", "Oui !"]
    assert broken("Es ist so !", 9) == ["Es ist", "so !"]


def test_chinese_and_japanese_break_between_characters_but_not_before_closing_signs() -> None:
    assert broken("日本語の文章", 6) == ["日本語", "の文章"]
    assert broken("日本語。文章", 6) == ["日本", "語。文", "章"]
    assert broken("これは「引用」だ", 8) == ["これは", "「引用」", "だ"]
    assert broken("おちゃをのむ", 4) == ["お", "ちゃ", "をの", "む"]


def test_korean_keeps_its_words_whole() -> None:
    assert broken("한국어 문장은 단어로", 7) == ["한국어", "문장은", "단어로"]


def test_a_long_address_is_broken_where_a_person_would() -> None:
    assert broken("https://example.com/news/today?page=2", 22) == ["https://example.com/", "news/today?page=2"]


def test_an_address_that_fits_on_no_line_does_not_leave_the_line_before_it_empty() -> None:
    assert broken("See https://example.com/a/very/long/path", 24)[0] == "See https://example.com/"


def test_a_word_without_any_place_to_break_is_cut() -> None:
    assert broken("a" * 12, 5) == ["aaaaa", "aaaaa", "aa"]


def test_an_emoji_of_several_characters_stays_one() -> None:
    family = "👩\u200d👩\u200d👧\u200d👦"
    assert broken(family * 3, 4) == [family * 2, family]
    assert broken("e\u0301" * 6, 4) == ["e\u0301" * 4, "e\u0301" * 2]


def test_a_character_wider_than_the_line_gets_a_line_of_its_own() -> None:
    assert broken("日本", 1) == ["日", "本"]


def test_code_is_not_broken_at_hyphens() -> None:
    code = "return well-known"
    assert [code[start:end] for start, end in break_lines(code, 12, at_hyphens=False)] == ["return", "well-known"]


MIXED = st.text(alphabet="ab -/.!?(\n。日「éñ—\u200b\u3000👍\u0301", max_size=60)


@given(MIXED, st.integers(1, 12))
def test_no_line_is_too_wide_and_nothing_but_white_space_is_lost(text: str, cells: int) -> None:
    lines = break_lines(text, cells)
    at = 0
    for start, end in lines:
        assert not text[at:start].strip(" \n\u200b\u3000")
        assert width(text[start:end]) <= cells or len(re.sub("[\u0301\u200b]", "", text[start:end])) == 1
        at = end
    assert not text[at:].strip(" \n\u200b\u3000")


@given(st.text(alphabet="ab  -/.!?(\né—日本。「", max_size=60), st.integers(1, 12))
def test_counting_and_measuring_break_alike(text: str, cells: int) -> None:
    counted = break_lines(text, cells)
    with pytest.MonkeyPatch.context() as patch:
        nothing = re.compile(r"(?!)")
        patch.setattr(linebreak, "_ONLY_SINGLE", nothing)
        patch.setattr(linebreak, "_ONLY_PLAIN", nothing)
        assert break_lines(text, cells) == counted


def test_what_is_counted_is_as_wide_as_the_tables_say() -> None:
    characters = [chr(code) for code in range(32, 0x110000) if not 0xD800 <= code < 0xE000]
    single = [character for character in characters if linebreak._ONLY_SINGLE.fullmatch(character)]
    double = [character for character in characters if linebreak._WIDE.fullmatch(character)]
    assert width("".join(single)) == len(single)
    assert width("".join(double)) == 2 * len(double)
    assert len(single) > 1_400
    assert len(double) > 30_000
