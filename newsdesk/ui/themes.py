"""The looks: where the CSS lies, and the themes, which are Textual themes too.

A theme is a file in styles/themes: Textual's own colours, and variables of ours that all CSS uses: $bright (the text of
the open article), $faint (facts, hints), $line (rules), $lit (the ground of the row that the cursor is on).

All shades are of the 256 colours that every terminal with colours has (the cube and the greys, never the first 16,
which people redefine): they look the same without true colour, and `terminal.slimming` sends them in a third of the
bytes. `newsdesk-16` uses nothing but the terminal's own 16 and leaves its ground alone.
"""

import tomllib
from functools import cache
from pathlib import Path

from textual.theme import Theme

import newsdesk
from newsdesk.ui.surroundings import Surroundings

DARK, LIGHT, SIXTEEN = "newsdesk-dark", "newsdesk-light", "newsdesk-16"
NAMES = (DARK, LIGHT, SIXTEEN)


@cache
def styles_folder() -> Path:
    """Where the CSS lies: in the installed package, else in the checkout."""
    package = Path(newsdesk.__file__).parent
    packed = package / "styles"
    return packed if packed.is_dir() else package.parent / "styles"


def theme(name: str) -> Theme:
    """Read one of our themes."""
    with (styles_folder() / "themes" / f"{name}.toml").open("rb") as file:
        return Theme(name=name, **tomllib.load(file))


def theme_for(wished: str, surroundings: Surroundings) -> str:
    """The theme to start with.

    Args:
        wished: Of the settings; `auto`, or the name of a theme.
        surroundings: Without shades there is only `newsdesk-16`, whatever was wished.
    """
    if surroundings.few_colours:
        return SIXTEEN
    if wished == "auto":
        return LIGHT if surroundings.light else DARK
    return wished


def theme_after(name: str) -> str:
    """The next theme of ours."""
    return NAMES[(NAMES.index(name) + 1) % len(NAMES)] if name in NAMES else NAMES[0]
