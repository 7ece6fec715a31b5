"""Pictures on paper that rolls: those of an article that `newsdesk show --pictures` prints, fetched and drawn first."""

import os
from collections.abc import Mapping
from pathlib import Path
from random import sample

from newsdesk.cli.output import Output
from newsdesk.desk.article_pictures import ArticlePictures
from newsdesk.desk.pictures import Pictures
from newsdesk.desk.settings import Settings
from newsdesk.model.article import Article
from newsdesk.model.errors import UsageError
from newsdesk.pictures import ascii_art, half_blocks, iterm2, kitty
from newsdesk.pictures.errors import PictureUnusable
from newsdesk.pictures.fitting import Size
from newsdesk.pictures.protocols import Protocol, behind_tmux, form_of, protocols_of
from newsdesk.pictures.terminal import cell_of
from newsdesk.pictures.wish import Drawn, Form
from newsdesk.pictures.wishing import wish_for
from newsdesk.reading.boxes import Box
from newsdesk.reading.reading import Reading
from newsdesk.reading.spans import PictureSpan

ROWS_OF_A_PIPE = 36
SHARE_OF_SCREEN = (2, 3)
_FAINT = "\x1b[2;3m{}\x1b[0m"


class PrintedPictures:
    """The pictures of one article, as `reading.show` asks for them; a context, which ends what draws."""

    def __init__(
        self,
        article: Article,
        folder: Path,
        settings: Settings,
        output: Output,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """Prepare.

        Args:
            article: Whose.
            folder: Of the desk, where pictures from the web are kept.
            settings: What may be shown, and how.
            output: Where it is printed.
            environment: Of the process.

        Raises:
            UsageError: The configuration wants no pictures.
        """
        if settings.pictures == "never":
            raise UsageError('The configuration says pictures = "never"; change that, or leave out --pictures.')
        plain = not output.speaks_unicode
        known = behind_tmux(environment) if output.is_terminal else {}
        self._protocols = protocols_of(known, settings.picture_protocol, plain=plain)
        self._form = form_of(environment) if output.is_terminal or environment.get("NO_COLOR") else Form.TRUE_COLOUR
        self._cell = cell_of(1)
        self._pictures = Pictures(folder, settings, environment)
        some, of = SHARE_OF_SCREEN
        self._shown = ArticlePictures(
            article, self._pictures, rows=(output.height or ROWS_OF_A_PIPE) * some // of, cell=self._cell
        )
        self._drawn: dict[tuple[str, Size], Drawn] = {}
        self._sent: dict[tuple[str, Size], int] = {}
        # Pictures that were printed before stay on the screen above, under their numbers.
        self._numbers = iter(sample(kitty.NUMBERS, len(kitty.NUMBERS)))

    def __enter__(self) -> "PrintedPictures":
        return self

    def __exit__(self, *_reason: object) -> None:
        self._pictures.close()

    @property
    def only_straight(self) -> bool:
        """Whether they can only be printed straight to the terminal, not through a pager."""
        return self._protocols.whole_screen in {Protocol.KITTY, Protocol.SIXEL, Protocol.ITERM2}

    def fetch(self, width: int, measure: int) -> None:
        """Fetch those that come from the web: all that an article of that width and measure shows."""
        self._shown.ask_all()
        reading = Reading(self._shown.article, width=width, measure=measure, pictures=self._shown)
        while not reading.settled:
            reading.settle()
        self._pictures.fetch(self._shown.to_fetch(self._shown.known), self._shown.fetched)
        # What came late for the first laying out has another room now.
        self._shown.forget_rooms()

    def box(self, picture: str, cells: int) -> Box | None:
        """The room of a picture."""
        return self._shown.box(picture, cells)

    def paint(self, span: PictureSpan, x: int) -> str:
        """A row of a picture, or of the words in its place, `x` cells from the left edge."""
        cells = len(span.text)
        size = self._shown.size(span.picture, Box(cells, span.rows))
        drawn = self._draw(span.picture, size) if size is not None else None
        if size is None or drawn is None:
            lines = self._shown.word(span.picture, cells)
            return _FAINT.format(lines[span.row]) if span.row < len(lines) else ""
        before = (cells - size.cells) // 2
        margin = " " * before
        match drawn.form:
            case Form.SHADES:
                return margin + ascii_art.row(drawn.data, drawn.width, span.row)
            case Form.SIXEL | Form.PNG if self._protocols.whole_screen is not Protocol.KITTY:
                return self._placed(drawn, size, x + before) if span.row == span.rows - 1 else ""
            case Form.PNG:
                return margin + self._kitty_row(span.picture, drawn, size, span.row)
        return margin + half_blocks.ansi_row(drawn, span.row)

    def _draw(self, picture: str, size: Size) -> Drawn | None:
        key = (picture, size)
        if key not in self._drawn:
            wish = wish_for(self._protocols.whole_screen, self._form, size, self._cell, thrifty=self._pictures.remote)
            try:
                self._drawn[key] = self._pictures.draw(self._shown.read(picture), wish)
            except PictureUnusable as word:
                self._shown.failed(picture, str(word))
                return None
        return self._drawn[key]

    def _placed(self, drawn: Drawn, size: Size, x: int) -> str:
        """The picture over the rows that were left empty for it, from the last of them; the cursor stays there."""
        sixel = drawn.form is Form.SIXEL
        picture = drawn.data.decode("ascii") if sixel else iterm2.shown(drawn.data, size.cells, size.rows)
        up = f"\x1b[{size.rows - 1}A" if size.rows > 1 else ""
        right = f"\x1b[{x}C" if x else ""
        return f"\x1b7{up}\r{right}{picture}\x1b8"

    def _kitty_row(self, picture: str, drawn: Drawn, size: Size, row: int) -> str:
        key = (picture, size)
        upload = ""
        if key not in self._sent:
            self._sent[key] = next(self._numbers)
            upload = kitty.upload(self._sent[key], drawn.data, size.cells, size.rows, in_tmux=self._protocols.in_tmux)
        return f"{upload}\x1b[38;5;{self._sent[key]}m{kitty.cells(row, size.cells)}\x1b[39m"
