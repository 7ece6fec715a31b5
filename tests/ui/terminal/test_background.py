"""Light or dark, as the terminal says."""

import pytest

from newsdesk.ui.terminal import background
from newsdesk.ui.terminal.input_gate import MAX_ANSWER, InputGate


@pytest.mark.parametrize(
    ("colour", "light"),
    [
        ("rgb:ffff/ffff/ffff", True),
        ("rgb:fdfd/f6f6/e3e3", True),
        ("rgb:ff/ff/d7", True),
        ("rgba:eeee/eeee/eeee/ffff", True),
        ("rgb:0000/0000/0000", False),
        ("rgb:0/2b/36", False),
        ("rgb:8000/0000/8000", False),
    ],
)
def test_a_background_is_as_light_as_the_eye_finds_it(colour: str, light: bool) -> None:
    answer = background.ANSWER.fullmatch(f"\x1b]11;{colour}")
    assert answer is not None
    assert background.is_light(answer) is light


@pytest.mark.parametrize(
    "text", ["\x1b]10;rgb:ff/ff/ff", "\x1b]11;rgb:ff/ff", "\x1b]11;white", "\x1b]11;rgb:fffff/f/f"]
)
def test_what_is_no_answer_is_none(text: str) -> None:
    assert background.ANSWER.fullmatch(text) is None


@pytest.mark.parametrize("end", ["\x07", "\x1b\\"])
@pytest.mark.parametrize("pieces", [1, 3, 99])
def test_an_answer_is_heard_however_it_arrives_and_types_no_keys(end: str, pieces: int) -> None:
    heard: list[str] = []
    gate = InputGate(dropped=heard.append)
    sent = f"j\x1b]11;rgb:1c1c/1c1c/1c1c{end}k"
    step = max(len(sent) // pieces, 1)
    passed = "".join(gate.feed(sent[at : at + step], 0.0) for at in range(0, len(sent), step))
    assert passed == "jk"
    assert heard == ["\x1b]11;rgb:1c1c/1c1c/1c1c"]


def test_a_report_that_nobody_knows_is_told_to_whoever_asked_and_passes_no_key() -> None:
    heard: list[str] = []
    assert InputGate(dropped=heard.append).feed("\x1b[?62;4cx", 0.0) == "x"
    assert heard == ["\x1b[?62;4c"]


def test_an_endless_string_is_no_answer_and_is_not_kept() -> None:
    heard: list[str] = []
    gate = InputGate(dropped=heard.append)
    for _ in range(100):
        assert gate.feed("\x1b]11;" + "f" * 1000, 0.0) == ""
    assert len(gate._string) <= MAX_ANSWER + 1
    assert gate.feed("\x07x", 0.0) == "x"
    assert heard == []
