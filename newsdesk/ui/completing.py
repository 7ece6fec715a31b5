"""What Tab makes of a path or a name that somebody begins to type: as much more as is certain.

Looks at the disk for paths: off the event loop. Knows no widget.
"""

import os
from collections.abc import Iterable, Iterator

from newsdesk.text.clean import clean_line


def completed(typed: str, names: Iterable[str]) -> str:
    """The beginning that all names share which begin so, in any case; what was typed where none does."""
    begun = typed.casefold()
    found = sorted(name for name in names if name.casefold().startswith(begun))
    return _shared(typed, found)


def completed_path(typed: str) -> str:
    """A path, likewise; a folder with a slash behind it, so that the next Tab looks into it."""
    head, tail = os.path.split(typed)
    place = os.path.expanduser(head) if head else "."  # noqa: PTH111 (a text, whose spelling is kept)
    try:
        names = list(_inside(place, hidden=tail.startswith(".")))
    except OSError:
        return typed
    return os.path.join(head, _shared(tail, sorted(name for name in names if name.startswith(tail))))


def _inside(place: str, *, hidden: bool) -> Iterator[str]:
    with os.scandir(place) as entries:
        for entry in entries:
            # What cannot be typed as it is, cannot be completed.
            if clean_line(entry.name) == entry.name and (hidden or not entry.name.startswith(".")):
                yield f"{entry.name}/" if entry.is_dir() else entry.name


def _shared(typed: str, found: list[str]) -> str:
    """What is common to names in order, if that is more than was typed."""
    if not found:
        return typed
    first, last = found[0], found[-1]
    differs = (place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    shared = first[: next(differs, min(len(first), len(last)))]
    return shared if len(shared) >= len(typed) else typed
