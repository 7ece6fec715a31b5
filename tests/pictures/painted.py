"""Pictures for tests, painted here; and terminals' pictures read back into pixels."""

import base64
import io
import re
import struct
import zlib
from collections.abc import Sequence

from PIL import Image, ImageDraw

from newsdesk.pictures import kitty
from newsdesk.pictures.palettes import SIXTEEN, XTERM

Grid = list[list[tuple[int, int, int]]]
"""Pixels, row after row."""

QUARTERS = ((200, 30, 30), (30, 200, 30), (30, 30, 200), (220, 220, 40))


def quarters(width: int = 64, height: int = 48) -> Image.Image:
    """Four fields: red and green above, blue and yellow below."""
    picture = Image.new("RGB", (width, height))
    pen = ImageDraw.Draw(picture)
    for number, colour in enumerate(QUARTERS):
        left, top = (number % 2) * width // 2, (number // 2) * height // 2
        pen.rectangle((left, top, left + width // 2 - 1, top + height // 2 - 1), fill=colour)
    return picture


def a_face(size: int = 400) -> Image.Image:
    """A face before a wall: light from the left, eyes, brows, nose, mouth, hair."""
    picture = Image.new("RGB", (size, size), (92, 104, 118))
    pen = ImageDraw.Draw(picture)

    def oval(x: float, y: float, across: float, down: float, colour: tuple[int, int, int]) -> None:
        pen.ellipse(tuple(size * v for v in (x - across, y - down, x + across, y + down)), fill=colour)

    oval(0.5, 0.42, 0.33, 0.4, (58, 38, 28))
    for step in range(40):
        light = step / 40
        skin = (round(150 + 90 * light), round(100 + 85 * light), round(75 + 75 * light))
        oval(0.5 - 0.05 * light, 0.54 - 0.02 * light, 0.27 * (1 - light * 0.8), 0.36 * (1 - light * 0.8), skin)
    for x in (0.39, 0.6):
        oval(x, 0.47, 0.055, 0.03, (245, 245, 240))
        oval(x, 0.47, 0.025, 0.028, (30, 25, 25))
        oval(x, 0.41, 0.07, 0.015, (50, 34, 26))
    oval(0.5, 0.62, 0.03, 0.02, (120, 75, 60))
    oval(0.5, 0.74, 0.1, 0.025, (160, 50, 55))
    return picture


def as_bytes(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """A picture as a file of that kind."""
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def png_that_says(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG of one bit a pixel that says to be so large; its rows are those, packed."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def grid_of(picture: Image.Image) -> Grid:
    """A picture's pixels."""
    data = picture.convert("RGB").tobytes()
    rows = [data[3 * picture.width * y : 3 * picture.width * (y + 1)] for y in range(picture.height)]
    return [[(row[3 * x], row[3 * x + 1], row[3 * x + 2]) for x in range(picture.width)] for row in rows]


def brightness(grid: Grid) -> list[float]:
    """How bright each pixel is, row after row."""
    return [0.299 * red + 0.587 * green + 0.114 * blue for row in grid for red, green, blue in row]


def blurred(grid: Grid, width: int, height: int) -> Grid:
    """What the eye makes of dithering: the same at a smaller size."""
    picture = Image.new("RGB", (len(grid[0]), len(grid)))
    picture.putdata([pixel for row in grid for pixel in row])
    return grid_of(picture.resize((width, height), Image.Resampling.BOX))


def likeness(one: list[float], other: list[float]) -> float:
    """How alike two pictures are: the correlation of their brightness, 1 for the same."""
    means = sum(one) / len(one), sum(other) / len(other)
    together = sum((a - means[0]) * (b - means[1]) for a, b in zip(one, other, strict=True))
    apart = (sum((a - means[0]) ** 2 for a in one) * sum((b - means[1]) ** 2 for b in other)) ** 0.5
    return together / apart if apart else 0.0


def near(one: Sequence[int], other: Sequence[int], by: int = 12) -> bool:
    """Whether two colours are the same to the eye: resizing rings a little at edges."""
    return all(abs(a - b) <= by for a, b in zip(one[:3], other, strict=True))


# Reading back what a terminal was sent.

_SGR = re.compile("\x1b\\[([\\d;]*)m")


def from_half_blocks(rows: list[str]) -> Grid:
    """The pixels of rows of half blocks, in any of the three depths of colour."""
    grid: Grid = []
    for row in rows:
        upper: list[tuple[int, int, int]] = []
        lower: list[tuple[int, int, int]] = []
        ink = ground = (0, 0, 0)
        for n, piece in enumerate(_SGR.split(row)):
            if n % 2:
                ink, ground = _coloured(piece, ink, ground)
            else:
                upper += [ink if sign == "▀" else ground for sign in piece]
                lower += [ground] * len(piece)
        grid += [upper, lower]
    return grid


def _coloured(
    parameters: str, ink: tuple[int, int, int], ground: tuple[int, int, int]
) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    numbers = iter(int(number or 0) for number in parameters.split(";"))
    for number in numbers:
        if number in {38, 48}:
            indexed = next(numbers) == 5
            colour = XTERM[next(numbers)] if indexed else (next(numbers), next(numbers), next(numbers))
            ink, ground = (colour, ground) if number == 38 else (ink, colour)
        elif 30 <= number <= 37 or 90 <= number <= 97:
            ink = SIXTEEN[number - 30 if number < 40 else number - 82]
        elif 40 <= number <= 47 or 100 <= number <= 107:
            ground = SIXTEEN[number - 40 if number < 50 else number - 92]
    return ink, ground


_KITTY = re.compile("\x1b_G([^;\x1b]*);?([^\x1b]*)\x1b\\\\")


def from_kitty(sent: str) -> dict[int, Image.Image]:
    """The pictures that a terminal keeps after this, by their numbers; those it was told to forget are gone."""
    kept: dict[int, Image.Image] = {}
    number, data = 0, ""
    for keys, payload in _KITTY.findall(sent):
        said = dict(key.split("=") for key in keys.split(","))
        if said.get("a") == "t":
            number, data = int(said["i"]), ""
        if said.get("a") == "d":
            kept.pop(int(said["i"]), None)
        elif "m" in said:
            data += payload
            if said["m"] == "0":
                kept[number] = Image.open(io.BytesIO(base64.b64decode(data)))
    return kept


def placements_of(sent: str) -> dict[int, tuple[int, int]]:
    """On how many columns and rows each picture is to be shown."""
    said = [dict(key.split("=") for key in keys.split(",")) for keys, _payload in _KITTY.findall(sent)]
    return {int(one["i"]): (int(one["c"]), int(one["r"])) for one in said if one.get("a") == "p"}


def kitty_cells(text: str) -> list[tuple[int, int]]:
    """Row and column of each placeholder in a text."""
    found = re.findall(f"{kitty.PLACEHOLDER}(.)(.)", text)
    return [(kitty.MARKS.index(row), kitty.MARKS.index(column)) for row, column in found]


def without_tmux(sent: str) -> str:
    """What tmux hands on."""
    return re.sub("\x1bPtmux;((?:\x1b\x1b|[^\x1b])*)\x1b\\\\", lambda found: found[1].replace("\x1b\x1b", "\x1b"), sent)


def from_iterm2(sent: str) -> tuple[Image.Image, dict[str, str]]:
    """The picture and what is said of it."""
    found = re.search("\x1b\\]1337;File=([^:]*):([^\x07]*)\x07", sent)
    assert found is not None
    return Image.open(io.BytesIO(base64.b64decode(found[2]))), dict(fact.split("=") for fact in found[1].split(";"))


def from_sixel(sent: str) -> Image.Image:
    """The picture that sixels draw (DEC STD 070)."""
    found = re.search('\x1bP0;1;0q"1;1;(\\d+);(\\d+)([^\x1b]*)\x1b\\\\', sent)
    assert found is not None
    picture = Image.new("RGB", (int(found[1]), int(found[2])), (255, 0, 255))
    colours: dict[int, tuple[int, int, int]] = {}
    x = y = 0
    colour = (0, 0, 0)
    for part in re.finditer(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)(.)|([$\-?-~])", found[3]):
        if part[1]:
            if part[2]:
                colours[int(part[1])] = tuple(round(int(value) * 2.55) for value in part.group(2, 3, 4))  # type: ignore[assignment]
            colour = colours[int(part[1])]
        elif part[7] == "$":
            x = 0
        elif part[7] == "-":
            x, y = 0, y + 6
        else:
            bits, count = ord(part[6] or part[7]) - 63, int(part[5] or 1)
            for column in range(x, x + count):
                for row in range(6):
                    if bits >> row & 1:
                        picture.putpixel((column, y + row), colour)
            x += count
    return picture
