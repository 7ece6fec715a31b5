"""Whether the list keeps up with somebody who types fast.

`python -m tests.benchmarks.fast_typing [--size N] [--headlines N] [--rate KEYS_A_SECOND] [--json]`. A newsdesk in a
pseudo terminal of 120 × 40 and of 80 × 24 is typed at: misspelt headlines of its own, a key at every beat, whether the
last one was answered or not. What it writes is kept with the time at which it came, and looked at afterwards: a key is
answered when what was typed and its right figures (hits, near) stand side by side on the screen. Keys whose figures
are those of the key before are left out: nobody could tell when they were answered.
"""

import random
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from newsdesk.desk.opening import open_standing_desk
from newsdesk.desk.settings import Settings
from newsdesk.text.clean import clean_line
from tests.benchmarks.keys import misspelt
from tests.benchmarks.report import Report, arguments, percentile
from tests.benchmarks.stored_desk import StoredDesk, opened, stored_desk
from tests.terminal.terminal import Terminal

FRAME_GAP_S = 0.004
"""What comes after a shorter pause belongs to the same frame."""
KEYS_A_SECOND = 15.0
PAUSE_S = 0.5


@dataclass(frozen=True, slots=True)
class _Key:
    """A letter, and what should stand on the screen for it."""

    typed: str
    figures: str
    sent_at: float


@dataclass(slots=True)
class _Typed:
    """What came of all keys."""

    keys: int = 0
    in_time: int = 0
    """Answered before the next key."""
    frames: int = 0
    ms: list[float] = field(default_factory=list)
    """From a key to its answer, of those that were answered: what is overtaken is not."""


def figures_of(desk: StoredDesk, typed: Sequence[str]) -> dict[str, str]:
    """What the screen says of each query, up to the time it took."""
    with_desk = open_standing_desk(desk.data, Settings())
    try:
        with_desk.load_index()
        found = {text: with_desk.search(text) for text in typed}
    finally:
        with_desk.close()
    says = {}
    for text, hits in found.items():
        near = f" · {hits.near:,} near" if hits.near else ""
        says[text] = f"{hits.exact:,} hit{'' if hits.exact == 1 else 's'}{near} · "
    return says


def _type(terminal: Terminal, query: str, figures: dict[str, str], beat_s: float, typed: _Typed) -> None:
    terminal.press("/")
    terminal.settle(PAUSE_S)
    arrived = [(time.monotonic(), len(terminal.raw))]
    keys: list[_Key] = []
    due = time.monotonic()
    for length in range(1, len(query) + 1):
        text = query[:length]
        keys.append(_Key(text, figures[text], terminal.press_at(query[length - 1])))
        due += beat_s
        while (left := due - time.monotonic()) > 0:
            if terminal.read(left):
                arrived.append((terminal.read_at, len(terminal.raw)))
    typed.frames += sum(later - earlier > FRAME_GAP_S for (earlier, _), (later, _) in pairwise(arrived))
    _count(terminal, keys, arrived, due, typed)
    terminal.settle(PAUSE_S)
    terminal.press("escape")
    terminal.settle(PAUSE_S)


def _count(terminal: Terminal, keys: list[_Key], arrived: list[tuple[float, int]], end: float, typed: _Typed) -> None:
    """Look at the screen as it was after each piece of output."""
    whole = terminal.raw
    seen: dict[str, float] = {}
    before = ["", *(key.figures for key in keys)]
    waiting = [key for key, figures in zip(keys, before, strict=False) if key.figures != figures]
    try:
        for at, size in arrived:
            terminal.raw = whole[:size]
            rows = terminal.lines
            for key in waiting:
                if key.typed not in seen and key.sent_at < at and _shows(rows, key):
                    seen[key.typed] = at
    finally:
        terminal.raw = whole
    sent = {key.typed: key.sent_at for key in keys}
    next_sent = {one.typed: other.sent_at for one, other in pairwise(keys)}
    typed.keys += len(waiting)
    for text, at in seen.items():
        typed.ms.append((at - sent[text]) * 1000)
        typed.in_time += at <= next_sent.get(text, end)


def _shows(rows: Sequence[str], key: _Key) -> bool:
    wanted = re.compile(rf"{re.escape(key.typed.strip())}\W.*(?<![\d,]){re.escape(key.figures)}")
    return any(wanted.search(row) for row in rows)


def _at(desk: StoredDesk, home: Path, size: tuple[int, int], queries: Sequence[str], rate: float) -> _Typed:
    figures = figures_of(desk, [query[:length] for query in queries for length in range(1, len(query) + 1)])
    typed = _Typed()
    with opened(desk, home, columns=size[0], rows=size[1]) as terminal:
        terminal.wait_for_bytes(desk.newest.encode())
        terminal.wait_for_bytes(desk.counted.encode())
        terminal.settle(1.0)
        for query in queries:
            _type(terminal, query, figures, 1 / rate, typed)
    return typed


def measure(size: int, headlines: int, rate: float) -> Report:
    """Type in both terminals."""
    desk = stored_desk(size)
    report = Report("fast typing")
    chance = random.Random(5)
    step = max(len(desk.titles) // headlines, 1)
    queries = [clean_line(misspelt(title, chance)) for title in desk.titles[::step][:headlines]]
    with tempfile.TemporaryDirectory() as home:
        for columns, rows in ((120, 40), (80, 24)):
            typed = _at(desk, Path(home), (columns, rows), queries, rate)
            name = f"{columns} × {rows}"
            report.add(f"keys_{columns}", f"{name}: keys whose answer can be told", typed.keys, "")
            report.add(f"in_time_{columns}", f"{name}: answered before the next key", typed.in_time, "")
            report.add(f"frames_{columns}", f"{name}: frames painted", typed.frames, "")
            report.add(f"p50_ms_{columns}", f"{name}: key to its answer, p50", percentile(typed.ms, 0.5), "ms")
            report.add(
                f"p95_ms_{columns}", f"{name}: key to its answer, p95", percentile(typed.ms, 0.95), "ms", budget=50
            )
    return report


def main() -> None:
    """Measure and print."""
    parser = arguments("Whether the list keeps up with fast typing.", size=1_000_000)
    parser.add_argument("--headlines", type=int, default=20, help="headlines that are typed (default: %(default)s)")
    parser.add_argument("--rate", type=float, default=KEYS_A_SECOND, help="keys a second (default: %(default)s)")
    asked = parser.parse_args()
    report = measure(asked.size, asked.headlines, asked.rate)
    report.print(as_json=asked.json, about={"size": asked.size, "keys a second": asked.rate})


if __name__ == "__main__":
    main()
