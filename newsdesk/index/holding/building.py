"""Make a segment of gathered headlines, or one of several segments: number, sort, invert."""

from collections.abc import Sequence
from datetime import tzinfo

import numpy as np

from newsdesk.index.arrays import Array, Bools, Ints, narrow, starts_of, taken
from newsdesk.index.holding.dictionary import build_dictionary
from newsdesk.index.holding.gathering import Gathered, GatheredNames, Gatherer, Numbering, Ragged, days_of, joined
from newsdesk.index.holding.segment import (
    FIELD_SHIFT,
    INITIALS,
    LETTER_BITS,
    LINES_A_BLOCK,
    NAME_FIELDS,
    TEXT_FIELDS,
    WORD_MASK,
    Choices,
    Lines,
    Postings,
    Segment,
    Texts,
    TokenTable,
    Values,
    initials_code,
)
from newsdesk.model.headline import HeadlineColumns
from newsdesk.text.tokens import tokens

WIDEST_TABLE = 4
"""Of an article's authors or tags so many stand in a table, the others apart."""


def segment_of(rows: HeadlineColumns, zone: tzinfo) -> Segment:
    """A segment of some headlines, each id once."""
    gatherer = Gatherer()
    gatherer.add(rows)
    return build(gatherer.finish(), zone)


def build(gathered: Gathered, zone: tzinfo) -> Segment:
    """A segment of gathered headlines."""
    names = gathered.names
    words = Numbering({word: number for number, word in enumerate(names.words)})
    authors_named, tags_named = _alphabetical(names.authors, gathered.authors), _alphabetical(names.tags, gathered.tags)
    author_words, tag_words = _words_of_names(authors_named, words), _words_of_names(tags_named, words)
    alphabetical = sorted(words)
    renumbered = np.zeros(len(words), np.uint32)
    renumbered[np.fromiter(map(words.__getitem__, alphabetical), np.intp, len(words))] = np.arange(len(words))

    order = _latest(gathered.ids, newest_first(gathered.published, gathered.title_lengths, gathered.ids))
    texts = _sorted_rows(gathered.texts, order)
    texts.words = renumbered[texts.words & np.uint32(WORD_MASK)] | (texts.words & ~np.uint32(WORD_MASK))
    authors = _values(authors_named, author_words, renumbered, gathered.authors, order)
    tags = _values(tags_named, tag_words, renumbered, gathered.tags, order)
    dictionary = build_dictionary(alphabetical)
    sizes = gathered.title_sizes[order]
    begins = (np.cumsum(gathered.title_sizes) - gathered.title_sizes)[order]
    source_ids, sources = np.unique(gathered.sources[order], return_inverse=True)
    days = days_of(gathered.published[order], gathered.precisions[order], zone)
    day_before = int(days[days > 0].min()) - 1 if (days > 0).any() else 0
    return Segment(
        dictionary=dictionary,
        texts=texts,
        in_texts=_postings_of_texts(texts, len(alphabetical)),
        in_names=_postings_of_names((authors, tags), len(alphabetical)),
        acronyms=_acronyms(texts, dictionary.initials),
        titles=Lines(taken(np.frombuffer(gathered.title_bytes, np.uint8), begins, sizes), _starts_of_blocks(sizes)),
        authors=authors,
        tags=tags,
        sources=Choices(packed([str(number) for number in source_ids.tolist()]), narrow(sources)),
        statuses=Choices(packed(names.statuses), narrow(gathered.statuses[order])),
        languages=Choices(packed(names.languages), narrow(gathered.languages[order])),
        ids=narrow(gathered.ids[order]),
        by_id=np.argsort(gathered.ids[order]).astype(np.uint32),
        published=narrow(gathered.published[order]),
        days=narrow(np.where(days > 0, days - day_before, 0)),
        day_before=np.array([day_before], np.int32),
        precisions=gathered.precisions[order],
        title_lengths=narrow(gathered.title_lengths[order]),
        words=narrow(gathered.words[order]),
        minutes=narrow(gathered.minutes[order]),
        flags=gathered.flags[order],
    )


def newest_first(published: Array, title_lengths: Array, ids: Array) -> Ints:
    """The order of documents that are equally good: newer, then shorter in the title, then by the higher id."""
    return np.lexsort((-ids, title_lengths, -published))


