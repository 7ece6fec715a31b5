"""Take headlines apart into numbers: words, values, dates. The first half of making a segment; `building` is the other.

The words of a whole column are found by one regular expression over all its texts joined, each distinct piece of text
is cut and folded once, and from then on everything is arrays: a million headlines never become a million objects.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

import numpy as np

from newsdesk.index.arrays import Array, starts_of, stretches
from newsdesk.index.segment import FIELD_SHIFT, TEXT_FIELDS
from newsdesk.model.headline import SEPARATOR, UNDATED, HeadlineColumns
from newsdesk.model.hits import Field
from newsdesk.text.tokens import PIECE, words_in

_END = "\x1e"
"""Between texts: ASCII's record separator, which no clean text holds."""
_PIECES = re.compile(f"{PIECE.pattern}|{_END}")
_VALUES = re.compile(f"[^{SEPARATOR}{_END}]+|{_END}")
ROWS_AT_ONCE = 50_000
EPOCH_DAY = datetime(1970, 1, 1, tzinfo=UTC).toordinal()
SECONDS_A_DAY = 86_400


class Numbering(dict[str, int]):
    """Strings to numbers, given in the order in which they first come."""

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number


@dataclass(slots=True)
class Ragged:
    """A list of numbers for each row."""

    numbers: Array
    counts: Array


class PieceTable(dict[str, int]):
    """Pieces of text to numbers, and the words that each of them holds."""

    def __init__(self, words: Numbering) -> None:
        super().__init__()
        self._words = words
        self._held: list[int] = []
        self._counts: list[int] = [0]
        self[_END] = 0

    def __missing__(self, piece: str) -> int:
        held = [self._words[word] for _, _, word in words_in(piece)]
        self._held += held
        self._counts.append(len(held))
        self[piece] = number = len(self)
        return number

    def words_of(self, texts: Sequence[str]) -> Ragged:
        """The words of each text, by number."""
        pieces = np.fromiter(map(self.__getitem__, _PIECES.findall(_joined(texts))), np.intp)
        held, counts = np.array(self._held, np.uint32), np.array(self._counts, np.intp)
        begins = np.cumsum(counts) - counts
        in_piece = counts[pieces]
        words = held[stretches(begins[pieces], in_piece)]
        so_far = np.cumsum(in_piece)[pieces == 0]
        return Ragged(words, np.diff(so_far, prepend=0))


def _joined(texts: Sequence[str]) -> str:
    if not texts:
        return ""
    whole = _END.join(texts) + _END
    if whole.count(_END) != len(texts):
        whole = _END.join(text.replace(_END, " ") for text in texts) + _END
    return whole


def _values_of(packed: Sequence[str], numbering: Numbering) -> Ragged:
    found = _VALUES.findall(_joined(packed))
    ends = numbering[_END]
    numbers = np.fromiter(map(numbering.__getitem__, found), np.uint32, len(found))
    at_end = numbers == ends
    counts = np.diff(np.flatnonzero(at_end), prepend=-1) - 1
    return Ragged(numbers[~at_end], counts)


@dataclass(frozen=True, slots=True)
class GatheredNames:
    """What the numbers of `Gathered` stand for, in the order in which they were first met."""

    words: Sequence[str] = ()
    authors: Sequence[str] = ()
    tags: Sequence[str] = ()
    statuses: Sequence[str] = ()
    languages: Sequence[str] = ()


@dataclass(slots=True)
class Gathered:
    """Headlines as numbers, in the order in which they came."""

    names: GatheredNames
    texts: Ragged
    """The words of title, subtitle and description, with their field."""
    authors: Ragged
    tags: Ragged
    title_bytes: bytes
    title_sizes: Array
    """In bytes."""
    title_lengths: Array
    """In characters."""
    sources: Array
    statuses: Array
    languages: Array
    ids: Array
    published: Array
    precisions: Array
    words: Array
    minutes: Array
    flags: Array


