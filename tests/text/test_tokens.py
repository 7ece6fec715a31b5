"""What is a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.text.fold import fold
from newsdesk.text.tokens import MAX_WORD_LETTERS, PIECE, Token, is_plain, plain_words, sought, tokens, words_in


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DeepSeek's Open-Source Revolution", ["deepseek", "open", "source", "revolution"]),
        ("don’t they've we're", ["dont", "theyve", "were"]),
        ("l'avion d’Orsay O'Brien", ["l", "avion", "d", "orsay", "o", "brien"]),
        ("'quoted' dogs' rock 'n' roll", ["quoted", "dogs", "rock", "n", "roll"]),
        ("U.S. and U.N.’s N.A.T.O.", ["us", "and", "un", "nato"]),
        ("v1.2.3 GPT-4.5 3.14", ["v1", "2", "3", "gpt", "4", "5", "3", "14"]),
        ("snake_case C++ .NET", ["snake", "case", "c", "net"]),
        ("🚀 launch 🇩🇪 👍🏽", ["🚀", "launch", "🇩🇪", "👍"]),
        ("GPT模型 人工智能", ["gpt", "模型", "型", "人工", "工智", "智能", "能"]),
        ("日", ["日"]),
        ("Straße ＦＵＬＬ naïve", ["strasse", "full", "naive"]),
        ("한국어 뉴스", ["한국어", "뉴스"]),
        ("हिन्दी समाचार", ["हिन्दी", "समाचार"]),
        ("…—“”  ", []),
        ("", []),
    ],
)
def test_headlines_are_cut_where_a_reader_would_cut_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_the_place_of_a_word_is_where_it_stands_in_the_text_as_written() -> None:
    text = "Die Straße: DeepSeek’s 人工智"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Die",
        "Straße",
        "DeepSeek",
        "人工",
        "工智",
        "智",
    ]


def test_who_looks_for_a_stretch_of_han_looks_for_its_pairs_only() -> None:
    assert [token.text for token in sought("人工智能 x")] == ["人工", "工智", "智能", "x"]
    assert [token.text for token in sought("日")] == ["日"]


def test_a_word_of_a_thousand_letters_counts_by_its_first() -> None:
    assert words("a" * 1000) == ["a" * MAX_WORD_LETTERS]
    assert words("é" * 1000) == ["e" * MAX_WORD_LETTERS]


@given(st.text())
def test_places_lie_inside_the_text_and_in_order_and_words_are_folded(text: str) -> None:
    found = tokens(text)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.text
        assert fold(token.text) == token.text
    assert [token.start for token in found] == sorted(token.start for token in found)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=5))
def test_cutting_at_spaces_first_changes_nothing(pieces: list[str]) -> None:
    assert words(" ".join(pieces)) == [word for piece in pieces for word in words(piece)]


@given(st.text("abABS19 .,-'’_“”–—…£/é", max_size=14))
def test_a_plain_text_is_cut_as_any_other(text: str) -> None:
    if is_plain(text):
        expected = [
            Token(piece.start() + start, piece.start() + end, word)
            for piece in PIECE.finditer(text)
            for start, end, word in words_in(piece[0])
        ]
        assert tokens(text) == expected
        assert plain_words(text.lower()) == [token.text for token in expected]
