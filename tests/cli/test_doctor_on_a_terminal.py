"""What `newsdesk doctor` says of the terminal it runs in."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.terminal import NEWSDESK, Terminal

TRUE = {"COLORTERM": "truecolor"}
NONE = {"COLORTERM": ""}


@pytest.mark.parametrize(
    ("environment", "code", "says"),
    [
        ({"TERM": "xterm-256color"} | TRUE, 0, "xterm-256color, 118 columns, 40 rows, UTF-8, 16 million colours"),
        ({"TERM": "screen-256color"} | NONE, 0, "screen-256color, 118 columns, 40 rows, UTF-8, 256 colours"),
        ({"TERM": "linux"} | NONE, 0, "linux, 118 columns, 40 rows, UTF-8, 16 colours"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"} | TRUE, 0, "no colours, as NO_COLOR asks"),
        ({"TERM": "xterm-256color", "LANG": "", "PYTHONIOENCODING": "latin-1"}, 1, "Set LANG to a UTF-8 locale"),
        ({"TERM": "dumb"}, 1, "Set TERM to what the terminal is"),
        ({"TERM": ""}, 1, "Set TERM to what the terminal is"),
    ],
)
def test_the_doctor_says_what_the_terminal_can_do_and_what_helps(
    tmp_path: Path, environment: Mapping[str, str], code: int, says: str
) -> None:
    command = [str(NEWSDESK), "doctor", "--data-dir", str(tmp_path / "data")]
    with Terminal(command, home=tmp_path / "home", columns=118, env=environment) as terminal:
        assert terminal.wait_for_end() == code
        assert says in " ".join(terminal.text.split())
