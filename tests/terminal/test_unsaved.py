"""What is done where it cannot be saved: on a full disk, on a desk that can only be read, when the line drops."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

import pytest

from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import desk_of
from newsdesk.desk.settings import Settings
from newsdesk.model.article import Flag
from tests.builders import a_file
from tests.terminal.terminal import NEWSDESK, Terminal

DISK_BYTES = 2_000_000


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    a_file(folder, "flood.md", "Flood recedes", date="2025-02-03")
    a_file(folder, "frost.md", "Frost in May", date="2025-02-02")
    return folder


def flags_of(data: Path, house: Path) -> dict[str, Flag]:
    """What the desk says of its articles, from the file alone."""
    with Desk.open(desk_of(data, [str(house)]), Settings(time_zone="UTC")) as desk:
        headlines = desk.headlines([known.id for known in desk._store.known(desk.sources()[0].id).values()])
        return {headline.title: headline.flags & Flag.STATE for headline in headlines}


@contextmanager
def _limited(terminal: Terminal, _data: Path) -> Iterator[None]:
    """Let the process write nothing more into any file, as a quota does."""
    pid = terminal.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    with suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def _filled(_terminal: Terminal, data: Path) -> Iterator[None]:
    """Fill the disk on which the desk lies to its last byte."""
    filler = data / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 512, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    yield
    filler.unlink()


Full = tuple[Path, Callable[[Terminal, Path], AbstractContextManager[None]]]


@pytest.fixture(params=["a quota", "a disk"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Full]:
    """A data folder, and what makes its disk full for a while."""
    data = tmp_path / "data"
    data.mkdir()
    if request.param == "a quota":
        yield data, _limited
        return
    options = f"size={DISK_BYTES},mode=0700"
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(data)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("needs the right to mount")
    yield data, _filled
    subprocess.run(["umount", str(data)], check=True)


def test_on_a_full_disk_reading_goes_on_and_all_is_saved_when_there_is_room(
    tmp_path: Path, house: Path, full: Full
) -> None:
    data, fill = full
    with Terminal([NEWSDESK, house], home=tmp_path / "home", env={"NEWSDESK_DATA_DIR": str(data)}) as terminal:
        terminal.wait_for("2 articles")
        terminal.settle()
        with fill(terminal, data):
            terminal.press("s")
            terminal.wait_for("kept meanwhile, and")
            terminal.wait_for("1 change not saved yet")
            terminal.press("j")
            terminal.press("enter")
            terminal.wait_for(lambda screen: "Text." in screen and "↑↓ scroll" in screen)
            terminal.press("escape")
            terminal.wait_for("↑↓ move")
            terminal.press("t")
            terminal.wait_for(" Tags ")
            terminal.type("cold\r")
            terminal.settle()
            terminal.wait_for("3 changes not saved yet")
            a_file(house, "gale.md", "Gale at night", date="2025-02-04")
            # Wherever the lines of the toast are broken.
            terminal.wait_for(lambda screen: "sources say" in screen or "taken in then" in screen)
            assert "★" not in terminal.text
        terminal.wait_for("tagged cold")
        terminal.wait_for(lambda screen: "★" in screen and "not saved" not in screen)
        terminal.wait_for("3 articles")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert flags_of(data, house) == {
        "Flood recedes": Flag.STARRED,
        "Frost in May": Flag.READ,
        "Gale at night": Flag(0),
    }


def test_what_could_not_be_saved_to_the_last_is_told_after_leaving(tmp_path: Path, house: Path, full: Full) -> None:
    data, fill = full
    with Terminal([NEWSDESK, house], home=tmp_path / "home", env={"NEWSDESK_DATA_DIR": str(data)}) as terminal:
        terminal.wait_for("2 articles")
        terminal.settle()
        with fill(terminal, data):
            terminal.press("s", "j", "s")
            terminal.wait_for("kept meanwhile, and")
            terminal.press("q")
            assert terminal.wait_for_end() == 2
        assert terminal.left_behind == []
        told = " ".join(terminal.text.split())
        assert "newsdesk: 2 of your last changes could not be saved, and are lost." in told
        assert "Traceback" not in told
    assert set(flags_of(data, house).values()) == {Flag(0)}


@pytest.mark.parametrize("how", ["signal", "line"])
def test_what_was_done_before_the_line_drops_is_saved_though_another_writes(
    tmp_path: Path, house: Path, how: str
) -> None:
    data = tmp_path / "data"
    with Terminal([NEWSDESK, house], home=tmp_path / "home", env={"NEWSDESK_DATA_DIR": str(data)}) as terminal:
        terminal.wait_for("2 articles")
        terminal.settle()
        store = desk_of(data, [str(house)]).store
        with closing(sqlite3.connect(store, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            terminal.press("s", "j", "a")
            terminal.settle()
            if how == "signal":
                terminal.signal(signal.SIGHUP)
            else:
                terminal.hang_up()
            other.execute("ROLLBACK")
        terminal.process.wait(timeout=20)
    assert flags_of(data, house) == {"Flood recedes": Flag.STARRED, "Frost in May": Flag.ARCHIVED}


# Root may write anywhere, unless it gives that up: the numbers are PR_CAPBSET_DROP and CAP_DAC_OVERRIDE.
_WITHOUT_PRIVILEGE = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.fixture
def read_only(tmp_path: Path, house: Path) -> Iterator[Path]:
    """The data folder of a desk that took in the house, and cannot be written to any more."""
    data = tmp_path / "data"
    with Desk.open(desk_of(data, [str(house)]), Settings(time_zone="UTC")) as desk:
        desk.refresh()
    places = [*data.rglob("*"), data]
    for place in places:
        place.chmod(0o500 if place.is_dir() else 0o400)
    yield data
    for place in reversed(places):
        place.chmod(0o700)


def test_a_desk_that_can_only_be_read_says_so_once_and_is_read(tmp_path: Path, house: Path, read_only: Path) -> None:
    a_file(house, "gale.md", "Gale at night", date="2025-02-04")
    command = [sys.executable, "-c", _WITHOUT_PRIVILEGE, str(NEWSDESK), str(house)]
    with Terminal(command, home=tmp_path / "home", env={"NEWSDESK_DATA_DIR": str(read_only)}) as terminal:
        terminal.wait_for("This desk can only be read")
        terminal.wait_for("read-only")
        terminal.settle()
        assert "Another newsdesk" not in terminal.text
        terminal.press("s")
        terminal.wait_for("nothing was changed")
        terminal.press("enter")
        terminal.wait_for("Text.")
        terminal.settle()
        assert "★" not in terminal.text
        assert "Gale" not in terminal.text
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_behind == []
