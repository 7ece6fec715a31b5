"""Look at a source without reading it: which files it has, what could not be looked into, whether it is there."""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from newsdesk.model.clean import Clean
from newsdesk.model.errors import SourceNotFound
from newsdesk.model.problem import Problem
from newsdesk.model.source import Source
from newsdesk.sources.folder import FoundFile, walk
from newsdesk.text.clean import clean_line


@dataclass(frozen=True, slots=True)
class Ground:
    """What a walk through a source found."""

    files: tuple[FoundFile, ...]
    unseen: tuple[bytes, ...]
    """Keys of folders that could not be looked into; the empty one is the source itself."""
    identity: str
    """Of the folder itself, not of what is in it: another one at the same path has another."""


def shown(source: Source, key: bytes) -> Clean:
    """A place in a source as a person is told of it: `House/drafts`."""
    return clean_line(os.fsdecode(os.path.join(os.fsencode(source.name), key)).rstrip("/"))


def survey(source: Source, ignore: Sequence[str], only: Collection[bytes] | None = None) -> Ground | None:
    """Walk through a source, or just through these places in it; None when it cannot be reached."""
    problems: list[tuple[bytes, Problem]] = []
    try:
        identity = identity_of(source)
        files = tuple(walk(source.location, ignore=ignore, problems=problems, only=only))
    except (OSError, SourceNotFound):
        return None
    unseen = tuple(key for key, _problem in problems)
    if b"" in unseen and not files:
        return None
    return Ground(files, unseen, identity)


def identity_of(source: Source) -> str:
    """The identity of the place that a source is. Raises `OSError` when there is none."""
    status = os.stat(source.location)
    return f"{status.st_dev}:{status.st_ino}"
