"""`newsdesk list`, and what `newsdesk search` shares with it: how articles are printed as rows."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from newsdesk.cli.opening import opened
from newsdesk.cli.output import Output, Tone
from newsdesk.cli.records import article_record
from newsdesk.desk.desk import Desk
from newsdesk.model.article import ArticleId
from newsdesk.model.errors import ArticleNotFound
from newsdesk.model.headline import Headline
from newsdesk.model.hits import Field, Hits, Match
from newsdesk.text.widths import cut, fit, width

PAGE = 500
"""So many rows are fetched at once: a list of a million never stands in memory."""

DATE_CELLS = 10
GAP = "  "
MOST_BYLINE_CELLS = 32


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
                output.json(article_record(desk.article(article_id)) | reason)
        return
    names = {source.id: source.name for source in desk.sources()}
    id_cells = len(str(max(hits.ids(rows.start, min(rows.start + PAGE, rows.stop)), default=0)))
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
        output.line(*_table_row(headline, source, hits, id_cells, output.width, desk))
        if why:
            output.line(" " * id_cells, GAP, (why(headline.id), Tone.DIM))


def _ids(hits: Hits, rows: range) -> Iterator[ArticleId]:
    for start in range(rows.start, rows.stop, PAGE):
        yield from hits.ids(start, min(start + PAGE, rows.stop))


def _headlines(desk: Desk, hits: Hits, rows: range) -> Iterator[Headline]:
    for start in range(rows.start, rows.stop, PAGE):
        yield from desk.headlines(hits.ids(start, min(start + PAGE, rows.stop)))


def _table_row(
    headline: Headline, source: str, hits: Hits, id_cells: int, cells: int, desk: Desk
) -> Iterable[str | tuple[str, Tone]]:
    """Number, day, headline, and what fits of author and source."""
    day = headline.published.day(desk.settings.zone).isoformat() if headline.published else ""
    start = f"{headline.id:>{id_cells}}{GAP}{day:<{DATE_CELLS}}{GAP}"
    byline = " · ".join(part for part in (", ".join(headline.authors), source) if part)
    room = cells - width(start)
    # The byline gives way first: it gets what the headline leaves, or a third.
    byline = cut(byline, max(min(room // 3, MOST_BYLINE_CELLS), room - width(headline.title) - len(GAP)))
    if room < 2 * MOST_BYLINE_CELLS:
        byline = ""
    title_cells = room - (width(byline) + len(GAP) if byline else 0)
    title = fit(headline.title, title_cells) if byline else cut(headline.title, title_cells)
    yield (start, Tone.DIM)
    yield from highlighted(title, hits.matches(headline.title, Field.TITLE))
    if byline:
        yield (GAP + byline, Tone.DIM)


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
