"""Pictures as terminals are sent them, read back and held against the original."""

import io

import pytest
from PIL import Image
from rich.color import Color, ColorSystem

from newsdesk.pictures import ascii_art, half_blocks, iterm2, kitty
from newsdesk.pictures.drawing import draw
from newsdesk.pictures.errors import PictureUnusable
from newsdesk.pictures.fitting import Cell, Size, fitted
from newsdesk.pictures.palettes import XTERM as _XTERM
from newsdesk.pictures.protocols import Protocol
from newsdesk.pictures.wish import Drawn, Form, Wish
from newsdesk.pictures.wishing import wish_for
from newsdesk.ui.picture_paint import Painted
from tests.pictures.painted import (
    QUARTERS,
    a_face,
    as_bytes,
    blurred,
    brightness,
    from_half_blocks,
    from_iterm2,
    from_kitty,
    from_sixel,
    grid_of,
    kitty_cells,
    likeness,
    near,
    placements_of,
    quarters,
    without_tmux,
)

MOST = 24_000_000

COLOURED = (Form.TRUE_COLOUR, Form.XTERM, Form.SIXTEEN)


def drawn(picture: Image.Image, form: Form, width: int, height: int, **options: object) -> Drawn:
    return draw(as_bytes(picture), Wish(form, width, height, **options), MOST)  # type: ignore[arg-type]


