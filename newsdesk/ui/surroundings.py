"""What the terminal, the locale and the line can do, read from the environment.

Pure, and imported before Textual: some of it must stand in the environment when Textual is imported (`prepare`).
Nothing here asks the terminal; what it answers may come late or never.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

# Measured, key to the last byte of a repainted list: 35 ms at 60 frames a second, 27 at 120, 21 at 240; above 120 the
# timer costs more than it wins.
FRAMES_A_SECOND = "120"
FRAMES_A_SECOND_REMOTE = "60"

# No function keys, no colours beyond 16, often a font of 256 or 512 glyphs.
_PLAIN_TERMINALS = {"", "linux", "vt100", "vt102", "vt220", "ansi", "cons25", "unknown"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What can be counted on."""

    ascii: bool = False
    """Only ASCII signs are sure to be drawn."""
    few_colours: bool = False
    """16 colours or none: no shades."""
    true_colour: bool = False
    """More than 256 colours."""
    light: bool | None = None
    """Whether the terminal's background is light; None where the environment does not say."""
    remote: bool = False
    """The terminal is at the other end of a line."""
    plain: bool = False
    """A terminal that knows no modern protocol."""

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Surroundings":
        """Read them from the environment of the process."""
        term = environ.get("TERM", "")
        plain = term in _PLAIN_TERMINALS
        true_colour = environ.get("COLORTERM", "") in {"truecolor", "24bit"}
        rich_colours = true_colour or "256" in term or "kitty" in term or "direct" in term
        return cls(
            ascii=plain or not _speaks_utf8(environ),
            few_colours=plain or not rich_colours or bool(environ.get("NO_COLOR")),
            true_colour=true_colour,
            light=_background_is_light(environ.get("COLORFGBG", "")),
            remote="SSH_CONNECTION" in environ or "SSH_TTY" in environ,
            plain=plain,
        )


def prepare(environ: MutableMapping[str, str], surroundings: Surroundings) -> None:
    """Set what Textual reads when it is imported; what the user set already stays."""
    environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND_REMOTE if surroundings.remote else FRAMES_A_SECOND)
    environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    # In milliseconds. `terminal.input_gate` has waited already for what belongs to an escape.
    environ.setdefault("ESCDELAY", "5")
    # A line that drops leaves the terminal with the kitty protocol on: every key then prints `[13;129u`.
    if surroundings.remote or surroundings.plain:
        environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def _speaks_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the locale lets UTF-8 through. One that is not set at all is taken for it: most images set none."""
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    if locale in {"C", "POSIX"}:
        return False
    _language, dot, encoding = locale.partition(".")
    return not dot or encoding.split("@")[0].lower().replace("-", "") == "utf8"


def _background_is_light(colour_pair: str) -> bool | None:
    """`COLORFGBG` is `foreground;background` in numbers of the 16 colours: 7 and 15 are light (rxvt, Konsole)."""
    background = colour_pair.rpartition(";")[2]
    return background in {"7", "15"} if background.isdecimal() else None
