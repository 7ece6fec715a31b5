"""`newsdesk mark`, `archive`, `undo`, `redo`: act on what a query finds, and take it back.

Only articles that match as typed are acted on: what is merely near is for a person to look at.
"""

import argparse

from newsdesk.cli.opening import opened
from newsdesk.cli.output import Output
from newsdesk.desk.desk import Desk
from newsdesk.model.action import Action, Deed

STATES = {
    "read": Action.READ,
    "unread": Action.UNREAD,
    "starred": Action.STAR,
    "unstarred": Action.UNSTAR,
    "archived": Action.ARCHIVE,
    "unarchived": Action.UNARCHIVE,
}
DONE, NOTHING_FOUND = 0, 1


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Carry it out; 1 when the query finds nothing as typed, or there is nothing to take back."""
    if arguments.mark in {"undo", "redo"}:
        return _take_back(arguments, output)
    query = " ".join(arguments.query).strip()
    with opened(arguments, output, words="body:" in query) as desk:
        desk.load_index()
        hits = desk.search(query)
        for note in hits.notes:
            output.note(note)
        if not hits.exact:
            near = f" {hits.near} are near: spell the query as they do." if hits.near else ""
            output.note(f"Nothing matches as typed.{near}")
            return NOTHING_FOUND
        state = arguments.state if arguments.mark == "mark" else "archived"
        deed = desk.act(STATES[state], hits.first_tier_ids())
    _tell(deed, output, as_json=arguments.json)
    output.note(f"{len(deed.changed):,} of {hits.exact:,} articles marked {state}. `newsdesk undo` takes it back.")
    return DONE


def _take_back(arguments: argparse.Namespace, output: Output) -> int:
    arguments.no_refresh = True
    with opened(arguments, output) as desk:
        deed = _turn(desk, arguments.mark)
    if deed is None:
        output.note("There is nothing to take back." if arguments.mark == "undo" else "There is nothing to do again.")
        return NOTHING_FOUND
    _tell(deed, output, as_json=arguments.json)
    verb = "taken back" if deed.undone else "done again"
    output.note(f"“{deed.action}” of {len(deed.changed):,} articles was {verb}.")
    return DONE


def _turn(desk: Desk, which: str) -> Deed | None:
    return desk.undo() if which == "undo" else desk.redo()


def _tell(deed: Deed, output: Output, *, as_json: bool) -> None:
    if as_json:
        output.json({"action": deed.action.value, "undone": deed.undone, "changed": list(deed.changed)})
