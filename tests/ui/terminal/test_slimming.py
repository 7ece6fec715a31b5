"""Fewer bytes, the same picture: compared cell by cell in an emulated terminal."""

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.style import Style

from newsdesk.ui.terminal.slimming import slim

COLUMNS, ROWS = 40, 5

levels = st.sampled_from([0, 8, 18, 95, 121, 135, 175, 215, 238, 255])
colours = (
    st.none()
    | st.builds(lambda r, g, b: Color("", ColorType.TRUECOLOR, triplet=ColorTriplet(r, g, b)), levels, levels, levels)
    | st.integers(0, 255).map(Color.from_ansi)
)
flags = st.none() | st.booleans()
styles = st.builds(
    Style, color=colours, bgcolor=colours, bold=flags, dim=flags, italic=flags, underline=flags, reverse=flags
)
words = st.text(alphabet="abc é日●", min_size=1, max_size=8)
pieces = st.tuples(st.none() | st.tuples(st.integers(1, ROWS), st.integers(1, COLUMNS - 20)), words, styles)


def drawn(data: str) -> list[list[tuple[object, ...]]]:
    """What stands in every cell, with its attributes; colours as they are seen."""
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(screen).feed(data)
    return [[tuple(screen.buffer[y][x]) for x in range(COLUMNS)] for y in range(ROWS)]


def as_textual_writes(parts: list[tuple[tuple[int, int] | None, str, Style]]) -> str:
    text = ""
    for place, word, style in parts:
        if place is not None:
            text += f"\x1b[{place[0]};{place[1]}H"
        text += style.render(word)
    return text


@given(st.lists(pieces, max_size=8))
def test_the_picture_is_the_same(parts: list[tuple[tuple[int, int] | None, str, Style]]) -> None:
    data = as_textual_writes(parts)
    assert drawn(slim(data)) == drawn(data)


@given(st.lists(pieces, max_size=8))
def test_it_never_costs_more_and_carries_nothing_over(parts: list[tuple[tuple[int, int] | None, str, Style]]) -> None:
    data = as_textual_writes(parts)
    slimmed = slim(data)
    assert len(slimmed) <= len(data)
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(screen).feed(slimmed)
    assert screen.cursor.attrs == screen.default_char


def test_a_frame_takes_half_the_bytes() -> None:
    row = "".join(
        Style(color=Color.parse(colour), bgcolor=Color.parse("#121212")).render("a headline ")
        for colour in ("#87afd7", "#e4e4e4", "#9e9e9e")
    )
    assert len(slim(row)) < len(row) / 1.5


def test_links_stay_around_the_text_they_are_of() -> None:
    link = "\x1b]8;id=1;https://example.org/\x1b\\\x1b[4mtext\x1b[0m\x1b]8;;\x1b\\"
    assert slim(link) == "\x1b]8;id=1;https://example.org/\x1b\\\x1b[4mtext\x1b]8;;\x1b\\\x1b[m"


def test_what_stands_behind_an_emoji_of_doubtful_width_keeps_its_column() -> None:
    for emoji in ("☁️", "👩‍👩‍👧", "🇩🇪", "👍🏽"):
        data = "\x1b[2;3H" + Style(bold=True).render(f"a{emoji}b") + Style(italic=True).render("│")
        row = drawn(slim(data))[1]
        assert row[2 + 1 + 2 + 1][0] == "│", emoji


def test_modes_and_plain_text_pass_untouched() -> None:
    for data in ("\x1b[?1049h", "\x1b[?2026$p", "plain", "", "\x1b[>25u"):
        assert slim(data) == data
