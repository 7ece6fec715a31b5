"""The terminal before Textual has it: one picture on the alternate screen, and the promise to give it back.

Whoever shows a picture ends by handing the terminal over to the driver, or by giving it back as it was: also when a
signal ends the process in between. Until then nothing that is typed is echoed over the picture, and no key is lost or
obeyed: all wait for Textual.
"""

import os
import signal
import sys
import termios
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Self

ENTER, LEAVE = "\x1b[?1049h", "\x1b[m\x1b[?25h\x1b[?1049l"
_HIDE_CURSOR = "\x1b[?25l"
_ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
# Where `tcgetattr` has them, and what Textual's driver turns off too: whatever is typed is read later as it was typed.
_INPUT, _LOCAL = 0, 3
_INPUT_OFF = termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
_LOCAL_OFF = termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG


class EarlyScreen:
    """The terminal of this process, as a context: on leaving it is given back, unless it was handed over."""

    def __init__(self) -> None:
        # As the driver has it: standard error where that is the terminal.
        self._out = 2 if os.isatty(2) else 1
        self._keys = 0
        self._before: list[Any] | None = None
        """The line discipline as it was; nothing as long as nothing is shown."""

    @property
    def shown(self) -> bool:
        """Whether a picture stands there, and this has the terminal."""
        return self._before is not None

    def show(self, picture: str) -> None:
        """Show a picture; one that cannot be shown is left to Textual.

        Args:
            picture: Text and control sequences, in UTF-8, from anywhere of an empty screen.
        """
        try:
            before = termios.tcgetattr(self._keys)
            quiet = list(before)
            quiet[_INPUT] &= ~_INPUT_OFF
            quiet[_LOCAL] &= ~_LOCAL_OFF
            termios.tcsetattr(self._keys, termios.TCSANOW, quiet)
        except termios.error:
            return
        self._before = before
        for number in _ENDING_SIGNALS:
            signal.signal(number, _end)
        self._write(ENTER + _HIDE_CURSOR + picture)

    def hand_over(self) -> list[Any]:
        """The driver has the terminal now.

        Returns:
            The line discipline in which it is to leave it.
        """
        before, self._before = self._before, None
        if before is None:
            raise ValueError("Nothing is shown: there is nothing to hand over.")
        return before

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            self._write(LEAVE)
            # A line that is gone has no discipline to go back to.
            with suppress(termios.error):
                termios.tcsetattr(self._keys, termios.TCSANOW, self.hand_over())

    def _write(self, text: str) -> None:
        data = memoryview(text.encode())
        # Whether the line is gone, the driver finds out; what is not shown now is shown by the first frame.
        with suppress(OSError):
            while data:
                data = data[os.write(self._out, data) :]


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
