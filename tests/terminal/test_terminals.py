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


def test_moving_the_cursor_sends_few_bytes_and_resting_none(tmp_path: Path) -> None:
    for columns, rows, most in ((120, 40, 400), (80, 24, 300)):
        with Terminal([NEWSDESK], home=tmp_path, columns=columns, rows=rows) as terminal:
            terminal.wait_for("Start Here")
            terminal.settle(1.0)
            terminal.press("escape")
            terminal.settle(0.5)
            took = []
            for _ in range(8):
                terminal.press("down")
                # The article follows a cursor that rests for a tenth of a second: that is not the list's.
                took.append(terminal.burst(0.07)[1])
                terminal.settle(0.5)
            assert sorted(took)[4] <= most
            terminal.press("/")
            terminal.settle(0.5)
            before = len(terminal.raw)
            terminal.listen(3.0)
            assert len(terminal.raw) == before
