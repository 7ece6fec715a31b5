"""`newsdesk fetch`: ask the feeds what is new, with progress on a terminal and a report for scripts.

Exit codes: 0 all well or unchanged, 1 some feeds failed, 2 the request makes no sense or nothing could be saved, 3 no
server could be reached.
"""

import argparse
from typing import TYPE_CHECKING, Any

from newsdesk.cli.feeds import NO_FEEDS, named, opened_desk
from newsdesk.cli.opening import showing_progress
from newsdesk.cli.output import Output
from newsdesk.desk.desk import Desk

if TYPE_CHECKING:
    from newsdesk.desk.fetching import FetchReport

WELL, SOME_FAILED, NONE_REACHED = 0, 1, 3
MOST_FAILURES_TOLD = 20


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Fetch, and print what that brought.

    Raises:
        UsageError: a feed that is named is not followed.
        StoreNotWritable: what came cannot be saved.
    """
    with opened_desk(arguments, output) as desk:
        only = {named(desk, text).source.id for text in arguments.feeds} or None
        if not desk.wires.listed():
            output.note(NO_FEEDS)
        with showing_progress(output) as heard:
            report = desk.wires.fetch(heard, only=only, force=not arguments.due)
            if report.changed:
                desk.load_index(heard)
        if report.busy:
            output.note(_why_busy(desk))
    if arguments.json:
        output.json(record(report))
    else:
        _print(report, output)
    if report.unreached:
        return NONE_REACHED
    return SOME_FAILED if report.failed else WELL


def _why_busy(desk: Desk) -> str:
    if not desk.writable:
        return "This desk is read-only: nothing was fetched."
    return "Another newsdesk is fetching for this desk right now; what it brings is here, too."


def record(report: "FetchReport") -> dict[str, Any]:
    """The object of a fetch."""
    return {
        "asked": report.asked,
        "unchanged": report.unchanged,
        "added": report.added,
        "amended": report.amended,
        "gone": report.gone,
        "full_texts": report.full_texts,
        "pictures": report.pictures,
        "given_up": report.given_up,
        "failed": [
            {"name": one.name, "url": one.url, "reason": one.reason, "reached": one.reached} for one in report.failed
        ],
        "offline": report.offline,
        "busy": report.busy,
    }


def _print(report: "FetchReport", output: Output) -> None:
    for one in report.failed[:MOST_FAILURES_TOLD]:
        output.note(f"{one.name}: {one.reason}")
    if len(report.failed) > MOST_FAILURES_TOLD:
        output.note(f"… and {len(report.failed) - MOST_FAILURES_TOLD:,} more; `newsdesk feeds list --health` has all.")
    if report.offline and len(report.failed) > 1:
        output.note("No server could be reached: this machine seems to be offline. What was fetched before is there.")
    facts = [f"{report.asked:,} feed{'' if report.asked == 1 else 's'}", f"{report.added:,} new"]
    counts = (
        (report.amended, "amended"),
        (report.gone, "taken back"),
        (report.full_texts, "full texts"),
        (report.pictures, "pictures"),
        (report.given_up, "given up"),
        (report.unchanged, "unchanged"),
        (len(report.failed), "failed"),
    )
    output.line(", ".join(facts + [f"{count:,} {what}" for count, what in counts if count]))
