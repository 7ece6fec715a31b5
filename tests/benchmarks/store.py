"""How fast the store takes in, answers and acts, and how large it is.

`python -m tests.benchmarks.store [--size N] [--body-bytes N] [--folder DIR] [--json]`. Articles are generated (words by
Zipf's law, a seed), or, with `--folder`, the Markdown files below DIR are taken as bodies, again and again until there
are enough: that gives the true ratio of sizes.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from newsdesk.model.action import Action
from newsdesk.model.article import ArticleId, News, Origin, Piece, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.moment import Moment
from newsdesk.model.source import SourceId, SourceKind
from newsdesk.store import Store
from newsdesk.text.clean import clean
from tests.benchmarks.report import Report, arguments, percentile

CHUNK = 1_000
_BEGIN = datetime(2015, 1, 1, tzinfo=UTC)

# A process of its own, as a first screen meets the store: nothing is open, nothing cached by SQLite.
_FIRST_SCREEN = """
import sys, time
from pathlib import Path
from newsdesk.store import Store
begun = time.perf_counter()
store = Store.open(Path(sys.argv[1]))
rows = store.newest(100)
print((time.perf_counter() - begun) * 1000)
store.close()
"""


def _bodies(size: int, body_bytes: int, folder: Path | None) -> Iterator[Clean]:
    if folder is not None:
        found = [clean(path.read_text("utf-8", "replace")) for path in sorted(folder.rglob("*.md")) if path.is_file()]
        for number in range(size):
            yield found[number % len(found)]
        return
    chance = random.Random(7)
    letters = "etaoinshrdlucmfwypvbgk"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 11))) for _ in range(40_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    stock = chance.choices(words, weights, k=400_000)
    count = max(body_bytes // 7, 1)
    for _ in range(size):
        begin = chance.randrange(len(stock) - count)
        yield Clean(" ".join(stock[begin : begin + count]))


def _articles(size: int, body_bytes: int, folder: Path | None) -> Iterator[RawArticle]:
    chance = random.Random(11)
    for number, body in enumerate(_bodies(size, body_bytes, folder)):
        words = body[:600].split() or ["none"]
        piece = Piece(
            title=Clean(" ".join(words[:9]).capitalize()[:120]),
            description=Clean(" ".join(words[9:29])[:160]),
            body=body,
            authors=(Clean(f"Author {chance.randrange(400)}"),),
            tags=(Clean(f"tag {chance.randrange(300)}"), Clean(f"tag {chance.randrange(300)}")),
            published=Moment(_BEGIN + timedelta(minutes=chance.randrange(5_000_000))),
            words=len(body) // 6,
            minutes=max(len(body) // 1400, 1),
        )
        yield RawArticle(Origin(b"%d.md" % number, number.to_bytes(16, "big"), len(body), number, number), piece)


def _timed(work: Callable[[], object]) -> float:
    """How many milliseconds a piece of work takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _median(work: Callable[[], object], repeats: int) -> float:
    return percentile([_timed(work) for _ in range(repeats)], 0.5)


def _bytes_of(path: Path) -> int:
    return sum(part.stat().st_size for part in path.parent.glob(path.name + "*"))


def measure(report: Report, folder: Path, size: int, body_bytes: int, bodies: Path | None) -> None:
    """Fill a store in `folder` and time what a desk does with it."""
    path = folder / "newsdesk.db"
    store = Store.open(path)
    source = store.add_source(SourceKind.FOLDER, b"/benchmark", Clean("benchmark"))
    plain_bytes = 0
    writing_ms = 0.0
    chunks = _articles(size, body_bytes, bodies)
    while chunk := tuple(islice(chunks, CHUNK)):
        plain_bytes += sum(len(raw.piece.body.encode()) for raw in chunk)
        writing_ms += _timed(partial(store.write, News(source.id, added=chunk)))
    report.add("write_s", "writing the articles", writing_ms / 1000, "s")
    report.add(
        "words_s", "bringing their words into the full text", _timed(partial(_bring_in_words, store)) / 1000, "s"
    )
    store.close()
    report.add("bodies_mb", "bodies as plain text", plain_bytes / 1e6, "MB")
    report.add("store_mb", "the store", _bytes_of(path) / 1e6, "MB")
    report.add("store_to_bodies", "the store to the bodies", _bytes_of(path) / plain_bytes, "times", budget=1.3)

    report.add("open_newest_ms", "opening and the newest 100, another process", _first_screen_ms(path), "ms", budget=5)
    with Store.open(path) as again:
        _measure_reading(report, again, source.id, size)
        _measure_acting(report, again, size)
    report.add("peak_mb", "peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")


