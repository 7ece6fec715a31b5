"""The list of the main screen: what waits, what is selected, its order, its groups, going about in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.model.article import Flag
from newsdesk.model.hits import GroupBy
from newsdesk.ui.messages import GroupsWanted
from newsdesk.ui.screens.desk_screen import DeskScreen
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled

WIDE, NARROW = (120, 40), (80, 24)
AUTHORS = ("Ada Reyes", "David Jenkins", "David Chen")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    for number in range(30):
        month = f"2025-{1 + number % 2:02}"
        a_file(
            folder,
            f"{number:02}.md",
            f"Report {number}",
            author=AUTHORS[number % 3],
            date=f"{month}-{1 + number % 28:02}",
        )
    return folder


@pytest.fixture
def desk(tmp_path: Path, house: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "data", house) as opened:
        yield opened


def told(screen: DeskScreen) -> str:
    """What the rule says."""
    return screen.rule.render_line(0).text


def title(screen: DeskScreen) -> str:
    headline = screen.headlines.headline
    return headline.title if headline is not None else ""


def shown(screen: DeskScreen) -> list[str]:
    rows = map(screen.headlines.headline_at, range(len(screen.headlines.hits)))
    return [row.title for row in rows if row is not None]


async def typed(pilot: Pilot[None], text: str) -> DeskScreen:
    await pilot.press("slash")
    screen = await settled(pilot)
    screen.bar.value = text
    screen = await settled(pilot, lambda s: s._query is not None and s._query.text == text)
    await pilot.press("enter")
    return screen


async def test_what_arrives_waits_until_it_is_asked_for_and_the_cursor_stays(desk: Desk, house: Path) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await settled(pilot, lambda s: not s._arrivals.begins)
        await pilot.press("down", "down")
        before, rows = title(screen), shown(screen)
        a_file(house, "new.md", "Just in", date="2025-03-01")
        a_file(house, "older.md", "Late", date="2025-01-15")
        desk.refresh()
        await settled(pilot, lambda s: s._arrivals.waiting == 2)
        assert shown(screen) == rows
        assert " 2 new . " in told(screen)
        # What changes or goes is shown at once.
        a_file(house, "03.md", "Amended", date="2025-02-04")
        (house / "04.md").unlink()
        desk.refresh()
        await settled(pilot, lambda s: "Amended" in shown(s) and "Report 4" not in shown(s))
        assert title(screen) == before
        assert screen._arrivals.waiting == 2
        await pilot.press("full_stop")
        await settled(pilot, lambda s: not s._arrivals.waiting)
        assert shown(screen)[0] == "Just in"
        assert "Late" in shown(screen)
        assert title(screen) == before
        assert screen.headlines.first_in_view == 0
        assert "new" not in told(screen)


async def test_a_new_search_finds_what_waits(desk: Desk, house: Path) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        await settled(pilot, lambda s: not s._arrivals.begins)
        a_file(house, "new.md", "Just in", date="2025-03-01")
        desk.refresh()
        await settled(pilot, lambda s: s._arrivals.waiting == 1)
        screen = await typed(pilot, "just")
        assert shown(screen) == ["Just in"]
        assert not screen._arrivals.waiting


async def test_an_empty_desk_is_filled_as_its_articles_are_read(tmp_path: Path) -> None:
    house = tmp_path / "empty"
    house.mkdir()
    with a_desk(tmp_path / "data", house) as desk:
        for number in range(5):
            a_file(house, f"{number}.md", f"Report {number}")
        async with a_newsroom(desk).run_test(size=NARROW) as pilot:
            screen = await settled(pilot, lambda s: len(s.headlines.hits) == 5)
            assert not screen._arrivals.waiting


async def test_the_cursor_keeps_its_article_over_filter_sort_and_groups(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await settled(pilot)
        await pilot.press(*["down"] * 7)
        before = title(screen)
        headline = screen.headlines.headline
        assert headline is not None
        for text in (f'author:"{headline.authors[0]}" sort:title', "is:unread sort:random", ""):
            await typed(pilot, text)
            assert title(screen) == before
        for by in ("day", "author"):
            screen._put_together(_groups(by))
            await settled(pilot, lambda s, by=by: s._by is not None and bool(s.headlines.hits.groups))  # type: ignore[misc]
            assert title(screen) == before


def _groups(by: str) -> GroupsWanted:
    return GroupsWanted(GroupBy(by))


async def test_a_search_that_is_given_up_leaves_the_list_as_it_was(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await settled(pilot)
        rows = map(screen.headlines.headline_at, range(20, 30))
        by_david = [number for number, row in enumerate(rows, 20) if row is not None and row.authors[0] != AUTHORS[0]]
        screen.headlines.to_row(by_david[0])
        before, top = title(screen), screen.headlines.top
        await pilot.press("slash")
        for text in ("r", "report 4"):
            screen.bar.value = text
            await settled(pilot)
        assert title(screen) == "Report 4"
        await pilot.press("escape", "escape")
        await settled(pilot, lambda s: len(s.headlines.hits) == 30)
        assert (title(screen), screen.headlines.top) == (before, top)
        # An operator is words until it is finished.
        await pilot.press("slash")
        for text in ("au", "author:", "author:da"):
            screen.bar.value = text
            await settled(pilot)
        assert title(screen) == before


async def test_a_batch_is_done_told_and_taken_back(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await settled(pilot)
        await pilot.press("v", "down", "down", "v", "down")
        assert " 3 selected " in told(screen)
        await pilot.press("s")
        await settled(pilot, lambda s: all(_flagged(s, row, Flag.STARRED) for row in range(3)))
        assert [note.message for note in pilot.app._notifications] == ["3 articles starred. z takes it back."]
        assert "selected" not in told(screen)
        await pilot.press("z")
        await settled(pilot, lambda s: not any(_flagged(s, row, Flag.STARRED) for row in range(4)))


def _flagged(screen: DeskScreen, row: int, flag: Flag) -> bool:
    headline = screen.headlines.headline_at(row)
    return headline is not None and bool(headline.flags & flag)


async def test_all_of_the_first_tier_are_selected_marked_and_unmarked_and_escape_selects_nothing(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await typed_first(pilot, "author:ada")
        await pilot.press("V")
        assert len(screen.headlines.selection) == 10
        await pilot.press("escape")
        assert len(screen.headlines.selection) == 0
        assert screen.bar.value == "author:ada"
        await pilot.press("V", "m")
        await settled(pilot, lambda s: all(_flagged(s, row, Flag.READ) for row in range(10)))
        await pilot.press("V", "u")
        await settled(pilot, lambda s: not any(_flagged(s, row, Flag.READ) for row in range(10)))
        await pilot.press("V", "a")
        await settled(pilot, lambda s: not len(s.headlines.hits) or s.headlines.hits.partial)
        await pilot.press("z")
        await settled(pilot, lambda s: len(s.headlines.hits) == 10)


async def test_what_is_near_is_selected_by_hand(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await typed_first(pilot, "rpeort")
        await pilot.press("V")
        await settled(pilot, lambda s: any("v selects" in note.message for note in s.app._notifications))
        assert not screen.headlines.selection
        await pilot.press("v", "down")
        assert len(screen.headlines.selection) == 2


async def typed_first(pilot: Pilot[None], text: str) -> DeskScreen:
    await settled(pilot)
    return await typed(pilot, text)


async def test_order_and_groups_are_chosen_from_a_list_and_the_groups_are_there_again(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await settled(pilot)
        await pilot.press("O", "down", "down", "space", *["down"] * 5, "space")
        await settled(pilot, lambda s: s.bar.value == "sort:-title")
        await pilot.press("right", *["down"] * 4, "enter")
        await settled(pilot, lambda s: [g.label for g in s.headlines.hits.groups] == sorted(AUTHORS))
        assert pilot.app.focused is screen.headlines
        await pilot.press("O", "up", "up", "enter")
        await settled(pilot, lambda s: s.bar.value == "")
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await settled(pilot, lambda s: bool(s.headlines.hits.groups))
        assert [group.count for group in screen.headlines.hits.groups] == [10, 10, 10]


async def test_tab_goes_from_the_orders_to_the_groups_and_back(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        await settled(pilot)
        await pilot.press("O", "tab", *["down"] * 4, "space", "shift+tab", "down", "enter")
        screen = await settled(pilot, lambda s: s.bar.value == "sort:date")
        assert [group.label for group in screen.headlines.hits.groups] == sorted(AUTHORS)


async def test_a_deed_on_a_heading_is_done_to_its_group(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await settled(pilot)
        screen._put_together(_groups("author"))
        await settled(pilot, lambda s: bool(s.headlines.hits.groups))
        await pilot.press("g", "s")
        await settled(pilot, lambda s: all(_flagged(s, row, Flag.STARRED) for row in range(10)))
        assert not _flagged(screen, 10, Flag.STARRED)
        await pilot.press("enter")
        assert screen.headlines.sections.folded == {0}


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("12", "row"),
        ("2025-01", "Report 26"),
        ("2025-02-06", "Report 5"),
        ("2025-02-07", "Report 5"),
        ("2026", "Report 27"),
    ],
)
async def test_one_goes_to_a_row_or_to_a_time(desk: Desk, where: str, found: str) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await settled(pilot)
        await pilot.press("colon")
        await pilot.press(*("minus" if letter == "-" else letter for letter in where), "enter")
        if found == "row":
            assert screen.headlines.row == 11
        else:
            await settled(pilot, lambda s: title(s) == found)
        assert pilot.app.focused is screen.headlines


async def test_where_there_is_nothing_to_go_to_a_sentence_says_so(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        await settled(pilot)
        for where, says in (("soon", "soon is neither a row"), ("1999-01", "Nothing here is that old.")):
            await pilot.press("colon", *("minus" if letter == "-" else letter for letter in where), "enter")
            await settled(pilot, lambda s, says=says: any(says in n.message for n in s.app._notifications))  # type: ignore[misc]
        for leave in ("escape", "click"):
            await pilot.press("colon")
            await (pilot.press("escape") if leave == "escape" else pilot.click("#headlines", offset=(20, 3)))
            screen = await settled(pilot)
            assert pilot.app.focused is screen.headlines
            assert screen.bar.region.width > 0


async def test_values_are_offered_with_their_counts_as_an_operator_is_typed(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await settled(pilot)
        await pilot.press("slash", *"au")
        assert "Tab author:" in told(screen)
        await pilot.press(*"thor", "colon", *"da")
        await settled(pilot, lambda s: "David" in told(s))
        assert "Tab David Chen 10   David Jenkins 10" in told(screen)
        await pilot.press("tab")
        await settled(pilot)
        assert screen.bar.value == 'author:"David Chen"'
        await pilot.press("tab")
        await settled(pilot, lambda s: len(s.headlines.hits) == 10)
        assert screen.bar.value == 'author:"David Jenkins"'
        await pilot.press("enter")
        assert "author: David Jenkins ×" in told(screen)


async def test_the_look_of_the_rows_is_chosen_in_the_palette_and_kept(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await settled(pilot)
        assert screen.headlines.row_height == 1
        screen.action_row_lines()
        screen.action_row_lines()
        screen.action_density()
        screen.action_second_line()
        assert screen.headlines.row_height == 3
        await settled(pilot)
    async with a_newsroom(desk).run_test(size=NARROW) as pilot:
        screen = await settled(pilot)
        assert screen.headlines.row_height == 3
        assert screen.headlines.arrangement.description
        screen.action_rows_as_configured()
        assert screen.headlines.row_height == 1


async def test_the_smallest_terminal_is_still_a_list(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(20, 5)) as pilot:
        screen = await settled(pilot)
        screen._put_together(_groups("author"))
        await settled(pilot, lambda s: bool(s.headlines.hits.groups))
        for key in (
            "j",
            "v",
            "j",
            "v",
            "s",
            "G",
            "g",
            "enter",
            "pagedown",
            "O",
            "escape",
            "colon",
            "3",
            "enter",
            "full_stop",
        ):
            await pilot.press(key)
            await settled(pilot)
        assert screen.headlines.row == 2
        assert screen.headlines.has_focus
