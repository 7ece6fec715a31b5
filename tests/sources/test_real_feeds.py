"""Every document of the collection of real feeds: nothing raises, and no more is missed than feedparser misses."""

import pytest

from tests.corpus import CORPUS
from tests.feeds_report import FIELDS, Side, measured, ours, theirs

FEEDS = CORPUS / "feeds"


@pytest.mark.corpus
@pytest.mark.skipif(not FEEDS.is_dir(), reason="the collection of real feeds is not there")
def test_real_feeds_give_what_a_patient_parser_finds_in_them() -> None:
    mine, other = Side(), Side()
    for path in sorted(path for path in FEEDS.rglob("*") if path.is_file()):
        data, url = path.read_bytes(), f"https://feeds.example/{path.name}"
        measured(mine, ours, data, url)
        measured(other, theirs, data, url)
    assert mine.raised == 0
    assert all(mine.found[name] >= other.found[name] for name in FIELDS)
