"""The way in: run the TUI on a desk. Thin, and light to import."""

import os
import shutil
import sys
from typing import TYPE_CHECKING

from newsdesk.model.errors import StoreNotWritable
from newsdesk.ui.first_picture import first_picture
from newsdesk.ui.surroundings import Surroundings, prepare
from newsdesk.ui.terminal.early_screen import EarlyScreen

if TYPE_CHECKING:
    from newsdesk.desk.desk import Desk
    from newsdesk.desk.settings import Settings


def run(desk: "Desk", settings: "Settings", *, first_query: str = "") -> int | None:  # noqa: ARG001
    """Open the desk on the terminal until the reader leaves, a signal ends it or the line is gone.

    Args:
        desk: An open desk; it stays open.
        settings: How the reader wants things.
        first_query: What stands in the search bar at first.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended it. None when the reader, looking at the
        samples, has begun a desk of their own: that one is to be opened now.

    Raises:
        StoreNotWritable: not all that the reader did could be saved, to the last; the terminal is restored before.
        Exception: a bug ended it; the terminal is restored before.
    """
    surroundings = Surroundings.of(os.environ)
    prepare(os.environ, surroundings)
    with EarlyScreen() as early:
        # A second desk of the same process finds Textual there.
        if "textual" not in sys.modules and not first_query:
            columns, rows = shutil.get_terminal_size()
            picture = first_picture(desk, surroundings, columns, rows, true_colour=surroundings.true_colour)
            if picture is not None:
                early.show(picture)
        # Only now: Textual reads the environment when it is imported.
        from newsdesk.ui.newsroom import Newsroom

        app = Newsroom(desk, surroundings, first_query=first_query, early=early)
        app.run()
    if app.fault is not None:
        raise app.fault
    if app.desk_screen.lost:
        raise StoreNotWritable(app.desk_screen.lost)
    return None if app.has_own_desk else app.return_code or 0
