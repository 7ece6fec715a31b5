"""What waits, and what is shown at once."""

from newsdesk.model.article import ArticleId
from newsdesk.ui.arrivals import Arrivals

LATEST = ArticleId(7)


def an_open_desk() -> Arrivals:
    arrivals = Arrivals()
    arrivals.sources_read()
    arrivals.answered(LATEST, until=None, waiting=0)
    return arrivals


def test_what_comes_after_the_list_was_shown_waits() -> None:
    arrivals = an_open_desk()
    assert arrivals.until(untouched=True, rows=3) == LATEST
    arrivals.answered(ArticleId(9), until=LATEST, waiting=2)
    assert arrivals.waiting == 2
    assert arrivals.until(untouched=False, rows=3) == LATEST


def test_another_query_shows_all_there_is() -> None:
    arrivals = an_open_desk()
    arrivals.answered(ArticleId(9), until=None, waiting=0)
    assert arrivals.waiting == 0
    assert arrivals.until(untouched=False, rows=3) == ArticleId(9)


def test_an_empty_list_is_filled_at_once() -> None:
    assert an_open_desk().until(untouched=False, rows=0) is None


def test_until_the_sources_were_read_nothing_waits_for_a_reader_who_has_done_nothing() -> None:
    arrivals = Arrivals()
    arrivals.answered(LATEST, until=None, waiting=0)
    assert arrivals.until(untouched=True, rows=3) is None
    assert arrivals.until(untouched=False, rows=3) == LATEST
    arrivals.sources_read()
    assert arrivals.until(untouched=True, rows=3) == LATEST


def test_an_empty_desk_is_filled_before_the_reader_s_eyes_whatever_they_do() -> None:
    arrivals = Arrivals()
    arrivals.filling = True
    arrivals.answered(LATEST, until=None, waiting=0)
    assert arrivals.until(untouched=False, rows=3) is None
    arrivals.sources_read()
    assert arrivals.until(untouched=False, rows=3) == LATEST
