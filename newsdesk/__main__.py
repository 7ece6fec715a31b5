"""Where the parts meet: open the desk on the terminal or carry out a command, and say in one sentence what went wrong.

The terminal front end and the command line do not know one another; each is imported only when it is wanted.
"""

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

CANNOT, INTERRUPTED = 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run newsdesk.

    Args:
        argv: The arguments without the program's name; those of the process when not given.

    Returns:
        The exit code: 0, 1 (nothing found, problems found), 2 (it could not be done), 130 (Ctrl+C).
    """
    _stand_on_three_streams()
    from newsdesk.cli import failing
    from newsdesk.model.errors import NewsdeskError

    words = list(sys.argv[1:] if argv is None else argv)
    try:
        failing.start_log(os.environ)
        return _run(words)
    except NewsdeskError as error:
        return failing.told(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as stop:
        # From argparse, after help or version.
        return stop.code if isinstance(stop.code, int) else 0
    except BaseException as error:
        return failing.unexpected(error, words, os.environ)


def _run(words: Sequence[str]) -> int:
    from newsdesk.cli.arguments import parse

    command, arguments = parse(words)
    if command is not None:
        from newsdesk.cli.main import carry_out

        return carry_out(command, arguments)
    arguments.only = [*arguments.only, *arguments.sources]
    if not _in_a_terminal():
        from newsdesk.cli.main import list_instead

        return list_instead(arguments)
    return _open_desk(arguments)


def _open_desk(arguments: "argparse.Namespace") -> int:
    # Nothing of what is loaded now is garbage; looking for it took 30 ms of the start. The app turns it on again.
    gc.disable()
    from newsdesk.cli.opening import settings_for
    from newsdesk.cli.output import Output
    from newsdesk.desk.opening import open_desk
    from newsdesk.desk.paths import data_folder

    settings = settings_for(arguments, Output())
    code = None
    while code is None:
        with open_desk(data_folder(arguments.data_dir, os.environ), arguments.only, settings) as desk:
            from newsdesk.ui.app import run

            code = run(desk, settings)
    return code


def _in_a_terminal() -> bool:
    """Whether there is something to draw on, and keys to read. Standard error need not be one."""
    return os.environ.get("TERM") != "dumb" and os.isatty(0) and os.isatty(1)


def _stand_on_three_streams() -> None:
    """Lead closed standard streams to nowhere.

    Otherwise the next file that is opened, perhaps the store, gets the number 2, and messages are written into it.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is given: this one.
            os.open(os.devnull, os.O_RDWR)


if __name__ == "__main__":
    sys.exit(main())
