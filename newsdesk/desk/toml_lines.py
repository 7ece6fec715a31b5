"""Where in a TOML document a key stands: tomllib does not say, and a fault is told with its line."""

import re


class Lines:
    """Where in the text a key stands; tomllib does not say."""

    def __init__(self, text: str) -> None:
        self._of: dict[tuple[str, ...], int] = {}
        table: tuple[str, ...] = ()
        for number, line in enumerate(text.splitlines(), start=1):
            if header := re.match(r"\s*\[\[?([^\]]+)\]", line):
                table = self._parts(header[1])
                self._of.setdefault(table, number)
            elif assignment := re.match(r"\s*([\w.\-]+|\"[^\"]*\"|'[^']*')\s*=", line):
                parts = self._parts(assignment[1])
                for length in range(1, len(parts) + 1):
                    self._of.setdefault((*table, *parts[:length]), number)

    def of(self, place: tuple[str, ...]) -> int | None:
        """The line of a key, else of the table around it."""
        while place:
            if place in self._of:
                return self._of[place]
            place = place[:-1]
        return None

    @staticmethod
    def _parts(dotted: str) -> tuple[str, ...]:
        return tuple(part.strip().strip("\"'") for part in dotted.split("."))
