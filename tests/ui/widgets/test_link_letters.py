"""Letters over links."""

import pytest

from newsdesk.reading.links import Link, LinkKind
from newsdesk.reading.outline import PlacedLink
from newsdesk.ui.widgets.link_letters import LinkLetters


def links(count: int) -> list[PlacedLink]:
    return [PlacedLink(Link(LinkKind.ANCHOR, str(number)), "link", number, 0) for number in range(count)]


def test_few_links_have_a_letter_each() -> None:
    letters = LinkLetters(links(26))
    assert "".join(letters.left) == "abcdefghijklmnopqrstuvwxyz"
    chosen = letters.type("c")
    assert chosen is not None
    assert chosen.link.target == "2"


def test_more_than_letters_have_two_and_the_first_leaves_those_that_begin_so() -> None:
    letters = LinkLetters(links(60))
    assert len(letters.left) == 60
    assert letters.type("b") is None
    assert list(letters.left) == list("abcdefghijklmnopqrstuvwxyz")
    chosen = letters.type("b")
    assert chosen is not None
    assert chosen.link.target == "27"


@pytest.mark.parametrize("letter", ["z", "1", "A"])
def test_a_letter_of_no_link_leaves_none(letter: str) -> None:
    letters = LinkLetters(links(3))
    assert letters.type(letter) is None
    assert not letters.left
