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
from newsdesk.ui.widgets.headline_paint import RowPainter, RowStyles, Standing
from newsdesk.ui.widgets.rows import TITLE, Arrangement, columns_of
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
    selected=Style(),
    group=Style(),
)
PLAIN = Standing(focused=True)
AS_AT_FIRST = Arrangement()
SOURCES = {SourceId(1): Clean("House"), SourceId(2): Clean("Reuters")}


def a_painter(
    width: int, signs: Signs = UNICODE, now: datetime = NOW, arrangement: Arrangement = AS_AT_FIRST
) -> RowPainter:
    columns = columns_of(width, arrangement, sources=True)
    return RowPainter(columns, arrangement, STYLES, signs, now, UTC, SOURCES)


def test_marks_stand_before_the_headline_and_facts_behind() -> None:
    row = a_headline("Flood", authors=(Clean("Ada"),), flags=Flag.STARRED | Flag.PROBLEM)
    line = a_painter(100).headline(row, (), PLAIN)
    assert line.text.split() == ["●★!", "Flood", "Ada", "House", "3", "Feb"]


def test_every_state_can_be_told_in_ascii_too() -> None:
    painter = a_painter(80, ASCII)
    states = [Flag(0), Flag.READ, Flag.READ | Flag.CHANGED, Flag.STARRED, Flag.PROBLEM, Flag.STARRED | Flag.PROBLEM]
    texts = [painter.headline(a_headline("Flood", flags=f), (), PLAIN).text for f in states]
    assert len(set(texts)) == len(states)
    assert all(text.isascii() for text in texts)


def test_the_row_with_the_cursor_and_selected_rows_are_told_by_more_than_colour() -> None:
    for signs in (UNICODE, ASCII):
        painter = a_painter(80, signs)
        standings = [Standing(), Standing(at_cursor=True), Standing(at_cursor=True, focused=True)]
        standings += [Standing(selected=True), Standing(at_cursor=True, selected=True)]
        assert len({painter.headline(a_headline("Flood"), (), standing).text[0] for standing in standings}) == 5


def test_marks_say_what_matters_most_where_there_is_no_room_for_all() -> None:
    row = a_headline("Flood", status=Clean("draft"), flags=Flag.READ | Flag.PROBLEM | Flag.NOTED | Flag.IMAGE)
    assert a_painter(100).headline(row, (), PLAIN).text[:6] == "   !d "
    assert a_painter(50).second(row, 50, PLAIN).text[:4] == " !d "
    calm = a_headline("Flood", flags=Flag.READ | Flag.NOTED | Flag.IMAGE)
    assert a_painter(100).headline(calm, (), PLAIN).text[:6] == "   ¶▣ "


def test_the_columns_that_were_chosen_say_what_they_are() -> None:
    chosen = Arrangement(columns=("age", TITLE, "tags", "status", "words"), lines=1)
    row = a_headline("Flood", tags=(Clean("sea"), Clean("city")), status=Clean("review"), words=12_345)
    line = a_painter(120, arrangement=chosen).headline(row, (), PLAIN)
    assert line.text.split() == ["●", "r", "3", "Feb", "Flood", "sea,", "city", "review", "12,345"]


def test_the_second_line_says_the_description_where_that_was_chosen_and_there_is_one() -> None:
    painter = a_painter(60, arrangement=Arrangement(description=True))
    described = a_headline("Flood", authors=(Clean("Ada"),), description=Clean("The delta is dry again."))
    assert painter.second(described, 60, PLAIN).text.strip() == "The delta is dry again."
    assert painter.second(a_headline("Flood", authors=(Clean("Ada"),)), 60, PLAIN).text.split()[0] == "Ada"


def test_the_heading_of_a_group_says_how_many_it_has_at_its_right_end() -> None:
    line = a_painter(60).heading("Ada Reyes", 3_204, 60, PLAIN, folded=False)
    assert line.text.startswith("  ▾ Ada Reyes ")
    assert line.text.endswith(" 3,204 ")
    assert line.cell_length == 60
    assert a_painter(60).heading("Ada Reyes", 1, 60, PLAIN, folded=True).text.startswith("  ▸ ")


def test_what_was_found_is_marked_where_it_is() -> None:
    line = a_painter(80).headline(a_headline("The flood recedes"), (Match(4, 9, True),), PLAIN)
    assert [segment.text for segment in line if segment.style and segment.style.underline] == ["flood"]


def test_nothing_behind_the_cut_is_marked() -> None:
    title = "A headline that is much longer than the column it has to stand in, by far"
    line = a_painter(60).headline(a_headline(title), (Match(2, 10), Match(60, 70)), PLAIN)
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
    first = painter.headline(row, (), PLAIN)
    plain = painter.headline(a_headline("Flood", authors=(Clean("Ada"),)), (), PLAIN)
    assert first.cell_length == plain.cell_length <= width
    assert painter.second(row, width, PLAIN).cell_length <= width
