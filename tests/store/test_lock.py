"""One process at a time."""

import subprocess
import sys
from pathlib import Path

from newsdesk.store.lock import only_one

_HOLD = """
import sys
from pathlib import Path
from newsdesk.store.lock import only_one
with only_one(Path(sys.argv[1])) as mine:
    print(mine, flush=True)
    sys.stdin.read()
"""


def test_a_second_one_is_told_that_it_is_not_the_only_one(tmp_path: Path) -> None:
    path = tmp_path / "refresh.lock"
    with only_one(path) as mine:
        assert mine
        with only_one(path) as other:
            assert not other
    with only_one(path) as again:
        assert again


def test_a_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    path = tmp_path / "refresh.lock"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        with only_one(path) as mine:
            assert not mine
        holder.kill()
        holder.wait()
    with only_one(path) as mine:
        assert mine


def test_where_no_lock_can_be_made_nobody_is_the_only_one(tmp_path: Path) -> None:
    with only_one(tmp_path / "no" / "such" / "folder.lock") as mine:
        assert not mine
    (tmp_path / "link.lock").symlink_to(tmp_path / "elsewhere")
    with only_one(tmp_path / "link.lock") as mine:
        assert not mine
    assert not (tmp_path / "elsewhere").exists()
