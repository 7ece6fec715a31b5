"""Commands on a real terminal: tables that fit, colours where they are wanted, a pager for what is long."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from newsdesk.text.widths import width
from tests.builders import a_file
from tests.terminal.terminal import NEWSDESK, Terminal


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    a_file(folder, "a.md", "Flood recedes", "Water.\n\n" * 100, author="Ada Lovett", date="2025-02-03")
    a_file(folder, "b.md", "東京の夏はもっと暑くなる" * 8, author="Bo Quist", date="2025-02-02")
    a_file(folder, "c.md", "A headline that goes on and on " * 8, author="Bo Quist", date="2025-02-01")
    return folder


def ran(
    tmp_path: Path, *arguments: str | Path, columns: int = 80, env: Mapping[str, str] | None = None, code: int = 0
) -> tuple[list[str], bytes]:
    """The lines of the screen and all bytes, once the program has ended."""
    with Terminal([NEWSDESK, *arguments], home=tmp_path / "home", columns=columns, env=env) as terminal:
        assert terminal.wait_for_end() == code
        return [line for line in terminal.lines if line], bytes(terminal.raw)


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_a_table_is_cut_to_the_width_and_stays_in_its_columns(tmp_path: Path, news: Path, columns: int) -> None:
    lines, raw = ran(tmp_path, "list", "--source", news, columns=columns)
    assert len(lines) == 3
    shown = re.sub(rb"\x1b\[[0-9;]*m", b"", raw).decode().split("\r\n")
    assert all(width(line) <= columns for line in shown)
    assert shown[0].startswith("1  2025-02-03  Flood recedes")
    assert "…" in shown[1]
    if columns >= 80:
        # Whatever the widths of letters, the authors stand below one another.
        places = {width(line[: line.index(name)]) for line, name in zip(shown, ["Ada", "Bo", "Bo"], strict=False)}
        assert len(places) == 1


def test_what_was_searched_for_stands_out_unless_no_colours_are_wanted(tmp_path: Path, news: Path) -> None:
    _lines, raw = ran(tmp_path, "search", "flod", "--source", news)
    assert b"\x1b[1;4mFlood\x1b[0m" in raw
    for variable in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        lines, raw = ran(tmp_path, "search", "flod", "--source", news, env=variable)
        assert b"\x1b" not in raw
        assert "Flood recedes" in lines[-1]


def test_a_long_article_goes_through_the_pager_without_a_shell(tmp_path: Path, news: Path) -> None:
    file = news / "a.md"
    lines, _raw = ran(tmp_path, "show", file, env={"PAGER": "tail -n 1 --silent"})
    assert len(lines) <= 1
    # A shell would run what stands behind the semicolon; there is no program of that name.
    lines, raw = ran(tmp_path, "show", file, env={"PAGER": f"true;touch {tmp_path}/shell"})
    assert raw.count(b"Water.") == 100
    assert not (tmp_path / "shell").exists()
    for pager in ("false", "'open"):
        _lines, raw = ran(tmp_path, "show", file, "--no-pager", env={"PAGER": pager})
        assert raw.count(b"Water.") == 100
    lines, _raw = ran(tmp_path, "show", file, env={"PAGER": "'open"}, code=2)
    assert "$PAGER is not understood" in " ".join(lines)
    _lines, raw = ran(tmp_path, "show", news / "c.md", env={"PAGER": "false"})
    assert b"goes on" in raw


def test_a_dumb_terminal_gets_the_list_and_how_to_open_the_desk(tmp_path: Path, news: Path) -> None:
    lines, _raw = ran(tmp_path, news, env={"TERM": "dumb"})
    assert "Flood recedes" in lines[0]
    assert "`newsdesk` opens it" in "".join(lines)


def test_a_scan_shows_how_far_it_is_and_leaves_nothing_of_that_behind(tmp_path: Path, news: Path) -> None:
    for number in range(400):
        a_file(news, f"many/{number}.md", f"Number {number}", "Word. " * 80)
    with Terminal([NEWSDESK, "scan", "--source", news], home=tmp_path / "home", columns=100) as terminal:
        terminal.wait_for_bytes(b"Reading house [")
        assert terminal.wait_for_end() == 0
        assert "Reading house" not in terminal.text
