"""Give memory back to the system that was freed.

The C library keeps what threads have freed, in case they need it again: after a thousand feeds that is half of what the
process holds, for as long as it runs.
"""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Let go of what is free. Takes some milliseconds, in which other threads go on; does nothing but with glibc."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
