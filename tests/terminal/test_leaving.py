"""However newsdesk ends, the terminal is as it was, and what the reader did is kept."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import NEWSDESK, Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("Start Here")
        yield terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_ends_the_desk_and_leaves_the_terminal_as_it_was(terminal: Terminal, number: signal.Signals) -> None:
    terminal.signal(number)
    assert terminal.wait_for_end() in (0, 128 + number)
    assert terminal.left_behind == []
    assert "Traceback" not in terminal.text


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
def test_a_key_ends_the_desk_and_leaves_the_terminal_as_it_was(terminal: Terminal, key: str) -> None:
    terminal.press(key)
    assert terminal.wait_for_end() == 0
    assert terminal.left_behind == []


def test_a_line_that_drops_ends_the_desk(terminal: Terminal) -> None:
    terminal.hang_up()
    terminal.process.wait(timeout=20)


def test_a_star_outlives_the_death_of_the_process(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("Start Here")
        terminal.press("s")
        terminal.wait_for("★")
        terminal.signal(signal.SIGKILL)
        terminal.process.wait(timeout=20)
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("★")


def test_a_desk_that_was_sent_to_the_background_comes_back_whole(terminal: Terminal) -> None:
    terminal.settle()
    terminal.press("ctrl+z")
    terminal.wait_for(lambda _: terminal.is_on_main_screen)
    # It leaves the screen before it stops; a SIGCONT between the two would be lost.
    assert os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED) is not None
    terminal.signal(signal.SIGCONT)
    terminal.wait_for(lambda screen: not terminal.is_on_main_screen and "Start Here" in screen)
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert terminal.left_behind == []


def test_leaving_is_a_matter_of_a_moment(terminal: Terminal) -> None:
    terminal.settle()
    begun = time.monotonic()
    terminal.press("q")
    terminal.wait_for_end()
    # Far above what it takes (0.2 s), far below what somebody would call hanging.
    assert time.monotonic() - begun < 10
