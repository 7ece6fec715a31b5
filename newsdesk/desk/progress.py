"""How far something long has come: what the ui draws calmly and the command line prints on standard error."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from newsdesk.model.clean import Clean


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of something long."""

    what: Clean
    """What is being done, as the beginning of a sentence: `Reading House`."""
    done: int
    total: int
    elapsed_s: float

    @property
    def per_second(self) -> float:
        """How many were done a second, so far."""
        return self.done / self.elapsed_s if self.elapsed_s > 0 else 0.0

    @property
    def left_s(self) -> float | None:
        """How many seconds are left at this rate; None when nothing is known yet."""
        return (self.total - self.done) / self.per_second if self.done else None


ProgressHeard: TypeAlias = Callable[[Progress], None]
"""Called from the thread that works, some times a second."""

Cancelled: TypeAlias = Callable[[], bool]
"""Asked between two steps: whether to stop. What was done by then stays."""


def unheard(_progress: Progress) -> None:
    """Nobody wants to know."""


def never() -> bool:
    """Nobody will cancel it."""
    return False


class Clock:
    """Counts one piece of work and tells about it, at most ten times a second."""

    PAUSE_S = 0.1

    def __init__(self, what: Clean, total: int, heard: ProgressHeard) -> None:
        self._what, self._total, self._heard = what, total, heard
        self._began = time.monotonic()
        self._told = 0.0
        self._done = 0

    def advance(self, by: int) -> None:
        """So many more are done."""
        self._done += by
        now = time.monotonic()
        if now - self._told >= self.PAUSE_S or self._done >= self._total:
            self._told = now
            self._heard(Progress(self._what, self._done, self._total, now - self._began))
