"""What people type: a few words of a headline they half remember, some of them misspelt, a key at a time."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from newsdesk.text.clean import clean_line
from tests.benchmarks.desks import Desk

MOST_ANSWERS = 5
"""The words that are meant are in so many headlines at most: else nobody could expect this one among the first ten."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query and the headlines that answer it."""

    query: str
    ids: frozenset[int]


def keystrokes(query: str) -> Iterator[str]:
    """The query as it grows."""
    for length in range(1, len(query) + 1):
        if query[length - 1] != " ":
            yield query[:length]


def from_files(headlines: Path, queries: Path) -> tuple[list[str], list[Wanted]]:
    """Titles, one a line, and queries as JSON Lines with `query` and `target`; ids are the titles' places from 1."""
    titles: list[str] = [clean_line(line) for line in headlines.read_text(encoding="utf-8").split("\n") if line.strip()]
    places: dict[str, list[int]] = {}
    for number, title in enumerate(titles, 1):
        places.setdefault(title, []).append(number)
    asked = [json.loads(line) for line in queries.read_text(encoding="utf-8").splitlines() if line.strip()]
    return titles, [Wanted(q["query"], frozenset(places.get(clean_line(q["target"]), ()))) for q in asked]


def generated_queries(desk: Desk, count: int, *, misspelt: bool, seed: int) -> list[Wanted]:
    """Two or three words of a headline, which five headlines at most hold; half of them misspelt, if that is wanted."""
    chance = random.Random(seed)
    places = np.argsort(desk.words, kind="stable")
    bounds = np.searchsorted(desk.words[places], np.arange(len(desk.vocabulary) + 1))
    rows = np.repeat(np.arange(len(desk)), np.diff(desk.starts))
    wanted: list[Wanted] = []
    while len(wanted) < count:
        row = chance.randrange(len(desk))
        title = desk.words[desk.starts[row] : desk.starts[row + 1]].tolist()
        there = sorted({place for place, word in enumerate(title) if len(desk.vocabulary[word]) > 3})
        if len(there) < 2:
            continue
        chosen = sorted(chance.sample(there, min(chance.choice([2, 3]), len(there))))
        holders = [set(rows[places[bounds[title[p]] : bounds[title[p] + 1]]].tolist()) for p in chosen]
        answers = set.intersection(*holders)
        if len(answers) <= MOST_ANSWERS:
            words = [desk.vocabulary[title[place]] for place in chosen]
            if misspelt:
                wrong = set(chance.sample(range(len(words)), (len(words) + 1) // 2))
                words = [with_typos(word, chance) if n in wrong else word for n, word in enumerate(words)]
            wanted.append(Wanted(" ".join(words), frozenset(number + 1 for number in answers)))
    return wanted


def with_typos(word: str, chance: random.Random) -> str:
    """The word with one typo; long ones sometimes with two."""
    for _ in range(2 if len(word) >= 8 and chance.random() < 0.25 else 1):
        word = _with_typo(word, chance)
    return word


def _with_typo(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word)) if chance.random() < 0.9 else 0
    match chance.randrange(5):
        case 0:
            return word[:place] + word[place + 1 :]
        case 1:
            return word[:place] + chance.choice(_LETTERS) + word[place:]
        case 2:
            return word[:place] + chance.choice(_LETTERS) + word[place + 1 :]
        case 3:
            return word[:place] + word[place] + word[place:]
        case _:
            place = min(place, len(word) - 2)
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def ranks(found: Sequence[Sequence[int]], wanted: Sequence[Wanted]) -> tuple[float, float]:
    """Of answers to queries: how many have a wanted one among the first ten, and the mean of one by its row."""
    rows = [
        next((row for row, number in enumerate(ids) if number in asked.ids), None)
        for ids, asked in zip(found, wanted, strict=True)
    ]
    recall = sum(row is not None and row < 10 for row in rows) / len(rows)
    return recall, sum(1 / (row + 1) for row in rows if row is not None) / len(rows)
