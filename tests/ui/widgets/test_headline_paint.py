"""How a row looks."""

import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.strip import Strip

from newsdesk.model.article import Flag
from newsdesk.model.clean import Clean
from newsdesk.model.headline import Headline
from newsdesk.model.hits import Match
from newsdesk.model.source import SourceId
from newsdesk.text.clean import clean_line
from newsdesk.ui.signs import ASCII, UNICODE, Signs
from newsdesk.ui.widgets.headline_paint import RowPainter, RowStyles, Standing
from newsdesk.ui.widgets.rows import TITLE, Arrangement, columns_of
from tests.corpus import CORPUS
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


class Strips:
    """What a painter paints, as strips: they know their text, and can be cropped."""

    def __init__(self, painter: RowPainter) -> None:
        self.columns = painter.columns
        self._painter = painter

    def headline(self, row: Headline, matches: Sequence[Match], standing: Standing) -> Strip:
        return Strip(self._painter.headline(row, matches, standing))

    def second(self, row: Headline, cells: int, standing: Standing) -> Strip:
        return Strip(self._painter.second(row, cells, standing))

    def heading(self, label: str, count: int, cells: int, standing: Standing, *, folded: bool) -> Strip:
        return Strip(self._painter.heading(label, count, cells, standing, folded=folded))


def a_painter(
    width: int, signs: Signs = UNICODE, now: datetime = NOW, arrangement: Arrangement = AS_AT_FIRST
) -> Strips:
    columns = columns_of(width, arrangement, sources=True)
    return Strips(RowPainter(columns, arrangement, STYLES, signs, now, UTC, SOURCES))


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
    narrow = a_painter(50, arrangement=Arrangement(lines=1))
    assert narrow.headline(row, (), PLAIN).text[:5] == "   ! "
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
    assert painter.second(described, 60, PLAIN).text.strip().partition("  ")[0] == "The delta is dry again."
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


# THREATS: headlines of invisible, combining, joined, wide and right-to-left characters.
ODD = {
    "combining marks": "a" + "\u0301" * 1_000 + " flood",
    "marks without a letter": "\u0301" * 1_000,
    "only emoji": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽" * 30,
    "right to left": "مرحبا بالعالم ‏שלום‎ " * 20,
    "overrides": "\u202ereversed\u202c \u2066isolated\u2069" * 20,
    "tabs": "one\ttwo\tthree" * 30,
    "joiners": "x" + "\u200d" * 500 + "y",
    "wide": "漢字" * 60_000,
    "marks on every letter": ("e" + "\u0301" * 8) * 12_000,
    "one long word": "w" * 100_000,
    "ligature": "﷽" * 40,
    "nothing": "",
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("signs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_no_headline_moves_a_column_or_takes_long(kind: str, signs: Signs) -> None:
    text = clean_line(ODD[kind])
    odd = a_headline(text, authors=(text, text), description=text, status=text[:10])
    begun = time.perf_counter()
    for cells in (1, 4, 16, 20, 33, 44, 60, 80, 120, 200):
        painter = a_painter(cells, signs, arrangement=Arrangement(description=cells % 2 == 0))
        line = painter.headline(odd, (Match(0, 3), Match(5, 90_000)), PLAIN)
        plain = painter.headline(a_headline("Flood"), (), PLAIN)
        assert line.cell_length == plain.cell_length <= max(cells, painter.columns.gutter)
        for column in painter.columns.columns[1:]:
            # A column begins where a cell begins: cutting there and joining again changes nothing.
            assert (line.crop(0, column.start).text + line.crop(column.start).text) == line.text
        assert painter.second(odd, cells, PLAIN).cell_length <= max(cells, painter.columns.gutter)
        assert painter.heading(text, 12, cells, PLAIN, folded=False).cell_length <= max(cells, 7)
    # Some hundredths of a second; a build machine may be busy.
    assert time.perf_counter() - begun < 5


@pytest.mark.corpus
def test_a_thousand_real_headlines_stand_in_columns() -> None:
    if not (CORPUS / "headlines.txt").exists():
        pytest.skip("the corpus is not here")
    lines = (CORPUS / "headlines.txt").read_text("utf-8", "replace").splitlines()
    chosen = random.Random(20250203).sample(lines, 1_000)
    authors = [clean_line(line[:30]) for line in chosen]
    for cells in (72, 80, 120, 200):
        painter = a_painter(cells)
        starts = [column.start for column in painter.columns.columns]
        for title, author in zip(map(clean_line, chosen), authors, strict=True):
            line = painter.headline(a_headline(title, authors=(author,)), (), PLAIN)
            assert line.cell_length == cells
            for start in starts[1:]:
                gap = line.crop(start - 2, start).text
                assert gap == "  ", (title, start)
