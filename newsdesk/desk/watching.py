"""Hear what happens to the files of the sources while the desk is open.

Owns one thread. Folders are watched one by one, without what lies below: just those that articles are looked for in,
so that neither `.git` nor what a link leads to is ever heard of. A file that is saved, renamed or removed is told
within a tenth of a second, with its place; what is new there is for `desk.refresh` to find out. Where the system cannot
watch (a network's file system, too many folders), the whole source is told as touched from time to time.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

from newsdesk.desk.refresh import Touched
from newsdesk.desk.survey import identity_of
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.sources.folder import folders, is_article_name
from newsdesk.sources.ignoring import IGNORE_FILES
from newsdesk.store.housing import on_network

QUIET_MS = 50
"""An editor's saving is several events: so long a pause ends it. The system is asked as often: 0.1 % of a core."""
LONGEST_MS = 200
"""What happens without a pause is told so often."""
LOOK_EVERY_MS = 2000
"""Whether the sources are still there, and whether one that cannot be watched is due."""
POLL_LEAST_S = 10.0
POLL_AFTER_TIMES = 1000
"""Looking at all files takes some four times as long as at the folders; so that is 0.4 % of the time."""
MOST_PLACES = 1000
"""Of more, told one by one, each would cost more than a look at the whole source."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Polled:
    """A source that cannot be watched, and when it is told the next time."""

    pause_s: float
    due_s: float


@dataclass(slots=True)
class _Plan:
    """What is watched and what is not, as the sources are at a moment."""

    identities: dict[SourceId, str | None] = field(default_factory=dict)
    watched: dict[str, list[tuple[Source, bytes]]] = field(default_factory=dict)
    """Each folder that is watched: whose it is, and its key there, with a `/` at its end where it is not the root."""
    polled: dict[SourceId, _Polled] = field(default_factory=dict)


class Watching:
    """Watches sources until it is closed."""

    def __init__(
        self,
        sources: Sequence[Source],
        ignore: Sequence[str],
        told: Callable[[Touched], object],
        broke: Callable[[BaseException], object],
    ) -> None:
        """Begin. What happens after this has returned is told.

        Args:
            sources: Those that are folders or files are watched.
            ignore: Patterns of the configuration.
            told: Called with what was touched, in a thread of this object.
            broke: Told of a bug, which ends it.
        """
        self.sources = tuple(sources)
        self._ignore = ignore
        self._told = told
        self._broke = broke
        self._can_watch = True
        self._stop = threading.Event()
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._run, name="newsdesk-watch", daemon=True)
        self._thread.start()
        self._begun.wait()

    def close(self) -> None:
        """Tell nothing more."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._watch()
        except BaseException as error:
            self._broke(error)
        finally:
            self._begun.set()

    def _watch(self) -> None:
        touched: Touched = {}
        while not self._stop.is_set():
            plan = self._planned()
            try:
                with RustNotify(list(plan.watched), False, False, 0, False, True) as notify:
                    self._begun.set()
                    if touched:
                        self._told(touched)
                    touched = self._follow(notify, plan)
            except FileNotFoundError:
                # A folder went while the watching was being set up: plan again.
                self._stop.wait(QUIET_MS / 1000)
            except OSError as error:
                log.warning("folders cannot be watched and are looked at from time to time: %s", error)
                self._can_watch = False
            except WatchfilesRustInternalError as error:
                # It cannot say names that are not UTF-8, and says nothing more after one of them.
                log.info("something happened that the watcher cannot tell: %s", error)
                touched = dict.fromkeys(plan.identities, ())

    def _planned(self) -> _Plan:
        """Look which folders there are."""
        plan = _Plan()
        for source in self.sources:
            if source.kind is SourceKind.FEED:
                continue
            plan.identities[source.id] = _identity(source)
            path = Path(os.fsdecode(source.location))
            began = time.monotonic()
            if source.kind is SourceKind.FILE:
                parts = {str(path.parent): b""}
            else:
                keys = folders(source.location, ignore=self._ignore)
                parts = {str(path / os.fsdecode(key)): key and key + b"/" for key in keys}
            if self._can_watch and all(map(_is_text, parts)) and not (path.exists() and on_network(path)):
                for folder, key in parts.items():
                    plan.watched.setdefault(folder, []).append((source, key))
            else:
                pause_s = max((time.monotonic() - began) * POLL_AFTER_TIMES, POLL_LEAST_S)
                plan.polled[source.id] = _Polled(pause_s, time.monotonic() + pause_s)
        return plan

    def _follow(self, notify: RustNotify, plan: _Plan) -> Touched:
        """Tell what happens until the plan holds no longer; returns what is to be told once another one does."""
        while not self._stop.is_set():
            found = notify.watch(LONGEST_MS, QUIET_MS, LOOK_EVERY_MS, self._stop)
            if isinstance(found, set):
                touched, plan_holds = _touched(plan, (path for _change, path in found))
            else:
                moved = [source.id for source in self.sources if self._has_moved(plan, source)]
                touched, plan_holds = dict.fromkeys([*moved, *self._due(plan)], ()), not moved
            if not plan_holds:
                return touched
            if touched:
                self._told(touched)
        return {}

    @staticmethod
    def _has_moved(plan: _Plan, source: Source) -> bool:
        """Whether a source went, came back, or is another place by the same name: an unmounted disk."""
        return source.id in plan.identities and plan.identities[source.id] != _identity(source)

    @staticmethod
    def _due(plan: _Plan) -> Sequence[SourceId]:
        now = time.monotonic()
        due = [source_id for source_id, polled in plan.polled.items() if polled.due_s <= now]
        for source_id in due:
            plan.polled[source_id].due_s = now + plan.polled[source_id].pause_s
        return due


def _identity(source: Source) -> str | None:
    try:
        return identity_of(source)
    except OSError:
        return None


def _is_text(path: str) -> bool:
    """Whether a path is UTF-8: the watcher takes no other."""
    return path.isascii() or not any("\udc80" <= character <= "\udcff" for character in path)


def _is_folder(path: str) -> bool:
    """Whether there is a folder that articles are looked for in, as far as its name says."""
    place = Path(path)
    return not place.name.startswith(".") and place.is_dir() and not place.is_symlink()


def _touched(plan: _Plan, paths: Iterable[str]) -> tuple[Touched, bool]:
    """Where something happened that concerns an article, and whether the same folders are to be watched as before."""
    places: dict[SourceId, set[bytes]] = {}
    everywhere: set[SourceId] = set()
    plan_holds = True
    for path in paths:
        folder, name = os.path.split(path)
        is_folder = path in plan.watched or _is_folder(path)
        for source, key in plan.watched.get(folder, ()):
            if source.kind is SourceKind.FILE:
                if os.fsencode(path) == source.location:
                    everywhere.add(source.id)
            elif os.fsencode(name) in IGNORE_FILES:
                everywhere.add(source.id)
                plan_holds = False
            elif is_folder or is_article_name(os.fsencode(name)):
                places.setdefault(source.id, set()).add(key + os.fsencode(name))
                plan_holds = plan_holds and not is_folder
    for source_id, keys in places.items():
        if len(keys) > MOST_PLACES:
            everywhere.add(source_id)
    return places | {source_id: set() for source_id in everywhere}, plan_holds
