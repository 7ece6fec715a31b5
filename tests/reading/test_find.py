"""Finding in the article forgives what the search bar forgives."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.reading.find import Finder, _whole_words
from newsdesk.reading.spans import Style, text_of
from tests.reading.pages import EVERYTHING, a_reading

BODY = """The Straße was flooded; the mayor spoke of open-source maps.

- dykes and **dams**
- a flood of 2024

| Dam | Height |
|-----|--------|
| North dam | 12 |

```py
flood = dam(2024)
```
"""


def marked(body: str, sought: str) -> list[str]:
    reading = a_reading(body)
    reading.find(sought)
    found: list[str] = []
    for line in reading.lines(0, EVERYTHING):
        joined = ""
        for span in line:
            if Style.MATCH in span.style:
                joined += span.text
            elif joined:
                found.append(joined)
                joined = ""
        if joined:
            found.append(joined)
    return found


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("FLOOD", ["flood", "flood", "flood"]),
        ("strasse", ["Straße"]),
        ("trass", ["traß"]),
        ("and dams", ["and dams"]),
        ("north", ["North"]),
        ("mapps", ["maps"]),
        ("floodad", ["flooded", "flood", "flood"]),
        ("mayor spok", ["mayor spok"]),
        ("mayr spoke of", ["mayor spoke of"]),
        ("opensource", ["open-source"]),
        ("2024", ["2024", "2024"]),
        ("2025", []),
        ("nothing like it", []),
        ("  ", []),
        ("(.*", []),
    ],
)
def test_what_is_typed_is_found_and_marked(sought: str, found: list[str]) -> None:
    assert marked(BODY, sought) == found


def test_near_places_are_shown_only_where_nothing_stands_as_typed() -> None:
    assert marked("model and modal", "model") == ["model"]
    assert marked("modal only", "model") == ["modal"]


def test_near_matches_are_told_from_exact_ones() -> None:
    reading = a_reading("The mayor spoke")
    assert reading.find("myor") == 1
    (span,) = [span for span in reading.lines(3, 4)[0] if Style.MATCH in span.style]
    assert Style.NEAR in span.style


def test_one_walks_from_place_to_place() -> None:
    reading = a_reading("\n\n".join(f"word {n}" for n in range(100)))
    assert reading.find("word") == 100
    y = reading.stand_at(40)
    line = reading.lines(y, y + 1)[0]
    assert text_of(line).strip() == "word 40"
    assert [span.text for span in line if Style.CURRENT in span.style] == ["word"]
    assert reading.found_rows()[40] == y
    assert reading.find("") == 0
    assert reading.found_rows() == []


def test_a_match_that_is_wrapped_is_marked_on_both_rows() -> None:
    assert marked("x " * 25 + "the mayor spoke of it", "the mayor spoke") == ["the", "mayor spoke"]


def test_the_headline_is_searched_too() -> None:
    reading = a_reading("Text")
    assert reading.find("title") == 1
    assert reading.stand_at(0) == 0


@given(
    st.lists(st.text(alphabet="aßÉﬁ İx日", max_size=12), max_size=4),
    st.text(alphabet="aßéfi x日", min_size=1, max_size=5),
)
def test_a_match_lies_within_its_block(texts: list[str], sought: str) -> None:
    finder = Finder()
    for text in texts:
        finder.add(text)
    for place in finder.find(sought):
        assert 0 <= place.match.start < place.match.end <= len(texts[place.block])


@given(
    st.text("ab_ é-", max_size=30),
    st.lists(st.text("abé", min_size=1, max_size=3), min_size=1, max_size=3, unique=True),
)
def test_whole_words_are_those_that_an_expression_finds(text: str, words: list[str]) -> None:
    longest_first = sorted(words, key=len, reverse=True)
    expected = [found.span() for found in re.finditer(rf"\b(?:{'|'.join(longest_first)})\b", text)]
    assert _whole_words(text, words) == expected
