"""The list of headlines as a window: what it asks for, what it sends again."""

from collections.abc import Sequence
from datetime import UTC

from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.geometry import Region
from textual.pilot import Pilot

from newsdesk.model.article import ArticleId
from newsdesk.model.headline import Headline
from newsdesk.model.hits import Listing
from newsdesk.ui.themes import styles_folder, theme
from newsdesk.ui.widgets.headline_list import HeadlineList
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
