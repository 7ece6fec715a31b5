"""iTerm2's inline pictures, which WezTerm, mintty and others show too: https://iterm2.com/documentation-images.html."""

import base64


def shown(png: bytes, cells: int, rows: int) -> str:
    """A picture that is drawn where the cursor stands, on so many cells."""
    data = base64.b64encode(png).decode("ascii")
    facts = f"inline=1;size={len(png)};width={cells};height={rows};preserveAspectRatio=0;doNotMoveCursor=1"
    return f"\x1b]1337;File={facts}:{data}\x07"
