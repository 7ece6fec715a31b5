"""`newsdesk stats`: the figures of the stats panel, over the desk or what a query finds."""

import argparse

from newsdesk.cli.opening import opened
from newsdesk.cli.output import Output, Tone
from newsdesk.model.hits import Facets
from newsdesk.text.widths import fit, width

TOTALS = ("articles", "words", "minutes", "unread", "starred", "problems")
COLUMNS = ("source", "author", "tag", "month", "status", "language")
SHOWN_TO_PEOPLE = 10
MOST_NAME_CELLS = 40


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the figures; always 0."""
    query = " ".join(arguments.query).strip()
    with opened(arguments, output, words="body:" in query) as desk:
        desk.load_index()
        facets = desk.search(query).facets()
    if arguments.json:
        output.json(record_of(facets, arguments.limit))
        return 0
    for name in TOTALS:
        output.line((f"{name:<10}", Tone.DIM), f"{getattr(facets, name):>12,}")
    for name in COLUMNS:
        values = facets.columns.get(name, ())[: SHOWN_TO_PEOPLE if arguments.limit is None else arguments.limit]
        if not values:
            continue
        output.line()
        output.line((name, Tone.STRONG))
        cells = min(max(width(value) for value, _count in values), MOST_NAME_CELLS)
        for value, count in values:
            output.line(f"  {fit(value, cells)}  {count:>8,}")
    return 0


def record_of(facets: Facets, limit: int | None) -> dict[str, object]:
    """The one object of `--json`: totals, and a list of [value, count] for each facet."""
    totals: dict[str, object] = {name: getattr(facets, name) for name in TOTALS}
    return totals | {
        name: [[value, count] for value, count in facets.columns.get(name, ())[:limit]] for name in COLUMNS
    }
