"""The time zone of the desk: by its name, else the machine's own.

Python knows the machine's offset of this moment only; what an article of last summer needs is the whole zone.
"""

import os
from datetime import UTC, tzinfo
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zlib import crc32
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from newsdesk.model.errors import NewsdeskError

MACHINES_ZONE = "/etc/localtime"
"""A link into the zone database on Linux and macOS, or a copy of a file of it."""


class ZoneUnknown(NewsdeskError):
    """The zone database of this machine has no such name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"This machine knows no time zone {name}. {_hint(name)}")
        self.name = name


@lru_cache(maxsize=8)
def zone_named(name: str) -> tzinfo:
    """The zone of that name; of an empty name, the machine's own.

    Raises:
        ZoneUnknown: the zone database does not have it.
    """
    if not name:
        return _of_the_machine(os.environ.get("TZ", ""))
    try:
        return ZoneInfo(name)
    # A name such as "../x" or one with a NUL is a ValueError, a folder of the database an IsADirectoryError.
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ZoneUnknown(name) from error


def _of_the_machine(variable: str) -> tzinfo:
    """As the C library finds it: TZ, then /etc/localtime, then UTC.

    What is not a name of the database (`CET-1CEST`, a broken link) counts as not said.
    """
    for name in (variable.removeprefix(":"), os.path.realpath(MACHINES_ZONE).partition("zoneinfo/")[2]):
        if name and not name.startswith("/"):
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    try:
        data = Path(MACHINES_ZONE).read_bytes()
        # Named by what it says: a saved index is of the zone by whose days it counts.
        return ZoneInfo.from_file(BytesIO(data), key=f"localtime-{crc32(data):08x}")
    except (OSError, ValueError):
        return UTC


def _hint(name: str) -> str:
    # Only when something went wrong: neither the list nor difflib is for a normal start.
    import difflib

    nearest = difflib.get_close_matches(name, available_timezones(), n=1, cutoff=0.7)
    return f"Did you mean {nearest[0]}?" if nearest else "Names are those of the IANA database, such as Europe/Berlin."
