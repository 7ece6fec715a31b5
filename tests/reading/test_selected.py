"""What a reader selects is what they get: sentences without the breaks of lines, code with its own."""

from newsdesk.reading.spans import Spot, text_of
from tests.reading.pages import EVERYTHING, a_reading, settled

LONG = "The harbour says little, and repeats it every hour of the night to whoever is awake."


def selected(body: str, first: str, last: str, width: int = 40) -> str:
    """From the beginning of one text on the page to the end of another."""
    reading = settled(a_reading(body, width))
    rows = [text_of(line) for line in reading.lines(0, EVERYTHING)]
    start = next(Spot(y, row.index(first)) for y, row in enumerate(rows) if first in row)
    end = next(Spot(y, row.index(last) + len(last)) for y, row in reversed(list(enumerate(rows))) if last in row)
    return reading.said(start, end)


def test_a_sentence_over_several_lines_is_one_line() -> None:
    assert selected(LONG, "harbour", "night") == "harbour says little, and repeats it every hour of the night"


def test_paragraphs_stay_paragraphs() -> None:
    assert selected(f"{LONG}\n\nSecond.", "awake", "Second") == "awake.\n\nSecond"


def test_items_of_a_list_stand_below_one_another() -> None:
    assert selected("- one thing\n- other thing", "thing", "other") == "thing\nother"


def test_code_keeps_its_lines_and_loses_its_field() -> None:
    body = "```python\nif tide:\n    go()\n```\n"
    assert selected(body, "tide", "go()") == "tide:\n    go()"


def test_a_table_is_taken_as_it_stands() -> None:
    body = "| Hour | Height |\n| --- | --: |\n| 06:00 | 2.4 |\n| 12:00 | 0.3 |\n"
    assert selected(body, "06:00", "0.3") == "06:00 │    2.4\n12:00 │    0.3"


def test_wide_characters_are_taken_whole() -> None:
    reading = settled(a_reading("潮汐表", 40))
    # The second cell of the first character, to the first of the third.
    assert reading.said(Spot(3, 3), Spot(3, 7)) == "潮汐"


def test_nothing_is_selected_between_a_place_and_itself() -> None:
    reading = settled(a_reading(LONG, 40))
    assert reading.said(Spot(3, 5), Spot(3, 5)) == ""
