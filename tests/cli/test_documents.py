"""docs/commands.md names every command, every option, and every key of an article in JSON."""

import argparse
from pathlib import Path

import pytest

from newsdesk.cli.arguments import Command
from newsdesk.cli.catalogue import COMMANDS
from tests.cli.test_commands import KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text()


def options(parser: argparse.ArgumentParser) -> set[str]:
    found = set()
    for action in parser._actions:
        found |= {option for option in action.option_strings if option.startswith("--")}
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                found |= options(inner)
    return found - {"--help"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_is_documented_with_all_its_options(command: Command) -> None:
    parser = argparse.ArgumentParser()
    command.declare(parser)
    _before, heading, section = PAGE.partition(f"\n## newsdesk {command.name}")
    assert heading
    section = section.partition("\n## ")[0]
    # Said once for all commands at the top.
    assert {option for option in options(parser) - {"--no-refresh"} if option not in section} == set()


def test_every_key_of_an_article_is_documented() -> None:
    table = PAGE.partition("\n## An article in JSON")[2]
    assert all(f"`{key}`" in table for key in KEYS)
