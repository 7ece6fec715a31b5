r"""Whether the background of the terminal is light or dark.

Asked by xterm's OSC 11 (`ctlseqs`), which most terminals of today and tmux answer: `ESC ] 11 ; rgb:ffff/fafa/f0f0`.
Pure.
"""

import re

QUESTION = "\x1b]11;?\x1b\\"
ANSWER = re.compile(r"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/[0-9a-fA-F]{1,4})?")

# How bright the eye finds red, green and blue (ITU-R BT.601).
_SHARES = (0.299, 0.587, 0.114)
_LIGHT_FROM = 0.5


def is_light(answer: re.Match[str]) -> bool:
    """Whether the colour of an answer is a light one; each part has one to four hexadecimal digits."""
    parts = (int(part, 16) / int("f" * len(part), 16) for part in answer.groups())
    return sum(share * part for share, part in zip(_SHARES, parts, strict=True)) >= _LIGHT_FROM
