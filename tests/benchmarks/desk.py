"""What an open desk costs, how soon it shows what happened, and how long a folder of many files takes to read.

`python -m tests.benchmarks.desk [--size N] [--files N] [--json] [--no-neighbours]`. Memory and idleness are those of
the real newsdesk in a pseudo terminal on a desk of `--size` headlines, its index saved; the files are made, of 4.3 KB.
newsboat stands beside where it is installed, on a feed of as many items (100,000 at most).
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import standing_desk
from newsdesk.desk.settings import Settings
from newsdesk.model.action import Action
from tests.benchmarks.desks import generated
from tests.benchmarks.report import Report, arguments
from tests.benchmarks.stored_desk import MAKING_S, opened, stored_desk
from tests.builders import a_file
from tests.terminal.terminal import NEWSDESK, Terminal

IDLE_S = 10.0
SAVES = 9
BUSY = 0.05
"""Of a core: who uses more is at something."""
MARKED = 10_000
MARKS = 5
BODY = "The harbour says little, and repeats it.\n\n" * 100
MOST_NEWSBOAT = 100_000

# In a process of its own, as a first and a second `newsdesk scan` would, without the words of the bodies and with them.
_READ = """
import json, sys, time
from pathlib import Path
from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import desk_of
from newsdesk.desk.settings import Settings
if __name__ == "__main__":
    with Desk.open(desk_of(Path(sys.argv[1]), [sys.argv[2]]), Settings(time_zone="UTC")) as desk:
        begun = time.perf_counter()
        report = desk.refresh(words=False)
        read = time.perf_counter() - begun
        while desk.bring_in_words():
            pass
        print(json.dumps([read, time.perf_counter() - begun, report.added]))
"""


def _memory(pid: int) -> tuple[float, float]:
    """Resident and, of it, private memory of a process, in MiB (proc(5))."""
    told = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(told["VmRSS"].split()[0]) / 1024, int(told["RssAnon"].split()[0]) / 1024


def _cpu_s(pid: int) -> float:
    """What all threads of a process have used of a processor, to the nanosecond (Linux, sched-stats)."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def _wait_for_rest(terminal: Terminal) -> None:
    """Wait until nothing is done behind the screen any more: the first start of a version makes the index anew."""
    deadline = time.monotonic() + MAKING_S
    used = BUSY
    while used >= BUSY and time.monotonic() < deadline:
        before = _cpu_s(terminal.process.pid)
        terminal.listen(1.0)
        used = _cpu_s(terminal.process.pid) - before


def _at_rest(size: int, report: Report) -> None:
    desk = stored_desk(size)
    million = size > 100_000
    with tempfile.TemporaryDirectory() as home, opened(desk, Path(home)) as terminal:
        terminal.wait_for(desk.counted, MAKING_S)
        terminal.settle(2.0)
        _wait_for_rest(terminal)
        before = _cpu_s(terminal.process.pid)
        terminal.listen(IDLE_S)
        used = (_cpu_s(terminal.process.pid) - before) / IDLE_S * 100
        resident, private = _memory(terminal.process.pid)
    report.add("idle_cpu_percent", f"idle, of a core, over {IDLE_S:.0f} s", used, "%", budget=0.5)
    report.add("rss_mb", "memory, resident", resident, "MB", budget=320 if million else 110)
    report.add("private_mb", "of it private", private, "MB", budget=120 if million else 90)


