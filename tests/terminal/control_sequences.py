r"""What a program writes to a terminal, taken apart: text and control sequences (ECMA-48, xterm's `ctlseqs`).

Two readers need that. The screen of the tests (pyte) does not know every sequence that Textual sends and prints the
tail of those; and the byte tests must tell newsdesk's own sequences from one that an article smuggled in. `foreign`
holds the list of the former, so that everything else counts as the latter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

# A string control (OSC, DCS, APC, PM, SOS) runs to its terminator; of one without, the regular expression takes the two
# bytes that open it, which are foreign wherever they stand.
_SEQUENCE = re.compile(
    rb"""
    \x1b\[ (?P<csi>[0-?]*[\x20-/]*[@-~])
  | \x1b\] (?P<osc>[^\x07\x1b]*) (?:\x07|\x1b\\)
  | \x1b[PX^_] [^\x1b]* \x1b\\
  | \x1b (?P<escape>[\x20-/]*[0-~])
  | \x1b
  | [\x00-\x1a\x1c-\x1f\x7f]
  | \xc2[\x80-\x9f]                     # a C1 control, as UTF-8 has it
    """,
    re.VERBOSE,
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[\x20-/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?)?\Z|\xc2\Z")


class Kind(Enum):
    """What a piece of output is."""

    TEXT = "text"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of printed text, or one control sequence."""

    kind: Kind
    data: bytes
    osc: bytes | None = None
    """What an operating system command says, without its opening and its end."""


def pieces(data: bytes) -> Iterator[Piece]:
    """All of the output, in order: joined, the pieces are `data`."""
    end = 0
    for found in _SEQUENCE.finditer(data):
        if found.start() > end:
            yield Piece(Kind.TEXT, data[end : found.start()])
        yield Piece(Kind.CONTROL, found[0], found["osc"])
        end = found.end()
    if end < len(data):
        yield Piece(Kind.TEXT, data[end:])


def unfinished(data: bytes) -> int:
    """Where a sequence begins that the last read cut in two; the length of `data` when it ends with a whole one."""
    found = _UNFINISHED.search(data)
    return found.start() if found else len(data)


# Modes that newsdesk switches on and off: application keys, wrapping, cursor, mouse (1000, 1002, 1003, 1006, 1015),
# focus, alternate screen, bracketed paste, synchronised output, size reports.
_MODES = rb"1|7|12|25|1000|1002|1003|1004|1006|1015|1049|2004|2026|2048"
_OURS = re.compile(
    rb"""
    [\r\n]
  | \x1b\]11;\?\x1b\\                # what colour is the background
  | \x1b\[ (?:
        [0-9;:]*m                       # colours and weights
      | [0-9]*(?:;[0-9]*)?H             # the cursor to a place
      | [0-9]*G                         # the cursor to a column
      | \?(?:%s)[hl]                    # modes
      | \?(?:2026|2048)\$p              # does the terminal know these modes
      | >[0-9]+u | <u | \?u             # the keyboard protocol of kitty: on, off, is it there
    )
    """
    % _MODES,
    re.VERBOSE,
)
_LINK = re.compile(rb"8;(?:id=[0-9A-Za-z_.-]*)?;(?:(?:https?://|mailto:)[\x21-\x7e]*)?")
_POINTER = re.compile(rb"22;[a-z-]*")


def foreign(data: bytes) -> list[bytes]:
    """Every control sequence of the output that newsdesk does not send of itself.

    Links (OSC 8) are its own as long as they lead to the web or to a mailbox and are written in plain ASCII; it sets
    the shape of the mouse pointer (OSC 22), and asks once whether the background is light (OSC 11, ended by ST); it
    never reports, queries otherwise, sets titles or touches the clipboard.
    """
    return [
        piece.data
        for piece in pieces(data)
        if piece.kind is Kind.CONTROL
        and not _OURS.fullmatch(piece.data)
        and not (piece.osc is not None and (_LINK.fullmatch(piece.osc) or _POINTER.fullmatch(piece.osc)))
    ]


_MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")
_KEYBOARD = re.compile(rb"\x1b\[([<>])\d*u")
_WHEN_IDLE = {7: True, 25: True}


def left_on(data: bytes) -> list[str]:
    """What a program that has ended should have switched back, and did not.

    Wrapping (7) and the cursor (25) are on in a terminal where nothing runs, all other modes that it touched are off;
    each push of kitty's keyboard protocol is popped.
    """
    modes = {int(number): switch == b"h" for number, switch in _MODE.findall(data)}
    left = [f"mode {number}" for number, on in modes.items() if on != _WHEN_IDLE.get(number, False)]
    pushes = sum(1 if way == b">" else -1 for way in _KEYBOARD.findall(data))
    return [*left, *(["keyboard protocol"] if pushes > 0 else [])]
