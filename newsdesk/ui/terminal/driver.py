"""Textual's driver for Unix terminals, made to outlive bad bytes, dropped lines and signals.

Textual's own dies of one byte that is not UTF-8, leaves the terminal broken on SIGTERM and SIGHUP, and spins when the
line is gone. This one drops what it cannot read, ends the app on any of the three signals, on the end of its input and
when nothing can be written any longer, and asks for no mouse moves while no button is held (a line is slow).
"""

import codecs
import os
import re
import selectors
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Any, TextIO, cast

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from newsdesk.text.widths import width
from newsdesk.ui.terminal.early_screen import ENTER, EarlyScreen
from newsdesk.ui.terminal.input_gate import ESC, InputGate
from newsdesk.ui.terminal.slimming import slim

ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
HUNG_UP = 128 + signal.SIGHUP
READ_BYTES = 4096
POLL_S = 0.1
POLL_SOON_S = 0.02
"""While a sequence may go on: so much later than its limit is the escape key told."""

_REPLACE = "newsdesk-replace"


@dataclass(frozen=True, slots=True)
class _Question:
    """What an answer to it looks like, and who waits for it."""

    answer: re.Pattern[str]
    then: Callable[[re.Match[str]], object]


class SteadyDriver(LinuxDriver):
    """The terminal of one app."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._questions: list[_Question] = []
        early: EarlyScreen | None = getattr(app, "early", None)
        self._early = early if early is not None and early.shown else None
        """Who has the terminal until the app takes it."""
        self._entered = self._early is not None
        """Whether the alternate screen is there already, with a picture on it that is not to be cleared."""
        stream = sys.__stderr__ if sys.__stderr__ is not None and sys.__stderr__.isatty() else sys.__stdout__
        if stream is not None:
            self._file = cast(TextIOWrapper, _Line(stream, self._hang_up))

    def start_application_mode(self) -> None:
        """Take the terminal, and give it back on every signal that would end the process."""
        for number in ENDING_SIGNALS:
            self._loop.add_signal_handler(number, self._end, 128 + number)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._early is not None:
            self.attrs_before = self._early.hand_over()
            self._early = None

    def write(self, data: str) -> None:
        """Write in as few bytes as show the same."""
        if self._entered and data == ENTER:
            self._entered = False
            return
        super().write(slim(data))

    def ask(self, question: str, answer: re.Pattern[str], then: Callable[[re.Match[str]], object]) -> None:
        """Ask the terminal something; it may answer soon, late or never.

        Args:
            question: The control sequence that asks.
            answer: What matches the whole answer: a sequence that Textual does not know, a control string without
                its end.
            then: Told of the first answer, on the event loop.
        """
        self._questions.append(_Question(answer, then))
        self.write(question)

    def _hear(self, sequence: str) -> None:
        """The terminal sent what is no key; called from the thread that reads."""
        for question in list(self._questions):
            found = question.answer.fullmatch(sequence)
            if found is not None:
                self._questions.remove(question)
                self._loop.call_soon_threadsafe(question.then, found)

    def run_input_thread(self) -> None:
        """Read until the app ends or the line does."""
        parser = XTermParser(self._debug)
        gate = InputGate(kitty=not constants.DISABLE_KITTY_KEY, dropped=self._hear)
        decode = codecs.getincrementaldecoder(_encoding(sys.__stdin__))("ignore").decode
        passed = ""
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                # What the gate lets go when it has waited long enough goes on at once, and so does the escape key
                # that Textual's parser keeps until its next tick.
                soon = gate.waiting or passed.endswith(ESC)
                passed = gate.tick(time.monotonic())
                if not passed and selector.select(POLL_SOON_S if soon else POLL_S):
                    try:
                        data = os.read(self.fileno, READ_BYTES)
                    except OSError:
                        data = b""
                    if not data:
                        self._hang_up()
                        return
                    passed += gate.feed(decode(data), time.monotonic())
                if passed:
                    for event in parser.feed(passed):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            # Buttons, moves while one is held (the scroll bar), places beyond column 223. Not 1003: every move of a
            # resting hand would go over the line and back.
            self.write("\x1b[?1000h\x1b[?1002h\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000l\x1b[?1002l\x1b[?1006l")

    def _hang_up(self) -> None:
        """The line is gone; called from the threads that read and write."""
        self._loop.call_soon_threadsafe(self._end, HUNG_UP)

    def _end(self, code: int) -> None:
        self._app.exit(return_code=code)


class _Line:
    """A stream to a terminal that may go away: what cannot be written is dropped, and said once."""

    def __init__(self, stream: TextIO, lost: Any) -> None:
        codecs.register_error(_REPLACE, _question_marks)
        self._lost = lost
        self._gone = False
        self._fileno = stream.fileno()
        self._encoding = _encoding(stream)

    def fileno(self) -> int:
        """The terminal's."""
        return self._fileno

    def write(self, text: str) -> None:
        """Write all of it; a character that the terminal's encoding has not becomes as many `?` as it has cells."""
        data = memoryview(text.encode(self._encoding, _REPLACE))
        while data and not self._gone:
            try:
                data = data[os.write(self._fileno, data) :]
            except BlockingIOError:
                # Somebody made the terminal non-blocking; it is shared with the shell. Wait until it takes more.
                with selectors.DefaultSelector() as selector:
                    selector.register(self._fileno, selectors.EVENT_WRITE)
                    selector.select()
            except OSError:
                self._gone = True
                self._lost()

    def flush(self) -> None:
        """Nothing is held back."""


def _encoding(stream: TextIO | None) -> str:
    return (stream.encoding if stream is not None else None) or "utf-8"


def _question_marks(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "?" * width(error.object[error.start : error.end]), error.end
