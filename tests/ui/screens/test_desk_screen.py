"""The main screen on a real desk: searching, reading, doing, going back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.model.article import Flag
from newsdesk.ui.layout import Pane
from newsdesk.ui.screens.desk_screen import DeskScreen
from newsdesk.ui.screens.keys_screen import KeysScreen
from newsdesk.ui.screens.problems_screen import ProblemsScreen
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled

WIDE, NARROW = (120, 40), (80, 24)
LONG = "\n\n".join(f"## Part {number}\n\nA paragraph of part {number}." for number in range(1, 60))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    source = tmp_path / "house"
    a_file(source, "flood.md", "Flood recedes in the delta", author="Ada Reyes", date="2025-02-05", tags=["weather"])
    a_file(source, "deepseek.md", "DeepSeek's revolution", LONG, author="David Jenkins", date="2025-02-03", tags=["ai"])
    a_file(source, "budget.md", "The budget, explained", author="Ada Reyes", date="2025-01-20", tags=["politics"])
    with a_desk(tmp_path / "data", source) as opened:
        yield opened


def titles(screen: DeskScreen) -> list[str]:
    rows = (screen.headlines.headline_at(row) for row in range(len(screen.headlines.hits)))
    return [row.title for row in rows if row is not None]


async def search(pilot: Pilot[None], text: str) -> DeskScreen:
    await pilot.press("slash")
    screen = pilot.app.screen
    assert isinstance(screen, DeskScreen)
    screen.bar.value = text
    return await settled(pilot, lambda s: s._query is not None and s._query.text == text)


async def test_the_newest_article_is_first_and_its_text_is_beside_it(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        screen = await settled(pilot, lambda s: s.article.article_id is not None)
        assert titles(screen) == ["Flood recedes in the delta", "DeepSeek's revolution", "The budget, explained"]
        assert screen.article.article_id == screen.headlines.article_id


async def test_a_misspelt_headline_is_found_and_enter_twice_reads_it(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"depsek", "space", *"revoluton", "enter", "enter")
        screen = await settled(pilot, lambda s: s.article.article_id is not None)
        assert titles(screen) == ["DeepSeek's revolution"]
        assert screen.focused_pane is Pane.ARTICLE
        assert screen.layout_now.list == 0
        headline = screen.headlines.headline
        assert headline is not None
        assert headline.flags & Flag.READ


async def test_tab_shows_the_article_of_the_row_where_there_is_room_for_one_pane(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        await settled(pilot)
        await pilot.press("j", "tab")
        screen = await settled(pilot, lambda s: s.article.article_id is not None)
        assert screen.article.article_id == screen.headlines.article_id
        headline = screen.headlines.headline
        assert headline is not None
        assert not headline.flags & Flag.READ


async def test_escape_goes_back_one_step_at_a_time(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        await settled(pilot)
        await search(pilot, "budget")
        await pilot.press("enter", "enter")
        screen = await settled(pilot, lambda s: s.article.article_id is not None)
        await pilot.press("escape")
        assert screen.focused_pane is Pane.LIST
        await pilot.press("escape")
        screen = await settled(pilot, lambda s: s.bar.value == "")
        assert len(titles(screen)) == 3
        assert screen.headlines.headline is not None
        assert screen.headlines.headline.title == "The budget, explained"


async def test_a_star_is_kept_told_and_taken_back(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("s")
        await settled(
            pilot, lambda s: s.headlines.headline is not None and bool(s.headlines.headline.flags & Flag.STARRED)
        )
        assert [note.message for note in pilot.app._notifications] == ["1 article starred. z takes it back."]
        await pilot.press("z")
        await settled(
            pilot, lambda s: s.headlines.headline is not None and not s.headlines.headline.flags & Flag.STARRED
        )
        assert screen.focused_pane is Pane.LIST


async def test_an_archived_article_leaves_the_list_and_the_cursor_its_row(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("down", "a")
        screen = await settled(pilot, lambda s: len(s.headlines.hits) == 2)
        assert screen.headlines.headline is not None
        assert screen.headlines.headline.title == "The budget, explained"
        await pilot.press("z")
        await settled(pilot, lambda s: len(s.headlines.hits) == 3)


async def test_a_preview_does_not_count_as_reading(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("down")
        screen = await settled(pilot, lambda s: s.article.article_id == s.headlines.article_id)
        assert screen.headlines.headline is not None
        assert not screen.headlines.headline.flags & Flag.READ


async def test_space_reads_on_to_the_end_and_then_the_next_unread(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("down", "space")
        screen = await settled(pilot, lambda s: s.article.article_id == s.headlines.article_id)
        first = screen.article.article_id
        for _page in range(30):
            if screen.article.at_end:
                break
            await pilot.press("space")
        assert screen.article.article_id == first
        await pilot.press("space")
        await settled(pilot, lambda s: s.article.article_id not in {None, first})
        assert screen.headlines.headline is not None
        assert screen.headlines.headline.title == "The budget, explained"


async def test_enter_on_a_bar_narrows_the_search_and_x_takes_it_back(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        screen = await settled(pilot, lambda s: s.stats.bar is not None)
        await pilot.press("shift+tab")
        while screen.stats.bar is not None and screen.stats.bar.label != "Ada Reyes":
            await pilot.press("j")
        await pilot.press("enter")
        await settled(pilot, lambda s: len(s.headlines.hits) == 2)
        assert screen.bar.value == 'author:"Ada Reyes"'
        await pilot.press("x")
        await settled(pilot, lambda s: len(s.headlines.hits) == 3)


async def test_keys_that_arrive_together_are_carried_out_in_their_order(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        for key in ("slash", "q", "s", "escape", "escape", "j"):
            pilot.app.simulate_key(key)
        screen = await settled(pilot, lambda s: s.bar.value == "" and s.headlines.cursor == 1)
        assert pilot.app.is_running
        assert screen.headlines.headline_at(0) is not None
        assert not any(
            row.flags & Flag.STARRED for row in map(screen.headlines.headline_at, range(3)) if row is not None
        )


async def test_what_was_searched_comes_back_with_the_arrow(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        screen = await search(pilot, "budget")
        await pilot.press("enter", "slash", "escape", "up")
        assert screen.bar.value == "budget"


async def test_tab_completes_an_operator_and_its_value(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"auth", "tab")
        screen = await settled(pilot)
        assert screen.bar.value == "author:"
        await pilot.press("d", "a", "tab")
        assert screen.bar.value == 'author:"David Jenkins"'


async def test_the_layout_follows_the_terminal(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        for columns, rows, panes in ((120, 40, 3), (110, 40, 2), (80, 24, 1), (30, 8, 1)):
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
            layout = screen.layout_now
            assert sum(width > 0 for width in (layout.list, layout.article, layout.stats)) == panes
        assert not screen.masthead.display


async def test_where_one_was_in_an_article_is_remembered(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        await search(pilot, "deepseek")
        await pilot.press("enter", "enter")
        screen = await settled(pilot, lambda s: s.article.article_id is not None)
        await pilot.press("space")
        screen.article.keep_place()
        article_id = screen.article.article_id
        assert article_id is not None
        await settled(pilot, lambda s: desk.place(article_id) is not None)
    async with a_newsroom(desk, first_query="deepseek").run_test(size=WIDE) as pilot:
        screen = await settled(pilot, lambda s: s.article.article_id == article_id)
        assert screen.article.top > 0


async def test_a_bar_that_reports_what_is_shown_already_leaves_the_cursor_where_it_is(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        screen = await search(pilot, "author:Ada")
        await pilot.press("enter", "j")
        assert (await settled(pilot)).headlines.cursor == 1
        # As it does at a start, when the index was loaded before its report arrived.
        screen.on_input_changed()
        assert (await settled(pilot)).headlines.cursor == 1


async def test_what_was_on_the_screen_is_there_again(tmp_path: Path) -> None:
    source = tmp_path / "house"
    for number in range(90):
        word = "flood" if number % 2 else "frost"
        a_file(source, f"{number}.md", f"{word} {number}", LONG, date=f"2025-01-{1 + number % 28:02}")
    with a_desk(tmp_path / "data", source) as desk:
        async with a_newsroom(desk).run_test(size=WIDE) as pilot:
            await settled(pilot)
            await search(pilot, "flood")
            await pilot.press("enter", *"jjjjjjjjjjjjjjjjjjjjjjjjj", "enter")
            await settled(pilot, lambda s: s.article.article_id is not None)
            await pilot.press("space")
            screen = await settled(pilot)
            before = (screen.bar.value, screen.headlines.article_id, screen.article.top, screen.focused_pane)
            rows, height = visible(screen), screen.headlines.cursor_screen_offset
            assert screen.headlines.top > 0
            assert screen.article.top > 0
        async with a_newsroom(desk).run_test(size=WIDE) as pilot:
            again = pilot.app.screen_stack[0]
            assert isinstance(again, DeskScreen)
            # Before anything was searched.
            assert (visible(again), again.headlines.article_id) == (rows, before[1])
            screen = await settled(pilot, lambda s: s.article.top > 0)
            assert (screen.bar.value, screen.headlines.article_id, screen.article.top, screen.focused_pane) == before
            assert (visible(screen), screen.headlines.cursor_screen_offset) == (rows, height)
            await pilot.press("escape", "escape", "g")
            await settled(pilot)
        a_file(source, "newest.md", "Newest", date="2025-02-01")
        desk.refresh()
        async with a_newsroom(desk).run_test(size=WIDE) as pilot:
            screen = await settled(pilot)
            assert (screen.bar.value, visible(screen)[0], screen.headlines.cursor) == ("", "Newest", 0)


def visible(screen: DeskScreen) -> list[str]:
    """The headlines in the window of the list."""
    first = screen.headlines.first_in_view
    rows = range(first, first + screen.headlines.lines_in_view // 2)
    return [row.title for row in map(screen.headlines.headline_at, rows) if row is not None]


async def test_the_keys_and_the_problems_are_one_key_away_and_one_key_back(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        for key, kind in (("question_mark", KeysScreen), ("exclamation_mark", ProblemsScreen)):
            await pilot.press(key)
            assert isinstance(pilot.app.screen, kind)
            await pilot.press("escape")
            assert isinstance(pilot.app.screen, DeskScreen)


async def test_a_search_without_hits_says_what_to_do_next(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        await settled(pilot)
        screen = await search(pilot, "zzzzqqqq tag:politics")
        assert not titles(screen) or screen.headlines.hits.partial
        assert any("Esc" in line for line in screen.headlines.nothing)


async def test_a_click_puts_the_cursor_there_and_a_second_one_reads(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.click(screen.headlines, offset=(10, 2))
        assert screen.headlines.cursor == 1
        await pilot.double_click(screen.headlines, offset=(10, 4))
        await settled(pilot, lambda s: s.article.article_id == s.headlines.article_id)
        assert screen.focused_pane is Pane.ARTICLE
        assert screen.headlines.cursor == 2


async def test_the_palette_finds_a_command_and_does_it(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("ctrl+p", *"last row")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await settled(pilot, lambda s: s.headlines.cursor == 2)
        assert pilot.app.screen is screen
