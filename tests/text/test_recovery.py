"""Broken YAML, read as a person reads it: the value that the writer meant, quotes gone, apostrophes kept."""

import pytest

from newsdesk.text.recovery import recover

MEANT = {
    "'It's here'": "It's here",
    "'It\\'s here'": "It's here",
    "'It''s here, and that's it'": "It's here, and that's it",
    "'The ferries' last run, isn't it'": "The ferries' last run, isn't it",
    "'She said 'no' and left'": "She said 'no' and left",
    "''Doubly quoted''": "Doubly quoted",
    "'Yes' and 'No'": "'Yes' and 'No'",
    "'Yes' is the answer": "'Yes' is the answer",
    '"Left" or "Right"': '"Left" or "Right"',
    '"The "quiet" harbour"': 'The "quiet" harbour',
    '"A path C:\\quay"': "A path C:\\quay",
    "'Never closed": "Never closed",
    "'Closed by another’": "Closed by another",
    "'With a comma',": "With a comma",
    "'Value' // a remark": "Value",
    "'Value'  <!-- a remark -->": "Value",
    "'It's a value' # a remark": "It's a value",
    "Floods: again": "Floods: again",
    "Floods: again # a remark": "Floods: again",
    "@handle": "@handle",
    "%percent": "%percent",
    "*slanted* words": "*slanted* words",
    "`code` first": "`code` first",
    "[AP] Ferry": "[AP] Ferry",
    "{{ .Title }}": "{{ .Title }}",
    "[a, it's, 'that's']": ["a", "it's", "that's"],
    "[a, b": ["a", "b"],
}


@pytest.mark.parametrize(("written", "meant"), MEANT.items())
def test_a_broken_value_is_what_its_writer_meant(written: str, meant: object) -> None:
    found = recover(f"before: 1\ntitle: {written}\nafter: 2")
    assert found.fields == {"before": "1", "title": meant, "after": "2"}
    assert set(found.mended) == {1}
    assert [repair.line for repair in found.repairs] == [1]


@pytest.mark.parametrize(
    ("text", "column"),
    {
        "title: 'It's here'": 11,
        "title: 'It\\'s here'": 12,
        "title: Floods: again": 14,
        "title: @handle": 8,
        "  - 'It's an item'": 8,
        "title: 'Value'  // a remark": 17,
    }.items(),
)
def test_a_repair_names_the_column_where_yaml_loses_its_way(text: str, column: int) -> None:
    found = recover(f"x:\n{text}" if text.startswith(" ") else text)
    assert found.repairs[0].column == column


def test_only_broken_lines_are_mended() -> None:
    found = recover("a: 'fine'\nb: 'it's not'\nc:   fine   # remark\nd:\n  - fine\n  - @not\n")
    assert set(found.mended) == {1, 5}


def test_lines_that_are_no_fields_become_comments() -> None:
    found = recover("title: x\n<<<<<<< HEAD\ntags:\n- a\n\nA stray sentence\nauthor: y")
    assert found.fields == {"title": "x", "tags": ["a"], "author": "y"}
    assert found.mended == {1: "# <<<<<<< HEAD", 5: "# A stray sentence"}


def test_a_key_without_a_space_and_a_key_with_too_many() -> None:
    assert recover("title:Flood\n  author: Ann").fields == {"title": "Flood", "author": "Ann"}
    assert recover("social:\n  linkedin:https://x.org\n  b: c").fields == {
        "social": {"linkedin": "https://x.org", "b": "c"}
    }


def test_a_web_address_alone_is_no_key() -> None:
    assert recover("title: 'it's'\nhttps://example.org").fields["title"] != "https"
