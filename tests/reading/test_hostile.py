"""Markdown that means harm is shown, in time, and nothing of it runs (THREATS 1-13, 49, 50)."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsdesk.reading import code
from newsdesk.reading.markdown import parser
from newsdesk.reading.show import ansi
from newsdesk.reading.spans import text_of
from newsdesk.text.widths import width
from tests.reading.pages import EVERYTHING, a_reading, a_stored_article, rows, settled

PATHOLOGICAL = {
    "nested strong emphasis": "*a **a " * 5_000 + "b" + " a** a*" * 5_000,
    "emphasis that is never closed": "_a " * 20_000,
    "emphasis that is never opened": "a_ " * 20_000,
    "links that are never closed": "[a" * 20_000,
    "links that are never opened": "a]" * 20_000,
    "emphasis of two kinds": "*a_ " * 20_000,
    "signs of which three match": "a**b" + "c* " * 20_000,
    "half of links": "[ (](" * 15_000,
    "nested brackets": "[" * 20_000 + "a" + "]" * 20_000,
    "nested stars": "*" * 20_000 + "a" + "*" * 20_000,
    "nested quotes": "> " * 10_000 + "a",
    "nested lists": "".join(" " * (2 * depth) + "- a\n" for depth in range(500)),
    "backticks": "".join("e" + "`" * length for length in range(800)),
    "open destinations": "[a](<b" * 15_000,
    "open comments": "</" + "<!--" * 30_000,
    "link definitions": "[a]: u\n" * 20_000,
    "empty links": "[](<\n" * 10_000,
    "a table of 1,000 columns": "|" + "a|" * 1_000 + "\n|" + "-|" * 1_000 + "\n|" + "b|" * 1_000,
    "bullets": "- a\n" * 5_000,
    "numbers": "1. a\n" * 5_000,
    "containers": "::: a\n" * 5_000,
    "admonitions": "!!! a\n" * 5_000,
    "definitions": "a\n: b\n\n" * 5_000,
    "lazy quotes": ">a\n" * 10_000,
    "tags": "<a " * 30_000,
    "tags in a block": "<div>\n" + "<a " * 30_000,
    "autolinks": "<http://" * 15_000,
    "addresses": "http://a.b/ " * 10_000,
    "mail addresses": "a@" * 30_000,
    "templates": "{% " * 30_000,
    "braces": "{{" * 30_000,
    "components": "<A {" * 30_000,
    "dollars": "$a " * 30_000,
    "footnotes": "[^a] " * 20_000 + "\n\n[^a]: x",
    "combining marks": "e\u0301" * 30_000,
    "joiners": "a\u200d" * 30_000,
    "chinese": "日本語。" * 30_000,
    "right to left": "مرحبا " * 20_000,
    "a line of code": "```py\n" + "x='a'+" * 50_000 + "\n```\n",
    "a long line": "word " * 400_000,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_no_text_keeps_the_reader_waiting(name: str) -> None:
    """What would take too long is shown as it was written; a test that hangs is the alarm."""
    reading = a_reading(PATHOLOGICAL[name], 80)
    assert reading.lines(0, 40)
    settled(reading)
    assert all(width(text_of(line)) <= 80 for line in reading.lines(reading.height - 40, reading.height))


def test_a_paragraph_that_is_too_intricate_is_shown_as_written_and_that_is_said() -> None:
    shown = rows("[a" * 20_000)
    assert shown[0].startswith("[a[a[a")
    assert " ".join(shown[-2:]).endswith("it is shown as it was written.")


def test_a_part_that_is_too_long_is_shown_as_written_and_that_is_said() -> None:
    shown = rows("*word* " * 200_000)
    assert shown[0].startswith("This part is too long to be read as Markdown")
    assert shown[-1].startswith("*word*")


@given(st.text(max_size=120))
@settings(max_examples=300)
def test_any_text_can_be_read(text: str) -> None:
    for line in settled(a_reading(text, 30)).lines(0, EVERYTHING):
        assert width(text_of(line)) <= 30
        assert not [sign for span in line for sign in span.text if ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0]


SIGNS = (
    "a~b~\n~# ~## ~- ~1. ~  ~    ~> ~> [!NOTE]\n~```~```py\n~`~*~**~_~[~](x)~![~<b>~</b>~<div>~\n\n~<!--~-->~$~$$\n~"
    ":::~::: x\n~!!! y\n~: ~{{~}}~{%~%}~{: x}~&#27;~&amp;~\\~https://e.org/~[^1]~[^1]: ~[x]: y\n~---\n~===\n~import~"
    "日本~é~\t~|~<table><tr><td>~<A {b} />~- [ ] ~<br>~<pre>~| a | b |\n~|---|---|\n"
)
MARKDOWN = st.lists(st.sampled_from([*SIGNS.split("~"), "~~"]), max_size=25).map("".join)


@given(MARKDOWN, st.integers(8, 60))
@example("> :::| a | b |\n> ", 8)
@settings(max_examples=400)
def test_any_markdown_can_be_read_at_any_width(text: str, cells: int) -> None:
    reading = settled(a_reading(text, cells))
    lines = reading.lines(0, EVERYTHING)
    assert len(lines) == reading.height
    for line in lines:
        assert width(text_of(line)) <= cells
        assert not [sign for span in line for sign in span.text if ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0]


POISON = "\x1b]52;c;cHduZWQ=\x07 \x9b31m \x1b]8;;https://evil/\x1b\\x \x00 \x1bPq\x1b\\ \u202e &#27;[2J &#155;31m"


@pytest.mark.parametrize(
    "body",
    [
        POISON,
        f"# {POISON}",
        f"- {POISON}",
        f"```{POISON}\n{POISON}\n```",
        f"| {POISON} |\n|---|\n| {POISON} |",
        f"[{POISON}](https://e.org/{POISON})",
        f"![{POISON}](<a{POISON}>)",
        f"<b>{POISON}</b><img alt='{POISON}' src='https://e.org/{POISON}'>",
        f"<div>{POISON}<iframe title='{POISON}' src='https://e.org/{POISON}'></iframe></div>",
        f"> [!{POISON}] {POISON}\n> x",
        f"::: {POISON}\nx\n:::",
        f"$${POISON}$$ $x^{POISON}$",
        f"{{{{ {POISON} }}}}",
        f"[^1]\n\n[^1]: {POISON}",
    ],
)
def test_the_only_escapes_on_the_terminal_are_our_own(body: str) -> None:
    """THREATS 1-9."""
    for row in ansi(a_stored_article(body), 60):
        bare = row
        while "\x1b" in bare:
            start = bare.index("\x1b")
            if bare.startswith("\x1b[", start):
                end = bare.index("m", start) + 1
                assert set(bare[start + 2 : end - 1]) <= set("0123456789;")
            else:
                assert bare.startswith("\x1b]8;;", start)
                end = bare.index("\x1b\\", start) + 2
                assert bare[start + 5 : end - 2].isprintable()
                assert bare[start + 5 : end - 2].isascii()
            bare = bare[:start] + bare[end:]
        assert bare.isprintable() or not bare


def test_a_fault_of_the_parser_shows_the_text_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object) -> None:
        raise IndexError

    monkeypatch.setattr(parser._block_parser(), "parse", fails)
    said = "\n".join(text_of(line) for line in settled(a_reading("Some **text**.")).lines(0, EVERYTHING))
    assert "Some **text**." in said
    assert "as it was written" in " ".join(said.split())


def test_a_fault_of_a_lexer_shows_code_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object) -> None:
        raise ValueError

    monkeypatch.setattr(code, "_roles", fails)
    assert rows("```python\nx = 1\n```")[-1].strip() == "x = 1"
