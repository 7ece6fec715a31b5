"""The log of NEWSDESK_LOG: a line an event, whatever it says escaped, readable to its owner alone."""

import logging
import os
from pathlib import Path

from newsdesk.model.errors import UsageError


class _Escaped(logging.Formatter):
    """What is not printable ASCII stands as an escape: a log is read with `less -R`, too."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as one or more harmless lines."""
        lines = super().format(record).split("\n")
        return "\n".join(line.encode("ascii", "backslashreplace").decode().translate(_CONTROLS) for line in lines)


_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127)}


def write_to(path: Path) -> None:
    """Write what happens to a file, at its end.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NONBLOCK, 0o600))
        handler = logging.FileHandler(path, encoding="ascii")
    except OSError as error:
        raise UsageError(f"NEWSDESK_LOG={path} cannot be written: {error.strerror}.") from error
    handler.setFormatter(_Escaped("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
