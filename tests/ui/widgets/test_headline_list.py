"""The list of headlines as a window: what it asks for, what it sends again."""

from collections.abc import Sequence
from datetime import UTC

from textual.app import App, ComposeResult
from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseUp
from textual.geometry import Region
from textual.pilot import Pilot

from newsdesk.model.article import ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.headline import Headline
from newsdesk.model.hits import Group, Listing
from newsdesk.ui.themes import styles_folder, theme
from newsdesk.ui.widgets.headline_list import HeadlineList
from newsdesk.ui.widgets.rows import Arrangement
from tests.ui.newsrooms import NOW, a_headline

MILLION = 1_000_000


class Articles(Listing):
    """As many articles as one likes, without holding them."""

    def __init__(self, count: int, exact: int | None = None) -> None:
        super().__init__(())
        self.exact = count if exact is None else exact
        self.near = count - self.exact
        self._count = count

    def __len__(self) -> int:
        return self._count

    def ids(self, start: int, stop: int) -> Sequence[ArticleId]:
        return [ArticleId(row) for row in range(max(start, 0), min(stop, self._count))]

    def position(self, article_id: ArticleId) -> int | None:
        return article_id if article_id < self._count else None


class InGroups(Articles):
    """The same in groups of ten."""

    @property
    def groups(self) -> Sequence[Group]:
        ends = min(self.exact or self._count, self._count)
        return [Group(Clean(f"Group {at // 10}"), at, min(10, ends - at)) for at in range(0, ends, 10)]


class ListApp(App[None]):
    """Just the list."""

    CSS_PATH = [styles_folder() / "desk.tcss"]

    def __init__(self, hits: Listing) -> None:
        super().__init__()
        self.register_theme(theme("newsdesk-dark"))
        self.theme = "newsdesk-dark"
        self.asked: list[ArticleId] = []
        self.hits = hits
        self.list = HeadlineList(self.headlines, now=lambda: NOW, zone=UTC)

    def headlines(self, ids: Sequence[ArticleId]) -> list[Headline]:
        self.asked += ids
        return [a_headline(f"Headline {number}", number) for number in ids]

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.list.focus()
        self.list.show(self.hits)


def sent_again(app: ListApp) -> list[Region]:
    """What the list asks to have painted from now on."""
    regions: list[Region] = []
    refresh = app.list.refresh

    def recorded(*asked: Region, **options: bool) -> HeadlineList:
        regions.extend(asked)
        return refresh(*asked, **options)

    app.list.refresh = recorded  # type: ignore[method-assign]
    return regions


def text(pilot: Pilot[None]) -> list[str]:
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


