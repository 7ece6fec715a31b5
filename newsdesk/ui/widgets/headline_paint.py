"""How one row of the list looks: marks, the headline with what was found in it, and the facts beside or below.

Pure, and free of Textual: given a headline and the styles, it makes a line of segments. Owns the order of the marks
and of the facts on a second line, and what is cut; the widget says which row, `rows` says which cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from rich.segment import Segment
from rich.style import Style

from newsdesk.model.article import PUBLISHED, Flag
from newsdesk.model.clean import Clean
from newsdesk.model.headline import Headline
from newsdesk.model.hits import Match
from newsdesk.model.source import SourceId
from newsdesk.text.widths import cut, fit, width
from newsdesk.ui.ages import age
from newsdesk.ui.signs import Signs
from newsdesk.ui.widgets.rows import FIGURES, GAP_CELLS, TITLE, Arrangement, Columns

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
    selected: Style
    """The ground of rows that were selected."""
    group: Style
    """The heading of a group."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a row is to the reader at the moment."""

    at_cursor: bool = False
    focused: bool = False
    """Whether the list has the focus."""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class RowPainter:
    """Paints rows of one list, at one width, at one moment."""

    columns: Columns
    arrangement: Arrangement
    styles: RowStyles
    signs: Signs
    now: datetime
    zone: tzinfo
    sources: Mapping[SourceId, Clean]
    """The names of the sources; empty where there is only one."""

    def headline(self, row: Headline, matches: Sequence[Match], standing: Standing) -> list[Segment]:
        """The first line of a row, and the only one where rows have one line."""
        ground = self._ground(standing)
        segments = self._gutter(row, self._beside_lit(ground), standing)
        facts = self.styles.ground + self.styles.facts
        gap = ""
        for column in self.columns.columns:
            if column.name == TITLE:
                segments += [Segment(gap, facts)] if gap else []
                segments += self._title(row, matches, ground, column.cells)
            else:
                told = fit(self._fact(row, column.name), column.cells, self.signs.ellipsis)
                told = told.rstrip().rjust(column.cells) if column.name in FIGURES else told
                segments.append(Segment(gap + told, facts))
            gap = " " * GAP_CELLS
        return segments

    def second(self, row: Headline, cells: int, standing: Standing) -> list[Segment]:
        """The second line of a row of two lines."""
        ground = self._ground(standing)
        gutter = self._beside_lit(ground)
        facts = Segment(self._below(row, max(cells - self.columns.gutter, 0)), ground + self.styles.facts)
        bar = Segment(self._bar(standing), gutter + self.styles.mark)
        return [bar, *self._other_marks(row, self.columns.marks, gutter), facts]

    def heading(self, label: str, count: int, cells: int, standing: Standing, *, folded: bool) -> list[Segment]:
        """The heading of a group: what its articles have in common, and how many they are."""
        ground = self._ground(standing)
        figures = f"{count:,} "
        sign = self.signs.folded if folded else self.signs.unfolded
        room = max(cells - width(figures) - 4, 0)
        text = f" {sign} {fit(label, room, self.signs.ellipsis)}"
        return [
            Segment(self._bar(standing), self._beside_lit(ground) + self.styles.mark),
            Segment(text, ground + self.styles.group),
            Segment(figures, ground + self.styles.facts),
        ]

    # The parts of a line.

    def _ground(self, standing: Standing) -> Style:
        ground = self.styles.ground
        if standing.selected:
            ground += self.styles.selected
        return ground + self.styles.lit if standing.at_cursor else ground

    def _beside_lit(self, ground: Style) -> Style:
        """The ground of bar and marks: reversed, they could not be told from a block of colour."""
        return self.styles.ground if ground.reverse else ground

    def _bar(self, standing: Standing) -> str:
        if not standing.at_cursor:
            return self.signs.selected if standing.selected else " "
        if standing.selected:
            return self.signs.selected_bar
        return self.signs.bar if standing.focused else self.signs.bar_resting

    def _gutter(self, row: Headline, ground: Style, standing: Standing) -> list[Segment]:
        unread = not row.flags & Flag.READ
        state = self.signs.changed if row.flags & Flag.CHANGED else self.signs.unread if unread else " "
        star = self.signs.starred if row.flags & Flag.STARRED else " "
        first = self._bar(standing) + state + star
        others = self._other_marks(row, self.columns.marks - len(state + star), ground)
        return [Segment(first, ground + self.styles.mark), *others]

    def _other_marks(self, row: Headline, cells: int, ground: Style) -> list[Segment]:
        """As many as there is room for, what matters most first: problem, status, note, picture; and a space."""
        problem = self.signs.problem if row.flags & Flag.PROBLEM and cells > 0 else ""
        # Its first letter: `d` for a draft, `r` for a review.
        status = row.status[:1] if row.status not in {"", PUBLISHED} else ""
        note = self.signs.note if row.flags & Flag.NOTED else ""
        picture = self.signs.picture if row.flags & Flag.IMAGE else ""
        marks = Segment(fit(status + note + picture, cells - len(problem), "") + " ", ground + self.styles.mark)
        return [Segment(problem, ground + self.styles.problem), marks] if problem else [marks]

    def _title(self, row: Headline, matches: Sequence[Match], ground: Style, cells: int) -> list[Segment]:
        base = ground + (self.styles.read if row.flags & Flag.READ else self.styles.unread)
        title = row.title or UNTITLED
        shown = cut(title, cells, self.signs.ellipsis)
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
        rest = shown[at:] + " " * (cells - width(shown))
        return [*segments, Segment(rest, base)] if rest else segments

    def _fact(self, row: Headline, name: str) -> str:
        """What a column says about an article."""
        match name:
            case "author":
                return _authors(row)
            case "source":
                return self.sources.get(row.source_id, "")
            case "tags":
                return ", ".join(row.tags)
            case "status":
                return row.status
            case "language":
                return row.language
            case "words":
                return f"{row.words:,}" if row.words else ""
            case "minutes":
                return _minutes(row)
            case _:
                return age(row.published, self.now, self.zone)

    def _below(self, row: Headline, cells: int) -> str:
        """Names on the left, age and minutes on the right; or the description and the age. The left gives way."""
        described = self.arrangement.description and row.description
        chosen = self.arrangement.columns
        figures = [
            self._fact(row, name).rjust(MINUTES_CELLS_BELOW if name == "minutes" else 0)
            # The age stands beside the names, so that the minutes are under one another.
            for name in (("age",) if described else ("words", "age", "minutes"))
            if name in chosen
        ]
        right = cut("  ".join(figures).rstrip(), cells, self.signs.ellipsis)
        names = [self._fact(row, name) for name in chosen if name != TITLE and name not in FIGURES]
        left = row.description if described else f" {self.signs.dot} ".join(name for name in names if name)
        room = cells - width(right) - 1
        return fit(left, room, self.signs.ellipsis) + " " + right if room > 0 else right


def _authors(row: Headline) -> str:
    if len(row.authors) > 2:
        return f"{row.authors[0]} and {len(row.authors) - 1} more"
    return " and ".join(row.authors)


def _minutes(row: Headline) -> str:
    return f"{row.minutes} min" if row.minutes else ""
