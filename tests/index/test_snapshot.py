"""The saved index opens as it was, or not at all."""

import random
import threading
from datetime import UTC, date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsdesk.index import Index
from newsdesk.index.holding.snapshot import NAME
from newsdesk.model.errors import SnapshotUnusable
from newsdesk.text.query import parse
from tests.index.headlines import changes
from tests.index.oracle import Row

TODAY = date(2025, 2, 3)


def an_index(count: int = 30) -> Index:
    index = Index(UTC)
    index.apply(
        changes(
            7,
            [
                Row(
                    n, f"Flood number {n} in Trentwick", authors=("Ana", "Ben", "Cem", "Dana", "Eli")[n % 5 : n % 5 + 1]
                )
                for n in range(1, count)
            ],
        )
    )
    return index


def ids(index: Index, text: str) -> list[int]:
    return list(index.search(parse(text, today=TODAY)).ids(0, 100))


def test_a_saved_index_opens_with_the_same_answers_and_the_number_of_the_last_change(tmp_path: Path) -> None:
    index = an_index()
    assert index.save(tmp_path)
    opened = Index.open(tmp_path, UTC)
    assert opened.sequence == 7
    for text in ("", "flod", "trent", "author:cem", "number 12", 'author:"Ana"'):
        assert ids(opened, text) == ids(index, text)
    opened.check()


def test_changes_after_the_saving_are_not_in_the_file_and_can_be_caught_up_with(tmp_path: Path) -> None:
    index = an_index()
    index.save(tmp_path)
    index.apply(changes(8, [Row(99, "Later news")], removed=[1]))
    opened = Index.open(tmp_path, UTC)
    assert ids(opened, "later") == []
    opened.apply(changes(8, [Row(99, "Later news")], removed=[1]))
    assert ids(opened, "later") == [99]
    assert ids(opened, "") == ids(index, "")


def test_an_index_goes_on_answering_and_changing_while_and_after_it_is_saved(tmp_path: Path) -> None:
    index = an_index(400)
    stop = threading.Event()
    answers: list[int] = []

    def ask() -> None:
        while not stop.is_set():
            answers.append(len(ids(index, "flood")))

    asking = threading.Thread(target=ask)
    asking.start()
    for number in range(20):
        index.apply(changes(8 + number, [Row(1000 + number, f"Flood again {number}")], removed=[number + 1]))
        if number % 5 == 0:
            assert index.save(tmp_path)
    stop.set()
    asking.join()
    assert answers
    assert set(answers) == {100}
    assert len(index) == 399
    assert ids(index, "again 19") == [1019]


def test_what_changes_while_the_segments_are_put_together_stays_changed(tmp_path: Path) -> None:
    index = an_index()
    index.apply(changes(8, [Row(50, "Second part")]))
    segments = index._segments
    view = segments.begin_packing()
    index.apply(changes(9, [Row(3, "Replaced meanwhile")], flags=[(4, 4)], removed=[5]))
    from newsdesk.index.holding.segments import packed

    segments.end_packing(*packed(view, UTC))
    index.name_sources({})
    assert ids(index, "replaced") == [3]
    assert not index.search(parse("number 4", today=TODAY)).exact
    assert not index.search(parse("number 5", today=TODAY)).exact
    assert ids(index, "is:archived") == [4]
    assert ids(index, "second") == [50]


def test_there_being_no_file_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(SnapshotUnusable, match="no saved index"):
        Index.open(tmp_path, UTC)


def test_an_index_of_another_time_zone_is_built_anew(tmp_path: Path) -> None:
    an_index().save(tmp_path)
    with pytest.raises(SnapshotUnusable, match="time zone"):
        Index.open(tmp_path, ZoneInfo("Europe/Berlin"))


def test_a_file_with_any_byte_flipped_is_never_used(tmp_path: Path) -> None:
    an_index(6).save(tmp_path)
    path = tmp_path / NAME
    whole = path.read_bytes()
    chance = random.Random(3)
    blocks_begin = whole.index(b"\0" * 8)
    places = [*range(400), *chance.sample(range(len(whole)), 300), len(whole) - 1, blocks_begin]
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1 :])
        with pytest.raises(SnapshotUnusable):
            Index.open(tmp_path, UTC).search(parse("flood", today=TODAY))


def test_a_file_cut_short_at_any_length_is_never_used(tmp_path: Path) -> None:
    an_index(6).save(tmp_path)
    path = tmp_path / NAME
    whole = path.read_bytes()
    for length in [*range(0, 200, 7), *range(200, len(whole), 4001), len(whole) - 1]:
        path.write_bytes(whole[:length])
        with pytest.raises(SnapshotUnusable):
            Index.open(tmp_path, UTC).check()


def test_a_file_with_something_behind_it_is_never_used(tmp_path: Path) -> None:
    an_index(6).save(tmp_path)
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(SnapshotUnusable):
        Index.open(tmp_path, UTC)


def test_only_one_process_writes_and_the_other_goes_on_without(tmp_path: Path) -> None:
    import fcntl

    index = an_index()
    with (tmp_path / f"{NAME}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not index.save(tmp_path)
    assert not (tmp_path / NAME).exists()
    assert index.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME, f"{NAME}.lock"]


def test_a_folder_that_cannot_be_written_to_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    index = an_index()
    assert not index.save(tmp_path / "file")
    assert ids(index, "number 3") == [3]


def test_an_old_file_stays_readable_for_those_who_have_it_open_while_a_new_one_is_written(tmp_path: Path) -> None:
    an_index().save(tmp_path)
    opened = Index.open(tmp_path, UTC)
    opened.check()
    other = Index(UTC)
    other.apply(changes(20, [Row(1, "Something else")]))
    other.save(tmp_path)
    assert ids(opened, "number 3") == [3]
    assert ids(Index.open(tmp_path, UTC), "") == [1]


def test_an_empty_desk_is_saved_too(tmp_path: Path) -> None:
    assert Index(UTC).save(tmp_path)
    opened = Index.open(tmp_path, UTC)
    assert ids(opened, "") == []
    assert ids(opened, "flood") == []
    assert not opened.search(parse("flood", today=TODAY)).facets().articles
