"""A store that is locked, full or damaged: nothing is lost, nothing is half done, and a sentence says what to do."""

import random
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from newsdesk.model.action import Action, Tagging
from newsdesk.model.article import ArticleId, News, Place
from newsdesk.model.clean import Clean
from newsdesk.model.errors import ArticleNotFound, NewsdeskError, StoreNotWritable, StoreUnusable
from newsdesk.model.source import SourceId, SourceKind
from newsdesk.store import Store
from newsdesk.store.salvage import salvage
from tests.builders import an_article
from tests.store.desks import NOON, a_source, a_store, numbered, take_in

_ONE = ArticleId(1)

_READS: dict[str, Callable[[Store], object]] = {
    "identity": lambda store: store.identity(),
    "sequence": lambda store: store.sequence(),
    "changes": lambda store: store.changes(0),
    "sources": lambda store: store.sources(),
    "source_figures": lambda store: store.source_figures(),
    "known": lambda store: store.known(SourceId(1)),
    "newest": lambda store: store.newest(9),
    "starred": lambda store: store.starred(9),
    "headlines": lambda store: store.headlines([_ONE]),
    "article": lambda store: store.article(_ONE),
    "find": lambda store: store.find("1"),
    "problems": lambda store: store.problems(9),
    "revisions": lambda store: store.revisions(_ONE),
    "given_tags": lambda store: store.given_tags([_ONE]),
    "place": lambda store: store.place(_ONE),
    "recall": lambda store: store.recall("query"),
    "search_bodies": lambda store: store.search_bodies("body"),
    "unworded": lambda store: store.unworded(),
    "findings": lambda store: store.findings(),
    "back_up": lambda store: store.back_up(store.path.with_name("copy.db")),
}
_WRITES: dict[str, Callable[[Store], object]] = {
    "add_source": lambda store: store.add_source(SourceKind.FEED, b"https://example.org", Clean("x")),
    "rename_source": lambda store: store.rename_source(SourceId(1), Clean("x")),
    "move_source": lambda store: store.move_source(SourceId(1), b"/elsewhere"),
    "remove_source": lambda store: store.remove_source(SourceId(1)),
    "set_missing": lambda store: store.set_missing(SourceId(1), True),
    "write": lambda store: store.write(News(SourceId(1), added=(an_article("New"),))),
    "act": lambda store: store.act(Action.READ, [_ONE]),
    "tag": lambda store: store.tag(Tagging(give=(Clean("x"),)), [_ONE]),
    "undo": lambda store: store.undo(),
    "redo": lambda store: store.redo(),
    "set_place": lambda store: store.set_place(_ONE, Place(1)),
    "remember": lambda store: store.remember("query", "x"),
    "bring_in_words": lambda store: store.bring_in_words(),
    "begin_words_anew": lambda store: store.begin_words_anew(),
}
_OTHERS = {"open", "close", "path", "writable", "restore", "feeds"}


def _filled(folder: Path) -> None:
    with a_store(folder) as store:
        ids = take_in(store, a_source(store), *numbered(30))
        store.write(News(SourceId(1), amended=((ids[0], an_article("Other", body="word " * 200)),)))
        store.act(Action.STAR, ids[:5])
        store.act(Action.READ, ids[3:9])
        store.remember("query", "is:unread")
        store.set_place(ids[0], Place(3))
        while store.bring_in_words(10):
            pass


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.close()


def test_every_method_is_tried_on_a_locked_store() -> None:
    public = {name for name in vars(Store) if not name.startswith("_")}
    assert public - _OTHERS == _READS.keys() | _WRITES.keys()


@pytest.mark.parametrize("method", _READS)
def test_reading_goes_on_while_another_process_writes(tmp_path: Path, method: str) -> None:
    _filled(tmp_path)
    with a_store(tmp_path) as store, _locked(store.path):
        _READS[method](store)


@pytest.mark.parametrize("method", _WRITES)
def test_a_change_that_waits_too_long_for_another_process_says_so(tmp_path: Path, method: str) -> None:
    _filled(tmp_path)
    with a_store(tmp_path) as store:
        before = store.sequence()
        with _locked(store.path), pytest.raises(StoreNotWritable, match="Another newsdesk"):
            _WRITES[method](store)
        assert store.sequence() == before
        _WRITES[method](store)


