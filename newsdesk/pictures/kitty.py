"""kitty's graphics protocol, by Unicode placeholders: the picture is sent once, then cells of text stand for its parts.

Text scrolls, is cut and is painted over; a picture made of it does all that too, even inside of tmux. A cell is
U+10EEEE with two marks that say which row and column of the picture it shows; the colour of its ink is the picture's
number.
https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders
"""

import base64
from typing import Final

from newsdesk.pictures.palettes import CUBE
from newsdesk.pictures.wish import Colour

PLACEHOLDER: Final = "\U0010eeee"
CHUNK: Final = 4096
"""Characters of base64 that the protocol takes in one sequence."""

# The marks that stand for 0, 1, 2, …: those above a letter (class 230) of Unicode 6.0 that no normalization joins with
# it, in the order of their code points. First and last of each stretch.
_MARKS = (
    "0305 030D-030E 0310 0312 033D-033F 0346 034A-034C 0350-0352 0357 035B 0363-036F 0483-0487 0592-0595 0597-0599 "
    "059C-05A1 05A8-05A9 05AB-05AC 05AF 05C4 0610-0617 0657-065B 065D-065E 06D6-06DC 06DF-06E2 06E4 06E7-06E8 "
    "06EB-06EC 0730 0732-0733 0735-0736 073A 073D 073F-0741 0743 0745 0747 0749-074A 07EB-07F1 07F3 0816-0819 "
    "081B-0823 0825-0827 0829-082D 0951 0953-0954 0F82-0F83 0F86-0F87 135D-135F 17DD 193A 1A17 1A75-1A7C 1B6B "
    "1B6D-1B73 1CD0-1CD2 1CDA-1CDB 1CE0 1DC0-1DC1 1DC3-1DC9 1DCB-1DCC 1DD1-1DE6 1DFE 20D0-20D1 20D4-20D7 20DB-20DC "
    "20E1 20E7 20E9 20F0 2CEF-2CF1 2DE0-2DFF A66F A67C-A67D A6F0-A6F1 A8E0-A8F1 AAB0 AAB2-AAB3 AAB7-AAB8 AABE-AABF "
    "AAC1 FE20-FE26 10A0F 10A38 1D185-1D189 1D1AA-1D1AD 1D242-1D244"
)


def _marks() -> str:
    marks = ""
    for stretch in _MARKS.split():
        first, _, last = stretch.partition("-")
        marks += "".join(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return marks


MARKS: Final = _marks()
MOST: Final = len(MARKS)
"""Rows and columns that a picture can have."""

NUMBERS: Final = tuple(number for number, colour in CUBE.items() if len(set(colour)) > 1)
"""What pictures can be numbered by: colours of the 256 that come through whatever converts between colours and numbers
on the way, tmux included. A terminal keeps a picture for each."""


def ink(number: int) -> Colour:
    """The colour that says a picture's number."""
    return CUBE[number]


def upload(number: int, png: bytes, cells: int, rows: int, *, in_tmux: bool = False) -> str:
    """Send a picture, and say how many cells it will be shown on; nothing is drawn by that.

    Args:
        number: One of `NUMBERS`; a picture that had it before is gone.
        png: Its bytes.
        cells: How many there will be side by side, at most `MOST`.
        rows: And below one another.
        in_tmux: Whether tmux stands in between, and hands on what is not for it.
    """
    data = base64.b64encode(png).decode("ascii")
    sequences = []
    for at in range(0, len(data), CHUNK):
        more = int(at + CHUNK < len(data))
        # q=2: no answer, which would be taken for keys.
        keys = f"a=t,f=100,i={number},q=2,m={more}" if at == 0 else f"m={more},q=2"
        sequences.append(f"\x1b_G{keys};{data[at : at + CHUNK]}\x1b\\")
    sequences.append(f"\x1b_Ga=p,U=1,i={number},c={cells},r={rows},q=2\x1b\\")
    return "".join(map(_through_tmux, sequences) if in_tmux else sequences)


def forget(number: int, *, in_tmux: bool = False) -> str:
    """Let the terminal forget a picture."""
    sequence = f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"
    return _through_tmux(sequence) if in_tmux else sequence


def cells(row: int, count: int) -> str:
    """The text of one row of a picture: to be written in its ink."""
    return "".join(f"{PLACEHOLDER}{MARKS[row]}{MARKS[column]}" for column in range(count))


def _through_tmux(sequence: str) -> str:
    """What tmux hands on as it is, with `allow-passthrough` (tmux(1))."""
    doubled = sequence.replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{doubled}\x1b\\"
