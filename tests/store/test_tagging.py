"""Tags of the reader: beside those of the articles, kept whatever the sources say, and taken back like any deed."""

from pathlib import Path

import pytest

from newsdesk.model.action import Action, Deed, Tagging
from newsdesk.model.article import ArticleId, News
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source
from newsdesk.store import Store
from newsdesk.store.salvage import salvage
from tests.builders import an_article
from tests.store.desks import NOON, a_source, a_store, numbered, take_in


def give(*tags: str) -> Tagging:
    return Tagging(give=tuple(map(Clean, tags)))


def take(*tags: str) -> Tagging:
    return Tagging(take=tuple(map(Clean, tags)))


def tags_of(store: Store, *ids: ArticleId) -> list[tuple[str, ...]]:
    """What lists, the open article and the index are told; they agree."""
    listed = {headline.id: headline.tags for headline in store.headlines(ids)}
    told = store.changes(0).rows
    assert {one: tuple(filter(None, tags.split("\x1f"))) for one, tags in zip(told.ids, told.tags, strict=True)} == {
        headline.id: headline.tags for headline in store.newest(99)
    }
    assert all(store.article(article_id).piece.tags == tags for article_id, tags in listed.items())
    return [listed[article_id] for article_id in ids]


@pytest.fixture
def flood(store: Store, source: Source) -> ArticleId:
    """An article that has a tag of its own."""
    return take_in(store, source, an_article("Flood", key=b"flood.md", tags=("water",)))[0]


def test_tags_of_the_reader_stand_behind_those_of_the_article(store: Store, flood: ArticleId) -> None:
    assert store.tag(give("follow-up", "A 1"), [flood]) == Deed(Action.TAG, (flood,), tagging=give("follow-up", "A 1"))
    assert tags_of(store, flood) == [("water", "follow-up", "A 1")]
    assert store.given_tags([flood, ArticleId(99)]) == {flood: ("follow-up", "A 1")}


def test_a_tag_is_given_once_however_it_is_written(store: Store, flood: ArticleId) -> None:
    store.tag(give("Élysée", "elysee"), [flood])
    assert store.tag(give("ELYSÉE", "Water"), [flood]).changed == ()
    assert tags_of(store, flood) == [("water", "Élysée")]


def test_only_tags_of_the_reader_can_be_taken(store: Store, flood: ArticleId) -> None:
    store.tag(give("follow-up"), [flood])
    assert store.tag(take("Follow-Up", "water"), [flood]).changed == (flood,)
    assert tags_of(store, flood) == [("water",)]
    assert store.tag(take("water"), [flood]).changed == ()
    assert store.given_tags([flood]) == {}


def test_whoever_follows_the_store_is_told_of_each_tagged_article(store: Store, source: Source) -> None:
    ids = take_in(store, source, *numbered(3))
    before = store.sequence()
    store.tag(give("x"), ids[:2])
    told = store.changes(before)
    assert (told.sequence, sorted(told.rows.ids), told.rows.tags) == (before + 2, ids[:2], ["x", "x"])


def test_tags_are_taken_back_and_given_again_also_after_a_restart(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        ids = take_in(store, a_source(store), *numbered(3))
        store.tag(give("x"), ids[:1])
        store.tag(Tagging(give=(Clean("y"),), take=(Clean("x"),)), ids)
    with a_store(tmp_path) as store:
        done = Tagging(give=(Clean("y"),), take=(Clean("x"),))
        assert store.undo() == Deed(Action.TAG, tuple(ids), undone=True, tagging=done)
        assert tags_of(store, *ids) == [("x",), (), ()]
        assert store.undo() == Deed(Action.TAG, (ids[0],), undone=True, tagging=give("x"))
        assert tags_of(store, *ids) == [(), (), ()]
        store.redo()
    with a_store(tmp_path) as store:
        assert store.redo() == Deed(Action.TAG, tuple(ids), tagging=done)
        assert tags_of(store, *ids) == [("y",), ("y",), ("y",)]
        assert store.redo() is None


def test_taking_back_leaves_tags_that_were_given_since(store: Store, source: Source) -> None:
    one, two = take_in(store, source, *numbered(2))
    store.tag(give("x"), [one, two])
    store.tag(give("later"), [one])
    store.tag(take("x"), [two])
    store.undo()
    store.undo()
    store.tag(give("later"), [one])  # ends what could be done again
    assert store.undo() == Deed(Action.TAG, (one,), undone=True, tagging=give("later"))
    assert store.undo() == Deed(Action.TAG, (one, two), undone=True, tagging=give("x"))


def test_a_mark_and_a_tag_are_taken_back_in_turn(store: Store, flood: ArticleId) -> None:
    store.act(Action.STAR, [flood])
    store.tag(give("x"), [flood])
    assert [deed.action for deed in (store.undo(), store.undo()) if deed] == [Action.TAG, Action.STAR]
    assert [deed.action for deed in (store.redo(), store.redo()) if deed] == [Action.STAR, Action.TAG]


def test_what_the_source_changes_leaves_the_tags_of_the_reader(store: Store, source: Source, flood: ArticleId) -> None:
    store.tag(give("follow-up", "levee"), [flood])
    amended = an_article("Flood recedes", key=b"flood.md", tags=("river", "Levee"))
    store.write(News(source.id, amended=((flood, amended),)))
    assert tags_of(store, flood) == [("river", "Levee", "follow-up")]
    # What its source says by now stays its own; what the reader gave is the reader's still.
    store.tag(take("levee"), [flood])
    assert tags_of(store, flood) == [("river", "Levee", "follow-up")]
    store.write(News(source.id, amended=((flood, an_article("Flood is over", key=b"flood.md")),)))
    assert tags_of(store, flood) == [("follow-up",)]
    store.undo()
    assert tags_of(store, flood) == [("follow-up", "levee")]


def test_a_tagged_article_is_kept_when_its_file_is_gone(store: Store, source: Source, flood: ArticleId) -> None:
    store.tag(give("follow-up"), [flood])
    store.write(News(source.id, gone=(flood,)))
    assert store.newest(9) == []
    assert take_in(store, source, an_article("Flood", key=b"flood.md", tags=("water",))) == [flood]
    assert tags_of(store, flood) == [("water", "follow-up")]


def test_a_backup_brings_tags_back(tmp_path: Path, store: Store, flood: ArticleId) -> None:
    store.tag(give("follow-up"), [flood])
    store.back_up(tmp_path / "backup.db")
    store.tag(take("follow-up"), [flood])
    store.restore(tmp_path / "backup.db")
    assert tags_of(store, flood) == [("water", "follow-up")]
    assert store.given_tags([flood]) == {flood: ("follow-up",)}


def test_tags_are_saved_out_of_a_damaged_store(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        [flood] = take_in(store, a_source(store), an_article("Flood", tags=("water",)))
        store.tag(give("follow-up"), [flood])
    saved = salvage(tmp_path / "newsdesk.db", NOON)
    assert (saved.articles, saved.marked) == (1, 1)
    with a_store(tmp_path) as store:
        assert tags_of(store, flood) == [("water", "follow-up")]
        store.tag(take("follow-up"), [flood])
        assert tags_of(store, flood) == [("water",)]
