"""Filter columns: named values, flags, days, amounts."""

from collections.abc import Collection, Sequence

import numpy as np

from newsdesk.index.arrays import Array, Bytes, Ints
from newsdesk.index.asking.matching import Rows, in_names, with_values
from newsdesk.index.holding.segment import Choices, Segment, Values
from newsdesk.index.holding.view import View
from newsdesk.index.levels import ALWAYS
from newsdesk.model.hits import Field
from newsdesk.text.query.tree import Amount, Column, Days, Flagged, Named
from newsdesk.text.tokens import sought


def levels_of(mask: Array) -> Bytes:
    """A level column of what is and what is not."""
    return mask.view(np.uint8) * np.uint8(ALWAYS)


def flagged(view: View, node: Flagged) -> Bytes:
    """By a flag."""
    return levels_of(((view.flags & np.uint16(node.flag)) != 0) == node.wanted)


def on_days(view: View, node: Days) -> Bytes:
    """By the day of publication."""
    mask = np.zeros(len(view), np.bool_)
    for part in view.parts:
        days, day_before = part.segment.days, int(part.segment.day_before[0])
        here = days > 0
        if node.first is not None:
            here &= days >= max(node.first - day_before, 0)
        if node.last is not None:
            here &= days <= max(node.last - day_before, 0)
        mask[part.span] = here
    return levels_of(mask)


def amounting(view: View, node: Amount) -> Bytes:
    """By the number of words or minutes."""
    mask = np.zeros(len(view), np.bool_)
    for part in view.parts:
        amounts = part.segment.words if node.of == "words" else part.segment.minutes
        here = amounts >= min(node.least, np.iinfo(np.int32).max)
        if node.most is not None:
            here &= amounts <= min(node.most, np.iinfo(np.int32).max)
        mask[part.span] = here
    return levels_of(mask)


def with_ids(view: View, ids: Collection[int]) -> Bytes:
    """By a set of articles that somebody else found."""
    mask = np.zeros(len(view), np.bool_)
    mask[view.documents(list(ids))] = True
    return levels_of(mask)


def named(view: View, node: Named) -> Bytes:
    """By a name in a column."""
    mask = np.zeros(len(view), np.bool_)
    for part in view.parts:
        segment, here = part.segment, mask[part.span]
        match node.column:
            case Column.AUTHOR:
                here[_with_name(segment, segment.authors, Field.AUTHORS, node)] = True
            case Column.TAG:
                here[_with_name(segment, segment.tags, Field.TAGS, node)] = True
            case Column.SOURCE:
                names = [view.source_names.get(int(number), "") for number in segment.sources.names.all()]
                here[:] = _chosen(segment.sources, names, node)
            case Column.STATUS:
                here[:] = _chosen(segment.statuses, segment.statuses.names.all(), node)
            case Column.LANGUAGE:
                here[:] = _chosen(segment.languages, segment.languages.names.all(), node)
    return levels_of(mask)


def _is_named(name: str, node: Named) -> bool:
    folded = " ".join(token.text for token in sought(name))
    return folded == node.value if node.whole else f" {node.value}" in f" {folded}"


def _chosen(choices: Choices, names: Sequence[str], node: Named) -> Array:
    fits = np.array([_is_named(name, node) for name in names], np.bool_)
    mask: Array = fits[choices.numbers]
    return mask


def _with_name(segment: Segment, values: Values, field: Field, node: Named) -> Ints:
    numbers = [segment.dictionary.find(word) for word in node.value.split()]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return np.zeros(0, np.intp)
    holding_first = np.zeros(len(segment.dictionary) + 1, np.uint8)
    holding_first[known[0]] = 1
    rows = Rows.of(values.words, np.arange(len(values.names)))
    places, _ = rows.in_a_row([holding_first])
    wanted = [n for n in np.unique(rows.rows[places]).tolist() if _is_named(values.names[n], node)]
    holders = [in_names(segment, (number, number + 1), field) for number in known]
    return with_values(values, wanted, min(holders, key=len))
