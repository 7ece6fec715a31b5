"""Which folders and files a desk follows, and what they are called."""

import os
import stat

from newsdesk.desk.paths import DeskPath, real_path
from newsdesk.model.clean import Clean
from newsdesk.model.errors import SourceNotFound
from newsdesk.model.source import Source, SourceKind
from newsdesk.store import Store
from newsdesk.text.clean import clean_line

SAMPLE = Clean("Sample desk")


def add(store: Store, path: str | bytes) -> Source:
    """Follow a folder or a file; one that is followed already stays as it is.

    Raises:
        SourceNotFound: there is nothing of that name.
    """
    location = real_path(path)
    try:
        mode = os.stat(location).st_mode
    except OSError as error:
        raise SourceNotFound(os.fsdecode(path)) from error
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        raise SourceNotFound(os.fsdecode(path))
    kind = SourceKind.FOLDER if stat.S_ISDIR(mode) else SourceKind.FILE
    return store.add_source(kind, location, _name_for(store, location))


def have_just(store: Store, where: DeskPath) -> None:
    """Bring the list to what the desk is made of, where it is made of anything but what its reader adds.

    Raises:
        SourceNotFound: one of them is neither there nor known.
    """
    if where.sources is None:
        return
    if where.is_sample:
        _have_sample(store, where.sources[0])
        return
    there = {source.location: source for source in store.sources()}
    for location, source in there.items():
        if location not in where.sources:
            store.remove_source(source.id)
    for location in where.sources:
        if location not in there:
            add(store, location)


def _have_sample(store: Store, location: bytes) -> None:
    """The samples: the package that holds them moves with each new Python, what was read and starred does not."""
    sources = store.sources()
    if not sources:
        store.add_source(SourceKind.FOLDER, location, SAMPLE)
    elif sources[0].location != location and store.writable:
        store.move_source(sources[0].id, location)


def _name_for(store: Store, location: bytes) -> Clean:
    """The last part of the path, with the one before it where two would be called the same."""
    taken = {source.name for source in store.sources() if source.location != location}
    parts = os.fsdecode(location).rstrip("/").split("/")
    for length in range(1, len(parts)):
        name = clean_line("/".join(parts[-length:]))
        if name and name not in taken:
            return name
    return clean_line(os.fsdecode(location)) or Clean("/")
