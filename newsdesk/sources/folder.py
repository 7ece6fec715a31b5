"""Walk a folder for articles, and read one file of it, safely.

A folder is somebody else's: names need not be UTF-8, a link may lead anywhere, a FIFO waits for ever, files change and
vanish while they are read. So paths are bytes; links are never followed, from the source's folder down to the file
itself; what is opened is opened by descriptor, without waiting, and must be a regular file. Nothing here raises for
what a folder holds: it is told as a problem.

Passed over are hidden folders and files (except a file called just `.md`), `node_modules`, and what `.gitignore` and
`.newsdeskignore` name, nested and with `!`, as git reads them. Whoever looks for changes compares size, time and inode
with what was known; only what differs need be read.
"""

import errno
import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeAlias

from newsdesk.model.article import Flag, Origin, Piece, RawArticle
from newsdesk.model.errors import SourceNotFound
from newsdesk.model.problem import Problem
from newsdesk.sources.article import read_article, title_of_name
from newsdesk.sources.ignoring import IGNORE_FILES, Ignored
from newsdesk.sources.options import ReadingOptions
from newsdesk.text.clean import clean_line

ENDINGS = (b".md", b".markdown", b".mdx")
ENDING_WITH_FRONT_MATTER = b".txt"
"""A text file is an article only when it says so."""
_STARTS_OF_FRONT_MATTER = (b"---", b"+++", b";;;", b"[#]:", b"@def ")
_PASSED_OVER = frozenset({b"node_modules"})
DIGEST_BYTES = 16
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_MOST_LEVELS = 64
_MOST_READS = 3
"""How often a file is read again that changes while it is read."""
_REASONS = {
    errno.EACCES: "there is no permission to read it",
    errno.EPERM: "there is no permission to read it",
    errno.ENOENT: "it was gone before it could be read",
    errno.ENOTDIR: "it was gone before it could be read",
    errno.ELOOP: "it is a link, and links are not followed",
    errno.EIO: "the disk could not read it",
}

Branches: TypeAlias = "dict[bytes, Branches | None]"
"""Names in a folder that are looked at: of a folder, those in it; None is all of it."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that is an article, and how to tell cheaply that it did not change."""

    key: bytes
    """Its path below the source; empty when the source is the file."""
    path: bytes
    size: int
    """In bytes."""
    mtime_ns: int
    inode: int


def walk(
    root: bytes,
    *,
    ignore: Sequence[str] = (),
    problems: list[tuple[bytes, Problem]] | None = None,
    only: Collection[bytes] | None = None,
) -> Iterator[FoundFile]:
    """The articles' files below a folder, in the order of their paths; or the one file that the source is.

    Args:
        root: An absolute path. It may itself be hidden, or a link.
        ignore: Further patterns, as a `.gitignore` has them, that hold everywhere below.
        problems: Receives what could not be looked into: path below the root, and why.
        only: Paths below the root, of files or folders; nothing but these and what lies in them is looked at.

    Raises:
        SourceNotFound: There is nothing at `root`, or it cannot be opened.
    """
    try:
        status = os.stat(root)
    except OSError as error:
        raise SourceNotFound(os.fsdecode(root)) from error
    if not stat.S_ISDIR(status.st_mode):
        yield FoundFile(b"", root, status.st_size, status.st_mtime_ns, status.st_ino)
        return
    wanted = None if only is None else _branches(only)
    yield from _walk_folder(root.rstrip(b"/") + b"/", b"", Ignored.everywhere(ignore), problems, 0, wanted)


def folders(root: bytes, *, ignore: Sequence[str] = ()) -> Iterator[bytes]:
    """The folders that `walk` looks into, as paths below the root: first the root itself, which is the empty one.

    Nothing where there is no folder at `root`; those that cannot be looked into are left out.
    """
    yield from _folders(root.rstrip(b"/") + b"/", b"", Ignored.everywhere(ignore), 0)


