"""What a typed word may have been meant to be: typos, a space too few, a space too many, a cut on the wrong side.

opensource     two words of the dictionary that stand side by side            always looked for, from three letters on
opensorce      the same, the parts misspelt or still being typed              only where nothing else is found
deep seek      one word of the dictionary: both typed words mean it
spiderm an     two words, cut in another place
"""

from collections.abc import Iterator, Sequence

import numpy as np

from newsdesk.index.asking.matching import Costs, Stretch, WordMatch
from newsdesk.index.holding.dictionary import Dictionary, NearWords
from newsdesk.index.holding.segment import Segment
from newsdesk.text.tokens import MAX_WORD_LETTERS
from newsdesk.text.typo import EXTRA_SPACE, MISSING_SPACE, ONLY_A_BEGINNING

# Two-letter words side by side are everywhere ("is in", "to be"): as parts of a joined word they would mean nothing.
SHORTEST_PART = 3
SHORTEST_MISSPELT_PART = 4
# Below that a joined word that is still being typed would begin half of the dictionary.
SHORTEST_JOINED_BEGINNING = 4


def as_typed(segment: Segment, word: str) -> WordMatch:
    """The word itself and those that begin with it."""
    low, high = segment.dictionary.beginning_with(word)
    exact = low if low < high and segment.dictionary.raw(low) == word.encode() else None
    return WordMatch(exact, (low, high))


def exactly(segment: Segment, word: str) -> WordMatch:
    """The word itself."""
    number = segment.dictionary.find(word)
    return WordMatch() if number is None else WordMatch(number, (number, number + 1))


def two_words(segment: Segment, joined: str, *, not_at: int = 0) -> list[Stretch]:
    """The ways in which a typed word is two words of the dictionary, but for a cut at one place."""
    dictionary = segment.dictionary
    found = []
    for left, right in _cuts(joined, SHORTEST_PART):
        if len(left) == not_at:
            continue
        first = dictionary.find(left)
        second = None if first is None else dictionary.find(right)
        if first is not None and second is not None:
            parts = (_costs(dictionary, {first: 0}), _costs(dictionary, {second: 0}))
            found.append(Stretch(parts, MISSING_SPACE))
    return found


def misspelt_words_in_one(segment: Segment, joined: str) -> list[Stretch]:
    """The ways in which a typed word is two or three words of the dictionary, misspelt or not, or being typed."""
    dictionary = segment.dictionary
    found = []
    for left, right in _cuts(joined, SHORTEST_PART):
        first = _whole_or_near(dictionary, left)
        if not first:
            continue
        second = _whole_or_near(dictionary, right)
        parts = (_costs(dictionary, first), _costs(dictionary, second, beginning=right))
        if parts[1].any():
            found.append(Stretch(parts, MISSING_SPACE))
    return found + list(_three_words(dictionary, joined))


def _three_words(dictionary: Dictionary, joined: str) -> Iterator[Stretch]:
    # Only one of the three may be misspelt, or every letter salad would be three words.
    for left, rest in _cuts(joined, SHORTEST_PART):
        first = dictionary.find(left)
        for middle, right in _cuts(rest, SHORTEST_PART):
            numbers = (first, dictionary.find(middle), dictionary.find(right))
            for misspelt, part in enumerate((left, middle, right)):
                rest_found = [n for place, n in enumerate(numbers) if place != misspelt and n is not None]
                costs = _whole_or_near(dictionary, part) if len(rest_found) == 2 else {}
                if costs:
                    each = [{n: 0} if n is not None else {} for n in numbers]
                    each[misspelt] = costs
                    yield Stretch(tuple(_costs(dictionary, one) for one in each), 2 * MISSING_SPACE)


def one_word(segment: Segment, left: str, right: str) -> WordMatch:
    """What two typed words side by side may mean as one, or as two that were cut elsewhere."""
    joined = (left + right)[:MAX_WORD_LETTERS]
    dictionary = segment.dictionary
    costs = {number: cost + EXTRA_SPACE for number, cost in dictionary.near(joined, beginnings=False).items()}
    low, high = dictionary.beginning_with(joined)
    if low < high and len(joined) >= SHORTEST_JOINED_BEGINNING:
        costs |= dict.fromkeys(range(low, high), EXTRA_SPACE + ONLY_A_BEGINNING)
    if low < high and dictionary.raw(low) == joined.encode():
        costs[low] = EXTRA_SPACE
    return WordMatch(near=costs, stretches=two_words(segment, joined, not_at=len(left)))


def _cuts(word: str, shortest: int) -> list[tuple[str, str]]:
    return [(word[:at], word[at:]) for at in range(shortest, len(word) - shortest + 1)]


def _whole_or_near(dictionary: Dictionary, part: str) -> NearWords:
    found = dictionary.near(part, beginnings=False) if len(part) >= SHORTEST_MISSPELT_PART else {}
    number = dictionary.find(part)
    if number is not None:
        found[number] = 0
    return found


def _costs(dictionary: Dictionary, words: NearWords, *, beginning: str = "") -> Costs:
    costs = np.zeros(len(dictionary) + 1, np.uint8)
    if beginning:
        costs[slice(*dictionary.beginning_with(beginning))] = 1 + ONLY_A_BEGINNING
    if words:
        costs[list(words)] = np.fromiter(words.values(), np.uint8, len(words)) + 1
    return costs


def phrase(segment: Segment, words: Sequence[str], *, unfinished: bool) -> WordMatch:
    """Words in a row as they are; of an unfinished phrase the last may be a beginning."""
    dictionary = segment.dictionary
    parts = []
    for place, word in enumerate(words):
        number = dictionary.find(word)
        last = unfinished and place == len(words) - 1
        parts.append(_costs(dictionary, {} if number is None else {number: 0}, beginning=word if last else ""))
    return WordMatch(stretches=[Stretch(tuple(parts), as_typed=True)])
