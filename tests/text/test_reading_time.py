"""How long an article takes to read: as it says, else counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.text.reading_time import (
    CHARACTERS_A_MINUTE,
    WORDS_A_MINUTE,
    Length,
    count_words,
    length,
    minutes_for,
    minutes_stated,
)


@pytest.mark.parametrize(
    ("stated", "minutes"),
    {
        "8 mins": 8,
        "8": 8,
        "PT8M": 8,
        "PT1H5M": 65,
        "PT90S": 2,
        "5-7 minutes": 5,
        "about 12 min read": 12,
        "1 h 5 min": 65,
        "1 hour": 60,
        "45 seconds": 1,
        "2.5 min": 3,
        "7 分钟": 7,
    }.items(),
)
def test_what_an_article_states_is_believed(stated: str, minutes: int) -> None:
    assert minutes_stated(stated) == minutes


def test_numbers_are_minutes() -> None:
    assert minutes_stated(8) == 8
    assert minutes_stated(4.5) == 5


@pytest.mark.parametrize(
    "stated", ["", "long", "0 mins", 0, -3, None, True, [8], "PT", "99999999999 min", float("nan")]
)
def test_what_states_no_time_is_not_believed(stated: object) -> None:
    assert minutes_stated(stated) is None


def test_latin_text_is_counted_in_words_and_chinese_in_characters() -> None:
    assert length("One two three.") == Length(3, 0)
    assert length("渡船九点开。") == Length(0, 5)
    assert length("渡船 ferry 九点") == Length(1, 4)
    assert length("루비의 미래") == Length(2, 0)
    assert count_words("渡船 ferry 九点") == 5


def test_what_nobody_reads_is_not_counted() -> None:
    assert count_words("A [link](https://example.org/a-long/path) and <a href='x'>one</a> {% include x.html %}") == 4
    assert count_words("- - * --- | : |") == 0


def test_minutes_are_rounded_and_one_at_least_where_there_is_text() -> None:
    assert minutes_for(Length(0, 0)) == 0
    assert minutes_for(Length(1, 0)) == 1
    assert minutes_for(Length(WORDS_A_MINUTE * 3, 0)) == 3
    assert minutes_for(Length(WORDS_A_MINUTE, CHARACTERS_A_MINUTE)) == 2


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    assert count_words(text) >= 0
    assert (minutes_stated(text) or 1) >= 1
