"""Rows, lines and stops: three counts of one list."""

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.ui.widgets.sections import Heading, Sections, Spot


def test_groups_have_headings_that_the_cursor_can_be_on() -> None:
    sections = Sections(5, starts=[0, 2], headings=[Heading.GROUP, Heading.GROUP], height=2)
    assert [sections.at_line(line) for line in range(6)] == [
        Spot(0, None), Spot(0, 0, 0), Spot(0, 0, 1), Spot(0, 1, 0), Spot(0, 1, 1), Spot(1, None),
    ]  # fmt: skip
    assert [sections.at_stop(stop) for stop in range(3)] == [Spot(0, None), Spot(0, 0), Spot(0, 1)]
    assert sections.line_of(3) == 5


def test_the_heading_between_the_tiers_is_passed_over() -> None:
    sections = Sections(4, starts=[0, 2], headings=[Heading.NONE, Heading.TIER])
    assert [sections.line_of(stop) for stop in range(4)] == [0, 1, 3, 4]
    assert sections.at_line(2) == Spot(1, None)
    assert sections.stops == 4


def test_a_folded_group_is_its_heading() -> None:
    sections = Sections(6, starts=[0, 2, 4], headings=[Heading.GROUP] * 3, folded={1})
    assert (sections.lines, sections.stops) == (7, 7)
    assert sections.stop_of(2) == sections.stop_of(3) == sections.stop_of_heading(1) == 3
    assert sections.at_stop(4) == Spot(2, None)


@st.composite
def layouts(draw: st.DrawFn) -> Sections:
    counts = draw(st.lists(st.integers(0, 5), min_size=1, max_size=6))
    headings = draw(st.lists(st.sampled_from(Heading), min_size=len(counts), max_size=len(counts)))
    folded = {n for n, heading in enumerate(headings) if heading is Heading.GROUP and draw(st.booleans())}
    starts = [sum(counts[:n]) for n in range(len(counts))]
    return Sections(sum(counts), starts=starts, headings=headings, height=draw(st.integers(1, 3)), folded=folded)


def written_out(sections: Sections) -> list[Spot]:
    """Every line, the slow way."""
    lines = []
    for section, start in enumerate(sections.starts):
        if sections.headings[section] is not Heading.NONE:
            lines.append(Spot(section, None))
        if section not in sections.folded:
            rows = range(start, start + sections.count(section))
            lines += [Spot(section, row, part) for row in rows for part in range(sections.height)]
    return lines


@given(layouts())
def test_lines_and_stops_are_those_of_the_list_written_out(sections: Sections) -> None:
    lines = written_out(sections)
    assert [sections.at_line(line) for line in range(len(lines))] == lines
    assert sections.at_line(len(lines)) is None
    stops = [
        (number, spot)
        for number, spot in enumerate(lines)
        if not spot.part and (spot.row is not None or sections.headings[spot.section] is Heading.GROUP)
    ]
    assert sections.stops == len(stops)
    for stop, (line, spot) in enumerate(stops):
        assert sections.at_stop(stop) == spot
        assert sections.line_of(stop) == line
        if spot.row is not None:
            assert sections.stop_of(spot.row) == stop
    assert sections.at_stop(len(stops)) is None
