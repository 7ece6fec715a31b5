"""Figures over the hits: how many, how long, and bars by month, source, author, tag, status.

Owns the cursor over the bars; Enter asks the screen to narrow the search to one. What is counted, the hits say; how a
chart is made of it, `newsdesk.stats`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.strip import Strip

from newsdesk.model.clean import Clean
from newsdesk.model.hits import Facets
from newsdesk.stats import Bar, Chart, duration, eighths, ranking, rhythm
from newsdesk.stats.bars import EIGHTHS_A_CELL
from newsdesk.text.widths import fit, width
from newsdesk.ui.commands import Where, bindings_of
from newsdesk.ui.messages import Narrowed
from newsdesk.ui.signs import UNICODE, Signs
from newsdesk.ui.widgets.line_view import LineView

MOST_MONTHS = 12
MOST_VALUES = 6
# The label has this share of the line; the bar, and the count behind it, the rest.
LABEL_SHARE = 0.45
COUNT_LEAST_CELLS = 4


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One line: a sentence, a title or a bar."""

    text: str = ""
    style: str = "stats--figure"
    bar: Bar | None = None
    most: int = 0
    """The longest count beside this bar."""


def lines_of(facets: Facets) -> tuple[PanelLine, ...]:
    """What the panel says, line by line. A column in which all hits are alike says nothing, so it is left out."""
    lines = [
        PanelLine(f"{facets.articles:,} article{'' if facets.articles == 1 else 's'}", "stats--title"),
        PanelLine(f"{facets.words:,} words"),
        PanelLine(f"{duration(facets.minutes)} to read"),
    ]
    if facets.unread:
        lines.append(PanelLine(f"{facets.unread:,} unread"))
    if facets.starred:
        lines.append(PanelLine(f"{facets.starred:,} starred"))
    if facets.problems:
        lines.append(PanelLine(f"{facets.problems:,} with a problem", "stats--problem"))
    for chart in _charts(facets.columns):
        lines += [PanelLine(), PanelLine(chart.title, "stats--title")]
        lines += [PanelLine(bar.label, bar=bar, most=chart.most) for bar in chart.bars]
        if chart.left_out:
            lines.append(PanelLine(f"and {chart.left_out:,} more", "stats--faint"))
    return tuple(lines)


def _charts(columns: Mapping[str, Sequence[tuple[Clean, int]]]) -> list[Chart]:
    charts = [rhythm(columns.get("month", ()), MOST_MONTHS)]
    for title, operator in (("Source", "source"), ("Author", "author"), ("Tag", "tag"), ("Status", "status")):
        values = columns.get(operator, ())
        if len(values) > 1 or operator in {"author", "tag"}:
            charts.append(ranking(title, operator, values, MOST_VALUES))
    return [chart for chart in charts if chart.bars]


class StatsPanel(LineView):
    """Figures, with bars that narrow the search."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(Where.STATS)
    COMPONENT_CLASSES = {
        "stats--figure",
        "stats--title",
        "stats--faint",
        "stats--problem",
        "stats--bar",
        "stats--mark",
        "stats--cursor",
    }

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(signs=signs, id=id)
        self._lines: tuple[PanelLine, ...] = ()
        self._cursor = 0
        """The line that the cursor is on; a bar, where there is one."""

    def show(self, facets: Facets) -> None:
        """Show other figures; the cursor stays on the bar of the same name, where there is one."""
        before = self.bar
        self._lines = lines_of(facets)
        bars = self._bars()
        same = [line for line in bars if before is not None and self._lines[line].text == before.label]
        self._cursor = (same or bars or [0])[0]
        self.repaint()

    @property
    def bar(self) -> Bar | None:
        """The bar that the cursor is on."""
        return self._lines[self._cursor].bar if self._cursor < len(self._lines) else None

    def action_move(self, bars: int) -> None:
        """Move the cursor over the bars."""
        there = self._bars()
        if there:
            at = there.index(self._cursor) if self._cursor in there else 0
            self._put_cursor(there[min(max(at + bars, 0), len(there) - 1)])

    def action_narrow(self) -> None:
        """Ask for the articles of the bar."""
        bar = self.bar
        if bar is not None:
            self.post_message(Narrowed(bar))

    def on_click(self, event: events.Click) -> None:
        """A click on a bar puts the cursor there, a second one narrows."""
        place = event.get_content_offset(self)
        line = -1 if place is None else self.top + place.y
        if line in self._bars():
            self._put_cursor(line)
            if event.chain == 2:
                self.action_narrow()

    def _bars(self) -> list[int]:
        return [number for number, line in enumerate(self._lines) if line.bar is not None]

    def _put_cursor(self, line: int) -> None:
        old, self._cursor = self._cursor, line
        if self.top <= line < self.top + self.lines_in_view:
            self.repaint_lines(old, line)
        else:
            self.top = min(max(line - self.lines_in_view // 2, 0), self.last_top)
            self.repaint()

    # Painting.

    @property
    def line_count(self) -> int:
        """As many as there is to say."""
        return len(self._lines)

    def paint(self, line: int, width: int) -> Strip:
        """One line."""
        shown = self._lines[line]
        if shown.bar is None:
            return Strip([Segment(fit(f" {shown.text}", width, self.signs.ellipsis), self.style_of(shown.style))])
        at_cursor = line == self._cursor
        mark = " "
        if at_cursor:
            mark = self.signs.bar if self.has_focus else self.signs.bar_resting
        return self._bar_line(shown.bar, shown.most, mark, width, lit=at_cursor and self.has_focus)

    def _bar_line(self, bar: Bar, most: int, mark: str, cells: int, *, lit: bool) -> Strip:
        figures = f"{bar.count:,}"
        count_cells = max(len(f"{most:,}"), COUNT_LEAST_CELLS)
        label_cells = max(int(cells * LABEL_SHARE), 7)
        bar_cells = max(cells - 1 - label_cells - 1 - count_cells, 0)
        label = self.style_of("stats--cursor" if lit else "stats--figure")
        return Strip(
            [
                Segment(mark, self.style_of("stats--mark")),
                Segment(fit(bar.label, label_cells, self.signs.ellipsis), label),
                Segment(" " + self._drawn(eighths(bar.count, most, bar_cells), bar_cells), self.style_of("stats--bar")),
                Segment(figures.rjust(count_cells), self.style_of("stats--faint")),
            ]
        )

    def _drawn(self, length: int, cells: int) -> str:
        """A bar of so many eighths of a cell; where there is only a whole sign, to the next cell."""
        signs = self.signs.eighths
        whole, rest = divmod(length, EIGHTHS_A_CELL)
        end = signs[rest * len(signs) // EIGHTHS_A_CELL - 1] if rest and len(signs) > 1 else signs[-1] if rest else ""
        drawn = signs[-1] * whole + end
        return drawn + " " * max(cells - width(drawn), 0)
