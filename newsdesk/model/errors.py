"""What a person did, or met, that stops what they asked for: told in one plain sentence with the way out."""


class NewsdeskError(Exception):
    """The root of all expected failures.

    `str(error)` is a sentence for a person. It may hold text from outside: who shows it passes it through `clean_line`.
    """


class UsageError(NewsdeskError):
    """The request itself makes no sense: an unknown option, two that exclude one another."""


class SourceNotFound(NewsdeskError):
    """A folder or file that was named as a source is not there."""

    def __init__(self, location: str) -> None:
        super().__init__(f"There is no folder or file {location}. Check the spelling, or give the full path.")
        self.location = location


class ArticleNotFound(NewsdeskError):
    """No article has this id or path on the desk."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"No article {reference} on this desk. `newsdesk list` shows what there is.")
        self.reference = reference


class StoreUnusable(NewsdeskError):
    """The store cannot be opened: damaged, made by a newer version, another program's file, no permission."""


class StoreDamaged(StoreUnusable):
    """The store is ours, and some of it cannot be read: what can be is worth saving."""


class StoreNotWritable(NewsdeskError):
    """A change could not be saved (disk full, read-only); reading goes on."""


class SnapshotUnusable(NewsdeskError):
    """The saved index is missing, stale, damaged or of another version: rebuild it."""


class SettingsInvalid(NewsdeskError):
    """The configuration file does not say what newsdesk understands; names line, key and the nearest known key."""