def _folders(root: bytes, below: bytes, ignored: Ignored, level: int) -> Iterator[bytes]:
    try:
        descriptor = _open_folder(root, below)
    except OSError:
        return
    try:
        with os.scandir(descriptor) as listing:
            entries = sorted((os.fsencode(entry.name), entry) for entry in listing)
        ignored = _with_rules(ignored, descriptor, below, entries)
    except OSError:
        return
    finally:
        os.close(descriptor)
    yield below.rstrip(b"/")
    if level < _MOST_LEVELS:
        for name, entry in entries:
            if _is_looked_into(name, below + name, entry, ignored):
                yield from _folders(root, below + name + b"/", ignored, level + 1)


def _branches(only: Collection[bytes]) -> "Branches":
    branches: Branches = {}
    for key in sorted(only):
        *above, last = key.rstrip(b"/").split(b"/")
        here: Branches | None = branches
        for name in above:
            if here is not None:
                here = here.setdefault(name, {})
        # What lies in a folder that is looked at as a whole is looked at already.
        if here is not None:
            here[last] = None
    return branches


def _open_folder(root: bytes, below: bytes) -> int:
    # The root may be a link that somebody named; nothing below it may.
    return open_below(root, below, _FOLDER) if below else os.open(root, _FOLDER & ~os.O_NOFOLLOW)


def _with_rules(
    ignored: Ignored, descriptor: int, below: bytes, entries: Sequence[tuple[bytes, os.DirEntry[str]]]
) -> Ignored:
    rules = {name: _read_small(descriptor, name) for name, _entry in entries if name in IGNORE_FILES}
    return ignored.with_files(below, [rules[name] for name in IGNORE_FILES if name in rules]) if rules else ignored


def _is_looked_into(name: bytes, key: bytes, entry: os.DirEntry[str], ignored: Ignored) -> bool:
    return (
        entry.is_dir(follow_symlinks=False)
        and name[:1] != b"."
        and name not in _PASSED_OVER
        and not ignored.names(key, folder=True)
    )


def _walk_folder(
    root: bytes,
    below: bytes,
    ignored: Ignored,
    problems: list[tuple[bytes, Problem]] | None,
    level: int,
    only: "Branches | None",
) -> Iterator[FoundFile]:
    try:
        descriptor = _open_folder(root, below)
    except OSError as error:
        _tell(problems, below, error)
        return
    try:
        with os.scandir(descriptor) as listing:
            entries = sorted((os.fsencode(entry.name), entry) for entry in listing)
        ignored = _with_rules(ignored, descriptor, below, entries)
        inner: list[bytes] = []
        for name, entry in entries:
            if only is not None and name not in only:
                continue
            key = below + name
            if entry.is_dir(follow_symlinks=False):
                if _is_looked_into(name, key, entry, ignored):
                    inner.append(name)
            elif is_article_name(name) and not ignored.names(key, folder=False):
                found = _found(root, key, name, entry, descriptor)
                if found is not None:
                    yield found
    except OSError as error:
        _tell(problems, below, error)
        return
    finally:
        os.close(descriptor)
    if level >= _MOST_LEVELS:
        if inner and problems is not None:
            problems.append(
                (
                    below,
                    Problem("folder-deep", clean_line("Folders below this one lie too deep; they are passed over.")),
                )
            )
        return
    for name in inner:
        branch = None if only is None else only[name]
        yield from _walk_folder(root, below + name + b"/", ignored, problems, level + 1, branch)


def _found(root: bytes, key: bytes, name: bytes, entry: os.DirEntry[str], descriptor: int) -> FoundFile | None:
    if entry.is_symlink():
        return None
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        # Gone since the folder was listed: it is not there.
        return None
    if name.lower().endswith(ENDING_WITH_FRONT_MATTER) and not _starts_with_front_matter(descriptor, name):
        return None
    return FoundFile(key, root + key, status.st_size, status.st_mtime_ns, status.st_ino)


def is_article_name(name: bytes) -> bool:
    """Whether a file of this name can be an article; a `.txt` only can."""
    ending = name.lower()
    if name[:1] == b".":
        return ending in ENDINGS
    return ending.endswith((*ENDINGS, ENDING_WITH_FRONT_MATTER))


def _starts_with_front_matter(folder: int, name: bytes) -> bool:
    return _read_small(folder, name, 256).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_STARTS_OF_FRONT_MATTER)