def _latest(ids: Array, order: Ints) -> Ints:
    """The order without all but the last of the rows that have one id."""
    _, places = np.unique(ids[::-1], return_index=True)
    if len(places) == len(ids):
        return order
    last = np.zeros(len(ids), np.bool_)
    last[len(ids) - 1 - places] = True
    return order[last[order]]


def packed(names: Sequence[str]) -> Texts:
    """Strings end to end."""
    encoded = [name.encode("utf-8", "replace") for name in names]
    return Texts(
        np.frombuffer(b"".join(encoded), np.uint8), starts_of(np.fromiter(map(len, encoded), np.intp, len(encoded)))
    )


def _starts_of_blocks(sizes: Array) -> Array:
    starts = starts_of(sizes)
    return np.append(starts[:-1:LINES_A_BLOCK], starts[-1])


def _words_of_names(names: Sequence[str], numbering: Numbering) -> Ragged:
    words = [[numbering[token.text] for token in tokens(name)] for name in names]
    flat = [word for of_name in words for word in of_name]
    return Ragged(np.array(flat, np.uint32), np.fromiter(map(len, words), np.intp, len(words)))


def _sorted_rows(rows: Ragged, order: Ints) -> TokenTable:
    begins = np.cumsum(rows.counts) - rows.counts
    counts = rows.counts[order]
    return TokenTable(taken(rows.numbers, begins[order], counts), starts_of(counts))


def _alphabetical(names: Sequence[str], rows: Ragged) -> list[str]:
    """The names in order; their numbers in the rows are changed with them."""
    ordered = sorted(names)
    places = {name: place for place, name in enumerate(ordered)}
    changed = np.fromiter((places[name] for name in names), np.uint32, len(names))
    rows.numbers = changed[rows.numbers]
    return ordered


def _values(names: Sequence[str], words: Ragged, renumbered: Array, rows: Ragged, order: Ints) -> Values:
    begins = (np.cumsum(rows.counts) - rows.counts)[order]
    counts = rows.counts[order]
    width = _width(counts)
    table = np.zeros((width, len(order)), np.uint32)
    for place in range(width):
        there = np.flatnonzero(counts > place)
        table[place, there] = rows.numbers[begins[there] + place] + 1
    beyond = np.flatnonzero(counts > width)
    return Values(
        names=packed(names),
        words=TokenTable(renumbered[words.numbers], starts_of(words.counts)),
        table=narrow(table.ravel()),
        width=np.array([width], np.uint32),
        more=narrow(taken(rows.numbers, begins[beyond] + width, counts[beyond] - width) + np.uint32(1)),
        more_documents=np.repeat(beyond, counts[beyond] - width).astype(np.uint32),
    )


def _width(counts: Ints) -> int:
    """How many columns hold all values of nineteen documents in twenty."""
    return int(np.clip(np.quantile(counts, 0.95, method="higher"), 1, WIDEST_TABLE)) if len(counts) else 1


def _postings_of_texts(texts: TokenTable, words: int) -> Postings:
    documents = np.repeat(np.arange(len(texts), dtype=np.uint32), np.diff(texts.starts))
    place_of_field = np.zeros(max(TEXT_FIELDS) + 1, np.uint64)
    place_of_field[list(TEXT_FIELDS)] = np.arange(len(TEXT_FIELDS))
    fields = place_of_field[texts.words >> np.uint32(FIELD_SHIFT)]
    keys = (texts.words & np.uint32(WORD_MASK)).astype(np.uint64) * np.uint64(len(TEXT_FIELDS)) + fields
    return _inverted(keys, documents, words * len(TEXT_FIELDS))


def _postings_of_names(columns: Sequence[Values], words: int) -> Postings:
    all_keys, all_documents = [], []
    for place, values in enumerate(columns):
        documents, numbers = values.pairs(np.arange(values.columns().shape[1]))
        counts = np.diff(values.words.starts)[numbers]
        held = taken(values.words.words, values.words.starts[numbers], counts)
        all_keys.append(held.astype(np.uint64) * np.uint64(len(NAME_FIELDS)) + np.uint64(place))
        all_documents.append(np.repeat(documents, counts).astype(np.uint32))
    return _inverted(np.concatenate(all_keys), np.concatenate(all_documents), words * len(NAME_FIELDS))


