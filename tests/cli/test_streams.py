"""The real program and its standard streams: full, closed, broken, hostile; never a traceback, never a hang."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.builders import a_file

PATIENCE_S = 60


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "NEWSDESK_DATA_DIR": str(tmp_path / "data"),
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    for number in range(300):
        a_file(
            folder, f"{number}.md", f"A headline that is long enough to fill a pipe soon, number {number} " + "x" * 300
        )
    return folder


def sh(script: str, environment: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a shell script in which `$@` is newsdesk and its arguments."""
    newsdesk = [sys.executable, "-m", "newsdesk", *map(str, arguments)]
    return subprocess.run(
        ["bash", "-c", script, "bash", *newsdesk],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_a_reader_that_has_seen_enough_ends_it_quietly(environment: dict[str, str], news: Path) -> None:
    for arguments in (("list", "--source", news), ("search", "headline", "--source", news), (news,)):
        ran = sh('"$@" | head -n 1; echo "${PIPESTATUS[0]}"', environment, *arguments)
        assert ran.stdout.splitlines()[-1] == "0"
        assert "Traceback" not in ran.stderr
        assert "Broken pipe" not in ran.stderr


def test_a_full_disk_behind_the_result_is_told_in_one_sentence(environment: dict[str, str], news: Path) -> None:
    for arguments in (("list", "--source", news), ("--version",), ("--help",)):
        ran = sh('"$@" > /dev/full', environment, *arguments)
        assert ran.returncode == 2
        assert ran.stderr == "newsdesk: Writing the result failed: No space left on device.\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full", ">&- 2>/dev/full"])
def test_closed_and_full_streams_are_no_reason_to_fall_over(
    environment: dict[str, str], news: Path, closed: str
) -> None:
    for arguments in (("list", "--source", news), (), ("show", "-"), ("lint", "-"), ("nonsense",)):
        ran = sh(f'"$@" {closed}', environment, *arguments)
        assert ran.returncode == (2 if arguments == ("nonsense",) else 1 if arguments[:1] == ("lint",) else 0), (
            arguments
        )
        assert "Traceback" not in ran.stderr


def test_no_message_is_ever_written_into_the_store(environment: dict[str, str], news: Path, tmp_path: Path) -> None:
    sh('"$@" 2>&-', environment, "list", "--source", news)
    sh('"$@" 2>&-', environment, "list", "--source", news)
    [store] = (tmp_path / "data").rglob("desk.sqlite3")
    assert store.read_bytes().startswith(b"SQLite format 3\0")


def test_a_dumb_terminal_gets_the_list(environment: dict[str, str], news: Path) -> None:
    ran = sh('"$@"', environment | {"TERM": "dumb"}, news)
    assert ran.returncode == 0
    assert "number 7" in ran.stdout


def test_a_locale_without_unicode_gets_what_it_can_show(environment: dict[str, str], tmp_path: Path) -> None:
    file = a_file(tmp_path, "a.md", "Köln → 東京")
    ran = sh(
        '"$@"', environment | {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "list", "--source", file
    )
    assert ran.returncode == 0
    assert "K?ln ? ??" in ran.stdout


def test_ctrl_c_ends_a_long_reading_without_a_traceback(environment: dict[str, str], tmp_path: Path) -> None:
    for number in range(1500):
        a_file(tmp_path / "many", f"{number}.md", f"Number {number}", "Word. " * 500)
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdesk", "list", "--source", str(tmp_path / "many")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        wait_for_the_store(tmp_path)
        os.killpg(process.pid, signal.SIGINT)
        _out, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode in {0, 130}
    assert b"Traceback" not in err


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux which processes there are")
def test_killed_while_reading_it_leaves_no_process_behind_and_goes_on_the_next_time(
    environment: dict[str, str], tmp_path: Path
) -> None:
    for number in range(1500):
        a_file(tmp_path / "many", f"{number}.md", f"Number {number}", "Word. " * 500)
    command = [sys.executable, "-m", "newsdesk", "list", "--source", str(tmp_path / "many")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, start_new_session=True) as process:
        wait_for_the_store(tmp_path)
        while len(session_of(process.pid)) < 3:
            os.sched_yield()
        process.kill()
        process.wait(PATIENCE_S)
        deadline = time.monotonic() + PATIENCE_S
        while session_of(process.pid) and time.monotonic() < deadline:
            os.sched_yield()
        assert session_of(process.pid) == []
    ran = sh('"$@"', environment, "list", "--source", tmp_path / "many")
    assert ran.returncode == 0
    assert len(ran.stdout.splitlines()) == 1500


def session_of(leader: int) -> list[int]:
    """The processes that live in a session: those that a program started, whoever their parent is now."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            # After the name in parentheses: state, parent, process group, session.
            state, _parent, _group, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if int(session) == leader and state != "Z":
            found.append(int(folder.name))
    return found


def wait_for_the_store(tmp_path: Path) -> None:
    """Until the program is at work: its store is there."""
    while not list((tmp_path / "data").rglob("desk.sqlite3")):
        os.sched_yield()


def test_two_that_start_at_once_on_a_new_desk_both_give_the_whole_list(environment: dict[str, str], news: Path) -> None:
    command = [sys.executable, "-m", "newsdesk", "list", "--source", str(news)]
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    printed = [process.communicate(timeout=PATIENCE_S)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert [len(lines.splitlines()) for lines in printed] == [300, 300]


def test_a_log_holds_no_escape_sequence(environment: dict[str, str], tmp_path: Path) -> None:
    # THREATS, row 17.
    folder = tmp_path / os.fsdecode(b"\x1b]0;x\x07\xff")
    a_file(folder, "a.md", "A")
    log = tmp_path / "log.txt"
    ran = sh('"$@"', environment | {"NEWSDESK_LOG": str(log)}, "list", "--source", folder)
    assert ran.returncode == 0
    assert "wrote 1 articles" in log.read_text("ascii")
    assert not set(log.read_bytes()) & (set(range(32)) - {10} | {127})
    assert log.stat().st_mode & 0o077 == 0


def test_a_log_that_cannot_be_written_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    ran = sh('"$@"', environment | {"NEWSDESK_LOG": str(tmp_path)}, "list")
    assert ran.returncode == 2
    assert ran.stderr == f"newsdesk: NEWSDESK_LOG={tmp_path} cannot be written: Is a directory.\n"
