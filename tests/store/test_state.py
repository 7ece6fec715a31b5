"""Reading, starring, archiving: many at once, and taken back."""

from pathlib import Path

import pytest

from newsdesk.model.action import Action, Deed
from newsdesk.model.article import ArticleId, Flag, News, Place
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceKind
from newsdesk.store import Store
from newsdesk.store.deeds import MAX_DEEDS
from tests.builders import an_article
from tests.store.desks import a_store, numbered, take_in

_FOLDER = (SourceKind.FOLDER, b"/articles", Clean("Articles"))


def _flags(store: Store, *ids: ArticleId) -> list[Flag]:
    return [headline.flags for headline in store.headlines(ids)]


@pytest.mark.parametrize(
    ("action", "sets", "back"),
    [
        (Action.READ, Flag.READ, Action.UNREAD),
        (Action.STAR, Flag.STARRED, Action.UNSTAR),
        (Action.ARCHIVE, Flag.ARCHIVED, Action.UNARCHIVE),
    ],
)
def test_an_action_marks_and_its_opposite_unmarks(
    store: Store, source: Source, action: Action, sets: Flag, back: Action
) -> None:
    ids = take_in(store, source, *numbered(2))
    assert store.act(action, ids) == Deed(action, tuple(ids))
    assert _flags(store, *ids) == [sets, sets]
    assert store.act(back, ids[:1]) == Deed(back, (ids[0],))
    assert _flags(store, *ids) == [Flag(0), sets]


def test_a_deed_lists_only_what_it_changed(store: Store, source: Source) -> None:
    ids = take_in(store, source, *numbered(3))
    store.act(Action.STAR, ids[:1])
    store.write(News(source.id, gone=(ids[2],)))
    assert store.act(Action.STAR, [*ids, ids[1], ArticleId(99)]).changed == (ids[1],)
    assert store.act(Action.STAR, ids).changed == ()
    assert store.act(Action.STAR, []).changed == ()


def test_undo_gives_back_exactly_what_was_before(store: Store, source: Source) -> None:
    ids = take_in(store, source, *numbered(3))
    store.act(Action.READ, ids[:1])
    store.act(Action.READ, ids)
    assert store.undo() == Deed(Action.READ, tuple(ids[1:]), undone=True)
    assert _flags(store, *ids) == [Flag.READ, Flag(0), Flag(0)]
    assert store.redo() == Deed(Action.READ, tuple(ids[1:]))
    assert _flags(store, *ids) == [Flag.READ] * 3
    assert store.redo() is None


def test_deeds_are_taken_back_in_turn_and_done_again_in_turn(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("Flood"))
    for action in (Action.STAR, Action.READ, Action.ARCHIVE):
        store.act(action, [article_id])
    assert [deed.action for deed in (store.undo(), store.undo(), store.undo()) if deed] == ["archive", "read", "star"]
    assert store.undo() is None
    assert [deed.action for deed in (store.redo(), store.redo(), store.redo()) if deed] == ["star", "read", "archive"]


def test_what_is_done_anew_ends_what_could_be_done_again(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("Flood"))
    store.act(Action.STAR, [article_id])
    store.undo()
    store.act(Action.READ, [article_id])
    assert store.redo() is None


def test_an_action_that_changes_nothing_leaves_the_redo(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("Flood"))
    store.act(Action.STAR, [article_id])
    store.undo()
    store.act(Action.UNSTAR, [article_id])
    assert store.redo() == Deed(Action.STAR, (article_id,))


def test_a_deed_can_be_taken_back_after_a_restart(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        ids = take_in(store, store.add_source(*_FOLDER), *numbered(2))
        store.act(Action.ARCHIVE, ids)
    with a_store(tmp_path) as store:
        assert store.undo() == Deed(Action.ARCHIVE, tuple(ids), undone=True)
        assert len(store.newest(9)) == 2
    with a_store(tmp_path) as store:
        assert store.redo() == Deed(Action.ARCHIVE, tuple(ids))


def test_undo_takes_back_the_last_deed_of_the_desk_whoever_did_it(tmp_path: Path) -> None:
    with a_store(tmp_path) as here, a_store(tmp_path) as there:
        [article_id] = take_in(here, here.add_source(*_FOLDER), an_article("Flood"))
        here.act(Action.STAR, [article_id])
        there.act(Action.READ, [article_id])
        assert here.undo() == Deed(Action.READ, (article_id,), undone=True)
        assert there.undo() == Deed(Action.STAR, (article_id,), undone=True)


def test_undo_leaves_alone_what_became_otherwise_since(store: Store, source: Source) -> None:
    one, two = take_in(store, source, an_article("One", key=b"1"), an_article("Two", key=b"2"))
    store.act(Action.READ, [one, two])
    store.write(News(source.id, amended=((one, an_article("One, corrected", key=b"1")),)))
    assert store.undo() == Deed(Action.READ, (two,), undone=True)
    assert _flags(store, one, two) == [Flag.READ | Flag.CHANGED, Flag(0)]


def test_a_deed_of_which_nothing_is_left_is_passed_over(store: Store, source: Source) -> None:
    one, two = take_in(store, source, *numbered(2))
    store.act(Action.STAR, [one])
    store.act(Action.READ, [two])
    store.write(News(source.id, gone=(two,)))
    assert store.undo() == Deed(Action.STAR, (one,), undone=True)


def test_so_many_deeds_can_be_taken_back_and_no_more(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("Flood"))
    for number in range(MAX_DEEDS + 10):
        store.act(Action.UNSTAR if number % 2 else Action.STAR, [article_id])
    undone = 0
    while store.undo():
        undone += 1
    assert undone == MAX_DEEDS


def test_a_place_is_remembered_until_the_article_is_gone(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("Flood"))
    assert store.place(article_id) is None
    store.set_place(article_id, Place(12, 0.25))
    store.set_place(article_id, Place(40, 0.5))
    assert store.place(article_id) == Place(40, 0.5)
    store.write(News(source.id, gone=(article_id,)))
    assert store.place(article_id) is None
    store.set_place(article_id, Place(1))
    assert store.place(article_id) is None


def test_small_things_are_remembered_over_a_restart(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        assert store.recall("query") is None
        store.remember("query", "is:unread")
        store.remember("query", "is:starred 'x'); DROP TABLE memory;--")
    with a_store(tmp_path) as store:
        assert store.recall("query") == "is:starred 'x'); DROP TABLE memory;--"


def test_what_was_typed_in_half_a_character_is_remembered_without_it(store: Store) -> None:
    store.remember("query", "caf\udce9 \ud800 ok")
    assert store.recall("query") == "caf? ? ok"
