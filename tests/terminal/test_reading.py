"""Reading in a real terminal: find with a typo, link to link and back, the clipboard, the editor, a command."""

import base64
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.builders import a_file
from tests.terminal.control_sequences import foreign
from tests.terminal.terminal import NEWSDESK, PATIENCE_S, Terminal

HARBOUR = "The harbour says little. See [the ferry](ferry.md).\n\n" + "\n\n".join(
    f"Line {number} of the day." for number in range(60)
)
CODE = "```python\ndef height(hour):\n    return 1.6\n```\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder of two articles that lead to one another."""
    folder = tmp_path / "house"
    a_file(folder, "tides.md", "Tides", CODE + "\n" + HARBOUR, date="2025-02-05", url="https://tides.example/day")
    a_file(folder, "ferry.md", "The ferry", "It sails. Back to [the tides](/tides/).\n", date="2025-02-03")
    return folder


def reading(terminal: Terminal) -> None:
    """Open the first article to be read."""
    terminal.wait_for("Tides")
    terminal.settle()
    terminal.press("enter")
    terminal.wait_for("harbour says")
    terminal.settle()


def copied(raw: bytes) -> str:
    """What the last OSC 52 put into the clipboard."""
    found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", raw)
    return base64.b64decode(found[-1]).decode() if found else ""


def an_editor(folder: Path, script: str) -> Path:
    """A program called `vim` that does what a script says with `$line` and `$file`."""
    program = folder / "vim"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\nline="$1" file="$2"\n{script}\n')
    program.chmod(0o755)
    return program


def test_a_misspelt_word_is_found_and_the_marks_go_with_escape(tmp_path: Path, house: Path) -> None:
    with Terminal([NEWSDESK, house], home=tmp_path / "home", columns=90, rows=24) as terminal:
        reading(terminal)
        terminal.type("/harbuor")
        terminal.wait_for("1 of 1")
        terminal.press("enter")
        terminal.wait_for("n N  Esc")
        terminal.press("escape")
        terminal.wait_for(lambda screen: "n N  Esc" not in screen)
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_one_follows_a_link_to_another_article_a_link_back_and_the_trail(tmp_path: Path, house: Path) -> None:
    with Terminal([NEWSDESK, house], home=tmp_path / "home", columns=90, rows=24) as terminal:
        reading(terminal)
        terminal.type("fa")
        terminal.wait_for("It sails")
        terminal.type("fa")
        terminal.wait_for("harbour says")
        terminal.type("<")
        terminal.wait_for("It sails")
        terminal.type("<")
        terminal.wait_for("harbour says")
        terminal.type(">")
        terminal.wait_for("It sails")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_code_link_and_markdown_go_to_the_clipboard_of_the_terminal(tmp_path: Path, house: Path) -> None:
    with Terminal([NEWSDESK, house], home=tmp_path / "home") as terminal:
        reading(terminal)
        terminal.press("c")
        terminal.wait_for("2 lines of code")
        assert copied(bytes(terminal.raw)) == "def height(hour):\n    return 1.6"
        terminal.type("yl")
        terminal.wait_for("The link is")
        assert copied(bytes(terminal.raw)) == "https://tides.example/day"
        terminal.type("ym")
        terminal.wait_for("The Markdown is")
        assert "See [the ferry](ferry.md)." in copied(bytes(terminal.raw))
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_without_a_browser_the_address_of_the_original_is_copied_and_that_is_said(tmp_path: Path, house: Path) -> None:
    with Terminal([NEWSDESK, house], home=tmp_path / "home", env={"SSH_CONNECTION": "1 2 3 4"}) as terminal:
        reading(terminal)
        terminal.press("o")
        terminal.wait_for("No browser here")
        assert copied(bytes(terminal.raw)) == "https://tides.example/day"


def test_a_browser_that_is_named_gets_the_address_as_one_argument(tmp_path: Path, house: Path) -> None:
    seen = tmp_path / "seen"
    program = tmp_path / "my browser"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > "{seen}"\n')
    program.chmod(0o755)
    with Terminal([NEWSDESK, house], home=tmp_path / "home", env={"BROWSER": f"'{program}' --new"}) as terminal:
        reading(terminal)
        terminal.press("o")
        terminal.wait_for("Opened in my browser")
        assert seen.read_text() == "--new|https://tides.example/day|"


