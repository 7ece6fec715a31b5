"""Mending: the broken lines of front matter are written anew, and every other byte stays (THREATS, row 54)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.lint import mended

BROKEN = b"title: 'It's here'"
MENDED = b"title: 'It''s here'"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "mark"])
def test_only_the_broken_line_changes(mark: bytes, end: bytes) -> None:
    before = mark + end.join([b"---", b"date:  2025-02-03  ", BROKEN, b"---", b"Text  ", b"\xc3\xa9\tmore  ", b""])
    assert mended(before) == before.replace(BROKEN, MENDED)


def test_mixed_line_ends_and_a_missing_last_one_stay() -> None:
    before = b"---\r\n" + BROKEN + b"\ndate: 2025-02-03\r\n---\nText\r\nMore\rEnd"
    assert mended(before) == before.replace(BROKEN, MENDED)


def test_bytes_that_no_encoding_explains_stay() -> None:
    for byte in (b"\x81", b"\xff", b"\xe9", b"\x00", b"\x1b"):
        before = b"---\n" + BROKEN + b"\n---\nText " + byte + b" more of it.\n"
        assert mended(before) == before.replace(BROKEN, MENDED)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_file_keeps_its_encoding(encoding: str) -> None:
    before = "---\ntitle: 'It's été'\n---\nÉté, text.\n"
    assert mended(before.encode(encoding)) == before.replace("It's", "It''s").encode(encoding)


def test_what_is_right_is_not_touched() -> None:
    for data in (
        b"",
        b"Text",
        b"---\ntitle: x\n---\n",
        b'+++\ntitle = "x"\n+++\n',
        b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0",
        b"---\n---\n",
    ):
        assert mended(data) is None


def test_what_only_an_editor_can_decide_is_not_touched() -> None:
    assert mended(b"---\ntitle: a\ntitle: b\n---\n") is None
    assert mended(b"---\ntitle: a\ndate: 2024-13-45\n---\n") is None
    assert mended(b"+++\ntitle = Date(2020)\n+++\n") is None


def test_an_open_fence_is_closed_where_the_fields_end() -> None:
    assert mended(b"---\r\ntitle: a\r\n\r\nText.\r\n") == b"---\r\ntitle: a\r\n---\r\n\r\nText.\r\n"
    assert mended(b"---\ntitle: a") == b"---\ntitle: a\n---\n"
    assert mended(b"---\ntitle: a\n...\nText") == b"---\ntitle: a\n---\nText"


def test_a_remark_stays_in_the_file() -> None:
    assert mended(b"---\na: 'x' // why\n---\n") == b"---\na: 'x'  # // why\n---\n"


front_matter = st.lists(
    st.text(alphabet=st.sampled_from("ab'\"\\:#[]{}- \t%@&*|>é’\r\x07"), max_size=20).map("key: ".__add__), max_size=5
)


@settings(max_examples=300, deadline=None)
@given(front_matter, st.binary(max_size=60), st.sampled_from(["\n", "\r\n"]))
def test_mending_is_done_once_and_leaves_the_body_alone(lines: list[str], body: bytes, end: str) -> None:
    data = end.join(["---", *lines, "---", ""]).encode() + b"Text: the body, \xc3\xa9\xc3\xa8. " + body
    new = mended(data)
    if new is not None:
        assert mended(new) is None
        assert new.endswith(b"Text: the body, \xc3\xa9\xc3\xa8. " + body)
