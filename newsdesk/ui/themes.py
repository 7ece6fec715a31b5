"""The looks: where the CSS lies, and the themes, which are Textual themes too.

A theme is a file in styles/themes: what the list of themes calls it, Textual's own colours, and variables of ours that
all CSS uses: $bright (the text of the open article), $faint (facts, hints), $line (rules), $lit (the ground of the row
that the cursor is on), and the inks of code.

All shades are of the 256 colours that every terminal with colours has (the cube and the greys, never the first 16,
which people redefine): they look the same without true colour, and `terminal.slimming` sends them in a third of the
bytes. Sepia alone has true colours, as no paper is among the 256. `newsdesk-16` uses nothing but the terminal's own 16
and leaves its ground alone.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import newsdesk
from newsdesk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from textual.theme import Theme

DARK, LIGHT, SIXTEEN = "newsdesk-dark", "newsdesk-light", "newsdesk-16"
NAMES = (DARK, LIGHT, "newsdesk-sepia", "newsdesk-contrast", "newsdesk-dim", SIXTEEN)
AUTO = "auto"
"""No theme: what the terminal can show, light or dark as its background is."""


@cache
def styles_folder() -> Path:
    """Where the CSS lies: in the installed package, else in the checkout."""
    package = Path(newsdesk.__file__).parent
    packed = package / "styles"
    return packed if packed.is_dir() else package.parent / "styles"


def theme(name: str) -> "Theme":
    """One of our themes, for Textual."""
    # The first picture needs colours before Textual is there.
    from textual.theme import Theme

    said = _file(name)
    return Theme(name=name, **{key: value for key, value in said.items() if key not in {"label", "says"}})


def colours(name: str) -> dict[str, str]:
    """The colours of a theme by their names, Textual's and ours."""
    said = _file(name)
    return {key: value for key, value in (said | said["variables"]).items() if isinstance(value, str)}


def label(name: str) -> str:
    """What a theme is called, in one or two words."""
    return str(_file(name)["label"])


def says(name: str) -> str:
    """What a theme is for, in half a sentence."""
    return str(_file(name)["says"])


def theme_for(wished: str, surroundings: Surroundings, *, light: bool | None = None) -> str:
    """The theme to draw with.

    Args:
        wished: `auto`, or the name of a theme; a name that is none is taken for `auto`.
        surroundings: Without shades there is only `newsdesk-16`, whatever was wished.
        light: Whether the terminal's background is light, as far as is known where the surroundings do not say.
    """
    if surroundings.few_colours:
        return SIXTEEN
    if wished in NAMES:
        return wished
    return LIGHT if (light if surroundings.light is None else surroundings.light) else DARK


def offered(surroundings: Surroundings) -> tuple[str, ...]:
    """The themes that this terminal can show."""
    return (SIXTEEN,) if surroundings.few_colours else NAMES


@cache
def _file(name: str) -> dict[str, Any]:
    # Of the start only the theme that it draws with is read, and this only there.
    import tomllib

    return tomllib.loads((styles_folder() / "themes" / f"{name}.toml").read_text("utf-8"))
