"""Commands that an article is handed to: editors, browsers, pipes. None of them sees a shell."""

import os
from pathlib import Path

import pytest

from newsdesk.model.errors import UsageError
from newsdesk.ui import browser, piping
from newsdesk.ui.editing import editor_command

FILE = "/house/ä tide.md".encode()


def a_program(folder: Path, name: str, script: str = "") -> Path:
    program = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def with_programs(folder: Path, *names: str, **variables: str) -> dict[str, str]:
    """An environment in which just these programs are installed."""
    for name in names:
        a_program(folder, name)
    return {"PATH": str(folder)} | variables


@pytest.mark.parametrize(
    ("editor", "arguments"),
    [
        ("vim", [b"vim", b"+12", FILE]),
        ("nvim -p", [b"nvim", b"-p", b"+12", FILE]),
        ("nano", [b"nano", b"+12", FILE]),
        ("emacs -nw", [b"emacs", b"-nw", b"+12", FILE]),
        ("hx", [b"hx", FILE + b":12"]),
        ("code -w", [b"code", b"-w", b"--goto", FILE + b":12"]),
        ("kate", [b"kate", b"-l", b"12", FILE]),
        ("myeditor", [b"myeditor", FILE]),
    ],
)
def test_an_editor_is_told_the_line_in_its_own_way(tmp_path: Path, editor: str, arguments: list[bytes]) -> None:
    environment = with_programs(tmp_path, editor.split()[0], EDITOR=editor)
    assert editor_command(environment, FILE, 12) == arguments


def test_visual_comes_before_editor_and_vi_is_there_where_neither_is_set(tmp_path: Path) -> None:
    environment = with_programs(tmp_path, "vi", "nano", "mg")
    assert editor_command(environment, FILE, 1)[0] == b"vi"
    assert editor_command(environment | {"EDITOR": "nano", "VISUAL": "mg"}, FILE, 1)[0] == b"mg"


@pytest.mark.parametrize("editor", ["notthere", "'open", ""])
def test_without_an_editor_one_is_told_how_to_have_one(tmp_path: Path, editor: str) -> None:
    with pytest.raises(UsageError, match="EDITOR"):
        editor_command(with_programs(tmp_path, EDITOR=editor), FILE, 1)


def test_an_editor_of_some_words_is_no_shell_command(tmp_path: Path) -> None:
    environment = with_programs(tmp_path, "vim", EDITOR="vim; rm -rf $HOME")
    with pytest.raises(UsageError, match="vim;"):
        editor_command(environment, FILE, 1)


def test_the_browser_that_is_named_comes_before_the_desktops_own(tmp_path: Path) -> None:
    environment = with_programs(tmp_path, "xdg-open", "firefox", DISPLAY=":0")
    assert browser.command_for("https://e.org/a b", environment) == [str(tmp_path / "xdg-open"), "https://e.org/a%20b"]
    named = environment | {"BROWSER": "chrome:firefox --new-tab %s"}
    assert browser.command_for("https://e.org/", named) == ["firefox", "--new-tab", "https://e.org/"]


def test_at_the_other_end_of_a_line_there_is_no_browser_unless_it_is_named(tmp_path: Path) -> None:
    environment = with_programs(tmp_path, "xdg-open", "w3m", DISPLAY=":0", SSH_CONNECTION="1 2 3 4")
    assert browser.command_for("https://e.org/", environment) is None
    command = browser.command_for("https://e.org/", environment | {"BROWSER": "w3m"})
    assert command == ["w3m", "https://e.org/"]
    assert browser.needs_terminal(command)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "--help", "ssh://e.org", ""])
def test_no_browser_is_started_for_what_is_not_on_the_web(tmp_path: Path, url: str) -> None:
    assert browser.command_for(url, with_programs(tmp_path, "firefox", BROWSER="firefox")) is None


def test_a_browser_that_fails_is_told(tmp_path: Path) -> None:
    program = a_program(tmp_path, "firefox", "exit 3")
    with pytest.raises(UsageError, match="firefox ended with 3"):
        browser.start([str(program), "https://e.org/"])
    with pytest.raises(UsageError, match="cannot be started"):
        browser.start([str(tmp_path / "gone"), "https://e.org/"])


async def test_a_command_gets_the_text_and_its_output_is_kept() -> None:
    piped = await piping.pipe("tr a-z 'A-Z'", "flood\n")
    assert (piped.output, piped.code) == ("FLOOD\n", 0)


async def test_a_command_that_reads_nothing_is_no_failure() -> None:
    piped = await piping.pipe("true", "word " * 100_000)
    assert (piped.output, piped.code) == ("", 0)


async def test_a_command_takes_no_longer_than_it_may() -> None:
    piped = await piping.pipe("sleep 60", "", limit_s=0.2)
    assert piped.ended == "ended after 0.2 seconds"


async def test_of_an_output_without_end_the_beginning_is_kept() -> None:
    piped = await piping.pipe("yes", "")
    assert len(piped.output) == piping.MAX_OUTPUT_BYTES
    assert piped.ended == "ended after 1 MiB of output"


async def test_what_a_command_says_cannot_reach_the_terminal_as_it_is() -> None:
    piped = await piping.pipe(r"printf '\033]52;c;cHduZWQ=\007red\377'", "")
    assert piped.output == "]52;c;cHduZWQ=red�"


@pytest.mark.parametrize("command", ["notthere --help", "'open", "   ", "/etc/passwd"])
async def test_a_command_that_is_none_is_told_in_a_sentence(command: str) -> None:
    with pytest.raises(UsageError, match=r"\.$"):
        await piping.pipe(command, "text")


async def test_no_shell_is_asked(tmp_path: Path) -> None:
    piped = await piping.pipe(f"echo $HOME; touch {tmp_path}/owned", "")
    assert piped.output == f"$HOME; touch {tmp_path}/owned\n"
    assert os.listdir(tmp_path) == []