def _marking(size: int, report: Report) -> None:
    """On a copy: the desk is kept for other benchmarks."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(stored_desk(size).data, data)
        with Desk.open(standing_desk(data), Settings(time_zone="UTC")) as desk:
            desk.load_index()
            ids = desk.search("").ids(0, MARKED)
            gaps: list[float] = []
            done = threading.Event()

            def tick() -> None:
                # What the screen's thread would wait: it wants to go on each millisecond.
                last = time.perf_counter()
                while not done.is_set():
                    time.sleep(0.001)
                    now = time.perf_counter()
                    gaps.append((now - last) * 1000)
                    last = now

            ticking = threading.Thread(target=tick)
            ticking.start()
            marked, undone = [], []
            for _ in range(MARKS):
                begun = time.perf_counter()
                desk.act(Action.READ, ids)
                marked.append((time.perf_counter() - begun) * 1000)
                begun = time.perf_counter()
                desk.undo()
                undone.append((time.perf_counter() - begun) * 1000)
            done.set()
            ticking.join()
    what = f"marking {len(ids):,} read, searched so afterwards, median of {MARKS}"
    report.add("mark_ms", what, statistics.median(marked), "ms", budget=200)
    report.add("undo_ms", "taking that back, likewise", statistics.median(undone), "ms")
    report.add("stall_ms", "longest stall of another thread meanwhile", max(gaps), "ms", budget=50)


def _folder(files: int, report: Report) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        house, data = Path(scratch) / "house", Path(scratch) / "data"
        titles = generated(files).columns.titles
        for number, title in enumerate(titles):
            file = a_file(house, f"{number % 40:02}/{number}.md", title, BODY, date="2025-02-03", author="Ada Lovett")
            # What was written just now is read again, to be sure.
            os.utime(file, (1_700_000_000, 1_700_000_000))
        first, again = ([0.0, 0.0, 0], [0.0, 0.0, 0])
        script = Path(scratch) / "read.py"
        script.write_text(_READ)
        for said in (first, again):
            ran = subprocess.run([sys.executable, script, data, house], check=True, capture_output=True, text=True)
            said[:] = json.loads(ran.stdout)
        report.add("scan_s", f"reading {files:,} files of 4.3 KB", first[0], "s", budget=15)
        report.add("scan_and_words_s", "with the words of their bodies", first[1], "s")
        report.add("scan_again_s", "the same folder again, unchanged", again[0], "s", budget=0.7)
        shown = _saves(house, data, Path(scratch) / "home", f"{files + 1:,} articles")
        report.add("saved_shown_ms", "a saved file, until it shows", statistics.median(shown), "ms", budget=300)
        report.add("saved_shown_worst_ms", "the slowest of them", max(shown), "ms")


def _saves(house: Path, data: Path, home: Path, counted: str) -> list[float]:
    times: list[float] = []
    environment = {"NEWSDESK_DATA_DIR": os.fspath(data)}
    a_file(house, "00/stop-press.md", "Stop press!", BODY, date="2025-03-01")
    with Terminal([NEWSDESK, house], home=home, env=environment) as terminal:
        terminal.wait_for(counted, MAKING_S)
        terminal.settle(2.0)
        # To the row of it: the list stays where the reader is.
        terminal.press("g")
        terminal.wait_for("Stop press!")
        terminal.settle(0.5)
        for number in range(SAVES):
            title = f"Stop press {number}!"
            begun = time.monotonic()
            a_file(house, "00/stop-press.md", title, BODY, date="2025-03-01")
            terminal.wait_for(title)
            times.append((terminal.read_at - begun) * 1000)
            terminal.settle(0.5)
    return times


def _newsboat(size: int, report: Report) -> None:
    program = shutil.which("newsboat")
    if program is None:
        return
    size = min(size, MOST_NEWSBOAT)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        items = "".join(
            f"<item><title>{title}</title><guid>{number}</guid><description>{BODY}</description></item>"
            for number, title in enumerate(generated(size).columns.titles)
        )
        (place / "feed.xml").write_text(
            f'<rss version="2.0"><channel><title>Benchmark</title>{items}</channel></rss>', "utf-8"
        )
        (place / "urls").write_text(f"file://{place}/feed.xml\n")
        (place / "config").write_text("max-items 0\nauto-reload no\n")
        command = [program, "-C", f"{place}/config", "-u", f"{place}/urls", "-c", f"{place}/cache.db"]
        begun = time.perf_counter()
        subprocess.run([*command, "-x", "reload"], check=True, capture_output=True, env={"HOME": scratch})
        report.add("newsboat_taking_in_s", f"newsboat, taking in {size:,} items", time.perf_counter() - begun, "s")
        with Terminal(command, home=place / "home") as terminal:
            terminal.wait_for("Benchmark", MAKING_S)
            terminal.settle(2.0)
            report.add("newsboat_start_s", "newsboat, start", terminal.read_at - terminal.started_at, "s")
            before = _cpu_s(terminal.process.pid)
            terminal.listen(IDLE_S)
            used = (_cpu_s(terminal.process.pid) - before) / IDLE_S * 100
            report.add("newsboat_idle_cpu_percent", "newsboat, idle", used, "%")
            pressed = terminal.press_at("enter")
            terminal.wait_for("Articles in feed", MAKING_S)
            terminal.settle(1.0)
            report.add("newsboat_open_list_s", "newsboat, opening the list", terminal.read_at - pressed, "s")
            pressed = terminal.press_at("A")
            terminal.settle(2.0)
            report.add("newsboat_mark_s", "newsboat, marking all read", terminal.read_at - pressed, "s")
            report.add("newsboat_rss_mb", "newsboat, memory", _memory(terminal.process.pid)[0], "MB")


def measure(size: int, files: int, *, neighbours: bool) -> Report:
    """Measure everything."""
    report = Report("desk")
    _at_rest(size, report)
    _marking(size, report)
    _folder(files, report)
    if neighbours:
        _newsboat(size, report)
    return report


def main() -> None:
    """Measure and print."""
    parser = arguments("What an open desk costs, and how soon it shows what happened.", size=100_000)
    parser.add_argument("--files", type=int, default=14_000, help="files of the folder (default: %(default)s)")
    asked = parser.parse_args()
    report = measure(asked.size, asked.files, neighbours=not asked.no_neighbours)
    report.print(as_json=asked.json, about={"size": asked.size, "files": asked.files})


if __name__ == "__main__":
    main()
