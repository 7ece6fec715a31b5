"""A window on hits with a cursor: where it is, what stays under it, what is folded and what is selected.

Knows rows, groups and ids, but not how a headline looks; `headline_list` does. Promises that the cursor stays on its
article, and that at its height of the window, whatever is searched again, sorted, grouped, folded or resized. Only
lines that changed are sent: a move sends the beginnings of two.
"""

from dataclasses import dataclass

from textual.geometry import Offset
from textual.message import Message
from textual.reactive import var

from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Group, Hits, Listing
from newsdesk.ui.messages import Said
from newsdesk.ui.signs import UNICODE, Signs
from newsdesk.ui.widgets.line_view import LineView
from newsdesk.ui.widgets.sections import Heading, Sections, Spot
from newsdesk.ui.widgets.selection import Selection

# How far around an article that is gone the next one is looked for that is not.
HEIRS_AT_MOST = 40
# Below this a heading that stays at the top would take too much of what there is.
STICKY_FROM_LINES = 4


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the cursor is: to come back to it."""

    article_id: ArticleId
    below_top: int
    """Lines below the top of the window."""


class HitsView(LineView):
    """Rows of hits, perhaps in groups that fold, with a cursor."""

    cursor: var[int] = var(0, init=False)
    """Where keys act: a stop of `sections`. Without groups, that is a row."""

    @dataclass
    class Moved(Message):
        """The cursor is on another article, or on none."""

        article_id: ArticleId | None

    @dataclass
    class Selected(Message):
        """Something else is selected than before."""

        count: int

    def __init__(self, *, signs: Signs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(signs=signs, id=id)
        self.hits: Hits = Listing(())
        self.selection = Selection(self.hits)
        self._folded: set[Clean] = set()
        self._laid_out = self._placed = Sections(0)
        """Where rows stand, and where they stood when the window was last placed on them."""
        self._groups_from = 0
        """The section that the first group is."""
        self._told: ArticleId | None = None
        self._told_selected = 0

    @property
    def row_height(self) -> int:
        """Lines a row; a subclass says how many, as wide as it is."""
        return 1

    # Where one is.

    @property
    def row(self) -> int | None:
        """The row that the cursor is on; None on a heading, or where nothing is listed."""
        spot = self.sections.at_stop(self.cursor)
        return None if spot is None else spot.row

    @property
    def article_id(self) -> ArticleId | None:
        """The article that the cursor is on."""
        row = self.row
        ids = () if row is None else self.hits.ids(row, row + 1)
        return ids[0] if ids else None

    @property
    def whereabouts(self) -> Whereabouts | None:
        """Where the cursor is; None on a heading, or where nothing is listed."""
        article_id = self.article_id
        below_top = self.sections.line_of(self.cursor) - self.top
        return None if article_id is None else Whereabouts(article_id, below_top)

    @property
    def group(self) -> Group | None:
        """The group whose heading the cursor is on."""
        spot = self.sections.at_stop(self.cursor)
        return self.group_of(spot.section) if spot is not None and spot.row is None else None

    @property
    def first_in_view(self) -> int:
        """The first row in the window."""
        for line in range(self.top, self.top + max(self.lines_in_view, 1)):
            spot = self.sections.at_line(line)
            if spot is not None and spot.row is not None:
                return spot.row
        return 0

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the real cursor of the terminal belongs: braille displays and screen readers follow it."""
        return self.content_region.offset + Offset(0, max(self.sections.line_of(self.cursor) - self.top, 0))

    # Other hits.

    def put(self, hits: Hits, *, keep: bool = False, back_to: Whereabouts | None = None, begin: int = 0) -> None:
        """Show other hits.

        Args:
            hits: Which articles, in order; in groups, where they were put into groups.
            keep: Stay on the same article, at the same height of the window; where it is not among the hits, on the
                one that comes next. Otherwise begin at the top.
            back_to: Go back there rather; it is among the hits.
            begin: The row to begin at, of those that fit into the window.
        """
        row = self._row_to_stay_on(hits) if keep else min(begin, len(hits) - 1)
        group = self.group if keep and back_to is None else None
        below_top = self.sections.line_of(self.cursor) - self.top
        if back_to is not None:
            row, below_top = hits.position(back_to.article_id) or 0, back_to.below_top
            keep = True
        self.selection.on_other_hits(hits)
        self.hits = hits
        self._lay_out()
        stop = self._stop_of(group.label) if group is not None else None
        if stop is None:
            stop = self.sections.stop_of(row) if row >= 0 else 0
        self.top = max(self.sections.line_of(stop) - below_top, 0) if keep else 0
        if self.sections.line_of(stop) == self.top and self._covered:
            self.top -= 1
        self._stand_at(stop)

    def _row_to_stay_on(self, hits: Hits) -> int:
        """The row of the article at the cursor among other hits; where it is gone, of the next that is there."""
        row = self.row
        if row is None:
            return min(0, len(hits) - 1)
        after = self.hits.ids(row, row + HEIRS_AT_MOST)
        before = self.hits.ids(max(row - HEIRS_AT_MOST, 0), row)
        for article_id in (*after, *reversed(before)):
            there = hits.position(article_id)
            if there is not None:
                return there
        return min(row, len(hits) - 1)

    def _stand_at(self, stop: int) -> None:
        """The cursor is at a stop of what is laid out anew: show all of it, and tell."""
        self.set_reactive(HitsView.cursor, self.validate_cursor(stop))
        self._placed = self.sections
        self.top = min(max(self.top, 0), self.last_top)
        if self.lines_in_view:
            self._into_view(self.cursor)
        self._select_up_to_cursor()
        self.repaint()
        self.tell()

    def to_row(self, row: int) -> None:
        """Put the cursor on a row, or the last one; the group that it is folded into is opened."""
        row = min(max(row, 0), len(self.hits) - 1)
        if row >= 0:
            section = self.sections.section_of(row)
            if section in self.sections.folded:
                self.fold(section)
            self.cursor = self.sections.stop_of(row)

    def reveal(self, row: int) -> None:
        """Bring a row into view: beside the one with the cursor where both fit, else the cursor goes there."""
        sections = self.sections
        line, at_cursor = sections.line_of(sections.stop_of(row)), sections.line_of(self.cursor)
        first, last = min(line, at_cursor), max(line, at_cursor) + sections.height - 1
        # One line for a heading that stays at the top.
        if last - first + 2 > self.lines_in_view:
            self.to_row(row)
        elif line < self.top or line + sections.height > self.top + self.lines_in_view:
            self.scroll_lines_to(first - 1 if line < self.top else last + 1 - self.lines_in_view)

    # Keys.

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.cursor += rows

    def action_page(self, halves: int) -> None:
        """Move the cursor by so many half pages."""
        self.cursor += halves * max(self.lines_in_view // self.sections.height // 2, 1)

    def action_first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last row."""
        self.cursor = self.sections.stops - 1

    def action_select(self) -> None:
        """Begin to select rows, or end with the row at the cursor; on the heading of a group, select all of it."""
        group = self.group
        if self.selection.is_open:
            self.selection.end()
        elif group is not None:
            self.selection.take(group.start, group.start + group.count)
        elif self.row is not None:
            self.selection.begin(self.row)
        self.repaint()
        self.tell()

    def action_select_all(self) -> None:
        """Select all that match as typed."""
        if not self.hits.exact and len(self.hits):
            self.post_message(Said(Clean("Nothing here matches as typed; v selects what is near.")))
            return
        self.selection.take(0, self.hits.exact)
        self.repaint()
        self.tell()

    def clear_selection(self) -> bool:
        """Select nothing any longer; whether anything was selected."""
        there = bool(self.selection)
        if there:
            self.selection.clear()
            self.repaint()
            self.tell()
        return there

    # Groups.

    def fold_at_cursor(self) -> bool:
        """Fold the group whose heading the cursor is on, or unfold it; whether it is on one."""
        spot = self.sections.at_stop(self.cursor)
        if spot is None or spot.row is not None:
            return False
        self.fold(spot.section)
        return True

    def action_fold_all(self) -> None:
        """Fold all groups, or unfold them where all are folded; the cursor stays where it is, as far as that shows."""
        labels = {group.label for group in self.hits.groups}
        row, group = self.row, self.group
        self._folded = set() if labels <= self._folded else labels
        self._lay_out()
        stop = self.sections.stop_of(row) if row is not None else self._stop_of(group.label) if group else 0
        self._stand_at(stop or 0)

    def forget_folds(self) -> None:
        """Show the rows of all groups of the next hits: they are put together by something else."""
        self._folded.clear()

    def fold(self, section: int) -> None:
        """Fold a group, or unfold it; the cursor goes to its heading."""
        self._folded ^= {self.group_of(section).label}
        self._lay_out()
        # A heading that has stayed at the top of the window begins it now.
        self.top = min(self.top, self.sections.line_of_heading(section))
        self._stand_at(self.sections.stop_of_heading(section))

    def _stop_of(self, label: Clean) -> int | None:
        for section, group in enumerate(self.hits.groups, self._groups_from):
            if group.label == label:
                return self.sections.stop_of_heading(section)
        return None

    def group_of(self, section: int) -> Group:
        """The group that a section with such a heading is."""
        return self.hits.groups[section - self._groups_from]

    # Rows on lines.

    @property
    def sections(self) -> Sections:
        """Where rows and headings stand now."""
        if self._laid_out.height != self.row_height:
            self._lay_out()
        return self._laid_out

    def _lay_out(self) -> None:
        hits, rows = self.hits, len(self.hits)
        starts = list(hits.group_starts)
        headings = [Heading.GROUP] * len(starts)
        self._groups_from = 0
        if hits.partial and rows:
            starts, headings = [0, *starts], [Heading.TIER, *headings]
            self._groups_from = 1
        elif not starts:
            starts, headings = [0], [Heading.NONE]
        if hits.near and hits.exact:
            starts, headings = [*starts, hits.exact], [*headings, Heading.TIER]
        groups = hits.groups if self._folded else ()
        folded = {n for n, group in enumerate(groups, self._groups_from) if group.label in self._folded}
        self._laid_out = Sections(rows, starts=starts, headings=headings, height=self.row_height, folded=folded)

    @property
    def line_count(self) -> int:
        """The lines of all rows and headings."""
        return self.sections.lines

    def spot_at(self, line: int) -> Spot | None:
        """What is painted on a line: at the top of the window, the heading of the group that began above it."""
        spot = self.sections.at_line(line)
        return Spot(spot.section, None) if spot is not None and line == self.top and self._is_covered(spot) else spot

    @property
    def _covered(self) -> int:
        """How many lines at the top of the window are covered by the heading of a group."""
        spot = self.sections.at_line(self.top)
        return int(spot is not None and self._is_covered(spot))

    def _is_covered(self, spot: Spot) -> bool:
        grouped = self.sections.headings[spot.section] is Heading.GROUP
        return grouped and spot.row is not None and self.lines_in_view >= STICKY_FROM_LINES

    def on_resize(self) -> None:
        """Keep the cursor at its height of the window."""
        top = self.top
        self.stay_in_window()
        if self.top != top:
            # It may have been painted in its new size before this was heard of.
            self.repaint()

    def stay_in_window(self) -> None:
        """Where rows have another height than before, keep the cursor as many rows from the top of the window."""
        before, self._placed = self._placed, self.sections
        rows_above = (before.line_of(self.cursor) - self.top) / before.height
        self.top = self.sections.line_of(self.cursor) - round(rows_above * self.sections.height)
        self.top = min(max(self.top, 0), self.last_top)
        self._into_view(self.cursor)

    # What follows from a move.

    def validate_cursor(self, stop: int) -> int:
        """A stop that there is."""
        return min(max(stop, 0), max(self.sections.stops - 1, 0))

    def watch_cursor(self, old: int, new: int) -> None:
        """Send just what changed: the beginnings of two rows, unless the window has to move."""
        self._select_up_to_cursor()
        if self._into_view(new):
            self.repaint()
        else:
            between = range(min(old, new), max(old, new) + 1) if self.selection.is_open else (old, new)
            for stop in between:
                self.repaint_stop(stop)
        self.app.cursor_position = self.cursor_screen_offset
        self.tell()

    def _select_up_to_cursor(self) -> None:
        spot = self.sections.at_stop(self.cursor)
        if spot is not None and spot.row is not None:
            self.selection.move(spot.row)
        elif spot is not None:
            self.selection.move_before(self.sections.starts[spot.section])

    def repaint_stop(self, stop: int) -> None:
        """Send again what a move of the cursor changes of what stands at a stop."""
        line = self.sections.line_of(stop)
        self.repaint_lines(*range(line, line + self.sections.height))

    def _into_view(self, stop: int) -> bool:
        """Move the window where the stop is not in it: by half its height, so that the next moves send little again."""
        sections = self.sections
        first = sections.line_of(stop)
        spot = sections.at_stop(stop)
        last = first + (sections.height if spot is not None and spot.row is not None else 1) - 1
        if self.top + self._covered <= first and last < self.top + self.lines_in_view:
            return False
        self.top = min(max(first - self.lines_in_view // 2, 0), self.last_top)
        return True

    def tell(self) -> None:
        """Report what is under the cursor and how much is selected, where that is something else than before."""
        article_id, selected = self.article_id, len(self.selection)
        if article_id != self._told:
            self._told = article_id
            self.post_message(self.Moved(article_id))
        if selected != self._told_selected:
            self._told_selected = selected
            self.post_message(self.Selected(selected))
