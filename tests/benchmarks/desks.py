"""Desks of any size for measuring: headlines with word frequencies, lengths and dates like those of a newsroom.

Words are made of syllables, their frequencies follow Zipf's law, a title has seven words on average. The same size and
seed always give the same desk. Headlines stay columns of numbers until they are asked for as text.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsdesk.model.headline import SEPARATOR, HeadlineColumns

SEED = 20250203
_ONSETS = [
    "b",
    "bl",
    "br",
    "c",
    "ch",
    "cl",
    "cr",
    "d",
    "dr",
    "f",
    "fl",
    "fr",
    "g",
    "gl",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "ph",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "sc",
    "sh",
    "sl",
    "sp",
    "st",
    "str",
    "t",
    "th",
    "tr",
    "v",
    "w",
]
_VOWELS = [
    "a",
    "a",
    "a",
    "ai",
    "au",
    "e",
    "e",
    "e",
    "ea",
    "ee",
    "i",
    "i",
    "i",
    "ie",
    "o",
    "o",
    "o",
    "oa",
    "ou",
    "u",
    "u",
    "y",
]
_CODAS = [
    "b",
    "ck",
    "d",
    "ct",
    "ft",
    "g",
    "l",
    "ld",
    "ll",
    "m",
    "n",
    "n",
    "n",
    "nd",
    "ng",
    "nk",
    "nt",
    "p",
    "pt",
    "r",
    "r",
    "r",
    "rd",
    "rk",
    "rn",
    "rt",
    "s",
    "s",
    "ss",
    "st",
    "t",
    "t",
    "tch",
    "x",
]
_ENDINGS = ["", "", "", "", "s", "s", "ing", "ed", "er", "tion", "al", "ly", "ment"]
_FIRST_SECOND = 1_420_070_400  # 1 January 2015
_SECONDS = 10 * 365 * 86_400
_SOURCES = 24
_NO_LETTERS_OF_ITS_OWN = ["the", "of", "to", "in", "a", "and", "for", "on", "is", "at", "as", "with", "by", "from"]


@dataclass(frozen=True, slots=True)
class Desk:
    """A generated desk."""

    vocabulary: list[str]
    words: NDArray[np.uint32]
    """The words of all titles, end to end, by their place in the vocabulary: the frequent ones first."""
    starts: NDArray[np.int64]
    """Where each title begins in `words`."""
    columns: HeadlineColumns

    def __len__(self) -> int:
        return len(self.starts) - 1


def generated(size: int, seed: int = SEED) -> Desk:
    """A desk of so many headlines."""
    chance = np.random.default_rng(seed)
    vocabulary = _vocabulary(chance, max(2_000, int(65 * size**0.5)))
    lengths = np.clip(chance.normal(7, 2.2, size).round().astype(np.int64), 2, 16)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    words = _zipf(chance, len(vocabulary), int(starts[-1]))
    shown = np.array(vocabulary, dtype=object)[words]
    titles = [" ".join(shown[begin:end]) for begin, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]
    names = [word.capitalize() for word in vocabulary[200:2_000]]
    authors = [
        f"{first} {last}" for first, last in zip(chance.choice(names, 4_000), chance.choice(names, 4_000), strict=True)
    ]
    tags = [
        word if chance.random() < 0.6 else f"{word} {other}"
        for word, other in zip(chance.choice(names, 1_200), chance.choice(names, 1_200), strict=True)
    ]
    byline = np.array(authors, dtype=object)[_zipf(chance, len(authors), size)]
    tag_pairs = np.array(tags, dtype=object)[_zipf(chance, len(tags), 2 * size)]
    counted = chance.lognormal(6.2, 0.6, size).astype(np.int64) + 30
    return Desk(
        vocabulary,
        words,
        starts,
        HeadlineColumns(
            ids=list(range(1, size + 1)),
            source_ids=(_zipf(chance, _SOURCES, size) + 1).tolist(),
            titles=titles,
            subtitles=[""] * size,
            descriptions=[""] * size,
            authors=byline.tolist(),
            tags=[f"{one}{SEPARATOR}{other}" for one, other in zip(tag_pairs[:size], tag_pairs[size:], strict=True)],
            published=(_FIRST_SECOND + chance.integers(0, _SECONDS, size)).tolist(),
            precisions=[1] * size,
            words=counted.tolist(),
            minutes=np.maximum(counted // 238, 1).tolist(),
            statuses=["published"] * size,
            languages=["en"] * size,
            flags=chance.choice([0, 1, 1, 3, 257], size).tolist(),
        ),
    )


def _vocabulary(chance: np.random.Generator, size: int) -> list[str]:
    words = dict.fromkeys(_NO_LETTERS_OF_ITS_OWN)
    while len(words) < size:
        many = size - len(words) + 1_000
        syllables = chance.choice([1, 2, 2, 2, 3, 3, 4], many)
        for count in syllables.tolist():
            parts = [
                str(chance.choice(_ONSETS))
                + str(chance.choice(_VOWELS))
                + str(chance.choice(_CODAS) if chance.random() < 0.6 else "")
                for _ in range(count)
            ]
            words["".join(parts) + str(chance.choice(_ENDINGS))] = None
    # What is frequent is mostly short.
    return sorted(list(words)[:size], key=lambda word: len(word) + 3 * chance.random())


def _zipf(chance: np.random.Generator, kinds: int, count: int) -> NDArray[np.uint32]:
    """Numbers below `kinds`, the small ones far more often."""
    weights = 1 / (np.arange(kinds) + 2.7)
    return (
        np.searchsorted(np.cumsum(weights) / weights.sum(), chance.random(count)).clip(0, kinds - 1).astype(np.uint32)
    )
