"""Where the store lies on the disk: whose folder it is, who may look in, and what kind of file system that is.

Reading state is private: folders that are made here are 0700, files 0600, whatever the umask says.
"""

import glob
import os
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from newsdesk.model.errors import StoreUnusable

# Write-ahead logging needs memory that all processes share, which these do not give (sqlite.org/wal.html, 2.2).
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre", "gfs2"}
)
_NETWORK_FUSE = ("fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.rclone", "fuse.davfs", "davfs")
_ABANDONED_AFTER_S = 24 * 60 * 60
_MOUNTS = Path("/proc/self/mountinfo")


def make_private_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, readable to its owner alone.

    Raises:
        OSError: the system says no.
    """
    missing = [step for step in (folder, *folder.parents) if not step.exists()]
    for step in reversed(missing):
        step.mkdir(mode=0o700, exist_ok=True)
        step.chmod(0o700)  # a umask may only have taken rights away; 0077 and stranger ones take too many


def make_private_file(path: Path) -> None:
    """Make an empty file readable to its owner alone; one that exists already stays as it is.

    SQLite gives the files beside the store (`-wal`, `-shm`, `-journal`) the rights of the store itself.

    Raises:
        OSError: the system says no.
    """
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return
    try:
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def private_neighbour(path: Path) -> Path:
    """A new empty file in the folder of `path`, to be written and then renamed to it.

    Those that a killed process left there long ago are cleared away.

    Raises:
        OSError: the system says no.
    """
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part*"):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > _ABANDONED_AFTER_S:
                left.unlink()
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(descriptor)
    return Path(name)


def unused(path: Path) -> Path:
    """The path itself, or with the first number behind it that makes it one where nothing lies yet."""
    numbered = path
    number = 1
    while os.path.lexists(numbered):
        number += 1
        numbered = path.with_name(f"{path.name}-{number}")
    return numbered


def put_in_place(part: Path, target: Path) -> None:
    """Give a finished file its name, so that it stays there after a power cut.

    Raises:
        OSError: the system says no.
    """
    part.replace(target)
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove_with_neighbours(path: Path) -> None:
    """Remove a store that was only worked on, and what SQLite laid beside it."""
    for part in path.parent.iterdir():
        if part.name.startswith(path.name):
            part.unlink(missing_ok=True)


def check_owner(path: Path) -> None:
    """Refuse a store that somebody else could have put there, or that would become ours in somebody's home.

    Raises:
        StoreUnusable: the file, or its folder, belongs to another user, or is no plain file.
    """
    for place in (path, path.parent):
        try:
            found = place.stat()
        except FileNotFoundError:
            continue
        if found.st_uid != os.geteuid():
            raise StoreUnusable(
                f"{place} belongs to another user (uid {found.st_uid}). Log in as that user, or choose a place of your "
                "own with --data-dir."
            )
        if place == path and not stat.S_ISREG(found.st_mode):
            kind = "a folder" if stat.S_ISDIR(found.st_mode) else "no plain file"
            raise StoreUnusable(
                f"{path} is {kind}, where the store should be. Move it away, or choose another place with --data-dir."
            )


def may_be_written(path: Path) -> bool:
    """Whether the store and its folder can be written by this user, as far as the system tells beforehand."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)


def on_network(path: Path, mounts: str | None = None) -> bool:
    """Whether a path lies on a file system that other machines may share.

    Args:
        path: Of a file or folder that exists.
        mounts: What `/proc/self/mountinfo` says (proc(5)); read from there when not given. Elsewhere than on Linux
            there is no such file, and the answer is no.
    """
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text("utf-8", "surrogateescape")
        except OSError:
            return False
    lies_at = os.path.realpath(path)
    longest, kind = "", ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = _unescaped(fields[4])
        below = point == "/" or lies_at == point or lies_at.startswith(point + "/")
        if below and len(point) >= len(longest):  # of two mounted at one point the later one is seen
            longest, kind = point, after.split(" ")[0]
    return kind in _NETWORK or kind.startswith(_NETWORK_FUSE)


def _unescaped(point: str) -> str:
    """Octal escapes stand for white space and the backslash in a mount point."""
    for escaped, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(escaped, character)
    return point
