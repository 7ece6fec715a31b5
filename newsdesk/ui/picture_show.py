"""The pictures of the open article: fetched and drawn behind the screen, painted row by row where they stand.

Owns the threads that fetch and draw, what is drawn so far, and what the terminal has been sent. `desk` owns what is
known of a picture and where its bytes are; the pane asks for rows, and is told by messages when there is more to see.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from newsdesk.desk.article_pictures import ArticlePictures
from newsdesk.desk.desk import Desk
from newsdesk.desk.pictures import Pictures
from newsdesk.model.article import Article
from newsdesk.pictures import kitty
from newsdesk.pictures.errors import PictureUnusable
from newsdesk.pictures.fitting import Cell, Size, fitted
from newsdesk.pictures.protocols import AUTO, Protocol, Protocols, behind_tmux, protocols_of
from newsdesk.pictures.terminal import cell_of
from newsdesk.pictures.wish import Colour, Drawn, Form
from newsdesk.pictures.wishing import wish_for
from newsdesk.reading.boxes import Box, Boxes
from newsdesk.reading.spans import PictureSpan
from newsdesk.ui.errand import Errand
from newsdesk.ui.messages import Broke, PictureDrawn, PictureFetched
from newsdesk.ui.picture_paint import Painted

CLOSING_S = 0.2
FETCHERS = 3
"""Pictures fetched at the same time: a slow server holds up a part of the others."""
SHARE_OF_PANE = (2, 3)
"""A picture is at most so high: its words and some of the text are seen with it."""
PAINTED_KEPT = 48
"""Drawn pictures in memory: two hundred kilobytes each, at most."""

# Primary device attributes (DEC STD 070, 4.17): 4 among them is sixel.
ATTRIBUTES_QUESTION = "\x1b[c"
ATTRIBUTES_ANSWER = re.compile(r"\x1b\[\?([\d;]+)c")
SIXEL_ATTRIBUTE = "4"

Asking: TypeAlias = Callable[[str, re.Pattern[str], Callable[[re.Match[str]], object]], object]
"""Asks the terminal: the question, what the answer looks like, who is told."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the terminal can show, as the app knows it."""

    form: Form
    """The colours there are; shades where there are none."""
    ascii: bool
    """Whether only ASCII is sure to be drawn."""
    light: bool
    ground: Colour


