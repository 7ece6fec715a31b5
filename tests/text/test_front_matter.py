"""Where front matter ends and the body begins, in every form; and what no form can break."""

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.text.front_matter import Form, read_front_matter
from newsdesk.text.quoting import quoted
from newsdesk.text.recovery import recover
from newsdesk.text.values import Plain, as_json, plain_value
from newsdesk.text.yaml_core import load


def body_of(text: str) -> str:
    return text[read_front_matter(text).body_start :]


@pytest.mark.parametrize(
    ("text", "form", "title"),
    [
        ("---\ntitle: Flood\n---\nBody", Form.YAML, "Flood"),
        ("--- \ntitle: Flood\n---  \nBody", Form.YAML, "Flood"),
        ("-----\ntitle: Flood\n-----\nBody", Form.YAML, "Flood"),
        ("---yaml\ntitle: Flood\n---\nBody", Form.YAML, "Flood"),
        ("---\ntitle: Flood\n...\nBody", Form.YAML, "Flood"),
        ("\n \n---\ntitle: Flood\n---\nBody", Form.YAML, "Flood"),
        ('+++\ntitle = "Flood"\n+++\nBody', Form.TOML, "Flood"),
        ('---toml\ntitle = "Flood"\n---\nBody', Form.TOML, "Flood"),
        ('{\n"title": "Flood"\n}\nBody', Form.JSON, "Flood"),
        (';;;\n{"title": "Flood"}\n;;;\nBody', Form.JSON, "Flood"),
        (';;;\n"title": "Flood"\n;;;\nBody', Form.JSON, "Flood"),
        ('---json\n{"title": "Flood"}\n---\nBody', Form.JSON, "Flood"),
        ('[#]: title: "Flood"\nBody', Form.BRACKETS, "Flood"),
        ('@def title = "Flood"\nBody', Form.DEFINITIONS, "Flood"),
        ('\n@def tags = ["a",\n  "b"]\n@def title = "Flood"\nBody', Form.DEFINITIONS, "Flood"),
        ("---\ntitle：Flood\n---\nBody", Form.YAML, "Flood"),
        ("---\ntitle:Flood\n---\nBody", Form.YAML, "Flood"),
    ],
)
def test_every_form_gives_its_fields_and_its_body(text: str, form: Form, title: str) -> None:
    read = read_front_matter(text)
    assert read.form is form
    assert read.fields["title"] == title
    assert body_of(text) == "Body"


@pytest.mark.parametrize(
    "text",
    [
        *("", "Body", "# Heading\n\nBody", "> title: x\n\nBody", "---", "---\n", "---\n\nText\n\n---\n\nMore\n"),
        *("---\n\n# A heading\n\n---\nMore", "{{ template }}\nBody", "{% raw %}", "{ not json", "@define x", "[#]: no"),
        *(
            "+++\nProse, no fields.\n+++\nMore",
            "----- not a fence\nx",
            "---\nA sentence: with a colon and more words\n---\nx",
            "---\n注意：这是一句话。\n---\nx",
        ),
    ],
)
def test_what_is_no_front_matter_is_body_to_the_last_character(text: str) -> None:
    assert read_front_matter(text).form is Form.NONE
    assert body_of(text) == text


def test_a_body_that_an_open_fence_swallowed_is_found_again() -> None:
    assert body_of("---\ntitle: Flood\n\nText.\n\n---\n\nMore.\n") == "\nText.\n\n---\n\nMore.\n"
    assert body_of("---\ntitle: Flood\n\n# Heading\n\nText.") == "\n# Heading\n\nText."
    assert body_of("---\ntitle: Flood\nText at once.") == "Text at once."
    assert body_of('+++\ntitle = "Flood"\n\nText.') == "\nText."


def test_front_matter_longer_than_64_kib_is_read_from_its_beginning_and_the_body_is_whole() -> None:
    read = read_front_matter("---\ntitle: Flood\n" + "key: value\n" * 10_000 + "---\nBody")
    assert read.fields["title"] == "Flood"
    assert [repair.code for repair in read.repairs] == ["front-matter-long"]
    assert body_of("---\ntitle: Flood\n" + "key: value\n" * 10_000 + "---\nBody") == "Body"


BOMBS = {
    "brackets": "a: " + "[" * 60_000,
    "braces": "a: " + "{a: " * 15_000,
    "dashes": "a:\n" + "- " * 30_000,
    "questions": "? " * 30_000,
    "laughs": "a: &a [x, x]\n" + "".join(f"k{n}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)),
    "merges": "a: &a {x: 1}\nb: {" + "<<: *a, " * 5_000 + "}",
    "itself": "a: &a [*a]",
    "number": "a: " + "9" * 6_000,
    "dots": "a" + ".a" * 20_000 + " = 1",
    "quotes": "a: '" + "'" * 60_000,
    "apostrophes": "a: " + "a'" * 30_000,
    "spaces": " " * 60_000 + "a: 1",
    "colons": "a: " + ": " * 30_000,
    "hashes": "#" * 60_000,
    "unicode": "a: \u2028\u0085\ufeff\ud800\x00",
}


@pytest.mark.parametrize("fence", ["---", "+++", ";;;"])
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_costs_no_time_and_no_body(bomb: str, fence: str) -> None:
    start = time.perf_counter()
    assert body_of(f"{fence}\ntitle: x\n{bomb}\n{fence}\nBody").endswith("Body")
    # Generous: machines are shared. What the row is about are seconds, minutes and a killed process.
    assert time.perf_counter() - start < 2


def test_words_of_yaml_1_1_are_words() -> None:
    fields = load("a: no\nb: 1:30\nc: 0755\nd: 1.10\ne: 2024-02-30\nf: true\ng: 7\nh: ~\ni: 'true'")
    assert as_json(dict(fields)) == {
        "a": "no",
        "b": "1:30",
        "c": "0755",
        "d": "1.10",
        "e": "2024-02-30",
        "f": True,
        "g": 7,
        "h": None,
        "i": "true",
    }
    assert isinstance(fields["f"], Plain)
    assert plain_value("1.5") == 1.5


lines = st.lists(
    st.tuples(
        st.sampled_from(["title", "subtitle", "tags", "a b", "- ", "", "  deep", "\t", "#", "{{ x }}", "'k'"]),
        st.sampled_from([": ", ":", " = ", " ", ": '", ': "', ": [", ": |", ": &a ", ": *a"]),
        st.text(alphabet=st.sampled_from("ab '\"\\:#[]{},-%@&*!|>?`\t’”é中\u2028\x07"), max_size=30),
    ).map("".join),
    max_size=8,
)


@settings(max_examples=400, deadline=None)
@given(lines)
def test_no_front_matter_raises_and_mended_lines_are_read_as_the_broken_ones_were(header: list[str]) -> None:
    text = "\n".join(header)
    found = recover(text)
    mended = [found.mended.get(at, line) for at, line in enumerate(header)]
    if found.mended:
        assert load("\n".join(mended)) == found.fields
    assert body_of(f"---\n{text}\n---\nBody").endswith("Body")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_no_text_raises_and_no_text_is_lost(text: str) -> None:
    for beginning in ("", "---\n", "---\ntitle: x\n", "+++\n", "{", "[#]: a: ", "@def a = "):
        read = read_front_matter(beginning + text)
        assert 0 <= read.body_start <= len(beginning + text)


@given(
    st.text(
        alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
    )
)
def test_a_quoted_value_is_read_back_by_yaml(value: str) -> None:
    for quote in ("'", '"'):
        assert yaml.safe_load(f"a: {quoted(value, quote)}") == {"a": value}
