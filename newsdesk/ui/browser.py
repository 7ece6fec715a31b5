"""The web browser of whoever sits there, where there is one: `$BROWSER`, else the desktop's own.

Over an SSH line the desktop is somewhere else, so there is none unless `$BROWSER` names it. A browser is started with
a list of arguments, never through a shell, and only for http, https and mailto.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from newsdesk.model.errors import UsageError
from newsdesk.reading.links import osc8_address

# They draw on the terminal that newsdesk has.
IN_THE_TERMINAL = frozenset({"w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "www-browser"})
STARTING_S = 1.0
"""What fails, mostly fails in this time; what runs longer is a browser."""


def command_for(url: str, environment: Mapping[str, str]) -> Sequence[str] | None:
    """The command that opens an address.

    Args:
        url: What the link says.
        environment: Of the process.

    Returns:
        None where there is no browser here, and for what is no http, https or mailto address.
    """
    address = osc8_address(url)
    if address is None:
        return None
    path = environment.get("PATH")
    for entry in environment.get("BROWSER", "").split(os.pathsep):
        command = _split(entry)
        if command and shutil.which(command[0], path=path):
            return [part.replace("%s", address) for part in command] if "%s" in entry else [*command, address]
    if _has_desktop(environment):
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        program = shutil.which(opener, path=path)
        return [program, address] if program else None
    return None


def needs_terminal(command: Sequence[str]) -> bool:
    """Whether a browser draws on the terminal."""
    return os.path.basename(command[0]) in IN_THE_TERMINAL


def start(command: Sequence[str]) -> None:
    """Start a browser that has a window of its own. Blocking, for a moment.

    Raises:
        UsageError: it did not start.
    """
    name = os.path.basename(command[0])
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UsageError(f"{name} cannot be started: {error.strerror}. $BROWSER names another.") from error
    try:
        code = process.wait(STARTING_S)
    except subprocess.TimeoutExpired:
        return
    if code:
        raise UsageError(f"{name} ended with {code} and shows nothing. $BROWSER names another.")


def _split(entry: str) -> list[str]:
    try:
        return shlex.split(entry)
    except ValueError:  # an open quote
        return []


def _has_desktop(environment: Mapping[str, str]) -> bool:
    if any(name in environment for name in ("SSH_CONNECTION", "SSH_TTY")):
        return False
    return sys.platform == "darwin" or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
