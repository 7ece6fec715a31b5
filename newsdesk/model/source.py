"""Where articles come from."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from newsdesk.model.clean import Clean

SourceId = NewType("SourceId", int)


class SourceKind(StrEnum):
    """What kind of place a source is."""

    FOLDER = "folder"
    FILE = "file"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Source:
    """A folder, a single file or a feed of the desk."""

    id: SourceId
    kind: SourceKind
    location: bytes
    """The absolute path in the file system's own bytes (names need not be UTF-8); of a feed its URL in ASCII."""
    name: Clean
    """What lists, facets and `source:` call it."""
    missing: bool = False
    """The place itself is gone (an unmounted disk): its articles stay."""
