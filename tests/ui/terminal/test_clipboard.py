"""What goes to the terminal for its clipboard."""

import base64
from pathlib import Path

from newsdesk.ui.terminal.clipboard import MAX_BYTES, Way, give_to_desktop, give_to_tmux, sequences, way_of

PLAIN = "\x1b]52;c;Zmxvb2Q=\x07"


def test_a_terminal_gets_osc_52() -> None:
    assert sequences("flood", {"TERM": "xterm"}) == PLAIN
    assert way_of({"TERM": "xterm"}) is Way.TERMINAL


def test_tmux_gets_it_twice_as_it_is_and_to_pass_on() -> None:
    for environment in ({"TMUX": "/tmp/tmux-0/default,1,0"}, {"TERM": "tmux-256color"}):
        assert sequences("flood", environment) == PLAIN + "\x1bPtmux;\x1b\x1b]52;c;Zmxvb2Q=\x07\x1b\\"
        assert way_of(environment) is Way.INSIDE


def test_screen_gets_it_in_pieces_that_it_can_hold() -> None:
    text = "x" * 3_000
    sent = sequences(text, {"STY": "1.pts", "TERM": "screen"})
    pieces = sent.split("\x1bP")[1:]
    assert all(piece.endswith("\x1b\\") and len(piece) < 760 for piece in pieces)
    joined = "".join(piece.removesuffix("\x1b\\") for piece in pieces)
    assert base64.b64decode(joined.removeprefix("\x1b]52;c;").removesuffix("\x07")).decode() == text


def test_the_most_that_is_sent_is_what_terminals_take() -> None:
    assert len(sequences("x" * MAX_BYTES, {})) < 100_020


def a_desktop(folder: Path, name: str, script: str) -> dict[str, str]:
    """An environment in which just this program is installed."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin"}


def test_the_desktop_at_this_end_of_the_line_gets_a_text_too(tmp_path: Path) -> None:
    environment = a_desktop(tmp_path, "wl-copy", f"cat > {tmp_path}/copied")
    assert not give_to_desktop("flood", environment)
    assert not give_to_desktop("flood", environment | {"WAYLAND_DISPLAY": "wayland-0", "SSH_TTY": "/dev/pts/1"})
    assert give_to_desktop("flöod", environment | {"WAYLAND_DISPLAY": "wayland-0"})
    assert (tmp_path / "copied").read_text() == "flöod"


def test_a_desktop_that_takes_nothing_is_not_said_to_have_taken_it(tmp_path: Path) -> None:
    environment = a_desktop(tmp_path, "xclip", "exit 1") | {"DISPLAY": ":0"}
    assert not give_to_desktop("flood", environment)


def test_without_tmux_nobody_is_asked() -> None:
    assert not give_to_tmux("flood", {"PATH": "/usr/bin:/bin"})
    assert not give_to_tmux("flood", {"PATH": "", "TMUX": "/nowhere,1,0"})