def _acronyms(texts: TokenTable, first_letters: Array) -> Postings:
    words = texts.words
    if len(words) < INITIALS:
        return Postings(np.zeros(0, np.uint32), np.zeros((1 << INITIALS * LETTER_BITS) + 1, np.uint32))
    documents = np.repeat(np.arange(len(texts), dtype=np.uint32), np.diff(texts.starts))
    letters = first_letters[words & np.uint32(WORD_MASK)]
    in_title = words >> np.uint32(FIELD_SHIFT) == np.uint32(TEXT_FIELDS[0])
    together = (documents[: 1 - INITIALS] == documents[INITIALS - 1 :]) & in_title[INITIALS - 1 :]
    codes = initials_code(np.stack([letters[n : len(letters) - INITIALS + 1 + n] for n in range(INITIALS)]))
    return _inverted(codes[together], documents[: 1 - INITIALS][together], 1 << INITIALS * LETTER_BITS)


def _inverted(keys: Array, documents: Array, size: int) -> Postings:
    # One sort of 64-bit numbers is several times faster than sorting places by keys.
    pairs = np.sort(keys.astype(np.uint64) << np.uint64(32) | documents)
    if len(pairs):
        pairs = pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))]
    counts = np.bincount((pairs >> np.uint64(32)).astype(np.intp), minlength=size)
    return Postings(pairs.astype(np.uint32), starts_of(counts))


def merged(segments: Sequence[Segment], kept: Sequence[Bools], flags: Sequence[Array], zone: tzinfo) -> Segment:
    """One segment of what is still current in several.

    Args:
        segments: In any order; no current id may be in two.
        kept: For each segment, which of its documents are current.
        flags: For each segment, the flags as they are now.
        zone: The desk's.
    """
    words, authors, tags, statuses, languages = Numbering(), Numbering(), Numbering(), Numbering(), Numbering()
    parts: list[Gathered] = []
    for segment, mask, current in zip(segments, kept, flags, strict=True):
        rows = np.flatnonzero(mask)
        dictionary = segment.dictionary
        text_words = _taken(segment.texts.words, segment.texts.starts, rows)
        numbers = _renumbered([dictionary.word(n) for n in range(len(dictionary))], words)
        held = text_words.numbers
        title_starts = segment.titles.all_starts()
        parts.append(
            Gathered(
                names=GatheredNames(),
                texts=Ragged(numbers[held & np.uint32(WORD_MASK)] | (held & ~np.uint32(WORD_MASK)), text_words.counts),
                authors=_taken_values(segment.authors, rows, authors),
                tags=_taken_values(segment.tags, rows, tags),
                title_bytes=_taken(segment.titles.letters, title_starts, rows).numbers.tobytes(),
                title_sizes=np.diff(title_starts)[rows],
                title_lengths=segment.title_lengths[rows].astype(np.uint32),
                sources=np.array([int(name) for name in segment.sources.names.all()], np.int64)[
                    segment.sources.numbers[rows]
                ],
                statuses=_renumbered(segment.statuses.names.all(), statuses)[segment.statuses.numbers[rows]],
                languages=_renumbered(segment.languages.names.all(), languages)[segment.languages.numbers[rows]],
                ids=segment.ids[rows].astype(np.int64),
                published=segment.published[rows].astype(np.int64),
                precisions=segment.precisions[rows],
                words=segment.words[rows].astype(np.int64),
                minutes=segment.minutes[rows].astype(np.int64),
                flags=current[rows],
            )
        )
    names = GatheredNames(list(words), list(authors), list(tags), list(statuses), list(languages))
    return build(joined(parts, names), zone)


def _renumbered(names: Sequence[str], numbering: Numbering) -> Array:
    return np.fromiter(map(numbering.__getitem__, names), np.uint32, len(names))


def _taken(numbers: Array, starts: Array, rows: Ints) -> Ragged:
    counts = np.diff(starts)[rows].astype(np.intp)
    return Ragged(taken(numbers, starts[rows], counts), counts)


def _taken_values(values: Values, rows: Ints, numbering: Numbering) -> Ragged:
    holders, numbers = values.pairs(rows)
    # The values beyond the table come behind all others: back to each document's own, first things first.
    order = np.argsort(holders, kind="stable")
    names = _renumbered(values.names.all(), numbering)
    counts = np.bincount(np.searchsorted(rows, holders), minlength=len(rows))
    return Ragged(names[numbers[order]], counts)
