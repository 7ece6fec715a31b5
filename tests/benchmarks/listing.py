"""Going about in the list: what a move, a page, the way from end to end, groups and selections take and send.

`python -m tests.benchmarks.listing [--size N] [--json] [--no-neighbours]`. A newsdesk in a pseudo terminal of 80 × 24
(one-line rows) and of 120 × 40 (two-line rows beside article and figures). The article follows when the cursor has
rested, which is not counted. Beside it: Textual's OptionList and DataTable with the same headlines, as many of them as
they can bear, and newsboat, all in 80 × 24.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.benchmarks.keys import Keys
from tests.benchmarks.report import Report, arguments, percentile
from tests.benchmarks.stored_desk import StoredDesk, opened, stored_desk
from tests.terminal.terminal import Terminal

MOVES = 25
PAGES = 10
ENDS = 6
MOST_NEIGHBOURS = 10_000
"""OptionList and DataTable take seconds to hold more."""
WAIT_S = 120.0


def _measured(terminal: Terminal, keys: Sequence[str], times: int) -> Keys:
    """Each of some keys so many times."""
    took = Keys()
    for _ in range(times):
        for key in keys:
            took.press(terminal, key)
    return took


def _told(report: Report, key: str, says: str, took: Keys, *, ms: float | None = None, sent: int | None = None) -> None:
    report.add(f"{key}_p50_ms", f"{says}, p50", percentile(took.ms, 0.5), "ms", budget=ms)
    report.add(f"{key}_p95_ms", f"{says}, p95", percentile(took.ms, 0.95), "ms")
    report.add(f"{key}_bytes", f"{says}, median", percentile(took.bytes, 0.5), "bytes", budget=sent)


def _newsdesk(desk: StoredDesk, columns: int, rows: int, report: Report) -> None:
    name = f"{columns} × {rows}"
    with tempfile.TemporaryDirectory() as home, opened(desk, Path(home), columns=columns, rows=rows) as terminal:
        terminal.wait_for_bytes(desk.counted.encode(), WAIT_S)
        _without_groups(terminal)
        budget = 300 if columns < 100 else 400
        moved = _measured(terminal, ["down"], MOVES)
        _told(report, f"move_{columns}", f"{name}: cursor down", moved, ms=10, sent=budget)
        _told(report, f"page_{columns}", f"{name}: page down", _measured(terminal, ["pagedown"], PAGES), ms=20)
        _told(report, f"ends_{columns}", f"{name}: end to end", _measured(terminal, ["G", "g"], ENDS), ms=20)
        _told(report, f"select_{columns}", f"{name}: select all, none", _measured(terminal, ["V", "escape"], 3))
        terminal.press("O", "right", *["down"] * 4)
        terminal.settle()
        grouped = Keys()
        grouped.press(terminal, "enter")
        _told(report, f"group_{columns}", f"{name}: groups by author", grouped, ms=150)
        _told(report, f"in_groups_{columns}", f"{name}: down in groups", _measured(terminal, ["down"], MOVES), ms=10)
        terminal.press("g")
        _told(report, f"fold_{columns}", f"{name}: fold, unfold", _measured(terminal, ["enter"], 4))
        _without_groups(terminal)
        terminal.press("q")
        terminal.wait_for_end()


def _without_groups(terminal: Terminal) -> None:
    """The desk is kept for other benchmarks, and so is what it remembers."""
    terminal.settle(1.0)
    terminal.press("O", "right", *["up"] * 6, "enter")
    terminal.settle(1.0)
    terminal.press("g")
    terminal.settle()


def _widget(kind: str, titles: Sequence[str], report: Report) -> None:
    """A widget of Textual's, in an app that has nothing else."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "titles"
        file.write_text("\n".join(titles), "utf-8")
        command = [sys.executable, "-m", "tests.benchmarks.list_neighbours", kind, os.fspath(file)]
        environment = {"PYTHONPATH": os.fspath(Path(__file__).parents[2])}
        with Terminal(command, home=Path(home), columns=80, rows=24, env=environment) as terminal:
            terminal.wait_for(titles[0][:30], WAIT_S)
            terminal.settle(1.0)
            moved = _measured(terminal, ["down"], MOVES)
            paged = _measured(terminal, ["pagedown"], PAGES)
    says = f"{kind} with {len(titles):,} rows"
    _told(report, f"{kind.lower()}_move", f"{says}: cursor down", moved)
    _told(report, f"{kind.lower()}_page", f"{says}: page down", paged)


def _newsboat(titles: Sequence[str], report: Report) -> None:
    program = shutil.which("newsboat")
    if program is None:
        return
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        items = "".join(f"<item><title>{escape(t)}</title><guid>{n}</guid></item>" for n, t in enumerate(titles))
        feed = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
        (place / "feed.xml").write_text(feed, "utf-8")
        (place / "urls").write_text(f"file://{place}/feed.xml\n")
        (place / "config").write_text("max-items 0\nauto-reload yes\n")
        command = [program, "-C", f"{place}/config", "-u", f"{place}/urls", "-c", f"{place}/cache.db"]
        with Terminal(command, home=place / "home", columns=80, rows=24) as terminal:
            terminal.wait_for(f"({len(titles)}/", WAIT_S)
            terminal.settle(1.0)
            terminal.press("enter")
            terminal.settle(2.0)
            moved = _measured(terminal, ["down"], MOVES)
            paged = _measured(terminal, ["pagedown"], PAGES)
    _told(report, "newsboat_move", f"newsboat with {len(titles):,} articles: cursor down", moved)
    _told(report, "newsboat_page", f"newsboat with {len(titles):,} articles: page down", paged)


def measure(size: int, *, neighbours: bool) -> Report:
    """Go about in the list, and in those of the neighbours."""
    desk = stored_desk(size)
    report = Report("listing")
    for columns, rows in ((80, 24), (120, 40)):
        _newsdesk(desk, columns, rows, report)
    if neighbours:
        titles = desk.titles[:MOST_NEIGHBOURS]
        for kind in ("OptionList", "DataTable"):
            _widget(kind, titles, report)
        _newsboat(titles, report)
    return report


def main() -> None:
    """Measure and print."""
    asked = arguments("What going about in the list takes and sends.", size=10_000).parse_args()
    report = measure(asked.size, neighbours=not asked.no_neighbours)
    report.print(as_json=asked.json, about={"size": asked.size})


if __name__ == "__main__":
    main()
