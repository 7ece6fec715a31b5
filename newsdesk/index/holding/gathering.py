"""Take headlines apart into numbers: words, values, dates. The first half of making a segment; `building` is the other.

The texts of a column are joined and split at spaces, each distinct piece is cut into words and folded once, and from
then on everything is arrays: a million headlines never become a million objects.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

import numpy as np

from newsdesk.index.arrays import Array, starts_of, stretches, taken
from newsdesk.index.holding.segment import FIELD_SHIFT, LINE_END, TEXT_FIELDS
from newsdesk.model.headline import SEPARATOR, UNDATED, HeadlineColumns
from newsdesk.model.hits import Field
from newsdesk.text.tokens import tokens

_END = "\x1e"
"""Between texts: ASCII's record separator, which no clean text holds."""
_BETWEEN = f" {_END} "
_LETTERS_WORTH_KEEPING = 32
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
    """Pieces of text between spaces to numbers, and the words that each of them holds."""

    def __init__(self, words: Numbering) -> None:
        super().__init__()
        self._words = words
        self._held = array("I")
        self._counts = array("I", [0])
        self[_END] = 0

    def __missing__(self, piece: str) -> int:
        before = len(self._held)
        self._held.extend([self._words[token.text] for token in tokens(piece)])
        number = len(self._counts)
        self._counts.append(len(self._held) - before)
        # Of scripts without spaces a piece may be a whole sentence: it does not come again.
        if len(piece) <= _LETTERS_WORTH_KEEPING:
            self[piece] = number
        return number

    def words_of(self, texts: Sequence[str]) -> Ragged:
        """The words of each text, by number."""
        if not any(texts):
            return Ragged(np.zeros(0, np.uint32), np.zeros(len(texts), np.intp))
        split = _joined(texts).split(" ")
        pieces = np.fromiter(map(self.__getitem__, split), np.uint32, len(split))
        held, counts = np.array(self._held, np.uint32), np.array(self._counts, np.uint32)
        begins = np.cumsum(counts, dtype=np.uint32) - counts
        in_piece = counts[pieces]
        words = taken(held, begins[pieces], in_piece)
        so_far = np.cumsum(in_piece, dtype=np.intp)[pieces == 0]
        return Ragged(words, np.diff(so_far, prepend=0))


def _joined(texts: Sequence[str]) -> str:
    """The texts with a piece of its own at the end of each."""
    whole = _BETWEEN.join((*texts, ""))
    if whole.count(_END) != len(texts):
        whole = _BETWEEN.join((*(text.replace(_END, " ") for text in texts), ""))
    return whole


def _values_of(packed: Sequence[str], numbering: Numbering) -> Ragged:
    names = (SEPARATOR + _END + SEPARATOR).join((*packed, "")).split(SEPARATOR)
    numbers = np.fromiter(map(numbering.__getitem__, names), np.uint32, len(names))
    ends = numbers == numbering[_END]
    values = ~ends & (numbers != numbering[""])
    return Ragged(numbers[values], np.diff(np.cumsum(values)[ends], prepend=0))


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
    """A line each."""
    title_sizes: Array
    """In bytes, with the line end."""
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
    _authors: Numbering = field(default_factory=lambda: Numbering({_END: 0, "": 1}))
    _tags: Numbering = field(default_factory=lambda: Numbering({_END: 0, "": 1}))
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
        lines = _as_lines(titles)
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
                title_bytes=lines,
                title_sizes=np.diff(np.flatnonzero(np.frombuffer(lines, np.uint8) == LINE_END), prepend=-1),
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
            list(self.words), list(self._authors)[2:], list(self._tags)[2:], list(self._statuses), list(self._languages)
        )
        whole = joined(self._parts, names)
        # The first two "values" of these two numberings were the end of a row, and nothing.
        whole.authors.numbers -= np.uint32(2)
        whole.tags.numbers -= np.uint32(2)
        return whole

    @property
    def rows(self) -> int:
        """How many headlines were taken in."""
        return sum(len(part.ids) for part in self._parts)


def _as_lines(titles: Sequence[str]) -> bytes:
    whole = "\n".join((*titles, ""))
    if whole.count("\n") != len(titles):  # no clean title has a line end
        whole = "\n".join((*(title.replace("\n", " ") for title in titles), ""))
    return whole.encode("utf-8", "replace")


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
