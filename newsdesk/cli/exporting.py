"""`newsdesk export`: what a query finds, as files for other programs.

Only articles that match as typed are exported: what is merely near is for a person to look at.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from newsdesk.cli.opening import opened
from newsdesk.cli.output import Output
from newsdesk.desk.desk import Desk
from newsdesk.desk.exporting import export
from newsdesk.export.documents import Format
from newsdesk.model.article import Article, ArticleId
from newsdesk.model.errors import ArticleNotFound

DONE, NOTHING_FOUND = 0, 1


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Export; 1 when the query finds nothing as typed.

    Raises:
        ExportFailed: a file is there already, or the folder cannot be written.
    """
    query = " ".join(arguments.query).strip()
    # A folder `-x` was taken for a word to leave out, and has a space before it.
    folder = Path(arguments.folder.removeprefix(" "))
    with opened(arguments, output, words="body:" in query) as desk:
        desk.load_index()
        hits = desk.search(query)
        for note in hits.notes:
            output.note(note)
        if not hits.exact:
            near = f" {hits.near} are near: spell the query as they do." if hits.near else ""
            output.note(f"Nothing matches as typed.{near}")
            return NOTHING_FOUND
        files = export(_articles(desk, hits.first_tier_ids()), Format(arguments.format), folder)
    if arguments.json:
        output.json({"folder": str(folder), "files": files})
    output.note(f"{hits.exact:,} articles are in {folder}, in {len(files):,} file{'' if len(files) == 1 else 's'}.")
    return DONE


def _articles(desk: Desk, ids: Sequence[ArticleId]) -> Iterator[Article]:
    for article_id in ids:
        # One that another process took away since the search is no hit any more.
        with suppress(ArticleNotFound):
            yield desk.article(article_id)
