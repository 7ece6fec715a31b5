"""What it costs to open an article, to read on, to find in it: `newsdesk.reading` beside Textual's and rich's Markdown.

`python -m tests.benchmarks.reading [--json] [--no-neighbours] [--size KILOBYTES]`. Articles of 5, 50 and 500 KB and of
5 MB are made of the same paragraphs, lists, tables, quotes and code. `--size` measures one of that size instead.
Textual's widget is given articles up to 50 KB only: at 500 KB it takes half a minute.
"""

import asyncio
import gc
import io
import tracemalloc
from collections.abc import Callable
from time import perf_counter

from newsdesk.model.article import Article
from newsdesk.reading.reading import Reading
from tests.benchmarks.report import Report, arguments, percentile
from tests.reading.pages import a_stored_article

WIDTH, OTHER_WIDTH, ROWS = 80, 66, 40
SIZES_KB = (5, 50, 500, 5_000)
OPEN_BUDGET_MS = {5: 40, 50: 60, 500: 250, 5_000: 300}
TEXTUAL_UP_TO_KB = 50
REPEATS = 5

SECTION = """## Section {number}: what the harbour said

The harbour *says* little, and **repeats** it: `tide {number}`, a [bell](https://tidings.example/{number}), some fog.
It has been saying so since 1868, at every hour of the night, to whoever was awake and had a pencil. Nobody has ever
called that news, and yet the paper prints it every morning, on the last page, below the obituaries.

Some of those who read it have boats. The others read it as one reads the names of streets in a town that one has left:
for the sound, and to know that it is still there. A hundred and fifty years of tides make {number} pages.

- the first thing it said
- the second thing, with `code` and a [link](https://tidings.example/again/{number})
  - and what it meant by that

| Hour | Height | Mood |
| --- | --: | --- |
| 06:00 | 2.4 | calm |
| 12:00 | 0.3 | low, and rising against a wind from the south-west that nobody had foreseen |

```python
def height(hour: float) -> float:
    return 1.6 * cos(2 * pi * hour / 12.42) + {number}
```

> Light good, and more of the same to follow.

"""


def an_article_of(kilobytes: int) -> Article:
    """An article of about so many thousand characters."""
    sections: list[str] = []
    written = 0
    while written < kilobytes * 1000:
        sections.append(SECTION.format(number=len(sections)))
        written += len(sections[-1])
    return a_stored_article("".join(sections)[: kilobytes * 1000], f"{kilobytes} KB", minutes=kilobytes)


