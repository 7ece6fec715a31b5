"""How fast and how well headlines are found: `python -m tests.benchmarks.search`.

On generated desks of 100,000 and 1,000,000 headlines (or one of `--size`), or on real ones (`--headlines FILE --queries
FILE`).
A keystroke is timed as the list needs it: parse, search, the first 100 rows, the highlights of 40. Neighbours answer
the same queries in the same run.
"""

import argparse
import gc
import json
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from pathlib import Path

from newsdesk.index import Index
from newsdesk.model.clean import Clean
from newsdesk.model.headline import UNDATED, Changes, HeadlineColumns
from newsdesk.model.hits import Field, GroupBy
from newsdesk.model.source import SourceId
from newsdesk.text.query import Column, Order, parse
from tests.benchmarks.desks import generated
from tests.benchmarks.neighbours import those_here
from tests.benchmarks.report import percentile
from tests.benchmarks.traces import Wanted, from_files, generated_queries, keystrokes, ranks

SIZES = (100_000, 1_000_000)
QUERIES = 300
ROWS = 100
ROWS_ON_SCREEN = 40
LATE_CHANGES = 5_000
SEARCHES_FOR_MEMORY = 1_000
NEIGHBOURS_SECONDS = 20.0
_TODAY = date(2025, 2, 3)
_SOURCES = {SourceId(number): Clean(f"Wire {number}") for number in range(1, 25)}


@dataclass(frozen=True, slots=True)
class DataSet:
    """Headlines and what is asked of them."""

    name: str
    columns: HeadlineColumns
    misspelt: list[Wanted]
    exact: list[Wanted]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--size", type=int, help="one generated desk of so many headlines (default: 100,000 and a million)"
    )
    parser.add_argument("--headlines", type=Path, metavar="FILE", help="real headlines, one a line")
    parser.add_argument("--queries", type=Path, metavar="FILE", help='JSON Lines: {"query": …, "target": a headline}')
    parser.add_argument("--json", action="store_true", help="one JSON object a data set, a line each")
    parser.add_argument("--no-neighbours", action="store_true", help="measure newsdesk only")
    options = parser.parse_args()
    if (options.headlines is None) != (options.queries is None):
        parser.error("--headlines and --queries go together")
    sets: list[Callable[[], DataSet]] = []
    if options.headlines:
        sets.append(lambda: real(options.headlines, options.queries))
    if options.size or not options.headlines:
        sets += [lambda size=size: made(size) for size in ((options.size,) if options.size else SIZES)]  # type: ignore[misc]
    for make in sets:
        data = make()
        figures = measured(data)
        rows = [] if options.no_neighbours else beside(data, figures)
        if options.json:
            print(json.dumps(figures | ({"neighbours": rows} if rows else {})), flush=True)
        else:
            print("\n".join([_table(figures), *map(_row, rows)]), flush=True)


def made(size: int) -> DataSet:
    """A generated desk."""
    desk = generated(size)
    misspelt = generated_queries(desk, QUERIES, misspelt=True, seed=1)
    return DataSet(
        f"generated {size:,}", desk.columns, misspelt, generated_queries(desk, QUERIES, misspelt=False, seed=2)
    )


def real(headlines: Path, queries: Path) -> DataSet:
    """Titles from a file."""
    titles, wanted = from_files(headlines, queries)
    return DataSet(headlines.name, titles_only(titles), wanted, [])


def titles_only(titles: Sequence[str]) -> HeadlineColumns:
    """Headlines that are nothing but titles."""
    count = len(titles)
    return HeadlineColumns(
        ids=list(range(1, count + 1)),
        source_ids=[1] * count,
        titles=list(titles),
        subtitles=[""] * count,
        descriptions=[""] * count,
        authors=[""] * count,
        tags=[""] * count,
        published=[UNDATED] * count,
        precisions=[0] * count,
        words=[0] * count,
        minutes=[0] * count,
        statuses=["published"] * count,
        languages=[""] * count,
        flags=[0] * count,
    )


