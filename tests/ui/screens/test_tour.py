"""The tour on the samples: three steps, and then the way to a desk of one's own."""

from pathlib import Path

from newsdesk.desk.opening import open_desk
from newsdesk.desk.settings import Settings
from newsdesk.ui.screens.desk_screen import DeskScreen
from tests.ui.newsrooms import a_newsroom, settled


def line(screen: DeskScreen) -> str:
    return "".join(word.text for word in screen._tour._line._left)


async def test_the_tour_ends_with_the_way_to_a_desk_of_ones_own(tmp_path: Path) -> None:
    with open_desk(tmp_path, (), Settings()) as samples:
        async with a_newsroom(samples).run_test(size=(120, 40)) as pilot:
            screen = await settled(pilot)
            assert "1/3" in line(screen)
            await pilot.press("slash", "f", "o", "g")
            screen = await settled(pilot, lambda s: "2/3" in line(s))
            await pilot.press("enter", "enter")
            screen = await settled(pilot, lambda s: "3/3" in line(s))
            await pilot.press("s")
            screen = await settled(pilot, lambda s: "A, then a follows a folder or a feed" in line(s))
            assert "newsdesk feeds add URL" in line(screen)
            for _step in range(3):
                await pilot.press("escape")
            screen = await settled(pilot, lambda s: not s._tour.on)
        async with a_newsroom(samples).run_test(size=(120, 40)) as pilot:
            screen = await settled(pilot)
            assert not screen._tour.on
