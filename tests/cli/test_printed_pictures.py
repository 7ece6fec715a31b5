"""`newsdesk show --pictures`: down a pipe, on paper that rolls, from files and from the web."""

import re
from pathlib import Path

import pytest
from PIL import Image

from newsdesk.pictures import ascii_art, kitty
from tests.builders import a_file
from tests.cli.conftest import Newsdesk
from tests.pictures.painted import (
    QUARTERS,
    as_bytes,
    from_half_blocks,
    from_iterm2,
    from_kitty,
    from_sixel,
    grid_of,
    kitty_cells,
    near,
    placements_of,
    quarters,
)
from tests.pictures.picture_server import picture_server
from tests.terminal.terminal import NEWSDESK, Terminal

PNG = as_bytes(quarters(160, 96))
CELLS, ROWS = 20, 6


@pytest.fixture(autouse=True)
def a_terminal_of_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSH_CONNECTION", "SSH_TTY", "TMUX", "NO_COLOR", "TERM_PROGRAM", "KITTY_WINDOW_ID"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def flood(house: Path) -> Path:
    (house / "quay.png").write_bytes(PNG)
    return a_file(house, "flood.md", "Flood", "![The quay](quay.png)\n\nWater.\n")


def rows_below(lines: list[str], label: str, count: int) -> list[str]:
    at = next(n for n, line in enumerate(lines) if label in line) + 1
    return lines[at : at + count]


def test_down_a_pipe_they_are_half_blocks_among_plain_text(newsdesk: Newsdesk, flood: Path) -> None:
    ran = newsdesk("show", flood, "--pictures", "--width", "60")
    assert ran.code == 0
    rows = rows_below(ran.lines, "[picture: The quay]", ROWS)
    grid = from_half_blocks([row.lstrip(" ") for row in rows])
    assert [len(row) for row in grid] == [CELLS] * 2 * ROWS
    assert all(map(near, (grid[2][2], grid[2][17], grid[9][2], grid[9][17]), QUARTERS))
    assert "\x1b" not in "".join(line for line in ran.lines if line not in rows)
    assert "▀" not in newsdesk("show", flood).out


def test_without_colours_they_are_shades(newsdesk: Newsdesk, flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    ran = newsdesk("show", flood, "--pictures", "--width", "60")
    rows = rows_below(ran.lines, "[picture: The quay]", ROWS)
    assert "\x1b" not in ran.out
    assert all(set(row) <= set(ascii_art.SHADES) for row in rows)


def test_those_of_the_web_are_fetched_and_kept(
    newsdesk: Newsdesk, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with picture_server({"/quay.png": PNG}) as server:
        a_file(house, "flood.md", "Flood", f"![The quay]({server.url('/quay.png')})\n\nWater.\n")
        refused = newsdesk("show", house / "flood.md", "--pictures")
        assert "Not shown: 127.0.0.1 lies in a private network" in " ".join(refused.out.split())
        assert server.asked == []
        monkeypatch.setenv("NEWSDESK_ALLOW_HOSTS", "127.0.0.1")
        assert "▀" in newsdesk("show", house / "flood.md", "--pictures").out
        assert server.asked == ["/quay.png"]
    assert "▀" in newsdesk("show", house / "flood.md", "--pictures").out


def test_what_cannot_be_shown_is_a_word(newsdesk: Newsdesk, house: Path) -> None:
    (house / "a.png").write_bytes(as_bytes(quarters(640, 480))[:60])
    (house / "b.svg").write_text("<svg/>")
    a_file(house, "flood.md", "Flood", "![A](a.png)\n\n![B](b.svg)\n\n![C](c.png)\n\n![D](../../../etc/passwd)\n")
    said = newsdesk("show", house / "flood.md", "--pictures").out
    assert "Not shown: it is broken." in said
    assert "Not shown: it is an SVG drawing" in said
    assert "Not shown: there is no such file." in said
    assert "Not shown: it lies outside of the folder of its source." in said


def test_pictures_and_a_form_without_layout_exclude_one_another(newsdesk: Newsdesk, flood: Path) -> None:
    for form in ("--json", "--markdown"):
        ran = newsdesk("show", flood, "--pictures", form)
        assert ran.code == 2
        assert ran.err.count("\n") == 1
        assert "--pictures" in ran.err


def test_never_is_told_with_the_way_out(newsdesk: Newsdesk, flood: Path, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('pictures = "never"\n')
    ran = newsdesk("show", flood, "--pictures")
    assert ran.code == 2
    assert 'pictures = "never"' in ran.err


def printed(tmp_path: Path, flood: Path, **env: str) -> Terminal:
    home = tmp_path / "home"
    with Terminal([NEWSDESK, "show", flood, "--pictures"], home=home, columns=80, rows=24, env=env) as terminal:
        assert terminal.wait_for_end() == 0
    return terminal


def test_on_kitty_text_stands_for_the_picture(tmp_path: Path, flood: Path) -> None:
    terminal = printed(tmp_path, flood, TERM="xterm-kitty")
    sent = terminal.raw.decode()
    ((number, picture),) = from_kitty(sent).items()
    assert placements_of(sent) == {number: (CELLS, ROWS)}
    assert kitty_cells(sent) == [(row, column) for row in range(ROWS) for column in range(CELLS)]
    assert f"\x1b[38;5;{number}m{kitty.PLACEHOLDER}" in sent
    assert near(grid_of(picture)[5][5], QUARTERS[0])


@pytest.mark.parametrize("env", [{"TERM": "foot"}, {"TERM_PROGRAM": "iTerm.app"}], ids=["sixel", "iterm2"])
def test_elsewhere_the_terminal_draws_over_the_rows_that_are_left_for_it(
    tmp_path: Path, flood: Path, env: dict[str, str]
) -> None:
    terminal = printed(tmp_path, flood, **env)
    sent = terminal.raw.decode()
    picture: Image.Image = from_sixel(sent) if "TERM" in env else from_iterm2(sent)[0]
    pixels = grid_of(picture)
    assert all(map(near, (pixels[5][5], pixels[5][150], pixels[90][5], pixels[90][150]), QUARTERS))
    at = re.search("\x1b7\x1b\\[(\\d+)A\r\x1b\\[(\\d+)C", sent)
    assert at is not None
    assert int(at[1]) == ROWS - 1
    # The screen of the tests knows no sixels.
    text = re.sub("\x1b[P\\]][^\x1b\x07]*(?:\x07|\x1b\\\\)|\x1b[78]|\x1b\\[[^A-Za-z]*[A-Za-z]", "", sent)
    lines = [line.strip() for line in text.replace("\r\r", "").splitlines()]
    label = next(n for n, line in enumerate(lines) if "[picture: The quay]" in line)
    assert lines[label + 1 : label + 1 + ROWS] == [""] * ROWS
    assert lines[label + ROWS + 2] == "Water."
