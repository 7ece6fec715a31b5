"""Writing a mended article: the old bytes or the new ones, and nothing else touched (THREATS, row 54)."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from newsdesk.desk import mending
from newsdesk.desk.mending import Fingerprint, NotMended


def as_read(path: Path) -> Fingerprint:
    return Fingerprint.of(path.read_bytes(), path.stat())


def replace(path: Path, before: Fingerprint, data: bytes) -> None:
    mending.replace(bytes(path), b"flood.md", before, data)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "flood.md"
    path.write_bytes(b"old")
    return path


def test_the_new_bytes_stand_in_the_place_of_the_old_with_the_same_mode(article: Path) -> None:
    article.chmod(0o604)
    replace(article, as_read(article), b"older")
    assert article.read_bytes() == b"older"
    assert article.stat().st_mode & 0o777 == 0o604
    assert os.listdir(article.parent) == ["flood.md"]


@pytest.mark.parametrize(
    "meddle",
    [
        lambda path: path.write_bytes(b"new"),
        lambda path: (path.with_name("x").write_bytes(b"old"), path.with_name("x").rename(path)),
        lambda path: path.unlink(),
        lambda path: (path.unlink(), path.symlink_to("/etc/hostname")),
    ],
    ids=["written to", "replaced", "deleted", "made a link"],
)
def test_what_somebody_wrote_meanwhile_is_never_overwritten(article: Path, meddle: Callable[[Path], object]) -> None:
    before = as_read(article)
    meddle(article)
    is_there = os.path.lexists(article)
    now = article.read_bytes() if is_there else None
    with pytest.raises(NotMended, match="was left as it is"):
        replace(article, before, b"mended")
    assert (article.read_bytes() if is_there else None) == now
    assert [name for name in os.listdir(article.parent) if name.startswith(".newsdesk")] == []


def test_a_write_between_the_copy_and_the_rename_is_seen(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = as_read(article)
    write_beside = mending._write_beside

    def slow(*arguments: object) -> None:
        write_beside(*arguments)  # type: ignore[arg-type]
        article.write_bytes(b"saved by an editor")

    monkeypatch.setattr(mending, "_write_beside", slow)
    with pytest.raises(NotMended, match="changed while"):
        replace(article, before, b"mended")
    assert article.read_bytes() == b"saved by an editor"


def test_killed_at_any_moment_the_file_is_the_old_one_or_the_new_one(article: Path) -> None:
    before = as_read(article)
    seen = set()
    moment = 0
    while article.read_bytes() == b"old":
        moment += 1
        _, status = os.waitpid(_mend_and_die_at(moment, article, before), 0)
        assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
        seen.add(article.read_bytes())
        assert {name for name in os.listdir(article.parent) if not name.startswith(".newsdesk-")} == {"flood.md"}
    assert seen == {b"old", b"mended"}
    assert moment > 10


def _mend_and_die_at(moment: int, article: Path, before: Fingerprint) -> int:
    """In a process of its own, mend the article, and be killed before the so-manieth call of the module."""
    child = os.fork()
    if child:
        return child
    left = moment

    def die_some_day(_frame: FrameType, event: str, function: object) -> None:
        nonlocal left
        # Calls of functions written in C are where the system is asked for something.
        if event == "c_call" and getattr(function, "__module__", "") in {"posix", "_io"}:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(die_some_day)
    replace(article, before, b"mended")
    os._exit(0)


@pytest.mark.parametrize("call", ["fsync", "rename", "fchmod"])
def test_a_failure_at_any_step_leaves_the_old_file(article: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    before = as_read(article)
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(NotMended, match="no space left on device"):
        replace(article, before, b"mended")
    monkeypatch.undo()
    assert article.read_bytes() == b"old"
    assert os.listdir(article.parent) == ["flood.md"]


def test_a_file_with_two_names_is_left_alone(article: Path) -> None:
    os.link(article, article.with_name("other.md"))
    before = as_read(article)
    with pytest.raises(NotMended, match="hard links"):
        replace(article, before, b"mended")


def test_nothing_is_written_through_a_folder_that_became_a_link(tmp_path: Path) -> None:
    (tmp_path / "desk" / "news").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "flood.md").write_bytes(b"old")
    before = as_read(tmp_path / "elsewhere" / "flood.md")
    (tmp_path / "desk" / "news").rmdir()
    (tmp_path / "desk" / "news").symlink_to("../elsewhere")
    with pytest.raises(NotMended, match="symbolic link"):
        mending.replace(bytes(tmp_path / "desk" / "news" / "flood.md"), b"news/flood.md", before, b"new")
    assert (tmp_path / "elsewhere" / "flood.md").read_bytes() == b"old"
