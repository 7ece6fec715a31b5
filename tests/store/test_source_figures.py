"""What each source has brought, counted in one walk."""

from dataclasses import replace
from datetime import UTC, datetime

from newsdesk.model.action import Action
from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.source_figures import SourceFigures
from newsdesk.model.wire import Arrival, Course, Wire
from newsdesk.store import Store
from tests.builders import an_article
from tests.store.desks import a_source, take_in

NOON_NS = 1_738_929_600_000_000_000
NOON = datetime(2025, 2, 7, 12, tzinfo=UTC)


def test_articles_unread_and_problems_are_counted_by_source(store: Store, source: Source) -> None:
    other = a_source(store, b"/other")
    ids = take_in(store, source, an_article("Flood"), an_article("Frost", traits=Flag.PROBLEM), an_article("Fog"))
    take_in(store, other, an_article("Ice"))
    store.act(Action.READ, ids[:1])
    figures = store.source_figures()
    assert (figures[source.id].articles, figures[source.id].unread, figures[source.id].problems) == (3, 2, 1)
    assert figures[other.id].articles == 1


def test_archived_articles_are_not_counted_and_empty_sources_not_named(store: Store, source: Source) -> None:
    assert store.source_figures() == {}
    store.act(Action.ARCHIVE, take_in(store, source, an_article("Flood")))
    assert store.source_figures() == {}


def test_a_source_changed_when_its_newest_file_did(store: Store, source: Source) -> None:
    articles = [an_article("Flood"), an_article("Frost")]
    dated = [
        replace(article, origin=replace(article.origin, mtime_ns=mtime_ns))
        for article, mtime_ns in zip(articles, (NOON_NS, NOON_NS - 60), strict=True)
    ]
    take_in(store, source, *dated)
    assert store.source_figures()[source.id] == SourceFigures(2, 2, 0, NOON)


def test_a_clock_beyond_all_calendars_is_no_time(store: Store, source: Source) -> None:
    article = an_article("Flood")
    take_in(store, source, replace(article, origin=replace(article.origin, mtime_ns=2**63 - 1)))
    assert store.source_figures()[source.id].articles == 1


def test_the_full_text_of_a_starred_article_is_wanted_though_its_feed_does_without(store: Store) -> None:
    address = b"https://harbour.example/feed"
    [wire] = store.feeds.add([Wire(Source(SourceId(0), SourceKind.FEED, address, Clean("Harbour")))])
    articles = tuple(an_article(title, url=Clean(f"https://harbour.example/{title}")) for title in ("flood", "fog"))
    store.feeds.take_in([Arrival(wire.source.id, Course(), articles)])
    assert store.feeds.wanting_full_text(9, 9) == []
    starred = store.newest(1)[0].id
    store.act(Action.STAR, [starred])
    assert store.feeds.wanting_full_text(9, 9) == [starred]
