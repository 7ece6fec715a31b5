"""The process is killed at any moment, and two write at once: nothing that was acknowledged is lost or half there."""

import os
import random
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from newsdesk.model.action import Action
from newsdesk.model.article import ArticleId, News
from newsdesk.model.source import SourceId
from newsdesk.store import Store, schema
from tests.builders import an_article
from tests.store.desks import a_source, a_store, numbered, take_in

# Says what it did only when the store has it: `star 7` means that article 7 is starred, whatever happens now.
_BUSY = """
import random, sys
from pathlib import Path
from newsdesk.model.action import Action, Tagging
from newsdesk.model.article import ArticleId, News, Place
from newsdesk.model.clean import Clean
from newsdesk.store import Store
from tests.builders import an_article
chance = random.Random(int(sys.argv[2]))
store = Store.open(Path(sys.argv[1]))
[source] = store.sources()
number = store.sequence()
while True:
    number += 1
    act = chance.randrange(7)
    if act == 0:
        title = f"new {number}"
        bodies = ["word " * chance.randrange(900) for _ in range(chance.randrange(1, 40))]
        added = [an_article(title, key=b"%d/%d" % (number, at), body=body) for at, body in enumerate(bodies)]
        store.write(News(source.id, added=tuple(added)))
        said = f"write {title}"
    elif act == 1:
        store.remember("last", str(number))
        said = f"remember {number}"
    elif act == 2:
        store.bring_in_words(50)
        said = "words"
    elif act == 3:
        store.set_place(ArticleId(1), Place(number))
        said = f"place {number}"
    elif act == 4:
        article = ArticleId(chance.randrange(1, 30))
        store.tag(Tagging(give=(Clean(f"t{number}"),)), [article])
        said = f"tag {article} t{number}"
    else:
        star = chance.choice((Action.STAR, Action.UNSTAR))
        ids = [ArticleId(chance.randrange(1, 30)) for _ in range(5)]
        store.act(star, ids)
        said = f"{star} " + " ".join(map(str, ids))
    print(said, flush=True)
"""


def _kill_at_random_moments(tmp_path: Path, rounds: int) -> None:
    with a_store(tmp_path) as store:
        take_in(store, a_source(store), *numbered(30))
    path = tmp_path / "newsdesk.db"
    starred: dict[ArticleId, bool] = {}
    titles: set[str] = set()
    tags: set[tuple[ArticleId, str]] = set()
    last: dict[str, str] = {}
    for seed in range(rounds):
        chance = random.Random(seed)
        with subprocess.Popen(
            [sys.executable, "-c", _BUSY, str(path), str(seed)], stdout=subprocess.PIPE, env={**os.environ}
        ) as child:
            assert child.stdout is not None
            select.select([child.stdout], [], [], 20)  # it has begun
            time.sleep(chance.random() * 0.12)
            child.kill()
            said, _ = child.communicate()
            assert child.returncode == -signal.SIGKILL
        for line in said.decode().splitlines(keepends=True):
            if not line.endswith("\n"):
                continue  # it was killed while it spoke
            what, *rest = line.split()
            if what in ("star", "unstar"):
                starred.update(dict.fromkeys((ArticleId(int(one)) for one in rest), what == "star"))
            elif what == "tag":
                tags.add((ArticleId(int(rest[0])), rest[1]))
            elif what == "write":
                titles.add(" ".join(rest))
            elif what in ("remember", "place"):
                last[what] = rest[0]
        with Store.open(path) as store:
            _check(store, starred, titles, last)
            assert tags <= {(headline.id, tag) for headline in store.headlines(_FIRST) for tag in headline.tags}
            # What was done last may be in the store though nobody heard of it: from here on it counts.
            starred = {headline.id: bool(headline.flags & 2) for headline in store.headlines(_FIRST)}


_FIRST = [ArticleId(number) for number in range(1, 31)]


def _check(store: Store, starred: dict[ArticleId, bool], titles: set[str], last: dict[str, str]) -> None:
    assert store.findings() == []
    found = {headline.id: bool(headline.flags & 2) for headline in store.headlines(_FIRST)}
    # The one change that was under way when it was killed may be there or not; it had five articles at most.
    assert sum(found[article_id] is not wanted for article_id, wanted in starred.items()) <= 5
    assert titles <= {headline.title for headline in store.newest(1_000_000)}
    if "remember" in last:
        assert int(store.recall("last") or 0) >= int(last["remember"])
    place = store.place(ArticleId(1))
    if "place" in last:
        assert place is not None
        assert place.line >= int(last["place"])


def test_a_killed_process_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    _kill_at_random_moments(tmp_path, 6)


