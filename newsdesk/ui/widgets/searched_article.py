"""Finding in the open article: typed at its foot, marked on the page and at the scroll bar, walked through.

As forgiving as the search bar (`newsdesk.reading.find`). What is typed is looked for at once; Enter goes back to the
text and keeps the marks, Escape takes them away.
"""

from bisect import bisect_left
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.strip import Strip

from newsdesk.model.article import Place
from newsdesk.ui.signs import UNICODE, Signs
from newsdesk.ui.widgets.article_window import ArticleWindow
from newsdesk.ui.widgets.pane_line import PaneLine

if TYPE_CHECKING:
    # Brings Markdown along, which the first screen does not wait for.
    from newsdesk.reading.reading import Reading

FIND = "/"
# Room beside what is typed, for the count.
COUNT_CELLS = 16


class SearchedArticle(ArticleWindow):
    """The open article as far as it is shown and searched."""

    COMPONENT_CLASSES = {"reading--found"}

    def __init__(self, *, measure: int, signs: Signs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(measure=measure, signs=signs, id=id)
        self.line = PaneLine()
        self._sought = ""
        """What the marks on the page are of."""
        self._count = 0
        self._standing = 0
        """At which of them the reader is, counted from 0."""
        self._steps = 0
        """How many places further the reader wanted to go before any were found."""
        self._began = 0
        """The first line in the window when the find began."""
        self._found_rows: list[int] = []
        """About the rows of the page on which something was found."""
        self._bar_rows: set[int] | None = None
        """The rows of the scroll bar beside which something was found; None while it is to be counted."""

    def show(self, reading: "Reading", place: Place | None = None) -> None:
        """Show an article; what was sought is sought on in the same one, and in no other."""
        again = self._sought if reading.article.id == self.article_id else ""
        self._sought, self._count = "", 0
        super().show(reading, place)
        if again:
            self._began = self.top
            self._seek(again, go=False)
        elif not self.line.display:
            self.line.empty()

    def compose(self) -> ComposeResult:
        """The line at the foot; the rest is drawn."""
        yield self.line

    def action_find(self) -> None:
        """Type what to find."""
        if self.reading is not None:
            self._began = self.top
            self.end_find()
            self.line.ask(FIND)
            self.repaint()

    def end_find(self) -> bool:
        """Take the marks away; whether there were any, or anything was sought."""
        sought, self._sought, self._count = self._sought, "", 0
        self.line.empty()
        if sought and self.reading is not None:
            self.reading.find("")
            self._found_changed()
        return bool(sought)

    @property
    def finding(self) -> bool:
        """Whether `n` goes to the next place, not to the next article."""
        if self.line.about == FIND and self.line.value:
            # Typed so fast that nobody has heard of it yet.
            self._seek(self.line.value)
        return bool(self._sought.strip())

    @on(PaneLine.Typed)
    def _find_typed(self) -> None:
        if self.line.about == FIND and self.line.display:
            self._seek(self.line.value)

    @on(PaneLine.Answered)
    def _keep_found(self) -> None:
        if self.line.about == FIND:
            self._seek(self.line.value)
            self.repaint()

    @on(PaneLine.GivenUp)
    def _give_up(self) -> None:
        if self.line.about == FIND:
            self.end_find()
            self.scroll_lines_to(self._began)
        self.repaint()

    def _seek(self, text: str, *, go: bool = True) -> None:
        if self.reading is None or text == self._sought:
            return
        self._sought, self._steps = text, 0
        self.reading.begin_to_find()
        self.when("find", lambda reading: reading.ready_to_find, lambda: self._find(go=go))

    def _find(self, *, go: bool) -> None:
        """Mark what is sought, and go to the first place from where the find began, unless one is to stay."""
        reading = self.reading
        if reading is None:
            return
        self._count = reading.find(self._sought)
        if self._count:
            self._found_rows = reading.found_rows()
            self._stand_at((bisect_left(self._found_rows, self._began) + self._steps) % self._count, go=go)
        elif go:
            self.scroll_lines_to(self._began)
        self._found_changed()

    def to_found(self, step: int) -> None:
        """To the next place, or the one before; behind the last comes the first."""
        if "find" in self._awaited:
            self._steps += step
        elif self._count:
            self._stand_at((self._standing + step) % self._count)
            super()._changed()

    def _stand_at(self, number: int, *, go: bool = True) -> None:
        if self.reading is not None:
            self._standing = number
            y = self.reading.stand_at(number)
            if go:
                self.bring_into_view(y)

    def _found_changed(self) -> None:
        self._bar_rows = None
        super()._changed()

    def _changed(self) -> None:
        if self._count and self.reading is not None:
            # Other heights, other rows.
            self._found_rows = self.reading.found_rows()
            self._bar_rows = None
        super()._changed()

    # Painting.

    def paint_foot(self, width: int) -> Strip:
        """While something is sought: what, and how often it was found; else how far the reader is."""
        asked = self.line.display
        if not asked and not self._sought:
            return super().paint_foot(width)
        faint = self.style_of("reading--foot")
        sign = Segment(f" {self.line.about if asked else FIND} ", self.style_of("reading--found"))
        count = self._counted() if not asked or self.line.about == FIND else ""
        if asked:
            return Strip([sign, Segment(count.rjust(max(width - 4, 0)) + " ", faint)])
        from newsdesk.text.widths import fit

        keys = f"{count}   n N  Esc " if width > COUNT_CELLS * 2 else f"{count} "
        room = max(width - 3 - len(keys), 0)
        return Strip([sign, Segment(fit(self._sought, room, self.signs.ellipsis), self.ground), Segment(keys, faint)])

    def _counted(self) -> str:
        if "find" in self._awaited:
            return f"reading on{self.signs.ellipsis}"
        if not self._sought.strip():
            return ""
        return f"{self._standing + 1:,} of {self._count:,}" if self._count else "nothing near"

    def _bar_at(self, y: int) -> Segment:
        segment = super()._bar_at(y)
        if self._count and y in self._marked_rows():
            return Segment(self.signs.rule_heavy, self.style_of("reading--found"))
        return segment

    def _marked_rows(self) -> set[int]:
        if self._bar_rows is None:
            height = self.lines_in_view
            scale = min(height / max(self.line_count, 1), 1.0)
            self._bar_rows = {min(int(row * scale), height - 1) for row in self._found_rows}
        return self._bar_rows
