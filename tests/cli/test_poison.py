"""Every command on articles that attack the terminal: not one byte of theirs gets through (THREATS, rows 1 to 17)."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Newsdesk, Ran
from tests.terminal.poison import poison

HARMLESS = {"\n", "\t"}


@pytest.fixture
def poisoned(tmp_path: Path) -> Path:
    folder = tmp_path / os.fsdecode(b"desk\x1b]0;x\x07\xff")
    assert poison(folder, every=7)
    return folder


def controls(ran: Ran) -> set[str]:
    """The control characters in all that was printed, and what turns or hides text."""
    found = set(ran.out + ran.err) - HARMLESS
    return {
        one
        for one in found
        if ord(one) < 0x20
        or 0x7F <= ord(one) < 0xA0
        or one in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("list", "--json"),
        ("search", "a", "--explain"),
        ("search", "a\x1b]0;x\x07", "author:\x9b31m"),
        ("stats", "--limit", "10000"),
        ("stats", "--json"),
        ("lint",),
        ("lint", "--json"),
        ("lint", "--fix", "--diff"),
        ("show", "\x1b]0;x\x07\udcff"),
    ],
    ids=lambda arguments: " ".join(arguments).encode("ascii", "backslashreplace").decode(),
)
def test_nothing_of_the_poison_is_printed(newsdesk: Newsdesk, poisoned: Path, arguments: tuple[str, ...]) -> None:
    ran = newsdesk(*arguments, "--source", poisoned)
    assert "Traceback" not in ran.err
    assert controls(ran) == set()
    assert ran.out or ran.err or ran.code == 1


def test_every_poisoned_article_can_be_shown(newsdesk: Newsdesk, poisoned: Path) -> None:
    numbers = [line.split("\t")[0] for line in newsdesk("list", "--source", poisoned).lines]
    for number in numbers[::5]:
        for form in ("--plain", "--markdown", "--json"):
            ran = newsdesk("show", number, form, "--no-refresh", "--source", poisoned)
            assert ran.code == 0
            assert controls(ran) == set()


def test_the_path_in_json_is_the_files_own_whatever_it_is_called(newsdesk: Newsdesk, poisoned: Path) -> None:
    paths = {json.loads(line)["path"] for line in newsdesk("list", "--json", "--source", poisoned).lines}
    assert {os.fsencode(path) for path in paths} == {
        os.path.join(os.fsencode(poisoned), name) for name in os.listdir(os.fsencode(poisoned))
    }


def test_sources_with_such_names_can_be_added_and_listed(newsdesk: Newsdesk, poisoned: Path) -> None:
    assert newsdesk("sources", "add", poisoned).code == 0
    assert controls(newsdesk("sources", "list")) == set()
    assert controls(newsdesk("sources", "list", "--json")) == set()
    assert newsdesk("sources", "remove", poisoned).code == 0
