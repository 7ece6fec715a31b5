"""Stores of every version that there was: brought up to date with all they hold, and a copy of them kept."""

import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from newsdesk.model.action import Action, Deed, Tagging
from newsdesk.model.article import ArticleId, Flag, News
from newsdesk.model.clean import Clean
from newsdesk.store import Store, schema
from newsdesk.store.salvage import salvage
from tests.builders import an_article
from tests.store.desks import NOON, a_store

# What a desk of version 1 held: an article that was starred, and changed after it was read, with its older version;
# another that was archived.
_VERSION_1 = """
INSERT INTO source VALUES (1, 'folder', CAST('/articles' AS BLOB), 'Articles', 0, 0);
INSERT INTO article VALUES (1, 1, 19, 1740830400, 1, 2, 1, 0, 2, 3);
INSERT INTO headline VALUES (1, 'Flood', '', '', 'Maud', 'water', 'published', 'en');
INSERT INTO content VALUES (1, 'It fell.', 1, NULL, NULL, '', '', '', '', '', '{}');
INSERT INTO origin VALUES (1, 1, CAST('flood.md' AS BLOB), zeroblob(16), 8, 1, 1);
INSERT INTO article VALUES (2, 1, 4, 1740830401, 1, 2, 1, 0, 1, NULL);
INSERT INTO headline VALUES (2, 'Frost', '', '', '', '', 'published', 'en');
INSERT INTO content VALUES (2, 'It froze.', 1, NULL, NULL, '', '', '', '', '', '{}');
INSERT INTO origin VALUES (2, 1, CAST('frost.md' AS BLOB), zeroblob(16), 9, 1, 2);
INSERT INTO revision VALUES (1, 1, 1740830000, 'Flood', 'It rises.');
INSERT INTO memory VALUES ('query', 'is:starred');
INSERT INTO wording VALUES (1, NULL);
UPDATE desk SET sequence = 3;
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store of version 1."""
    path = tmp_path / "newsdesk.db"
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in schema.MIGRATIONS[0]:
        connection.execute(statement)
    connection.executescript(_VERSION_1)
    ids, before = (1).to_bytes(8, "little"), bytes([Flag.READ | Flag.CHANGED])
    connection.execute("INSERT INTO deed VALUES (1, 'star', ?, ?, 0)", (zlib.compress(ids), zlib.compress(before)))
    connection.close()
    return path


def test_a_store_of_version_1_keeps_all_it_holds(old: Path) -> None:
    with a_store(old.parent) as store:
        [headline] = store.newest(9)
        assert (headline.title, headline.tags) == ("Flood", ("water",))
        assert headline.flags == Flag.READ | Flag.STARRED | Flag.CHANGED
        [version] = store.revisions(headline.id)
        assert (version.body, version.read) == ("It rises.", False)
        assert store.recall("query") == "is:starred"
        assert store.findings() == []
        assert store.act(Action.UNARCHIVE, [ArticleId(2)]).changed
        assert [headline.title for headline in store.newest(9)] == ["Frost", "Flood"]
        assert store.undo() == Deed(Action.UNARCHIVE, (ArticleId(2),), undone=True)
        assert [headline.title for headline in store.newest(9)] == ["Flood"]
        assert store.undo() == Deed(Action.STAR, (ArticleId(1),), undone=True)


def test_a_store_of_version_1_can_do_what_is_new(old: Path) -> None:
    with a_store(old.parent) as store:
        [headline] = store.newest(9)
        store.tag(Tagging(give=(Clean("follow-up"),)), [headline.id])
        store.act(Action.READ, [headline.id])
        store.write(News(headline.source_id, amended=((headline.id, an_article("Flood", key=b"flood.md")),)))
        assert store.headlines([headline.id])[0].tags == ("follow-up",)
        assert [version.read for version in store.revisions(headline.id)] == [False, True]


def test_a_copy_of_the_store_of_version_1_is_kept(old: Path) -> None:
    a_store(old.parent).close()
    kept = sqlite3.connect(old.with_name("newsdesk.db.version-1"))
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    assert kept.execute("SELECT title FROM headline").fetchone() == ("Flood",)
    kept.close()


def test_a_backup_of_version_1_is_taken_over(old: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "other" / "newsdesk.db") as store:
        store.restore(old)
        assert [headline.title for headline in store.newest(9)] == ["Flood"]
    assert not list(tmp_path.glob("newsdesk.db.version-*")), "the backup is only read"


def test_older_versions_of_articles_are_saved_out_of_a_damaged_store_of_version_1(old: Path) -> None:
    salvage(old, NOON)
    with a_store(old.parent) as store:
        assert [version.body for version in store.revisions(ArticleId(1))] == ["It rises."]


def test_two_processes_that_bring_a_store_up_to_date_at_once_keep_a_copy_of_the_older_one(old: Path) -> None:
    script = "import sys; from pathlib import Path; from newsdesk.store import Store; Store.open(Path(sys.argv[1]))"
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(old)], stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [child.communicate()[1] for child in running] == [""] * 4
    kept = sqlite3.connect(old.with_name("newsdesk.db.version-1"))
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    kept.close()
    with a_store(old.parent) as store:
        assert store.findings() == []
        assert len(store.newest(9)) == 1
