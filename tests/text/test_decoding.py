"""Bytes of any encoding become text, and the same bytes again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.text.decoding import decode, encode

TEXT = "---\r\ntitle: Café “Zur Fähre”\r\n---\r\nIt’s text — plain.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_is_read_whatever_it_was_written_in(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.mark + encode(decoded.text, decoded.encoding) == TEXT.encode(encoding)
    assert not decoded.binary


def test_one_wrong_byte_spoils_no_text_that_is_utf_8_otherwise() -> None:
    decoded = decode("Bücher, Straßen, ".encode() + b"\xe9t\xe9")
    assert decoded.text == "Bücher, Straßen, été"
    assert not decoded.exact


def test_the_bytes_that_windows_1252_leaves_out_come_back() -> None:
    data = bytes(range(0x20, 0x100)) * 2
    decoded = decode(data)
    assert encode(decoded.text, decoded.encoding) == data


def test_a_stray_control_makes_no_text_binary_and_a_picture_is() -> None:
    assert not decode(b"A text with\x00one NUL and \x08one backspace in a sentence or two of it.").binary
    assert decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0").binary
    assert decode(b"\0" * 100).binary


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    assert isinstance(decode(data).text, str)
