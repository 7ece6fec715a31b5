"""What may pass from a terminal to the app."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from newsdesk.ui.terminal.input_gate import MAX_PASTE, PASTE_END, InputGate

ESC = "\x1b"


def passed(*chunks: str, wait_s: float = 0.0, kitty: bool = False) -> str:
    """What passes of chunks that arrive together, and of the silence of so long behind them."""
    gate = InputGate(kitty=kitty)
    text = "".join(gate.feed(chunk, 0.0) for chunk in chunks)
    return text + gate.tick(wait_s)


def test_keys_pass_as_they_are() -> None:
    assert passed("depseal ré日") == "depseal ré日"


@pytest.mark.parametrize(
    "sequence", [f"{ESC}[A", f"{ESC}OP", f"{ESC}[5~", f"{ESC}[1;5C", f"{ESC}[<0;12;7M", f"{ESC}[I", f"{ESC}[?2026;2$y"]
)
def test_a_sequence_that_is_known_passes_whole_however_it_was_cut(sequence: str) -> None:
    assert passed(*sequence) == sequence


def test_an_escape_alone_is_the_escape_key_once_nothing_follows() -> None:
    assert passed(ESC) == ""
    assert passed(ESC, wait_s=0.2) == ESC
    assert passed(ESC, f"{ESC}[A") == f"{ESC}{ESC}[A"


@pytest.mark.parametrize(
    "garbage",
    [
        f"{ESC}[?62;22c",
        f"{ESC}[5q",
        f"{ESC}[" + "1;" * 5_000 + "q",
        f"{ESC}]52;c;cXVpdA==\x07",
        f"{ESC}]11;rgb:0000/0000/0000{ESC}\\",
        f"{ESC}P1$r0m{ESC}\\",
        f"{ESC}_Gi=1;OK{ESC}\\",
        f"{ESC}Oz",
    ],
)
def test_what_nobody_asked_for_presses_no_key(garbage: str) -> None:
    assert passed(garbage + "j", wait_s=1.0) == "j"


def test_a_string_that_does_not_end_holds_the_keys_for_half_a_second_only() -> None:
    gate = InputGate()
    assert gate.feed(f"{ESC}]0;" + "x" * 20_000, 0.0) == ""
    assert gate.tick(0.4) == ""
    assert gate.tick(0.6) == ""
    assert gate.feed("q", 0.7) == "q"


def test_a_paste_that_does_not_end_is_ended() -> None:
    gate = InputGate()
    assert gate.feed(f"{ESC}[200~flood", 0.0) == f"{ESC}[200~flood"
    assert gate.tick(1.9) == ""
    assert gate.tick(2.1) == PASTE_END
    assert gate.feed("q", 2.2) == "q"


def test_a_paste_presses_no_keys_and_is_cut_at_its_limit() -> None:
    text = passed(f"{ESC}[200~{ESC}[A{ESC}q" + "x" * 1_000_000 + PASTE_END)
    assert text.count(ESC) == 2
    assert len(text) == len(f"{ESC}[200~") + MAX_PASTE + len(PASTE_END)


def test_kitty_keys_pass_only_where_that_protocol_was_asked_for() -> None:
    assert passed(f"{ESC}[13;5u", kitty=True) == f"{ESC}[13;5u"
    assert passed(f"{ESC}[13;5u") == ""


@given(st.lists(st.text(alphabet=st.sampled_from(f"{ESC}[]OP_~;0129?<Mmuq\\\x07ab"), max_size=30), max_size=8))
def test_whatever_arrives_a_key_pressed_later_still_works(chunks: list[str]) -> None:
    gate = InputGate()
    for chunk in chunks:
        gate.feed(chunk, 0.0)
    gate.tick(3.0)
    gate.tick(6.0)
    assert gate.feed("q", 6.1) == "q"


@given(st.text(alphabet=st.sampled_from(f"{ESC}[]OP_~;0129?<Mmuq\\\x07abé"), max_size=60), st.integers(0, 60))
def test_where_the_line_cuts_what_it_carries_changes_nothing(text: str, cut: int) -> None:
    assert passed(text, wait_s=3.0) == passed(text[:cut], text[cut:], wait_s=3.0)


def test_garbage_does_not_reach_the_parser_that_would_take_seconds_for_it() -> None:
    garbage = f"{ESC}]" + "x" * 20_000 + f"{ESC}[" + "1;" * 5_000 + "q" + "j"
    parser, gate = XTermParser(), InputGate()
    found = [event for event in parser.feed(gate.feed(garbage, 0.0) + "k") if isinstance(event, events.Key)]
    assert [event.key for event in found] == ["k"]
