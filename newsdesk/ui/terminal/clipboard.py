r"""The clipboard of the terminal, maybe at the other end of an SSH line: OSC 52, also from inside tmux and screen.

`OSC 52 ; c ; base64 ST` (xterm, "Manipulate Selection Data"). tmux takes it only where its option `set-clipboard` is
`on`; what asks tmux itself (`tmux load-buffer -w -`, 3.2) works with its defaults. Else it is sent as it is, and once
more wrapped (`DCS tmux; …`), which an `allow-passthrough` lets through. No terminal says whether it took it.

Where the desktop is at this end of the line, its own clipboard is asked too: some terminals know no OSC 52 at all.
"""

import base64
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from enum import Enum

MAX_BYTES = 74_994
"""Of text: 100,000 characters of base64, which is what terminals take at most (xterm, hterm)."""
PROGRAM_WAIT_S = 2.0
# A DCS of screen's may hold 768 bytes.
_SCREEN_CHUNK = 700


class Way(Enum):
    """How a text went to the clipboard, in words that promise no more than is known."""

    DESKTOP = "in the clipboard"
    TERMINAL = "sent to the clipboard of your terminal, if it takes OSC 52"
    TMUX = "in tmux's buffer, and sent on to the clipboard of your terminal"
    INSIDE = "sent through tmux or screen to your terminal, if they let it pass"


# What gives a text to the clipboard of a desktop, and the variable that says that there is such a desktop.
_DESKTOPS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)


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
    return bool(environment.get("TMUX")) and _given(("tmux", "load-buffer", "-w", "-"), text, environment)


def give_to_desktop(text: str, environment: Mapping[str, str]) -> bool:
    """Give a text to the clipboard of the desktop, if that is at this end of the line; whether it took it. Blocking."""
    if "SSH_CONNECTION" in environment or "SSH_TTY" in environment:
        return False
    if sys.platform == "darwin":
        return _given(("pbcopy",), text, environment)
    return any(environment.get(name) and _given(command, text, environment) for name, command in _DESKTOPS)


def _given(command: Sequence[str], text: str, environment: Mapping[str, str]) -> bool:
    program = shutil.which(command[0], path=environment.get("PATH"))
    if program is None:
        return False
    try:
        done = subprocess.run(
            [program, *command[1:]],
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            timeout=PROGRAM_WAIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