def test_an_article_comes_back_from_the_editor_with_what_changed_and_at_its_place(tmp_path: Path, house: Path) -> None:
    seen = tmp_path / "seen"
    script = (
        f'echo "$line" > "{seen}"\nsed -i -e "s/says little/says more than ever/" -e "s/^Line 16 .*/CHANGED/" "$file"'
    )
    editor = an_editor(tmp_path / "bin", script)
    with Terminal(
        [NEWSDESK, house], home=tmp_path / "home", columns=90, rows=24, env={"EDITOR": str(editor)}
    ) as terminal:
        reading(terminal)
        terminal.press("space", "space")
        terminal.wait_for("Line 20 of")
        terminal.settle()
        first = next(line for line in terminal.lines[3:] if "Line" in line)
        terminal.press("e")
        terminal.wait_for("CHANGED")
        number = int(first.split()[1])
        assert next(line for line in terminal.lines[3:] if "Line" in line) == first
        written = (house / "tides.md").read_text().split("\n")
        assert f"Line {number} " in written[int(seen.read_text().removeprefix("+")) - 1]
        terminal.press("escape")
        terminal.wait_for("Enter read")
        # Who changed it has read the change.
        terminal.settle()
        assert "Δ" not in terminal.text
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_behind == []


def test_an_article_is_piped_to_a_command_that_no_shell_sees(tmp_path: Path, house: Path) -> None:
    with Terminal([NEWSDESK, house], home=tmp_path / "home") as terminal:
        reading(terminal)
        terminal.type("|grep -c 'Line 1' ; touch owned\r")
        terminal.wait_for("ended with")
        assert not list(tmp_path.rglob("owned"))
        terminal.press("escape")
        terminal.wait_for("harbour says")
        terminal.settle()
        terminal.type("|head -1\r")
        terminal.wait_for("# Tides")
        terminal.press("escape")
        terminal.wait_for("harbour says")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_inside_tmux_a_copy_arrives_in_its_buffer_with_its_own_settings(tmp_path: Path, house: Path) -> None:
    socket = str(tmp_path / "tmux")

    def tmux(*arguments: str) -> str:
        return subprocess.run(["tmux", "-S", socket, *arguments], capture_output=True, text=True, check=False).stdout

    inside = Terminal(
        ["tmux", "-S", socket, "-f", "/dev/null", "new-session", str(NEWSDESK), str(house)],
        home=tmp_path / "home",
    )
    with inside as terminal:
        try:
            reading(terminal)
            terminal.type("yl")
            deadline = time.monotonic() + PATIENCE_S
            while tmux("show-buffer") != "https://tides.example/day" and time.monotonic() < deadline:
                terminal.read(0.1)
            assert tmux("show-buffer") == "https://tides.example/day"
            terminal.wait_for("in tmux's buffer")
            # tmux sends it on to the terminal around it.
            terminal.wait_for_bytes(base64.b64encode(b"https://tides.example/day"))
        finally:
            tmux("kill-server")


def test_nothing_of_an_article_gets_out_of_outline_note_links_and_pipe(tmp_path: Path) -> None:
    hostile = "a\x1b]52;c;cHduZWQ=\x07b\x9b31mc&#27;]0;x&#7;[/bold]\u202e"
    body = (
        "Harbour says [a\x1bc\x9b31m](gone%1b%5d52;c;cHduZWQ=%07&#27;c.md) and more.[^1]\n\n"
        f"`{hostile}`\n\n## One {hostile}\n\n"
        f"```\n{hostile}\n```\n\n[^1]: Noted {hostile}.\n"
    )
    a_file(tmp_path / "house", "tides.md", f"Tides {hostile}", body)
    with Terminal([NEWSDESK, tmp_path / "house"], home=tmp_path / "home") as terminal:
        terminal.wait_for("Tides")
        terminal.settle()
        terminal.press("enter")
        terminal.wait_for("Harbour says")
        terminal.settle()
        terminal.press("T")
        terminal.wait_for("Outline of")
        terminal.press("escape")
        terminal.settle()
        terminal.type("fb")
        terminal.wait_for("go to the note")
        terminal.press("escape")
        terminal.settle()
        terminal.type("fa")
        terminal.wait_for("cHduZWQ=%07")
        terminal.press("y")
        terminal.wait_for("Markdown")
        terminal.press("escape")
        terminal.settle()
        terminal.type("|cat -\r")
        terminal.wait_for("| cat -")
        terminal.press("escape")
        terminal.settle()
        terminal.type("|printf '\\033]52;c;cHduZWQ=\\007out'\r")
        terminal.wait_for("]52;c;cHduZWQ=out")
        terminal.press("escape")
        terminal.settle()
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert foreign(bytes(terminal.raw)) == []
