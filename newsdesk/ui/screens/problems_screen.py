"""What was wrong with articles: found, worked round, and told here. Enter opens the article."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.strip import Strip

from newsdesk.desk.desk import Desk
from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.problem import Problem
from newsdesk.text.widths import cut
from newsdesk.ui.signs import Signs
from newsdesk.ui.themes import styles_folder
from newsdesk.ui.widgets.line_view import LineView
from newsdesk.ui.widgets.one_line import OneLine, Word

LINES_A_PROBLEM = 2
PROBLEMS_AT_MOST = 10_000
PAGES = styles_folder() / "pages.tcss"

Told = tuple[ArticleId, Clean, Problem]
"""An article, its headline, and what is wrong with it."""


def problems_of(desk: Desk) -> list[Told]:
    """What was wrong with the articles that are on the desk."""
    problems = desk.problems(PROBLEMS_AT_MOST)
    titles = {one.id: one.title for one in desk.headlines([article_id for article_id, _problem in problems])}
    return [(one, titles[one], problem) for one, problem in problems if one in titles]


class ProblemList(LineView):
    """Problems, two lines each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown,space,ctrl+d", "page(1)", show=False),
        Binding("pageup,b,ctrl+u", "page(-1)", show=False),
        Binding("home,g", "move(-1000000)", show=False),
        Binding("end,G", "move(1000000)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "problem--title",
        "problem--says",
        "problem--mark",
        "problem--cursor",
        "problem--nothing",
    }

    def __init__(self, problems: Sequence[Told], *, signs: Signs) -> None:
        super().__init__(signs=signs)
        self._problems = problems
        self.cursor = 0

    @property
    def article_id(self) -> ArticleId | None:
        """The article of the problem that the cursor is on."""
        return self._problems[self.cursor][0] if self._problems else None

    @property
    def line_count(self) -> int:
        """One line says that there is nothing to mend."""
        return len(self._problems) * LINES_A_PROBLEM or 1

    def paint(self, line: int, width: int) -> Strip:
        """The headline of a problem's article, or what is wrong with it."""
        if not self._problems:
            return Strip([Segment("  Nothing was wrong with any article.", self.style_of("problem--nothing"))])
        row, part = divmod(line, LINES_A_PROBLEM)
        _article, title, problem = self._problems[row]
        ground = self.ground + self.style_of("problem--cursor") if row == self.cursor else self.ground
        mark = self.signs.bar if row == self.cursor else " "
        if part == 0:
            where = f"line {problem.line}" if problem.line else ""
            text = cut(title, max(width - 4 - len(where) - 1, 8), self.signs.ellipsis)
            style = ground + self.ink_of("problem--title")
        else:
            where = "lint --fix mends it" if problem.fixable else ""
            text = cut(problem.message, max(width - 4 - len(where) - 1, 8), self.signs.ellipsis)
            style = ground + self.ink_of("problem--says")
        body = Strip([Segment(text, style)]).adjust_cell_length(max(width - 4 - len(where), 0), style)
        lead = Segment(f"{mark}{self.signs.problem if part == 0 else ' '} ", ground + self.ink_of("problem--mark"))
        return Strip([lead, *body, Segment(where, ground + self.ink_of("problem--says"))])

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        old, self.cursor = self.cursor, min(max(self.cursor + rows, 0), max(len(self._problems) - 1, 0))
        line = self.cursor * LINES_A_PROBLEM
        if self.top <= line and line + LINES_A_PROBLEM <= self.top + self.lines_in_view:
            for row in (old, self.cursor):
                self.repaint_lines(row * LINES_A_PROBLEM, row * LINES_A_PROBLEM + 1)
        else:
            self.top = max(line - self.lines_in_view // 2, 0)
            self.repaint()

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self.action_move(pages * max(self.lines_in_view // LINES_A_PROBLEM - 1, 1))


class ProblemsScreen(Screen[ArticleId | None]):
    """All problems; gives back the article to open, or none."""

    CSS_PATH = PAGES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,exclamation_mark", "leave", show=False),
        Binding("enter", "open", show=False),
    ]

    def __init__(self, problems: Sequence[Told], *, signs: Signs) -> None:
        super().__init__()
        self._problems = problems
        self._signs = signs

    def compose(self) -> ComposeResult:
        """A title, the list, hints."""
        yield OneLine(signs=self._signs, id="title")
        yield ProblemList(self._problems, signs=self._signs)
        yield OneLine(signs=self._signs, id="hints")

    def on_mount(self) -> None:
        """Say how many, what can be done, and how to leave."""
        fixable = sum(problem.fixable for _article, _title, problem in self._problems)
        title = [Word(" Problems", "line--strong"), Word(f"   {len(self._problems):,}", "line--faint")]
        if fixable:
            title.append(Word(f"   {fixable:,} can be mended: newsdesk lint --fix FILE", "line--faint"))
        self.query_one("#title", OneLine).say(title)
        keys = ((self._signs.arrows, "move"), ("Enter", "read the article"), ("Esc", "back"))
        words = [Word(" ", "line--faint")]
        for key, label in keys:
            words += [Word(key, "line--strong"), Word(f" {label}   ", "line--faint")]
        self.query_one("#hints", OneLine).say(words)
        self.query_one(ProblemList).focus()

    def action_leave(self) -> None:
        """Back, and open nothing."""
        self.dismiss(None)

    def action_open(self) -> None:
        """Back, and open the article."""
        self.dismiss(self.query_one(ProblemList).article_id)
