"""Tab completes as much of a path or a name as is certain."""

from pathlib import Path

import pytest

from newsdesk.ui.completing import completed, completed_path


@pytest.mark.parametrize(
    ("typed", "more"),
    [("ne", "News"), ("News/W", "News/World"), ("x", "x"), ("", ""), ("Sp", "Sport"), ("News/World", "News/World")],
)
def test_a_folder_of_feeds_is_completed(typed: str, more: str) -> None:
    assert completed(typed, ["News", "News/World", "Sport"]) == more


def test_a_path_is_completed_as_far_as_it_is_certain(tmp_path: Path) -> None:
    for name in ("articles", "archive", ".hidden", "notes.md", "bad\x1bname"):
        (tmp_path / name).mkdir()
    root = f"{tmp_path}/"
    assert completed_path(f"{root}a") == f"{root}ar"
    assert completed_path(f"{root}art") == f"{root}articles/"
    assert completed_path(f"{root}.h") == f"{root}.hidden/"
    assert completed_path(f"{root}b") == f"{root}b"
    assert completed_path(f"{root}nowhere/at/all") == f"{root}nowhere/at/all"


def test_the_home_folder_keeps_its_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "articles").mkdir()
    assert completed_path("~/art") == "~/articles/"
