"""Documents in the order of the alphabet: by a name (source, author, tag, status), or by the words of their titles.

Names are folded and sorted where they stand among the documents asked about: there are few. Titles are never made
strings: a dictionary's words are sorted, so that their numbers order them, and as many numbers as fit into 64 bits are
compared at once. What is still tied then is compared by the next ones:

    title                            first key                 among those that are tied
    deep seek opens its models       deep·seek·opens           –
    deep sea cables cut              deep·sea·cables    ─┐     cut
    deep sea cables mended again     deep·sea·cables    ─┘     mended·again

Of a million titles that takes two or three sorts, each of fewer.
"""

from collections.abc import Callable, Sequence

import numpy as np

from newsdesk.index.arrays import Array, Ints
from newsdesk.index.dictionary import Dictionary
from newsdesk.index.segment import FIELD_SHIFT, WORD_MASK
from newsdesk.index.view import Placed, View
from newsdesk.text.fold import fold
from newsdesk.text.query.tree import Column

_KEY_BITS = 64


def by_name(view: View, documents: Ints, column: Column) -> tuple[Ints, Sequence[str]]:
    """For documents in any order, the place of their name in the column: the first one of several, 0 where none is.

    Returns:
        The places; and the names in order, at 0 nothing.
    """
    found: list[tuple[slice | Ints, Array, dict[int, str]]] = []
    for part, here, local in view.in_any_order(documents):
        values, name = _column(view, part, column)
        numbers = values[local]
        there = np.flatnonzero(np.bincount(numbers)).tolist()
        found.append((here, numbers, {number: name(number) for number in there}))
    distinct = {name for _, _, names in found for name in names.values() if name}
    ordered = ["", *sorted(distinct, key=lambda name: (fold(name), name))]
    places = {name: place for place, name in enumerate(ordered)}
    ranks = np.zeros(len(documents), np.intp)
    for here, numbers, names in found:
        table = np.zeros(max(names, default=0) + 1, np.intp)
        table[list(names)] = [places[name] for name in names.values()]
        ranks[here] = table[numbers]
    return ranks, ordered


def _column(view: View, part: Placed, column: Column) -> tuple[Array, Callable[[int], str]]:
    """A number for each document of a segment, and what a number is called."""
    segment = part.segment
    match column:
        case Column.AUTHOR | Column.TAG:
            values = segment.authors if column is Column.AUTHOR else segment.tags
            return values.rows()[:, 0], lambda number: values.names[number - 1] if number else ""
        case Column.SOURCE:
            ids = segment.sources.names
            return segment.sources.numbers, lambda number: view.source_names.get(int(ids[number]), "")
        case _:
            choices = segment.statuses if column is Column.STATUS else segment.languages
            return choices.numbers, choices.names.__getitem__


def by_title(view: View, documents: Ints) -> Ints:
    """For documents in any order, how many of them have a title before theirs; of equal words the same."""
    numbers = _common_numbers([part.segment.dictionary for part in view.parts])
    bits = max((int(of_part[-1]) for of_part in numbers), default=0).bit_length()
    before = np.zeros(len(documents), np.intp)
    tied, place = np.arange(len(documents)), 0
    while len(tied):
        keys = before[tied].astype(np.uint64)
        words = max((_KEY_BITS - int(keys.max()).bit_length()) // bits, 1)
        for _ in range(words):
            last = _words_at(view, documents[tied], place, numbers)
            keys = keys << np.uint64(bits) | last
            place += 1
        order = np.argsort(keys)
        keys = keys[order]
        starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        sizes = np.diff(starts, append=len(keys))
        # All that were tied stand together; each goes on by how many of them come before.
        known = before[tied[order[starts]]]
        first = np.maximum.accumulate(np.where(np.diff(known, prepend=-1) > 0, starts, 0))
        before[tied[order]] = np.repeat(known + starts - first, sizes)
        # A title that has ended is equal to those beside it, for good.
        tied = tied[order[np.repeat((sizes > 1) & (last[order[starts]] > 0), sizes)]]
    return before


def _words_at(view: View, documents: Ints, place: int, numbers: Sequence[Array]) -> Array:
    """The number of the word at a place of each title, 0 behind its end."""
    found = np.zeros(len(documents), np.uint64)
    for part, here, local in view.in_any_order(documents):
        texts = part.segment.texts
        if len(texts.words):
            at = texts.starts[local] + np.uint32(place)
            words = texts.words[np.minimum(at, np.uint32(len(texts.words) - 1))]
            # The words of a title come first, and have no bit above their number.
            there = (at < texts.starts[local + 1]) & (words < np.uint32(1 << FIELD_SHIFT))
            of_word = numbers[view.parts.index(part)][words & np.uint32(WORD_MASK)]
            found[here] = np.where(there, of_word, 0)
    return found


def _common_numbers(dictionaries: Sequence[Dictionary]) -> list[Array]:
    """For each dictionary numbers of its words, from 1 on, that order the words of all."""
    if not dictionaries:
        return []
    first, late = dictionaries[0], dictionaries[1:]
    others = sorted({word for dictionary in late for word in dictionary.all() if first.find(word) is None})
    # So many words of the first one come before each of the others.
    before = np.array([first.place(word) for word in others], np.intp)
    of_first = np.arange(len(first))
    of_first += np.searchsorted(before, of_first, "right") + 1
    found = [of_first]
    places = dict(zip(others, (before + np.arange(1, len(others) + 1)).tolist(), strict=True))
    for dictionary in late:
        known = [(first.find(word), places.get(word, 0)) for word in dictionary.all()]
        found.append(np.array([other if number is None else of_first[number] for number, other in known], np.intp))
    return found
