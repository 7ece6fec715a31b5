"""What a store says when it cannot be opened as it should: a sentence with the way out; the file is left as it is."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdesk.model.action import Action
from newsdesk.model.errors import StoreNotWritable, StoreUnusable
from newsdesk.store import Store, housing, schema
from tests.builders import an_article
from tests.store.desks import a_source, a_store, take_in


def _told(path: Path, *, read_only: bool = False) -> str:
    with pytest.raises(StoreUnusable) as caught:
        Store.open(path, read_only)
    return str(caught.value)


def test_a_new_store_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with a_store(tmp_path / "data" / "desk") as store:
            take_in(store, a_source(store), an_article("Flood"))
            for path in (tmp_path / "data").rglob("*"):
                assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
            assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
            assert {path.name for path in store.path.parent.iterdir()} > {"newsdesk.db-wal"}
    finally:
        os.umask(before)


def test_a_strict_umask_does_not_lock_the_owner_out(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        with a_store(tmp_path / "data") as store:
            a_source(store)
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    "content",
    [b"Dear editor", b"# Notes\n" * 2000, b"\0" * 8192, b"SQLite format 3\0" + b"\0" * 8176, b"SQLite format 3\0"],
)
def test_a_file_that_is_no_store_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "newsdesk.db"
    path.write_bytes(content)
    assert "--data-dir" in _told(path) or "doctor" in _told(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "newsdesk.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = path.read_bytes()
    assert "is not a store of newsdesk" in _told(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "newsdesk.db").touch()
    with a_store(tmp_path) as store:
        assert store.newest(1) == []


def test_a_store_of_a_newer_version_is_told_and_left_alone(tmp_path: Path) -> None:
    a_store(tmp_path).close()
    path = tmp_path / "newsdesk.db"
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = path.read_bytes()
    assert "newer newsdesk (version 99" in _told(path)
    assert path.read_bytes() == before


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "newsdesk.db").mkdir()
    assert "is a folder" in _told(tmp_path / "newsdesk.db")


def test_a_pipe_in_its_place_is_told_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "newsdesk.db")
    assert "no plain file" in _told(tmp_path / "newsdesk.db")


def test_a_file_where_its_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    assert "data" in _told(tmp_path / "data" / "newsdesk.db")


def test_a_store_that_is_not_there_is_not_made_for_reading(tmp_path: Path) -> None:
    assert "no store" in _told(tmp_path / "newsdesk.db", read_only=True)
    assert not (tmp_path / "newsdesk.db").exists()


def test_a_store_opened_for_reading_answers_and_refuses_changes(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        ids = take_in(store, a_source(store), an_article("Flood"))
    with Store.open(tmp_path / "newsdesk.db", read_only=True) as store:
        assert not store.writable
        assert store.article(ids[0]).piece.title == "Flood"
        with pytest.raises(StoreNotWritable, match="read-only"):
            store.act(Action.STAR, ids)


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.close()
    store.close()
    with pytest.raises(StoreUnusable, match="closed"):
        store.newest(1)
    with pytest.raises(StoreUnusable, match="closed"):
        store.remember("a", "b")


def test_a_path_with_odd_characters_is_a_path(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"a?b=c&mode=memory #%41 '\xff")
    with a_store(folder) as store:
        store.remember("a", "b")
    assert (folder / "newsdesk.db").stat().st_size > 0


# Root may write anywhere, so that this is tried as somebody else, in a process of its own.
_AS_NOBODY = """
import os, sys
from pathlib import Path
from newsdesk.model.action import Action
from newsdesk.model.errors import NewsdeskError
from newsdesk.store import Store
os.setgid(65534)
os.setuid(65534)
try:
    with Store.open(Path(sys.argv[1])) as store:
        print(store.writable, [headline.title for headline in store.newest(5)])
        store.act(Action.STAR, [1])
