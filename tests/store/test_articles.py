"""What is taken in comes out again: headlines, articles, what a file is known as."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.model.action import Action
from newsdesk.model.article import ArticleId, Flag, News, Origin, Piece, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.errors import ArticleNotFound, SourceNotFound
from newsdesk.model.moment import Moment, Precision
from newsdesk.model.problem import Problem
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.store import Limits, Store
from newsdesk.text.clean import clean, clean_line
from tests.builders import a_moment, an_article
from tests.store.desks import a_source, a_store, numbered, take_in

_LINES = st.text(max_size=30).map(clean_line)
_TEXTS = st.text(max_size=300).map(clean)
_MOMENTS = st.one_of(
    st.none(),
    st.dates().map(Moment.of_day),
    st.datetimes(timezones=st.just(UTC)).map(lambda found: Moment(found.replace(microsecond=0))),
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _LINES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_LINES, inner, max_size=3),
    max_leaves=8,
)
_NAMES = st.lists(_LINES.filter(bool), max_size=3).map(tuple)
_SMALL = st.integers(0, 2**63 - 1)
_PROBLEMS = st.builds(
    Problem,
    code=st.just("a-code"),
    message=_LINES,
    line=st.none() | st.integers(1, 99),
    column=st.none() | st.integers(1, 99),
    fixable=st.booleans(),
)
_PIECES = st.builds(
    Piece,
    title=_LINES,
    body=_TEXTS,
    body_line=st.integers(1, 99),
    subtitle=_LINES,
    description=_LINES,
    authors=_NAMES,
    published=_MOMENTS,
    updated=_MOMENTS,
    created=_MOMENTS,
    image=_LINES,
    image_alt=_LINES,
    cta=_LINES,
    tags=_NAMES,
    status=_LINES,
    language=_LINES,
    slug=_LINES,
    url=_LINES,
    words=_SMALL,
    minutes=_SMALL,
    extra=st.dictionaries(_LINES, _JSON, max_size=3),
    traits=st.sampled_from([Flag(0), Flag.PROBLEM, Flag.IMAGE | Flag.CODE]),
    problems=st.lists(_PROBLEMS, max_size=2).map(tuple),
)
_ORIGINS = st.builds(
    Origin,
    key=st.binary(min_size=1, max_size=30),
    digest=st.binary(min_size=16, max_size=16),
    size=_SMALL,
    mtime_ns=st.integers(-(2**63), 2**63 - 1),
    inode=st.integers(0, 2**64 - 1),
)


@settings(max_examples=60, deadline=None)  # each makes a store on the disk, which others may be using
@given(origin=_ORIGINS, piece=_PIECES)
def test_an_article_comes_out_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, origin: Origin, piece: Piece
) -> None:
    with a_store(tmp_path_factory.mktemp("store")) as store:
        source = a_source(store)
        [article_id] = take_in(store, source, RawArticle(origin, piece))
        article = store.article(article_id)
        assert (article.source, article.origin, article.piece, article.flags) == (source, origin, piece, piece.traits)
        [headline] = store.headlines([article_id])
        assert (headline.title, headline.authors, headline.published) == (piece.title, piece.authors, piece.published)


def test_the_newest_are_first_and_the_undated_last(store: Store, source: Source) -> None:
    take_in(
        store,
        source,
        an_article("undated"),
        an_article("old", published=a_moment("1066-10-14")),
        an_article("today", published=a_moment("2025-02-03T10:00:00+00:00")),
        an_article("today, taken in later", published=a_moment("2025-02-03T10:00:00+00:00")),
        an_article("the day", published=a_moment("2025-02-03")),
    )
    assert [headline.title for headline in store.newest(10)] == [
        "today, taken in later",
        "today",
        "the day",
        "old",
        "undated",
    ]
    assert [headline.title for headline in store.newest(1)] == ["today, taken in later"]
    assert store.newest(10)[2].published == Moment(datetime(2025, 2, 3, tzinfo=UTC), Precision.DAY)


def test_an_archived_article_is_not_among_the_newest(store: Store, source: Source) -> None:
    ids = take_in(store, source, *numbered(3))
    store.act(Action.ARCHIVE, ids[:2])
    assert [headline.id for headline in store.newest(10)] == ids[2:]


def test_headlines_come_in_the_order_asked_without_those_that_are_gone(store: Store, source: Source) -> None:
    ids = take_in(store, source, *numbered(3))
    store.write(News(source.id, gone=(ids[1],)))
    asked = [ids[2], ArticleId(99), ids[1], ids[0]]
    assert [headline.id for headline in store.headlines(asked)] == [ids[2], ids[0]]
    assert store.headlines([]) == []


def test_an_id_is_never_used_again(store: Store, source: Source) -> None:
    ids = take_in(store, source, *numbered(3))
    store.write(News(source.id, gone=tuple(ids)))
    assert min(take_in(store, source, *numbered(2))) > max(ids)


def test_an_amended_article_keeps_id_and_marks(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("Flood", key=b"flood.md", traits=Flag.IMAGE))
    store.act(Action.STAR, [article_id])
    after = an_article("Flood recedes", key=b"flood-2.md", traits=Flag.CODE)
    store.write(News(source.id, amended=((article_id, after),)))
    article = store.article(article_id)
    assert article.piece == after.piece
    assert article.origin == after.origin
    assert article.flags == Flag.CODE | Flag.STARRED
    assert store.known(source.id).keys() == {b"flood-2.md"}


def test_the_problems_of_an_amended_article_are_those_it_has_now(store: Store, source: Source) -> None:
    first = (Problem("a", Clean("One.")), Problem("b", Clean("Two."), 3, 4, True))
    [article_id] = take_in(store, source, an_article("Flood", problems=first))
    assert store.problems(10) == [(article_id, first[0]), (article_id, first[1])]
    assert store.problems(1) == [(article_id, first[0])]
    store.write(News(source.id, amended=((article_id, an_article("Flood", problems=first[1:])),)))
    assert store.problems(10) == [(article_id, first[1])]


def test_a_moved_article_is_known_by_its_new_place(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("Flood", key=b"a.md"))
    moved = Origin(b"b/a.md", b"2" * 16, 5, 6, 7)
    store.write(News(source.id, moved=((article_id, moved),)))
    [known] = store.known(source.id).values()
    assert (known.id, known.origin) == (article_id, moved)


def test_two_files_that_swap_their_names_keep_their_articles(store: Store, source: Source) -> None:
    one, two = take_in(store, source, an_article("One", key=b"1.md"), an_article("Two", key=b"2.md"))
    origins = {known.id: known.origin for known in store.known(source.id).values()}
    store.write(News(source.id, moved=((one, origins[two]), (two, origins[one]))))
    assert {key: known.id for key, known in store.known(source.id).items()} == {b"1.md": two, b"2.md": one}


def test_a_file_that_is_gone_leaves_the_list(store: Store, source: Source) -> None:
    gone, stays = take_in(store, source, *numbered(2))
    store.write(News(source.id, gone=(gone,)))
    assert [headline.id for headline in store.newest(9)] == [stays]
    with pytest.raises(ArticleNotFound):
        store.article(gone)


def test_a_starred_article_is_kept_when_its_file_is_gone_and_comes_back_with_it(store: Store, source: Source) -> None:
    raw = an_article("Flood")
    [article_id] = take_in(store, source, raw)
    store.act(Action.STAR, [article_id])
    store.write(News(source.id, gone=(article_id,)))
    assert store.newest(9) == []
    assert store.known(source.id) == {}
    assert store.article(article_id).piece.title == "Flood"
    assert take_in(store, source, raw) == [article_id]
    assert store.newest(9)[0].flags == Flag.STARRED


def test_a_new_article_whose_key_is_known_amends_that_one(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("Flood", key=b"a.md"))
    assert take_in(store, source, an_article("Flood recedes", key=b"a.md")) == [article_id]
    assert [headline.title for headline in store.newest(9)] == ["Flood recedes"]


def test_two_new_articles_of_one_key_are_one(store: Store, source: Source) -> None:
    store.write(News(source.id, added=(an_article("One", key=b"a"), an_article("Two", key=b"a"))))
    assert [headline.title for headline in store.newest(9)] == ["Two"]


def test_an_amendment_of_an_article_that_is_gone_adds_it(store: Store, source: Source) -> None:
    store.write(News(source.id, amended=((ArticleId(77), an_article("Flood")),)))
    assert [headline.title for headline in store.newest(9)] == ["Flood"]


def test_an_article_of_another_source_is_not_taken_for_this_ones(store: Store, source: Source) -> None:
    other = a_source(store, b"/other")
    [first] = take_in(store, source, an_article("Flood", key=b"a.md"))
    [second] = take_in(store, other, an_article("Flood", key=b"a.md"))
    assert first != second


def test_news_of_a_source_that_was_removed_are_refused(store: Store, source: Source) -> None:
    store.remove_source(source.id)
    with pytest.raises(SourceNotFound):
        store.write(News(source.id, added=(an_article("Flood"),)))
    with pytest.raises(SourceNotFound):
        store.write(News(SourceId(99)))


def test_an_article_is_found_by_id_path_and_key(tmp_path: Path, store: Store) -> None:
    folder, link = tmp_path / "articles", tmp_path / "link"
    folder.mkdir()
    link.symlink_to(folder)
    source = a_source(store, os.fsencode(folder))
    [article_id] = take_in(store, source, an_article("Flood", key=b"news/flood.md"))
    file = store.add_source(SourceKind.FILE, os.fsencode(tmp_path / "one.md"), Clean("one.md"))
    [alone] = take_in(store, file, an_article("Alone", key=b""))
    for reference in (str(article_id), f"{folder}/news/flood.md", f"{link}/x/../news/flood.md", "news/flood.md"):
        assert store.find(reference) == article_id
    assert store.find(f"{tmp_path}/one.md") == alone


@pytest.mark.parametrize("reference", ["", "99", "9" * 40, "²", "no/such.md", "\0", "\udcff", "-1", "/"])
def test_a_reference_that_names_no_article_is_told(store: Store, source: Source, reference: str) -> None:
    take_in(store, source, an_article("Flood"))
    with pytest.raises(ArticleNotFound):
        store.find(reference)


def test_a_file_whose_name_is_no_utf_8_is_found_by_it(store: Store, source: Source) -> None:
    key = b"\xff\xfe\x1b]0;x\x07.md"
    [article_id] = take_in(store, source, an_article("Flood", key=key))
    assert store.find(os.fsdecode(b"/articles/" + key)) == article_id


def test_an_older_version_is_kept_with_the_time_of_its_end(tmp_path: Path) -> None:
    times = iter(datetime(2025, 3, day, tzinfo=UTC) for day in range(1, 9))
    with Store.open(tmp_path / "newsdesk.db", clock=lambda: next(times), limits=Limits(per_article=2)) as store:
        source = a_source(store)
        [article_id] = take_in(store, source, an_article("1", key=b"a", body="one " * 100))
        for number in range(2, 6):
            store.write(News(source.id, amended=((article_id, an_article(str(number), key=b"a")),)))
        kept = store.revisions(article_id)
    assert [(version.title, version.until.day) for version in kept] == [("3", 4), ("4", 5)]


def test_an_older_version_holds_what_stood_there(store: Store, source: Source) -> None:
    body = "The river rises. " * 40
    [article_id] = take_in(store, source, an_article("Flood", body=body))
    store.write(News(source.id, amended=((article_id, an_article("Flood", body="It fell.")),)))
    [version] = store.revisions(article_id)
    assert (version.title, version.body) == ("Flood", body)


def test_other_tags_make_no_older_version(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("Flood"))
    store.write(News(source.id, amended=((article_id, an_article("Flood", tags=("water",))),)))
    assert store.revisions(article_id) == []
    assert not store.article(article_id).flags & Flag.CHANGED


def test_an_article_that_changes_after_it_was_read_says_so_until_it_is_read_again(store: Store, source: Source) -> None:
    read, unread = take_in(store, source, an_article("A"), an_article("B"))
    store.act(Action.READ, [read])
    changed = tuple((article_id, an_article("C", body="other")) for article_id in (read, unread))
    store.write(News(source.id, amended=changed))
    assert [headline.flags for headline in store.headlines([read, unread])] == [Flag.READ | Flag.CHANGED, Flag(0)]
    assert store.act(Action.READ, [read]).changed == (read,)
    assert store.headlines([read])[0].flags == Flag.READ
    store.undo()
    assert store.headlines([read])[0].flags == Flag.READ | Flag.CHANGED


def test_the_version_that_was_read_is_told_from_those_that_nobody_read(store: Store, source: Source) -> None:
    [article_id] = take_in(store, source, an_article("1", key=b"a"))

    def amend(*titles: str) -> None:
        for title in titles:
            store.write(News(source.id, amended=((article_id, an_article(title, key=b"a")),)))

    amend("2")
    store.act(Action.READ, [article_id])
    amend("3", "4")
    store.act(Action.READ, [article_id])
    amend("5")
    store.act(Action.UNREAD, [article_id])
    amend("6")
    assert [version.title for version in store.revisions(article_id) if version.read] == ["2", "4"]


def test_the_version_that_was_read_last_is_kept_however_often_the_article_changes(tmp_path: Path) -> None:
    with Store.open(tmp_path / "newsdesk.db", limits=Limits(per_article=2)) as store:
        source = a_source(store)
        [article_id] = take_in(store, source, an_article("read", key=b"a"))
        store.act(Action.READ, [article_id])
        for number in range(5):
            store.write(News(source.id, amended=((article_id, an_article(str(number), key=b"a")),)))
        assert [version.title for version in store.revisions(article_id)] == ["read", "2", "3"]


def test_a_desk_keeps_so_many_older_versions_and_no_more(tmp_path: Path) -> None:
    with Store.open(tmp_path / "newsdesk.db", limits=Limits(per_desk=3)) as store:
        source = a_source(store)
        ids = take_in(store, source, *numbered(5))
        for article_id in ids:
            store.write(News(source.id, amended=((article_id, an_article("other")),)))
        assert [len(store.revisions(article_id)) for article_id in ids] == [0, 0, 1, 1, 1]


def test_moments_before_1970_keep_their_second(store: Store, source: Source) -> None:
    moment = Moment(datetime(1969, 12, 31, 23, 59, 58, tzinfo=UTC) + timedelta(microseconds=0))
    [article_id] = take_in(store, source, an_article("Moon", published=moment, updated=moment))
    piece = store.article(article_id).piece
    assert (piece.published, piece.updated) == (moment, moment)


def test_a_clock_that_jumps_back_changes_no_order(tmp_path: Path) -> None:
    times = iter([datetime(2025, 3, 9, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)])
    clock = lambda: next(times)  # noqa: E731
    with Store.open(tmp_path / "newsdesk.db", clock=lambda: datetime(2100, 1, 1, tzinfo=UTC)) as store:
        [article_id] = take_in(store, a_source(store), an_article("1", key=b"a"))
        store.act(Action.READ, [article_id])
    with Store.open(tmp_path / "newsdesk.db", clock=clock) as store:
        [source] = store.sources()
        before = store.sequence()
        versions = [News(source.id, amended=((article_id, an_article(title, key=b"a")),)) for title in "234"]
        assert [store.write(version) for version in versions] == [before + 1, before + 2, before + 3]
        assert [version.title for version in store.revisions(article_id)] == ["1", "2", "3"]
        assert [version.until.year for version in store.revisions(article_id)] == [2025, 2025, 1970]
        assert [version.title for version in store.revisions(article_id) if version.read] == ["1"]
        assert store.undo() is None, "what was read has become otherwise since"
