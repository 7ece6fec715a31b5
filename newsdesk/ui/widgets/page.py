"""A page of lines that are known beforehand: the keys, the query's language, what changed in an article."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.strip import Strip

from newsdesk.text.widths import cut
from newsdesk.ui.signs import UNICODE, Signs
from newsdesk.ui.widgets.line_view import LineView
from newsdesk.ui.widgets.one_line import Word


class Page(LineView):
    """Lines to scroll through."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_by(1)", show=False),
        Binding("up,k", "scroll_by(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "scroll_pages(1)", show=False),
        Binding("b,pageup,ctrl+u", "scroll_pages(-1)", show=False),
        Binding("home,g", "scroll_pages(-10000)", show=False),
        Binding("end,G", "scroll_pages(10000)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--title",
        "page--key",
        "page--text",
        "page--faint",
        "page--went",
        "page--new",
    }

    def __init__(self, lines: Sequence[Sequence[Word]], *, signs: Signs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(signs=signs, id=id)
        self._lines = lines

    def show(self, lines: Sequence[Sequence[Word]]) -> None:
        """Show other lines, from the first one."""
        self._lines = lines
        self.top = 0
        self.repaint()

    @property
    def line_count(self) -> int:
        """As many as it was made with."""
        return len(self._lines)

    def paint(self, line: int, width: int) -> Strip:
        """One line, cut at the edge."""
        segments = []
        for word in self._lines[line]:
            text = cut(word.text, width, self.signs.ellipsis)
            segments.append(Segment(text, self.style_of(word.style) if word.style else self.ground))
            width -= segments[-1].cell_length
        return Strip(segments)

    def action_scroll_by(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_lines_to(self.top + lines)

    def action_scroll_pages(self, pages: int) -> None:
        """Scroll by pages."""
        self.scroll_lines_to(self.top + pages * max(self.lines_in_view - 1, 1))
