"""Draw pictures in a process of its own, which can be stopped.

A picture from anywhere may keep a decoder busy, fill the memory, or use a fault in it. Here it does so to a process
with little memory and little time, that may write no file; after the deadline it is killed, and the next picture gets a
new one. It is started when the first picture is drawn, fresh (`spawn`), never forked. What it answers is bytes of a
bounded length that are looked at, never objects that are loaded: a process taken over can send wrong pixels, no more.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.connection import Connection
from typing import Final

from newsdesk.pictures.errors import PictureUnusable
from newsdesk.pictures.wish import Drawn, Form, Wish

DEADLINE_S: Final = 8.0
"""For one picture, the start of the process included."""
MEMORY_BYTES: Final = 1024 * 1024 * 1024
"""Of address space, libraries included. 24 million pixels with transparency take a third of it."""
MOST_PIXELS: Final = 24_000_000
ANSWER_BYTES: Final = 32 * 1024 * 1024
CPU_S: Final = 6
_LONGEST_WORD: Final = 100
_SIZE_BYTES: Final = 4

log = logging.getLogger(__name__)


class PictureProcess:
    """Draws one picture at a time; any thread may ask."""

    def __init__(
        self,
        *,
        most_pixels: int = MOST_PIXELS,
        deadline_s: float = DEADLINE_S,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        """Prepare; no process is started yet.

        Args:
            most_pixels: What a picture may have, as its bytes say.
            deadline_s: What drawing one may take.
            memory_bytes: What the process may allocate, where the system can limit it.
        """
        self._most_pixels = most_pixels
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._turn = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None

    def warm_up(self) -> None:
        """Start the process, where none is: the first picture waits less. Returns at once."""
        with self._turn:
            self._there()

    def draw(self, data: bytes, wish: Wish) -> Drawn:
        """Draw a picture; waits for its turn.

        Raises:
            PictureUnusable: it cannot be decoded, takes too long, or brings the process down.
        """
        with self._turn:
            try:
                line = self._there()
                line.send((data, wish))
                if not line.poll(self._deadline_s):
                    log.warning("drawing a picture took more than %g seconds", self._deadline_s)
                    raise PictureUnusable("decoding it takes too long")
                answer = line.recv_bytes(ANSWER_BYTES)
            except (EOFError, OSError) as error:
                log.warning("a picture ended the process that drew it")
                self._end()
                raise PictureUnusable("it cannot be decoded") from error
            except PictureUnusable:
                self._end()
                raise
        return _understood(answer, wish)

    def close(self) -> None:
        """End the process; what it is drawing is not waited for."""
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            self._end()

    def _there(self) -> Connection:
        if self._line is None:
            context = multiprocessing.get_context("spawn")
            self._line, there = context.Pipe()
            self._process = context.Process(
                target=_serve,
                args=(there, self._most_pixels, self._memory_bytes),
                name="newsdesk-pictures",
                daemon=True,
            )
            self._process.start()
            there.close()
        return self._line

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._line = None


def _understood(answer: bytes, wish: Wish) -> Drawn:
    if answer[:1] != b"\x00":
        raise PictureUnusable(answer[1:_LONGEST_WORD].decode("ascii", "replace"))
    width = int.from_bytes(answer[1 : 1 + _SIZE_BYTES], "big")
    height = int.from_bytes(answer[1 + _SIZE_BYTES : 1 + 2 * _SIZE_BYTES], "big")
    drawn = Drawn(wish.form, width, height, answer[1 + 2 * _SIZE_BYTES :])
    a_pixel = {Form.TRUE_COLOUR: 3, Form.XTERM: 3, Form.SIXTEEN: 1, Form.SHADES: 1}.get(wish.form)
    if (width, height) != (wish.width, wish.height) or (a_pixel and len(drawn.data) != a_pixel * width * height):
        raise PictureUnusable("it cannot be decoded")
    return drawn


def _serve(line: Connection, most_pixels: int, memory_bytes: int) -> None:
    """What the process does, until the other end is gone."""
    # Ctrl+C is for the one who asks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Threads of numpy's arithmetic would reserve the memory that pictures need.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from newsdesk.pictures.drawing import draw

    _limit(memory_bytes)
    while True:
        try:
            data, wish = line.recv()
        except (EOFError, OSError):
            return
        _limit_time()
        try:
            drawn = draw(data, wish, most_pixels)
            size = drawn.width.to_bytes(_SIZE_BYTES, "big") + drawn.height.to_bytes(_SIZE_BYTES, "big")
            answer = b"\x00" + size + drawn.data
        except PictureUnusable as word:
            answer = b"\x01" + str(word).encode("ascii")
        line.send_bytes(answer)


def _limit(memory_bytes: int) -> None:
    """Less than the one who asks may have; where the system cannot limit it, the deadline has to do."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """So much of the processor for the next picture; beyond it the system ends the process."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = int(time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_S, resource.getrlimit(resource.RLIMIT_CPU)[1]))
