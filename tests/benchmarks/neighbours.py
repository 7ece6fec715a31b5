"""How others find the same headlines: rapidfuzz over all of them, SQLite's full text, tantivy, fzf.

Each takes titles and queries and gives the first ten titles' numbers and the time a query took. They see whole queries,
not keystrokes: most of them are made for that.
"""

import importlib.util
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

FIRST = 10
MOST_TYPOS = 2


@dataclass(frozen=True, slots=True)
class Answers:
    """What a neighbour found."""

    ids: list[list[int]]
    times_ms: list[float]


Neighbour = Callable[[Sequence[str], Sequence[str]], Answers]


def _timed(queries: Sequence[str], ask: Callable[[str], list[int]]) -> Answers:
    answers = Answers([], [])
    for query in queries:
        start = time.perf_counter()
        answers.ids.append(ask(query))
        answers.times_ms.append((time.perf_counter() - start) * 1000)
    return answers


def rapidfuzz_over_all(titles: Sequence[str], queries: Sequence[str]) -> Answers:
    """`process.extract` with `WRatio`."""

    def ask(query: str) -> list[int]:
        found = process.extract(query, titles, scorer=fuzz.WRatio, limit=FIRST, processor=str.lower)
        return [place + 1 for _, _, place in found]

    return _timed(queries, ask)


def sqlite_trigrams(titles: Sequence[str], queries: Sequence[str]) -> Answers:
    """FTS5 with the trigram tokenizer: the trigrams of the query, any of them, by its ranking."""
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "fts.db")
        try:
            database.execute("CREATE VIRTUAL TABLE t USING fts5(title, tokenize = 'trigram', detail = 'none')")
            database.executemany("INSERT INTO t (rowid, title) VALUES (?, ?)", enumerate(titles, 1))
            database.commit()

            def ask(query: str) -> list[int]:
                words = [word for word in query.split() if len(word) >= 3]
                trigrams = {word[n : n + 3].replace('"', "") for word in words for n in range(len(word) - 2)}
                match = " OR ".join(f'"{trigram}"' for trigram in sorted(trigrams) if len(trigram) == 3)
                if not match:
                    return []
                rows = database.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", (match, FIRST))
                return [number for (number,) in rows]

            return _timed(queries, ask)
        finally:
            database.close()


def tantivy_fuzzy(titles: Sequence[str], queries: Sequence[str]) -> Answers:
    """tantivy with a fuzzy term for each word."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("title", stored=False)
    builder.add_integer_field("number", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(128_000_000)
    for number, title in enumerate(titles, 1):
        writer.add_document(tantivy.Document(title=title, number=number))
    writer.commit()
    index.reload()
    searcher, schema = index.searcher(), index.schema

    def ask(query: str) -> list[int]:
        terms = [
            (
                tantivy.Occur.Must,
                tantivy.Query.fuzzy_term_query(schema, "title", word, distance=1 + (len(word) > 5), prefix=False),
            )
            for word in query.lower().split()
        ]
        hits = searcher.search(tantivy.Query.boolean_query(terms), FIRST).hits
        return [searcher.doc(address)["number"][0] for _, address in hits]

    return _timed(queries, ask)


def fzf_filter(titles: Sequence[str], queries: Sequence[str]) -> Answers:
    """`fzf --filter`, the whole process."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.writelines(f"{number}\t{title}\n" for number, title in enumerate(titles, 1))
        file.flush()

        def ask(query: str) -> list[int]:
            with Path(file.name).open("rb") as lines:
                done = subprocess.run(
                    ["fzf", "--filter", query, "--delimiter", "\t", "--nth", "2"],
                    stdin=lines,
                    capture_output=True,
                    check=False,
                )
            return [int(line.split(b"\t", 1)[0]) for line in done.stdout.splitlines()[:FIRST]]

        return _timed(queries, ask)


def those_here() -> Iterator[tuple[str, Neighbour, int]]:
    """The neighbours that this machine has: name, how to ask, and how many headlines a second they may look at."""
    yield "rapidfuzz WRatio over all", rapidfuzz_over_all, 150_000
    yield "SQLite FTS5 trigrams", sqlite_trigrams, 1_000_000
    if importlib.util.find_spec("tantivy"):
        yield "tantivy, fuzzy terms", tantivy_fuzzy, 5_000_000
    if shutil.which("fzf"):
        yield "fzf --filter", fzf_filter, 500_000