@pytest.mark.full
def test_two_hundred_killed_processes_lose_nothing_that_they_acknowledged(tmp_path: Path) -> None:
    _kill_at_random_moments(tmp_path, 200)


_MIGRATES = """
import sys
from pathlib import Path
from newsdesk.store import Store, schema
version = schema.VERSION + 1
schema.MIGRATIONS += ((
    "CREATE TABLE more (id INTEGER PRIMARY KEY, text TEXT)",
    "INSERT INTO more SELECT id, body FROM content",
    "UPDATE headline SET title = title || '.'",
    "DROP TABLE place",
    f"PRAGMA user_version = {version}",
),)
schema.VERSION = version
print("begin", flush=True)
Store.open(Path(sys.argv[1])).close()
"""


def _kill_while_migrating(tmp_path: Path, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_store(tmp_path / "old") as store:
        take_in(store, a_source(store), *(an_article(str(number), body="word " * 150) for number in range(2000)))
        store.back_up(tmp_path / "backup.db")
    original = (tmp_path / "backup.db").read_bytes()
    path = tmp_path / "newsdesk.db"
    present = schema.VERSION
    versions = set()
    for seed in range(rounds):
        for left in tmp_path.glob("*newsdesk.db*"):
            left.unlink()
        path.write_bytes(original)
        with subprocess.Popen([sys.executable, "-c", _MIGRATES, str(path)], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(random.Random(seed).random() * 0.1)
            child.kill()
        with monkeypatch.context() as newer:
            newer.setattr(schema, "VERSION", present + 1)
            newer.setattr(
                schema,
                "MIGRATIONS",
                (*schema.MIGRATIONS, ("CREATE TABLE more (id)", f"PRAGMA user_version = {present + 1}")),
            )
            with Store.open(path) as store:
                assert store.findings() == []
                assert len(store.newest(9999)) == 2000
        versions.add(path.with_name(f"newsdesk.db.version-{present}").exists())
    assert versions == {True}, "a copy of the older store is there in any case"


def test_a_process_killed_while_it_migrates_leaves_the_old_store_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _kill_while_migrating(tmp_path, 5, monkeypatch)


@pytest.mark.full
def test_a_hundred_killed_migrations_leave_the_old_store_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _kill_while_migrating(tmp_path, 100, monkeypatch)


_WRITES_ALONG = """
import sys
from pathlib import Path
from newsdesk.model.action import Action
from newsdesk.model.article import ArticleId, News
from newsdesk.store import Store
from tests.builders import an_article
name, count = sys.argv[2], int(sys.argv[3])
with Store.open(Path(sys.argv[1])) as store:
    [source] = store.sources()
    for number in range(count):
        store.write(News(source.id, added=(an_article(f"{name} {number}"),)))
        store.act(Action.STAR if number % 2 else Action.UNSTAR, [ArticleId(1), ArticleId(2)])
"""


def _write_at_once(tmp_path: Path, processes: int, count: int) -> None:
    with a_store(tmp_path) as store:
        take_in(store, a_source(store), *numbered(2))
    script = [sys.executable, "-c", _WRITES_ALONG, str(tmp_path / "newsdesk.db")]
    running = [
        subprocess.Popen([*script, f"process {number}", str(count)], stderr=subprocess.PIPE, text=True)
        for number in range(processes)
    ]
    for child in running:
        _, told = child.communicate()
        assert (child.returncode, told) == (0, "")
    with a_store(tmp_path) as store:
        assert len(store.newest(9999)) == 2 + processes * count
        assert store.findings() == []


def test_two_processes_write_at_once_and_neither_is_refused(tmp_path: Path) -> None:
    _write_at_once(tmp_path, 2, 60)


@pytest.mark.full
def test_four_processes_write_four_hundred_times_and_none_is_refused(tmp_path: Path) -> None:
    _write_at_once(tmp_path, 4, 400)


def test_threads_of_one_process_read_and_write_at_once(tmp_path: Path) -> None:
    failed: list[BaseException] = []

    def run() -> None:
        try:
            for number in range(40):
                name = f"{threading.get_ident()} {number}"
                store.write(News(SourceId(1), added=(an_article(name),)))
                store.act(Action.READ, [headline.id for headline in store.newest(3)])
                store.changes(max(store.sequence() - 20, 0))
        except BaseException as error:
            failed.append(error)

    with a_store(tmp_path) as store:
        a_source(store)
        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert len(store.newest(9999)) == 160


def test_two_processes_make_the_same_store_at_once(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from newsdesk.store import Store; Store.open(Path(sys.argv[1])).close()"
    )
    for number in range(3):
        path = tmp_path / str(number) / "newsdesk.db"
        running = [
            subprocess.Popen([sys.executable, "-c", script, str(path)], stderr=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        assert [child.communicate()[1] for child in running] == [""] * 4
