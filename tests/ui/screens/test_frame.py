"""The panes of the main screen: which stand side by side, how wide, what of it is kept, and what a resize moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.ui import themes
from newsdesk.ui.layout import Pane
from newsdesk.ui.screens.desk_screen import DeskScreen
from newsdesk.ui.surroundings import Surroundings
from newsdesk.ui.widgets.one_line import OneLine
from newsdesk.ui.widgets.theme_list import ThemeList
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled

SIZE = (120, 40)
LONG = "\n\n".join(
    f"## Part {number}\n\nA paragraph of part {number}, with {'words ' * 40}." for number in range(1, 40)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("frame") / "house"
    for number in range(70):
        a_file(source, f"{number:02}.md", f"Headline {number:02}", LONG, date=f"2025-01-{1 + number % 28:02}")
    return source


@pytest.fixture
def desk(tmp_path: Path, folder: Path) -> Iterator[Desk]:
    with a_desk(tmp_path, folder) as opened:
        yield opened


def widths(screen: DeskScreen) -> tuple[int, int, int]:
    layout = screen.layout_now
    return layout.list, layout.article, layout.stats


def hints(screen: DeskScreen) -> str:
    line = screen.query_one("#hints", OneLine)
    return "".join(word.text for word in (*line._left, *line._right))


async def pulled(pilot: Pilot[None], start: int, end: int) -> DeskScreen:
    """The line between two panes, taken hold of in a column and let go in another."""
    screen = pilot.app.screen
    assert isinstance(screen, DeskScreen)
    await pilot.mouse_down(offset=(start, 20))
    await pilot.hover(offset=((start + end) // 2, 20))
    await pilot.hover(offset=(end, 20))
    await pilot.mouse_up(offset=(end, 20))
    return await settled(pilot)


async def test_the_layout_key_goes_round_and_the_next_start_begins_as_it_was_left(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        seen = [widths(screen)]
        for _ in range(3):
            await pilot.press("backslash")
            seen.append(widths(screen))
        assert [sum(width > 0 for width in one) for one in seen] == [3, 2, 1, 3]
        await pilot.press("backslash")
        await settled(pilot)
    async with a_newsroom(desk).run_test(size=SIZE) as pilot:
        assert widths(await settled(pilot)) == seen[1]


async def test_the_figures_are_sent_away_and_come_back_with_one_key(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press("percent_sign")
        assert screen.layout_now.stats == 0
        await pilot.press("percent_sign")
        assert screen.layout_now.stats
        assert not screen.layout_now.stats_over
        await pilot.press("backslash", "backslash", "percent_sign")
        assert screen.layout_now.stats_over
        assert screen.focused_pane is Pane.STATS
        await pilot.press("escape")
        assert not screen.layout_now.stats
        assert screen.focused_pane is Pane.LIST


async def test_where_there_is_room_for_one_pane_the_keys_for_more_say_so(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        before = screen.looks
        for action in (screen.action_layout, lambda: screen.action_widen("list", 4)):
            action()
            await pilot.pause()
            [note] = pilot.app._notifications
            assert "room" in note.message
        assert screen.looks == before


async def test_the_lines_between_panes_are_pulled_with_the_mouse_and_stay(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        list_columns = screen.layout_now.list
        screen = await pulled(pilot, list_columns, list_columns + 13)
        assert widths(screen) == (list_columns + 13, SIZE[0] - 28 - list_columns - 13, 28)
        screen = await pulled(pilot, SIZE[0] - 28, SIZE[0] - 40)
        assert screen.layout_now.stats == 40
        kept = widths(screen)
    async with a_newsroom(desk).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert widths(screen) == kept
        # Beyond all bounds, both panes stay of use.
        for end in (0, SIZE[0] - 1):
            screen = await pulled(pilot, screen.layout_now.list, end)
            assert min(widths(screen)) >= 18


async def test_the_palette_widens_the_list_and_forgets_it_again(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        before = widths(screen)
        for text, list_columns in (("widen the list", before[0] + 4), ("widths as", before[0])):
            await pilot.press("ctrl+p", *text.replace(" ", "_").replace("_", " "))
            await pilot.pause(0.3)
            await pilot.press("enter")
            await settled(pilot, lambda screen, wanted=list_columns: screen.layout_now.list == wanted)  # type: ignore[misc]
        assert widths(screen) == before


@pytest.mark.parametrize("way", [[(80, 24)], [(200, 60)], [(100, 30), (200, 60), (20, 5)], [(90, 12), (121, 41)]])
async def test_a_resize_keeps_the_row_of_the_cursor_and_the_place_in_the_article(
    desk: Desk, way: list[tuple[int, int]]
) -> None:
    async with a_newsroom(desk).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press(*"jjjjjjjjjjjjjjjjjjjjjjjj")
        screen = await settled(pilot, lambda s: s.article.article_id == s.headlines.article_id)
        screen.article.action_scroll_page(3)
        await settled(pilot)
        list_ = screen.headlines
        article_id = list_.article_id
        place, top = screen.article.place, screen.article.top
        for size in [*way, SIZE]:
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert list_.article_id == article_id
            at = list_.cursor_screen_offset.y - list_.content_region.y
            assert 0 <= at < list_.lines_in_view
        assert (screen.article.place, screen.article.top) == (place, top)


async def test_themes_are_seen_while_one_chooses_and_the_chosen_one_stays(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert pilot.app.theme == themes.DARK
        await pilot.press("f2")
        await pilot.pause()
        assert "keep" in hints(screen)
        seen = []
        for _ in themes.NAMES:
            await pilot.press("down")
            await pilot.pause()
            seen.append(pilot.app.theme)
        assert seen == list(themes.NAMES)
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.theme == themes.DARK
        assert not screen.query(ThemeList)
        assert screen.focused is screen.headlines
        await pilot.press("f2", "j", "j", "j", "enter")
        await settled(pilot)
        assert pilot.app.theme == "newsdesk-sepia"
        assert "star" in hints(screen)
    async with a_newsroom(desk).run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert pilot.app.theme == "newsdesk-sepia"
        await pilot.press("f2", "up", "up", "up", "enter")
        await settled(pilot)
        assert pilot.app.theme == themes.DARK


async def test_who_goes_elsewhere_while_choosing_a_theme_has_kept_none(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        await pilot.press("f2", "down", "down", "slash", "x")
        await settled(pilot)
        assert pilot.app.theme == themes.DARK
        assert screen.focused is screen.bar
        assert not screen.query(ThemeList)


async def test_a_terminal_without_shades_offers_none(desk: Desk) -> None:
    async with a_newsroom(desk, Surroundings(few_colours=True)).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press("f2")
        await pilot.pause()
        assert screen.query_one(ThemeList).line_count == 2


@pytest.mark.parametrize("wished", ["newsdesk-dim", themes.SIXTEEN])
async def test_the_configuration_names_the_theme_as_long_as_nobody_chose_one(
    tmp_path: Path, folder: Path, wished: str
) -> None:
    with a_desk(tmp_path, folder, theme=wished) as desk:
        async with a_newsroom(desk, Surroundings(light=True)).run_test(size=SIZE) as pilot:
            await settled(pilot)
            assert pilot.app.theme == wished


async def test_a_list_that_was_away_is_painted_in_its_new_width_when_it_is_back(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        await pilot.press("O", "tab")
        await settled(pilot)
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        await pilot.resize_terminal(200, 60)
        await settled(pilot)
        shown = [strip.text for strip in screen._compositor.render_strips()]
        list_ = screen.headlines
        for y in range(list_.lines_in_view):
            assert list_._full_line(y).text == shown[list_.region.y + y][: list_.region.width]
