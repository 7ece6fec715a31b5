"""Which of an article's older versions somebody wants to compare with."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdesk.store.revisions import Revision


def last_known(older: "Sequence[Revision]") -> int:
    """The one that the reader knows: the place of the last version that was read, else of the one before the present.

    Args:
        older: The older versions of an article, oldest first; at least one.
    """
    read = [place for place, version in enumerate(older) if version.read]
    return read[-1] if read else len(older) - 1
