"""One picture on the whole screen, in the best way that the terminal has."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from newsdesk.model.clean import Clean
from newsdesk.pictures import iterm2
from newsdesk.pictures.errors import PictureUnusable
from newsdesk.pictures.fitting import Size
from newsdesk.pictures.protocols import Protocol
from newsdesk.ui.picture_paint import Painted
from newsdesk.ui.picture_show import Asking, Look, PictureShow, Whole
from newsdesk.ui.signs import Signs
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.one_line import OneLine, Word

PAGES = styles_folder() / "pages.tcss"
ON_ITS_WAY = "The picture is on its way."


class WholePicture(Widget):
    """Where the picture stands, in the middle."""

    @dataclass
    class Resized(Message):
        """There is another room for it."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._painted: Painted | None = None
        self._word = ""

    @property
    def room(self) -> Size:
        """The cells there are."""
        return Size(max(self.content_size.width, 1), max(self.content_size.height, 1))

    def corner(self, size: Size) -> tuple[int, int]:
        """Column and row of the screen, counted from 0, where a picture of that size begins."""
        left, top = self._margins(size)
        return self.region.x + left, self.region.y + top

    def show(self, painted: Painted | None, word: str = "") -> None:
        """Paint a picture, or a word in its place; neither where the terminal draws it by itself."""
        self._painted, self._word = painted, word
        self.refresh()

    def on_resize(self) -> None:
        """It is drawn again for the new size."""
        self.post_message(self.Resized())

    def render_line(self, y: int) -> Strip:
        """A row of the screen, for Textual."""
        ground, width = self.rich_style, self.content_size.width
        if self._painted is None:
            if y != self.content_size.height // 2:
                return Strip.blank(width, ground)
            return Strip([Segment(self._word.center(width)[:width], ground)])
        left, top = self._margins(self._painted.size)
        if not top <= y < top + self._painted.size.rows:
            return Strip.blank(width, ground)
        row = [Segment(text, ground + style if style else ground) for text, style, _ in self._painted.row(y - top)]
        return Strip([Segment(" " * left, ground), *row]).adjust_cell_length(width, ground)

    def _margins(self, size: Size) -> tuple[int, int]:
        room = self.room
        return (room.cells - size.cells) // 2, (room.rows - size.rows) // 2


class PictureScreen(Screen[None]):
    """A picture alone."""

    CSS_PATH = PAGES
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "dismiss", show=False)]

    def __init__(
        self,
        picture: str,
        says: Clean,
        show: PictureShow,
        look: Callable[[], Look],
        write: Callable[[str], object],
        ask: Asking,
        *,
        signs: Signs,
    ) -> None:
        """Prepare.

        Args:
            picture: Which of the open article's.
            says: What its description says.
            show: Who draws it.
            look: What the terminal can show at the moment.
            write: Sends the terminal something.
            ask: Asks it something.
            signs: Of the screen.
        """
        super().__init__()
        self._picture = picture
        self._says = says
        self._show = show
        self._look = look
        self._write = write
        self._ask = ask
        self._signs = signs
        self._protocol: Protocol | None = None
        self._drawn_for = Size(0, 0)

    def compose(self) -> ComposeResult:
        """What it says, the picture, hints."""
        yield OneLine(signs=self._signs, id="title")
        yield WholePicture()
        yield OneLine(signs=self._signs, id="hints")

    def on_mount(self) -> None:
        """Say what can be done here."""
        self.query_one("#hints", OneLine).say([Word(" Esc", "line--strong"), Word(" back", "line--faint")])
        self._say_title()

    def draw_again(self) -> None:
        """It came, or the screen has another size."""
        self.run_worker(self._draw(), exclusive=True)

    async def _draw(self) -> None:
        where = self.query_one(WholePicture)
        self._say_title()
        room = where.room
        try:
            whole = await asyncio.to_thread(self._show.draw_whole, self._picture, room, self._look(), self._protocol)
        except PictureUnusable:
            where.show(None, self._show.word_of(self._picture, room.cells))
            return
        if not self.is_attached or room != where.room:
            return
        if whole.protocol in {Protocol.SIXEL, Protocol.ITERM2}:
            where.show(None)
            self.call_after_refresh(self._place, whole)
        else:
            where.show(self._show.place_whole(whole))
            self._show.find_out(self._ask, self.draw_again)

    def on_whole_picture_resized(self) -> None:
        """The screen has another size."""
        self.draw_again()

    def _place(self, whole: Whole) -> None:
        """Let the terminal draw over the empty cells."""
        if self.app.screen is not self:
            return
        size = whole.painted.size
        column, row = self.query_one(WholePicture).corner(size)
        data = whole.painted.drawn.data
        picture = (
            data.decode("ascii") if whole.protocol is Protocol.SIXEL else iterm2.shown(data, size.cells, size.rows)
        )
        # The cursor is where it was, for whoever follows it.
        self._write(f"\x1b7\x1b[{row + 1};{column + 1}H{picture}\x1b8")

    def _say_title(self) -> None:
        facts = self._show.header_of(self._picture, self._signs.cross)
        self.query_one("#title", OneLine).say(
            [Word(f" {self._says}", "line--strong")], [Word(f"{facts} ", "line--faint")]
        )
