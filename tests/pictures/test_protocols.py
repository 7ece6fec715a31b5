"""How a terminal shows pictures, from what it calls itself."""

import os
from pathlib import Path

import pytest

from newsdesk.pictures.fitting import Cell
from newsdesk.pictures.protocols import Protocol, Protocols, behind_tmux, form_of, protocols_of
from newsdesk.pictures.terminal import cell_of
from newsdesk.pictures.wish import Form

KITTY, SIXEL, ITERM2, BLOCKS, ASCII = Protocol.KITTY, Protocol.SIXEL, Protocol.ITERM2, Protocol.BLOCKS, Protocol.ASCII


@pytest.mark.parametrize(
    ("environ", "pane", "whole"),
    [
        ({"TERM": "xterm-kitty"}, KITTY, KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, KITTY, KITTY),
        ({"TERM": "xterm-ghostty"}, KITTY, KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, BLOCKS, ITERM2),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, BLOCKS, ITERM2),
        ({"TERM": "foot"}, BLOCKS, SIXEL),
        ({"TERM": "mlterm-256color"}, BLOCKS, SIXEL),
        ({"TERM": "xterm-256color"}, BLOCKS, BLOCKS),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux", "KITTY_WINDOW_ID": "1"}, BLOCKS, BLOCKS),
        ({"TERM": "xterm-256color", "TMUX": "/tmp/tmux", "TERM_PROGRAM": "iTerm.app"}, BLOCKS, BLOCKS),
        ({"TERM": "screen.xterm-256color", "STY": "1.pts", "ITERM_SESSION_ID": "w0"}, BLOCKS, BLOCKS),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, BLOCKS, BLOCKS),
        ({}, BLOCKS, BLOCKS),
    ],
)
def test_the_terminal_is_known_by_its_names(environ: dict[str, str], pane: Protocol, whole: Protocol) -> None:
    assert protocols_of(environ) == Protocols(pane, whole, in_tmux="TMUX" in environ)


def test_the_configuration_knows_better() -> None:
    assert protocols_of({"TERM": "xterm-256color"}, "sixel") == Protocols(BLOCKS, SIXEL)
    assert protocols_of({"TERM": "xterm-kitty"}, "blocks") == Protocols(BLOCKS, BLOCKS)
    assert protocols_of({"TERM": "xterm-256color"}, "kitty") == Protocols(KITTY, KITTY)
    assert protocols_of({"TERM": "xterm-kitty"}, "ascii") == Protocols(ASCII, ASCII)


def test_where_only_ascii_is_sure_pictures_are_ascii() -> None:
    assert protocols_of({"TERM": "linux"}, plain=True) == Protocols(ASCII, ASCII)


@pytest.mark.parametrize(
    ("answer", "term"),
    [("on xterm-kitty", "xterm-kitty"), ("all xterm-ghostty", "xterm-ghostty"), ("off xterm-kitty", "tmux-256color")],
)
def test_what_stands_behind_tmux_is_known_where_it_hands_on(tmp_path: Path, answer: str, term: str) -> None:
    program = tmp_path / "tmux"
    program.write_text(f"#!/bin/sh\necho '{answer}'\n")
    program.chmod(0o755)
    environ = {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        assert behind_tmux(environ)["TERM"] == term
        assert behind_tmux({"TERM": "foot"}) == {"TERM": "foot"}


def test_a_tmux_that_does_not_answer_changes_nothing(tmp_path: Path) -> None:
    environ = {"TERM": "tmux-256color", "TMUX": "/tmp/nowhere"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        assert behind_tmux(environ) == environ


@pytest.mark.parametrize(
    ("environ", "form"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Form.TRUE_COLOUR),
        ({"TERM": "xterm-256color"}, Form.XTERM),
        ({"TERM": "xterm-kitty"}, Form.XTERM),
        ({"TERM": "linux"}, Form.SIXTEEN),
        ({"TERM": "vt100"}, Form.SHADES),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, Form.SHADES),
    ],
)
def test_the_colours_that_there_are(environ: dict[str, str], form: Form) -> None:
    assert form_of(environ) is form


def test_the_size_of_a_cell_is_what_the_terminal_told_the_system() -> None:
    import fcntl
    import struct
    import termios

    master, slave = os.openpty()
    try:
        for told, cell in (
            ((40, 120, 1200, 800), Cell(10, 20)),
            ((40, 120, 0, 0), Cell()),
            ((40, 120, 60000, 1), Cell()),
            ((0, 0, 0, 0), Cell()),
        ):
            fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", *told))
            assert cell_of(slave) == cell
    finally:
        os.close(master)
        os.close(slave)
    assert cell_of(slave) == Cell()