except NewsdeskError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others may look into, which those of pytest are not."""
    if os.geteuid() != 0:
        pytest.skip("needs the right to become another user")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def _as_nobody(path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", _AS_NOBODY, path], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("log", [False, True], ids=["at rest", "with a log"])
def test_a_store_that_may_not_be_written_is_read_all_the_same(open_folder: Path, log: bool) -> None:
    folder = open_folder / "data"
    store = a_store(folder)
    take_in(store, a_source(store), an_article("Flood"))
    if not log:
        store.close()
    for path in (*folder.iterdir(), folder):
        os.chown(path, 65534, 65534)
        path.chmod(0o500 if path.is_dir() else 0o400)
    said = _as_nobody(folder / "newsdesk.db")
    store.close()
    if log:
        assert "Flood" in said or "StoreUnusable" in said
    else:
        assert "False ['Flood']" in said
        assert "StoreNotWritable" in said
        assert "read-only" in said


def test_a_store_of_another_user_is_refused(open_folder: Path) -> None:
    a_store(open_folder / "data").close()
    (open_folder / "data").chmod(0o755)
    (open_folder / "data" / "newsdesk.db").chmod(0o666)
    assert "belongs to another user" in _as_nobody(open_folder / "data" / "newsdesk.db")


_MOUNTS = r"""22 1 253:1 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:30 / /home rw - nfs4 server:/home rw
31 30 0:31 / /home/here rw - xfs /dev/vdb rw
32 22 0:32 / /mnt/my\040disk rw - fuse.sshfs me@there: rw
33 22 0:33 / /proc rw - proc proc rw
broken line
34 22"""


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("/var/x.db", False),
        ("/home/me/x.db", True),
        ("/homely/x.db", False),
        ("/home/here/x.db", False),
        ("/mnt/my disk/x.db", True),
    ],
)
def test_a_network_file_system_is_recognised(path: str, shared: bool) -> None:
    assert housing.on_network(Path(path), _MOUNTS) is shared


def test_on_a_network_file_system_there_is_no_write_ahead_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housing, "on_network", lambda path: True)
    with a_store(tmp_path) as store:
        ids = take_in(store, a_source(store), an_article("Flood"))
        assert store.act(Action.STAR, ids).changed == tuple(ids)
        assert [path.name for path in tmp_path.iterdir()] == ["newsdesk.db"]


def test_the_last_statement_of_each_migration_says_its_version() -> None:
    for number, migration in enumerate(schema.MIGRATIONS, start=1):
        assert migration[-1] == f"PRAGMA user_version = {number}"
    assert f"PRAGMA application_id = {schema.APPLICATION_ID:#x}" in schema.MIGRATIONS[0]


def test_an_older_store_is_brought_up_to_date_and_a_copy_of_it_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_store(tmp_path) as store:
        ids = take_in(store, a_source(store), an_article("Flood"))
        store.act(Action.STAR, ids)
    _grow(monkeypatch, "ALTER TABLE place ADD COLUMN colour TEXT")
    with a_store(tmp_path) as store:
        assert [headline.title for headline in store.newest(9)] == ["Flood"]
    with sqlite3.connect(tmp_path / "newsdesk.db") as newer:
        assert newer.execute("SELECT count(colour) FROM place").fetchone() == (0,)
    newer.close()
    monkeypatch.undo()
    with Store.open(tmp_path / f"newsdesk.db.version-{schema.VERSION}") as kept:
        assert kept.undo() is not None


def test_a_migration_that_fails_leaves_the_older_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_store(tmp_path) as store:
        take_in(store, a_source(store), an_article("Flood"))
    _grow(monkeypatch, "CREATE TABLE half (done TEXT)", "INSERT INTO nowhere VALUES (1)")
    assert "doctor" in _told(tmp_path / "newsdesk.db")
    monkeypatch.undo()
    with a_store(tmp_path) as store:
        assert [headline.title for headline in store.newest(9)] == ["Flood"]
        assert store.findings() == []


def test_an_older_store_that_cannot_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_store(tmp_path).close()
    _grow(monkeypatch, "CREATE TABLE whole (done TEXT)")
    assert "older version" in _told(tmp_path / "newsdesk.db", read_only=True)


def _grow(monkeypatch: pytest.MonkeyPatch, *statements: str) -> None:
    grown = (*schema.MIGRATIONS, (*statements, f"PRAGMA user_version = {schema.VERSION + 1}"))
    monkeypatch.setattr(schema, "MIGRATIONS", grown)
    monkeypatch.setattr(schema, "VERSION", len(grown))


def test_importing_the_store_brings_in_nothing_heavy() -> None:
    script = "import sys, newsdesk.store; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "rich", "textual", "httpx", "rapidfuzz", "yaml"} & set(loaded)
