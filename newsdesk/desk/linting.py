"""Read files for what is wrong with them: what `lint` says of their bytes, and its mending written back.

Stands apart from the store: a file is looked at as it is on the disk at this moment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdesk.desk.mending import Fingerprint, NotMended, replace
from newsdesk.lint import check, mended
from newsdesk.model.problem import Problem
from newsdesk.sources.article import read_article
from newsdesk.sources.folder import FoundFile, read_bytes, read_file, walk
from newsdesk.sources.options import ReadingOptions


@dataclass(frozen=True, slots=True)
class Examined:
    """A file, what is wrong with it, and what it would be with the mendable part of that mended."""

    key: bytes
    """Its path below what was examined; empty when that was the file."""
    data: bytes
    problems: tuple[Problem, ...]
    mended: bytes | None = None
    """None when there is nothing to mend."""
    path: bytes = b""
    before: Fingerprint | None = None


def examine_all(root: bytes, ignore: Sequence[str], options: ReadingOptions) -> Iterator[Examined]:
    """Examine every article below a folder, or the one file.

    Raises:
        SourceNotFound: there is nothing of that name.
    """
    unseen: list[tuple[bytes, Problem]] = []
    for file in walk(root, ignore=ignore, problems=unseen):
        yield _examine_file(file, options)
    for key, problem in unseen:
        yield Examined(key, b"", (problem,))


def examine(data: bytes, key: bytes, options: ReadingOptions) -> Examined:
    """Examine the bytes of one article."""
    return Examined(key, data, check(data, read_article(data, key=key, options=options)), mended(data))


def write_back(examined: Examined, options: ReadingOptions) -> Examined:
    """Write the mended bytes in the place of the file, and examine these.

    Raises:
        NotMended: the file is as it was, and why.
    """
    if examined.mended is None or examined.before is None:
        raise NotMended(examined.path, "there is nothing to mend")
    replace(examined.path, examined.key, examined.before, examined.mended)
    return examine(examined.mended, examined.key, options)


def _examine_file(file: FoundFile, options: ReadingOptions) -> Examined:
    try:
        data, status = read_bytes(file.path, key=file.key, limit=options.limits.article_bytes)
    except OSError:
        return Examined(file.key, b"", read_file(file.path, key=file.key, options=options).piece.problems)
    name = file.key or file.path.rpartition(b"/")[2]
    problems = check(data, read_article(data, key=name, options=options))
    # Of a file that is too long only the beginning was read: writing that back would cut it off.
    better = mended(data) if len(data) == status.st_size else None
    return Examined(file.key, data, problems, better, file.path, Fingerprint.of(data, status))
