"""`newsdesk sources add|remove|list`: what the standing desk follows."""

import argparse
import os
from typing import Any

from newsdesk.cli.opening import bring_up_to_date, settings_for
from newsdesk.cli.output import Output, Tone
from newsdesk.desk.desk import Desk
from newsdesk.desk.opening import open_standing_desk
from newsdesk.desk.paths import data_folder, real_path
from newsdesk.model.errors import UsageError
from newsdesk.model.source import Source


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Carry it out.

    Raises:
        SourceNotFound: a path to add is not there; those before it were added.
        UsageError: a path to remove is not followed.
    """
    if arguments.only:
        raise UsageError("`sources` works on your desk; --source names what other commands work on instead of it.")
    with open_standing_desk(data_folder(arguments.data_dir, os.environ), settings_for(arguments, output)) as desk:
        if arguments.action == "list":
            _list(desk, output, as_json=arguments.json)
        elif arguments.action == "add":
            _add(desk, arguments.paths, output)
        else:
            for path in arguments.paths:
                desk.remove_source(_named(desk, path).id)
    return 0


def _add(desk: Desk, paths: list[str], output: Output) -> None:
    for path in paths:
        desk.add_source(path)
    bring_up_to_date(desk, output)


def _named(desk: Desk, text: str) -> Source:
    """The source that is meant, by its path or the name that `list` shows."""
    for source in desk.sources():
        if source.location == real_path(text) or source.name == text or source.location == os.fsencode(text):
            return source
    raise UsageError(f"{text} is not followed. `newsdesk sources list` shows what is.")


def _list(desk: Desk, output: Output, *, as_json: bool) -> None:
    sources = desk.sources()
    if not sources:
        output.note("Nothing is followed yet: `newsdesk sources add FOLDER` is the first step.")
    for source in sources:
        location = os.fsdecode(source.location)
        if as_json:
            output.json(_record(source))
        elif output.width is None:
            output.row((source.name, source.kind.value, location, "missing" if source.missing else ""))
        else:
            missing = ("  cannot be reached", Tone.WARNING) if source.missing else ""
            output.line((source.name, Tone.STRONG), f"  {location}", missing)


def _record(source: Source) -> dict[str, Any]:
    """The object of one source."""
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "location": os.fsdecode(source.location),
        "missing": source.missing,
    }
