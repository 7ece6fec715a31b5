"""What a picture's bytes are, by what stands in them: its kind and how large it is, before anything is decoded.

Names and declared types are not asked: they lie. What is not one of the four kinds that are drawn gets a word that
says what it is. Reads PNG (ISO 15948, 11.2.2), JPEG (ITU T.81, B.2; Exif 2.32 for which way is up), GIF 87a and 89a,
WebP (RFC 9649). Pure, and bounded by the length of the bytes.
"""

from dataclasses import dataclass
from enum import StrEnum

from newsdesk.pictures.errors import PictureUnusable

ENOUGH_BYTES = 256 * 1024
"""In the first so many the size of nearly every picture is told: only profiles and thumbnails stand before it."""

_PNG = b"\x89PNG\r\n\x1a\n"
_OTHERS = (
    (0, b"BM", "a BMP picture"),
    (0, b"II*\x00", "a TIFF picture"),
    (0, b"MM\x00*", "a TIFF picture"),
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftypavis", "an AVIF picture"),
    (4, b"ftypheic", "an HEIC picture"),
    (4, b"ftypmif1", "an HEIC picture"),
    (4, b"ftyp", "a film"),
    (0, b"\x1a\x45\xdf\xa3", "a film"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (0, b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (0, b"\x00\x00\x01\x00", "an icon"),
    (0, b"%PDF", "a PDF document"),
)
_LYING_ON_A_SIDE = frozenset({5, 6, 7, 8})
"""Values of Exif's orientation with which width and height change places."""
_ORIENTATION = 0x0112


class Kind(StrEnum):
    """The kinds that are drawn."""

    PNG = "PNG"
    JPEG = "JPEG"
    GIF = "GIF"
    WEBP = "WebP"


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture says of itself."""

    kind: Kind
    width: int
    """In pixels, as it is to be looked at."""
    height: int


def read_header(data: bytes) -> Header:
    """Read what a picture is.

    Args:
        data: Its bytes, or the first `ENOUGH_BYTES` of them.

    Raises:
        PictureUnusable: it is none that is drawn here, or broken at its beginning.
    """
    try:
        header = _read(data)
    except IndexError:
        header = None
    if header is None or not header.width or not header.height:
        raise PictureUnusable("it is broken")
    return header


def _read(data: bytes) -> Header | None:
    if data.startswith(_PNG):
        return Header(Kind.PNG, _big(data, 16, 4), _big(data, 20, 4)) if data[12:16] == b"IHDR" else None
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        return Header(Kind.GIF, _little(data, 6, 2), _little(data, 8, 2))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    raise PictureUnusable(_what_it_is(data))


def _what_it_is(data: bytes) -> str:
    if not data:
        return "it is empty"
    for place, sign, name in _OTHERS:
        if data.startswith(sign, place):
            return f"it is {name}, and those are not drawn here"
    beginning = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in beginning:
        return "it is an SVG drawing, and those are not drawn here"
    if beginning.startswith((b"<!doctype", b"<html", b"<head")):
        return "what came is a web page"
    return "it is no picture"


def _jpeg(data: bytes) -> Header | None:
    """Walk from marker to marker up to the frame, which tells the size."""
    at, turned = 2, False
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker in {0xFF, 0x01} or 0xD0 <= marker <= 0xD7:  # filling, and markers that stand alone
            at += 1 if marker == 0xFF else 2
            continue
        length = _big(data, at + 2, 2)
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = _big(data, at + 5, 2), _big(data, at + 7, 2)
            return Header(Kind.JPEG, height, width) if turned else Header(Kind.JPEG, width, height)
        if marker in {0xD9, 0xDA} or length < 2:
            return None
        if marker == 0xE1 and data[at + 4 : at + 10] == b"Exif\x00\x00":
            turned = _orientation(data[at + 10 : at + 2 + length]) in _LYING_ON_A_SIDE
        at += 2 + length
    return None


def _orientation(exif: bytes) -> int:
    """Which way is up, 1 to 8; 0 where it does not say."""
    number = {b"II": _little, b"MM": _big}.get(exif[:2])
    if number is None:
        return 0
    try:
        entries = number(exif, 4, 4)
        for entry in range(entries + 2, entries + 2 + 12 * number(exif, entries, 2), 12):
            if number(exif, entry, 2) == _ORIENTATION:
                return number(exif, entry + 8, 2)
    except IndexError:
        pass  # cut off: as if it said nothing
    return 0


def _webp(data: bytes) -> Header | None:
    form = data[12:16]
    if form == b"VP8X":
        return Header(Kind.WEBP, _little(data, 24, 3) + 1, _little(data, 27, 3) + 1)
    if form == b"VP8L" and data[20] == 0x2F:
        bits = _little(data, 21, 4)
        return Header(Kind.WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if form == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return Header(Kind.WEBP, _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF)
    return None


def _big(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(_part(data, at, length), "big")


def _little(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(_part(data, at, length), "little")


def _part(data: bytes, at: int, length: int) -> bytes:
    if at + length > len(data):
        raise IndexError(at)
    return data[at : at + length]
