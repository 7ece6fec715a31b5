"""Write a mended article in place of the broken one, or leave everything as it was.

Promises, for `lint --fix`: at any moment, whatever fails, the file holds its old bytes or its new ones; what somebody
else wrote since it was read is never overwritten; mode, owner and extended attributes stay; nothing is written through
a symbolic link. What to write is `lint`'s business.
"""

import contextlib
import errno
import hashlib
import os
import secrets
import stat
from dataclasses import dataclass

from newsdesk.model.errors import NewsdeskError
from newsdesk.sources.folder import open_below
from newsdesk.text.clean import clean_line

# A link is not followed, a FIFO does not block, and no child process inherits the file.
_READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

# File systems without extended attributes, and those that only the system sets (security.*), by itself.
_ATTRIBUTES_NOT_OURS = frozenset({errno.ENOTSUP, errno.EPERM, errno.ENODATA, errno.EINVAL})


class NotMended(NewsdeskError):
    """A file was left as it is, and why."""

    def __init__(self, path: bytes, reason: str) -> None:
        super().__init__(f"{clean_line(os.fsdecode(path))} was left as it is: {reason}.")
        self.path = path


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells whether a file is still the one that was read."""

    inode: int
    mtime_ns: int
    size: int
    digest: bytes

    @classmethod
    def of(cls, data: bytes, status: os.stat_result) -> "Fingerprint":
        """Of a file's bytes and its status, read together."""
        digest = hashlib.blake2b(data, digest_size=16).digest()
        return cls(status.st_ino, status.st_mtime_ns, status.st_size, digest)


def replace(path: bytes, key: bytes, before: Fingerprint, mended: bytes) -> None:
    """Put new bytes in the place of a file that is still as it was read.

    Args:
        path: The file, without a link at its end.
        key: The last part of it that lies inside its source: no folder in it may have become a link. Empty when the
            file itself is the source.
        before: Of the bytes that were mended.
        mended: The new bytes.

    Raises:
        NotMended: it changed meanwhile, has more than one name, or the folder takes no new file.
    """
    folder, name = os.path.split(path)
    inside = key.rpartition(b"/")[0]
    temporary = f".newsdesk-{secrets.token_hex(8)}.tmp".encode()
    try:
        if inside:
            at = open_below(path[: len(path) - len(key)], inside, _FOLDER)
        else:
            at = os.open(folder, _FOLDER & ~os.O_NOFOLLOW)
    except OSError as error:
        raise NotMended(path, _reason(error)) from error
    try:
        _write_beside(at, temporary, name, path, mended)
        # As late as can be: what happens between here and the rename (microseconds) is the only thing not seen.
        if _fingerprint(at, name, path) != before:
            raise NotMended(path, "it changed while it was being mended")
        os.rename(temporary, name, src_dir_fd=at, dst_dir_fd=at)
        os.fsync(at)
    except OSError as error:
        raise NotMended(path, _reason(error)) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=at)
        os.close(at)


def _write_beside(at: int, temporary: bytes, name: bytes, path: bytes, data: bytes) -> None:
    original = os.open(name, _READING, dir_fd=at)
    try:
        status = os.fstat(original)
        if status.st_nlink > 1:
            raise NotMended(path, "the file has other names too (hard links), which would be parted from it")
        copy = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600, dir_fd=at)
        try:
            with open(copy, "wb", closefd=False) as file:
                file.write(data)
            _inherit(original, copy, status)
            os.fsync(copy)
        finally:
            os.close(copy)
    finally:
        os.close(original)


def _inherit(original: int, copy: int, status: os.stat_result) -> None:
    """What belongs to the file and is not its bytes. Its owner first: a change of owner may take bits of the mode."""
    made = os.fstat(copy)
    if (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
        os.fchown(copy, status.st_uid, status.st_gid)
    os.fchmod(copy, stat.S_IMODE(status.st_mode))
    if hasattr(os, "listxattr"):
        try:
            for attribute in os.listxattr(original):
                os.setxattr(copy, attribute, os.getxattr(original, attribute))
        except OSError as error:
            if error.errno not in _ATTRIBUTES_NOT_OURS:
                raise


def _fingerprint(at: int, name: bytes, path: bytes) -> Fingerprint:
    descriptor = os.open(name, _READING, dir_fd=at)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotMended(path, "it is no regular file")
        with open(descriptor, "rb", closefd=False) as file:
            return Fingerprint.of(file.read(), status)
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    if error.errno in {errno.ELOOP, errno.ENOTDIR}:
        return "there is a symbolic link in its path"
    return (error.strerror or type(error).__name__).lower()