def printed(one: Drawn) -> list[str]:
    return [half_blocks.ansi_row(one, row) for row in range(one.height // 2)]


def test_half_blocks_of_true_colour_are_the_picture() -> None:
    grid = from_half_blocks(printed(drawn(quarters(64, 48), Form.TRUE_COLOUR, 8, 6)))
    assert [len(row) for row in grid] == [8] * 6
    assert all(map(near, (grid[1][1], grid[1][6], grid[4][1], grid[4][6]), QUARTERS))


@pytest.mark.parametrize(("form", "alike"), [(Form.TRUE_COLOUR, 0.99), (Form.XTERM, 0.97), (Form.SIXTEEN, 0.93)])
def test_a_face_on_forty_by_twelve_cells_is_recognised(form: Form, alike: float) -> None:
    grid = from_half_blocks(printed(drawn(a_face(), form, 40, 24)))
    seen = brightness(blurred(grid, 20, 12))
    meant = brightness(grid_of(a_face().resize((20, 12), Image.Resampling.BOX)))
    assert likeness(seen, meant) > alike


def test_a_face_in_shades_of_ascii_is_recognised() -> None:
    one = drawn(a_face(), Form.SHADES, 40, 12)
    rows = [ascii_art.row(one.data, 40, row) for row in range(12)]
    assert all(row.isascii() and len(row) == 40 for row in rows)
    seen = [float(ascii_art.SHADES.index(sign)) for row in rows for sign in row]
    meant = brightness(grid_of(a_face().resize((40, 12), Image.Resampling.BOX)))
    assert likeness(seen, meant) > 0.9
    light = "".join(ascii_art.row(one.data, 40, row, light_ground=True) for row in range(12))
    assert [ascii_art.SHADES[::-1].index(sign) for sign in light] == seen


@pytest.mark.parametrize("form", COLOURED)
def test_few_colours_are_mixed_to_the_one_that_was_meant(form: Form) -> None:
    plain = Image.new("RGB", (80, 80), (180, 140, 120))
    plain.paste((255, 255, 255), (0, 0, 4, 80))
    plain.paste((0, 0, 0), (4, 0, 8, 80))
    grid = from_half_blocks(printed(drawn(plain, form, 40, 40)))
    mixed = blurred([row[6:] for row in grid], 1, 1)[0][0]
    assert all(abs(one - other) < 24 for one, other in zip(mixed, (180, 140, 120), strict=True))


def test_a_fog_stays_a_fog_where_colours_are_few() -> None:
    fog = Image.linear_gradient("L").resize((60, 40)).point(lambda value: 180 + value // 16).convert("RGB")
    grid = from_half_blocks(printed(drawn(fog, Form.SIXTEEN, 60, 40)))
    assert min(brightness(blurred(grid, 3, 4))) > 120


@pytest.mark.parametrize("protocol", [Protocol.BLOCKS, Protocol.KITTY])
@pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
def test_colours_with_a_number_come_through_rich_as_that_number(protocol: Protocol, system: ColorSystem) -> None:
    numbers = (
        kitty.NUMBERS if protocol is Protocol.KITTY else tuple(number for number in range(16, 256) if number in _XTERM)
    )
    for number in numbers:
        colour = kitty.ink(number) if protocol is Protocol.KITTY else _XTERM[number]
        one = Drawn(Form.XTERM, 1, 2, bytes(colour) * 2)
        style = Painted(Size(1, 1), one).row(0)[0].style
        assert style is not None
        assert style.bgcolor is not None
        if system is ColorSystem.EIGHT_BIT:
            assert style.bgcolor.downgrade(system).number == number
    assert Color.from_rgb(95, 95, 135).downgrade(ColorSystem.EIGHT_BIT).number == 60


def test_kitty_gets_the_picture_and_shows_each_part_in_its_cell() -> None:
    wish = wish_for(Protocol.KITTY, Form.TRUE_COLOUR, Size(6, 3), Cell(10, 20))
    png = draw(as_bytes(quarters(64, 48)), wish, MOST).data
    sent = kitty.upload(60, png, 6, 3)
    kept = from_kitty(sent)[60]
    assert kept.size == (60, 60)
    pixels = grid_of(kept)
    assert all(map(near, (pixels[5][5], pixels[5][50], pixels[50][5], pixels[50][50]), QUARTERS))
    assert placements_of(sent) == {60: (6, 3)}
    assert kitty_cells("".join(kitty.cells(row, 6) for row in range(3))) == [
        (row, column) for row in range(3) for column in range(6)
    ]
    assert from_kitty(sent + kitty.forget(60)) == {}
    assert all(len(sequence) <= kitty.CHUNK + 64 for sequence in sent.split("\x1b\\"))


def test_inside_of_tmux_kitty_gets_the_same() -> None:
    png = as_bytes(quarters(600, 400).rotate(7))
    sent = kitty.upload(61, png, 20, 8, in_tmux=True)
    assert "\x1b_G" not in sent.replace("\x1b\x1b_G", "")
    assert without_tmux(sent) == kitty.upload(61, png, 20, 8)


def test_the_marks_of_rows_and_columns_are_those_of_the_protocol() -> None:
    assert kitty.MOST == 297
    assert [f"{ord(mark):04X}" for mark in kitty.MARKS[:4]] == ["0305", "030D", "030E", "0310"]
    assert kitty.MARKS[-1] == "\U0001d244"
    assert len(set(kitty.MARKS)) == kitty.MOST


def test_a_placeholder_takes_one_cell() -> None:
    from newsdesk.text.widths import width

    assert all(width(kitty.cells(row, 297)) == 297 for row in (0, 100, 296))


def test_iterm2_gets_the_picture_for_its_cells() -> None:
    one = drawn(quarters(64, 48), Form.PNG, 80, 60)
    picture, facts = from_iterm2(iterm2.shown(one.data, 8, 3))
    assert picture.size == (80, 60)
    assert near(grid_of(picture)[5][5], QUARTERS[0])
    assert (facts["width"], facts["height"], facts["inline"]) == ("8", "3", "1")


def test_sixels_are_the_picture() -> None:
    one = drawn(quarters(64, 48), Form.SIXEL, 64, 48)
    picture = from_sixel(one.data.decode("ascii"))
    assert picture.size == (64, 48)
    pixels = grid_of(picture)
    assert all(map(near, (pixels[3][3], pixels[3][60], pixels[44][3], pixels[44][60]), QUARTERS))
    assert b"\x1b" not in one.data[1:-2]


@pytest.mark.parametrize("height", [1, 5, 6, 7, 47])
def test_sixels_of_any_height_end_whole(height: int) -> None:
    picture = from_sixel(drawn(a_face(), Form.SIXEL, 40, height).data.decode("ascii"))
    assert picture.size == (40, height)
    assert (255, 0, 255) not in {pixel for row in grid_of(picture) for pixel in row}


def test_a_thrifty_picture_is_a_fraction_of_the_bytes_and_looks_alike() -> None:
    whole = drawn(a_face(), Form.PNG, 400, 400)
    thrifty = drawn(a_face(), Form.PNG, 400, 400, thrifty=True)
    picture = Image.open(io.BytesIO(thrifty.data))
    assert len(thrifty.data) < len(whole.data)
    assert likeness(brightness(grid_of(picture)), brightness(grid_of(a_face()))) > 0.99


# What pictures can be like.


def test_of_an_animated_picture_the_first_frame_is_drawn() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in QUARTERS] * 500
    data = as_bytes(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert near(draw(data, Wish(Form.TRUE_COLOUR, 1, 2), MOST).data, QUARTERS[0])


def test_what_is_transparent_shows_the_ground() -> None:
    picture = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    picture.paste((0, 0, 255, 255), (4, 0, 8, 8))
    one = drawn(picture, Form.TRUE_COLOUR, 2, 2, ground=(18, 52, 86))
    assert near(one.data[:3], (18, 52, 86), by=20)
    assert near(one.data[3:6], (0, 0, 255), by=20)
    palette = picture.quantize(4)
    assert near(drawn(palette, Form.TRUE_COLOUR, 2, 2, ground=(18, 52, 86)).data[:3], (18, 52, 86), by=20)


def test_a_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # its first row is the right side
    data = as_bytes(quarters(64, 48), "JPEG", quality=95, exif=exif)
    one = draw(data, Wish(Form.TRUE_COLOUR, 6, 8), MOST)
    assert (one.width, one.height) == (6, 8)
    assert near(one.data[:3], QUARTERS[2], by=30)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_mode_of_pixels_is_drawn(mode: str) -> None:
    grey = Image.linear_gradient("L")
    if mode == "I;16":
        picture = Image.frombytes("I;16", (256, 256), b"".join(bytes((0, value)) for value in grey.tobytes()))
    else:
        picture = grey.convert("CMYK" if mode == "CMYK" else "RGB").convert(mode)
    data = as_bytes(picture, "JPEG" if mode == "CMYK" else "PNG")
    shades = brightness(grid_of(Image.frombytes("RGB", (1, 8), draw(data, Wish(Form.TRUE_COLOUR, 1, 8), MOST).data)))
    assert shades == sorted(shades)
    assert shades[0] < 40
    assert shades[-1] > 215


@pytest.mark.parametrize("cut", [0.02, 0.3, 0.9])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_that_breaks_off_is_told_broken(kind: str, cut: float) -> None:
    data = as_bytes(a_face(), kind)
    with pytest.raises(PictureUnusable, match="it is broken"):
        draw(data[: int(len(data) * cut)], Wish(Form.TRUE_COLOUR, 4, 4), MOST)


def test_more_pixels_than_allowed_are_not_decoded() -> None:
    with pytest.raises(PictureUnusable, match="too many pixels"):
        draw(as_bytes(quarters(40, 30)), Wish(Form.TRUE_COLOUR, 4, 4), 1199)


# How large.


def test_a_picture_is_as_large_as_it_is_or_as_there_is_room() -> None:
    cell = Cell(8, 16)
    assert fitted(480, 320, Size(72, 30), cell) == Size(60, 20)
    assert fitted(4000, 3000, Size(72, 20), cell) == Size(53, 20)
    assert fitted(4000, 3000, Size(40, 20), cell) == Size(40, 15)
    assert fitted(16, 16, Size(40, 20), cell) == Size(2, 1)
    assert fitted(10_000, 1, Size(40, 20), cell) == Size(40, 1)
    assert fitted(16, 16, Size(40, 20), cell, enlarge=True) == Size(40, 20)


def test_a_finer_screen_shows_pictures_no_smaller() -> None:
    assert fitted(480, 320, Size(72, 30), Cell(20, 40)) == fitted(480, 320, Size(72, 30), Cell(8, 16))
