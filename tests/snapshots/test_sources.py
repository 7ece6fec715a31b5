"""What the sources screen looks like, and what is shown of feeds before they are followed."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.desk.followed import Followed
from newsdesk.desk.looking import Preview
from newsdesk.desk.paths import standing_desk
from newsdesk.desk.settings import Settings
from newsdesk.model.article import RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.source_figures import SourceFigures
from newsdesk.model.wire import Condition, Course, Health, Wire, WireFigures
from newsdesk.net.replies import Fresh, Freshness, Validators
from newsdesk.sources.feed import Feed
from newsdesk.ui import themes
from newsdesk.ui.newsroom import Newsroom
from newsdesk.ui.screens.feeds_screen import FeedsScreen
from newsdesk.ui.screens.sources_screen import SourcesScreen
from newsdesk.ui.signs import UNICODE
from newsdesk.ui.source_care import Listed
from newsdesk.ui.surroundings import Surroundings
from tests.builders import a_moment, an_article
from tests.ui.newsrooms import NOW, a_newsroom, settled

SnapCompare = Callable[..., bool]

SIZES = [(80, 24), (120, 40), (200, 60)]
THEMES = [themes.DARK, themes.LIGHT, themes.SIXTEEN]


def a_folder(number: int, name: str, place: str, figures: tuple[int, int, int], hours: int = 3) -> Followed:
    source = Source(SourceId(number), SourceKind.FOLDER, place.encode(), Clean(name))
    return Followed(source, SourceFigures(*figures, NOW - timedelta(hours=hours)))


def a_wire(
    number: int,
    name: str,
    host: str,
    figures: tuple[int, int, int],
    folder: str = "",
    condition: Condition = Condition.WELL,
    says: str = "",
) -> Followed:
    failing = condition is Condition.FAILING
    fetched: datetime | None = NOW - (timedelta(days=2) if failing else timedelta(minutes=7 * number))
    course = Course(due=NOW + timedelta(minutes=11 * number), succeeded=fetched, failures=4 if failing else 0)
    source = Source(SourceId(number), SourceKind.FEED, f"https://{host}/feed.xml".encode(), Clean(name))
    wire = Wire(source, folder=(Clean(folder),) if folder else (), course=course, paused=condition is Condition.PAUSED)
    health = Health(wire, condition, Clean(says), WireFigures(figures[0], figures[0] - figures[1], 40), 9.5)
    return Followed(source, SourceFigures(*figures), wire.paused, health)


SILENT = "tides.example did not answer. It will be tried again. (4 times in a row)"
SOURCES = (
    a_folder(1, "House", "/srv/articles", (6_888, 412, 37)),
    a_folder(2, "Архив", "/mnt/archive/Архив", (1_204_311, 0, 1_020), hours=400),
    a_wire(3, "Harbour Gazette", "gazette.example", (1_250, 88, 0)),
    a_wire(4, "潮汐表", "chaoxi.example", (310, 12, 2), folder="Sea"),
    a_wire(5, "Tide tables", "tides.example", (96, 4, 0), folder="Sea", condition=Condition.FAILING, says=SILENT),
    a_wire(6, "A name that is far longer than any column for it could be", "long.example", (45, 45, 0), folder="Sea"),
    a_wire(7, "Council minutes", "council.example", (12, 0, 0), folder="Town", condition=Condition.PAUSED),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(standing_desk(tmp_path), Settings(time_zone="UTC")) as opened:
        yield opened


def listing(*keys: str, theme: str = themes.DARK) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Show these sources, then press keys."""

    async def run(pilot: Pilot[None]) -> None:
        await settled(pilot)
        assert isinstance(pilot.app, Newsroom)
        pilot.app._show_theme(theme)
        await pilot.press("A")
        screen = pilot.app.screen
        assert isinstance(screen, SourcesScreen)
        while screen._listing or screen._care._errand.busy or not screen.is_mounted:
            await pilot.pause(0.01)
        await pilot.pause(0.05)
        screen.post_message(Listed(SOURCES))
        await pilot.pause(0.05)
        await pilot.press(*keys)
        await pilot.pause(0.05)

    return run


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_sources(snap_compare: SnapCompare, desk: Desk, size: tuple[int, int], theme: str) -> None:
    run = listing("j", "j", "j", "j", "j", "j", "j", theme=theme)
    assert snap_compare(a_newsroom(desk), terminal_size=size, run_before=run)


def test_a_source_is_crossed_out_and_another_renamed(snap_compare: SnapCompare, desk: Desk) -> None:
    run = listing("j", "j", "d", "k", "e", *"hold")
    assert snap_compare(a_newsroom(desk), terminal_size=(80, 24), run_before=run)


def test_sources_in_ascii(snap_compare: SnapCompare, desk: Desk) -> None:
    app = a_newsroom(desk, Surroundings(ascii=True, few_colours=True, plain=True))
    assert snap_compare(app, terminal_size=(80, 24), run_before=listing("G", theme=themes.SIXTEEN))


def test_nothing_is_followed_yet(snap_compare: SnapCompare, desk: Desk) -> None:
    async def run(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("A")
        screen = pilot.app.screen
        assert isinstance(screen, SourcesScreen)
        while screen._listing or not screen.is_mounted:
            await pilot.pause(0.01)
        await pilot.pause(0.05)

    assert snap_compare(a_newsroom(desk), terminal_size=(80, 24), run_before=run)


def a_preview(title: str, address: str, *items: RawArticle) -> Preview:
    feed = Feed(
        Clean(title), Clean("https://gazette.example/"), items, format="RSS 2.0", description=Clean("From the harbour")
    )
    reply = Fresh(address, b"", "", Validators(), Freshness())
    return Preview(address, Clean(title), feed, reply)


def test_feeds_are_shown_before_one_is_followed(snap_compare: SnapCompare, desk: Desk) -> None:
    items = [
        an_article(f"{word} {verb} at the harbour", published=a_moment(f"2025-02-0{number + 1}"))
        for number, (word, verb) in enumerate(
            (("Boat", "counted"), ("Fog", "came in"), ("潮汐", "turns"), ("Raft", "is lost"))
        )
    ]
    previews = [
        a_preview("Harbour Gazette", "https://gazette.example/feed.xml", *items),
        a_preview("Harbour Gazette: sport", "https://gazette.example/sport.xml", *items[:1]),
    ]

    async def run(pilot: Pilot[None]) -> None:
        await settled(pilot)
        zone = desk.settings.zone
        screen = FeedsScreen("gazette.example", previews, lambda: NOW, zone, signs=UNICODE)
        pilot.app.push_screen(screen)
        while not screen._page._lines:
            await pilot.pause(0.01)
        await pilot.pause(0.05)

    assert snap_compare(a_newsroom(desk), terminal_size=(80, 24), run_before=run)