def _measure_reading(report: Report, store: Store, source_id: SourceId, size: int) -> None:
    some = _some_ids(size)
    report.add("newest_1000_ms", "the newest 1,000", _median(lambda: store.newest(1000), 10), "ms")
    report.add("headlines_50_ms", "50 headlines anywhere", _median(lambda: store.headlines(some[:50]), 20), "ms")
    report.add("article_ms", "an article", _median(lambda: store.article(some[0]), 20), "ms")
    report.add("known_ms", "what is known of a source", _median(lambda: store.known(source_id), 3), "ms")
    report.add("body_search_ms", "body: with a frequent word", _median(lambda: store.search_bodies("the"), 5), "ms")
    report.add("sequence_us", "whether anything changed", _median(store.sequence, 100) * 1000, "µs")
    all_s = min(_timed(partial(_read_all_changes, store)) for _ in range(3)) / 1000
    report.add("changes_all_s", "all changes, as columns", all_s, "s", budget=3 * size / 1_000_000)


def _measure_acting(report: Report, store: Store, size: int) -> None:
    ids = _some_ids(size)
    says = f"of {len(ids):,} articles"
    report.add("read_ms", f"marking read {says}", _timed(lambda: store.act(Action.READ, ids)), "ms", budget=200)
    report.add("undo_ms", f"undo {says}", _timed(store.undo), "ms", budget=200)
    report.add("redo_ms", f"redo {says}", _timed(store.redo), "ms", budget=200)
    report.add("archive_ms", f"archiving {says}", _timed(lambda: store.act(Action.ARCHIVE, ids)), "ms", budget=200)
    before = store.sequence()
    store.act(Action.STAR, ids)
    report.add("changes_state_ms", f"changes of state {says}", _median(lambda: store.changes(before), 5), "ms")
    stars = [_timed(partial(store.act, Action.UNSTAR, [article_id])) for article_id in ids[:100]]
    report.add("act_p50_ms", "one article, p50", percentile(stars, 0.5), "ms")
    report.add("act_p95_ms", "one article, p95", percentile(stars, 0.95), "ms")


def _some_ids(size: int) -> list[ArticleId]:
    return [ArticleId(number) for number in random.Random(3).sample(range(1, size + 1), min(10_000, size))]


def _bring_in_words(store: Store) -> None:
    while store.bring_in_words():
        pass


def _read_all_changes(store: Store) -> None:
    since, more = 0, True
    while more:
        batch = store.changes(since)
        since, more = batch.sequence, batch.more


def _first_screen_ms(path: Path) -> float:
    def once() -> float:
        return float(
            subprocess.run([sys.executable, "-c", _FIRST_SCREEN, path], capture_output=True, check=True).stdout
        )

    return percentile([once() for _ in range(9)], 0.5)


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__ or "", size=100_000)
    options.add_argument("--body-bytes", type=int, default=4_000, help="how long a body is (default: %(default)s)")
    options.add_argument("--folder", type=Path, help="take the Markdown files below as bodies")
    asked = options.parse_args()
    report = Report("store")
    with tempfile.TemporaryDirectory() as folder:
        measure(report, Path(folder), asked.size, asked.body_bytes, asked.folder)
    report.print(as_json=asked.json, about={"articles": asked.size})


if __name__ == "__main__":
    main()
