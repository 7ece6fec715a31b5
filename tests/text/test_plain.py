"""Headlines as plain text: markup gone, what only looks like markup kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.text.clean import clean_line
from newsdesk.text.plain import plain_line


@pytest.mark.parametrize(
    ("written", "shown"),
    {
        "U&#46;S&#46; Web Design &amp; more": "U.S. Web Design & more",
        "The <b>bold</b> and the <em class='x'>brave</em><br/>": "The bold and the brave",
        "**Bold** and *slanted* and __both of__ _this_": "Bold and slanted and both of this",
        "Use `impl Trait` in ``let x = `y` ``": "Use impl Trait in let x = `y`",
        "A [link](https://example.org/a_(b)) and an ![image](x.png)": "A link and an image",
        "~~Old~~ new": "Old new",
        r"\*not slanted\*": "*not slanted*",
    }.items(),
)
def test_markup_in_a_headline_is_gone(written: str, shown: str) -> None:
    assert plain_line(written) == shown


@pytest.mark.parametrize(
    "written",
    [
        *("[AP] Title", "[/red]", "[@click=app.quit]quit[/]", "List<T> and <antirez>", "5 * 3 * 2", "snake_case_name"),
        *("O*NET and Q*", "RAA.succ!.version #=> 2.1.0", "a < b > c", "AT&T", "It's `open", "__init__.py's", "C:\\new"),
    ],
)
def test_what_only_looks_like_markup_stays(written: str) -> None:
    assert plain_line(written) == written


def test_an_entity_makes_no_control_character() -> None:
    assert plain_line("a&#27;[2J&#x9b;31m&#155;b&#0;") == "a[2J›31m›b�"
    assert plain_line("&amp;#27;") == "&#27;"


@given(st.text(max_size=100))
def test_every_line_is_clean(text: str) -> None:
    assert clean_line(plain_line(text)) == plain_line(text)
