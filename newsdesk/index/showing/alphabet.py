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
from newsdesk.index.holding.dictionary import Dictionary
from newsdesk.index.holding.segment import FIELD_SHIFT
from newsdesk.index.holding.view import Placed, View
from newsdesk.text.fold import fold
from newsdesk.text.query.tree import Column

_KEY_BITS = 64
_ROWS_AT_ONCE = 1 << 14
"""What is worked out of so many rows stays in the processor's cache: twice as fast as all at once."""


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
            return values.columns()[0], lambda number: values.names[number - 1] if number else ""
        case Column.SOURCE:
            ids = segment.sources.names
            return segment.sources.numbers, lambda number: view.source_names.get(int(ids[number]), "")
        case _:
            choices = segment.statuses if column is Column.STATUS else segment.languages
            return choices.numbers, choices.names.__getitem__


def title_order(view: View, documents: Ints) -> Ints:
    """The places of some documents in the order of their titles; those of equal words as they stand."""
    numbers = _common_numbers([part.segment.dictionary for part in view.parts])
    bits = max((int(of_part[-1]) for of_part in numbers if len(of_part)), default=1).bit_length()
    order = np.arange(len(documents))
    # Rows that are in no order yet; those of one run have begun alike so far, and stand together.
    rows, runs, place = order.copy(), np.zeros(len(documents), np.uint64), 0
    while len(rows):
        room = _KEY_BITS - int(runs.max()).bit_length()
        if room - len(rows).bit_length() >= bits:
            room -= len(rows).bit_length()
        whole, rest = divmod(room, bits)
        of_rows = documents[order[rows]]
        keys = np.empty(len(rows), np.uint64)
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            some = slice(start, start + _ROWS_AT_ONCE)
            *words, next_one = _words(view, of_rows[some], range(place, place + whole + 1), numbers)
            key = runs[some]
            for word in words:
                key = key << np.uint64(bits) | word
            # Of the next word so much as there is room for.
            keys[some] = key << np.uint64(rest) | next_one >> np.uint32(bits - rest)
        sorted_rows, keys = _sorted(keys)
        order[rows] = order[rows][sorted_rows]
        place += whole
        alike = np.zeros(len(keys) + 1, np.bool_)
        alike[1:-1] = keys[1:] == keys[:-1]
        # A title that has ended is equal to those beside it, for good.
        ended = (keys >> np.uint64(rest)) & np.uint64((1 << bits) - 1) == 0
        tied = (alike[1:] | alike[:-1]) & ~ended
        runs = np.cumsum(~alike[:-1], dtype=np.uint64)[tied]
        rows = rows[tied]
    return order


def _sorted(keys: Array) -> tuple[Ints, Array]:
    """The places of keys in order, equal ones as they stand; and the keys in that order."""
    bits = len(keys).bit_length()
    if int(keys.max()).bit_length() + bits <= _KEY_BITS:
        # Sorting numbers is twice as fast as sorting places by numbers.
        together = np.sort(keys << np.uint64(bits) | np.arange(len(keys), dtype=np.uint64))
        return (together & np.uint64((1 << bits) - 1)).astype(np.intp), together >> np.uint64(bits)
    order = np.argsort(keys, kind="stable")
    return order, keys[order]


def _words(view: View, documents: Ints, places: range, numbers: Sequence[Array]) -> list[Array]:
    """For each of some places the number of the word there in each title, 0 behind its end."""
    found = [np.zeros(len(documents), np.uint32) for _ in places]
    for part, here, local in view.in_any_order(documents):
        texts, of_words = part.segment.texts, numbers[view.parts.index(part)]
        if not len(texts.words):
            continue
        begins, ends = texts.starts[local], texts.starts[local + 1]
        for place, of_place in zip(places, found, strict=True):
            at = begins + np.uint32(place)
            there = at < ends
            # What stands behind the last title is never looked at: `there` is false.
            words = texts.words.take(at, mode="clip")
            # The words of a title come first, and have no bit above their number.
            there &= words < np.uint32(1 << FIELD_SHIFT)
            of_place[here] = of_words.take(words, mode="clip") * there
    return found


def _common_numbers(dictionaries: Sequence[Dictionary]) -> list[Array]:
    """For each dictionary numbers of its words, from 1 on, that order the words of all."""
    if not dictionaries:
        return []
    first, late = dictionaries[0], dictionaries[1:]
    others = sorted({word for dictionary in late for word in dictionary.all() if first.find(word) is None})
    # So many words of the first one come before each of the others.
    before = np.array([first.place(word) for word in others], np.intp)
    of_first = np.arange(1, len(first) + 1, dtype=np.uint32)
    of_first += np.searchsorted(before, np.arange(len(first)), "right").astype(np.uint32)
    found = [of_first]
    places = dict(zip(others, (before + np.arange(1, len(others) + 1)).tolist(), strict=True))
    for dictionary in late:
        known = [(first.find(word), places.get(word, 0)) for word in dictionary.all()]
        found.append(np.array([other if number is None else of_first[number] for number, other in known], np.uint32))
    return found