@dataclass(frozen=True, slots=True)
class Whole:
    """A picture that has the screen to itself."""

    protocol: Protocol
    painted: Painted


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A picture to draw."""

    shown: ArticlePictures
    picture: str
    size: Size
    look: Look


@dataclass(frozen=True, slots=True)
class _Fetching:
    """Pictures to fetch."""

    shown: ArticlePictures
    urls: Sequence[str]


class PictureShow:
    """Pictures of one article after another, on one terminal."""

    def __init__(
        self,
        desk: Desk,
        post: Callable[[Message], object],
        look: Callable[[], Look],
        write: Callable[[str], object],
        environ: Mapping[str, str],
    ) -> None:
        """Prepare; threads and processes are started when there is a picture.

        Args:
            desk: Whose articles.
            post: Takes messages, from any thread.
            look: Says what the terminal can show at the moment; asked on the event loop.
            write: Sends the terminal something, on the event loop.
            environ: Of the process.
        """
        self._pictures = Pictures(desk.where.folder, desk.settings, environ)
        self._wished = desk.settings.picture_protocol
        self._post = post
        self._look = look
        self._write = write
        self._environ = environ
        self._protocols: Protocols | None = None
        self._asked_terminal = False
        self._cell = Cell()
        self._shown: ArticlePictures | None = None
        self._painted: OrderedDict[tuple[str, Size], Painted] = OrderedDict()
        self._drawn_with: Look | None = None
        self._asked: set[tuple[str, Size]] = set()
        self._numbers = cycle(kitty.NUMBERS)
        self._sent: list[int] = []
        """The numbers of the pictures that the terminal keeps."""

        def broke(error: BaseException) -> object:
            return post(Broke(error))

        self._drawing: Errand[_Drawing | None] = Errand(self._draw, broke, name="newsdesk-draw")
        self._fetching = cycle([Errand(self._fetch, broke, name=f"newsdesk-pictures-{n}") for n in range(FETCHERS)])

    # The article.

    @property
    def painted(self) -> int:
        """How many pictures are drawn and kept."""
        return len(self._painted)

    def begin(self, article: Article, rows: int) -> ArticlePictures:
        """The pictures of an article that is about to be opened, in a pane of so many rows. Any thread may ask."""
        self._cell = cell_of(1)
        return ArticlePictures(article, self._pictures, rows=_rows_of(rows), cell=self._cell)

    def stand_in(self, boxes: Boxes | None, rows: int) -> None:
        """The pane has so many rows: what `begin` gave is to be laid out for it."""
        if isinstance(boxes, ArticlePictures):
            boxes.stand_in(_rows_of(rows))

    def open(self, boxes: Boxes | None) -> None:
        """Another article is open, with the pictures that `begin` gave."""
        shown = boxes if isinstance(boxes, ArticlePictures) else None
        if shown is not self._shown:
            self._shown = shown
            self._forget_drawn()
            if shown is not None and shown.known:
                self._drawing.ask(None)

    def look_again(self) -> None:
        """The theme may be another one: if so, other colours show through pictures."""
        if self._painted and self._look() != self._drawn_with:
            self._forget_drawn()

    def _forget_drawn(self) -> None:
        self._painted.clear()
        self._asked.clear()
        for number in self._sent:
            self._write(kitty.forget(number, in_tmux=self._protocols is not None and self._protocols.in_tmux))
        self._sent.clear()

    def close(self) -> None:
        """Draw and fetch nothing more; what is under way is not waited for."""
        self._forget_drawn()
        self._pictures.close()
        self._drawing.close(CLOSING_S)
        for _ in range(FETCHERS):
            next(self._fetching).close(0)

    # What the reader asks for.

    @property
    def never(self) -> bool:
        """Whether there are to be no pictures at all."""
        return not self._pictures.wanted

    def waits(self, picture: str) -> bool:
        """Whether a picture is there to be asked for."""
        return self._shown is not None and not self.never and self._shown.waits(picture)

    def ask(self, pictures: list[str]) -> bool:
        """Show these; whether the page changes by that."""
        return self._shown is not None and self._shown.ask(pictures)

    def ask_all(self) -> bool:
        """Show all of the article, and fetch them for later; whether the page changes by that."""
        shown = self._shown
        if shown is None:
            return False
        changed = shown.ask_all()
        urls = shown.to_fetch(shown.known)
        for part in range(FETCHERS):
            self._fetch_soon(shown, urls[part::FETCHERS])
        return changed

    # Painting.

    def paint(self, span: PictureSpan, ground: Style, faint: Style) -> list[Segment]:
        """A row of a picture, or of the words in its place. What is missing is fetched and drawn meanwhile."""
        cells = len(span.text)
        shown = self._shown
        if shown is None:
            return [Segment(span.text, ground)]
        size = shown.size(span.picture, Box(cells, span.rows))
        if size is None:
            self._fetch_soon(shown, shown.to_fetch([span.picture]))
            lines = shown.word(span.picture, cells)
            return [Segment((lines[span.row] if span.row < len(lines) else "").ljust(cells), faint)]
        painted = self._painted.get((span.picture, size))
        if painted is None or span.row >= size.rows:
            if painted is None:
                self._draw_soon(shown, span.picture, size)
            return [Segment(span.text, ground)]
        before = (cells - size.cells) // 2
        row = [
            Segment(" " * before, ground),
            *painted.row(span.row),
            Segment(" " * (cells - before - size.cells), ground),
        ]
        return [Segment(text, ground + style if style else ground) for text, style, _ in row if text]

    def take(self, message: PictureDrawn | PictureFetched) -> bool:
        """Take what a thread brought; whether the page looks different now."""
        shown = self._shown
        if message.shown is not shown or shown is None:
            return False
        if isinstance(message, PictureFetched):
            shown.fetched(message.url, message.came)
        elif message.drawn is None:
            shown.failed(message.picture, message.word)
        else:
            self._painted[message.picture, message.size] = self._ready(message.size, message.drawn)
            if len(self._painted) > PAINTED_KEPT:
                oldest, _painted = self._painted.popitem(last=False)
                self._asked.discard(oldest)
        return True

    def _ready(self, size: Size, drawn: Drawn) -> Painted:
        """What was drawn, sent to the terminal where it is to keep it."""
        number = 0
        if drawn.form is Form.PNG:
            number = next(self._numbers)
            self._sent = [*self._sent[1 - len(kitty.NUMBERS) :], number]
            in_tmux = self._protocols is not None and self._protocols.in_tmux
            self._write(kitty.upload(number, drawn.data, size.cells, size.rows, in_tmux=in_tmux))
        return Painted(size, drawn, self._look().light, number)

    # On the whole screen.

    def header_of(self, picture: str, by: str) -> str:
        """What a picture is, in words: its kind, its width `by` its height; nothing where it is not there."""
        header = self._shown.header(picture) if self._shown is not None else None
        return f"{header.kind}, {header.width} {by} {header.height}" if header is not None else ""

    def word_of(self, picture: str, cells: int) -> str:
        """Why a picture is not shown, or that it is on its way; at most so many cells of it."""
        return next(iter(self._shown.word(picture, cells)), "") if self._shown is not None else ""

    def draw_whole(self, picture: str, room: Size, look: Look, protocol: Protocol | None = None) -> Whole:
        """Draw a picture as large as the screen lets it be; takes as long as that takes, in any thread.

        Args:
            picture: Which of the open article's.
            room: The screen.
            look: What the terminal can show.
            protocol: Instead of the one that the terminal is known to understand.

        Raises:
            PictureUnusable: It cannot be shown.
        """
        shown = self._shown
        header = shown.header(picture) if shown is not None else None
        if shown is None or header is None:
            raise PictureUnusable("it is not there yet")
        protocols = self._found_protocols(look)
        room = Size(min(room.cells, kitty.MOST), min(room.rows, kitty.MOST))
        size = fitted(header.width, header.height, room, self._cell, enlarge=True)
        protocol = protocol or protocols.whole_screen
        return Whole(protocol, Painted(size, self._drawn(shown, picture, size, protocol, look), look.light))

    def find_out(self, ask: Asking, then: Callable[[], object]) -> None:
        """Ask the terminal, once, whether it draws sixels, where its names do not say how it draws pictures.

        Args:
            ask: Sends a question and waits for what matches the answer.
            then: Called when it does.
        """
        protocols = self._protocols
        if self._asked_terminal or self._wished != AUTO or protocols is None:
            return
        if protocols.whole_screen is not Protocol.BLOCKS:
            return
        self._asked_terminal = True

        def hear(answer: re.Match[str]) -> None:
            if SIXEL_ATTRIBUTE in answer[1].split(";"):
                self._protocols = replace(protocols, whole_screen=Protocol.SIXEL)
                then()

        ask(ATTRIBUTES_QUESTION, ATTRIBUTES_ANSWER, hear)

    def place_whole(self, whole: Whole) -> Painted:
        """Send the terminal what it has to keep of it (kitty), on the event loop."""
        return (
            self._ready(whole.painted.size, whole.painted.drawn) if whole.protocol is Protocol.KITTY else whole.painted
        )

    # Behind the screen.

    def _draw_soon(self, shown: ArticlePictures, picture: str, size: Size) -> None:
        if (picture, size) not in self._asked:
            self._asked.add((picture, size))
            self._drawn_with = self._look()
            self._drawing.ask(_Drawing(shown, picture, size, self._drawn_with))

    def _fetch_soon(self, shown: ArticlePictures, urls: Sequence[str]) -> None:
        if urls:
            next(self._fetching).ask(_Fetching(shown, urls))

    def _draw(self, wanted: _Drawing | None) -> None:
        if wanted is None:
            # The first picture need not wait for the process, too.
            self._pictures.warm_up()
            return
        shown, picture, size, look = wanted.shown, wanted.picture, wanted.size, wanted.look
        if shown is not self._shown:
            return
        try:
            drawn = self._drawn(shown, picture, size, self._found_protocols(look).pane, look)
        except PictureUnusable as word:
            self._post(PictureDrawn(shown, picture, size, None, str(word)))
            return
        self._post(PictureDrawn(shown, picture, size, drawn))

    def _drawn(self, shown: ArticlePictures, picture: str, size: Size, protocol: Protocol, look: Look) -> Drawn:
        thrifty = self._pictures.remote
        wish = wish_for(protocol, look.form, size, self._cell, ground=look.ground, thrifty=thrifty)
        return self._pictures.draw(shown.read(picture), wish)

    def _fetch(self, wanted: _Fetching) -> None:
        if wanted.shown is self._shown:
            self._pictures.fetch(wanted.urls, lambda url, came: self._post(PictureFetched(wanted.shown, url, came)))

    def _found_protocols(self, look: Look) -> Protocols:
        """How this terminal shows pictures; tmux is asked, so this is no business of the event loop."""
        if self._protocols is None:
            self._protocols = protocols_of(behind_tmux(self._environ), self._wished, plain=look.ascii)
        return self._protocols


def _rows_of(pane_rows: int) -> int:
    some, of = SHARE_OF_PANE
    return pane_rows * some // of
