"""Pictures in shades of ASCII, for terminals that have neither colours nor blocks."""

SHADES = " .:-=+*#%@"
"""From no ink to the most. On a dark ground ink is light."""


def row(shades: bytes, width: int, number: int, *, light_ground: bool = False) -> str:
    """A row of a picture as text.

    Args:
        shades: A byte a cell, 0 the darkest.
        width: Cells a row.
        number: Which row, from the top.
        light_ground: Whether the terminal writes dark on light, where ink is darkness.
    """
    ramp = SHADES[::-1] if light_ground else SHADES
    return "".join(ramp[shade] for shade in shades[number * width : (number + 1) * width])
