"""From Enter on a headline to the article's first full screen, for articles of several sizes.

`python -m tests.benchmarks.open [--runs N] [--json] [--no-neighbours]`. A folder with one article of each size is
opened in a pseudo terminal of 99 × 40, where list and article take turns, so that no preview has laid the article out
before. Each opening is of a process that has not seen this article; the first one of a process, which loads what reads
Markdown, is a figure of its own. `--size` is accepted as in all benchmarks: the desk is then filled up to so many
articles.
"""

import statistics
import tempfile
from pathlib import Path

from tests.benchmarks.report import Report, arguments
from tests.terminal.terminal import NEWSDESK, Terminal

COLUMNS, ROWS = 99, 40
REST_S = 0.5
GAP_S = 0.05
"""A pause of this length ends the painting of the article; figures and marks that follow are not counted."""
WARMING_UP = 4
BUDGETS_MS = {5: 40, 54: 100, 500: 250, 5_000: 300}
"""By the size of the article in kilobytes."""

SECTION = """## Section {number}: what the harbour said

The harbour *says* little, and **repeats** it: `tide {number}`, a [bell](https://tidings.example/{number}), some fog.
It has been saying so since 1868, at every hour of the night, to whoever was awake and had a pencil. Nobody has ever
called that news.

- the first thing it said
- the second thing, with `code` and a [link](https://tidings.example/again/{number})
  - and what it meant by that

| Hour | Height | Mood |
| --- | --: | --- |
| 06:00 | 2.4{number} | calm |
| 12:00 | 0.3{number} | low |

```python
def height(hour: float) -> float:
    return 1.6 * cos(2 * pi * hour / 12.42) + {number}
```

> Light good, and more of the same to follow.

"""


def _article(kilobytes: int) -> str:
    sections: list[str] = []
    written = 0
    while written < kilobytes * 1000:
        sections.append(SECTION.format(number=len(sections)))
        written += len(sections[-1])
    front = f"---\ntitle: Kilobytes {kilobytes}\npublish_date: 2026-01-01\n---\n\nOPENED{kilobytes}.\n\n"
    return front + "".join(sections)


def _fill(folder: Path, size: int) -> None:
    folder.mkdir()
    for kilobytes in (WARMING_UP, *BUDGETS_MS):
        (folder / f"{kilobytes}.md").write_text(_article(kilobytes), "utf-8")
    for number in range(size - len(BUDGETS_MS) - 1):
        (folder / f"other-{number}.md").write_text(f"---\ntitle: Other {number}\n---\n\nNothing.\n", "utf-8")


def _opening(terminal: Terminal, kilobytes: int) -> float:
    """Find an article by its headline, open it, and go back to the list; milliseconds from Enter to its text."""
    terminal.press("/")
    terminal.type(f'"kilobytes {kilobytes}"')
    terminal.settle(REST_S)
    terminal.press("enter")
    terminal.settle(REST_S)
    sent = terminal.press_at("enter")
    terminal.wait_for_bytes(f"OPENED{kilobytes}.".encode())
    while terminal.read(GAP_S):
        pass
    took = (terminal.read_at - sent) * 1000
    terminal.settle(REST_S)
    terminal.press("escape")
    terminal.settle(REST_S)
    terminal.press("/")
    terminal.press("escape")
    terminal.settle(REST_S)
    return took


def measure(size: int, runs: int) -> Report:
    """Open each article `runs` times."""
    cold: list[float] = []
    took: dict[int, list[float]] = {kilobytes: [] for kilobytes in BUDGETS_MS}
    with tempfile.TemporaryDirectory() as base:
        articles = Path(base) / "articles"
        _fill(articles, size)
        for run in range(runs + 1):
            with Terminal([NEWSDESK, articles], home=Path(base) / "home", columns=COLUMNS, rows=ROWS) as terminal:
                terminal.wait_for("Kilobytes")
                terminal.settle(1.0)
                first = _opening(terminal, WARMING_UP)
                each = {kilobytes: _opening(terminal, kilobytes) for kilobytes in BUDGETS_MS}
            # The first run fills the caches of the file system.
            if run:
                cold.append(first)
                for kilobytes, milliseconds in each.items():
                    took[kilobytes].append(milliseconds)
    report = Report("open")
    report.add("open_first_ms", f"the first article of a process, {WARMING_UP} KB", statistics.median(cold), "ms")
    for kilobytes, budget in BUDGETS_MS.items():
        says = f"{kilobytes:,} KB to its first full screen"
        report.add(f"open_{kilobytes}_kb_ms", says, statistics.median(took[kilobytes]), "ms", budget=budget)
    return report


def main() -> None:
    """Measure and print."""
    parser = arguments("How long an article takes to open.", size=0)
    parser.add_argument("--runs", type=int, default=5, help="openings of each (default: %(default)s)")
    asked = parser.parse_args()
    measure(asked.size, asked.runs).print(as_json=asked.json, about={"size": asked.size, "runs": asked.runs})


if __name__ == "__main__":
    main()
