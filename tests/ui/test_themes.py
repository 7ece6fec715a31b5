"""The themes: everything written reads in each of them, and all shades are colours that every terminal has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem, ColorType
from rich.style import Style
from textual.color import Color
from textual.dom import DOMNode
from textual.widget import Widget

from newsdesk.desk.settings import Settings, listed
from newsdesk.ui import themes
from newsdesk.ui.surroundings import Surroundings
from newsdesk.ui.terminal.slimming import slim
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, level AA."""
HIGH_CONTRAST = 7.0
"""1.4.6, level AAA."""
WITH_SHADES = [name for name in themes.NAMES if name != themes.SIXTEEN]
PAPER = "newsdesk-sepia"
"""Its ground has no equal among the 256 colours."""
NO_TEXT = {
    "lines--thumb", "reading--rule", "reading--quote-bar", "reading--callout-bar", "stats--bar", "rule--focus", "Rule",
    "SearchIcon",
}  # fmt: skip
"""What draws lines and bars; nothing is written in it."""
GROUNDS = {"headline--cursor", "problem--cursor", "themes--cursor"}
"""Component classes that are the ground of others."""


def colours(name: str) -> dict[str, Color]:
    theme = themes.theme(name)
    named = {key: str(getattr(theme, key)) for key in ("background", "foreground", "accent", "panel", "warning")}
    return {key: Color.parse(value) for key, value in (named | theme.variables).items() if value.startswith("#")}


def contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2.2."""

    def luminance(colour: Color) -> float:
        parts = [part / 255 for part in colour.rgb]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    a_file(tmp_path / "house", "a.md", "Flood recedes", author="Ada Reyes", tags=["weather"])
    (tmp_path / "house" / "b.md").write_text("---\ntitle: 'The Mayor's Raft'\n---\nAfloat.\n")
    return tmp_path / "house"


def written(root: DOMNode) -> Iterator[tuple[str, Style]]:
    """Every look that text has on a screen: of each widget, and of each of its component classes."""
    for widget in root.walk_children(Widget):
        yield type(widget).__name__, widget.rich_style
        for name in widget.COMPONENT_CLASSES:
            style = widget.get_component_rich_style(name)
            yield name, widget.rich_style + style
            lit = [ground for ground in GROUNDS & set(widget.COMPONENT_CLASSES) if name not in GROUNDS]
            for ground in lit:
                under = widget.get_component_rich_style(ground).bgcolor
                yield f"{name} on {ground}", style + Style(bgcolor=under)


def ratios(root: DOMNode) -> dict[str, float]:
    """How far text stands out from its ground, where both are shades."""
    found: dict[str, float] = {}
    for name, style in written(root):
        if style.color is None or style.bgcolor is None or name.partition(" ")[0] in NO_TEXT:
            continue
        assert style.color.type is style.bgcolor.type is ColorType.TRUECOLOR
        ink, ground = (Color.from_rich_color(colour) for colour in (style.color, style.bgcolor))
        found[name] = min(found.get(name, 99.0), round(contrast(ink, ground), 2))
    return found


@pytest.mark.parametrize("name", WITH_SHADES)
async def test_all_that_is_written_anywhere_stands_out_from_its_ground(house: Path, tmp_path: Path, name: str) -> None:
    least = HIGH_CONTRAST if name == "newsdesk-contrast" else LEAST_CONTRAST
    with a_desk(tmp_path / "data", house, theme=name) as desk:
        async with a_newsroom(desk).run_test(size=(120, 40)) as pilot:
            seen: dict[str, float] = {}
            for key in ("f2", "question_mark", "exclamation_mark", "ctrl+p"):
                await settled(pilot)
                await pilot.press(key)
                await pilot.pause(0.05)
                seen |= ratios(pilot.app.screen)
                await pilot.press("escape")
            assert len(seen) > 60
            assert {look: ratio for look, ratio in seen.items() if ratio < least} == {}


@pytest.mark.parametrize("name", [name for name in WITH_SHADES if name != PAPER])
def test_every_shade_is_one_of_the_256(name: str) -> None:
    for key, colour in colours(name).items():
        red, green, blue = colour.rgb
        assert ";5;" in slim(f"\x1b[38;2;{red};{green};{blue}mx\x1b[0m"), key


def test_the_paper_reads_in_the_nearest_of_the_256_too() -> None:
    def nearest(colour: Color) -> Color:
        return Color.from_rich_color(RichColor.parse(colour.hex).downgrade(ColorSystem.EIGHT_BIT))

    palette = {key: nearest(colour) for key, colour in colours(PAPER).items()}
    for ink in ("foreground", "bright", "faint", "accent", "alert", "code", "string", "number"):
        assert contrast(palette[ink], palette["background"]) >= LEAST_CONTRAST, ink


@pytest.mark.parametrize("name", WITH_SHADES)
def test_where_one_is_and_what_is_selected_can_be_told_by_its_ground(name: str) -> None:
    palette = colours(name)
    for ground in ("lit", "block-cursor-background", "input-selection-background"):
        assert palette[ground] != palette["background"], ground
        assert contrast(palette["bright"], palette[ground]) >= LEAST_CONTRAST, ground


@pytest.mark.parametrize("name", WITH_SHADES)
def test_code_stands_out_from_its_field(name: str) -> None:
    palette = colours(name)
    for ink in ("foreground", "bright", "faint", "accent", "alert", "code", "string", "number"):
        assert contrast(palette[ink], palette["field"]) >= LEAST_CONTRAST, ink


def test_the_sixteen_colour_theme_names_no_shade() -> None:
    theme = themes.theme(themes.SIXTEEN)
    assert not [value for value in theme.variables.values() if value.startswith("#")]


def test_every_theme_is_a_file_with_a_name_and_a_sentence_of_its_own() -> None:
    files = {path.stem for path in (themes.styles_folder() / "themes").glob("*.toml")}
    assert files == set(themes.NAMES)
    assert len({themes.label(name) for name in themes.NAMES}) == len(themes.NAMES)
    assert all(themes.says(name) for name in themes.NAMES)


def test_every_theme_says_what_every_other_says() -> None:
    said = {name: set(themes.theme(name).variables) - {"ansi-background"} for name in themes.NAMES}
    assert len({frozenset(keys) for keys in said.values()}) == 1, said


def test_the_configuration_knows_the_themes() -> None:
    [setting] = [one for one in listed(Settings()) if one.name == "theme"]
    assert setting.kind == "one of " + ", ".join((themes.AUTO, *themes.NAMES))


def test_a_terminal_without_shades_gets_none_whatever_was_wished() -> None:
    few = Surroundings(few_colours=True)
    assert themes.theme_for(themes.LIGHT, few) == themes.SIXTEEN
    assert themes.offered(few) == (themes.SIXTEEN,)
    assert themes.theme_for(themes.LIGHT, Surroundings()) == themes.LIGHT


@pytest.mark.parametrize(
    ("environment", "asked", "theme"),
    [
        (None, None, themes.DARK),
        (None, True, themes.LIGHT),
        (None, False, themes.DARK),
        (True, False, themes.LIGHT),
        (False, True, themes.DARK),
    ],
)
def test_light_or_dark_is_what_the_environment_says_else_the_terminal(
    environment: bool | None, asked: bool | None, theme: str
) -> None:
    for wished in (themes.AUTO, "newsdesk-of-a-later-version"):
        assert themes.theme_for(wished, Surroundings(light=environment), light=asked) == theme
