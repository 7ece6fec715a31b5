"""Draw the pictures in docs/screens: the real app on the sample desk, at the sizes that people have.

`python docs/make_screens.py [NAME…]`. Each picture is an SVG, made by Textual from what is on the screen; the clock
stands still, and the desk is a new one each time, so that a picture changes only when what it shows does.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from screen_wires import follow

from newsdesk.ui.surroundings import Surroundings, prepare

SCREENS = Path(__file__).parent / "screens"
NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
REST_S = 0.4
"""Longer than the article takes to follow the cursor."""
MOST_RESTS = 30
MODERN = Surroundings()
SIZES = ((80, 24), (120, 40), (200, 60))


@dataclass(frozen=True, slots=True)
class Picture:
    """What is pressed before the picture is taken, and how large the terminal is."""

    name: str
    keys: Sequence[str] = ()
    sizes: Sequence[tuple[int, int]] = ((120, 40),)
    surroundings: Surroundings = MODERN
    theme: str = ""
    """Nothing for what the terminal decides."""
    wires: bool = False
    """Whether it is of a desk that follows feeds."""


def _typed(text: str) -> list[str]:
    return ["space" if letter == " " else "colon" if letter == ":" else letter for letter in text]


_GULL = ("escape", "/", *_typed("gull count"), "enter", "enter")
_LIGHTHOUSE = ("escape", "/", *_typed("night shift"), "enter", "enter")

PICTURES = (
    Picture("desk", ["escape"], [(80, 24), (120, 40), (200, 60)]),
    Picture("first-start", [], [(120, 40)]),
    Picture("search", ["escape", "/", *_typed("depseal revoluton")], [(80, 24), (120, 40)]),
    Picture("operators", ["escape", "/", *_typed("author:maud fog after:2025"), "enter"], [(120, 40), (200, 60)]),
    Picture(
        "article",
        ["escape", "/", *_typed("mony goes"), "enter", "enter", "right_square_bracket"],
        [(80, 24), (120, 40), (200, 60)],
    ),
    Picture("code", ["escape", "/", *_typed("scrape tide"), "enter", "enter", *["right_square_bracket"] * 3]),
    Picture("find", [*_LIGHTHOUSE, "/", *_typed("kepeer"), "enter", "n"], [(80, 24), (120, 40)]),
    Picture("links", ["escape", "enter", "f"], [(80, 24)]),
    Picture("pictures", _GULL, [(80, 24), (120, 40)]),
    Picture("picture", [*_GULL, "enter"], [(80, 24)]),
    Picture("pictures-ascii", _GULL, [(80, 24)], Surroundings(ascii=True, few_colours=True, plain=True)),
    Picture("outline", [*_LIGHTHOUSE, *["right_square_bracket"] * 3, "T"], [(80, 24)]),
    Picture("focus", [*_LIGHTHOUSE, "space", "w"], [(120, 40)]),
    Picture("groups", ["escape", "O", "right", *["down"] * 4, "enter", *["down"] * 2, "v", *["down"] * 2], SIZES),
    Picture("order", ["escape", "O"], [(80, 24)]),
    Picture("completions", ["escape", "/", *_typed("author:ma")], [(80, 24), (120, 40)]),
    Picture("problems", ["escape", "exclamation_mark"]),
    Picture("keys", ["question_mark"], [(80, 24), (120, 40)]),
    Picture("light", ["escape", "/", *_typed("fog"), "enter"], surroundings=Surroundings(light=True)),
    Picture("ascii", ["escape"], [(80, 24)], surroundings=Surroundings(ascii=True, few_colours=True, plain=True)),
    Picture("themes", ["escape", "f2", *["down"] * 3], [(80, 24), (120, 40)]),
    Picture("sources", ["A", *["down"] * 7], [(80, 24), (120, 40)], wires=True),
    Picture("wires", ["A", *["down"] * 2, "enter", "enter"], [(120, 40)], wires=True),
    *(
        Picture(f"theme-{name}", ["escape", "/", *_typed("fog tide"), "enter", "enter"], theme=f"newsdesk-{name}")
        for name in ("dark", "light", "sepia", "contrast", "dim", "16")
    ),
)


async def _draw(picture: Picture, columns: int, rows: int, data: Path) -> str:
    # After `prepare`: Textual reads the environment when it is imported.
    from newsdesk.desk.opening import open_desk
    from newsdesk.desk.settings import Settings
    from newsdesk.ui.newsroom import Newsroom

    if picture.wires:
        follow(data, NOW)
    with open_desk(data, (), Settings(theme=picture.theme or "auto")) as desk:
        app = Newsroom(desk, picture.surroundings, now=lambda: NOW)
        async with app.run_test(size=(columns, rows)) as pilot:

            async def come_to_rest() -> str:
                before = ""
                for _ in range(MOST_RESTS):
                    await pilot.pause(REST_S)
                    now = app.export_screenshot(title="newsdesk")
                    if now == before:
                        break
                    before = now
                return before

            await come_to_rest()
            for key in picture.keys:
                await pilot.press(key)
                await pilot.pause(0.05)
                if key in {"enter", "escape"}:
                    await come_to_rest()
            return await come_to_rest()


def main(names: Sequence[str]) -> None:
    """Draw the pictures of these names; all, where none is given."""
    prepare(os.environ, Surroundings())
    # What terminals of today can do, whatever this one is.
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    for name in ("SSH_CONNECTION", "SSH_TTY", "NO_COLOR"):
        os.environ.pop(name, None)
    SCREENS.mkdir(exist_ok=True)
    for picture in PICTURES:
        if names and picture.name not in names:
            continue
        for columns, rows in picture.sizes:
            with tempfile.TemporaryDirectory() as data:
                drawn = asyncio.run(_draw(picture, columns, rows, Path(data)))
            file = SCREENS / f"{picture.name}-{columns}x{rows}.svg"
            file.write_text(drawn + "\n", "utf-8")
            sys.stdout.write(f"{file.relative_to(SCREENS.parent.parent)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
