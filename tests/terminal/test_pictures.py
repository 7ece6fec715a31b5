"""Pictures as a real terminal is sent them, taken apart again and held against the original."""

import os
import re
from pathlib import Path

import pytest
from PIL import Image

from newsdesk.pictures import ascii_art, kitty
from tests.builders import a_file
from tests.pictures.painted import (
    QUARTERS,
    Grid,
    as_bytes,
    blurred,
    brightness,
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
from tests.pictures.picture_server import picture_server
from tests.terminal.control_sequences import foreign
from tests.terminal.terminal import NEWSDESK, Terminal

WIDTH, HEIGHT = 320, 192
PNG = as_bytes(quarters(WIDTH, HEIGHT))
CELLS, ROWS = 40, 12
"""What the picture takes, at eight by sixteen of its pixels a cell."""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An article with a picture."""
    folder = tmp_path / "house"
    a_file(folder, "flood.md", "Flood", "![The quay](quay.png)\n\nWater.\n\n" + "More of it.\n\n" * 40)
    (folder / "quay.png").write_bytes(PNG)
    return folder


def a_terminal(tmp_path: Path, house: Path, **env: str) -> Terminal:
    return Terminal([NEWSDESK, house], home=tmp_path / "home", columns=90, rows=40, env=env)


def opened(terminal: Terminal) -> None:
    """Open the article to be read."""
    terminal.wait_for("Flood")
    terminal.settle()
    terminal.press("enter")
    terminal.wait_for("[picture: The quay")


def corner(terminal: Terminal) -> tuple[int, int]:
    """The row and column of the screen where the picture begins."""
    y = next(y for y, line in enumerate(terminal.lines) if "[picture: The quay" in line) + 1
    rows = [terminal._screen.buffer[row] for row in range(y, y + ROWS)]
    return y, min(
        x for row in rows for x in range(2, 80) if row[x].data.strip() or row[x].bg != terminal._screen.buffer[y][0].bg
    )


def pixels(terminal: Terminal) -> Grid:
    """What half blocks on the screen show, as pixels."""
    y, x = corner(terminal)
    grid: Grid = []
    for row in range(y, y + ROWS):
        cells = [terminal._screen.buffer[row][column] for column in range(x, x + CELLS)]
        grid.append([_rgb(cell.fg if cell.data == "▀" else cell.bg) for cell in cells])
        grid.append([_rgb(cell.bg) for cell in cells])
    return grid


_NAMED = {
    "black": (0, 0, 0), "red": (205, 0, 0), "green": (0, 205, 0), "brown": (205, 205, 0), "blue": (0, 0, 238),
    "magenta": (205, 0, 205), "cyan": (0, 205, 205), "white": (229, 229, 229), "brightblack": (127, 127, 127),
    "brightred": (255, 0, 0), "brightgreen": (0, 255, 0), "brightbrown": (255, 255, 0), "brightblue": (92, 92, 255),
    "brightmagenta": (255, 0, 255), "bfightmagenta": (255, 0, 255), "brightcyan": (0, 255, 255),
    "brightwhite": (255, 255, 255), "default": (0, 0, 0),
}  # fmt: skip


def _rgb(colour: str) -> tuple[int, int, int]:
    if colour in _NAMED:
        return _NAMED[colour]
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def alike(grid: Grid) -> float:
    """How like the picture it is, for an eye that is far enough away to see no dithering."""
    meant = grid_of(quarters(WIDTH, HEIGHT).resize((10, 6), Image.Resampling.BOX))
    return likeness(brightness(blurred(grid, 10, 6)), brightness(meant))


def test_half_blocks_show_the_picture_and_then_nothing_is_sent(tmp_path: Path, house: Path) -> None:
    with a_terminal(tmp_path, house) as terminal:
        opened(terminal)
        terminal.wait_for_bytes(b"38;2;")
        terminal.settle()
        grid = pixels(terminal)
        assert all(map(near, (grid[4][4], grid[4][35], grid[19][4], grid[19][35]), QUARTERS))
        assert alike(grid) > 0.99
        assert not foreign(bytes(terminal.raw))
        before = len(terminal.raw)
        terminal.listen(1.5)
        assert len(terminal.raw) == before
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_behind == []


@pytest.mark.parametrize(
    ("env", "least"),
    [({"COLORTERM": ""}, 0.95), ({"COLORTERM": "", "TERM": "xterm"}, 0.9)],
    ids=["256", "16"],
)
def test_few_colours_show_the_picture_too(tmp_path: Path, house: Path, env: dict[str, str], least: float) -> None:
    with a_terminal(tmp_path, house, **env) as terminal:
        opened(terminal)
        terminal.wait_for("▀▀▀")
        terminal.settle()
        assert b"38;2;" not in terminal.raw
        assert (b"38;5;" in terminal.raw) is (env.get("TERM") is None)
        assert alike(pixels(terminal)) > least


@pytest.mark.parametrize("env", [{"TERM": "linux", "COLORTERM": ""}, {"LC_ALL": "C"}], ids=["console", "locale"])
def test_where_there_are_no_blocks_it_is_drawn_in_ascii(tmp_path: Path, house: Path, env: dict[str, str]) -> None:
    with a_terminal(tmp_path, house, **env) as terminal:
        opened(terminal)
        # Not of `-` and `=`: rules are drawn with them.
        terminal.wait_for(lambda screen: re.search(r"[:+*#%@]{12}", screen) is not None)
        terminal.settle()
        y, x = corner(terminal)
        rows = [line[x : x + CELLS] for line in terminal.lines[y : y + ROWS]]
        assert all(set(row) <= set(ascii_art.SHADES) for row in rows), rows
        # Red and blue are darker than green and yellow.
        shade = ascii_art.SHADES.index
        assert shade(rows[2][4]) < shade(rows[2][35])
        assert shade(rows[9][4]) < shade(rows[9][35])


def test_without_colours_there_are_none(tmp_path: Path, house: Path) -> None:
    with a_terminal(tmp_path, house, NO_COLOR="1") as terminal:
        opened(terminal)
        # Not of `-` and `=`: rules are drawn with them.
        terminal.wait_for(lambda screen: re.search(r"[:+*#%@]{12}", screen) is not None)


def test_kitty_is_sent_the_picture_once_and_text_stands_for_it(tmp_path: Path, house: Path) -> None:
    with a_terminal(tmp_path, house, TERM="xterm-kitty") as terminal:
        opened(terminal)
        terminal.wait_for(kitty.PLACEHOLDER)
        terminal.settle()
        sent = terminal.raw.decode()
        ((number, picture),) = from_kitty(sent).items()
        grid = grid_of(picture)
        assert (len(grid[0]), len(grid)) == (CELLS * 8, ROWS * 16)
        assert likeness(brightness(grid), brightness(grid_of(quarters(WIDTH, HEIGHT)))) > 0.99
        assert placements_of(sent) == {number: (CELLS, ROWS)}
        assert sorted(set(kitty_cells(sent))) == [(row, column) for row in range(ROWS) for column in range(CELLS)]
        assert re.search(f"\x1b\\[[\\d;]*38;5;{number}[;m][^\x1b]*{kitty.PLACEHOLDER}", sent)
        # It scrolls by lines, and is not sent again.
        terminal.press("down")
        terminal.settle()
        assert terminal.raw.count(b"a=t,") == 1
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert from_kitty(terminal.raw.decode()) == {}


def test_kitty_behind_tmux_is_reached_where_tmux_hands_on(tmp_path: Path, house: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "tmux").write_text("#!/bin/sh\necho on xterm-kitty\n")
    (programs / "tmux").chmod(0o755)
    path = f"{programs}:{NEWSDESK.parent}:{os.environ['PATH']}"
    with a_terminal(tmp_path, house, TERM="tmux-256color", TMUX="/tmp/tmux-0/default,1,0", PATH=path) as terminal:
        opened(terminal)
        terminal.wait_for(kitty.PLACEHOLDER)
        terminal.settle()
        sent = terminal.raw.decode()
        assert b"\x1b_G" not in terminal.raw.replace(b"\x1b\x1b_G", b"")
        ((_number, picture),) = from_kitty(without_tmux(sent)).items()
        assert picture.size == (CELLS * 8, ROWS * 16)


@pytest.mark.parametrize(
    ("env", "sign"),
    [({"TERM": "foot"}, b"\x1bP0;1;0q"), ({"TERM_PROGRAM": "iTerm.app"}, b"\x1b]1337;File=")],
    ids=["sixel", "iterm2"],
)
def test_alone_on_the_screen_it_is_drawn_by_the_terminal_itself(
    tmp_path: Path, house: Path, env: dict[str, str], sign: bytes
) -> None:
    with a_terminal(tmp_path, house, **env) as terminal:
        opened(terminal)
        terminal.settle()
        assert sign not in terminal.raw
        terminal.press("enter")
        terminal.wait_for_bytes(sign)
        terminal.settle()
        sent = terminal.raw.decode()
        at = re.search(f"\x1b7\x1b\\[(\\d+);(\\d+)H{re.escape(sign.decode())}", sent)
        assert at is not None
        picture = from_sixel(sent) if "TERM" in env else from_iterm2(sent)[0]
        # As large as the screen lets it be: 38 rows are high enough for 90 columns.
        assert 90 * 8 - 6 <= picture.width <= 90 * 8
        assert (int(at[1]), int(at[2])) == ((40 - picture.height // 16) // 2 + 1, 1)
        small = grid_of(picture.convert("RGB").resize((CELLS, 2 * ROWS), Image.Resampling.BOX))
        assert alike(small) > 0.98
        assert all(map(near, (small[4][4], small[4][35], small[19][4], small[19][35]), QUARTERS))
        terminal.press("escape")
        terminal.wait_for("Water.")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_behind == []


def test_a_picture_of_the_web_comes_where_its_host_is_allowed_and_stays(tmp_path: Path) -> None:
    with picture_server({"/quay.png": PNG}) as server:
        house = tmp_path / "house"
        a_file(house, "flood.md", "Flood", f"![The quay]({server.url('/quay.png')})\n\nWater.\n")
        with a_terminal(tmp_path, house) as terminal:
            opened(terminal)
            terminal.wait_for("lies in a private network")
            assert server.asked == []
        with a_terminal(tmp_path, house, NEWSDESK_ALLOW_HOSTS="127.0.0.1") as terminal:
            opened(terminal)
            terminal.wait_for_bytes(b"38;2;")
            terminal.settle()
            assert server.asked == ["/quay.png"]
    with a_terminal(tmp_path, house) as terminal:  # the server is gone, and nothing is allowed any more
        opened(terminal)
        terminal.wait_for_bytes(b"38;2;")
        terminal.settle()
        grid = pixels(terminal)
        assert all(map(near, (grid[4][4], grid[4][35], grid[19][4], grid[19][35]), QUARTERS))


def test_over_ssh_a_picture_is_sent_when_somebody_asks(tmp_path: Path, house: Path) -> None:
    with a_terminal(tmp_path, house, SSH_CONNECTION="192.0.2.1 5000 192.0.2.2 22", COLORTERM="") as terminal:
        opened(terminal)
        terminal.wait_for("[picture: The quay, i shows it]")
        terminal.settle()
        assert "▀▀▀" not in terminal.text
        terminal.press("i")
        terminal.wait_for("▀▀▀")
        terminal.wait_for(lambda screen: "i shows it" not in screen)


def test_a_terminal_that_says_it_draws_sixels_is_believed(tmp_path: Path, house: Path) -> None:
    with a_terminal(tmp_path, house) as terminal:
        opened(terminal)
        terminal.settle()
        assert b"\x1b[c" not in terminal.raw
        terminal.press("enter")
        terminal.wait_for_bytes(b"\x1b[c")
        terminal.type("\x1b[?62;4;22c")
        terminal.wait_for_bytes(b"\x1bP0;1;0q")
        terminal.settle()
        assert from_sixel(terminal.raw.decode()).width > 700
        # It is asked once.
        terminal.press("escape")
        terminal.wait_for("Water.")
        terminal.press("enter")
        terminal.settle()
        assert terminal.raw.count(b"\x1b[c") == 1
        assert terminal.raw.count(b"\x1bP0;1;0q") == 2
