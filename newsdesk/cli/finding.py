"""`newsdesk search`: the search bar, for scripts."""

import argparse
import re

from newsdesk.cli.listing import print_rows
from newsdesk.cli.opening import opened
from newsdesk.cli.output import Output, Tone
from newsdesk.model.hits import Hits

FOUND, NOTHING = 0, 1

# A phrase in quotes, or a word; what has an operator already is left alone.
_PIECE = re.compile(r'(?<![^\s(])(-?)("[^"]*"|[^\s():"]+)(?![^\s)])')


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print what the query finds, best first; 1 when that is nothing."""
    query = " ".join(arguments.query).strip()
    if arguments.body:
        query = _PIECE.sub(_in_the_text, query)
    # What has no `body:` in it need not wait for the words of bodies.
    with opened(arguments, output, words="body:" in query) as desk:
        desk.load_index()
        hits = desk.search(query)
        for note in hits.notes:
            output.note(note)
        shown = hits.exact if arguments.as_typed else len(hits)
        if arguments.limit is not None:
            shown = min(shown, arguments.limit)
        if hits.partial and shown and not arguments.json:
            output.note("Nothing has all of these words; these have most of them.")
        typed = range(min(hits.exact, shown)) if not hits.partial else range(shown)
        why = hits.explain if arguments.explain else None
        print_rows(desk, hits, typed, output, as_json=arguments.json, why=why)
        if typed.stop < shown:
            if output.width is not None and typed.stop and not arguments.json:
                output.line((f"── {hits.near} near: with typos, joined or split words", Tone.DIM))
            print_rows(desk, hits, range(typed.stop, shown), output, as_json=arguments.json, why=why)
    return _exit_code(hits, as_typed=arguments.as_typed)


def _exit_code(hits: Hits, *, as_typed: bool) -> int:
    return FOUND if hits.exact or (hits.near and not as_typed) else NOTHING


def _in_the_text(piece: re.Match[str]) -> str:
    return piece[0] if piece[2] in {"OR", "|"} else f"{piece[1]}body:{piece[2]}"
