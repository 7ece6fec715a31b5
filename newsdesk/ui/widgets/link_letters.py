"""Letters over the links on the screen: typed, they lead where the link leads.

Pure: which letters, and what was chosen; the reading pane paints them and hands the keys on.
"""

from collections.abc import Sequence
from itertools import product
from string import ascii_lowercase

from newsdesk.reading.outline import PlacedLink


class LinkLetters:
    """The links on one screen, each with a letter; with two, where there are more links than letters."""

    def __init__(self, links: Sequence[PlacedLink]) -> None:
        """Give them out in reading order; more links than there are pairs of letters get none."""
        length = 1 if len(links) <= len(ascii_lowercase) else 2
        labels = ("".join(letters) for letters in product(ascii_lowercase, repeat=length))
        self._links = dict(zip(labels, links, strict=False))
        self._typed = ""

    def type(self, letter: str) -> PlacedLink | None:
        """Type a letter.

        Returns:
            The link that is chosen by it; None while letters are still missing, or when none begins so.
        """
        self._typed += letter
        return self._links.get(self._typed)

    @property
    def left(self) -> dict[str, PlacedLink]:
        """The links that can still be chosen, by what is left to type."""
        done = len(self._typed)
        return {label[done:]: link for label, link in self._links.items() if label.startswith(self._typed)}
