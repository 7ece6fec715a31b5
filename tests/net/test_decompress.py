import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.net.decompress import STEP_BYTES, CodingUnknown, PackedTooMuch, Unpacker

LIMIT = 1024 * 1024


def unpacked(coding: str, pieces: list[bytes], limit: int = LIMIT) -> bytes:
    unpacker = Unpacker(coding, limit_bytes=limit)
    parts = [part for piece in pieces for part in unpacker.feed(piece)]
    assert all(len(part) <= STEP_BYTES for part in parts) or not coding
    return b"".join(parts) + unpacker.finish()


def in_pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@given(st.binary(max_size=5000), st.integers(1, 700))
def test_what_was_packed_comes_out_however_it_was_cut(data: bytes, size: int) -> None:
    bare = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(data),
        "x-gzip": gzip.compress(data),
        "deflate": zlib.compress(data),
        "Identity": data,
        "": data,
    }
    for coding, sent in packed.items():
        assert unpacked(coding, in_pieces(sent, size)) == data
    raw = bare.compress(data) + bare.flush()
    assert unpacked("deflate", [raw]) == data


def test_several_members_in_a_row_are_one_text() -> None:
    assert unpacked("gzip", [gzip.compress(b"one "), gzip.compress(b"two") + bytes(20)]) == b"one two"


def test_an_answer_cut_short_keeps_what_came() -> None:
    packed = gzip.compress(b"headline " * 1000, 1)
    assert unpacked("gzip", [packed[:-12]]).startswith(b"headline headline")


# THREATS row 22
@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "gzip,deflate", "identity, br", "\x1b[2J"])
def test_what_was_not_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(CodingUnknown):
        Unpacker(coding, limit_bytes=LIMIT)


# THREATS row 22
def test_more_than_the_limit_is_never_unpacked() -> None:
    with pytest.raises(PackedTooMuch):
        unpacked("gzip", [gzip.compress(b"ab" * LIMIT)])
    with pytest.raises(PackedTooMuch):
        unpacked("", [bytes(LIMIT), b"x"])


# THREATS row 22
def test_a_bomb_is_known_long_before_the_limit() -> None:
    unpacker = Unpacker("gzip", limit_bytes=1 << 40)
    pieces = in_pieces(gzip.compress(bytes(64 * LIMIT), 9), 4096)
    with pytest.raises(PackedTooMuch):
        list(map(unpacker.feed, pieces))
    assert unpacker.given <= 5 * LIMIT


@given(st.binary(max_size=400))
def test_rubbish_raises_nothing_unexpected(data: bytes) -> None:
    for coding in ("gzip", "deflate"):
        try:
            unpacked(coding, [data])
        except zlib.error:
            continue
