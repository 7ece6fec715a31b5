"""Tags as they are typed."""

import pytest

from newsdesk.desk.tags import in_a_line, typed_tag, typed_tags, wanted
from newsdesk.model.action import Tagging
from newsdesk.model.clean import Clean
from newsdesk.model.errors import UsageError

LONGEST = 16
BEFORE = (Clean("one"), Clean("two"))


@pytest.mark.parametrize(
    ("text", "give", "take"),
    [
        ("one, two, ", (), ()),
        ("one,two,three", ("three",), ()),
        ("two", (), ("one",)),
        ("One, two", ("One",), ("one",)),
        ("", (), ("one", "two")),
        ("one, two, -three", (), ("three",)),
        ("one, -two", (), ("two",)),
        (" , ,- , one ,, two,x\x1b[31m y,x", ("x[31m y", "x"), ()),
        ("one, two, " + "a" * 20, ("a" * LONGEST,), ()),
    ],
)
def test_what_is_changed_in_a_line_of_tags_is_given_and_taken(
    text: str, give: tuple[str, ...], take: tuple[str, ...]
) -> None:
    assert wanted(BEFORE, text, longest=LONGEST) == Tagging(tuple(map(Clean, give)), tuple(map(Clean, take)))


def test_a_line_of_tags_is_read_as_it_is_written() -> None:
    assert typed_tags(in_a_line(BEFORE), longest=LONGEST) == BEFORE


@pytest.mark.parametrize("text", ["", " \t", "\x1b\x07", "a,b"])
def test_what_is_no_tag_is_told(text: str) -> None:
    with pytest.raises(UsageError):
        typed_tag(text, longest=LONGEST)


def test_a_tag_on_the_command_line_is_clean_and_not_too_long() -> None:
    assert typed_tag(" front \n page\x9b of the day", longest=LONGEST) == "front page› of t"
