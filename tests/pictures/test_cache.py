"""Pictures from the web are kept, the latest looked at longest."""

import os
import stat
from pathlib import Path

from newsdesk.pictures.cache import PictureCache


def a_cache(tmp_path: Path, most_bytes: int = 1000) -> PictureCache:
    return PictureCache(tmp_path / "pictures", most_bytes)


def test_what_was_kept_is_there_again_also_for_another_process(tmp_path: Path) -> None:
    a_cache(tmp_path).put("https://tides.example/a.png", b"picture")
    assert a_cache(tmp_path).get("https://tides.example/a.png") == b"picture"
    assert a_cache(tmp_path).get("https://tides.example/a.png", 3) == b"pic"
    assert a_cache(tmp_path).get("https://tides.example/b.png") is None


def test_the_one_not_looked_at_for_longest_goes_first(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    for name in "abc":
        cache.put(name, bytes(300))
    for hours, path in enumerate(sorted((tmp_path / "pictures").iterdir())):
        os.utime(path, (1_000_000 + 3600 * hours,) * 2)
    assert cache.get("a") is not None
    cache.put("d", bytes(300))
    there = {name for name in "abcd" if cache.get(name) is not None}
    assert len(there) == 3
    assert {"a", "d"} <= there


def test_what_is_larger_than_all_room_is_not_kept(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    cache.put("a", bytes(300))
    cache.put("b", bytes(1001))
    assert cache.get("b") is None
    assert cache.get("a") is not None


def test_nobody_else_may_look_and_nothing_half_is_left(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        a_cache(tmp_path).put("a", b"picture")
    finally:
        os.umask(before)
    folder = tmp_path / "pictures"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()] == [0o600]
    assert [path.suffix for path in folder.iterdir()] == [".picture"]


def test_where_nothing_can_be_kept_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("no folder")
    cache = a_cache(tmp_path)
    cache.put("a", b"picture")
    assert cache.get("a") is None


def test_that_one_could_not_be_had_is_known_for_a_day_or_until_it_comes(tmp_path: Path) -> None:
    cache = a_cache(tmp_path)
    cache.give_up("a")
    cache.give_up("b")
    assert (cache.given_up("a"), cache.given_up("c"), cache.size("a")) == (True, False, 0)
    for path in (tmp_path / "pictures").iterdir():
        os.utime(path, (1_000_000, 1_000_000))
    assert not cache.given_up("a")
    cache.give_up("a")
    cache.put("a", b"picture")
    assert (cache.given_up("a"), cache.size("a")) == (False, 7)
