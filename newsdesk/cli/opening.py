"""Open the desk that a command works on, and bring it up to date first: a script is answered from what is there now."""

import argparse
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newsdesk.cli.output import Output
from newsdesk.desk.desk import Desk
from newsdesk.desk.opening import open_desk
from newsdesk.desk.paths import configuration_file, data_folder
from newsdesk.desk.progress import Progress, ProgressHeard
from newsdesk.desk.settings import Settings, load, others_can_write
from newsdesk.model.errors import StoreNotWritable

if TYPE_CHECKING:
    from newsdesk.desk.refresh import RefreshReport

PATIENCE_S = 0.7
"""What is over by then needs no progress line."""

BAR_CELLS = 20

LONGEST_WAIT_S = 300.0
"""For another process that reads the sources: a first reading of a million articles takes some minutes."""

ASK_AGAIN_S = 0.05


def settings_for(arguments: argparse.Namespace, output: Output) -> Settings:
    """The settings, with a word of warning where others could change them.

    Raises:
        SettingsInvalid: the configuration file says what newsdesk does not understand.
    """
    path = configuration_file(arguments.config, os.environ)
    settings = load(path)
    if others_can_write(path):
        output.note(f"Everybody on this machine may write to {path}; `chmod o-w` closes it.")
    return settings


@contextmanager
def opened(
    arguments: argparse.Namespace, output: Output, *, settings: Settings | None = None, words: bool = False
) -> Iterator[Desk]:
    """The desk of the arguments, up to date unless `--no-refresh` was given."""
    settings = settings or settings_for(arguments, output)
    with open_desk(data_folder(arguments.data_dir, os.environ), arguments.only, settings) as desk:
        if not getattr(arguments, "no_refresh", False):
            bring_up_to_date(desk, output, words=words)
        yield desk


def bring_up_to_date(desk: Desk, output: Output, *, words: bool = False) -> None:
    """Take in what changed in the sources; what stops that is told, and the answer comes from what was there.

    Args:
        desk: It is written to.
        output: Shows progress, where it takes long.
        words: Whether `body:` is to be answered; else nothing waits for the words of the bodies.
    """
    with showing_progress(output) as heard:
        try:
            report = _refreshed(desk, output, heard, words=words)
        except StoreNotWritable as error:
            output.note(str(error))
            return
    if report.busy:
        output.note(
            "Another newsdesk is still reading the sources of this desk: this is what has arrived."
            if desk.writable
            else "This desk is read-only: this is what was read before."
        )
    for name in report.unseen:
        output.note(f"{name} could not be looked into: what was read of it before stays.")
    for name in report.missing:
        output.note(f"{name} cannot be reached: this is what was read before.")


def _refreshed(desk: Desk, output: Output, heard: ProgressHeard, *, words: bool) -> "RefreshReport":
    """Refresh, after whoever is at it: a list of half of the articles would be a wrong answer to a script."""
    began = time.monotonic()
    told = False
    while (report := desk.refresh(heard, words=words)).busy and desk.writable:
        waited = time.monotonic() - began
        if waited > LONGEST_WAIT_S:
            break
        if waited > PATIENCE_S and not told:
            output.note("Another newsdesk is reading the sources of this desk; waiting for it.")
            told = True
        time.sleep(ASK_AGAIN_S)
    return report


class _Line:
    """Progress on one line of standard error, once it has taken so long."""

    def __init__(self, output: Output, patience_s: float) -> None:
        self._output = output
        self._patience_s = patience_s
        self._began = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() - self._began < self._patience_s:
            return
        done = round(BAR_CELLS * progress.done / progress.total) if progress.total else BAR_CELLS
        bar = "#" * done + "-" * (BAR_CELLS - done)
        left = f", {progress.left_s:.0f} s left" if progress.left_s is not None else ""
        self._output.progress(
            f"{progress.what} [{bar}] {progress.done:,} of {progress.total:,}, {progress.per_second:,.0f}/s{left}"
        )


@contextmanager
def showing_progress(output: Output, *, patience_s: float = PATIENCE_S) -> Iterator[_Line]:
    """Something that hears progress and shows it, if it takes long; the line is gone when the block ends."""
    try:
        yield _Line(output, patience_s)
    finally:
        output.progress_done()
