"""The sources of a desk."""

import pytest

from newsdesk.model.action import Action
from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.errors import ArticleNotFound, SourceNotFound, UsageError
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.store import Store
from tests.builders import an_article
from tests.store.desks import a_source, take_in


def test_sources_are_listed_in_the_order_in_which_they_were_added(store: Store) -> None:
    folder = store.add_source(SourceKind.FOLDER, b"/\xff\xfe", Clean("Odd bytes"))
    feed = store.add_source(SourceKind.FEED, b"https://example.org/feed", Clean("Wire"))
    assert store.sources() == [folder, feed]
    assert folder == Source(folder.id, SourceKind.FOLDER, b"/\xff\xfe", Clean("Odd bytes"))


def test_a_source_that_is_added_twice_is_one_and_keeps_its_name(store: Store) -> None:
    first = store.add_source(SourceKind.FOLDER, b"/a", Clean("A"))
    assert store.add_source(SourceKind.FOLDER, b"/a", Clean("Other")) == first
    assert store.sources() == [first]


def test_a_removed_source_takes_its_articles_along(store: Store, source: Source) -> None:
    other = a_source(store, b"/other")
    [gone] = take_in(store, source, an_article("Gone"))
    [stays] = take_in(store, other, an_article("Stays"))
    store.remove_source(source.id)
    assert store.sources() == [other]
    assert [headline.id for headline in store.newest(9)] == [stays]
    with pytest.raises(ArticleNotFound):
        store.article(gone)


def test_what_was_starred_of_a_removed_source_comes_back_with_it(store: Store, source: Source) -> None:
    raw = an_article("Flood")
    [article_id] = take_in(store, source, raw)
    store.act(Action.STAR, [article_id])
    store.remove_source(source.id)
    assert (store.sources(), store.newest(9)) == ([], [])
    assert store.article(article_id).piece.title == "Flood"
    again = store.add_source(source.kind, source.location, Clean("Again"))
    assert (again.id, again.name) == (source.id, "Again")
    assert take_in(store, again, raw) == [article_id]


def test_a_source_that_moves_keeps_its_articles_and_their_marks(store: Store, source: Source) -> None:
    raw = an_article("Flood")
    [article_id] = take_in(store, source, raw)
    store.act(Action.STAR, [article_id])
    store.move_source(source.id, b"/elsewhere")
    [moved] = store.sources()
    assert (moved.id, moved.location, moved.name) == (source.id, b"/elsewhere", source.name)
    assert store.known(source.id)[raw.origin.key].id == article_id
    assert store.newest(9)[0].flags & Flag.STARRED


def test_a_source_moves_over_a_removed_one_and_never_over_another(store: Store, source: Source) -> None:
    other = a_source(store, b"/other")
    [kept] = take_in(store, other, an_article("Kept", body="word " * 9))
    store.act(Action.STAR, [kept])
    with pytest.raises(UsageError, match="another source"):
        store.move_source(source.id, b"/other")
    store.remove_source(other.id)
    store.move_source(source.id, b"/other")
    assert [one.id for one in store.sources()] == [source.id]
    while store.bring_in_words():
        pass
    assert store.search_bodies("word") == set()
    assert store.findings() == []


@pytest.mark.parametrize("number", [0, 99])
def test_a_source_that_is_not_there_is_told(store: Store, number: int) -> None:
    unknown = SourceId(number)
    with pytest.raises(SourceNotFound):
        store.remove_source(unknown)
    with pytest.raises(SourceNotFound):
        store.rename_source(unknown, Clean("x"))
    with pytest.raises(SourceNotFound):
        store.set_missing(unknown, True)


def test_a_source_that_was_removed_cannot_be_renamed(store: Store, source: Source) -> None:
    store.remove_source(source.id)
    with pytest.raises(SourceNotFound):
        store.rename_source(source.id, Clean("x"))
