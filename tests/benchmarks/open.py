"""From Enter on a headline to the article's first full screen, for articles of several sizes.

`python -m tests.benchmarks.open [--runs N] [--json] [--no-neighbours]`. A folder with one article of each size is
opened in a pseudo terminal of 99 × 40, where list and article take turns, so that no preview has laid the article out
before. `--size` is accepted as in all benchmarks: the desk is then filled up to so many articles.
"""

import statistics
import tempfile
from pathlib import Path

from tests.benchmarks.report import Report, arguments
from tests.terminal.terminal import NEWSDESK, Terminal

COLUMNS, ROWS = 99, 40
REST_S = 0.5
GAP_S = 0.2
BUDGETS_MS = {5: 40, 54: 100, 500: 250, 5_000: None}
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
    for kilobytes in BUDGETS_MS:
        (folder / f"{kilobytes}.md").write_text(_article(kilobytes), "utf-8")
    for number in range(size - len(BUDGETS_MS)):
        (folder / f"other-{number}.md").write_text(f"---\ntitle: Other {number}\n---\n\nNothing.\n", "utf-8")


def measure(size: int, runs: int) -> Report:
    """Open each article `runs` times, each time in a process that has not seen it before."""
    took: dict[int, list[float]] = {kilobytes: [] for kilobytes in BUDGETS_MS}
    with tempfile.TemporaryDirectory() as base:
        articles = Path(base) / "articles"
        _fill(articles, size)
        for run in range(runs + 1):
            for kilobytes in BUDGETS_MS:
                with Terminal(
                    [NEWSDESK, str(articles)], home=Path(base) / "home", columns=COLUMNS, rows=ROWS
                ) as terminal:
                    terminal.wait_for("Kilobytes")
                    terminal.settle(1.0)
                    terminal.press("/")
                    terminal.type(f'"kilobytes {kilobytes}"')
                    terminal.settle(REST_S)
                    terminal.press("enter")
                    terminal.settle(REST_S)
                    sent = terminal.press_at("enter")
                    terminal.wait_for_bytes(f"OPENED{kilobytes}.".encode())
                    while terminal.read(GAP_S):
                        pass
                    if run:
                        took[kilobytes].append((terminal.read_at - sent) * 1000)
    report = Report("open")
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
