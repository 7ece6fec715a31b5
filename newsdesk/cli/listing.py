"""`newsdesk list`, and what `newsdesk search` shares with it: how articles are printed as rows."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import tzinfo

from newsdesk.cli.opening import opened
from newsdesk.cli.output import Output, Tone
from newsdesk.desk.desk import Desk
from newsdesk.export.records import article_record
from newsdesk.model.article import ArticleId
from newsdesk.model.errors import ArticleNotFound
from newsdesk.model.headline import Headline
from newsdesk.model.hits import Field, Hits, Match
from newsdesk.text.widths import cut, fit

PAGE = 500
"""So many rows are fetched at once: a list of a million never stands in memory."""

DATE_CELLS = 10
GAP = "  "
MOST_AUTHOR_CELLS, MOST_SOURCE_CELLS = 24, 16
WITH_AUTHORS_CELLS, WITH_SOURCE_CELLS = 70, 100
"""Terminals that are narrower show the headline instead."""


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print the list; always 0."""
    with opened(arguments, output) as desk:
        print_list(desk, output, limit=arguments.limit, as_json=arguments.json)
    return 0


def print_list(desk: Desk, output: Output, *, limit: int | None = None, as_json: bool = False) -> None:
    """Print the articles of a desk, newest first."""
    desk.load_index()
    hits = desk.search("")
    print_rows(desk, hits, range(len(hits) if limit is None else min(limit, len(hits))), output, as_json=as_json)


def print_rows(
    desk: Desk,
    hits: Hits,
    rows: range,
    output: Output,
    *,
    as_json: bool,
    why: Callable[[ArticleId], str] | None = None,
) -> None:
    """Print a stretch of the hits: JSON Lines, a table on a terminal, fields with tabs between down a pipe.

    Args:
        desk: Where the articles are.
        hits: What was found.
        rows: Which of them.
        output: Where to.
        as_json: Whether scripts read it.
        why: Says why an article stands where it does; that is printed with it.
    """
    if as_json:
        for article_id in _ids(hits, rows):
            # One that another process took away since the search is no hit any more.
            with suppress(ArticleNotFound):
                reason = {"why": why(article_id)} if why else {}
                output.json(article_record(desk.article(article_id, text=False)) | reason)
        return
    names = {source.id: source.name for source in desk.sources()}
    highest_id = max(hits.ids(rows.start, min(rows.start + PAGE, rows.stop)), default=0)
    columns = _Columns.at(output.width or 0, highest_id=highest_id, several_sources=len(names) > 1)
    for headline in _headlines(desk, hits, rows):
        source = names.get(headline.source_id, "")
        if output.width is None:
            output.row(
                (
                    str(headline.id),
                    headline.published.isoformat() if headline.published else "",
                    headline.title,
                    ", ".join(headline.authors),
                    source,
                    *((why(headline.id),) if why else ()),
                )
            )
            continue
        output.line(*_table_row(headline, source, hits, columns, desk.settings.zone))
        if why:
            output.line(" " * columns.number, GAP, (why(headline.id), Tone.DIM))


def _ids(hits: Hits, rows: range) -> Iterator[ArticleId]:
    for start in range(rows.start, rows.stop, PAGE):
        yield from hits.ids(start, min(start + PAGE, rows.stop))


def _headlines(desk: Desk, hits: Hits, rows: range) -> Iterator[Headline]:
    for start in range(rows.start, rows.stop, PAGE):
        yield from desk.headlines(hits.ids(start, min(start + PAGE, rows.stop)))


@dataclass(frozen=True, slots=True)
class _Columns:
    """How wide the columns of a table are, in cells; one of 0 is left out."""

    number: int
    headline: int
    authors: int
    source: int

    @classmethod
    def at(cls, cells: int, *, highest_id: int, several_sources: bool) -> "_Columns":
        """Narrow ones leave out what tells least: the source, then the authors."""
        number = len(str(highest_id))
        authors = min(MOST_AUTHOR_CELLS, cells // 5) if cells >= WITH_AUTHORS_CELLS else 0
        source = MOST_SOURCE_CELLS if several_sources and cells >= WITH_SOURCE_CELLS else 0
        taken = number + DATE_CELLS + authors + source + len(GAP) * (2 + bool(authors) + bool(source))
        return cls(number, cells - taken, authors, source)


def _table_row(
    headline: Headline, source: str, hits: Hits, columns: _Columns, zone: tzinfo
) -> Iterable[str | tuple[str, Tone]]:
    day = headline.published.day(zone).isoformat() if headline.published else ""
    yield (f"{headline.id:>{columns.number}}{GAP}{day:<{DATE_CELLS}}{GAP}", Tone.DIM)
    beside = bool(columns.authors)
    title = fit(headline.title, columns.headline) if beside else cut(headline.title, columns.headline)
    yield from highlighted(title, hits.matches(headline.title, Field.TITLE, headline.id))
    if beside:
        authors = ", ".join(headline.authors)
        yield (GAP + (fit(authors, columns.authors) if columns.source else cut(authors, columns.authors)), Tone.DIM)
    if columns.source:
        yield (GAP + cut(source, columns.source), Tone.DIM)


def highlighted(text: str, matches: Sequence[Match]) -> Iterable[str | tuple[str, Tone]]:
    """The text in pieces, what the query found set off."""
    done = 0
    for match in matches:
        if match.start >= len(text):
            break
        yield text[done : match.start]
        yield (text[match.start : match.end], Tone.MATCH)
        done = match.end
    yield text[done:]
