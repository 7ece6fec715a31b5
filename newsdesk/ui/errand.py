"""Slow work off the event loop, one thing after the other.

An errand has one thread. Either the newest request counts (a search as one types: what was asked meanwhile is dropped,
and what runs can see that it was overtaken), or each is carried out in its order (deeds). It touches no widget; what it
does reports by posting messages.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Asked = TypeVar("Asked")


class Errand(Generic[Asked]):
    """A thread that carries out what it is asked."""

    def __init__(
        self,
        carry_out: Callable[[Asked], None],
        broke: Callable[[BaseException], object],
        *,
        name: str,
        newest_only: bool = False,
    ) -> None:
        """Prepare the errand; its thread starts with the first request.

        Args:
            carry_out: Does one thing; expected failures are its own business.
            broke: Told of what it did not expect, in its thread; the thread goes on.
            name: Of the thread.
            newest_only: Whether a request drops those that still wait.
        """
        self._carry_out = carry_out
        self._broke = broke
        self._name = name
        self._newest_only = newest_only
        self._waiting: deque[Asked] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._running = False

    def ask(self, request: Asked) -> None:
        """Have something done; returns at once."""
        with self._changed:
            if self._newest_only:
                self._waiting.clear()
            self._waiting.append(request)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify()

    @property
    def overtaken(self) -> bool:
        """Whether something else is waiting, or nobody wants anything any longer."""
        return bool(self._waiting) or self._closed

    @property
    def busy(self) -> bool:
        """Whether something is asked for that is not done yet."""
        return bool(self._waiting) or self._running

    def close(self, wait_s: float) -> None:
        """Take nothing more and wait for what runs, so long at most."""
        with self._changed:
            self._closed = True
            if self._newest_only:
                self._waiting.clear()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(wait_s)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                request = self._waiting.popleft()
                self._running = True
            try:
                self._carry_out(request)
            except BaseException as error:
                self._broke(error)
            finally:
                self._running = False
