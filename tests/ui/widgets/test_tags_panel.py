"""Tags of the reader, under `t`: what stands in the line is what the article has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Tagging
from newsdesk.model.clean import Clean
from newsdesk.ui.widgets.one_line import OneLine
from newsdesk.ui.widgets.tags_panel import TagsLine, TagsPanel
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    a_file(tmp_path / "house", "flood.md", "Flood", tags=["water"], date="2025-02-03")
    a_file(tmp_path / "house", "frost.md", "Frost", tags=["weather", "[/b] odd"], date="2025-02-02")
    with a_desk(tmp_path / "data", tmp_path / "house") as opened:
        yield opened


async def said(pilot: Pilot[None], line: int) -> str:
    """What a line of the panel says: 0 is what it is about, 1 what may be meant."""
    await pilot.pause(0.1)
    shown = pilot.app.screen.query_one(TagsPanel).query(OneLine)[line]
    words = shown._left if line else (*shown._left, *shown._right)
    return "".join(word.text for word in words).strip()


def tags(desk: Desk) -> dict[str, tuple[str, ...]]:
    return {headline.title: headline.tags for headline in desk.newest(9)}


async def test_tags_are_given_in_a_line_found_and_taken_back(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        # Typed faster than anything opens: nothing of it is taken for a command of the list.
        await pilot.press("t", *"aqs", "comma", "space", *"quiz")
        assert await said(pilot, 0) == "Floodits own: water"
        ask, line = screen.query_one("TagsPanel Static"), screen.query_one(TagsLine)
        assert (ask.region.width, line.region.x, line.region.y) == (6, 6, ask.region.y)
        await pilot.press("enter", "j")
        await settled(pilot, lambda _screen: tags(desk)["Flood"] == ("water", "aqs", "quiz"))
        assert not screen.query(TagsPanel)
        assert screen.headlines.cursor == 1
        screen.bar.value = "tag:quiz"
        await settled(pilot, lambda screen: len(screen.headlines.hits) == 1)
        await pilot.press("z")
        await settled(pilot, lambda _screen: tags(desk)["Flood"] == ("water",))


async def test_what_is_taken_out_of_the_line_is_taken_from_the_article(desk: Desk) -> None:
    flood = desk.newest(1)[0].id
    desk.tag(Tagging(give=(Clean("one"), Clean("two"))), [flood])
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("t")
        assert screen.query_one(TagsLine).value == "one, two, "
        await pilot.press("ctrl+u", *"Two, three", "enter")
        await settled(pilot, lambda _screen: tags(desk)["Flood"] == ("water", "Two", "three"))


async def test_tab_completes_from_the_tags_of_the_desk(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("t")
        line = screen.query_one(TagsLine)
        assert await said(pilot, 1) == "[/b] odd   water   weather"
        await pilot.press("w")
        assert await said(pilot, 1) == "water   weather"
        await pilot.press("tab")
        assert line.value == "water"
        await pilot.press("tab")
        assert line.value == "weather"
        await pilot.press("comma", "w")
        # What is there already is not offered again.
        assert await said(pilot, 1) == "water"
        await pilot.press("tab")
        assert line.value == "weather, water"
        await pilot.press("comma", *"novel")
        assert await said(pilot, 1) == "A tag that is new on this desk."
        await pilot.press("escape")
        await settled(pilot)
        assert tags(desk)["Flood"] == ("water",)
        assert pilot.app.focused is screen.headlines


async def test_an_open_article_shows_the_tags_that_it_is_given(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("t", *"follow-up", "enter")
        await settled(pilot, lambda _screen: tags(desk)["Flood"] == ("water", "follow-up"))
        assert pilot.app.focused is screen.article
        reading = screen.article.reading
        assert reading is not None
        assert any("follow-up" in "".join(span.text for span in line) for line in reading.lines(0, 20))


async def test_what_is_selected_is_tagged_at_once(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("v", "j", "v", "t")
        assert await said(pilot, 0) == "2 articles"
        await pilot.press(*"both", "enter")
        await settled(pilot, lambda _screen: all("both" in given for given in tags(desk).values()))
        await pilot.press("v", "k", "v", "t")
        assert screen.query_one(TagsLine).value == "both, "
        await pilot.press("ctrl+u", *"-both", "enter")
        await settled(pilot, lambda _screen: not any("both" in given for given in tags(desk).values()))


async def test_a_line_that_changes_nothing_does_nothing(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("t", "comma", "space", "comma", "enter")
        await settled(pilot)
        assert not screen.query(TagsPanel)
    assert desk.undo() is None


async def test_the_panel_goes_when_something_else_gets_the_focus_and_changes_nothing(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("t", *"lost")
        await pilot.click(screen.article, offset=(20, 10))
        await settled(pilot)
        assert not screen.query(TagsPanel)
        assert tags(desk)["Flood"] == ("water",)
        await pilot.press("t")
        assert screen.query_one(TagsLine).value == ""
