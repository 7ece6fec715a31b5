"""How much may be wrong."""

import pytest

from newsdesk.text.typo import digits_of, typos_allowed


@pytest.mark.parametrize(
    ("word", "allowed"),
    [
        ("", 0),
        ("of", 0),
        ("war", 1),
        ("paris", 1),
        ("london", 2),
        ("2024", 0),
        ("g20", 0),
        ("covid19", 1),
        ("abc2024", 1),
    ],
)
def test_one_typo_from_three_letters_on_and_two_from_six_and_digits_do_not_count(word: str, allowed: int) -> None:
    assert typos_allowed(word) == allowed


def test_the_digits_of_a_word_are_what_never_may_differ() -> None:
    assert digits_of("gpt4turbo8") == "48"
    assert digits_of("news") == ""
