"""The grammar of the command line: which command, which options, and help that is worth reading.

Only the parser of the command that is asked for is built. A word that is no command is a source to open: a command's
name wins over a folder of that name (`newsdesk ./stats` opens the folder).
"""

import argparse
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import newsdesk
from newsdesk.cli.output import Output
from newsdesk.model.errors import UsageError

OPTIONS_WITH_VALUE = frozenset({"--data-dir", "--config", "--source"})
"""Those that may stand before the command; the word behind them is not the command."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of `newsdesk`: where it is carried out, and what its help says."""

    name: str
    says: str
    module: str
    """Of newsdesk.cli; its `run(arguments, output) -> exit code` is imported when the command is used."""
    declare: Callable[[argparse.ArgumentParser], None]
    examples: str
    takes_query: bool = False
    """Whether `-word` is a word to leave out, not an option."""


def parse(argv: Sequence[str]) -> tuple[Command | None, argparse.Namespace]:
    """Read the arguments.

    Returns:
        The command, or None when the desk is to be opened; and its options.

    Raises:
        UsageError: they make no sense.
        SystemExit: with 0, after `--help` or `--version` was answered.
    """
    from newsdesk.cli.catalogue import COMMANDS

    place = _first_word(argv)
    command = next((one for one in COMMANDS if place is not None and one.name == argv[place]), None)
    if command is None or place is None:
        arguments = _desk_parser(COMMANDS).parse_intermixed_args(_without_dashes(argv, "./"))
        _refuse_misspelt_commands(arguments.sources, COMMANDS)
        return None, arguments
    # To a query a space means nothing, as `./` to a path.
    rest = _without_dashes([*argv[:place], *argv[place + 1 :]], " " if command.takes_query else "./")
    if command.takes_query:
        rest = [" " + word if re.match(r"-[^-]", word) and word != "-h" else word for word in rest]
    parser = _Parser(
        prog=f"newsdesk {command.name}",
        description=command.says,
        epilog="examples:\n" + command.examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.declare(parser)
    _common(parser)
    actions = _actions_of(parser)
    for action in actions:
        _common(action, inner=True)
    return command, parser.parse_args(rest) if actions else parser.parse_intermixed_args(rest)


def _without_dashes(words: Sequence[str], before: str) -> list[str]:
    """Make words behind `--` look like no option; where options may stand between words, argparse fails to."""
    end = list(words).index("--") if "--" in words else len(words)
    return [*words[:end], *(before + word if word.startswith("-") else word for word in words[end + 1 :])]


def _actions_of(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The parsers of `add`, `remove`, … where a command has such."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    return [inner for group in groups for inner in group.choices.values()]


class _Parser(argparse.ArgumentParser):
    """One that raises what it does not understand, for `__main__` to tell like any other error."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # Python 3.14 paints help by itself; of that, the gate of our output would leave shreds.
        self.color = False

    def _print_message(self, message: str, file: object = None) -> None:  # noqa: ARG002
        """Help and version are results: they go the way of all results."""
        output = Output()
        output.text(message)
        output.flush()

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}. `{self.prog} --help` tells more.")


def _first_word(argv: Sequence[str]) -> int | None:
    skip = False
    for place, word in enumerate(argv):
        if skip:
            skip = False
        elif word in OPTIONS_WITH_VALUE:
            skip = True
        elif word == "--":
            return None
        elif not word.startswith("-"):
            return place
    return None


def _desk_parser(commands: Sequence[Command]) -> argparse.ArgumentParser:
    width = max(len(command.name) for command in commands) + 2
    listed = "\n".join(f"  {command.name:<{width}}{command.says}" for command in commands)
    parser = _Parser(
        prog="newsdesk",
        usage="newsdesk [SOURCE …]\n       newsdesk COMMAND [options]",
        description="A newsroom in a terminal: every article of the house, searched as you type and read to the end.",
        epilog=f"""commands (each has its own --help):
{listed}

examples:
  newsdesk                        open your desk; as long as it has no sources, the sample desk
  newsdesk articles/ notes.md     open just these, with what you read and starred there
  newsdesk sources add articles/  add a folder to your desk
  newsdesk search depsek revoluton --json | jq -r .title

environment:
  NEWSDESK_DATA_DIR, NEWSDESK_CONFIG   where the desk and the configuration lie
  NEWSDESK_LOG=FILE                    write a log there
  NEWSDESK_ALLOW_HOSTS=HOST,…          private hosts and networks that may be fetched from
  NO_COLOR                             no colours""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="a folder of articles, or one article")
    parser.add_argument("--version", action="version", version=f"newsdesk {newsdesk.__version__}")
    _common(parser)
    return parser


def _common(parser: argparse.ArgumentParser, *, inner: bool = False) -> None:
    """What every command understands; at the end of `sources list`, too, without taking back what stood before it."""
    default = argparse.SUPPRESS if inner else None
    group = parser.add_argument_group("where things lie")
    group.add_argument(
        "--source",
        action="append",
        default=argparse.SUPPRESS if inner else [],
        dest="only",
        metavar="PATH",
        help="work on just this folder or file instead of your desk; may be given several times",
    )
    group.add_argument("--data-dir", default=default, metavar="FOLDER", help="where the desk keeps its state")
    group.add_argument("--config", default=default, metavar="FILE", help="another configuration file")
    group.add_argument(
        "--debug",
        action="store_true",
        default=argparse.SUPPRESS if inner else False,
        help="on an unexpected error, show where it happened",
    )


def _refuse_misspelt_commands(sources: Sequence[str], commands: Sequence[Command]) -> None:
    """`newsdesk serach x` is no request for a folder named serach."""
    if sources and not os.path.lexists(sources[0]):
        import difflib

        near = difflib.get_close_matches(sources[0], [command.name for command in commands], n=1, cutoff=0.7)
        if near:
            raise UsageError(f"There is no command, folder or file {sources[0]}. Did you mean `newsdesk {near[0]}`?")
