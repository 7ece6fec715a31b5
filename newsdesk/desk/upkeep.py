"""Is everything sound, and the way back from a backup: what `newsdesk doctor` and `newsdesk restore` do to a desk.

Nothing is ever deleted here that cannot be made anew: a store that does not open is moved aside and kept.
"""

import os
import platform
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsdesk.desk.desk import Desk
from newsdesk.desk.network import network_options
from newsdesk.desk.paths import DeskPath
from newsdesk.desk.settings import Settings, examine, others_can_write
from newsdesk.model.errors import NewsdeskError, StoreDamaged, StoreUnusable
from newsdesk.model.source import SourceKind
from newsdesk.model.wire import Condition
from newsdesk.store import check
from newsdesk.store.salvage import salvage

ENOUGH_SPACE_BYTES = 200 * 1024 * 1024
"""A migration copies the store first; below that, a large desk could not be brought up to date."""

A_BACKUP = "`newsdesk restore FILE` takes over a backup; what is there is kept."
SAVE_WHAT_READS = (
    "Leave every newsdesk on this desk. Then `newsdesk doctor --fix` saves what can be read, or `newsdesk restore "
    "FILE` takes over a backup; the damaged store is kept either way."
)
MOST_WIRES_NAMED = 5
"""Of those that fail; `newsdesk feeds list --health` has all."""
FULL_TEXT = "fulltext"
"""Stands in what SQLite says of the tables of words, which are made anew of the articles."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    about: str
    says: str
    sound: bool = True
    way_out: str = ""
    """What helps, as a sentence."""


def look_over(where: DeskPath, settings: Settings, configuration: Path, *, mend: bool) -> Iterator[Finding]:
    """Look at all that a desk stands on, one thing after the other.

    Args:
        where: The desk.
        settings: What it is opened with.
        configuration: The file that the settings come from.
        mend: Whether to mend what can be: what is derived from the articles is made anew, and of a damaged store what
            reads is saved into a new one.
    """
    yield Finding("Python", f"{platform.python_version()} on {platform.system()}")
    yield _sqlite()
    yield from _configuration(configuration)
    yield from _folder(where.folder)
    if not where.store.exists():
        yield Finding("desk", "none yet: `newsdesk sources add FOLDER` begins it")
        return
    yield from _copies(where)
    try:
        yield from _store(where, settings, mend=mend)
        with Desk.open(where, settings) as desk:
            yield from _desk(desk, mend=mend)
    except NewsdeskError as error:
        yield Finding("desk", str(error), False, A_BACKUP)


def restore(where: DeskPath, settings: Settings, saved: Path) -> Path:
    """Take over a backup, also where the desk does not open any more.

    Returns:
        Where what was there before is kept.

    Raises:
        StoreUnusable: the backup is none, is damaged, or was made by a newer version; nothing was changed.
        StoreNotWritable: the desk's folder cannot be written.
    """
    try:
        desk = Desk.open(where, settings)
    except StoreUnusable:
        return _restore_in_place_of_a_broken_one(where, settings, saved)
    with desk:
        return desk.restore(saved)


def _restore_in_place_of_a_broken_one(where: DeskPath, settings: Settings, saved: Path) -> Path:
    aside = f".broken-{time.strftime('%Y%m%d-%H%M%S')}"
    moved = [(path, path.with_name(path.name + aside)) for path in where.store_files if path.exists()]
    try:
        for path, kept in moved:
            path.rename(kept)
    except OSError as error:
        raise StoreUnusable(f"{where.store} cannot be moved aside: {error.strerror}.") from error
    try:
        with Desk.open(where, settings) as desk:
            # What it says it keeps is the empty one that was just made.
            desk.restore(saved).unlink()
    except NewsdeskError:
        for path in where.store_files:
            path.unlink(missing_ok=True)
        for path, kept in moved:
            kept.rename(path)
        raise
    return where.store.with_name(where.store.name + aside)


def _configuration(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield Finding("configuration", "none: everything has its default")
        return
    faults = examine(path)[1]
    if faults:
        yield Finding("configuration", faults[0].message, False, "`newsdesk config check` lists all, with their lines.")
    elif others_can_write(path):
        yield Finding("configuration", f"everybody may write to {path}", False, "`chmod o-w` closes it.")
    else:
        yield Finding("configuration", str(path))


def _folder(folder: Path) -> Iterator[Finding]:
    if not folder.exists():
        yield Finding("data folder", f"{folder} will be made when it is needed")
        return
    if not os.access(folder, os.W_OK):
        yield Finding("data folder", f"{folder} is read-only", False, "Until it can be written, nothing can be saved.")
        return
    space = os.statvfs(folder)
    free = space.f_bavail * space.f_frsize
    enough = free >= ENOUGH_SPACE_BYTES
    says = f"{folder}, {free // (1024 * 1024):,} MiB free"
    yield Finding("data folder", says, enough, "" if enough else "Make room, or move it with NEWSDESK_DATA_DIR.")


def _copies(where: DeskPath) -> Iterator[Finding]:
    """What is kept of the desk as it was: before it was brought up to date, restored or mended."""
    kept = sorted(set(where.store.parent.glob(f"{where.store.name}.*")))
    if kept:
        size = sum(path.stat().st_size for path in kept) // (1024 * 1024)
        names = ", ".join(path.name for path in kept)
        # Their names say of when they are; whoever is content with the desk can delete them.
        yield Finding("older copies", f"{names}: {size:,} MiB", way_out="Nothing needs them while the desk is sound.")


def _sqlite() -> Finding:
    if not check.HAS_WAL_RESET_BUG:
        return Finding("SQLite", check.SQLITE_VERSION)
    # No fault of the desk's, and no reason for an exit code: most systems still have such a one.
    return Finding(
        "SQLite",
        f"{check.SQLITE_VERSION}, older than 3.51.3: two processes that write at once can, very rarely, damage a store",
        way_out="A newer Python brings a newer SQLite. Until then, `newsdesk backup FILE` now and then.",
    )


def _store(where: DeskPath, settings: Settings, *, mend: bool) -> Iterator[Finding]:
    """The store, looked at and mended before anything else is asked of it."""
    damage = _damage(where, settings)
    if not damage:
        yield Finding("store", f"sound, {where.store.stat().st_size // 1024:,} KiB")
    elif not mend:
        for says in damage:
            yield Finding("store", says, False, SAVE_WHAT_READS)
    elif all(FULL_TEXT in says for says in damage):
        yield Finding("store", f"the full text was damaged, and nothing else: {damage[0]}")
    else:
        # Nothing is written to the damaged file before: it is kept as it was.
        saved = salvage(where.store, datetime.now(UTC))
        yield Finding(
            "store",
            f"was damaged: {saved.articles:,} articles, {saved.marked:,} of them with marks of yours, are saved into a "
            f"new one; the damaged one is kept as {saved.aside}",
        )


def _damage(where: DeskPath, settings: Settings) -> list[str]:
    try:
        with Desk.open(where, settings) as desk:
            return desk.findings()
    except StoreDamaged as error:
        return [str(error)]


def _desk(desk: Desk, *, mend: bool) -> Iterator[Finding]:
    if mend:
        desk.forget_what_is_derived()
        yield Finding("index", "forgotten, with the full text: both are made anew of the articles")
        desk.refresh()
    desk.load_index()
    yield Finding("index", f"{len(desk.search('')):,} articles can be found")
    yield from _wires(desk)
    for source in desk.sources():
        if source.kind is SourceKind.FEED:
            continue
        reached = os.path.lexists(source.location)
        way_out = "" if reached else "Its articles stay. `newsdesk sources remove` takes it off the desk."
        yield Finding("source", f"{source.name}: {os.fsdecode(source.location)}", reached, way_out)


def _wires(desk: Desk) -> Iterator[Finding]:
    """How many feeds there are, which fail, and how newsdesk goes out to the web for them."""
    listed = desk.wires.health(figures=False)
    if not listed:
        return
    failing = [one for one in listed if one.condition is Condition.FAILING]
    count = f"{len(listed):,} feed{'' if len(listed) == 1 else 's'}"
    yield Finding("wires", f"{count}, {len(failing):,} failing" if failing else f"{count}, all well")
    for one in failing[:MOST_WIRES_NAMED]:
        yield Finding("wire", f"{one.wire.source.name}: {one.wire.url}", sound=False, way_out=one.says)
    options = network_options(desk.settings, os.environ)
    way = f"through the proxy {options.proxy}" if options.proxy else "straight; proxies of the environment are not used"
    let_in = f"; let through besides: {', '.join(options.allow_hosts)}" if options.allow_hosts else ""
    yield Finding("network", f"{way}{let_in}")
