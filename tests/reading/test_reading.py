"""A page that is laid out where one looks, and keeps its place."""

from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.model.article import Place
from newsdesk.model.clean import Clean
from newsdesk.model.hits import Match
from newsdesk.reading.links import LinkKind
from newsdesk.reading.outline import Entry, slug
from newsdesk.reading.reading import Reading
from newsdesk.reading.spans import Role, Style, text_of
from newsdesk.text.widths import width
from tests.builders import a_moment
from tests.reading.pages import EVERYTHING, a_reading, a_stored_article, settled

PARAGRAPH = "The quick brown fox jumps over the lazy dog and runs on through the long grass. " * 4


def a_long_body(paragraphs: int = 2_000) -> str:
    return "\n\n".join(
        f"## Part {number}\n\nOf it {number}. {PARAGRAPH}" if number % 10 == 0 else f"No {number}. {PARAGRAPH}"
        for number in range(paragraphs)
    )


def test_the_head_says_what_the_article_is() -> None:
    article = a_stored_article(
        "Text",
        subtitle=Clean("How it came"),
        authors=(Clean("Ann Lee"), Clean("Bo Day")),
        published=a_moment("2025-02-03"),
        updated=a_moment("2025-02-05T10:00:00+00:00"),
        minutes=8,
        tags=(Clean("city"), Clean("flood")),
        image=Clean("a.png"),
        image_alt=Clean("A river"),
        cta=Clean("Write to us."),
        status=Clean("draft"),
        url=Clean("https://e.org/flood"),
    )
    lines = Reading(article, width=80, zone=UTC).lines(0, EVERYTHING)
    assert [text_of(line).strip() for line in lines if line] == [
        "Title",
        "How it came",
        "Ann Lee, Bo Day · 3 February 2025 · updated 5 February 2025, 10:00 ·",
        "8 min · draft",
        "city · flood",
        "─" * 72,
        "[picture: A river]",
        "Text",
        "─" * 72,
        "Write to us.",
        "https://e.org/flood",
    ]
    assert [line[-1].role for line in lines if line][:2] == [Role.HEADLINE, Role.SUBTITLE]


def test_an_instant_is_told_in_the_zone_of_the_desk_and_a_day_in_none() -> None:
    tokyo = timezone(timedelta(hours=9))
    for moment, said in (("2025-02-03T20:30:00+00:00", "4 February 2025, 05:30"), ("2025-02-03", "3 February 2025")):
        article = a_stored_article("Text", published=a_moment(moment))
        assert said in "\n".join(text_of(line) for line in Reading(article, width=80, zone=tokyo).lines(0, 9))


def test_the_headline_is_text_and_not_markdown() -> None:
    article = a_stored_article("Text", "*Stars* & [AP] <b>")
    assert text_of(Reading(article, width=60).lines(0, 1)[0]).strip() == "*Stars* & [AP] <b>"


def test_what_a_search_found_in_the_headline_is_marked() -> None:
    article = a_stored_article("Text", "Flood in town")
    (line,) = Reading(article, width=60, title_matches=[Match(0, 5), Match(9, 13, near=True)]).lines(0, 1)
    marked = [(span.text, span.style) for span in line if span.style]
    assert marked == [("Flood", Style.MATCH), ("town", Style.MATCH | Style.NEAR)]


def test_an_empty_article_has_its_head() -> None:
    assert [text_of(line).strip() for line in a_reading("").lines(0, EVERYTHING)] == ["Title", "─" * 56]


@pytest.mark.parametrize("cells", [8, 19, 20, 39, 40, 100, 300])
def test_no_row_is_wider_than_the_pane(cells: int) -> None:
    body = (
        "# Head\n\n- a list with words\n  - deeper\n\n> quote\n\n```py\nx = 'some code'\n```\n\n|a|b|\n|-|-|\n|1|2|\n"
    )
    assert all(width(text_of(line)) <= cells for line in a_reading(body, cells).lines(0, EVERYTHING))


def test_a_wide_pane_has_the_text_in_its_middle() -> None:
    (line,) = a_reading("x " * 200, 100).lines(2, 3) or [()]
    line = a_reading("x " * 200, 100).lines(3, 4)[0]
    assert text_of(line).startswith(" " * 14 + "x")
    assert width(text_of(line)) <= 14 + 72


