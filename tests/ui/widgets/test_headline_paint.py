"""How a row looks."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Match
from newsdesk.model.source import SourceId
from newsdesk.text.clean import clean_line
from newsdesk.ui.signs import ASCII, UNICODE, Signs
from newsdesk.ui.widgets.headline_paint import RowPainter, RowStyles
from newsdesk.ui.widgets.rows import columns_of, row_height
from tests.ui.newsrooms import NOW, a_headline

MATCH = Style(underline=True)
STYLES = RowStyles(
    ground=Style(),
    read=Style(),
    unread=Style(),
    facts=Style(),
    mark=Style(),
    problem=Style(),
    match=MATCH,
    lit=Style(reverse=True),
)
SOURCES = {SourceId(1): Clean("House"), SourceId(2): Clean("Reuters")}


def a_painter(width: int, signs: Signs = UNICODE, now: datetime = NOW) -> RowPainter:
    columns = columns_of(width, row_height(width), sources=True)
    return RowPainter(columns, STYLES, signs, now, UTC, SOURCES)


def test_marks_stand_before_the_headline_and_facts_behind() -> None:
    row = a_headline("Flood", authors=(Clean("Ada"),), flags=Flag.STARRED | Flag.PROBLEM)
    line = a_painter(100).headline(row, (), at_cursor=False, focused=True)
    assert line.text.split() == ["●★!", "Flood", "Ada", "House", "3", "Feb"]


def test_every_state_can_be_told_in_ascii_too() -> None:
    painter = a_painter(80, ASCII)
    states = [Flag(0), Flag.READ, Flag.READ | Flag.CHANGED, Flag.STARRED, Flag.PROBLEM, Flag.STARRED | Flag.PROBLEM]
    texts = [painter.headline(a_headline("Flood", flags=f), (), at_cursor=False, focused=True).text for f in states]
    assert len(set(texts)) == len(states)
    assert all(text.isascii() for text in texts)


def test_the_row_with_the_cursor_is_told_by_more_than_colour() -> None:
    painter = a_painter(80)
    texts = {
        painter.headline(a_headline("Flood"), (), at_cursor=cursor, focused=focus).text[0]
        for cursor, focus in ((True, True), (True, False), (False, False))
    }
    assert texts == {"▌", "▏", " "}


def test_what_was_found_is_marked_where_it_is() -> None:
    line = a_painter(80).headline(a_headline("The flood recedes"), (Match(4, 9, True),), at_cursor=False, focused=True)
    assert [segment.text for segment in line if segment.style and segment.style.underline] == ["flood"]


def test_nothing_behind_the_cut_is_marked() -> None:
    title = "A headline that is much longer than the column it has to stand in, by far"
    line = a_painter(60).headline(a_headline(title), (Match(2, 10), Match(60, 70)), at_cursor=False, focused=True)
    assert [s.text for s in line if s.style and s.style.underline] == ["headline"]


@given(
    st.text(max_size=60).map(clean_line),
    st.lists(st.text(max_size=20).map(clean_line), max_size=3),
    st.integers(20, 200),
)
def test_every_column_starts_at_the_same_cell_whatever_the_headline(
    title: Clean, authors: list[Clean], width: int
) -> None:
    painter = a_painter(width)
    row = a_headline(title, authors=tuple(authors))
    first = painter.headline(row, (), at_cursor=False, focused=True)
    plain = painter.headline(a_headline("Flood", authors=(Clean("Ada"),)), (), at_cursor=False, focused=True)
    assert first.cell_length == plain.cell_length <= width
    assert painter.byline(row, width, at_cursor=False, focused=True).cell_length <= width
