"""Running text and what its parts are: what a block's Markdown says once it is read.

Kept as one string and the places where the face changes, not as a list of pieces: an article of half a megabyte is
some ten thousand passages that stay in memory and are broken into lines again at every change of width.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from newsdesk.model.hits import Match
from newsdesk.reading.links import Link
from newsdesk.reading.spans import Role, Span, Style

_SPACES = re.compile(r"[ \t\r\f\v]+")


@dataclass(frozen=True, slots=True)
class Face:
    """What a stretch of text is, beside the role of its block."""

    style: Style = Style.PLAIN
    link: Link | None = None
    role: Role | None = None
    """Where it is not the block's own."""
    picture: str = ""
    """The address of the picture in whose place it stands."""


PLAIN = Face()


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of a block. A line end in it is a break that the author asked for."""

    text: str
    starts: tuple[int, ...] = (0,)
    """Where each face begins, ascending, the first at 0."""
    faces: tuple[Face, ...] = (PLAIN,)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The addresses of its pictures, each once."""
        return tuple(dict.fromkeys(face.picture for face in self.faces if face.picture))

    def spans(self, start: int, end: int, role: Role, found: Iterable[tuple[Match, Style]] = ()) -> list[Span]:
        """A stretch as spans.

        Args:
            start: The first character.
            end: The one after the last.
            role: What the text is where its face says nothing else.
            found: Matches to mark, each with the style to add; ascending, without overlap.
        """
        spans: list[Span] = []
        index = bisect_right(self.starts, start) - 1
        at = start
        while at < end:
            stop = min(end, self.starts[index + 1]) if index + 1 < len(self.starts) else end
            face = self.faces[index]
            if stop > at:
                spans.append(Span(self.text[at:stop], face.role or role, face.style, face.link, face.picture))
            at = stop
            index += 1
        return _marked(spans, start, found) if found else spans

    def place_of(self, link: Link) -> int | None:
        """The first character of a link, None where there is none to that place."""
        return next((at for at, face in zip(self.starts, self.faces, strict=False) if face.link == link), None)


class Writer:
    """Writes a passage piece by piece; runs of white space become one space, ends are trimmed."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._faces: list[Face] = []
        self._length = 0
        self._last = "\n"

    @property
    def length(self) -> int:
        """How many characters are written."""
        return self._length

    @property
    def last(self) -> str:
        """The character written last, a line end at the beginning."""
        return self._last

    def write(self, text: str, face: Face = PLAIN) -> None:
        """Add text on the line at hand."""
        text = _SPACES.sub(" ", text)
        if self._last in " \n":
            text = text.lstrip(" ")
        if not text:
            return
        if not self._faces or self._faces[-1] != face:
            self._starts.append(self._length)
            self._faces.append(face)
        self._pieces.append(text)
        self._length += len(text)
        self._last = text[-1]

    def break_line(self) -> None:
        """End the line here, unless nothing is on it at the beginning of the passage."""
        if self._length:
            self._pieces.append("\n")
            self._length += 1
            self._last = "\n"

    def text_from(self, start: int) -> str:
        """What was written from a place on."""
        return "".join(self._pieces)[start:]

    def rewrite(self, start: int, text: str) -> None:
        """Put another text of the same length or shorter in place of all from `start` on, with its first face."""
        whole = "".join(self._pieces)[:start] + text
        self._pieces = [whole]
        self._length = len(whole)
        self._last = whole[-1:] or "\n"
        while self._starts and self._starts[-1] >= max(self._length, start + 1):
            self._starts.pop()
            self._faces.pop()

    def passage(self) -> Passage:
        """What was written."""
        text = "".join(self._pieces).rstrip(" \n")
        if not self._faces:
            return Passage(text)
        return Passage(text, tuple(self._starts), tuple(self._faces))


def plain_passage(text: str) -> Passage:
    """A passage without any face, of text that is no Markdown."""
    return Passage(text)


def _marked(spans: list[Span], start: int, found: Iterable[tuple[Match, Style]]) -> list[Span]:
    marked: list[Span] = []
    at = start
    for span in spans:
        end = at + len(span.text)
        done = at
        for match, style in found:
            first, last = max(match.start, done), min(match.end, end)
            if first >= last:
                continue
            if first > done:
                marked.append(_part(span, at, done, first, Style.PLAIN))
            marked.append(_part(span, at, first, last, style))
            done = last
        if done < end:
            marked.append(_part(span, at, done, end, Style.PLAIN))
        at = end
    return marked


def _part(span: Span, at: int, start: int, end: int, style: Style) -> Span:
    return Span(span.text[start - at : end - at], span.role, span.style | style, span.link, span.picture)
