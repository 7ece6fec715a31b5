"""The reading pane under the mouse."""

from pathlib import Path

from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled


async def test_a_link_of_wide_characters_can_be_clicked_up_to_its_last_cell(tmp_path: Path) -> None:
    body = "[潮汐表潮汐表](#the-end)\n\n" + "A paragraph.\n\n" * 60 + "## The end\n\nHere.\n"
    a_file(tmp_path / "house", "a.md", "Tides", body)
    with a_desk(tmp_path / "data", tmp_path / "house") as desk:
        async with a_newsroom(desk).run_test(size=(120, 40)) as pilot:
            screen = await settled(pilot)
            await pilot.press("enter")
            await settled(pilot, lambda s: s.article.article_id is not None)
            reading = screen.article.reading
            assert reading is not None
            (link,) = reading.links(0, 20)
            assert screen.article.top == 0
            # The eleventh of its twelve cells.
            await pilot.click(screen.article, offset=(link.x + 10, link.y))
            await settled(pilot)
            assert screen.article.top > 0