@dataclass(slots=True)
class Gatherer:
    """Takes in headlines a batch at a time."""

    words: Numbering = field(default_factory=Numbering)
    _pieces: PieceTable = field(init=False)
    _authors: Numbering = field(default_factory=lambda: Numbering({_END: 0}))
    _tags: Numbering = field(default_factory=lambda: Numbering({_END: 0}))
    _statuses: Numbering = field(default_factory=Numbering)
    _languages: Numbering = field(default_factory=Numbering)
    _parts: list[Gathered] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._pieces = PieceTable(self.words)

    def add(self, rows: HeadlineColumns) -> None:
        """Take in headlines. Of two with one id, `finish` must not be given both."""
        for start in range(0, max(len(rows), 1), ROWS_AT_ONCE):
            self._add(rows, slice(start, start + ROWS_AT_ONCE))

    def _add(self, rows: HeadlineColumns, part: slice) -> None:
        titles = rows.titles[part]
        encoded = [title.encode("utf-8", "replace") for title in titles]
        columns = {
            Field.TITLE: titles,
            Field.SUBTITLE: rows.subtitles[part],
            Field.DESCRIPTION: rows.descriptions[part],
        }
        self._parts.append(
            Gathered(
                names=GatheredNames(),
                texts=_one_after_the_other([self._pieces.words_of(columns[name]) for name in TEXT_FIELDS]),
                authors=_values_of(rows.authors[part], self._authors),
                tags=_values_of(rows.tags[part], self._tags),
                title_bytes=b"".join(encoded),
                title_sizes=np.fromiter(map(len, encoded), np.uint32, len(titles)),
                title_lengths=np.fromiter(map(len, titles), np.uint32, len(titles)),
                sources=np.array(rows.source_ids[part], np.int64),
                statuses=np.fromiter(map(self._statuses.__getitem__, rows.statuses[part]), np.uint32, len(titles)),
                languages=np.fromiter(map(self._languages.__getitem__, rows.languages[part]), np.uint32, len(titles)),
                ids=np.array(rows.ids[part], np.int64),
                published=np.array(rows.published[part], np.int64),
                precisions=np.array(rows.precisions[part], np.uint8),
                words=np.array(rows.words[part], np.int64),
                minutes=np.array(rows.minutes[part], np.int64),
                flags=np.array(rows.flags[part], np.uint16),
            )
        )

    def finish(self) -> Gathered:
        """All that was taken in."""
        names = GatheredNames(
            list(self.words), list(self._authors)[1:], list(self._tags)[1:], list(self._statuses), list(self._languages)
        )
        whole = joined(self._parts, names)
        # The first "value" of these two numberings was the end of a row.
        whole.authors.numbers -= np.uint32(1)
        whole.tags.numbers -= np.uint32(1)
        return whole

    @property
    def rows(self) -> int:
        """How many headlines were taken in."""
        return sum(len(part.ids) for part in self._parts)


def joined(parts: Sequence[Gathered], names: GatheredNames) -> Gathered:
    """Several batches as one."""

    def column(of: Callable[[Gathered], Array]) -> Array:
        return np.concatenate([of(part) for part in parts])

    def lists(of: Callable[[Gathered], Ragged]) -> Ragged:
        all_lists = [of(part) for part in parts]
        return Ragged(np.concatenate([r.numbers for r in all_lists]), np.concatenate([r.counts for r in all_lists]))

    return Gathered(
        names=names,
        texts=lists(lambda part: part.texts),
        authors=lists(lambda part: part.authors),
        tags=lists(lambda part: part.tags),
        title_bytes=b"".join(part.title_bytes for part in parts),
        title_sizes=column(lambda part: part.title_sizes),
        title_lengths=column(lambda part: part.title_lengths),
        sources=column(lambda part: part.sources),
        statuses=column(lambda part: part.statuses),
        languages=column(lambda part: part.languages),
        ids=column(lambda part: part.ids),
        published=column(lambda part: part.published),
        precisions=column(lambda part: part.precisions),
        words=column(lambda part: part.words),
        minutes=column(lambda part: part.minutes),
        flags=column(lambda part: part.flags),
    )


def _one_after_the_other(columns: Sequence[Ragged]) -> Ragged:
    """The words of several fields as one list a row, each word with its field."""
    counts = sum((column.counts for column in columns[1:]), columns[0].counts.copy())
    words = np.zeros(int(counts.sum()), np.uint32)
    begins = starts_of(counts)[:-1].astype(np.intp)
    for name, column in zip(TEXT_FIELDS, columns, strict=True):
        words[stretches(begins, column.counts)] = column.numbers | np.uint32(name << FIELD_SHIFT)
        begins += column.counts
    return Ragged(words, counts)


def days_of(published: Array, precisions: Array, zone: tzinfo) -> Array:
    """The calendar day of each moment as `date.toordinal()`; 0 where there is no moment.

    A day is that day everywhere; an instant's day is that of the zone.
    """
    dated = published != UNDATED
    local = published.copy()
    shifted = np.flatnonzero(dated & (precisions != 0))
    if len(shifted):
        local[shifted] += _offsets(published[shifted], zone)
    return np.where(dated, local // SECONDS_A_DAY + EPOCH_DAY, 0).astype(np.int32)


def _offsets(instants: Array, zone: tzinfo) -> Array:
    """The zone's distance from UTC in seconds, asked once for each quarter of an hour in which it can change."""
    quarters, places = np.unique(instants // 900, return_inverse=True)
    # Far more distinct quarters than days: ask by day, and look closer only on days on which the clocks change.
    days = np.unique(quarters // 96)
    at_midnight = {int(day): _offset(int(day) * SECONDS_A_DAY, zone) for day in (*days, *(days + 1))}
    offsets = [
        at_midnight[quarter // 96]
        if at_midnight[quarter // 96] == at_midnight[quarter // 96 + 1]
        else _offset(quarter * 900, zone)
        for quarter in quarters.tolist()
    ]
    return np.array(offsets, np.int64)[places]


def _offset(instant: int, zone: tzinfo) -> int:
    try:
        shift = datetime.fromtimestamp(instant, UTC).astimezone(zone).utcoffset()
    except (OverflowError, ValueError):  # a year before 1 or after 9999 in that zone
        return 0
    return int(shift.total_seconds()) if shift else 0
