"""The dictionary knows its words by their beginnings, and long ones by what stands inside them."""

import random

from newsdesk.index.holding.dictionary import build_dictionary
from newsdesk.text.typo import MIN_LETTERS_OF_A_LONG_WORD, MIN_LETTERS_OF_AN_INSIDE

LETTERS = "abé人я"


def some_words() -> list[str]:
    chance = random.Random(1)
    made = {"".join(chance.choice(LETTERS) for _ in range(chance.randrange(1, 24))) for _ in range(400)}
    return sorted(made | {"x", "a" * 64})


def test_what_stands_inside_long_words_is_in_the_order_of_its_letters() -> None:
    words = some_words()
    dictionary = build_dictionary(words)
    expected = sorted(
        (word[letter:].encode(), number, len(word[:letter].encode()))
        for number, word in enumerate(words)
        if len(word) >= MIN_LETTERS_OF_A_LONG_WORD
        for letter in range(1, len(word) - MIN_LETTERS_OF_AN_INSIDE + 1)
    )
    assert [(number, offset) for _, number, offset in expected] == list(
        zip(dictionary.insides.tolist(), dictionary.inside_offsets.tolist(), strict=True)
    )


def test_all_words_with_one_beginning_stand_side_by_side() -> None:
    words = some_words()
    dictionary = build_dictionary(words)
    for beginning in ("a", "ab", "é", "人я", "x", "xx", "я" * 9, "", "zz"):
        low, high = dictionary.beginning_with(beginning)
        assert words[low:high] == [word for word in words if word.startswith(beginning)]
        assert dictionary.place(beginning) == low


def test_an_empty_dictionary_knows_no_word() -> None:
    dictionary = build_dictionary([])
    assert dictionary.beginning_with("a") == (0, 0)
    assert dictionary.find("a") is None
    assert not dictionary.near("abcdef", beginnings=True)
