"""Writing a mended article: the old bytes or the new ones, and nothing else touched (THREATS, row 54)."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newsdesk.desk import mending
from newsdesk.desk.mending import NotMended, fingerprint_of, replace


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "flood.md"
    path.write_bytes(b"old")
    return path


def test_the_new_bytes_stand_in_the_place_of_the_old_with_the_same_mode(article: Path) -> None:
    article.chmod(0o604)
    data, before = fingerprint_of(bytes(article))
    replace(bytes(article), before, data + b"er")
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
    _data, before = fingerprint_of(bytes(article))
    meddle(article)
    is_there = os.path.lexists(article)
    now = article.read_bytes() if is_there else None
    with pytest.raises(NotMended, match="was left as it is"):
        replace(bytes(article), before, b"mended")
    assert (article.read_bytes() if is_there else None) == now
    assert [name for name in os.listdir(article.parent) if name.startswith(".newsdesk")] == []


def test_a_write_between_the_copy_and_the_rename_is_seen(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _data, before = fingerprint_of(bytes(article))
    write_beside = mending._write_beside

    def slow(*arguments: object) -> None:
        write_beside(*arguments)  # type: ignore[arg-type]
        article.write_bytes(b"saved by an editor")

    monkeypatch.setattr(mending, "_write_beside", slow)
    with pytest.raises(NotMended, match="changed while"):
        replace(bytes(article), before, b"mended")
    assert article.read_bytes() == b"saved by an editor"


@pytest.mark.parametrize("call", ["fsync", "rename", "fchmod"])
def test_a_failure_at_any_step_leaves_the_old_file(article: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    _data, before = fingerprint_of(bytes(article))
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(NotMended, match="no space left on device"):
        replace(bytes(article), before, b"mended")
    monkeypatch.undo()
    assert article.read_bytes() == b"old"
    assert os.listdir(article.parent) == ["flood.md"]


def test_a_file_with_two_names_is_left_alone(article: Path) -> None:
    os.link(article, article.with_name("other.md"))
    _data, before = fingerprint_of(bytes(article))
    with pytest.raises(NotMended, match="hard links"):
        replace(bytes(article), before, b"mended")


def test_links_pipes_and_folders_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    for name, reason in (
        ("link.md", "symbolic link"),
        ("pipe.md", "no regular file"),
        ("folder.md", "no regular file"),
    ):
        with pytest.raises(NotMended, match=reason):
            fingerprint_of(bytes(tmp_path / name))
