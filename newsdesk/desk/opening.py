"""Which desk a person means: the one of the sources they name, else their standing one, else the sample desk."""

from collections.abc import Sequence
from pathlib import Path

from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import desk_of, sample_desk, standing_desk
from newsdesk.desk.settings import Settings


def open_desk(data: Path, only: Sequence[str], settings: Settings) -> Desk:
    """Open the desk that is meant; one without any source of its own shows the sample desk.

    Args:
        data: The data folder.
        only: The folders and files that were named; none: the standing desk is meant.
        settings: Passed down.

    Raises:
        SourceNotFound: one that was named is not there.
        StoreUnusable: the desk's file cannot be opened.
    """
    if only:
        return Desk.open(desk_of(data, only), settings)
    if standing_desk(data).store.exists():
        desk = open_standing_desk(data, settings)
        if desk.sources():
            return desk
        desk.close()
    return Desk.open(sample_desk(data), settings)


def open_standing_desk(data: Path, settings: Settings) -> Desk:
    """Open the standing desk, also an empty one: to add the first source.

    Raises:
        StoreUnusable: its file cannot be opened.
    """
    return Desk.open(standing_desk(data), settings)


def open_own_desk(sample: Desk) -> Desk:
    """Open the standing desk of whoever looks at the samples: to add its first source.

    Raises:
        StoreUnusable: its file cannot be opened.
    """
    # The state of the samples lies in DATA/desks/sample.
    return open_standing_desk(sample.where.folder.parents[1], sample.settings)
