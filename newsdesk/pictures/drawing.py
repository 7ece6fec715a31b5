"""From a picture's bytes to what a terminal is sent: decoded, made as large as wanted, in the colours there are.

Runs in a process of its own (`process`), the only place where Pillow is imported. What decodes is given no choice: one
of four kinds, the first frame, no more pixels than allowed.
"""

import io
from collections.abc import Sequence

from PIL import Image

from newsdesk.pictures import palettes
from newsdesk.pictures.ascii_art import SHADES
from newsdesk.pictures.errors import PictureUnusable
from newsdesk.pictures.sixel import sixel
from newsdesk.pictures.wish import Colour, Drawn, Form, Wish

KINDS = ("PNG", "JPEG", "GIF", "WEBP")
_SIXEL_COLOURS = 255
_THRIFTY_COLOURS = 128
_REDUCING_GAP = 3.0
"""How much larger than wanted a picture is when it is resized with care; before, it is shrunk by whole numbers."""
_ORIENTATION = 0x0112
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What sets a picture upright, by Exif's orientation."""
_ON_A_SIDE = frozenset({5, 6, 7, 8})
_CUT_OFF = 0.005
"""The share of the darkest and of the brightest pixels that may become black and white where colours are few."""
_MOST_STRETCHED = 2.0
"""A fog stays one."""


def draw(data: bytes, wish: Wish, most_pixels: int) -> Drawn:
    """Draw a picture.

    Raises:
        PictureUnusable: it is broken, or has more pixels than allowed.
    """
    try:
        small = _small(data, wish, most_pixels)
    except PictureUnusable:
        raise
    except MemoryError as error:
        raise PictureUnusable("it takes too much memory") from error
    except Exception as error:
        # Pillow's plugins raise whatever the bytes lead them to: OSError, SyntaxError, ValueError, struct.error, …
        raise PictureUnusable("it is broken") from error
    return Drawn(wish.form, small.width, small.height, _in_form(small, wish))


def _small(data: bytes, wish: Wish, most_pixels: int) -> Image.Image:
    """The picture as large as wanted, upright, opaque, in RGB."""
    with Image.open(io.BytesIO(data), formats=KINDS) as picture:
        if picture.width * picture.height > most_pixels:
            raise PictureUnusable("it has too many pixels")
        turned = picture.getexif().get(_ORIENTATION, 1)
        size = (wish.height, wish.width) if turned in _ON_A_SIDE else (wish.width, wish.height)
        # A JPEG is decoded at an eighth, a quarter or half of its size, where that is enough.
        picture.draft("RGB", size)
        small = _opaque(picture, size, wish.ground)
    return small.transpose(_TURNED[turned]) if turned in _TURNED else small


def _opaque(picture: Image.Image, size: tuple[int, int], ground: Colour) -> Image.Image:
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: Pillow would cut off all that is brighter than eight bits can say.
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    if not picture.has_transparency_data:
        return _resized(picture if picture.mode in {"RGB", "L"} else picture.convert("RGB"), size).convert("RGB")
    drawn = _resized(picture if picture.mode == "RGBA" else picture.convert("RGBA"), size)
    below = Image.new("RGBA", drawn.size, ground)
    return Image.alpha_composite(below, drawn).convert("RGB")


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    picture.load()
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=_REDUCING_GAP)


def _in_form(picture: Image.Image, wish: Wish) -> bytes:
    match wish.form:
        case Form.TRUE_COLOUR:
            return picture.tobytes()
        case Form.XTERM:
            colours = list(palettes.XTERM.values())
            return b"".join(bytes(colours[number]) for number in _dithered(picture, colours))
        case Form.SIXTEEN:
            return _dithered(_stretched(picture), palettes.SIXTEEN)
        case Form.SHADES:
            steps = len(SHADES) - 1
            greys = [(255 * shade // steps,) * 3 for shade in range(len(SHADES))]
            return _dithered(_stretched(picture.convert("L")).convert("RGB"), greys)
        case Form.PNG:
            return _png(picture, thrifty=wish.thrifty)
        case Form.SIXEL:
            numbered = picture.quantize(_SIXEL_COLOURS, dither=Image.Dither.FLOYDSTEINBERG)
            values = numbered.getpalette() or []
            return sixel(numbered.tobytes(), numbered.width, [values[n : n + 3] for n in range(0, len(values), 3)])


def _stretched(picture: Image.Image) -> Image.Image:
    """From black to white: where colours are few, a grey face on a grey wall would be one colour."""
    counts = picture.convert("L").histogram()
    least = _CUT_OFF * picture.width * picture.height
    darkest, brightest = _first(counts, least), 255 - _first(counts[::-1], least)
    middle = (darkest + brightest) / 2
    stretch = min(255 / max(brightest - darkest, 1), _MOST_STRETCHED)
    # The middle moves as little as it may for both ends to be on the scale.
    around = min(max(middle, stretch * (brightest - darkest) / 2), 255 - stretch * (brightest - darkest) / 2)
    shades = [min(max(round(around + (value - middle) * stretch), 0), 255) for value in range(256)]
    return picture.point(shades * len(picture.getbands()))


def _first(counts: Sequence[int], least: float) -> int:
    """The first value that more than so many pixels reach."""
    seen = 0
    for value, count in enumerate(counts):
        seen += count
        if seen > least:
            return value
    return len(counts) - 1


def _dithered(picture: Image.Image, colours: Sequence[Colour]) -> bytes:
    """The number of one of these colours for each pixel; what a pixel is off goes to its neighbours."""
    palette = Image.new("P", (1, 1))
    # Pillow's palettes have 256 places; what is not given would be black.
    filled = [*colours, *[colours[0]] * (256 - len(colours))]
    palette.putpalette([value for colour in filled for value in colour])
    numbers = picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).tobytes()
    return numbers.translate(bytes(number if number < len(colours) else 0 for number in range(256)))


def _png(picture: Image.Image, *, thrifty: bool) -> bytes:
    if thrifty:
        picture = picture.quantize(_THRIFTY_COLOURS, dither=Image.Dither.FLOYDSTEINBERG)
    written = io.BytesIO()
    picture.save(written, "PNG", compress_level=6 if thrifty else 1)
    return written.getvalue()
