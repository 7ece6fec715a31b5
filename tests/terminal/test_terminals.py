"""Terminals, locales and lines of all kinds: what is shown, what is sent, and when newsdesk says that it can't."""

import subprocess
from pathlib import Path

import pytest

from tests.terminal.control_sequences import foreign
from tests.terminal.terminal import NEWSDESK, Terminal

NAMES = [
    "xterm-256color",
    "xterm",
    "screen-256color",
    "tmux-256color",
    "xterm-kitty",
    "linux",
    "vt100",
    "no-such-terminal",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_desk_opens_in_terminals_of_every_kind(tmp_path: Path, name: str) -> None:
    with Terminal([NEWSDESK], home=tmp_path, env={"TERM": name}) as terminal:
        terminal.wait_for("Start Here")
        terminal.press("enter")
        terminal.wait_for("Welcome to the")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_behind == []
        assert foreign(bytes(terminal.raw)) == []


@pytest.mark.parametrize("name", ["linux", "vt100"])
def test_a_plain_terminal_gets_plain_signs(tmp_path: Path, name: str) -> None:
    with Terminal([NEWSDESK], home=tmp_path, env={"TERM": name, "COLORTERM": ""}) as terminal:
        terminal.wait_for("Start Here")
        terminal.settle()
        assert not set(terminal.text) & set("─│┬┴┼▌●★█▁")
        assert b"38;2;" not in terminal.raw
        assert b"\x1b[>" not in terminal.raw


def test_without_utf_8_nothing_is_sent_that_is_not_ascii(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path, env={"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}) as terminal:
        terminal.wait_for("Start Here")
        terminal.press("enter")
        terminal.settle()
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert all(byte < 0x80 for byte in terminal.raw)


def test_without_colours_the_row_of_the_cursor_and_the_marks_can_still_be_told(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path, env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("Start Here")
        terminal.settle()
        row = next(line for line in terminal.lines if "Start Here" in line)
        other = next(line for line in terminal.lines if "The Mayor's Raft" in line)
        assert row.lstrip()[0] != other.lstrip()[0]
        assert "●" in other


LIGHT_GROUND, DARK_GROUND = b"48;5;255", b"48;5;233"
"""The grounds of the two themes, as `terminal.slimming` says them."""


@pytest.mark.parametrize(("says", "ground"), [("0;15", LIGHT_GROUND), ("15;0", DARK_GROUND)])
def test_the_environment_says_whether_the_terminal_is_light(tmp_path: Path, says: str, ground: bytes) -> None:
    with Terminal([NEWSDESK], home=tmp_path, env={"COLORFGBG": says}) as terminal:
        terminal.wait_for("Start Here")
        assert ground in terminal.raw
        # It is not asked what it has said.
        assert b"]11;?" not in terminal.raw


def test_a_terminal_that_says_it_is_light_is_light_at_once_the_next_time(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("Start Here")
        terminal.wait_for_bytes(b"\x1b]11;?\x1b\\")
        assert LIGHT_GROUND not in terminal.raw
        terminal.type("\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\")
        terminal.wait_for_bytes(LIGHT_GROUND)
        terminal.wait_for("all keys")
        terminal.settle()
        # No letter of the answer was taken for a key.
        assert "/ words, misspelt words" in terminal.text
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("Start Here")
        assert LIGHT_GROUND in terminal.raw
        assert DARK_GROUND not in terminal.raw
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_a_terminal_that_can_do_nothing_gets_the_list(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path, env={"TERM": "dumb"}, columns=200) as terminal:
        assert terminal.wait_for_end() == 0
        assert b"\x1b" not in terminal.raw
        assert "What the Eels Know" in terminal.text


def test_a_pipe_gets_the_list_and_people_are_told_how_to_open_the_desk(tmp_path: Path) -> None:
    printed = subprocess.run(
        [NEWSDESK],
        env={"HOME": str(tmp_path), "PATH": "/usr/bin"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert printed.returncode == 0
    assert b"\x1b" not in printed.stdout + printed.stderr
    assert "Start Here" in printed.stdout.decode()
    assert b"newsdesk" in printed.stderr


@pytest.mark.parametrize(("columns", "rows", "most"), [(120, 40, 400), (80, 24, 300)])
def test_moving_the_cursor_sends_few_bytes_and_resting_none(tmp_path: Path, columns: int, rows: int, most: int) -> None:
    with Terminal([NEWSDESK], home=tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("Start Here")
        terminal.settle(0.5)
        terminal.press("escape")
        terminal.settle()
        took = []
        for _ in range(5):
            terminal.press("down")
            # The article follows a cursor that rests for a tenth of a second: that is not the list's.
            took.append(terminal.burst(0.07)[1])
            terminal.settle()
        # On a busy machine, some of them come together with the article.
        assert sorted(took)[1] <= most
        terminal.press("/")
        terminal.settle()
        before = len(terminal.raw)
        terminal.listen(1.5)
        assert len(terminal.raw) == before
