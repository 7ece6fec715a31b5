"""What goes to the terminal for its clipboard."""

import base64

from newsdesk.ui.terminal.clipboard import MAX_BYTES, Way, give_to_tmux, sequences, way_of

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


def test_without_tmux_nobody_is_asked() -> None:
    assert not give_to_tmux("flood", {"PATH": "/usr/bin:/bin"})
    assert not give_to_tmux("flood", {"PATH": "", "TMUX": "/nowhere,1,0"})
