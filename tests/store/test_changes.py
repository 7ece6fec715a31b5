"""The change sequence: by it alone index and other processes learn what became of headlines."""

from pathlib import Path
from typing import Any

from newsdesk.model.action import Action
from newsdesk.model.article import ArticleId, Flag, News
from newsdesk.model.clean import Clean
from newsdesk.model.headline import UNDATED, Changes, HeadlineColumns
from newsdesk.model.source import Source
from newsdesk.store import Store
from tests.builders import a_moment, an_article
from tests.store.desks import a_source, a_store, numbered, take_in


def _said(changes: Changes) -> tuple[list[int], list[int], list[int]]:
    return changes.rows.ids, [article_id for article_id, _ in changes.flags], list(changes.removed)


def test_who_begins_at_nothing_gets_every_headline_as_columns(store: Store, source: Source) -> None:
    moment = a_moment("2025-02-03T10:00:00+00:00")
    fields: dict[str, Any] = {
        "subtitle": "S",
        "description": "D",
        "status": "draft",
        "language": "fr",
        "words": 5,
        "minutes": 1,
    }
    one, two = take_in(
        store,
        source,
        an_article("One", authors=("A", "B"), tags=("x", "y"), published=moment, traits=Flag.IMAGE, **fields),
        an_article("Two", published=a_moment("2025-02-03")),
    )
    gone = take_in(store, source, an_article("Three"))
    store.write(News(source.id, gone=tuple(gone)))
    store.act(Action.STAR, [two])
    changes = store.changes(0)
    assert changes.rows == HeadlineColumns(
        ids=[one, two],
        source_ids=[source.id, source.id],
        titles=["One", "Two"],
        subtitles=["S", ""],
        descriptions=["D", ""],
        authors=["A\x1fB", ""],
        tags=["x\x1fy", ""],
        published=[1738576800, 1738540800],
        precisions=[1, 0],
        words=[5, 0],
        minutes=[1, 0],
        statuses=["draft", "published"],
        languages=["fr", ""],
        flags=[Flag.IMAGE.value, Flag.STARRED.value],
    )
    assert (changes.flags, changes.removed, changes.more) == ((), (), False)
    assert changes.sequence == store.sequence()


def test_an_article_without_a_date_is_told_as_undated(store: Store, source: Source) -> None:
    take_in(store, source, an_article("Flood"))
    assert store.changes(0).rows.published == [UNDATED]


def test_content_state_and_removal_are_told_apart(store: Store, source: Source) -> None:
    amended, starred, gone, untouched = take_in(store, source, *numbered(4))
    since = store.sequence()
    store.write(News(source.id, amended=((amended, an_article("Other")),)))
    store.act(Action.STAR, [starred, amended])
    store.write(News(source.id, gone=(gone,)))
    changes = store.changes(since)
    assert _said(changes) == ([amended], [starred], [gone])
    assert changes.flags == ((starred, Flag.STARRED.value),)
    assert changes.rows.flags == [Flag.STARRED.value]
    assert untouched not in changes.rows.ids


def test_nothing_changed_is_an_answer(store: Store, source: Source) -> None:
    take_in(store, source, *numbered(2))
    changes = store.changes(store.sequence())
    assert (_said(changes), changes.more) == (([], [], []), False)
    assert store.changes(0, 1).more


def test_batches_of_any_size_lead_to_the_same_desk(store: Store, source: Source) -> None:
    ids = take_in(store, source, *numbered(8))
    store.act(Action.READ, ids[:4])
    store.write(News(source.id, amended=((ids[1], an_article("Other")),), gone=(ids[2], ids[6])))
    store.act(Action.STAR, ids[1:5])
    store.undo()
    for limit in (1, 2, 3, 7, 1000):
        held: dict[int, int] = {}
        since, more = 0, True
        while more:
            batch = store.changes(since, limit)
            assert len(batch.rows) + len(batch.flags) + len(batch.removed) <= limit
            for article_id in batch.removed:
                held.pop(article_id, None)
            held.update(batch.flags)
            held.update(zip(batch.rows.ids, batch.rows.flags, strict=True))
            since, more = batch.sequence, batch.more
        assert held == {headline.id: headline.flags.value for headline in store.newest(99)}


def test_a_batch_tells_nothing_of_articles_that_a_later_one_brings(store: Store, source: Source) -> None:
    first = take_in(store, source, *numbered(2))
    begin = store.changes(0).sequence
    later = take_in(store, source, an_article("Later"))
    store.act(Action.STAR, later)
    store.write(News(source.id, amended=((later[0], an_article("Later, corrected", key=b"Later.md")),)))
    assert store.act(Action.STAR, first).changed == tuple(first)
    batch = store.changes(begin, 2)
    assert batch.more
    assert _said(batch) == ([], [], [])


def test_an_article_that_comes_back_is_not_told_as_removed(store: Store, source: Source) -> None:
    raw = an_article("Flood")
    ids = take_in(store, source, raw)
    store.act(Action.STAR, ids)
    since = store.sequence()
    store.write(News(source.id, gone=tuple(ids)))
    assert store.changes(since).removed == tuple(ids)
    take_in(store, source, raw)
    assert _said(store.changes(since)) == (ids, [], [])


def test_a_missing_source_is_a_change_of_state_of_its_articles(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("Flood"))
    since = store.sequence()
    store.set_missing(source.id, True)
    assert store.changes(since).flags == ((article_id, Flag.MISSING.value),)
    assert store.sources()[0].missing
    store.set_missing(source.id, False)
    assert store.changes(since).flags == ((article_id, 0),)
    before = store.sequence()
    store.set_missing(source.id, False)
    assert store.sequence() == before


def test_another_process_sees_what_changed(tmp_path: Path) -> None:
    with a_store(tmp_path) as here, a_store(tmp_path) as there:
        [article_id] = take_in(here, a_source(here), an_article("Flood"))
        since = there.sequence()
        here.act(Action.STAR, [article_id])
        assert there.changes(since).flags == ((article_id, Flag.STARRED.value),)


def test_a_source_that_is_added_or_renamed_moves_the_sequence(store: Store, source: Source) -> None:
    since = store.sequence()
    store.rename_source(source.id, Clean("Wires"))
    assert store.sequence() > since
    assert store.sources()[0].name == "Wires"


def test_each_store_has_an_identity_of_its_own(tmp_path: Path) -> None:
    with a_store(tmp_path / "a") as one, a_store(tmp_path / "b") as two:
        identity = one.identity()
        assert identity != two.identity()
    with a_store(tmp_path / "a") as again:
        assert again.identity() == identity


def test_an_unknown_id_is_no_change(store: Store) -> None:
    before = store.sequence()
    store.act(Action.STAR, [ArticleId(7)])
    assert store.sequence() == before
