r"""The clipboard of the terminal, maybe at the other end of an SSH line: OSC 52, also from inside tmux and screen.

`OSC 52 ; c ; base64 ST` (xterm, "Manipulate Selection Data"). tmux takes it only where its option `set-clipboard` is
`on`; what asks tmux itself (`tmux load-buffer -w -`, 3.2) works with its defaults. Else it is sent as it is, and once
more wrapped (`DCS tmux; …`), which an `allow-passthrough` lets through. No terminal says whether it took it.
"""

import base64
import shutil
import subprocess
from collections.abc import Mapping
from enum import Enum

MAX_BYTES = 74_994
"""Of text: 100,000 characters of base64, which is what terminals take at most (xterm, hterm)."""
TMUX_WAIT_S = 2.0
# A DCS of screen's may hold 768 bytes.
_SCREEN_CHUNK = 700


class Way(Enum):
    """How a text went to the clipboard, in words that promise no more than is known."""

    TERMINAL = "sent to the clipboard of your terminal, if it takes OSC 52"
    TMUX = "in tmux's buffer, and sent on to the clipboard of your terminal"
    INSIDE = "sent through tmux or screen to your terminal, if they let it pass"


def sequences(text: str, environment: Mapping[str, str]) -> str:
    """The bytes that put a text into the clipboard.

    Args:
        text: At most `MAX_BYTES` of UTF-8.
        environment: Of the process: tells what stands between it and the terminal.
    """
    plain = f"\x1b]52;c;{base64.b64encode(text.encode('utf-8', 'replace')).decode()}\x07"
    if environment.get("STY"):
        chunks = [plain[at : at + _SCREEN_CHUNK] for at in range(0, len(plain), _SCREEN_CHUNK)]
        return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
    if in_tmux(environment):
        wrapped = plain.replace("\x1b", "\x1b\x1b")
        return f"{plain}\x1bPtmux;{wrapped}\x1b\\"
    return plain


def in_tmux(environment: Mapping[str, str]) -> bool:
    """Whether tmux stands between the process and the terminal, here or at the other end of the line."""
    return bool(environment.get("TMUX")) or environment.get("TERM", "").startswith("tmux")


def way_of(environment: Mapping[str, str]) -> Way:
    """How `sequences` goes."""
    return Way.INSIDE if environment.get("STY") or in_tmux(environment) else Way.TERMINAL


def give_to_tmux(text: str, environment: Mapping[str, str]) -> bool:
    """Have the tmux that the process runs in take a text and send it on; whether it did. Blocking, for a moment."""
    program = shutil.which("tmux", path=environment.get("PATH"))
    if not environment.get("TMUX") or program is None:
        return False
    try:
        done = subprocess.run(
            [program, "load-buffer", "-w", "-"],
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            timeout=TMUX_WAIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
