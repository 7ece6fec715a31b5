"""The sign before the search bar: the key that leads there."""

from textual.widget import Widget


class Slash(Widget):
    """Just a slash."""

    def render(self) -> str:
        """The key."""
        return " / "
