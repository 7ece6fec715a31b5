"""The open article with its pictures: shown where they stand, or when somebody asks."""

from typing import TYPE_CHECKING

from rich.segment import Segment

from newsdesk.model.article import Place
from newsdesk.model.clean import Clean
from newsdesk.reading.spans import PictureSpan, Role, Span
from newsdesk.text.widths import cut
from newsdesk.ui.messages import PictureChosen, Said
from newsdesk.ui.widgets.selectable_article import SelectableArticle

if TYPE_CHECKING:
    from newsdesk.reading.reading import Reading
    from newsdesk.ui.picture_show import PictureShow

WAITS = ", i shows it]"
MARGINS = 4
"""Cells that may stand beside a label."""
SWITCHED_OFF = Clean('There are to be no pictures: the configuration says pictures = "never".')
NONE_LEFT = Clean("All pictures on this screen are shown.")
NONE_HERE = Clean("There are no pictures on this screen.")


class PicturedArticle(SelectableArticle):
    """A window on the open article that shows its pictures."""

    pictures: "PictureShow | None" = None
    """Who fetches and draws them; without, their words stand alone."""

    def show(self, reading: "Reading", place: Place | None = None) -> None:
        """Show an article, with its pictures."""
        if self.pictures is not None:
            self.pictures.open(reading.pictures)
            # What opened the article may have known another height, or none: the pane was not there yet.
            self.pictures.stand_in(reading.pictures, self.lines_in_view)
        super().show(reading, place)

    def lay_out_again(self) -> None:
        """Lay the article out for the size that the pane has, and stay where the reader is."""
        if self.pictures is not None and self.reading is not None:
            self.pictures.stand_in(self.reading.pictures, self.lines_in_view)
        super().lay_out_again()

    def pictures_changed(self, *, elsewhere: bool = False) -> None:
        """There is more to see, or less.

        Args:
            elsewhere: Whether rows of the page come or go by it; what is on the screen above them stays where it is.
        """
        if self.reading is not None and elsewhere:
            before, self.top = self.top, self.reading.lay_out_pictures(self.top)
            self.rows_moved(self.top - before)
        self._changed()

    def notify_style_update(self) -> None:
        """The theme changed, and with it what shows through pictures; or only who has the focus."""
        super().notify_style_update()
        if self.pictures is not None:
            self.pictures.look_again()

    # Keys.

    def action_pictures(self) -> None:
        """Show the pictures on the screen."""
        here = self._pictures_here()
        if self._may_be_shown():
            if not here:
                self.post_message(Said(NONE_HERE))
            elif self.pictures is not None and self.pictures.ask(here):
                self.pictures_changed(elsewhere=True)
            else:
                self.post_message(Said(NONE_LEFT))

    def action_all_pictures(self) -> None:
        """Show all pictures of the article."""
        if self.pictures is not None and self._may_be_shown() and self.pictures.ask_all():
            self.pictures_changed(elsewhere=True)

    def action_enlarge(self) -> None:
        """Show the topmost picture on the screen alone."""
        here = self._pictures_here()
        if not here:
            self.post_message(Said(NONE_HERE))
        elif self._may_be_shown():
            self.post_message(PictureChosen(here[0]))

    def words_of_picture(self, picture: str) -> str:
        """What its description says, of a picture on the screen."""
        if self.reading is None:
            return ""
        lines = self.reading.lines(self.top - self.lines_in_view, self.top + self.lines_in_view)
        words = [
            span.text
            for line in lines
            for span in line
            if span.picture == picture and not isinstance(span, PictureSpan)
        ]
        return " ".join(words).removeprefix("[picture: ").removesuffix("]")

    def _may_be_shown(self) -> bool:
        if self.pictures is None or self.pictures.never:
            self.post_message(Said(SWITCHED_OFF))
            return False
        return True

    def _pictures_here(self) -> list[str]:
        """The pictures on the screen, from the top."""
        if self.reading is None:
            return []
        lines = self.reading.lines(self.top, self.top + self.lines_in_view)
        return list(dict.fromkeys(span.picture for line in lines for span in line if span.picture))

    # Painting.

    def segments_of(self, span: Span) -> list[Segment]:
        """A piece of a line; a row of a picture as it is drawn."""
        pictures = self.pictures
        if pictures is None or not span.picture:
            return super().segments_of(span)
        if isinstance(span, PictureSpan):
            return pictures.paint(span, self.ground, self.ground + self.ink_of("reading--picture"))
        segments = super().segments_of(span)
        if span.role is Role.PLACEHOLDER and span.text.endswith("]") and pictures.waits(span.picture):
            # The key has to be seen, whatever the description says.
            room = max(self.line_width - MARGINS - len(WAITS), 1)
            label = cut(segments[-1].text[:-1], room, self.signs.ellipsis)
            segments[-1] = Segment(label + WAITS, segments[-1].style)
        return segments
