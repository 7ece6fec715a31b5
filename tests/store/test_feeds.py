"""The feeds of a store: what is known of them outlives everything, and what one of them brings touches no other."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsdesk.model.action import Action
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError, SourceNotFound, StoreNotWritable
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.wire import Access, Arrival, Course, Keep, KeptText, Wire
from newsdesk.store import Store, schema
from newsdesk.store.feeds import Feeds
from newsdesk.store.salvage import salvage
from tests.builders import a_moment, an_article
from tests.store.desks import NOON, a_store

NOON_SECOND = datetime(2025, 2, 3, 12, tzinfo=UTC)
COURSE = Course(
    due=NOON_SECOND,
    tried=NOON_SECOND,
    succeeded=NOON_SECOND,
    failures=2,
    failure=Clean("It did not answer."),
    notes=(Clean("Odd."), Clean("Odder.")),
    etag='"1"',
    last_modified="Mon, 03 Feb 2025 10:00:00 GMT",
    ttl_seconds=3600,
    skip_hours=(0, 1),
    skip_days=(6,),
    newest=(3, 2, 1),
    hub=Clean("https://hub.example/"),
)


def a_wire(name: str, **fields: object) -> Wire:
    location = f"https://{name}.example/feed".encode()
    return replace(Wire(Source(SourceId(0), SourceKind.FEED, location, Clean(name))), **fields)  # type: ignore[arg-type]


FULL = a_wire(
    "harbour",
    title=Clean("Harbour wire"),
    site=Clean("https://harbour.example/"),
    folder=(Clean("Wires"), Clean("Coast")),
    tags=(Clean("sea"),),
    hidden=True,
    full_text=True,
    paused=True,
    retired=True,
    access=Access("command", "pass show harbour", "ann"),
    keep=Keep(30, 0),
    course=COURSE,
)


def test_all_that_is_known_of_a_feed_is_there_when_the_store_is_opened_again(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        [added] = store.feeds.add([FULL])
        assert added == replace(FULL, source=added.source)
        assert added.source in store.sources()
    with a_store(tmp_path) as store:
        assert store.feeds.listed() == [added]
        assert store.feeds.one(added.source.id) == added


def test_a_feed_that_is_followed_stays_as_it_is_when_it_is_added_again(store: Store) -> None:
    [first] = store.feeds.add([a_wire("harbour")])
    assert store.feeds.add([FULL]) == [first]


def test_a_feed_that_comes_back_after_its_removal_begins_anew_with_what_was_kept(store: Store) -> None:
    [wire] = store.feeds.add([FULL])
    store.feeds.take_in([Arrival(wire.source.id, COURSE, (an_article("Flood"), an_article("Frost")))])
    store.act(Action.STAR, [store.newest(9)[0].id])
    store.remove_source(wire.source.id)
    assert store.feeds.listed() == []
    [again] = store.feeds.add([a_wire("harbour")])
    assert (again.course, again.tags, again.source.id) == (Course(), (), wire.source.id)
    store.feeds.take_in([Arrival(again.source.id, Course(), (an_article("Flood"), an_article("Frost")))])
    assert sum(bool(headline.flags & 2) for headline in store.newest(9)) == 1


def test_what_one_feed_brings_never_touches_another(store: Store) -> None:
    first, second = store.feeds.add([a_wire("harbour"), a_wire("coast")])
    store.feeds.take_in([Arrival(one.source.id, Course(), (an_article("Same", key=b"id"),)) for one in (first, second)])
    other = replace(an_article("Other", key=b"id"))
    taken = store.feeds.take_in([Arrival(first.source.id, Course(), (other,), deleted=(b"id-of-nobody",))])
    assert [(one.added, one.amended, one.gone) for one in taken if one] == [(0, 1, 0)]
    assert [headline.title for headline in store.newest(9)] == ["Same", "Other"]
    assert store.feeds.digests(first.source.id) == {b"id": other.origin.digest}


def test_what_a_feed_brings_that_was_removed_meanwhile_is_dropped(store: Store) -> None:
    [wire] = store.feeds.add([a_wire("harbour")])
    store.remove_source(wire.source.id)
    assert store.feeds.take_in([Arrival(wire.source.id, Course(), (an_article("Flood"),))]) == [None]
    assert store.newest(9) == []


def test_a_feed_that_has_only_its_address_for_a_name_is_called_as_it_calls_itself(store: Store) -> None:
    wires = [a_wire(host) for host in ("harbour", "coast", "quay")]
    nameless = [replace(wire, source=replace(wire.source, name=Clean(wire.url))) for wire in wires]
    wires = store.feeds.add([*nameless, a_wire("named")])
    for _ in range(2):
        store.feeds.take_in([Arrival(wire.source.id, Course(), title=Clean("News")) for wire in wires])
    names = [source.name for source in store.sources()]
    assert names == ["News", "News (coast.example)", "News (quay.example)", "named"]


def test_figures_count_what_was_read_and_what_is_recent(tmp_path: Path) -> None:
    with Store.open(tmp_path / "newsdesk.db", clock=lambda: datetime(2025, 2, 20, tzinfo=UTC)) as store:
        [wire] = store.feeds.add([a_wire("harbour")])
        articles = [an_article(f"{day}", published=a_moment(f"2025-0{day}-02")) for day in (1, 2)]
        store.feeds.take_in([Arrival(wire.source.id, Course(), tuple(articles))])
        store.act(Action.READ, [store.newest(1)[0].id])
        figures = store.feeds.figures()[wire.source.id]
        assert (figures.articles, figures.read, figures.recent) == (2, 1, 1)


def test_a_full_text_goes_with_its_article_and_is_never_replaced_by_none(store: Store) -> None:
    [wire] = store.feeds.add([a_wire("harbour", full_text=True)])
    article = an_article("Flood", url=Clean("https://harbour.example/flood"))
    store.feeds.take_in([Arrival(wire.source.id, Course(), (article,))])
    [article_id] = store.feeds.wanting_full_text(9, 9)
    text = KeptText(article_id, Clean("https://harbour.example/flood"), Clean("<p>Water.</p>" * 30), NOON_SECOND, 30)
    store.feeds.keep_full_text(text)
    store.feeds.keep_full_text(replace(text, html=Clean(""), failure=Clean("Offline.")))
    assert store.feeds.full_text(article_id) == text
    assert store.feeds.wanting_full_text(9, 9) == []
    store.feeds.keep_full_text(replace(text, article_id=ArticleId(99)))
    store.feeds.give_up({article_id})
    assert store.feeds.full_text(article_id) is None


def _filled(folder: Path) -> list[Wire]:
    with a_store(folder) as store:
        wires = store.feeds.add([FULL, a_wire("coast")])
        store.feeds.take_in([Arrival(wires[1].source.id, COURSE, (an_article("Flood"), an_article("Frost")))])
        first, second = (headline.id for headline in store.newest(9))
        store.feeds.keep_full_text(KeptText(first, Clean("https://a/"), Clean("<p>Text</p>"), NOON_SECOND, 1))
        store.feeds.give_up({second})
        store.feeds.read_elsewhere(wires[0].source.id, [b"key"])
        return store.feeds.listed()


def test_a_backup_holds_the_feeds_and_brings_them_back(tmp_path: Path) -> None:
    listed = _filled(tmp_path)
    with a_store(tmp_path) as store:
        store.back_up(tmp_path / "copy.db")
        store.remove_source(listed[1].source.id)
        store.restore(tmp_path / "copy.db")
        assert store.feeds.listed() == listed
        assert len(store.feeds.digests(listed[1].source.id)) == 2, "also what was given up"
        assert store.feeds.full_text(store.newest(1)[0].id) is not None


def test_salvage_saves_the_feeds_and_gives_one_that_lost_its_row_a_new_one(tmp_path: Path) -> None:
    listed = _filled(tmp_path)
    path = tmp_path / "newsdesk.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE feed SET skip_hours = 'no JSON' WHERE id = ?", (listed[0].source.id,))
    salvage(path, NOON)
    with a_store(tmp_path) as store:
        first, second = store.feeds.listed()
        assert second == listed[1]
        assert first == Wire(listed[0].source)
        assert store.feeds.full_text(store.newest(1)[0].id) is not None


def test_a_store_without_feeds_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr(schema, "VERSION", 2)
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
        with a_store(tmp_path) as store:
            store.add_source(SourceKind.FOLDER, b"/house", Clean("House"))
    with a_store(tmp_path) as store:
        assert [wire.source.name for wire in store.feeds.add([a_wire("harbour")])] == ["harbour"]
        assert [source.name for source in store.sources()] == ["House", "harbour"]
    assert (tmp_path / "newsdesk.db.version-2").exists()


_ONE = SourceId(1)
_READS: dict[str, Callable[[Feeds], object]] = {
    "listed": lambda feeds: feeds.listed(),
    "one": lambda feeds: feeds.one(_ONE),
    "figures": lambda feeds: feeds.figures(),
    "digests": lambda feeds: feeds.digests(_ONE),
    "outdated": lambda feeds: feeds.outdated(_ONE, before=NOON_SECOND, most=1),
    "full_text": lambda feeds: feeds.full_text(ArticleId(1)),
    "wanting_full_text": lambda feeds: feeds.wanting_full_text(1, 1),
}
_WRITES: dict[str, Callable[[Feeds], object]] = {
    "add": lambda feeds: feeds.add([a_wire("new")]),
    "put": lambda feeds: feeds.put(feeds.one(_ONE)),
    "take_in": lambda feeds: feeds.take_in([Arrival(_ONE, Course())]),
    "read_elsewhere": lambda feeds: feeds.read_elsewhere(_ONE, [b"x"]),
    "give_up": lambda feeds: feeds.give_up({ArticleId(1)}),
    "keep_full_text": lambda feeds: feeds.keep_full_text(
        KeptText(ArticleId(1), Clean(""), Clean(""), NOON_SECOND, failure=Clean("No."))
    ),
}


def test_every_method_is_tried_against_a_locked_store() -> None:
    methods = {name for name in vars(Feeds) if not name.startswith("_")}
    assert methods == _READS.keys() | _WRITES.keys()


@pytest.mark.parametrize("name", [*_READS, *_WRITES])
def test_reading_goes_on_while_another_process_writes_and_writing_says_so(tmp_path: Path, name: str) -> None:
    _filled(tmp_path)
    with Store.open(tmp_path / "newsdesk.db", busy_timeout_s=0.01) as store:
        other = sqlite3.connect(tmp_path / "newsdesk.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            if name in _READS:
                _READS[name](store.feeds)
            else:
                with pytest.raises(StoreNotWritable):
                    _WRITES[name](store.feeds)
        finally:
            other.close()


def test_a_feed_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(SourceNotFound):
        store.feeds.one(SourceId(7))
    with pytest.raises(NewsdeskError):
        store.feeds.put(FULL)
