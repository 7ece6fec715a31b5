r"""What a terminal may send before Textual's parser sees it.

Textual's parser becomes deaf on an unterminated paste, takes quadratic time on an unterminated OSC, seconds on a CSI
with thousands of parameters, and types what it does not know as keys: a stray report of a terminal that ends in `q`
quits. A garbled line, a terminal that answers late or half, or a pasted file bring all of these. This gate holds a
sequence back until it is whole, lets through what Textual knows, drops the rest, and ends a paste that does not end by
itself. Whoever has asked the terminal something is told of what is dropped: the answer may be among it.

Grammar: ECMA-48 (CSI in 5.4, control strings in 5.6), xterm's bracketed paste and SGR mouse, kitty's keyboard protocol.
Pure: the clock is passed in.
"""

import re
from collections.abc import Callable

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

ESC = "\x1b"
BEL = "\x07"
PASTE_BEGIN = f"{ESC}[200~"
PASTE_END = f"{ESC}[201~"

MAX_SEQUENCE = 64
"""Characters of a key or a report; the longest that Textual knows has some thirty."""
MAX_ANSWER = 512
"""Characters of a control string that may be an answer."""
MAX_PASTE = 64 * 1024
"""Characters of one paste; the query takes 4,096 of them anyway."""
SEQUENCE_WAIT_S = 0.1
"""How long the rest of a sequence may take; after that an ESC alone is the escape key."""
STRING_WAIT_S = 0.5
"""The same for the end of a control string."""
PASTE_WAIT_S = 2.0
"""How long a paste may pause; after that the keys are keys again."""

# Introducers of control strings: DCS, SOS, OSC, PM, APC.
_STRINGS = "PX]^_"
_FINALS = re.compile("[\x40-\x7e]")
# Focus, mouse, modes, the size of the window.
_REPORTS = re.compile(r"\x1b\[(?:[IO]|<\d+;-?\d+;-?\d+[Mm]|\?\d+;\d\$y|48(?:;\d+(?::\d*)*){4}t)")
_KITTY_KEYS = re.compile(r"\x1b\[(?:[\d:]*;?){2,3}[u~ABCDEFHPQRS]")


class InputGate:
    """A gate for one terminal. Feed it what arrives; it returns what may pass."""

    def __init__(self, *, kitty: bool = False, dropped: Callable[[str], object] | None = None) -> None:
        """Begin with nothing held.

        Args:
            kitty: Whether kitty's keyboard protocol was asked for.
            dropped: Told of each whole sequence that does not pass, a control string without its end.
        """
        self._kitty = kitty
        self._dropped = dropped
        self._held = ""
        """The beginning of a sequence that is not whole yet."""
        self._in_string = False
        self._string: list[str] = []
        """A control string so far, as long as it may be an answer."""
        self._in_paste = False
        self._pasted = 0
        self._heard_s = 0.0

    @property
    def waiting(self) -> bool:
        """Whether something is held that time alone may let go: ask `tick` soon."""
        return bool(self._held) or self._in_paste

    def feed(self, text: str, now_s: float) -> str:
        """Take in what arrived.

        Args:
            text: Decoded input, cut anywhere.
            now_s: Of a monotonic clock.
        """
        self._heard_s = now_s
        if not self._held and not self._in_paste and ESC not in text:
            return text
        return "".join(self._step(character) for character in text)

    def tick(self, now_s: float) -> str:
        """Nothing arrived: give up waiting for what is too late. Call it some times a second."""
        quiet_s = now_s - self._heard_s
        if self._in_paste:
            if quiet_s < PASTE_WAIT_S:
                return ""
            self._in_paste, self._held = False, ""
            return PASTE_END
        if self._held and quiet_s >= (STRING_WAIT_S if self._in_string else SEQUENCE_WAIT_S):
            held, self._held, self._in_string = self._held, "", False
            # Longer ones are the beginning of something that the line lost.
            return held if len(held) <= 2 else ""
        return ""

    def _step(self, character: str) -> str:
        if self._in_paste:
            return self._in_a_paste(character)
        if self._in_string:
            return self._in_a_string(character)
        if self._held:
            return self._in_a_sequence(character)
        if character == ESC:
            self._held = ESC
            return ""
        return character

    def _in_a_sequence(self, character: str) -> str:
        if character == ESC:
            escape_key = self._held == ESC
            self._held = ESC
            return ESC if escape_key else ""
        self._held += character
        if len(self._held) == 2:
            if character in _STRINGS:
                self._in_string = True
                self._string = [self._held]
                return ""
            return "" if character in "[O" else self._whole()
        if self._held[1] == "[" and not _FINALS.match(character):
            # Of an endless one only so much is kept as tells that it is none that anyone knows.
            self._held = self._held[:MAX_SEQUENCE]
            return ""
        return self._whole()

    def _whole(self) -> str:
        sequence, self._held = self._held, ""
        if sequence == PASTE_BEGIN:
            self._in_paste, self._pasted = True, 0
            return sequence
        known = (
            len(sequence) == 2  # Alt and a key
            or sequence in ANSI_SEQUENCES_KEYS
            or _REPORTS.fullmatch(sequence)
            or (self._kitty and _KITTY_KEYS.fullmatch(sequence))
        )
        if not known:
            self._tell(sequence)
        return sequence if known else ""

    def _in_a_string(self, character: str) -> str:
        """Nothing of a control string passes; it ends with BEL, or ESC and a backslash."""
        ended = self._held[-1] == ESC and character == "\\"
        if character == BEL or ended:
            self._in_string, self._held = False, ""
            if len(self._string) <= MAX_ANSWER:
                self._tell("".join(self._string[:-1] if ended else self._string))
        else:
            # Three characters tell `tick` that this is no key.
            self._held = f"{ESC}]{character}"
            if len(self._string) <= MAX_ANSWER:
                self._string.append(character)
        return ""

    def _tell(self, sequence: str) -> None:
        if self._dropped is not None:
            self._dropped(sequence)

    def _in_a_paste(self, character: str) -> str:
        candidate = self._held + character
        if PASTE_END.startswith(candidate):
            self._held = candidate
            if candidate == PASTE_END:
                self._in_paste, self._held = False, ""
                return PASTE_END
            return ""
        self._held = character if character == ESC else ""
        # Escapes inside a paste are text that looks like keys: it may not end the paste, or press any.
        text = candidate.removesuffix(self._held).replace(ESC, "")[: MAX_PASTE - self._pasted]
        self._pasted += len(text)
        return text
