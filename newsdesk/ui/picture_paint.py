"""Rows of a picture as Textual draws them: half blocks, shades of ASCII, or the cells that kitty fills."""

from dataclasses import dataclass, field
from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from newsdesk.pictures import ascii_art, half_blocks, kitty
from newsdesk.pictures.fitting import Size
from newsdesk.pictures.palettes import GREYS, SIXTEEN
from newsdesk.pictures.wish import Colour, Drawn, Form

_GREYS_FOR_RICH = {grey: (round(255 * step / 25),) * 3 for step, grey in enumerate(GREYS.values(), start=1)}
"""The greys of the 256, as Rich has to be told them to find their numbers: it counts them in 25 steps."""
_STYLES_KEPT = 8192


@dataclass(slots=True)
class Painted:
    """A picture that is drawn."""

    size: Size
    drawn: Drawn
    light: bool = False
    number: int = 0
    """Its number, where the terminal has it (kitty)."""
    _rows: dict[int, list[Segment]] = field(default_factory=dict)

    def row(self, number: int) -> list[Segment]:
        """One of its rows, from the top."""
        if number not in self._rows:
            self._rows[number] = self._painted(number)
        return self._rows[number]

    def _painted(self, row: int) -> list[Segment]:
        match self.drawn.form:
            case Form.PNG:
                return [Segment(kitty.cells(row, self.size.cells), _inked(kitty.ink(self.number)))]
            case Form.SHADES:
                return [Segment(ascii_art.row(self.drawn.data, self.size.cells, row, light_ground=self.light))]
        form = self.drawn.form
        return [
            Segment(" " * count if upper == lower else half_blocks.UPPER_HALF * count, _half_blocks(form, upper, lower))
            for (upper, lower), count in half_blocks.runs(self.drawn, row)
        ]


@lru_cache(_STYLES_KEPT)
def _half_blocks(form: Form, upper: Colour, lower: Colour) -> Style:
    # Where both halves are one colour there is no ink: fewer bytes.
    return Style.from_color(None if upper == lower else _colour(form, upper), _colour(form, lower))


def _colour(form: Form, colour: Colour) -> Color:
    if form is Form.SIXTEEN:
        return Color.from_ansi(SIXTEEN.index(colour))
    return Color.from_rgb(*(_GREYS_FOR_RICH.get(colour, colour) if form is Form.XTERM else colour))


@lru_cache(256)
def _inked(colour: Colour) -> Style:
    return Style.from_color(Color.from_rgb(*colour))
