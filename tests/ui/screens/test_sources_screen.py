"""The sources screen on a real desk: what is followed, and looking after it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import standing_desk
from newsdesk.desk.settings import Settings
from newsdesk.ui.screens.desk_screen import DeskScreen
from newsdesk.ui.screens.keys_screen import KeysScreen
from newsdesk.ui.screens.sources_screen import SourcesScreen
from newsdesk.ui.widgets.one_line import OneLine
from tests.builders import a_file
from tests.ui.newsrooms import a_newsroom, settled

WIDE, NARROW = (120, 40), (80, 24)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    house, archive = tmp_path / "House", tmp_path / "Archive"
    a_file(house, "flood.md", "Flood recedes in the delta", date="2025-02-05")
    a_file(house, "budget.md", "The budget, explained", date="2025-01-20")
    a_file(archive, "fog.md", "Fog, as it was", date="1999-02-05")
    with Desk.open(standing_desk(tmp_path / "data"), Settings(time_zone="UTC")) as opened:
        for folder in (house, archive):
            opened.add_source(str(folder))
        opened.refresh()
        yield opened


async def the_sources(pilot: Pilot[None]) -> SourcesScreen:
    await settled(pilot)
    await pilot.press("A")
    return await shown(pilot, lambda screen: bool(screen._sources))


async def shown(pilot: Pilot[None], ready: Callable[[SourcesScreen], bool]) -> SourcesScreen:
    """Wait until the sources screen shows what the test waits for."""
    for _turn in range(500):
        await pilot.pause(0.01)
        screen = pilot.app.screen
        if isinstance(screen, SourcesScreen) and ready(screen):
            return screen
    raise AssertionError("\n".join(rows(pilot.app.screen)) if isinstance(pilot.app.screen, SourcesScreen) else "left")


def rows(screen: SourcesScreen) -> list[str]:
    width = screen._list.line_width
    return [screen._list.paint(line, width).text.rstrip() for line in range(screen._list.line_count)]


def sentence(screen: SourcesScreen) -> str:
    return " ".join(word.text.strip() for line in screen._sentence for word in line._left).strip()


def toasts(pilot: Pilot[None]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


async def test_the_sources_are_listed_with_their_figures(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await the_sources(pilot)
        found = [" ".join(row.replace("▌", "").split()) for row in rows(screen)]
        assert found[0] == "All sources 3 3"
        assert found[1] == "Folders and files"
        assert found[2].startswith("House 2 2")
        assert found[3].startswith("Archive 1 1")


async def test_enter_lists_the_articles_of_a_source(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await the_sources(pilot)
        await pilot.press("j", "enter")
        main = await settled(pilot, lambda s: len(s.headlines.hits) == 2)
        assert main.bar.value == 'source:"House"'
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_escape_leaves_everything_as_it_was(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await the_sources(pilot)
        await pilot.press("j", "escape")
        main = await settled(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)
        assert (main.bar.value, len(main.headlines.hits)) == ("", 3)


async def test_a_folder_is_added_and_its_articles_come(desk: Desk, tmp_path: Path) -> None:
    a_file(tmp_path / "Wire desk", "ice.md", "Ice on the river", date="2025-02-09")
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        screen = await the_sources(pilot)
        await pilot.press("a")
        screen._prompt._input.value = str(tmp_path / "Wire desk")
        await pilot.press("enter")
        screen = await shown(pilot, lambda s: any("Wire desk" in row and " 1 " in row for row in rows(s)))
        assert screen._followed is not None
        assert screen._followed.source.name == "Wire desk"


async def test_what_is_pasted_is_to_be_added(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        screen = await the_sources(pilot)
        pilot.app.post_message(events.Paste("  https://example.org/feed\x1b \nand more"))
        await shown(pilot, lambda s: s._prompt.about == "add")
        assert screen._prompt._input.value == "https://example.org/feed"
        await pilot.press("escape")
        assert len(desk.sources()) == 2


async def test_tab_completes_the_path_of_a_folder(desk: Desk, tmp_path: Path) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        screen = await the_sources(pilot)
        await pilot.press("a")
        screen._prompt._input.value = f"{tmp_path}/Arch"
        await pilot.press("tab")
        await shown(pilot, lambda s: s._prompt._input.value == f"{tmp_path}/Archive/")
        assert screen._prompt.about == "add"


async def test_the_problems_of_a_source_are_a_key_away(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await the_sources(pilot)
        await pilot.press("j", "exclamation_mark")
        await settled(pilot, lambda s: s.bar.value == 'source:"House" is:problem' and not len(s.headlines.hits))


async def test_what_is_not_there_is_said_with_the_way_out(desk: Desk, tmp_path: Path) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await the_sources(pilot)
        await pilot.press("a", *"/nowhere/at all", "enter")
        for _turn in range(200):
            await pilot.pause(0.01)
            if toasts(pilot):
                break
        assert toasts(pilot) == [
            "There is no folder or file /nowhere/at all. Check the spelling, or give the full path."
        ]
        assert len(desk.sources()) == 2


async def test_a_source_gets_another_name(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await the_sources(pilot)
        await pilot.press("j", "e", *["backspace"] * 5, *"Newsroom", "enter")
        await shown(pilot, lambda s: any("Newsroom" in row for row in rows(s)))
        assert [source.name for source in desk.sources()] == ["Newsroom", "Archive"]
        await pilot.press("enter")
        await settled(pilot, lambda s: len(s.headlines.hits) == 2)


async def test_two_sources_cannot_have_one_name(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await the_sources(pilot)
        await pilot.press("j", "e", *["backspace"] * 5, *"Archive", "enter")
        for _turn in range(200):
            await pilot.pause(0.01)
            if toasts(pilot):
                break
        assert toasts(pilot)[0].startswith("Another source is called Archive already.")


async def test_a_removed_source_is_crossed_out_until_one_leaves(desk: Desk, tmp_path: Path) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await the_sources(pilot)
        await pilot.press("j", "d")
        screen = await shown(pilot, lambda s: any("removed when you leave" in row for row in rows(s)))
        assert "files stay" in sentence(screen)
        assert len(desk.sources()) == 2
        await pilot.press("z")
        await shown(pilot, lambda s: not any("removed" in row for row in rows(s)))
        await pilot.press("d", "escape")
        main = await settled(pilot, lambda s: len(s.headlines.hits) == 1)
        assert [source.name for source in desk.sources()] == ["Archive"]
        assert main.headlines.headline is not None
        assert main.headlines.headline.title == "Fog, as it was"
        assert (tmp_path / "House" / "flood.md").exists()


async def test_what_is_crossed_out_leaves_also_when_one_quits(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await the_sources(pilot)
        await pilot.press("j", "d")
        await shown(pilot, lambda s: bool(s._struck))
        pilot.app.exit()
        await pilot.pause(0.1)
    assert [source.name for source in desk.sources()] == ["Archive"]


async def test_a_paused_source_takes_nothing_in_until_it_goes_on(desk: Desk, tmp_path: Path) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await the_sources(pilot)
        await pilot.press("j", "p")
        screen = await shown(pilot, lambda s: any("House" in row and "paused" in row for row in rows(s)))
        assert "p goes on" in sentence(screen)
        a_file(tmp_path / "House", "new.md", "New in the house", date="2025-02-09")
        assert desk.refresh().added == 0
        await pilot.press("p")
        await shown(pilot, lambda s: any("House" in row and " 3 " in row for row in rows(s)))


async def test_a_part_of_a_name_leaves_just_those_and_escape_all(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await the_sources(pilot)
        await pilot.press("slash", *"archi")
        screen = await shown(pilot, lambda s: len(rows(s)) == 1)
        await pilot.press("enter")
        assert screen._followed is not None
        assert screen._followed.source.name == "Archive"
        await pilot.press("escape")
        await shown(pilot, lambda s: len(rows(s)) == 4)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_all_keys_are_one_key_away(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await the_sources(pilot)
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, KeysScreen)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, SourcesScreen)


async def test_a_hint_can_be_clicked(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        screen = await the_sources(pilot)
        hints = screen.query_one("#hints", OneLine)
        place = "".join(word.text for word in hints._left).index("add")
        await pilot.click(hints, offset=(place, 0))
        assert screen._prompt.display


async def test_the_screen_follows_the_terminal(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        screen = await the_sources(pilot)
        for columns, lines in ((200, 60), (80, 24), (40, 12), (20, 5)):
            await pilot.resize_terminal(columns, lines)
            await pilot.pause()
            assert all(len(row) <= columns for row in rows(screen))
            assert any("House" in row for row in rows(screen))


async def test_a_desk_without_sources_says_how_to_begin(tmp_path: Path) -> None:
    with Desk.open(standing_desk(tmp_path), Settings()) as empty:
        async with a_newsroom(empty).run_test(size=NARROW) as pilot:
            main = await settled(pilot)
            assert any("A" in sentence for sentence in main.headlines.nothing)
            await pilot.press("A")
            screen = await shown(pilot, lambda s: "being counted" not in "".join(rows(s)))
            assert any("a adds a folder" in row for row in rows(screen))
