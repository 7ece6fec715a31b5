"""Real articles, all of them: no row too wide, no word lost, no exception.

`pytest -m full tests/reading/test_corpus.py -s` lays out every article of the corpus and prints the time per thousand;
the ordinary run takes every hundredth.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from newsdesk.model.article import Article
from newsdesk.reading.markdown.blocks import Table
from newsdesk.reading.reading import Reading
from newsdesk.reading.signs import UNICODE
from newsdesk.reading.spans import Role, text_of
from newsdesk.sources.folder import read_file, walk
from newsdesk.sources.options import ReadingOptions
from newsdesk.text.widths import width
from tests.corpus import ARTICLES
from tests.reading.pages import EVERYTHING, a_stored_article

DECORATION = {Role.MARKER, Role.QUOTE_BAR, Role.CALLOUT_BAR, Role.RULE, Role.CODE_LANGUAGE}
WIDTHS = (60, 100)
SAMPLED = 100


def _articles(folder: Path, step: int) -> Iterator[Article]:
    options = ReadingOptions()
    for number, file in enumerate(walk(os.fsencode(folder.resolve()))):
        if number % step == 0:
            raw = read_file(file.path, key=file.key, options=options)
            yield replace(a_stored_article(""), origin=raw.origin, piece=raw.piece)


def _missing(reading: Reading) -> list[str]:
    """Words of the parsed text that stand on no row."""
    missing: list[str] = []
    page = reading._page
    for number in range(len(page.blocks)):
        rows = [page.draw(number, row) for row in range(page.measure(number))]
        shown = "".join(
            span.text for row in rows for span in row if span.role not in DECORATION and span.text != UNICODE.continued
        )
        shown = re.sub(r"\s", "", shown)
        text = page.text(number)
        if isinstance(page.blocks[number], Table):
            # Cells stand side by side: a word that is broken in one has its neighbour's words in its middle.
            missing += Counter("".join(text.split())) - Counter(shown)
        else:
            missing += [word for word in text.split() if word not in shown]
    return missing


@pytest.mark.corpus
@pytest.mark.skipif(not ARTICLES.exists(), reason="the real articles are not here")
@pytest.mark.parametrize("step", [SAMPLED, pytest.param(1, marks=pytest.mark.full)])
def test_real_articles_are_laid_out_whole_and_within_the_pane(step: int) -> None:
    for folder in sorted(path for path in ARTICLES.iterdir() if path.is_dir()):
        count, spent = 0, 0.0
        for article in _articles(folder, step):
            for cells in WIDTHS:
                begun = perf_counter()
                lines = Reading(article, width=cells).lines(0, EVERYTHING)
                spent += perf_counter() - begun
                count += 1
                assert all(width(text_of(line)) <= cells for line in lines), article.origin.key
                assert not _missing(Reading(article, width=cells, sideways=False)), article.origin.key
        print(f"{folder.name}: {count} layouts, {1000 * spent / max(count, 1):.2f} s per 1,000")
