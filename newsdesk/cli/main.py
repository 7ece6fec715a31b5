"""Carry out one command: its result on standard output, everything else on standard error, and the exit code.

0: done, or found. 1: `search` found nothing, `lint` found problems, `config check` something wrong. 2: the request made
no sense or could not be carried out, told in one sentence.
"""

import argparse
import importlib

from newsdesk.cli.arguments import Command
from newsdesk.cli.output import Output, ReaderGone

HOW_TO_OPEN = "This is the list: there is no terminal to open the desk in. In one, `newsdesk` opens it."


def carry_out(command: Command, arguments: argparse.Namespace) -> int:
    """Run a command and return its exit code.

    Raises:
        NewsdeskError: what stopped it, for `__main__` to tell.
    """
    output = Output()
    try:
        code: int = importlib.import_module(f"newsdesk.cli.{command.module}").run(arguments, output)
        output.flush()
    except ReaderGone:
        # `| head` has seen enough: that is no failure.
        return 0
    return code


def list_instead(arguments: argparse.Namespace) -> int:
    """Print what the desk would show, where there is no terminal to open it in.

    Raises:
        NewsdeskError: what stopped it.
    """
    from newsdesk.cli.listing import print_list
    from newsdesk.cli.opening import opened

    output = Output()
    try:
        with opened(arguments, output) as desk:
            print_list(desk, output)
        output.flush()
    except ReaderGone:
        # `newsdesk | head`: the list was longer.
        pass
    output.note(HOW_TO_OPEN)
    return 0
