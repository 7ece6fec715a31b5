"""What is found in every feed of a collection, beside what feedparser finds: `python -m tests.feeds_report [FOLDER]`.

Prints entries, titles, dates and links of both, how long either took, and (with `--differences`) each document in
which they differ. Reads the collection of real feeds where no folder is named.
"""

import argparse
import io
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser

from newsdesk.sources.feed import FeedOptions, FeedUnreadable, read_feed
from tests.corpus import CORPUS

FIELDS = ("entries", "titles", "dates", "links")
_NOW = datetime(2030, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Side:
    """What one reader found in all documents."""

    found: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    raised: int = 0
    slowest_ms: float = 0.0


def ours(data: bytes, url: str) -> Counter[str]:
    """Entries, titles, dates, links as newsdesk reads them; a document that is no feed has none."""
    try:
        feed = read_feed(data, url=url, options=FeedOptions(most_new_items=1_000_000), now=_NOW)
    except FeedUnreadable:
        return Counter()
    pieces = [item.piece for item in feed.items]
    return Counter(
        entries=len(pieces),
        titles=sum(all(problem.code != "title-missing" for problem in piece.problems) for piece in pieces),
        dates=sum(piece.published is not None for piece in pieces),
        links=sum(bool(piece.url) for piece in pieces),
    )


def theirs(data: bytes, url: str) -> Counter[str]:
    """The same as feedparser reads them; a date counts when it understood it, a link when it is one on the web."""
    parsed: Any = feedparser.parse(io.BytesIO(data), response_headers={"content-location": url})
    return Counter(
        entries=len(parsed.entries),
        titles=sum(bool(entry.get("title", "").strip()) for entry in parsed.entries),
        dates=sum(bool(entry.get("published_parsed") or dict(entry).get("updated_parsed")) for entry in parsed.entries),
        links=sum(entry.get("link", "").startswith(("http://", "https://")) for entry in parsed.entries),
    )


def measured(side: Side, read: Any, data: bytes, url: str) -> Counter[str]:
    """What one reader found in one document, added to its side."""
    begun = time.perf_counter()
    try:
        found: Counter[str] = read(data, url)
    except Exception as error:
        side.raised += 1
        print(f"raised {error!r} on {url}", file=sys.stderr)
        found = Counter()
    took = time.perf_counter() - begun
    side.seconds += took
    side.slowest_ms = max(side.slowest_ms, took * 1000)
    side.found.update(found)
    return found


def main() -> None:
    """Read all, print a table."""
    parser = argparse.ArgumentParser(description="Entries, titles, dates and links, beside feedparser's.")
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS / "feeds")
    parser.add_argument("--differences", action="store_true", help="list each document in which they differ")
    options = parser.parse_args()
    documents = sorted(path for path in options.folder.rglob("*") if path.is_file())
    sides = {"newsdesk": Side(), "feedparser": Side()}
    for path in documents:
        data, url = path.read_bytes(), f"https://feeds.example/{path.relative_to(options.folder)}"
        mine = measured(sides["newsdesk"], ours, data, url)
        other = measured(sides["feedparser"], theirs, data, url)
        if options.differences and mine != other:
            figures = "  ".join(f"{key} {mine[key]}/{other[key]}" for key in FIELDS if mine[key] != other[key])
            print(f"{path.relative_to(options.folder)}  {figures}")
    print(f"{len(documents)} documents")
    print(f"{'':12}{''.join(f'{key:>10}' for key in FIELDS)}{'raised':>10}{'seconds':>10}{'slowest':>12}")
    for name, side in sides.items():
        figures = "".join(f"{side.found[key]:>10,}" for key in FIELDS)
        print(f"{name:12}{figures}{side.raised:>10}{side.seconds:>10.2f}{side.slowest_ms:>9.0f} ms")


if __name__ == "__main__":
    main()
