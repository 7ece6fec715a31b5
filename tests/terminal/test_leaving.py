"""However newsdesk ends, the terminal is as it was, and what the reader did is kept."""

import os
import signal
import subprocess
import sys
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


# Before Textual has the terminal: the first picture of a desk that was read before stands there, and nothing else yet.


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the sample desk was opened once."""
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    subprocess.run([NEWSDESK, "list"], env=env, check=True, stdout=subprocess.DEVNULL)
    return tmp_path


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_at_the_first_picture_leaves_the_terminal_as_it_was(home: Path, number: signal.Signals) -> None:
    with Terminal([NEWSDESK], home=home) as terminal:
        terminal.wait_for_bytes(b"Start Here")
        assert b"\x1b[?1000h" not in terminal.raw
        terminal.signal(number)
        assert terminal.wait_for_end() in (0, 128 + number)
        assert terminal.left_behind == []
        assert terminal.is_on_main_screen
        assert "Traceback" not in terminal.text


def test_a_line_that_drops_at_the_first_picture_ends_the_start(home: Path) -> None:
    with Terminal([NEWSDESK], home=home) as terminal:
        terminal.wait_for_bytes(b"Start Here")
        terminal.hang_up()
        terminal.process.wait(timeout=20)


def test_a_start_that_fails_behind_the_first_picture_gives_the_terminal_back(tmp_path: Path) -> None:
    program = (
        "from newsdesk.ui.terminal.early_screen import EarlyScreen\n"
        "with EarlyScreen() as early:\n"
        "    early.show('a picture')\n"
        "    input()\n"
        "    raise SystemExit('it failed')\n"
    )
    with Terminal([sys.executable, "-c", program], home=tmp_path) as terminal:
        terminal.wait_for("a picture")
        # Not echoed over the picture; nor is Ctrl+C obeyed, which the desk takes as a key.
        terminal.type("x\x03\n")
        assert terminal.wait_for_end() == 1
        assert terminal.left_behind == []
        assert terminal.is_on_main_screen
        assert terminal.text.strip() == "a pictureit failed"


def test_the_first_picture_is_painted_over_and_not_cleared(home: Path) -> None:
    with Terminal([NEWSDESK], home=home) as terminal:
        terminal.wait_for("all keys")
        terminal.settle()
        # Once with the picture, before anything that Textual says.
        assert terminal.raw.index(b"Start Here") < terminal.raw.index(b"\x1b[?1000h")
        assert terminal.raw.count(b"\x1b[?1049h") == terminal.raw.count(b"\x1b[2J") == 1
        terminal.press("ctrl+z")
        terminal.wait_for(lambda _: terminal.is_on_main_screen)
        assert os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED) is not None
        terminal.signal(signal.SIGCONT)
        # Coming back, it takes the other screen again.
        terminal.wait_for(lambda screen: not terminal.is_on_main_screen and "Start Here" in screen)


def test_keys_that_are_pressed_at_the_first_picture_are_pressed_at_the_desk(home: Path) -> None:
    with Terminal([NEWSDESK], home=home) as terminal:
        terminal.wait_for_bytes(b"Start Here")
        terminal.type("/fog\r")
        terminal.wait_for("7 hits")
        assert "/fog" not in terminal.text
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_behind == []
