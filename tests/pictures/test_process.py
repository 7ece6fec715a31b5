"""What pictures do to the process that draws them, they do to no other: threats 40."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdesk.pictures.errors import PictureUnusable
from newsdesk.pictures.process import PictureProcess
from newsdesk.pictures.wish import Form, Wish
from tests.pictures.painted import QUARTERS, a_face, as_bytes, near, png_that_says, quarters

SMALL = Wish(Form.TRUE_COLOUR, 8, 6)


@pytest.fixture(scope="module")
def process() -> Iterator[PictureProcess]:
    drawing = PictureProcess()
    yield drawing
    drawing.close()


def still_draws(process: PictureProcess) -> bool:
    return near(process.draw(as_bytes(quarters(64, 48)), SMALL).data[:3], QUARTERS[0])


def test_a_picture_comes_back_drawn(process: PictureProcess) -> None:
    one = process.draw(as_bytes(quarters(64, 48)), SMALL)
    assert (one.form, one.width, one.height) == (Form.TRUE_COLOUR, 8, 6)
    assert near(one.data[:3], QUARTERS[0])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        as_bytes(a_face(), "JPEG")[:900],
        b"BM" + bytes(4000),
        b"<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n",
        bytes(range(256)) * 8,
    ],
    ids=["nothing", "gif", "png", "jpeg", "bmp", "svg", "postscript", "noise"],
)
def test_what_is_no_picture_is_a_word(process: PictureProcess, data: bytes) -> None:
    with pytest.raises(PictureUnusable, match="broken"):
        process.draw(data, SMALL)
    assert still_draws(process)


@pytest.mark.parametrize("size", [(13_000, 13_000), (65_535, 65_535), (2**31 - 1, 1)])
def test_a_bomb_of_pixels_is_not_decoded(process: PictureProcess, size: tuple[int, int]) -> None:
    began = time.monotonic()
    with pytest.raises(PictureUnusable, match=r"pixels|broken"):
        process.draw(png_that_says(*size, rows=bytes(1 << 20)), SMALL)
    assert time.monotonic() - began < 3
    assert still_draws(process)


def test_a_bomb_of_bytes_leaves_this_process_as_it_is(process: PictureProcess) -> None:
    # 24 million pixels are allowed: 16 KB that become 24 million bytes, in the other process.
    before = _resident_kib("self")
    width, height = 6000, 4000
    process.draw(png_that_says(width, height, rows=bytes((width // 8 + 1) * height)), SMALL)
    assert _resident_kib("self") - before < 16 * 1024
    assert still_draws(process)


def test_a_picture_that_takes_too_long_is_given_up() -> None:
    process = PictureProcess(deadline_s=0.0)
    with pytest.raises(PictureUnusable, match="takes too long"):
        process.draw(as_bytes(a_face()), SMALL)
    process._deadline_s = 10.0
    assert still_draws(process)
    process.close()


def test_a_process_without_memory_says_so_or_ends_and_the_next_one_draws() -> None:
    process = PictureProcess(memory_bytes=90 * 1024 * 1024)
    width, height = 6000, 4000
    with pytest.raises(PictureUnusable, match=r"memory|cannot be decoded|broken"):
        process.draw(as_bytes(quarters(width, height), "PNG", compress_level=1), SMALL)
    assert still_draws(process)
    process.close()


def test_a_process_that_dies_is_followed_by_another(process: PictureProcess) -> None:
    assert still_draws(process)
    assert process._process is not None
    assert process._process.pid is not None
    os.kill(process._process.pid, signal.SIGKILL)
    with pytest.raises(PictureUnusable, match="cannot be decoded"):
        process.draw(as_bytes(quarters()), SMALL)
    assert still_draws(process)


def test_an_answer_that_is_not_what_was_wished_is_not_taken(process: PictureProcess) -> None:
    from newsdesk.pictures.process import _understood

    for answer in (
        b"",
        b"\x00",
        b"\x00" + bytes(8),
        b"\x00\x00\x00\x00\x08\x00\x00\x00\x06" + bytes(3 * 48 - 1),
        b"\x00\x7f\xff\xff\xff\x7f\xff\xff\xff" + bytes(10),
    ):
        with pytest.raises(PictureUnusable):
            _understood(answer, SMALL)
    with pytest.raises(PictureUnusable) as told:
        _understood(b"\x01" + b"\x1b]52;c;x\x07" * 100, SMALL)
    assert len(str(told.value)) < 100


def test_the_process_writes_no_file_and_ends_with_its_owner(tmp_path: Path) -> None:
    process = PictureProcess()
    assert still_draws(process)
    worker = process._process
    assert worker is not None
    limits = Path(f"/proc/{worker.pid}/limits").read_text()
    assert "Max file size             0 " in limits
    assert "Max core file size        0 " in limits
    process.close()
    with pytest.raises(ValueError, match="closed"):
        worker.is_alive()


def test_closing_waits_for_no_picture() -> None:
    process = PictureProcess()
    assert still_draws(process)
    thread = threading.Thread(target=lambda: _try(process), daemon=True)
    thread.start()
    began = time.monotonic()
    process.close()
    thread.join(5)
    assert not thread.is_alive()
    assert time.monotonic() - began < 3


def _try(process: PictureProcess) -> None:
    try:
        process.draw(as_bytes(a_face(2000)), Wish(Form.SIXEL, 1600, 1600))
    except PictureUnusable:
        return


def _resident_kib(process: str) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
