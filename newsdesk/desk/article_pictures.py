"""The pictures of one open article: what is known of each, whether it is shown, and the room it has on the page.

Plain state, without threads: `ui` and `cli` fetch and draw, and say here what came of it. A picture keeps the room that
it was given as long as the page has the same width: what arrives late is fitted into it, and moves nothing.
"""

import textwrap
from dataclasses import dataclass, field, replace

from newsdesk.desk.picture_places import WebPicture
from newsdesk.desk.pictures import Pictures, Sight
from newsdesk.model.article import Article
from newsdesk.pictures.errors import PictureUnusable
from newsdesk.pictures.fitting import Cell, Size, fitted
from newsdesk.pictures.header import Header, read_header
from newsdesk.reading.boxes import Box
from newsdesk.text.clean import clean_line

_LEAST_ROWS = 3
_UNKNOWN_SHAPE = (16, 9)
"""What most pictures of the web are shaped like: their room until they are there."""
_TRACKER_PIXELS = 2
"""A picture of so few is there to be fetched, not to be seen."""


@dataclass(slots=True)
class _Entry:
    sight: Sight
    asked: bool
    """Whether it is to be shown."""
    coming: bool = False
    rooms: dict[int, Box | None] = field(default_factory=dict)
    """What it was given, by the cells that there were."""


class ArticlePictures:
    """The pictures of one article, by their addresses as the article gives them."""

    def __init__(self, article: Article, pictures: Pictures, *, rows: int, cell: Cell) -> None:
        """Begin, with nothing looked at yet.

        Args:
            article: Whose.
            pictures: Where they come from.
            rows: The most that one may take: less than there are on the screen.
            cell: The terminal's.
        """
        self.article = article
        self._rows = rows
        self._pictures = pictures
        self._cell = cell
        self._entries: dict[str, _Entry] = {}
        self._all = False

    def stand_in(self, rows: int) -> None:
        """The screen has another height: from now on a picture may take so many rows."""
        if rows != self._rows:
            self._rows = rows
            self.forget_rooms()

    def forget_rooms(self) -> None:
        """Give every picture the room that fits it, whatever it had before it came."""
        for entry in self._entries.values():
            entry.rooms.clear()

    def box(self, picture: str, cells: int) -> Box | None:
        """The room of a picture on the page, where so many cells are side by side: what `Reading` asks."""
        if not self._pictures.wanted:
            return None
        entry = self._entry(picture)
        if not entry.asked:
            return None
        if cells not in entry.rooms:
            entry.rooms[cells] = self._room(entry, cells)
        return entry.rooms[cells]

    def header(self, picture: str) -> Header | None:
        """What a picture is; None where it is not there."""
        return self._entry(picture).sight.header

    def size(self, picture: str, box: Box) -> Size | None:
        """How large a picture is drawn in its room; None where there is nothing to draw yet, or never."""
        header = self.header(picture)
        return fitted(header.width, header.height, Size(box.cells, box.rows), self._cell) if header else None

    def word(self, picture: str, cells: int) -> list[str]:
        """What stands in the room of a picture that is not drawn, in lines of at most so many cells."""
        entry = self._entry(picture)
        if entry.sight.word:
            return _lines(entry.sight.word, cells)
        return ["The picture is on its way."][: entry.sight.header is None]

    def waits(self, picture: str) -> bool:
        """Whether a picture is there, or may be, and is not shown because nobody asked for it."""
        entry = self._entry(picture)
        return not entry.asked and not entry.sight.word and not _tracks(entry.sight.header)

    def ask(self, pictures: list[str]) -> bool:
        """Show these; whether any was not shown before."""
        waiting = [entry for entry in map(self._entry, pictures) if not entry.asked]
        for entry in waiting:
            entry.asked = True
        return bool(waiting)

    def ask_all(self) -> bool:
        """Show all of the article, those too that are not laid out yet; whether any that are was not shown before."""
        self._all = True
        return self.ask(list(self._entries))

    def to_fetch(self, pictures: list[str]) -> list[str]:
        """Where those of them are that are to be shown and have to be fetched first; each is told once."""
        urls = []
        for picture in pictures:
            entry = self._entry(picture)
            place = entry.sight.place
            missing = entry.sight.header is None and not entry.sight.word and not entry.coming
            if entry.asked and missing and isinstance(place, WebPicture):
                entry.coming = True
                urls.append(place.url)
        return urls

    @property
    def known(self) -> list[str]:
        """Those that were laid out so far, in the order in which they were."""
        return list(self._entries)

    def fetched(self, url: str, came: bytes | str) -> None:
        """Take note of what a fetch brought: a picture's bytes, or the sentence that says why there are none."""
        for entry in self._entries.values():
            place = entry.sight.place
            if isinstance(place, WebPicture) and place.url == url:
                entry.coming = False
                if isinstance(came, str):
                    entry.sight = Sight(place, word=_sentence(came))
                else:
                    entry.sight = Sight(place, read_header(came))

    def failed(self, picture: str, word: str) -> None:
        """Take note that a picture cannot be drawn."""
        entry = self._entry(picture)
        entry.sight = Sight(entry.sight.place, word=_sentence(word))

    def read(self, picture: str) -> bytes:
        """A picture's bytes. Raises `PictureUnusable`."""
        entry = self._entry(picture)
        if entry.sight.word:
            raise PictureUnusable(entry.sight.word)
        return self._pictures.read(entry.sight.place)

    def _entry(self, picture: str) -> _Entry:
        if picture not in self._entries:
            sight = self._pictures.look(self.article, picture)
            if sight.word:
                sight = replace(sight, word=_sentence(sight.word))
            # Why one cannot be shown is told at once, and costs nothing; that one stayed elsewhere is no news.
            told = bool(sight.word) or self._pictures.shown_unasked(self.article, sight.place)
            self._entries[picture] = _Entry(sight, asked=self._all or (told and not sight.missing))
        return self._entries[picture]

    def _room(self, entry: _Entry, cells: int) -> Box | None:
        sight = entry.sight
        if sight.word:
            # As wide as the text, so that it begins where the text does.
            return Box(cells, len(_lines(sight.word, cells)))
        if _tracks(sight.header):
            return None
        most = max(self._rows, _LEAST_ROWS)
        if sight.header is not None:
            size = fitted(sight.header.width, sight.header.height, Size(cells, most), self._cell)
        else:
            width, height = _UNKNOWN_SHAPE
            rows = round(cells * self._cell.width / self._cell.height * height / width)
            size = Size(cells, min(max(rows, _LEAST_ROWS), most))
        return Box(size.cells, size.rows)


def _tracks(header: Header | None) -> bool:
    return header is not None and max(header.width, header.height) <= _TRACKER_PIXELS


def _sentence(word: str) -> str:
    word = clean_line(word)
    return f"Not shown: {word}" if word.endswith(".") else f"Not shown: {word}."


def _lines(sentence: str, cells: int) -> list[str]:
    return textwrap.wrap(sentence, max(cells, 1)) or [""]
