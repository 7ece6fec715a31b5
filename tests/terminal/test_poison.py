"""Articles that attack the terminal: not one control sequence of theirs reaches it.

Rows 1 to 17 of the threats that newsdesk was designed against: clipboard, reports, titles, C1 controls, entities,
escapes in front matter, links, graphics, passed-through strings, unterminated strings, line controls, bidirectional
and invisible characters, combining marks, file names, and the same on the command line and in the log.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.control_sequences import foreign
from tests.terminal.poison import payloads, poison
from tests.terminal.terminal import NEWSDESK, Terminal

FEW, FEWER = 36, 144
"""Of the payloads, each so-manieth in the everyday tests; all of them in the full one."""


def _read_all_of_it(terminal: Terminal, articles: int) -> None:
    """Page through the list, open each article of the list and page through it, look at problems and at the keys."""
    terminal.wait_for(f"{articles:,} articles")
    terminal.settle(0.5)
    for _ in range(articles):
        terminal.press("enter")
        terminal.settle(0.05)
        terminal.press("pagedown", "pagedown", "pagedown", "G")
        terminal.settle(0.05)
        terminal.press("escape", "down")
        terminal.settle(0.05)
    for query in ("is:problem", "author:second"):
        terminal.press("/")
        terminal.type(query)
        terminal.settle(0.2)
        terminal.press("enter")
        terminal.settle(0.2)
        terminal.press("/", "escape", "escape")
        terminal.settle(0.2)
    terminal.press("!")
    terminal.settle(0.3)
    terminal.press("escape", "escape", "escape")
    terminal.settle(0.3)


def _check(folder: Path, home: Path, name: str, articles: int) -> None:
    with Terminal([NEWSDESK, folder], home=home, env={"TERM": name}) as terminal:
        _read_all_of_it(terminal, articles)
        footer = terminal.lines[-1]
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert foreign(bytes(terminal.raw)) == []
        assert terminal.left_behind == []
        # A string that was opened and never closed would have swallowed the rest of the screen.
        assert "all keys" in footer


@pytest.mark.parametrize(("name", "every"), [("xterm-256color", FEW), ("tmux-256color", FEWER), ("linux", FEWER)])
def test_no_article_reaches_the_terminal_with_anything_but_text(tmp_path: Path, name: str, every: int) -> None:
    articles = poison(tmp_path / "poison", every=every)
    _check(tmp_path / "poison", tmp_path / "home", name, articles)


@pytest.mark.full
@pytest.mark.parametrize("name", ["xterm-256color", "tmux-256color", "linux"])
def test_not_one_of_all_payloads_reaches_the_terminal(tmp_path: Path, name: str) -> None:
    articles = poison(tmp_path / "poison")
    _check(tmp_path / "poison", tmp_path / "home", name, articles)


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["search", "a"],
        ["stats"],
        ["lint"],
        ["list", "--json"],
        ["search", "a", "--json"],
        ["stats", "--json"],
        ["lint", "--json"],
        ["lint", "--fix", "--diff"],
        ["show", "0000.md"],
    ],
    ids=" ".join,
)
def test_commands_print_nothing_of_an_article_but_text(tmp_path: Path, words: list[str]) -> None:
    folder = tmp_path / "poison"
    poison(folder, every=FEW)
    command, *rest = words
    if command == "show":
        rest = [str(folder / rest[0])]
    elif command == "lint":
        rest = [*rest, str(folder)]
    else:
        rest = [*rest, "--source", str(folder)]
    log = tmp_path / "log"
    env = {"NEWSDESK_LOG": str(log), "PAGER": "cat"}
    with Terminal([NEWSDESK, command, *rest], home=tmp_path / "home", env=env) as terminal:
        assert terminal.wait_for_end() in (0, 1)
        assert foreign(bytes(terminal.raw)) == []
    assert not log.exists() or foreign(log.read_bytes()) == []


ASKS = """
import json, sys
from newsdesk.__main__ import main
codes = [main(words) for words in json.loads(sys.argv[1])]
sys.exit(0 if set(codes) == {2} else f"exit codes: {codes}")
"""
"""Many requests in one process: most of the time of one goes into starting it."""


@pytest.mark.parametrize("every", range(5))
def test_what_cannot_be_done_is_told_without_what_was_smuggled_into_the_request(tmp_path: Path, every: int) -> None:
    smuggled = [payload for payload in payloads()[every * 17 :: 85] if "\0" not in payload]
    asked = [
        words
        for payload in smuggled
        for words in (["show", f"no{payload}such"], ["list", "--source", f"{tmp_path}/{payload}gone"], [f"{payload}x"])
    ]
    done = subprocess.run(
        [sys.executable, "-c", ASKS, json.dumps(asked)],
        env={"HOME": str(tmp_path), "PATH": "/usr/bin", "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(b"newsdesk: ") == len(asked)
    assert foreign(done.stdout + done.stderr) == []


def test_a_screen_of_poison_is_as_wide_as_the_terminal(tmp_path: Path) -> None:
    articles = poison(tmp_path / "poison", every=FEW)
    with Terminal([NEWSDESK, str(tmp_path / "poison")], home=tmp_path / "home") as terminal:
        terminal.wait_for(f"{articles:,} articles")
        terminal.settle(1.0)
        # The rule before the figures stands in one column, whatever stands to the left of it.
        assert len({line.find("│", 80) for line in terminal.lines[3:30]}) == 1
