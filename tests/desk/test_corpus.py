"""Real repositories come onto the desk whole."""

import os
from collections.abc import Callable

import pytest

from newsdesk.desk.desk import Desk
from newsdesk.sources.folder import walk
from tests.corpus import ARTICLES


@pytest.mark.corpus
@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the real articles are not here")
@pytest.mark.parametrize("repository", ["jekyll", "rust-blog"])
def test_every_article_of_a_repository_is_listed_and_can_be_found(
    open_desk: Callable[..., Desk], repository: str
) -> None:
    desk = open_desk()
    desk.add_source(str(ARTICLES / repository))
    there = {file.key for file in walk(os.fsencode(ARTICLES / repository))}
    report = desk.refresh()
    assert report.added == len(there)
    desk.load_index()
    hits = desk.search("")
    assert len(hits) == len(there)
    assert {desk.article(article_id).origin.key for article_id in hits.ids(0, len(hits))} == there
    assert not desk.refresh().changed
