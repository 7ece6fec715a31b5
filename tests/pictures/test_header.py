"""What a picture's bytes say: kind and size, whatever its name is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from newsdesk.pictures.errors import PictureUnusable
from newsdesk.pictures.header import Header, Kind, read_header
from tests.pictures.painted import as_bytes, quarters


@pytest.mark.parametrize(
    ("kind", "options", "is_a"),
    [
        ("PNG", {}, Kind.PNG),
        ("JPEG", {}, Kind.JPEG),
        ("JPEG", {"progressive": True}, Kind.JPEG),
        ("GIF", {}, Kind.GIF),
        ("WEBP", {}, Kind.WEBP),
        ("WEBP", {"lossless": True}, Kind.WEBP),
        ("WEBP", {"exif": b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00"}, Kind.WEBP),
    ],
)
def test_each_kind_that_is_drawn_says_how_large_it_is(kind: str, options: dict[str, object], is_a: Kind) -> None:
    assert read_header(as_bytes(quarters(123, 45), kind, **options)) == Header(is_a, 123, 45)


def test_a_photograph_taken_on_its_side_is_as_wide_as_it_is_seen() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert read_header(as_bytes(quarters(120, 40), "JPEG", exif=exif)) == Header(Kind.JPEG, 40, 120)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "it is empty"),
        (b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "it is an SVG drawing"),
        (b"\xef\xbb\xbf<SVG>", "it is an SVG drawing"),
        (b"<!DOCTYPE html><p>Not here</p>", "what came is a web page"),
        (b"BM" + bytes(60), "it is a BMP picture"),
        (b"II*\x00" + bytes(60), "it is a TIFF picture"),
        (b"\x00\x00\x00\x20ftypavif" + bytes(60), "it is an AVIF picture"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(60), "it is a film"),
        (b"%PDF-1.7", "it is a PDF document"),
        (b"Call me Ishmael.", "it is no picture"),
        (b"\x89PNG\r\n\x1a\n", "it is broken"),
        (b"\x89PNG\r\n\x1a\n" + bytes(8) + b"IHDR" + bytes(20), "it is broken"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "it is broken"),
        (b"GIF89a\x01", "it is broken"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "it is broken"),
        (b"RIFF\x00\x00\x00\x00WEBPwhat" + bytes(40), "it is broken"),
    ],
)
def test_what_is_not_drawn_is_told_by_what_it_is(data: bytes, word: str) -> None:
    with pytest.raises(PictureUnusable, match=f"^{word}"):
        read_header(data)


@settings(max_examples=120)
@given(
    start=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]),
    cut=st.integers(0, 400),
    noise=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=12),
)
def test_whatever_the_bytes_are_there_is_a_size_or_a_word(start: str, cut: int, noise: list[tuple[int, int]]) -> None:
    data = bytearray(as_bytes(quarters(16, 12), start))
    for at, value in noise:
        data[at % len(data)] = value
    try:
        header = read_header(bytes(data[: max(len(data) - cut, 0)]))
    except PictureUnusable:
        return
    assert header.width > 0
    assert header.height > 0
