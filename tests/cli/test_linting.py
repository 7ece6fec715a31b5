"""`newsdesk lint`: named lines, exit codes, and a mending that touches nothing else."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Newsdesk

BROKEN = b"---\ntitle: 'The town's flood'\ndate: 2025-02-03\n---\r\nBody with trailing  \n\x80\n"
MENDED = BROKEN.replace(b"'The town's flood'", b"'The town''s flood'")


@pytest.fixture
def broken(house: Path) -> Path:
    path = house / "flood.md"
    path.write_bytes(BROKEN.replace(b"\x80\n", b""))
    return path


@pytest.fixture
def mended() -> bytes:
    return MENDED.replace(b"\x80\n", b"")


def test_a_problem_is_named_by_file_line_and_column(newsdesk: Newsdesk, broken: Path, house: Path) -> None:
    ran = newsdesk("lint", house)
    assert ran.code == 1
    [line] = ran.lines
    assert line.startswith(f"{broken}:2:17: ")
    assert "`newsdesk lint --fix`" in ran.err
    [record] = newsdesk("lint", house, "--json").lines
    problem = json.loads(record)
    assert list(problem) == ["path", "line", "column", "code", "message", "fixable"]
    assert (problem["path"], problem["line"], problem["column"], problem["fixable"]) == (str(broken), 2, 17, True)


def test_what_is_right_is_silent_and_exits_0(newsdesk: Newsdesk, broken: Path, mended: bytes) -> None:
    broken.write_bytes(mended)
    ran = newsdesk("lint", broken)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_fix_changes_the_broken_line_and_no_other_byte(newsdesk: Newsdesk, broken: Path, mended: bytes) -> None:
    ran = newsdesk("lint", broken, "--fix")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "1 file mended.\n"
    assert broken.read_bytes() == mended
    assert newsdesk("lint", broken, "--fix").err == ""


def test_fix_with_diff_shows_the_change_and_writes_nothing(newsdesk: Newsdesk, broken: Path) -> None:
    before = broken.read_bytes()
    ran = newsdesk("lint", broken, "--fix", "--diff")
    assert ran.code == 1
    assert [line for line in ran.lines if line[0] in "-+"][2:] == [
        "-title: 'The town's flood'",
        "+title: 'The town''s flood'",
    ]
    assert broken.read_bytes() == before


def test_standard_input_is_linted_and_mended_as_a_filter(newsdesk: Newsdesk) -> None:
    text = b"---\ntitle: 'The town's flood'\ndate: 2025-02-03\n---\nBody\n"
    assert newsdesk("lint", "-", stdin=text).lines[0].startswith("-:2:17: ")
    ran = newsdesk("lint", "-", "--fix", stdin=text)
    assert (ran.code, ran.out) == (0, text.decode().replace("town's", "town''s"))


def test_without_a_path_the_sources_of_the_desk_are_linted(newsdesk: Newsdesk, broken: Path, house: Path) -> None:
    newsdesk("sources", "add", house)
    assert newsdesk("lint").lines[0].startswith(f"{broken}:2:17: ")
    assert newsdesk("lint", "--source", house).lines == newsdesk("lint").lines


def test_a_linked_file_is_mended_where_it_lies(newsdesk: Newsdesk, broken: Path, mended: bytes, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(broken)
    assert newsdesk("lint", link, "--fix").code == 0
    assert link.is_symlink()
    assert broken.read_bytes() == mended


def test_files_that_cannot_be_read_are_problems_too(newsdesk: Newsdesk, house: Path) -> None:
    (house / "binary.md").write_bytes(bytes(range(256)) * 20)
    (house / "empty.md").touch()
    codes = {json.loads(line)["code"] for line in newsdesk("lint", house, "--json").lines}
    assert {"file-binary", "file-empty"} <= codes