async def test_a_move_of_the_cursor_sends_the_beginnings_of_two_rows() -> None:
    app = ListApp(Articles(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        regions = sent_again(app)
        await pilot.press("down")
        assert [(region.y, region.height) for region in regions] == [(0, 1), (1, 1)]
        assert all(region.width < 50 for region in regions)


async def test_a_million_rows_are_asked_for_a_window_at_a_time() -> None:
    app = ListApp(Articles(MILLION))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        assert "Headline 999999" in text(pilot)[23]
        await pilot.press("g")
        await pilot.pause()
        assert "Headline 0" in text(pilot)[0]
        assert len(app.asked) < 300


async def test_the_second_tier_has_a_heading_that_the_cursor_passes_over() -> None:
    app = ListApp(Articles(5, exact=2))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert text(pilot)[2].startswith("── 3 near: with typos, joined or split words ─")
        await pilot.press("down", "down")
        assert app.list.article_id == 2
        assert "▌" in text(pilot)[3]


async def test_the_cursor_keeps_its_article_and_its_height_when_the_same_is_searched_again() -> None:
    app = ListApp(Articles(1_000))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["pagedown"] * 8)
        row, height = app.list.cursor, app.list.cursor - app.list.top
        app.list.show(Articles(900), keep=True)
        await pilot.pause()
        assert (app.list.cursor, app.list.cursor - app.list.top) == (row, height)


async def test_hits_that_look_the_same_send_nothing() -> None:
    app = ListApp(Articles(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        regions = sent_again(app)
        app.list.show(Articles(100))
        assert regions == []


async def test_an_empty_list_says_what_to_do_next() -> None:
    app = ListApp(Listing(()))
    app.list.nothing = ("Nothing here has these words.", "Esc clears the search.")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert text(pilot)[:2] == ["  Nothing here has these words.", "  Esc clears the search."]


async def test_the_wheel_moves_the_window_and_not_the_cursor() -> None:
    app = ListApp(Articles(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert await pilot._post_mouse_events([MouseScrollDown], app.list)
        await pilot.pause()
        assert app.list.top > 0
        assert app.list.cursor == 0


async def test_groups_have_headings_with_counts_and_the_one_that_scrolls_out_stays_at_the_top() -> None:
    app = ListApp(InGroups(35))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        assert text(pilot)[0].startswith("  ▾ Group 0")
        assert text(pilot)[0].rstrip(" ▐").endswith(" 10")
        assert "▌" in text(pilot)[1]
        await pilot.press(*["down"] * 14)
        await pilot.pause()
        first, second = text(pilot)[:2]
        assert "▾ Group" in first
        assert "Headline" in second
        assert app.list.first_in_view // 10 == int(first.split()[2])
        # However one moves up, the row with the cursor is not below the heading.
        while app.list.cursor:
            await pilot.press("up")
            await pilot.pause()
            [marked] = [line for line in text(pilot) if line.startswith("▌")]
            row = app.list.row
            assert (f"Headline {row}" if row is not None else "Group") in marked


async def test_a_group_folds_on_its_heading_and_opens_for_what_is_looked_for_in_it() -> None:
    app = ListApp(InGroups(35))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("up")
        assert app.list.fold_at_cursor()
        await pilot.pause()
        assert text(pilot)[0].startswith("▌ ▸ Group 0")
        assert text(pilot)[1].startswith("  ▾ Group 1")
        app.list.to_row(3)
        await pilot.pause()
        assert app.list.article_id == 3
        app.list.action_fold_all()
        await pilot.pause()
        assert [line.split()[-1] for line in text(pilot)[:4]] == ["10", "10", "10", "5"]
        assert app.list.article_id is None
        app.list.action_fold_all()
        assert len(app.list.selection) == 0
        await pilot.press("v")
        assert len(app.list.selection) == 10


async def test_the_near_tier_follows_the_groups() -> None:
    app = ListApp(InGroups(12, exact=5))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert text(pilot)[6].startswith("── 7 near")
        await pilot.press(*["down"] * 5)
        assert app.list.article_id == 5


async def test_a_click_on_a_heading_folds_it() -> None:
    app = ListApp(InGroups(35))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(app.list, offset=(5, 11))
        await pilot.pause()
        assert text(pilot)[11].startswith("▌ ▸ Group 1")


async def test_a_million_rows_are_selected_at_once_and_dropped_again() -> None:
    app = ListApp(Articles(MILLION))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v", "G")
        assert len(app.list.selection) == MILLION
        assert app.list.clear_selection()
        await pilot.press("V")
        assert len(app.list.selection) == MILLION
        chosen = app.list.chosen
        assert chosen is not None
        assert len(chosen.ids()) == MILLION
        assert len(app.asked) < 300


async def test_selected_rows_are_marked_while_the_range_follows_the_cursor() -> None:
    app = ListApp(Articles(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "v", "down", "down", "up")
        await pilot.pause()
        assert [line[0] for line in text(pilot)[:5]] == [" ", "■", "█", " ", " "]
        await pilot.press("v", "down")
        await pilot.pause()
        assert [line[0] for line in text(pilot)[:5]] == [" ", "■", "■", "▌", " "]


async def test_another_shape_or_size_leaves_the_cursor_on_its_article_at_its_height() -> None:
    app = ListApp(Articles(1_000))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["pagedown"] * 8)
        row, height = app.list.row, app.list.cursor - app.list.top
        for arrangement in (Arrangement(lines=2), Arrangement(lines=1, spaced=True), Arrangement()):
            app.list.arrange_rows(arrangement)
            await pilot.pause()
            assert app.list.row == row
            [marked] = [n for n, line in enumerate(text(pilot)) if line.startswith("▌") and "Headline" in line]
            assert 0 <= marked < 24
        for size in ((60, 24), (80, 10), (20, 5), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.05)
            assert app.list.row == row
            assert any(line.startswith("▌") for line in text(pilot))
        assert abs(app.list.cursor - app.list.top - height) < 24


async def test_the_cursor_goes_to_the_next_that_is_still_there() -> None:
    class Fewer(Articles):
        def position(self, article_id: ArticleId) -> int | None:
            return None if 40 <= article_id < 60 else article_id - 20 * (article_id >= 60)

    app = ListApp(Articles(100))
    async with app.run_test(size=(80, 24)) as pilot:
        app.list.to_row(45)
        await pilot.pause()
        app.list.show(Fewer(80), keep=True)
        assert app.list.row == 40


async def test_a_column_is_made_wider_with_the_mouse() -> None:
    app = ListApp(Articles(100))
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        edge = app.list._columns.columns[-1].start - 1
        assert await pilot._post_mouse_events([MouseDown], app.list, offset=(edge, 3), button=1)
        assert await pilot._post_mouse_events([MouseMove], app.list, offset=(edge - 5, 3), button=1)
        assert await pilot._post_mouse_events([MouseUp], app.list, offset=(edge - 5, 3), button=1)
        await pilot.pause()
        assert app.list.arrangement.cells == {"age": 16}
        # Pulling is not pointing at a row, pressing there is.
        await pilot.click(app.list, offset=(edge, 3))
        assert app.list.cursor == 3


async def test_what_is_new_is_brought_into_view_and_the_cursor_stays_where_both_fit() -> None:
    app = ListApp(Articles(1_000))
    async with app.run_test(size=(80, 24)) as pilot:
        app.list.to_row(40)
        await pilot.pause()
        app.list.reveal(25)
        await pilot.pause()
        assert app.list.row == 40
        assert any("Headline 25" in line for line in text(pilot))
        app.list.reveal(600)
        assert app.list.row == 600
