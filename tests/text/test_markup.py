import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.text.clean import clean_line
from newsdesk.text.markup import html_line, html_text, read_text


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<b>Bold</b> &amp; plain", "Bold & plain"),
        ("[AP] List<T> 5 < 6", "[AP] List<T> 5 < 6"),
        ("&lt;b&gt; in HTML", "<b> in HTML"),
        ("a<br/>b", "ab"),
        ("<antirez> writes", "<antirez> writes"),
        ("&#27;[31m red", "[31m red"),
    ],
)
def test_a_title_is_plain_text(html: str, line: str) -> None:
    assert html_line(html) == line


def test_a_standfirst_is_the_beginning_of_a_text() -> None:
    html = "<script>x()</script><p>One two.</p><p>Three<br>four <!-- hidden -->five</p><style>p{}</style>"
    assert html_text(html, limit=100) == "One two. Three four five"
    assert html_text(html, limit=14) == "One two.…"


@given(st.text(max_size=200), st.integers(4, 80))
def test_whatever_comes_is_one_clean_line_within_its_limit(html: str, limit: int) -> None:
    line = html_text(html, limit=limit)
    assert line == clean_line(line)
    assert len(line) <= limit
    assert html_line(html) == clean_line(html_line(html))


@pytest.mark.parametrize(
    "broken", ["<script>", "<!-- ", "<style >x", "<script></style>", "<p ", "&amp", "<svg><svg/>", "</script><script>"]
)
def test_the_words_of_broken_html_are_found_in_one_pass(broken: str) -> None:
    began = time.perf_counter()
    read_text(broken * (1_000_000 // len(broken)))
    assert time.perf_counter() - began < 5, "a quadratic one takes minutes"


def test_the_words_of_html_come_without_tags_scripts_and_comments() -> None:
    html = "<p>One<br>two</p><!-- <p>no</p> --><SCRIPT>no</SCRIPT>three &amp; <b>f</b>our <T> &lt;b&gt;"
    assert read_text(html).split() == ["One", "two", "three", "&", "four", "<T>", "<b>"]
