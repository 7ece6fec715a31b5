"""How a terminal shows pictures, as far as its environment tells; nothing here asks it.

Names of terminals travel in `TERM` (over SSH too), in `TERM_PROGRAM` and in variables of their own (which do not). A
terminal inside of tmux is hidden: what stands behind it, tmux itself says (`behind_tmux`).
"""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from newsdesk.pictures.wish import Form

TMUX_ANSWERS_WITHIN_S = 1.0
AUTO = "auto"
"""What the settings say where the terminal's names are to decide."""


class Protocol(StrEnum):
    """How pictures are shown."""

    KITTY = "kitty"
    SIXEL = "sixel"
    ITERM2 = "iterm2"
    BLOCKS = "blocks"
    """Half blocks, in the colours there are; without colours as ASCII."""
    ASCII = "ascii"


@dataclass(frozen=True, slots=True)
class Protocols:
    """What is used where."""

    pane: Protocol
    """Among text that scrolls: kitty, blocks or ASCII."""
    whole_screen: Protocol
    """Where a picture has the screen to itself, and on paper that rolls: any."""
    in_tmux: bool = False
    """Whether what is sent has to pass through tmux."""


_KITTY_TERMS = ("xterm-kitty", "xterm-ghostty", "ghostty")
_KITTY_VARIABLES = ("KITTY_WINDOW_ID", "GHOSTTY_RESOURCES_DIR")
_ITERM2_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "mintty", "rio"})
_ITERM2_VARIABLES = ("ITERM_SESSION_ID", "WEZTERM_PANE", "KONSOLE_VERSION")
_SIXEL_TERMS = ("foot", "mlterm", "contour", "yaft", "xterm-sixel", "vt340")
_MULTIPLEXERS = ("screen", "tmux")
_NO_COLOURS = frozenset({"", "dumb", "vt100", "vt102", "vt220", "unknown"})


def protocols_of(environ: Mapping[str, str], wished: str = AUTO, *, plain: bool = False) -> Protocols:
    """What to use.

    Args:
        environ: Of the process; for a terminal inside of tmux, what `behind_tmux` made of it.
        wished: What the settings say: a protocol, or `AUTO`.
        plain: Whether only ASCII is sure to be drawn.
    """
    in_tmux = bool(environ.get("TMUX"))
    wishes = set(Protocol)
    found = Protocol(wished) if wished in wishes else Protocol.ASCII if plain else _found(environ)
    pane = found if found in {Protocol.KITTY, Protocol.ASCII} else Protocol.ASCII if plain else Protocol.BLOCKS
    return Protocols(pane, found, in_tmux)


def _found(environ: Mapping[str, str]) -> Protocol:
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if term.startswith(_KITTY_TERMS) or program == "ghostty":
        return Protocol.KITTY
    if environ.get("TMUX") or environ.get("STY") or term.startswith(_MULTIPLEXERS):
        # The variables of the terminal that it was started in say nothing of the one that shows it now.
        return Protocol.BLOCKS
    if any(environ.get(name) for name in _KITTY_VARIABLES):
        return Protocol.KITTY
    if program in _ITERM2_PROGRAMS or any(environ.get(name) for name in _ITERM2_VARIABLES):
        return Protocol.ITERM2
    return Protocol.SIXEL if term.startswith(_SIXEL_TERMS) else Protocol.BLOCKS


def form_of(environ: Mapping[str, str]) -> Form:
    """The colours that blocks can have on the terminal of an environment; shades where it wants none."""
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or term in _NO_COLOURS:
        return Form.SHADES
    if environ.get("COLORTERM") in {"truecolor", "24bit"} or term.endswith("-direct"):
        return Form.TRUE_COLOUR
    return Form.XTERM if "256" in term or term.startswith(_KITTY_TERMS) else Form.SIXTEEN


def behind_tmux(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment as if tmux were not there, where it hands on what is sent to the terminal behind it.

    Asks the tmux that runs here: some milliseconds, never the terminal. Where tmux hands on nothing (its
    `allow-passthrough` is off) or does not answer, the environment stays as it is.
    """
    environment = dict(environ)
    if not environ.get("TMUX"):
        return environment
    asked = ["tmux", "display-message", "-p", "#{allow-passthrough} #{client_termname}"]
    try:
        answer = subprocess.run(
            asked, capture_output=True, timeout=TMUX_ANSWERS_WITHIN_S, check=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return environment
    passes, _, term = answer.stdout.decode("ascii", "replace").strip().partition(" ")
    # Pictures of the other kinds are drawn at a place on the terminal, which tmux does not know of.
    if passes in {"1", "on", "all"} and term.startswith(_KITTY_TERMS):
        environment["TERM"] = term
    return environment
