"""A body in pieces is the same article as the body in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.reading.markdown import document
from newsdesk.reading.markdown.document import Document, split
from newsdesk.reading.spans import text_of
from tests.reading.pages import EVERYTHING, a_reading, settled

PARTS = st.lists(
    st.sampled_from(
        [
            "A paragraph of words.\n\n",
            "Two\nlines.\n\n",
            "# Heading\n\n",
            "Setext\n===\n\n",
            "- item\n- item\n\n",
            "1. one\n\n   more\n\n2. two\n\n",
            "> quote\n\n",
            "```\ncode\n\nmore code\n```\n\n",
            "~~~~\n```\n\n~~~~\n",
            "    indented\n\n    code\n\n",
            "<div>\n\n*text*\n\n</div>\n\n",
            "<!-- a\n\nb -->\n\n",
            "<pre>\n\nx\n\n</pre>\n\n",
            "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
            "[ref] and [^note]\n\n",
            "::: tip\n\ninside\n\n:::\n\n",
            "$$\nx^2\n$$\n\n",
            "Term\n\n: definition\n\n",
            "{% highlight py %}\nx\n\ny\n{% endhighlight %}\n\n",
            "***\n\n",
        ]
    ),
    max_size=14,
).map(lambda parts: "".join(parts) + "[ref]: https://e.org/ref\n[^note]: The note.\n")


@given(PARTS)
def test_pieces_lay_out_like_the_whole(body: str) -> None:
    whole = settled(a_reading(body)).lines(0, EVERYTHING)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "PIECE", 1)
        patch.setattr(document, "SOFT_PIECE", document._weight(body) - 1)  # lists stay whole
        patch.setattr(document, "HARD_PIECE", 10**9)
        pieces = settled(a_reading(body)).lines(0, EVERYTHING)
    assert [text_of(line) for line in pieces] == [text_of(line) for line in whole]


@given(PARTS)
def test_pieces_together_are_the_body(body: str) -> None:
    pieces = list(split(body * 400))
    assert "".join(piece.source for piece in pieces) == body * 400
    line = 0
    for piece in pieces:
        assert piece.line == line
        line += piece.source.count("\n")


def test_a_reference_that_is_defined_at_the_end_is_known_at_the_beginning() -> None:
    body = "See [this][far].\n\n" + "Words and words.\n\n" * 9_000 + '[far]: <https://e.org/a b> "T"\n'
    reading = a_reading(body)
    assert [link.link.target for link in reading.links(0, 5)] == ["https://e.org/a b"]
    assert not reading.settled


def test_a_long_list_that_was_cut_goes_on_counting() -> None:
    reading = settled(a_reading("1. word\n" * 3_000))
    assert text_of(reading.lines(2 + 1 + 2_999, EVERYTHING)[0]).strip() == "3000. word"


def test_the_first_piece_is_parsed_without_the_others() -> None:
    opened = Document("Words and words.\n\n" * 50_000)
    opened.parse_next()
    assert not opened.complete
    assert 0 < opened.parsed_to < 60_000


def test_a_code_block_longer_than_a_piece_stays_one() -> None:
    code = "x = 1\n\n" * 20_000
    reading = settled(a_reading(f"```py\n{code}```\n\n# After\n"))
    assert [entry.text for entry in reading.outline()] == ["After"]
    assert reading.code_at(10, 20) == code.removesuffix("\n")
