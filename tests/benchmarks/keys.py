"""From a key to the last byte that it paints, and how many bytes that is.

`python -m tests.benchmarks.keys [--size N] [--headlines N] [--json] [--no-neighbours]`. A newsdesk in a pseudo
terminal of 120 × 40 (list, article and figures) and of 80 × 24 (list alone) is typed at: headlines of its own, with a
typo in half of the words, letter by letter; then the cursor goes down the list, by rows and by pages; then nothing is
done for a while. The article follows the cursor when it has rested, which is not counted: a pause of GAP_S ends what
belongs to a key.
"""

import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.report import Report, arguments, percentile
from tests.benchmarks.stored_desk import StoredDesk, opened, stored_desk
from tests.terminal.terminal import Terminal

GAP_S = 0.06
"""Longer than any pause within one painting, and so short that the article does not count: it follows 100 ms after the
hits came, which is about 80 ms after the last of them was painted."""

REST_S = 0.25
MOVES = 60
PAGES = 20
IDLE_S = 20.0


@dataclass(slots=True)
class Keys:
    """What each of many like keys took."""

    ms: list[float] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)

    def press(self, terminal: Terminal, key: str) -> None:
        terminal.settle(REST_S)
        size = len(terminal.raw)
        sent = terminal.press_at(key)
        painted, _ = terminal.burst(GAP_S)
        self.ms.append((painted - sent) * 1000)
        self.bytes.append(len(terminal.raw) - size)


def misspelt(title: str, chance: random.Random) -> str:
    """What somebody types who looks for this headline: its longest words, a typo in half of them."""
    words = sorted({word for word in title.lower().split() if word.isalpha()}, key=len)[-3:]
    typed = []
    for word in words:
        at = chance.randrange(1, len(word)) if len(word) > 1 else 0
        wrong = {0: word[:at] + word[at + 1 :], 1: word[:at] + chance.choice("etaoins") + word[at:]}
        typed.append(wrong[chance.randrange(2)] if len(word) >= 5 and chance.random() < 0.5 else word)
    return " ".join(typed)


def _search(terminal: Terminal, titles: Iterator[str]) -> Keys:
    keys = Keys()
    chance = random.Random(5)
    terminal.press("/")
    for title in titles:
        for letter in misspelt(title, chance):
            keys.press(terminal, letter)
        terminal.settle(REST_S)
        terminal.press("escape")
        terminal.settle(REST_S)
        terminal.press("/")
    terminal.press("escape")
    return keys


def _repeat(terminal: Terminal, key: str, times: int) -> Keys:
    keys = Keys()
    for _ in range(times):
        keys.press(terminal, key)
    return keys


def _idle(terminal: Terminal) -> float:
    """Bytes in a minute in which nobody touches the keyboard, the cursor being in the search bar."""
    terminal.press("/")
    terminal.settle(1.0)
    before = len(terminal.raw)
    terminal.listen(IDLE_S)
    return (len(terminal.raw) - before) * 60 / IDLE_S


def _at(desk: StoredDesk, home: Path, columns: int, rows: int, headlines: int, report: Report) -> None:
    large = len(desk.titles) > 100_000
    name = f"{columns} × {rows}"
    with opened(desk, home, columns=columns, rows=rows) as terminal:
        terminal.wait_for_bytes(desk.newest.encode())
        terminal.wait_for_bytes(desk.counted.encode())
        terminal.settle(1.0)
        step = max(len(desk.titles) // headlines, 1)
        typed = _search(terminal, iter(desk.titles[::step][:headlines]))
        terminal.settle(REST_S)
        # A search that is cleared leaves the cursor where it led.
        terminal.press("home")
        terminal.settle(REST_S)
        moved = _repeat(terminal, "down", MOVES)
        paged = _repeat(terminal, "pagedown", PAGES)
        idle = _idle(terminal)
    report.add(f"search_p50_ms_{columns}", f"{name}: letter to painted list, p50", percentile(typed.ms, 0.5), "ms")
    report.add(
        f"search_p95_ms_{columns}",
        f"{name}: letter to painted list, p95",
        percentile(typed.ms, 0.95),
        "ms",
        budget=50 if large else 35,
    )
    report.add(f"search_bytes_{columns}", f"{name}: letter, median", percentile(typed.bytes, 0.5), "bytes")
    report.add(f"move_p50_ms_{columns}", f"{name}: cursor down, p50", percentile(moved.ms, 0.5), "ms", budget=10)
    report.add(f"move_p95_ms_{columns}", f"{name}: cursor down, p95", percentile(moved.ms, 0.95), "ms")
    report.add(
        f"move_bytes_{columns}",
        f"{name}: cursor down, median",
        percentile(moved.bytes, 0.5),
        "bytes",
        budget=400 if columns > 100 else 300,
    )
    report.add(f"page_p50_ms_{columns}", f"{name}: page down, p50", percentile(paged.ms, 0.5), "ms")
    report.add(f"page_bytes_{columns}", f"{name}: page down, median", percentile(paged.bytes, 0.5), "bytes")
    report.add(f"idle_bytes_{columns}", f"{name}: a minute without a key", idle, "bytes", budget=200)


def measure(size: int, headlines: int) -> Report:
    """Type, move and rest in both terminals."""
    desk = stored_desk(size)
    report = Report("keys")
    with tempfile.TemporaryDirectory() as home:
        for columns, rows in ((120, 40), (80, 24)):
            _at(desk, Path(home), columns, rows, headlines, report)
    return report


def main() -> None:
    """Measure and print."""
    parser = arguments("How long a key takes, and what it sends down the line.", size=10_000)
    parser.add_argument("--headlines", type=int, default=8, help="headlines that are typed (default: %(default)s)")
    asked = parser.parse_args()
    measure(asked.size, asked.headlines).print(as_json=asked.json, about={"size": asked.size})


if __name__ == "__main__":
    main()
