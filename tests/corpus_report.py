"""Read every article of the real repositories and say what came of it: `python -m tests.corpus_report [FOLDER…]`.

For each repository: files, seconds, problems by kind. `--show N` prints N articles of each as they are read.
"""

import argparse
import os
import random
import time
from collections import Counter
from pathlib import Path

from newsdesk.model.article import RawArticle
from newsdesk.sources.folder import read_file, walk
from newsdesk.sources.options import ReadingOptions
from tests.corpus import ARTICLES


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    folders = arguments.folders or sorted(path for path in ARTICLES.iterdir() if path.is_dir())
    for folder in folders:
        report(folder, arguments.show)


def report(folder: Path, shown: int) -> None:
    """One repository."""
    start = time.perf_counter()
    files = list(walk(os.fsencode(folder.resolve())))
    walked = time.perf_counter()
    options = ReadingOptions()
    articles = [read_file(file.path, key=file.key, options=options) for file in files]
    read = time.perf_counter()
    problems = Counter(problem.code for article in articles for problem in article.piece.problems)
    undated = sum(article.piece.published is None for article in articles)
    each = (read - walked) * 1000 / max(len(files), 1)
    print(f"{folder.name}: {len(files)} files, walked in {walked - start:.2f} s")
    print(f"    read in {read - walked:.2f} s, {each:.2f} ms each")
    print(f"    without a date {undated}, with problems {sum(bool(article.piece.problems) for article in articles)}")
    for code, count in problems.most_common():
        print(f"    {count:6} {code}")
    for article in random.Random(shown).sample(articles, min(shown, len(articles))):
        show(article)


def show(article: RawArticle) -> None:
    """An article as it was read, on a few lines."""
    piece = article.piece
    print(f"  {os.fsdecode(article.origin.key)!r}")
    for name in (
        "title",
        "subtitle",
        "description",
        "authors",
        "tags",
        "published",
        "updated",
        "image",
        "url",
        "extra",
    ):
        value = getattr(piece, name)
        if value:
            print(f"      {name}: {value.isoformat() if hasattr(value, 'isoformat') else value!r:.160}")
    print(f"      {piece.words} words, {piece.minutes} min, {piece.status}, {piece.language}, {piece.traits!r}")


if __name__ == "__main__":
    main()