def test_opening_a_book_parses_its_beginning_only() -> None:
    reading = a_reading(a_long_body())
    reading.lines(0, 40)
    assert not reading.settled
    assert len(reading.outline()) < 100
    assert len(settled(reading).outline()) == 200


def test_the_height_is_nearly_right_before_everything_is_measured() -> None:
    reading = a_reading(a_long_body())
    estimate = reading.height
    assert abs(settled(reading).height - estimate) < 0.15 * reading.height


def test_rows_asked_for_one_by_one_are_those_of_the_whole() -> None:
    body = a_long_body(300)
    whole = settled(a_reading(body)).lines(0, EVERYTHING)
    reading = a_reading(body)
    assert [line for y in range(len(whole)) for line in reading.lines(y, y + 1)] == whole
    assert reading.lines(len(whole), len(whole) + 5) == []


def test_going_down_moves_nothing_that_was_seen() -> None:
    reading = a_reading(a_long_body(300))
    seen = [reading.lines(y, y + 7) for y in range(0, 500, 7)]
    settled(reading)
    assert [reading.lines(y, y + 7) for y in range(0, 500, 7)] == seen


def test_going_up_from_a_jump_shows_row_for_row_what_is_above() -> None:
    reading = a_reading(a_long_body(600))
    y = reading.hold(reading.height // 2, 20)
    below = reading.lines(y, y + 20)
    above = reading.lines(y - 20, y)
    assert reading.lines(y, y + 20) == below
    assert reading.lines(y - 20, y + 20) == above + below


def test_settling_in_slices_says_where_the_row_at_hand_stands() -> None:
    reading = a_reading(a_long_body(600))
    y = reading.hold(reading.height // 2, 20)
    text = reading.lines(y, y + 20)
    while not reading.settled:
        y = reading.settle(y, budget_ms=1)
        assert reading.lines(y, y + 20) == text


@given(st.integers(0, 400), st.sampled_from([30, 44, 66, 90]), st.sampled_from([30, 44, 66, 90]))
def test_a_place_survives_another_width(y: int, before: int, after: int) -> None:
    body = a_long_body(30)
    reading = settled(a_reading(body, before))
    y = min(y, reading.height - 1)
    place = reading.place_at(y)
    first = next((text_of(line).split() for line in reading.lines(y, y + 3) if text_of(line).split()), None)
    reading.resize(after)
    there = reading.y_of(place)
    words = [word for line in reading.lines(there, there + 4) for word in text_of(line).split()]
    assert first is None or y < 2 or first[0] in words or set(first[0]) == {"─"}


def test_a_place_is_the_line_of_the_body_one_reads() -> None:
    body = "One\n\n" + "word " * 40 + "\n\nThree\nfour\n"
    reading = settled(a_reading(body, 40))
    rows = [text_of(line).strip() for line in reading.lines(0, EVERYTHING)]
    assert reading.place_at(rows.index("Three four")).line == 4
    assert reading.y_of(Place(4)) == rows.index("Three four")
    assert reading.place_at(0) == Place(0, 0.0)
    assert reading.y_of(Place(0, 0.0)) == 0


def test_progress_and_minutes_left_run_from_beginning_to_end() -> None:
    article = a_stored_article(a_long_body(50), minutes=10)
    reading = settled(Reading(article, width=60))
    assert reading.progress(0) == 0
    assert reading.minutes_left(0) == 10
    assert reading.progress(reading.height - 1) == 1
    assert reading.minutes_left(reading.height - 1) == 0
    shares = [reading.progress(y) for y in range(0, reading.height, 9)]
    assert shares == sorted(shares)


def test_headings_are_stepped_through_up_and_down() -> None:
    reading = a_reading(a_long_body(100))
    steps = []
    y: int | None = 0
    while y is not None:
        y = reading.heading_after(y)
        steps.append(y)
    assert [text_of(reading.lines(y, y + 1)[0]).strip() for y in steps if y] == [f"Part {n}" for n in range(0, 100, 10)]
    assert reading.heading_before(steps[1] or 0) == steps[0]
    assert reading.heading_before(steps[0] or 0) is None


def test_the_outline_knows_levels_and_lines() -> None:
    reading = settled(a_reading("# A *b*\n\ntext\n\n### C {#own}\n"))
    assert reading.outline() == [Entry(1, "A b", 0), Entry(3, "C", 4)]


def test_anchors_are_headings_and_what_html_names() -> None:
    body = "# What's new?\n\ntext\n\n## Über uns {#about}\n\ntext <a id='here'></a> more\n"
    reading = settled(a_reading(body))
    rows = [text_of(line).strip() for line in reading.lines(0, EVERYTHING)]
    assert slug("What's new?") == "whats-new"
    assert reading.y_of_anchor("whats-new") == rows.index("What's new?")
    assert reading.y_of_anchor("what-s-new") == rows.index("What's new?")
    assert reading.y_of_anchor("about") == rows.index("Über uns")
    assert reading.y_of_anchor("here") == rows.index("text more")
    assert reading.y_of_anchor("nowhere") is None


def test_footnotes_lead_there_and_back() -> None:
    reading = settled(a_reading("One[^x].\n\n" + "Text. " * 200 + "\n\n[^x]: The *note*.\n"))
    note = reading.y_of_note("x")
    assert note is not None
    assert text_of(reading.lines(note, note + 1)[0]).strip() == "[1] The note."
    assert reading.y_of_reference("x") == 3
    assert reading.note("x") == "The note."
    assert reading.note("y") == ""
    assert reading.y_of_note("y") is None
    assert [link.link.kind for link in reading.links(note, note + 1)] == [LinkKind.BACK]


def test_links_on_the_screen_come_in_reading_order_with_their_cells() -> None:
    reading = a_reading("日本 [one](https://a.org) and [two words](b.md)\n\n[far](c.md)", 30)
    found = reading.links(0, 4)
    assert [(link.text, link.y, link.x) for link in found] == [("one", 3, 6), ("two words", 3, 14)]


def test_a_link_over_two_rows_is_one() -> None:
    reading = a_reading("word [a link of several words](https://a.org) after", 24)
    assert [link.text for link in reading.links(0, EVERYTHING)] == ["a link of several words"]


def test_the_topmost_code_block_is_given_whole() -> None:
    code = "\n".join(f"line {n}" for n in range(500))
    reading = settled(a_reading(f"Text\n\n```\n{code}\n```\n\n```\nother\n```\n"))
    assert reading.code_at(0, 10) == code
    assert reading.code_at(300, 310) == code
    assert reading.code_at(reading.height - 1, reading.height) == "other"
    assert a_reading("Text").code_at(0, 10) is None


def test_what_stands_in_code_is_no_anchor_and_no_reference() -> None:
    body = (
        '`[^n]` and `<a id="here">` are written so:\n\n```\n[^n] <a id="here">\n```\n\n'
        'The first[^n] one. <a id="here"></a>Here.\n\n[^n]: A note.\n'
    )
    reading = settled(a_reading(body))
    rows = [text_of(line).strip() for line in reading.lines(0, EVERYTHING)]
    there = rows.index("The first[1] one. Here.")
    assert reading.y_of_reference("n") == there
    assert reading.y_of_anchor("here") == there
    assert reading.y_of_anchor("n") is None


def test_a_reference_in_a_table_is_the_way_back_too() -> None:
    body = "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | four[^n] |\n\n[^n]: A note.\n"
    reading = settled(a_reading(body))
    rows = [text_of(line).strip() for line in reading.lines(0, EVERYTHING)]
    assert reading.y_of_reference("n") == next(y for y, row in enumerate(rows) if row.startswith("3"))


def test_a_long_article_is_read_for_a_search_in_slices() -> None:
    reading = a_reading(a_long_body())
    reading.lines(0, 40)
    reading.begin_to_find()
    assert not reading.ready_to_find
    slices = 0
    while not reading.ready_to_find:
        reading.settle(budget_ms=1)
        slices += 1
    assert slices > 5
    assert reading.find("of it 100.") == 1
    assert not reading.settled
    assert settled(reading).found_rows()[0] == reading.stand_at(0)


def test_a_heading_far_ahead_is_looked_for_in_what_is_parsed() -> None:
    reading = a_reading("\n\n".join([PARAGRAPH] * 1_000 + ["## Far ahead"]))
    assert reading.heading_after(0) is None
    assert not reading.reaches(reading.height + 1)
    assert settled(reading).heading_after(0) == reading.height - 2
    assert reading.reaches(10**9)
