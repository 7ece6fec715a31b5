"""How one row of the list looks: marks, the headline with what was found in it, and the facts beside or below.

Pure: given a headline and the styles, it makes a line of segments. Owns the order of the facts and what is cut; the
widget says which row, `rows` says which cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.headline import Headline
from newsdesk.model.hits import Match
from newsdesk.model.source import SourceId
from newsdesk.text.widths import cut, fit, width
from newsdesk.ui.ages import age
from newsdesk.ui.signs import Signs
from newsdesk.ui.widgets.rows import GAP_CELLS, Columns

UNTITLED = "(no headline)"
MINUTES_CELLS_BELOW = len("99 min")


@dataclass(frozen=True, slots=True)
class RowStyles:
    """The styles of a row; each is added to those before it."""

    ground: Style
    read: Style
    unread: Style
    facts: Style
    mark: Style
    problem: Style
    match: Style
    """What the search found; near matches too: a reader looks for the word, not for how it was forgiven."""
    lit: Style
    """The ground of the row that the cursor is on."""


@dataclass(frozen=True, slots=True)
class RowPainter:
    """Paints rows of one list, at one width, at one moment."""

    columns: Columns
    styles: RowStyles
    signs: Signs
    now: datetime
    zone: tzinfo
    sources: Mapping[SourceId, Clean]
    """The names of the sources; empty where there is only one."""

    def headline(self, row: Headline, matches: Sequence[Match], *, at_cursor: bool, focused: bool) -> Strip:
        """The first line of a row, and the only one where rows have one line."""
        ground = self.styles.ground + self.styles.lit if at_cursor else self.styles.ground
        segments = self._gutter(row, self._beside_lit(ground), at_cursor=at_cursor, focused=focused)
        segments += self._title(row, matches, ground)
        facts = self._beside(row)
        if facts:
            segments.append(Segment(facts, self.styles.ground + self.styles.facts))
        return Strip(segments)

    def byline(self, row: Headline, cells: int, *, at_cursor: bool, focused: bool) -> Strip:
        """The second line of a row of two lines."""
        ground = self.styles.ground + self.styles.lit if at_cursor else self.styles.ground
        gutter = self._beside_lit(ground)
        marks = " " * self.columns.marks
        style = gutter + self.styles.mark
        if row.flags & Flag.PROBLEM:
            marks = self.signs.problem.ljust(self.columns.marks)
            style = gutter + self.styles.problem
        return Strip(
            [
                Segment(self._bar(at_cursor=at_cursor, focused=focused), gutter + self.styles.mark),
                Segment(marks + " ", style),
                Segment(self._below(row, cells - self.columns.gutter), ground + self.styles.facts),
            ]
        )

    def _beside_lit(self, ground: Style) -> Style:
        """The ground of bar and marks: reversed, they could not be told from a block of colour."""
        return self.styles.ground if ground.reverse else ground

    def _bar(self, *, at_cursor: bool, focused: bool) -> str:
        if not at_cursor:
            return " "
        return self.signs.bar if focused else self.signs.bar_resting

    def _gutter(self, row: Headline, ground: Style, *, at_cursor: bool, focused: bool) -> list[Segment]:
        bar = self._bar(at_cursor=at_cursor, focused=focused)
        unread = not row.flags & Flag.READ
        state = self.signs.changed if row.flags & Flag.CHANGED else self.signs.unread if unread else " "
        star = self.signs.starred if row.flags & Flag.STARRED else " "
        marks = Segment((bar + state + star).ljust(self.columns.gutter), ground + self.styles.mark)
        if self.columns.marks > 2 and row.flags & Flag.PROBLEM:
            problem = Segment(f"{self.signs.problem} ", ground + self.styles.problem)
            return [Segment(bar + state + star, ground + self.styles.mark), problem]
        return [marks]

    def _title(self, row: Headline, matches: Sequence[Match], ground: Style) -> list[Segment]:
        base = ground + (self.styles.read if row.flags & Flag.READ else self.styles.unread)
        title = row.title or UNTITLED
        shown = cut(title, self.columns.title, self.signs.ellipsis)
        # What the ellipsis stands for is not marked.
        kept = len(shown) if shown == title else max(len(shown) - len(self.signs.ellipsis), 0)
        segments: list[Segment] = []
        at = 0
        for match in matches:
            start, end = min(match.start, kept), min(match.end, kept)
            if start > at:
                segments.append(Segment(shown[at:start], base))
            if end > start:
                segments.append(Segment(shown[start:end], base + self.styles.match))
            at = max(at, end)
        rest = shown[at:] + " " * (self.columns.title - width(shown))
        return [*segments, Segment(rest, base)] if rest else segments

    def _beside(self, row: Headline) -> str:
        columns, parts = self.columns, []
        if columns.author:
            parts.append(fit(_authors(row), columns.author, self.signs.ellipsis))
        if columns.source:
            parts.append(fit(self.sources.get(row.source_id, ""), columns.source, self.signs.ellipsis))
        if columns.minutes:
            parts.append(_minutes(row).rjust(columns.minutes))
        if columns.age:
            parts.append(age(row.published, self.now, self.zone).rjust(columns.age))
        gap = " " * GAP_CELLS
        return gap + gap.join(parts) if parts else ""

    def _below(self, row: Headline, cells: int) -> str:
        """Author and source on the left, age and minutes on the right; the left gives way."""
        between = f" {self.signs.dot} "
        figures = [age(row.published, self.now, self.zone), _minutes(row).rjust(MINUTES_CELLS_BELOW)]
        right = cut("  ".join(figures).rstrip(), cells, self.signs.ellipsis)
        names = between.join(name for name in (_authors(row), self.sources.get(row.source_id, "")) if name)
        room = cells - width(right) - 1
        return fit(names, room, self.signs.ellipsis) + " " + right if room > 0 else right


def _authors(row: Headline) -> str:
    if len(row.authors) > 2:
        return f"{row.authors[0]} and {len(row.authors) - 1} more"
    return " and ".join(row.authors)


def _minutes(row: Headline) -> str:
    return f"{row.minutes} min" if row.minutes else ""