def best_ms(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The shortest of some runs, in milliseconds: what the work costs, and not what else the machine did."""
    times: list[float] = []
    for _ in range(repeats):
        gc.collect()
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return 1000 * min(times)


def measure(report: Report, kilobytes: int) -> float:
    """All figures for one size; returns the time to the first full screen in milliseconds."""
    article = an_article_of(kilobytes)
    name = f"{kilobytes // 1000} MB" if kilobytes >= 1000 else f"{kilobytes} KB"
    key = f"{kilobytes}_kb"
    opened = best_ms(lambda: Reading(article, width=WIDTH).lines(0, ROWS))
    report.add(f"open_{key}_ms", f"{name}: open", opened, "ms", budget=OPEN_BUDGET_MS.get(kilobytes))
    reading = Reading(article, width=WIDTH)
    slices: list[float] = []
    while not reading.settled:
        begun = perf_counter()
        reading.settle()
        slices.append(1000 * (perf_counter() - begun))
    report.add(f"whole_{key}_ms", f"{name}: the whole, in the background", sum(slices), "ms", budget=5_000)
    report.add(f"stall_{key}_ms", f"{name}: longest slice of that", max(slices, default=0), "ms", budget=50)
    middle = reading.height // 2
    steps = [_timed(lambda y=middle + step: reading.lines(y, y + 1)) for step in range(200)]  # type: ignore[misc]
    report.add(f"line_p95_{key}_ms", f"{name}: a line further, p95", percentile(steps, 0.95), "ms", budget=10)
    pages = [_timed(lambda y=step * ROWS: reading.lines(y, y + ROWS)) for step in range(20)]  # type: ignore[misc]
    report.add(f"page_p95_{key}_ms", f"{name}: a page further, p95", percentile(pages, 0.95), "ms", budget=25)
    report.add(
        f"rewrap_{key}_ms", f"{name}: another width, place kept", best_ms(lambda: _rewrap(reading)), "ms", budget=50
    )
    while not reading.settled:
        reading.settle()
    reading.find("harbour")
    for says, sought in (("find", "obituaries"), ("find with a typo", "obituareis")):
        found = best_ms(lambda sought=sought: (reading.find(sought), reading.found_rows()))  # type: ignore[misc]
        report.add(f"{says.replace(' ', '_')}_{key}_ms", f"{name}: {says}", found, "ms", budget=30)
    if kilobytes <= 500:
        report.add(f"memory_{key}_times", f"{name}: memory", _memory(article), "× the text", budget=12)
    return opened


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return 1000 * (perf_counter() - begun)


def _rewrap(reading: Reading) -> None:
    y = reading.height // 2
    place = reading.place_at(y)
    reading.resize(WIDTH if reading.width == OTHER_WIDTH else OTHER_WIDTH)
    y = reading.hold(reading.y_of(place), ROWS)
    reading.lines(y, y + ROWS)


def _memory(article: Article) -> float:
    """How many times its text an article takes, laid out and searched, the text itself not counted."""
    Reading(article, width=WIDTH).find("obituareis")  # imports what looks for typos
    gc.collect()
    tracemalloc.start()
    reading = Reading(article, width=WIDTH)
    while not reading.settled:
        reading.settle()
    reading.find("obituareis")
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return taken / len(article.piece.body)


def neighbours(report: Report, kilobytes: int, ours_ms: float) -> None:
    """The same article in rich's Markdown, and in Textual's widget where that ends."""
    body = an_article_of(kilobytes).piece.body
    name = f"{kilobytes} KB"
    theirs = best_ms(lambda: _rich(body), 1)
    report.add(f"rich_{kilobytes}_kb_ms", f"{name}: rich's Markdown", theirs, "ms")
    report.add(f"rich_{kilobytes}_kb_times", f"{name}: rich's Markdown", theirs / ours_ms, "× ours")
    if kilobytes <= TEXTUAL_UP_TO_KB:
        theirs = 1000 * asyncio.run(_textual(body))
        report.add(f"textual_{kilobytes}_kb_ms", f"{name}: Textual's Markdown", theirs, "ms")
        report.add(f"textual_{kilobytes}_kb_times", f"{name}: Textual's Markdown", theirs / ours_ms, "× ours")


def _rich(body: str) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    Console(file=io.StringIO(), width=WIDTH, force_terminal=True).print(Markdown(body))


async def _textual(body: str) -> float:
    from textual.app import App
    from textual.widgets import Markdown

    app: App[None] = App()
    async with app.run_test(size=(WIDTH, ROWS)) as pilot:
        begun = perf_counter()
        await app.mount(Markdown(body))
        await pilot.pause()
        return perf_counter() - begun


def main() -> None:
    """Measure, and print."""
    options = arguments(__doc__ or "", size=0).parse_args()
    report = Report("reading")
    Reading(an_article_of(1), width=WIDTH).lines(0, ROWS)  # builds the parsers, as the first article of a desk does
    for kilobytes in (options.size,) if options.size else SIZES_KB:
        ours = measure(report, kilobytes)
        if not options.no_neighbours and kilobytes <= 500:
            neighbours(report, kilobytes, ours)
    report.print(as_json=options.json, about={"width": WIDTH, "rows": ROWS})


if __name__ == "__main__":
    main()
