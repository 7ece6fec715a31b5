r"""What goes to the terminal or down the pipe: the only place that writes to standard output and standard error.

Promises that nothing from outside reaches a terminal unfiltered: text passes the gate here once more, whatever it went
through before; JSON says what the gate would drop as `\u` escapes. A reader who has seen enough (`| head`) ends the
program quietly; a full disk behind standard output is told in one sentence.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TextIO

from newsdesk.model.errors import NewsdeskError
from newsdesk.text.clean import clean, clean_line

NARROWEST_TABLE_CELLS = 40
"""Below that a table is cut no further; a terminal this small wraps it."""

# What the gate drops but JSON lets through as it is (RFC 8259 asks for the escape of C0 only).
_UNSAFE_IN_JSON = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)


class Tone(StrEnum):
    """How a piece of a line is meant; on a terminal with colours it looks so."""

    PLAIN = ""
    DIM = "2"
    STRONG = "1"
    MATCH = "1;4"
    WARNING = "33"
    ADDED = "32"
    REMOVED = "31"


class OutputFull(NewsdeskError):
    """Standard output takes no more, and not because its reader has gone."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Writing the result failed: {reason}.")


class ReaderGone(Exception):
    """Raised to stop a command whose output nobody reads any more."""


class Output:
    """Standard output and standard error of one run of a command."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self.is_terminal = _is_terminal(sys.stdout)
        self.width = _columns(environment) if self.is_terminal else None
        """In cells; None where lines are not cut."""
        self._shows_progress = _is_terminal(sys.stderr) and environment.get("TERM") != "dumb"
        self._progress_is_shown = False
        # https://no-color.org: set and not empty, whatever its value.
        self._colours = self.is_terminal and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"

    @property
    def height(self) -> int | None:
        """Rows of the terminal; None where there is none, or it does not say."""
        try:
            return os.get_terminal_size(1).lines or None
        except OSError:
            return None

    @property
    def speaks_unicode(self) -> bool:
        """Whether signs beyond ASCII arrive as they are."""
        return sys.stdout is not None and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"

    @property
    def colours(self) -> bool:
        """Whether escape sequences are wanted."""
        return self._colours

    def line(self, *pieces: str | tuple[str, Tone]) -> None:
        """Print one line. Text from outside cannot leave it, nor paint it."""
        self._write("".join(self._painted(piece) for piece in pieces) + "\n")

    def row(self, fields: Sequence[str]) -> None:
        """Print fields separated by tabs, for `cut` and `awk`; no field holds a tab."""
        self._write("\t".join(map(_on_one_line, fields)) + "\n")

    def text(self, text: str) -> None:
        """Print running text of several lines."""
        self._write(clean(text).removesuffix("\n") + "\n")

    def rendered(self, lines: Iterator[str]) -> None:
        """Print lines that `reading` rendered: their text passed the gate before the escape sequences were added."""
        for line in lines:
            self._write(line + "\n")

    def json(self, value: object) -> None:
        """Print a value as one line of JSON in UTF-8."""
        text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
        self._write_bytes(_UNSAFE_IN_JSON.sub(_escaped, text).encode() + b"\n")

    def raw(self, data: bytes) -> None:
        """Hand on the bytes of an article: a filter's result, as `lint --fix -` gives it."""
        self._write_bytes(data)

    def note(self, text: str) -> None:
        """Say something beside the result, on standard error."""
        self._to_stderr(clean_line(text) + "\n")

    def progress(self, text: str) -> None:
        """Show how far it is, over the line before; nothing where standard error is no terminal that can do so."""
        if self._shows_progress:
            # Erase in line: what was there may have been longer.
            self._to_stderr(f"\r{clean_line(text)}\x1b[K")
            self._progress_is_shown = True

    def progress_done(self) -> None:
        """Take the progress away again."""
        if self._progress_is_shown:
            self._to_stderr("\r\x1b[K")
            self._progress_is_shown = False

    def flush(self) -> None:
        """Get out what is still held back, so that a failure is told here and not after the end."""
        with _writing():
            if sys.stdout is not None:
                sys.stdout.flush()

    def _painted(self, piece: str | tuple[str, Tone]) -> str:
        text, tone = (piece, Tone.PLAIN) if isinstance(piece, str) else piece
        text = _on_one_line(text)
        return f"\x1b[{tone}m{text}\x1b[0m" if tone and self._colours and text else text

    def _write(self, text: str) -> None:
        with _writing():
            if sys.stdout is not None:
                encoding = sys.stdout.encoding or "utf-8"
                # A terminal that is not UTF-8 gets `?` for what it does not have, never an exception.
                sys.stdout.write(text.encode(encoding, "replace").decode(encoding))

    def _write_bytes(self, data: bytes) -> None:
        with _writing():
            if sys.stdout is not None:
                sys.stdout.flush()
                sys.stdout.buffer.write(data)

    @staticmethod
    def _to_stderr(text: str) -> None:
        try:
            if sys.stderr is not None:
                sys.stderr.write(text.encode("utf-8", "replace").decode(sys.stderr.encoding or "utf-8", "replace"))
                sys.stderr.flush()
        except (OSError, ValueError):
            # Nobody can be told that nobody can be told (`2>/dev/full`); the result is what counts.
            _give_up(2)


def _on_one_line(text: str) -> str:
    """Safe on one line, with its spaces: they align a table, or belong to a path, so this is not `clean_line`."""
    return clean(text).replace("\n", " ").replace("\t", " ")


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        _give_up(1)
        raise ReaderGone from error
    except OSError as error:
        _give_up(1)
        raise OutputFull(error.strerror or "no reason given") from error


def _give_up(stream: int) -> None:
    """Lead what Python still holds back for a stream to nowhere, or it complains at the very end (exit code 120)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)
    os.close(nowhere)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _columns(environment: Mapping[str, str]) -> int:
    if environment.get("COLUMNS", "").isdecimal() and int(environment["COLUMNS"]) > 0:
        return max(int(environment["COLUMNS"]), NARROWEST_TABLE_CELLS)
    try:
        return max(os.get_terminal_size(1).columns, NARROWEST_TABLE_CELLS)
    except OSError:
        return 80


def _escaped(found: re.Match[str]) -> str:
    # Beyond the first plane JSON wants a surrogate pair; json.dumps makes it.
    return json.dumps(found[0])[1:-1]
