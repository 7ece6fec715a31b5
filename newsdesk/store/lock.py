"""One process at a time: for fetching, merging, restoring.

The system holds the lock (`flock`), so that it is gone when its holder is, however that ended.
"""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# File systems without such locks: there, nobody else can be kept out, and work must go on all the same.
_NO_LOCKS_HERE = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}


@contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Try to be the only process that does something, without waiting for the other.

    `with only_one(folder / "refresh.lock") as mine:` and then do it if `mine` is true.

    Args:
        path: Of the lock file, in a folder that exists; it is made, stays, and is empty.

    Yields:
        Whether the lock is ours until the block ends. False, too, where the folder cannot be written: what is to be
        done under the lock could not be saved there.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError:
        yield False
        return
    try:
        yield _taken(descriptor)
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        return error.errno in _NO_LOCKS_HERE
    return True
