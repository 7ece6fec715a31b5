"""The themes: readable, and of colours that every terminal has."""

import pytest
from textual.color import Color

from newsdesk.ui import themes
from newsdesk.ui.surroundings import Surroundings
from newsdesk.ui.terminal.slimming import slim

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, level AA."""
INKS = ("foreground", "bright", "faint", "accent", "alert", "code", "string", "number")


def colours(name: str) -> dict[str, Color]:
    theme = themes.theme(name)
    named = {
        key: str(getattr(theme, key)) for key in ("background", "foreground", "accent", "panel", "warning")
    } | theme.variables
    return {key: Color.parse(value) for key, value in named.items() if value.startswith("#")}


def contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2.2."""

    def luminance(colour: Color) -> float:
        parts = [part / 255 for part in colour.rgb]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", [themes.DARK, themes.LIGHT])
def test_all_text_stands_out_from_every_ground_it_stands_on(name: str) -> None:
    palette = colours(name)
    pairs = [(ink, "background") for ink in INKS]
    pairs += [(ink, "lit") for ink in ("bright", "faint", "accent", "alert")]
    pairs += [("bright", "panel"), ("background", "foreground"), ("background", "warning")]
    ratios = {pair: round(contrast(palette[pair[0]], palette[pair[1]]), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in ratios.items() if ratio < LEAST_CONTRAST}


@pytest.mark.parametrize("name", [themes.DARK, themes.LIGHT])
def test_every_shade_is_one_of_the_256(name: str) -> None:
    for key, colour in colours(name).items():
        red, green, blue = colour.rgb
        assert ";5;" in slim(f"\x1b[38;2;{red};{green};{blue}mx\x1b[0m"), key


def test_the_sixteen_colour_theme_names_no_shade() -> None:
    theme = themes.theme(themes.SIXTEEN)
    assert not [value for value in theme.variables.values() if value.startswith("#")]


def test_a_terminal_without_shades_gets_none_whatever_was_wished() -> None:
    assert themes.theme_for(themes.LIGHT, Surroundings(few_colours=True)) == themes.SIXTEEN
    assert themes.theme_for("auto", Surroundings(light=True)) == themes.LIGHT
    assert themes.theme_for(themes.LIGHT, Surroundings()) == themes.LIGHT


def test_the_themes_follow_one_another_in_a_ring() -> None:
    assert [themes.theme_after(name) for name in themes.NAMES] == [*themes.NAMES[1:], themes.NAMES[0]]