# In a process of its own: the limit holds for all files that it writes, and ends it by a signal where not ignored.
_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from newsdesk.model.action import Action, Tagging
from newsdesk.model.article import ArticleId
from newsdesk.model.errors import StoreNotWritable
from newsdesk.store import Store
from tests.builders import an_article
from tests.store.desks import take_in
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(Path(sys.argv[1]))
[source] = store.sources()
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
written, told = 0, None
try:
    for number in range(4000):
        take_in(store, source, an_article(f"New {number}", body=f"{number} " * 300))
        written += 1
        store.act(Action.STAR, [ArticleId(number % 30 + 1)])
except StoreNotWritable as error:
    told = str(error)
assert told and "make room" in told, told
assert len(store.newest(9999)) == 30 + written, "reading goes on"
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
take_in(store, source, an_article("After", body="There is room again."))
assert store.newest(9999) and store.findings() == []
store.close()
print(written)
"""


@pytest.mark.parametrize("room_bytes", [400_000, 1_000_000, 2_345_678])
def test_on_a_full_disk_reading_goes_on_and_nothing_that_was_written_is_lost(tmp_path: Path, room_bytes: int) -> None:
    _filled(tmp_path)
    path = tmp_path / "newsdesk.db"
    script = [sys.executable, "-c", _FULL_DISK, str(path), str(room_bytes)]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    with a_store(tmp_path) as store:
        assert len(store.newest(9999)) == 30 + int(done.stdout) + 1


def test_the_limit_of_this_process_is_untouched() -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def _damage(original: bytes, chance: random.Random) -> bytes:
    data = bytearray(original)
    if chance.random() < 0.25:
        return bytes(data[: chance.randrange(len(data))])
    for _ in range(chance.choice((1, 4, 16, 64))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.15:
        page = chance.randrange(len(data) // 4096) * 4096
        data[page : page + 4096] = bytes(4096)
    return bytes(data)


def _try_everything(path: Path) -> None:
    with Store.open(path, busy_timeout_s=0.05) as store:
        for method in (*_READS.values(), *_WRITES.values()):
            with suppress(StoreUnusable, ArticleNotFound, NewsdeskError):
                method(store)


def _damaged_copies(tmp_path: Path, count: int) -> None:
    _filled(tmp_path / "whole")
    whole = (tmp_path / "whole" / "newsdesk.db").read_bytes()
    for seed in range(count):
        folder = tmp_path / str(seed)
        folder.mkdir()
        path = folder / "newsdesk.db"
        path.write_bytes(_damage(whole, random.Random(seed)))
        with suppress(NewsdeskError):
            _try_everything(path)
        before = path.read_bytes()
        saved = salvage(path, NOON)
        assert saved.aside.read_bytes() == before
        with Store.open(path) as store:
            assert store.findings() == []
            assert len(store.newest(99)) <= saved.articles
            for headline in store.newest(99):
                store.article(headline.id)
            while store.bring_in_words():
                pass
        shutil.rmtree(folder)


def test_a_damaged_store_is_told_in_a_sentence_and_what_reads_is_saved(tmp_path: Path) -> None:
    _damaged_copies(tmp_path, 40)


@pytest.mark.full
def test_two_thousand_damaged_stores_are_told_in_sentences(tmp_path: Path) -> None:
    _damaged_copies(tmp_path, 2000)


def test_of_a_store_with_one_damaged_page_all_marks_are_saved(tmp_path: Path) -> None:
    _filled(tmp_path)
    path = tmp_path / "newsdesk.db"
    with sqlite3.connect(path) as raw:
        page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'headline'").fetchone()[0]
    raw.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 8192 : page * 8192] = bytes(8192)
    path.write_bytes(data)
    with a_store(tmp_path) as store, pytest.raises(StoreUnusable, match="doctor --fix"):
        store.newest(9)
    saved = salvage(path, NOON)
    assert (saved.articles, saved.marked) == (30, 9)
    with a_store(tmp_path) as store:
        [source] = store.sources()
        assert {known.origin.digest for known in store.known(source.id).values()} == {b""}
        raw_again = tuple((ArticleId(number + 1), raw) for number, raw in enumerate(numbered(30)))
        store.write(News(source.id, amended=raw_again))
        assert [headline.title for headline in store.headlines([_ONE])] == ["Headline 0"]
        assert store.act(Action.STAR, [_ONE]).changed == ()
        assert len(store.revisions(_ONE)) == 1
