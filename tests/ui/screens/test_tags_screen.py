"""Tags of the reader, under `t`: what stands in the line is what the article has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Tagging
from newsdesk.model.clean import Clean
from newsdesk.ui.screens.tags_screen import TagsLine, TagsScreen
from newsdesk.ui.widgets.one_line import OneLine
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    a_file(tmp_path / "house", "flood.md", "Flood", tags=["water"], date="2025-02-03")
    a_file(tmp_path / "house", "frost.md", "Frost", tags=["weather", "[/b] odd"], date="2025-02-02")
    with a_desk(tmp_path / "data", tmp_path / "house") as opened:
        yield opened


def said(pilot: Pilot[None], line: str) -> str:
    shown = pilot.app.screen.query_one(line, OneLine)
    return "".join(word.text for word in (*shown._left, *shown._right)).strip()


def tags(desk: Desk) -> dict[str, tuple[str, ...]]:
    return {headline.title: headline.tags for headline in desk.newest(9)}


async def typed(pilot: Pilot[None], *keys: str) -> TagsScreen:
    """Press keys; the screen that they end on."""
    await pilot.press(*keys)
    await pilot.pause(0.1)
    assert isinstance(pilot.app.screen, TagsScreen)
    return pilot.app.screen


async def test_tags_are_given_in_a_line_found_and_taken_back(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        # Typed faster than any screen opens: nothing of it is taken for a command of the list.
        await typed(pilot, "t", *"as", "comma", "space", *"quiz")
        assert said(pilot, "#about").startswith("Flood")
        assert said(pilot, "#about").endswith("its own: water")
        await pilot.press("enter")
        await settled(pilot, lambda _screen: tags(desk)["Flood"] == ("water", "as", "quiz"))
        assert pilot.app.screen is screen
        screen.bar.value = "tag:quiz"
        await settled(pilot, lambda screen: len(screen.headlines.hits) == 1)
        await pilot.press("z")
        await settled(pilot, lambda _screen: tags(desk)["Flood"] == ("water",))


async def test_what_is_taken_out_of_the_line_is_taken_from_the_article(desk: Desk) -> None:
    flood = desk.newest(1)[0].id
    desk.tag(Tagging(give=(Clean("one"), Clean("two"))), [flood])
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        screen = await typed(pilot, "t")
        assert screen.query_one(TagsLine).value == "one, two, "
        await pilot.press("ctrl+u", *"Two, three", "enter")
        await settled(pilot, lambda _screen: tags(desk)["Flood"] == ("water", "Two", "three"))


async def test_tab_completes_from_the_tags_of_the_desk(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        screen = await typed(pilot, "t")
        line = screen.query_one(TagsLine)
        assert said(pilot, "#meant") == "[/b] odd   water   weather"
        await typed(pilot, "w")
        assert said(pilot, "#meant") == "water   weather"
        await pilot.press("tab")
        assert line.value == "water"
        await pilot.press("tab")
        assert line.value == "weather"
        await typed(pilot, "comma", "w")
        # What is there already is not offered again.
        assert said(pilot, "#meant") == "water"
        await pilot.press("tab")
        assert line.value == "weather, water"
        await typed(pilot, "comma", *"novel")
        assert said(pilot, "#meant") == "A tag that is new on this desk."
        await pilot.press("escape")
        await settled(pilot)
        assert tags(desk)["Flood"] == ("water",)


async def test_an_open_article_shows_the_tags_that_it_is_given(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await typed(pilot, "t", *"follow-up")
        await pilot.press("enter")
        screen = await settled(pilot, lambda _screen: tags(desk)["Flood"] == ("water", "follow-up"))
        reading = screen.article.reading
        assert reading is not None
        assert any("follow-up" in "".join(span.text for span in line) for line in reading.lines(0, 20))


async def test_a_line_that_changes_nothing_does_nothing(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await typed(pilot, "t", "comma", "space", "comma")
        await pilot.press("enter")
        await settled(pilot)
    assert desk.undo() is None
