"""Lines of `key = value` that are no TOML, read all the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.text.assignments import read_assignments, value_of


@pytest.mark.parametrize(
    ("raw", "value"),
    {
        '"Flood"': "Flood",
        "'It's'": "It's",
        '"a \\"b\\""': 'a "b"',
        "Date(2020, 1, 3)": "Date(2020, 1, 3)",
        "true": "true",
        "[\"a\", 'b', c]": ["a", "b", "c"],
        '"Flood" # a remark': "Flood",
        '"Flood";': "Flood",
        '"never closed': "never closed",
        '"""Two\nlines"""': "Two\nlines",
        "": "",
    }.items(),
)
def test_a_value_is_what_stands_behind_the_sign(raw: str, value: object) -> None:
    assert value_of(raw) == value


def test_lists_and_texts_go_on_over_lines_and_tables_are_mappings() -> None:
    lines = [
        'title = "Flood"',
        "tags = [",
        '  "a",',
        '  "b"]',
        'rss = """One',
        'two"""',
        "[extra]",
        "toc = true",
        "# no",
    ]
    fields = read_assignments(lines)
    assert fields == {"title": "Flood", "tags": ["a", "b"], "rss": "One\ntwo", "extra": {"toc": "true"}}
    assert fields.lines == {"title": 0, "tags": 1, "rss": 4, "extra": 6}


def test_a_list_that_is_never_closed_eats_no_fields() -> None:
    assert read_assignments(['tags = ["a",', 'title = "Flood"', "more = [1]"])["title"] == "Flood"


@given(st.lists(st.text(max_size=40), max_size=10))
def test_no_lines_raise(lines: list[str]) -> None:
    read_assignments(lines)
