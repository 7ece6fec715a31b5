"""What did not work, told in one sentence; what should not have happened, with the place where the details lie.

Everything here passes the gate: an error's text may hold a file's name, and a log is read in a terminal too.
"""

import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

from newsdesk.cli.output import Output
from newsdesk.model.errors import NewsdeskError
from newsdesk.text.clean import clean

EXIT_CODE = 2


def told(error: NewsdeskError) -> int:
    """Say what stopped it."""
    Output().note(f"newsdesk: {error}")
    return EXIT_CODE


def unexpected(error: BaseException, words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Say that something happened that nobody thought of, and keep the details for whoever mends it."""
    details = clean("".join(traceback.format_exception(error)))
    output = Output()
    if environment.get("NEWSDESK_LOG"):
        import logging

        logging.getLogger("newsdesk").error("stopped by an unexpected error", exc_info=error)
    if "--debug" in words:
        for line in details.splitlines():
            output.note(line)
        return EXIT_CODE
    output.note(
        f"newsdesk: Something unexpected stopped it: {type(error).__name__}: {error}. {_kept(details, environment)}"
    )
    return EXIT_CODE


def start_log(environment: Mapping[str, str]) -> None:
    """Write a log, where NEWSDESK_LOG names a file for it."""
    if not environment.get("NEWSDESK_LOG"):
        return
    from newsdesk.cli.log import write_to

    write_to(Path(environment["NEWSDESK_LOG"]))


def _kept(details: str, environment: Mapping[str, str]) -> str:
    from newsdesk.desk.paths import data_folder

    folder = data_folder(None, environment) / "crashes"
    file = folder / time.strftime("%Y-%m-%dT%H%M%SZ.txt", time.gmtime())
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(f"Python {sys.version}\n{details}")
    except OSError:
        return "`--debug` shows where."
    return f"The details are in {file}."
