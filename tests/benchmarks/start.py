"""From the start of the process to the first headline on the screen, beside an empty Textual app.

`python -m tests.benchmarks.start [--size N] [--runs N] [--json] [--no-neighbours]`. The desk exists already, and its
index has been saved: what is measured is the second start. newsdesk, the empty app and `newsdesk --version` take
turns, so that whatever else the machine does slows all of them alike; figures are medians. Time runs from the
spawning of the process to the arrival of the bytes in a pseudo terminal of 120 × 40. The first headlines are painted
before Textual is imported; when Textual has painted all that stands around them, keys are obeyed.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.report import Report, arguments
from tests.benchmarks.stored_desk import StoredDesk, opened, stored_desk
from tests.terminal.terminal import NEWSDESK, Terminal

FIRST_TEXT = "first text"
EMPTY_APP = f"""
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static({FIRST_TEXT!r})

Empty().run()
"""


def _empty_app(home: Path) -> float:
    with Terminal([sys.executable, "-c", EMPTY_APP], home=home) as terminal:
        terminal.wait_for_bytes(FIRST_TEXT.encode())
        return terminal.read_at - terminal.started_at


def _first_headline(desk: StoredDesk, home: Path) -> tuple[float, float, float]:
    """Seconds to the first headline, to the first frame of Textual, and to the moment when the index answers."""
    with opened(desk, home) as terminal:
        terminal.wait_for_bytes(desk.newest.encode())
        first = terminal.read_at
        # The hints at the foot: the first picture has none.
        terminal.wait_for_bytes(b" all keys")
        frame = terminal.read_at
        terminal.wait_for_bytes(desk.counted.encode())
        return first - terminal.started_at, frame - terminal.started_at, terminal.read_at - terminal.started_at


def _version() -> float:
    started = time.perf_counter()
    subprocess.run([NEWSDESK, "--version"], check=True, capture_output=True)
    return time.perf_counter() - started


def measure(size: int, runs: int, *, neighbours: bool) -> Report:
    """Start everything `runs` times in turns."""
    desk = stored_desk(size)
    floors: list[float] = []
    firsts: list[float] = []
    frames: list[float] = []
    ready: list[float] = []
    versions: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        # The first of each only fills the caches of the file system.
        for run in range(runs + 1):
            floor = _empty_app(home) if neighbours else 0.0
            first, frame, whole = _first_headline(desk, home)
            version = _version()
            if run:
                floors.append(floor * 1000)
                firsts.append(first * 1000)
                frames.append(frame * 1000)
                ready.append(whole * 1000)
                versions.append(version * 1000)
    report = Report("start")
    report.add("first_headline_ms", "newsdesk, to the first headline", statistics.median(firsts), "ms")
    report.add("first_frame_ms", "newsdesk, to the whole first frame", statistics.median(frames), "ms")
    report.add("index_ready_ms", "newsdesk, until the list is counted", statistics.median(ready), "ms")
    if neighbours:
        floor_ms = statistics.median(floors)
        report.add("floor_ms", "empty Textual app, to its first text", floor_ms, "ms")
        ratio = statistics.median(firsts) / floor_ms
        report.add("ratio", "first headline / empty app", ratio, "×", budget=1.3 if size <= 100_000 else 1.6)
        report.add("frame_ratio", "whole first frame / empty app", statistics.median(frames) / floor_ms, "×")
    report.add("version_ms", "newsdesk --version", statistics.median(versions), "ms", budget=100)
    return report


def main() -> None:
    """Measure and print."""
    parser = arguments("How long a start takes.", size=10_000)
    parser.add_argument("--runs", type=int, default=9, help="starts of each (default: %(default)s)")
    asked = parser.parse_args()
    report = measure(asked.size, asked.runs, neighbours=not asked.no_neighbours)
    report.print(as_json=asked.json, about={"size": asked.size, "runs": asked.runs})


if __name__ == "__main__":
    main()
