"""What `.gitignore` and `.newsdeskignore` name, as git reads them: nested, the nearest file first, with `!`."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from pathspec import GitIgnoreSpec

IGNORE_FILES = (b".gitignore", b".newsdeskignore")
"""In the order in which they count: what the second says goes before the first."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """The patterns that hold in a folder."""

    rules: tuple[tuple[int, GitIgnoreSpec], ...] = ()
    """Nearest first: how many characters of a path lie above the folder of the patterns, and the patterns."""

    @classmethod
    def everywhere(cls, patterns: Sequence[str]) -> "Ignored":
        """Patterns of the configuration, which hold from the root down."""
        return cls(((0, GitIgnoreSpec.from_lines(patterns)),)) if patterns else cls()

    def with_files(self, folder: bytes, contents: Sequence[bytes]) -> "Ignored":
        """What holds below a folder whose ignore files say this.

        Args:
            folder: Its path below the root, empty or with `/` at its end.
            contents: The files' bytes, the one that counts most last.
        """
        lines = [line for content in contents for line in os.fsdecode(content).splitlines()]
        spec = _spec(lines)
        return Ignored(((len(os.fsdecode(folder)), spec), *self.rules)) if spec else self

    def names(self, key: bytes, *, folder: bool) -> bool:
        """Whether a path below the root is to be passed over."""
        if not self.rules:
            return False
        path = os.fsdecode(key) + ("/" if folder else "")
        for above, spec in self.rules:
            verdict = spec.check_file(path[above:]).include
            if verdict is not None:
                return verdict
        return False


def _spec(lines: list[str]) -> GitIgnoreSpec | None:
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return GitIgnoreSpec.from_lines(kept) if kept else None