def measured(data: DataSet) -> dict[str, object]:
    """All figures of a data set, by the names that the JSON has."""
    built: list[Index] = []

    def build() -> None:
        index = Index(UTC)
        index.apply(Changes(1, data.columns))
        index.name_sources(_SOURCES)
        built.append(index)

    build_s = _seconds(build)
    index = built[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        index.save(folder)
        file_mb = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        open_ms, first_ms = _opening(folder, data.misspelt[0].query)
        memory_mb = _memory(folder, data)
        index = Index.open(folder, UTC)
        index.name_sources(_SOURCES)
        index.check()
        recall, mrr = ranks([_first(index, q.query) for q in data.misspelt], data.misspelt)
        exact, _ = ranks([_first(index, q.query) for q in data.exact], data.exact) if data.exact else (float("nan"), 0)
        traced = _traced(index, data)
        slowest_sort_ms, slowest_group_ms, complete_ms = _arranging(index)
        change_ms = _change(index, data)
        late_times = _after_changes(index, data)
    return {
        "dataset": data.name,
        "headlines": len(data.columns),
        "queries": len(data.misspelt),
        "recall_at_10": round(recall, 4),
        "recall_at_10_exact": round(exact, 4) if data.exact else None,
        "mrr": round(mrr, 4),
        "p50_ms": round(percentile(traced.keys, 0.5), 3),
        "p95_ms": round(percentile(traced.keys, 0.95), 3),
        "p99_ms": round(percentile(traced.keys, 0.99), 3),
        "facets_p95_ms": round(percentile(traced.facets, 0.95), 3),
        "p50_cpu_ms": round(percentile(traced.keys_cpu, 0.5), 3),
        "p95_cpu_ms": round(percentile(traced.keys_cpu, 0.95), 3),
        "p99_cpu_ms": round(percentile(traced.keys_cpu, 0.99), 3),
        "facets_p95_cpu_ms": round(percentile(traced.facets_cpu, 0.95), 3),
        "slowest_sort_ms": round(slowest_sort_ms, 1),
        "slowest_group_ms": round(slowest_group_ms, 1),
        "complete_ms": round(complete_ms, 2),
        "build_s": round(build_s, 2),
        "open_ms": round(open_ms, 2),
        "first_search_ms": round(first_ms, 2),
        "change_ms": round(change_ms, 2),
        "p95_after_changes_ms": round(percentile(late_times, 0.95), 3),
        "memory_mb": None if memory_mb is None else round(memory_mb, 1),
        "file_mb": round(file_mb, 1),
    }


def _seconds(what: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def _first(index: Index, query: str) -> list[int]:
    return list(index.search(parse(query, today=_TODAY)).ids(0, ROWS))


@dataclass(slots=True)
class _Traced:
    """What each keystroke took, and the figures over its hits, in milliseconds: on the clock, and of the processor.

    Where others use the machine, only the processor's time says what newsdesk needs.
    """

    keys: list[float] = field(default_factory=list)
    keys_cpu: list[float] = field(default_factory=list)
    facets: list[float] = field(default_factory=list)
    facets_cpu: list[float] = field(default_factory=list)


def _traced(index: Index, data: DataSet) -> _Traced:
    titles = data.columns.titles
    traced = _Traced()
    gc.collect()
    gc.freeze()
    for wanted in data.misspelt:
        for typed in keystrokes(wanted.query):
            clock, cpu = time.perf_counter(), time.thread_time()
            found = index.search(parse(typed, today=_TODAY))
            for number in found.ids(0, ROWS)[:ROWS_ON_SCREEN]:
                found.matches(titles[number - 1], Field.TITLE, number)
            traced.keys_cpu.append((time.thread_time() - cpu) * 1000)
            traced.keys.append((time.perf_counter() - clock) * 1000)
            clock, cpu = time.perf_counter(), time.thread_time()
            figures = found.facets()
            for column in figures.columns:
                figures.columns[column]
            traced.facets_cpu.append((time.thread_time() - cpu) * 1000)
            traced.facets.append((time.perf_counter() - clock) * 1000)
    return traced


def _arranging(index: Index) -> tuple[float, float, float]:
    """Milliseconds to sort the whole desk by the slowest order, to group it by the slowest, to complete a name."""
    everything = index.search(parse("", today=_TODAY))
    sorts = [
        _best(lambda order=order: _first(index, f"sort:{order}"))  # type: ignore[misc]
        for order in Order
        if order is not Order.RELEVANCE
    ]
    groups = [_best(lambda by=by: everything.grouped(by).ids(0, ROWS)) for by in GroupBy]  # type: ignore[misc]
    return max(sorts), max(groups), _best(lambda: index.facet_values(Column.AUTHOR, "a", ROWS_ON_SCREEN))


def _best(what: Callable[[], object]) -> float:
    return min(_seconds(what) for _ in range(5)) * 1000


def _opening(folder: Path, query: str) -> tuple[float, float]:
    opens, firsts = [], []
    for _ in range(5):
        start = time.perf_counter()
        index = Index.open(folder, UTC)
        opens.append((time.perf_counter() - start) * 1000)
        firsts.append(_seconds(lambda index=index: _first(index, query)) * 1000)  # type: ignore[misc]
    return min(opens), min(firsts)


def _change(index: Index, data: DataSet) -> float:
    """Milliseconds until one new headline can be found: the median."""
    times = []
    for number in range(40):
        changes = Changes(2, _renumbered(data.columns, [number], 10_000_000 + number))
        times.append(_seconds(lambda changes=changes: index.apply(changes)) * 1000)  # type: ignore[misc]
    return percentile(times, 0.5)


def _after_changes(index: Index, data: DataSet) -> list[float]:
    """The keystrokes again, when some thousand headlines have come since the large segment was made."""
    rows = range(min(LATE_CHANGES, len(data.columns)))
    for start in range(0, len(rows), 50):
        index.apply(Changes(3, _renumbered(data.columns, rows[start : start + 50], 20_000_000 + start)))
    times = []
    for wanted in data.misspelt[:150]:
        for typed in keystrokes(wanted.query):
            start_s = time.perf_counter()
            index.search(parse(typed, today=_TODAY)).ids(0, ROWS)
            times.append((time.perf_counter() - start_s) * 1000)
    return times


def _renumbered(columns: HeadlineColumns, rows: Sequence[int], first_id: int) -> HeadlineColumns:
    some = HeadlineColumns(
        **{name: [getattr(columns, name)[row] for row in rows] for name in HeadlineColumns.__dataclass_fields__}
    )
    some.ids = list(range(first_id, first_id + len(rows)))
    return some


def _memory(folder: Path, data: DataSet) -> float | None:
    """Megabytes of a process's own, that opening and a thousand searches add; None where the system does not say."""
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    typed = [text for wanted in data.misspelt for text in keystrokes(wanted.query)][:SEARCHES_FOR_MEMORY]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_private_mb_of_searching, (str(folder), typed))


def _private_mb_of_searching(folder: str, typed: Sequence[str]) -> float:
    before = _private_mb()
    index = Index.open(Path(folder), UTC)
    index.check()
    for text in typed:
        index.search(parse(text, today=_TODAY)).ids(0, ROWS)
    return _private_mb() - before


def _private_mb() -> float:
    rollup = Path("/proc/self/smaps_rollup").read_text()
    # What is mapped from the file is clean, and goes when memory is short; only what was written is the program's own.
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_Dirty:")) / 1024


def beside(data: DataSet, ours: dict[str, object]) -> list[dict[str, object]]:
    """The same queries asked of the neighbours, as many as each answers in some seconds."""
    rows = []
    for name, ask, headlines_a_second in those_here():
        count = max(3, min(len(data.misspelt), int(NEIGHBOURS_SECONDS * headlines_a_second / len(data.columns))))
        asked = data.misspelt[:count]
        answers = ask(data.columns.titles, [wanted.query for wanted in asked])
        recall, mrr = ranks(answers.ids, asked)
        p50 = percentile(answers.times_ms, 0.5)
        rows.append(
            {
                "neighbour": name,
                "queries": count,
                "recall_at_10": round(recall, 4),
                "mrr": round(mrr, 4),
                "p50_ms": round(p50, 3),
                "p95_ms": round(percentile(answers.times_ms, 0.95), 3),
                "times_our_p50": round(p50 / float(str(ours["p50_ms"])), 1),
            }
        )
    return rows


def _table(figures: dict[str, object]) -> str:
    lines = [f"{figures['dataset']}: {figures['headlines']:,} headlines, {figures['queries']} queries"]
    for key, value in figures.items():
        if key not in {"dataset", "headlines", "queries"}:
            lines.append(f"  {key.replace('_', ' '):<24}{'–' if value is None else value!s:>12}")
    return "\n".join(lines)


def _row(row: dict[str, object]) -> str:
    return (
        f"  {row['neighbour']:<28}{row['p50_ms']:>12} ms p50 ({row['times_our_p50']} × ours)"
        f"   recall@10 {row['recall_at_10']}   mrr {row['mrr']}   ({row['queries']} queries)"
    )


if __name__ == "__main__":
    main()
