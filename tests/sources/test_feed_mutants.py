"""THREATS row 31: feeds broken at random; nothing but `FeedUnreadable` comes out, and nothing unclean."""

import random
import time
from pathlib import Path

import pytest

from newsdesk.sources.feed import FeedUnreadable
from newsdesk.text.clean import clean, clean_line
from tests.sources.feeds import FIXTURES, read

SEED = 42
PIECES = (
    *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<item>", b"</item>", b"</title>", b"<!--", b"<!DOCTYPE a ["),
    *(b"\0", b"\xff", b"&#27;", b"&#x110000;", b"&nbsp;", b"xmlns:a=''", b"encoding='utf-16'", b"\xef\xbb\xbf"),
    *(b"{", b"[", b'"'),
)


def feeds() -> list[bytes]:
    return [path.read_bytes() for path in sorted(FIXTURES.iterdir()) if not path.name.endswith(".expected.json")]


def mutated(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(broken) + 1)
        length = chance.choice((1, 1, 2, 8, 40, 200))
        kind = chance.randrange(5)
        if kind == 0:
            del broken[at : at + length]
        elif kind == 1:
            broken[at:at] = chance.choice(PIECES)
        elif kind == 2:
            broken[at : at + length] = chance.randbytes(length)
        elif kind == 3:
            start = chance.randrange(len(broken) + 1)
            broken[at:at] = broken[start : start + length]
        else:
            broken[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(broken)


def survive(count: int) -> tuple[int, float]:
    chance = random.Random(SEED)
    originals = feeds()
    slowest = 0.0
    unreadable = 0
    for _ in range(count):
        data = mutated(chance.choice(originals), chance)
        begun = time.perf_counter()
        try:
            feed = read(data)
        except FeedUnreadable:
            unreadable += 1
            continue
        finally:
            slowest = max(slowest, time.perf_counter() - begun)
        for item in feed.items:
            piece = item.piece
            assert piece.title == clean_line(piece.title)
            assert piece.body == clean(piece.body)
            assert item.origin.key
    return unreadable, slowest


def test_a_broken_feed_is_read_or_told_unreadable() -> None:
    unreadable, slowest = survive(400)
    assert unreadable < 400
    assert slowest < 5


@pytest.mark.full
def test_ten_thousand_broken_feeds_are_read_or_told_unreadable(capsys: pytest.CaptureFixture[str]) -> None:
    unreadable, slowest = survive(10_000)
    with capsys.disabled():
        print(f"10,000 mutants: {unreadable} unreadable, slowest {slowest * 1000:.0f} ms")
    assert slowest < 5


def test_no_source_but_the_patient_reader_hands_bytes_to_feedparser() -> None:
    package = Path(__file__).resolve().parents[2] / "newsdesk"
    using = [path for path in package.rglob("*.py") if "feedparser.parse(" in path.read_text("utf-8")]
    assert [path.name for path in using] == ["feed_patient.py"]
    assert "feedparser.parse(io.BytesIO(" in using[0].read_text("utf-8")
