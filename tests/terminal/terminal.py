"""A program in a real pseudo terminal: started, typed at, looked at, ended, as a person at a terminal would.

What it promises: no blind waiting (everything is waited for on the file descriptor, up to a patience), every byte that
the program wrote is kept in `raw`, and `screen` is what a terminal would show. A newsdesk that runs here has a home
folder of its own and none of the environment of whoever runs the tests.
"""

import errno
import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from tests.terminal.control_sequences import Kind, left_on, pieces, unfinished

NEWSDESK = Path(sys.executable).parent / "newsdesk"
"""The installed command, beside the Python that runs the tests."""

PATIENCE_S = 30.0
"""How long something may take before its test fails: long, because a build machine may be busy with other things."""

KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "space": b" ",
    "ctrl+c": b"\x03",
    "ctrl+p": b"\x10",
    "ctrl+q": b"\x11",
    "ctrl+u": b"\x15",
    "ctrl+z": b"\x1a",
}


class NotSeen(AssertionError):
    """What a test waited for did not come; says what stood on the screen instead."""


class Terminal:
    """One program in a pseudo terminal of its own.

    Use it as a context manager: on leaving, a program that still runs is killed.
    """

    def __init__(
        self,
        command: Sequence[str | bytes | os.PathLike[str]],
        *,
        home: Path,
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str] | None = None,
    ) -> None:
        """Start the program.

        Args:
            command: What to run, with its arguments.
            home: The home folder it sees; created if it is not there.
            columns: The width of the terminal in cells.
            rows: Its height in cells.
            env: Variables to add to the few it gets (`PATH`, `HOME`, `TERM`, `LANG`, …), or replace. One that
                is empty is taken away.
        """
        home.mkdir(parents=True, exist_ok=True)
        self.raw = bytearray()
        self.read_at = time.monotonic()
        """When the last byte arrived, by the monotonic clock."""
        self._shown = 0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._discipline = termios.tcgetattr(slave)
        variables: dict[str, str] = {
            "PATH": f"{NEWSDESK.parent}:{os.environ['PATH']}",
            "HOME": str(home),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            **(env or {}),
        }
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={name: value for name, value in variables.items() if value},
            cwd=home,
            start_new_session=True,
            # Only a controlling terminal sends SIGWINCH and SIGHUP.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._master >= 0:
            os.close(self._master)

    # Looking.

    @property
    def lines(self) -> list[str]:
        """The rows of the screen as they are now, without what fills them up on the right."""
        pending = bytes(self.raw[self._shown :])
        whole = unfinished(pending)
        for piece in pieces(pending[:whole]):
            # pyte prints the tail of sequences with a private mark that it does not know; none of them draws.
            if piece.kind is Kind.TEXT or not piece.data.startswith((b"\x1b[>", b"\x1b[<", b"\x1b[=")):
                self._stream.feed(piece.data)
        self._shown += whole
        # Not pyte's `display`: that fails where half of a wide character is overwritten, and the rest not yet here.
        cells, columns = self._screen.buffer, range(self._screen.columns)
        return ["".join(cells[y][x].data for x in columns).rstrip() for y in range(self._screen.lines)]

    @property
    def text(self) -> str:
        """All that is on the screen."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column of the cursor, counted from 0."""
        _ = self.lines
        return self._screen.cursor.y, self._screen.cursor.x

    @property
    def is_on_main_screen(self) -> bool:
        """Whether the shell's screen is shown, not the alternate one that programs draw on."""
        return self.raw.rfind(b"\x1b[?1049l") >= self.raw.rfind(b"\x1b[?1049h")

    @property
    def left_behind(self) -> list[str]:
        """What the program, having ended, has not put back: modes of the terminal, or its line discipline."""
        discipline = termios.tcgetattr(self._master) == self._discipline
        return [*left_on(bytes(self.raw)), *([] if discipline else ["line discipline"])]

    # Waiting.

    def read(self, timeout_s: float) -> bool:
        """Take in what the program writes next; False when nothing came in time or nothing will."""
        if self._master < 0 or not select.select([self._master], [], [], max(timeout_s, 0))[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError as error:
            if error.errno != errno.EIO:  # Linux says so when the last program has closed the terminal
                raise
            return False
        self.read_at = time.monotonic()
        self.raw += data
        return bool(data)

    def wait_for(self, seen: str | Callable[[str], bool], timeout_s: float = PATIENCE_S) -> None:
        """Wait until the screen holds a text, or until it looks as a function of it says.

        Raises:
            NotSeen: It did not in time, or the program ended before.
        """
        deadline = time.monotonic() + timeout_s
        while not (seen in self.text if isinstance(seen, str) else seen(self.text)):
            if not self.read(deadline - time.monotonic()):
                what = repr(seen) if isinstance(seen, str) else "what was waited for"
                raise NotSeen(f"{what} did not appear (exit code {self.process.poll()}):\n{self.text}")

    def wait_for_bytes(self, data: bytes, timeout_s: float = PATIENCE_S) -> None:
        """Wait until the program has written these bytes, wherever they stand; cheaper than looking at the screen."""
        deadline = time.monotonic() + timeout_s
        while data not in self.raw:
            if not self.read(deadline - time.monotonic()):
                raise NotSeen(f"{data!r} was not written (exit code {self.process.poll()}):\n{self.text}")

    def burst(self, gap_s: float, timeout_s: float = PATIENCE_S) -> tuple[float, int]:
        """Wait for what the program writes next, up to a pause.

        Args:
            gap_s: A pause of this length ends it.
            timeout_s: How long to wait for its first byte.

        Returns:
            When its last byte arrived, by the monotonic clock, and how many bytes it was.
        """
        before = len(self.raw)
        if not self.read(timeout_s):
            raise NotSeen(f"nothing more was written (exit code {self.process.poll()}):\n{self.text}")
        while self.read(gap_s):
            pass
        return self.read_at, len(self.raw) - before

    def settle(self, quiet_s: float = 0.3, timeout_s: float = PATIENCE_S) -> None:
        """Wait until the program has written nothing for a while."""
        deadline = time.monotonic() + timeout_s
        while self.read(quiet_s):
            if time.monotonic() > deadline:
                raise NotSeen(f"the program does not come to rest:\n{self.text}")

    def listen(self, seconds: float) -> None:
        """Take in whatever the program writes in this time."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.read(left)

    def wait_for_end(self, timeout_s: float = PATIENCE_S) -> int:
        """Wait until the program has ended; returns its exit code, negative for a signal."""
        deadline = time.monotonic() + timeout_s
        while self.read(min(0.05, deadline - time.monotonic())) or self.process.poll() is None:
            if time.monotonic() > deadline:
                raise NotSeen(f"the program did not end:\n{self.text}")
        return self.process.wait()

    # Acting.

    def type(self, data: str | bytes) -> None:
        """Send text, or bytes as they are."""
        os.write(self._master, data.encode() if isinstance(data, str) else data)

    def press(self, *keys: str) -> None:
        """Press keys: names (`enter`, `down`, `ctrl+q`, …) or single characters."""
        for key in keys:
            self.type(KEYS.get(key, key))

    def press_at(self, key: str) -> float:
        """Press a key, and say when, by the monotonic clock."""
        sent = time.monotonic()
        self.press(key)
        return sent

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size; the program hears of it by SIGWINCH."""
        _ = self.lines
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Drop the line, as a broken SSH connection does."""
        os.close(self._master)
        self._master = -1
