"""What newsboat's cache (`cache.db`) says was read: the items' feeds, ids and addresses.

The table `rss_item` is that of newsboat 2.x (its `src/cache.cpp`). The file is only read, and may be in use.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from newsdesk.model.errors import UsageError

_READ = "SELECT feedurl, guid, url FROM rss_item WHERE unread = 0"


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item that was read."""

    feed: str
    """The address of its feed."""
    guid: str
    link: str


def read_items(path: Path) -> Iterator[ReadItem]:
    """The items that were read in newsboat.

    Raises:
        UsageError: there is no such file, or it is no cache of newsboat.
    """
    if not path.is_file():
        raise UsageError(f"There is no file {path}. newsboat keeps it in ~/.newsboat or ~/.local/share/newsboat.")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as cache:
            # What newsboat stored need not be UTF-8.
            cache.text_factory = lambda data: data.decode("utf-8", "replace")
            for feed, guid, link in cache.execute(_READ):
                yield ReadItem(str(feed or ""), str(guid or ""), str(link or ""))
    except sqlite3.Error as error:
        raise UsageError(f"{path} is no cache of newsboat that can be read ({error}).") from error