def _read_small(folder: int, name: bytes, limit: int = 256 * 1024) -> bytes:
    """The beginning of a file in an open folder; nothing when it cannot be read."""
    try:
        descriptor = os.open(name, _FILE, dir_fd=folder)
    except OSError:
        return b""
    try:
        return os.read(descriptor, limit) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def _tell(problems: list[tuple[bytes, Problem]] | None, below: bytes, error: OSError) -> None:
    if problems is not None:
        sentence = f"This folder could not be looked into: {_reason(error)}."
        problems.append((below, Problem("folder-unreadable", clean_line(sentence))))


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, (error.strerror or "the system refused").lower())


def open_below(root: bytes, below: bytes, flags: int) -> int:
    """Open what lies below a folder without following a link on the way, not even one that appeared just now.

    Returns:
        A descriptor, which the caller closes.

    Raises:
        OSError: As `os.open`; ELOOP or ENOTDIR where a part of the way is a link.
    """
    folder = os.open(root, _FOLDER & ~os.O_NOFOLLOW)
    parts = below.rstrip(b"/").split(b"/")
    try:
        for part in parts[:-1]:
            deeper = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = deeper
        return os.open(parts[-1], flags, dir_fd=folder)
    finally:
        os.close(folder)


def read_file(path: bytes, *, key: bytes, options: ReadingOptions) -> RawArticle:
    """Read the article of one file.

    Args:
        path: Its absolute path.
        key: Its path below the source, as `walk` gave it; empty when the source is the file.
        options: Time zone, aliases, limits.

    Returns:
        The article, with size, time and inode of the very file that was read. When it cannot be read, an article with
        the file's name for a title and the reason as its problem.
    """
    try:
        data, status = read_bytes(path, key=key, limit=options.limits.article_bytes)
    except OSError as error:
        return _unreadable(path, key, _reason(error))
    digest = blake2b(data, digest_size=DIGEST_BYTES)
    if len(data) < status.st_size:
        digest.update(status.st_size.to_bytes(8, "big"))
    origin = Origin(key, digest.digest(), status.st_size, status.st_mtime_ns, status.st_ino)
    return RawArticle(origin, read_article(data, key=key or path.rpartition(b"/")[2], options=options))


def read_bytes(path: bytes, *, key: bytes, limit: int) -> tuple[bytes, os.stat_result]:
    """The bytes of a file that did not change while they were read, and its status.

    Returns:
        At most one byte more than `limit`, so that too long a file can be told.

    Raises:
        OSError: It cannot be opened or read, is a link, or no regular file.
    """
    data, status = b"", None
    for _attempt in range(_MOST_READS):
        # A file that is a source by itself may be a link: its user named it.
        descriptor = (
            open_below(path[: len(path) - len(key)], key, _FILE) if key else os.open(path, _FILE & ~os.O_NOFOLLOW)
        )
        try:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise OSError(errno.EINVAL, "it is no regular file")
            data = _read_all(descriptor, limit + 1)
            status = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        if (before.st_size, before.st_mtime_ns) == (status.st_size, status.st_mtime_ns):
            break
    assert status is not None
    return data, status


def _read_all(descriptor: int, limit: int) -> bytes:
    parts: list[bytes] = []
    left = limit
    while left and (part := os.read(descriptor, min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _unreadable(path: bytes, key: bytes, reason: str) -> RawArticle:
    try:
        status = os.lstat(path)
        size, mtime_ns, inode = status.st_size, status.st_mtime_ns, status.st_ino
    except OSError:
        size = mtime_ns = inode = 0
    # Two files that cannot be read are not the same article: the digest is that of the place.
    digest = blake2b(b"unreadable\0" + path, digest_size=DIGEST_BYTES).digest()
    problem = Problem("file-unreadable", clean_line(f"This file could not be read: {reason}."))
    piece = Piece(title_of_name(key or path.rpartition(b"/")[2]), traits=Flag.PROBLEM, problems=(problem,))
    return RawArticle(Origin(key, digest, size, mtime_ns, inode), piece)
