"""`newsdesk sources …`: what the standing desk follows, and looking after it."""

import argparse
import os
from typing import Any

from newsdesk.cli.opening import bring_up_to_date, settings_for
from newsdesk.cli.output import Output, Tone
from newsdesk.desk.desk import Desk
from newsdesk.desk.followed import Followed
from newsdesk.desk.opening import open_standing_desk
from newsdesk.desk.paths import data_folder, real_path
from newsdesk.model.errors import UsageError
from newsdesk.model.source import Source, SourceKind

WEB = ("http://", "https://", "feed:")
LIST_ENDING = ".opml"


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Carry it out.

    Raises:
        SourceNotFound: a path to add is not there; those before it were added.
        UsageError: a source that is meant is not followed, or its new name is another one's.
    """
    if arguments.only:
        raise UsageError("`sources` works on your desk; --source names what other commands work on instead of it.")
    with open_standing_desk(data_folder(arguments.data_dir, os.environ), settings_for(arguments, output)) as desk:
        match arguments.action:
            case "list":
                _list(desk, output, as_json=arguments.json)
            case "add":
                _add(desk, arguments.paths, output)
            case "rename":
                desk.rename_source(_named(desk, arguments.path).id, arguments.name)
            case "remove":
                for source in [_named(desk, path) for path in arguments.paths]:
                    desk.remove_source(source.id)
            case pause_or_resume:
                for source in [_named(desk, path) for path in arguments.paths]:
                    _pause(desk, source, resting=pause_or_resume == "pause")
    return 0


def _add(desk: Desk, paths: list[str], output: Output) -> None:
    for path in paths:
        if path.startswith(WEB) and not os.path.lexists(path):
            raise UsageError(f"{path} is an address on the web: `newsdesk feeds add {path}` follows its feed.")
        if path.casefold().endswith(LIST_ENDING):
            raise UsageError(f"{path} is a list of feeds: `newsdesk feeds import {path}` follows them.")
        desk.add_source(path)
    bring_up_to_date(desk, output)


def _named(desk: Desk, text: str) -> Source:
    """The source that is meant, by its path or the name that `list` shows."""
    for source in desk.sources():
        if source.location == real_path(text) or source.name == text or source.location == os.fsencode(text):
            return source
    raise UsageError(f"{text} is not followed. `newsdesk sources list` shows what is.")


def _pause(desk: Desk, source: Source, *, resting: bool) -> None:
    if source.kind is not SourceKind.FEED:
        desk.pause_source(source.id, resting)
    elif resting:
        desk.wires.pause(source.id)
    else:
        desk.wires.resume(source.id)


def _list(desk: Desk, output: Output, *, as_json: bool) -> None:
    listed = desk.followed()
    if not listed:
        output.note(
            "Nothing is followed yet: `newsdesk sources add FOLDER` or `newsdesk feeds add URL` is the first step."
        )
    for one in listed:
        source, location = one.source, os.fsdecode(one.source.location)
        if as_json:
            output.json(_record(one))
        elif output.width is None:
            output.row((source.name, source.kind.value, location, _state(one)))
        else:
            told = {"missing": "cannot be reached"}.get(_state(one), _state(one))
            state = (f"  {told}", Tone.WARNING if source.missing else Tone.DIM) if told else ""
            figures = f"  {one.figures.articles:,} articles, {one.figures.unread:,} unread"
            output.line((source.name, Tone.STRONG), f"  {location}", (figures, Tone.DIM), state)


def _state(one: Followed) -> str:
    return "missing" if one.source.missing else "paused" if one.paused else ""


def _record(one: Followed) -> dict[str, Any]:
    """The object of one source."""
    changed = one.figures.changed
    return {
        "id": one.source.id,
        "name": one.source.name,
        "kind": one.source.kind.value,
        "location": os.fsdecode(one.source.location),
        "missing": one.source.missing,
        "paused": one.paused,
        "articles": one.figures.articles,
        "unread": one.figures.unread,
        "problems": one.figures.problems,
        "changed": changed and changed.isoformat(timespec="seconds"),
    }
