"""What of a text a query found, so that lists can show it.

A word that stands in an article as it was typed is marked there, not where it is merely near as well: `fog` finds *For
the fog*, and marks one word of it.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from weakref import WeakKeyDictionary

from newsdesk.index.asking.columns import Column
from newsdesk.index.asking.matching import Stretch
from newsdesk.index.asking.terms import Leaf
from newsdesk.index.holding.dictionary import Dictionary
from newsdesk.index.holding.view import View
from newsdesk.model.hits import Field, Match
from newsdesk.text.query.patterns import compiled
from newsdesk.text.tokens import MAX_WORD_LETTERS, Token, is_plain, plain_words, tokens

PATTERN_SECONDS_A_TEXT = 0.02
_START = attrgetter("start")
_TEXTS_KEPT = 512
_KEPT: WeakKeyDictionary[Column, "_Marks"] = WeakKeyDictionary()
"""Goes when its column goes."""


class Highlighter:
    """Finds in a text what the leaves of a query mean. Remembers what they mean as words, not as numbers."""

    def __init__(self, view: View, leaves: Sequence[Leaf], patterns: Sequence[str]) -> None:
        self._marks = [_marks_of(view, leaf) for leaf in leaves]
        self._patterns = patterns

    def matches(self, text: str, in_field: Field, as_typed: Sequence[bool]) -> tuple[Match, ...]:
        """The matches in a text of an article: in order, without overlap.

        Args:
            text: The text.
            in_field: Which one it is.
            as_typed: For each leaf, whether only what matches as typed is to be marked.
        """
        found: list[Match] = []
        for marks, only in zip(self._marks, as_typed, strict=True):
            if marks.field in {None, in_field}:
                found += marks.in_text(text, in_field, as_typed=only)
        if in_field is Field.TITLE:
            for source in self._patterns:
                found += _of_pattern(source, text)
        return _apart(found) if len(found) > 1 else tuple(found)


class _Words:
    """The words of a text. Where each stands is worked out only when something asks for it: mostly a look will do."""

    def __init__(self, text: str) -> None:
        self._text = text
        # The text as it is compared, where that is no more than its letters; else nothing.
        self._lowered = text.lower() if is_plain(text) else ""
        self._tokens: list[Token] | None = None
        self._texts: list[str] | None = None

    @property
    def texts(self) -> list[str]:
        """The words themselves."""
        if self._texts is None:
            self._texts = plain_words(self._lowered) if self._lowered else [token.text for token in self.tokens]
        return self._texts

    @property
    def initials(self) -> str:
        """The first letter of each word."""
        return "".join([word[0] for word in self.texts])

    @property
    def tokens(self) -> list[Token]:
        """All of them with their places."""
        if self._tokens is None:
            self._tokens = tokens(self._text)
        return self._tokens

    def begun_with(self, word: str, *, whole: bool) -> list[Match]:
        """Where a word begins so, or is just this word."""
        if self._lowered and len(word) < MAX_WORD_LETTERS:
            return self._in_plain(word, whole=whole)
        held = [t for t in self.tokens if (t.text == word if whole else t.text.startswith(word))]
        return [Match(token.start, _end_of(token, len(word))) for token in held]

    def _in_plain(self, word: str, *, whole: bool) -> list[Match]:
        found: list[Match] = []
        text = self._lowered
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not (at and text[at - 1].isalnum()) and not (whole and text[end : end + 1].isalnum()):
                found.append(Match(at, end))
            at = text.find(word, end)
        return found


@lru_cache(maxsize=1024)
def _words_of(text: str) -> _Words:
    # The same rows are on the screen from one key to the next.
    return _Words(text)


def _of_pattern(source: str, text: str) -> Iterator[Match]:
    try:
        for found in compiled(source).finditer(text, timeout=PATTERN_SECONDS_A_TEXT):
            if found.end() > found.start():
                yield Match(found.start(), found.end())
    except TimeoutError:
        return


def _apart(found: list[Match]) -> tuple[Match, ...]:
    """Matches in order, of overlapping ones the surer, then the longer."""
    found.sort(key=_START)
    if all(one.end <= other.start for one, other in pairwise(found)):
        return tuple(found)
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: (m.near, m.start - m.end, m.start)):
        if all(match.end <= other.start or match.start >= other.end for other in kept):
            kept.append(match)
    return tuple(sorted(kept, key=_START))


def _marks_of(view: View, leaf: Leaf) -> "_Marks":
    marks = _KEPT.get(leaf.column)
    if marks is None:
        marks = _KEPT[leaf.column] = _Marks(view, leaf)
    return marks


class _Marks:
    """What one leaf means, as words; and what it was found to mark, as rows stay on the screen from key to key."""

    def __init__(self, view: View, leaf: Leaf) -> None:
        self.field = leaf.column.field
        self._word = leaf.word
        self._whole = leaf.whole
        self._near: set[str] = set()
        self._acronym = ""
        self._phrases: list[tuple[Dictionary, Stretch]] = []
        self._stretches: list[tuple[Dictionary, Stretch]] = []
        self._numbers: dict[tuple[int, str], int] = {}
        self._typed_in: dict[str, Sequence[Match]] = {}
        self._near_in: dict[str, Sequence[Match]] = {}
        for part, match in zip(view.parts, leaf.column.matches, strict=True):
            dictionary = part.segment.dictionary
            self._near.update(dictionary.words(list(match.near)))
            for stretch in match.stretches:
                (self._phrases if stretch.as_typed else self._stretches).append((dictionary, stretch))
            self._acronym = self._acronym or match.acronym

    def in_text(self, text: str, field: Field, *, as_typed: bool) -> Sequence[Match]:
        """The matches in a text: as typed, or else near unless only those `as_typed` count."""
        found = self._typed_in.get(text)
        if found is None:
            found = _kept(self._typed_in, text, self._typed_words(_words_of(text)))
        if found or as_typed:
            return found
        found = self._near_in.get(text)
        if found is None:
            found = _kept(self._near_in, text, self._near_words(_words_of(text)))
        if self._acronym and field is Field.TITLE:
            return [*found, *self._of_initials(_words_of(text))]
        return found

    def _typed_words(self, words: _Words) -> list[Match]:
        found = words.begun_with(self._word, whole=self._whole) if self._word else []
        for dictionary, stretch in self._phrases:
            found += self._in_a_row(dictionary, stretch, words.tokens, near=False)
        return found

    def _near_words(self, words: _Words) -> list[Match]:
        found: list[Match] = []
        for word in self._near.intersection(words.texts):
            found += [self._near_match(word, match) for match in words.begun_with(word, whole=True)]
        for dictionary, stretch in self._stretches:
            found += self._in_a_row(dictionary, stretch, words.tokens, near=True)
        return found

    def _near_match(self, word: str, match: Match) -> Match:
        inside = word.find(self._word) if self._word else -1
        if inside > 0 and len(word) == match.end - match.start:
            return Match(match.start + inside, match.start + inside + len(self._word), near=True)
        return Match(match.start, match.end, near=True)

    def _of_initials(self, words: _Words) -> Iterator[Match]:
        first = words.initials.find(self._acronym)
        while first >= 0:
            yield Match(words.tokens[first].start, words.tokens[first + len(self._acronym) - 1].end, near=True)
            first = words.initials.find(self._acronym, first + 1)

    def _in_a_row(
        self, dictionary: Dictionary, stretch: Stretch, words: Sequence[Token], *, near: bool
    ) -> Iterator[Match]:
        length = len(stretch.parts)
        for first in range(len(words) - length + 1):
            row = words[first : first + length]
            if all(part[self._number(dictionary, token.text)] for part, token in zip(stretch.parts, row, strict=True)):
                yield Match(row[0].start, row[-1].end, near=near)

    def _number(self, dictionary: Dictionary, word: str) -> int:
        key = (id(dictionary), word)
        if key not in self._numbers:
            number = dictionary.find(word)
            # One more than there are words: what no part accepts.
            self._numbers[key] = len(dictionary) if number is None else number
        return self._numbers[key]


def _kept(found_in: dict[str, Sequence[Match]], text: str, found: Sequence[Match]) -> Sequence[Match]:
    if len(found_in) >= _TEXTS_KEPT:
        found_in.clear()
    found_in[text] = found
    return found


def _end_of(token: Token, letters: int) -> int:
    """Where the first letters of a word end in the text; the whole word, where folding changed its length."""
    return token.start + letters if len(token.text) == token.end - token.start else token.end
