"""How fast feeds are taken in: `python -m tests.benchmarks.feeds [--size N] [--json] [--no-neighbours]`.

`--size` is the number of feeds, of 100 items of 2 KB each. A server on loopback, in a process of its own, is asked
through the desk for all of them (fetched, read, stored, searched), then for all of them again, unchanged; then for one
feed of 50 MB, of which one item is new. The longest stall is that of another thread meanwhile, as the screen's would
be. Memory is that of the whole: this process and its workers. newsboat takes in the same feeds beside, where it is
installed.
"""

import multiprocessing
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import DeskPath
from newsdesk.desk.settings import Feeds, Network, Settings
from tests.benchmarks.report import Report, arguments

ITEMS = 100
ITEM_BYTES = 2_000
LARGE_ITEMS = 25_000
TICK_S = 0.005
LOOK_EVERY_TICKS = 50


@contextmanager
def served(feeds: int, items: int = ITEMS) -> Iterator[str]:
    """The address of a running server."""
    command = [sys.executable, "-m", "tests.benchmarks.feed_server", str(feeds), str(items), str(ITEM_BYTES)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.stdin.close()


@dataclass
class Watch:
    """Beside the work: how long another thread had to wait, and what all processes of it had in memory."""

    stall_ms: float = 0.0
    own_stall_ms: float = 0.0
    """As far as this process itself was at work meanwhile: on a machine that others use, the rest is theirs."""
    mib: float = 0.0
    not_ours: set[str] = field(default_factory=lambda: set(_children()))
    _stop: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Watch":
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        tick = 0
        while not self._stop.is_set():
            begun, used = time.perf_counter(), time.process_time()
            time.sleep(TICK_S)
            late_ms = (time.perf_counter() - begun - TICK_S) * 1000
            self.stall_ms = max(self.stall_ms, late_ms)
            self.own_stall_ms = max(self.own_stall_ms, min(late_ms, (time.process_time() - used) * 1000))
            tick += 1
            if tick % LOOK_EVERY_TICKS == 0:
                pids = ["self", *(set(_children()) - self.not_ours)]
                self.mib = max(self.mib, sum(map(_held_mib, pids)))


def _children() -> list[str]:
    return [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]


def _held_mib(pid: str) -> float:
    """What a process has in memory; of what several share, its part (proc(5), `Pss`)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


@contextmanager
def following(folder: Path, base: str, feeds: int, *, new_items: int = ITEMS * 10) -> Iterator[Desk]:
    """A desk that follows all feeds of a server."""
    settings = Settings(network=Network(allow_hosts=("127.0.0.1",)), feeds=Feeds(new_items=new_items))
    with Desk.open(DeskPath(folder), settings) as desk:
        listed = folder / "urls"
        listed.write_text("".join(f"{base}/feed/{number}\n" for number in range(feeds)))
        desk.wires.import_list(listed)
        desk.load_index()
        yield desk


def taken_in(report: Report, folder: Path, base: str, feeds: int) -> None:
    """All feeds, then all of them again."""
    with following(folder, base, feeds) as desk:
        begun, used = time.perf_counter(), processor_s()
        with Watch() as watch:
            came = desk.wires.fetch(force=True)
            found = desk.search("harbour").exact
        report.add(
            "taken_in_s", f"{came.added:,} items taken in, searched", time.perf_counter() - begun, "s", budget=15
        )
        report.add("processor_s", "of a core used for that", processor_s() - used, "s")
        assert (came.added, len(came.failed)) == (feeds * ITEMS, 0)
        assert found
        report.add("stall_ms", "longest stall of another thread", watch.stall_ms, "ms", budget=50)
        report.add("own_stall_ms", "as far as this process was at work", watch.own_stall_ms, "ms", budget=50)
        report.add("memory_mib", "memory, workers included", watch.mib, "MiB", budget=250)
        begun = time.perf_counter()
        again = desk.wires.fetch(force=True)
        report.add("unchanged_s", "the same again, unchanged", time.perf_counter() - begun, "s", budget=3)
        assert again.unchanged == feeds


def large_feed(report: Report, folder: Path) -> None:
    """A feed of 50 MB of which one item says something else than last time."""
    with served(1, LARGE_ITEMS) as base:
        # In a process of its own: what it had in memory is none of the next one's.
        before = multiprocessing.get_context("spawn").Process(target=_take_in_once, args=(folder, base))
        before.start()
        before.join()
        with following(folder, base, 1) as desk:
            begun = time.perf_counter()
            with Watch() as watch:
                came = desk.wires.fetch(force=True)
            assert (came.added, came.amended) == (0, 1), came
            report.add("large_s", "50 MB, one item new", time.perf_counter() - begun, "s")
            report.add("large_mib", "memory meanwhile", watch.mib, "MiB", budget=400)


def _take_in_once(folder: Path, base: str) -> None:
    with following(folder, base, 1, new_items=LARGE_ITEMS) as desk:
        desk.wires.fetch(force=True)


def processor_s() -> float:
    """What this process and those that it waited for have used of a core."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def newsboat(base: str, feeds: int, folder: Path) -> float:
    """How long newsboat takes for the same feeds, in seconds."""
    (folder / "urls").write_text("".join(f"{base}/feed/{number}\n" for number in range(feeds)))
    (folder / "config").write_text("reload-threads 8\n")
    command = ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"]
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__.partition("\n")[0], size=1_000).parse_args()
    report = Report("feeds")
    with tempfile.TemporaryDirectory() as named, served(options.size) as base:
        folder = Path(named)
        taken_in(report, folder / "desk", base, options.size)
        if which("newsboat") and not options.no_neighbours:
            (folder / "newsboat").mkdir()
            took = newsboat(base, options.size, folder / "newsboat")
            report.add("newsboat_s", "newsboat, taking in the same", took, "s")
        large_feed(report, folder / "large")
    report.print(as_json=options.json, about={"feeds": options.size, "items": ITEMS})


if __name__ == "__main__":
    main()
