"""The first picture: the headlines are on the terminal before Textual is imported.

That import takes two thirds of a start. What the desk will show is known before it: the rows, from the store; their
columns, cells and looks, from the modules that paint them later. So they are painted at once, and Textual's first frame
paints the same over them, with all that stands around.

Promises that each cell it paints is one that the first frame paints alike; where it cannot keep that (few colours, no
UTF-8, an empty desk), there is no first picture. Decides and draws; `terminal.early_screen` has the terminal.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsdesk.ui.arranging import ARRANGEMENT, arrangement_of
from newsdesk.ui.last_screen import KEY as LAST_SCREEN
from newsdesk.ui.last_screen import LastScreen
from newsdesk.ui.layout import Layout, Pane, lay_out
from newsdesk.ui.looks import KEY as LOOKS
from newsdesk.ui.looks import Looks
from newsdesk.ui.signs import UNICODE
from newsdesk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from rich.style import Style

    from newsdesk.desk.desk import Desk
    from newsdesk.model.headline import Headline
    from newsdesk.ui.widgets.headline_paint import RowStyles

# As many as the tallest terminal shows.
NEWEST_AT_FIRST = 80
HEADER_LINES, FOOTER_LINES = 3, 1
SCROLL_BAR_COLUMNS = 1


def first_rows(desk: "Desk", last: LastScreen) -> "tuple[Sequence[Headline], int]":
    """The rows that a start begins with: those that were on the screen, else the newest; and the row of the cursor."""
    first = desk.headlines(last.rows) if last.rows else desk.newest(NEWEST_AT_FIRST)
    ids = [headline.id for headline in first]
    return first, ids.index(last.cursor) if last.cursor in ids else 0


def first_picture(
    desk: "Desk",
    surroundings: Surroundings,
    columns: int,
    rows: int,
    *,
    true_colour: bool,
    now: datetime | None = None,
) -> str | None:
    """Draw the beginning of the first frame.

    Args:
        desk: What is opened.
        surroundings: What the terminal can do.
        columns: Of the terminal.
        rows: Of the terminal.
        true_colour: Whether it has more than 256 colours.
        now: For the ages of articles; the clock's time where nobody says.

    Returns:
        Text and control sequences; None where there is nothing to draw, or not as the first frame will.
    """
    if surroundings.few_colours or surroundings.ascii:
        return None
    looks, last = Looks.read(desk.recall(LOOKS)), LastScreen.read(desk.recall(LAST_SCREEN))
    layout = lay_out(columns, rows, looks.panes, Pane.LIST)
    arrangement = arrangement_of(desk.settings.list, desk.recall(ARRANGEMENT))
    width = layout.list - SCROLL_BAR_COLUMNS
    height = rows - (HEADER_LINES + FOOTER_LINES if layout.frame else 0)
    headlines, begin = first_rows(desk, last)
    if not headlines or (begin + 1) * arrangement.height(width) > height:
        return None

    # Rich, which Textual needs as well: what is imported here is not imported later.
    from newsdesk.ui import themes
    from newsdesk.ui.widgets.headline_paint import RowPainter, Standing
    from newsdesk.ui.widgets.rows import columns_of

    wished = looks.theme or desk.settings.theme
    colours = themes.colours(themes.theme_for(wished, surroundings, light=looks.light))
    sources = {source.id: source.name for source in desk.sources()}
    many = len(sources) > 1
    painter = RowPainter(
        columns_of(width, arrangement, sources=many),
        arrangement,
        _styles(colours),
        UNICODE,
        now or datetime.now(UTC),
        desk.settings.zone,
        sources if many else {},
    )
    screen = _Screen(colours, true_colour=true_colour)
    if layout.frame:
        screen.masthead(desk.title)
    lines, taken = arrangement.text_lines(width), arrangement.height(width)
    for row, headline in enumerate(headlines[: height // taken]):
        standing = Standing(at_cursor=row == begin, focused=True)
        y = _top(layout) + row * taken
        screen.line(y, [(one.text, one.style) for one in painter.headline(headline, (), standing)])
        if lines > 1:
            screen.line(y + 1, [(one.text, one.style) for one in painter.second(headline, width, standing)])
    return screen.drawn()


def _top(layout: Layout) -> int:
    return HEADER_LINES if layout.frame else 0


def _styles(colours: Mapping[str, str]) -> "RowStyles":
    """The looks of rows as styles/desk.tcss has them, which only Textual can read."""
    from rich.style import Style

    from newsdesk.ui.widgets.headline_paint import RowStyles

    def ink(name: str, *, bold: bool = False) -> Style:
        return Style(color=colours[name], bold=bold)

    return RowStyles(
        ground=Style(color=colours["foreground"], bgcolor=colours["background"]),
        read=ink("faint"),
        unread=ink("bright"),
        facts=ink("faint"),
        mark=ink("accent"),
        problem=ink("alert", bold=True),
        match=ink("accent"),
        lit=Style(bgcolor=colours["lit"]),
        selected=Style(bgcolor=colours["panel"]),
        group=ink("bright", bold=True),
    )


class _Screen:
    """Lines of styled text, written where they stand."""

    def __init__(self, colours: Mapping[str, str], *, true_colour: bool) -> None:
        from rich.color import ColorSystem
        from rich.style import Style

        self._system = ColorSystem.TRUECOLOR if true_colour else ColorSystem.EIGHT_BIT
        self._colours = colours
        self._ground = Style(color=colours["foreground"], bgcolor=colours["background"])
        # The ground of all of it; a terminal that clears with its own ground has ours with the first frame.
        self._out = [self._styled("\x1b[2J", self._ground)]

    def masthead(self, title: str) -> None:
        """The line at the top, as far as nothing has to be counted for it."""
        from rich.style import Style

        name = self._ground + Style(color=self._colours["bright"], bold=True)
        self.line(0, [(" newsdesk", name), (f"   {title}", self._ground)])

    def line(self, y: int, pieces: "Sequence[tuple[str, Style | None]]") -> None:
        """A line, counted from 0."""
        self._out.append(f"\x1b[{y + 1};1H")
        self._out += [self._styled(text, style or self._ground) for text, style in pieces]

    def _styled(self, text: str, style: "Style") -> str:
        # Not by `Style.render`: it remembers the codes of its first call, and Textual's screen may have more colours.
        codes = ["1"] if style.bold else []
        for colour, foreground in ((style.color, True), (style.bgcolor, False)):
            if colour is not None:
                codes += colour.downgrade(self._system).get_ansi_codes(foreground)
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m"

    def drawn(self) -> str:
        """All of it, in as few bytes as show the same."""
        from newsdesk.ui.terminal.slimming import slim

        return slim("".join(self._out))
