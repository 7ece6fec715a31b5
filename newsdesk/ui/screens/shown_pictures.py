"""The main screen as far as it shows the pictures of the open article, and one of them alone."""

import os
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on
from textual.color import Color, ColorParseError

from newsdesk.desk.desk import Desk
from newsdesk.text.clean import clean_line
from newsdesk.ui import messages
from newsdesk.ui.screens.handed_on import HandedOn
from newsdesk.ui.signs import ASCII, Signs

if TYPE_CHECKING:
    # None of these is needed before an article is open.
    from newsdesk.reading.links import Link
    from newsdesk.ui.picture_show import Asking, Look, PictureShow
    from newsdesk.ui.screens.picture_screen import PictureScreen


class ShownPictures(HandedOn):
    """The main screen as far as it searches, lists, reads, hands on and shows pictures."""

    # Comes with the other panes.
    pictures: "PictureShow"

    def __init__(self, desk: Desk, *, signs: Signs, now: Callable[[], datetime], first_query: str = "") -> None:
        super().__init__(desk, signs=signs, now=now, first_query=first_query)
        self.send: Callable[[str], object] = lambda _data: None
        """Sends the terminal what is no text; set by whoever has one."""
        self.ask: Asking = lambda _question, _answer, _then: None
        """Asks it something; set likewise."""
        self._alone: PictureScreen | None = None

    def begin_pictures(self) -> None:
        """Have what fetches and draws pictures; nothing is started yet."""
        from newsdesk.ui.picture_show import PictureShow

        self.pictures = PictureShow(self._desk, self.post_message, self._look, self.send, os.environ)

    def open_picture(self, link: "Link") -> None:
        """A picture's link was chosen."""
        self.post_message(messages.PictureChosen(link.target))

    @on(messages.PictureDrawn)
    @on(messages.PictureFetched)
    def _show_change(self, changed: messages.PictureDrawn | messages.PictureFetched) -> None:
        if self.pictures.take(changed):
            self.article.pictures_changed()
            if self._alone is not None and isinstance(changed, messages.PictureFetched):
                self._alone.draw_again()

    @on(messages.PictureChosen)
    def _show_alone(self, chosen: messages.PictureChosen) -> None:
        from newsdesk.ui.screens.picture_screen import PictureScreen

        if self.pictures.ask([chosen.picture]):
            self.article.pictures_changed(elsewhere=True)
        says = clean_line(self.article.words_of_picture(chosen.picture))
        self._alone = PictureScreen(
            chosen.picture, says, self.pictures, self._look, self.send, self.ask, signs=self.signs
        )
        self.app.push_screen(self._alone, self._no_longer_alone)

    def _no_longer_alone(self, _nothing: None) -> None:
        self._alone = None

    def _look(self) -> "Look":
        from newsdesk.pictures.wish import Form
        from newsdesk.ui.picture_show import Look

        app = self.app
        forms = {"truecolor": Form.TRUE_COLOUR, "256": Form.XTERM, "standard": Form.SIXTEEN}
        form = Form.SHADES if app.no_color else forms.get(app.console.color_system or "", Form.SHADES)
        theme = app.current_theme
        try:
            ground = Color.parse(theme.background or "").rgb
        except ColorParseError:
            ground = (0, 0, 0) if theme.dark else (255, 255, 255)
        return Look(form, self.signs is ASCII, not theme.dark, ground)
