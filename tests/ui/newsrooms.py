"""A newsroom for tests: a real desk in a folder of its own, a clock that stands still, an app without a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from textual import _wait
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import desk_of
from newsdesk.desk.settings import Settings
from newsdesk.model.article import ArticleId, Flag
from newsdesk.model.clean import Clean
from newsdesk.model.headline import Headline
from newsdesk.model.moment import Moment
from newsdesk.model.source import SourceId
from newsdesk.ui.newsroom import Newsroom
from newsdesk.ui.screens import read_article
from newsdesk.ui.screens.desk_screen import DeskScreen
from newsdesk.ui.surroundings import Surroundings

# Textual's pilot takes an app for idle that has slept for 20 ms, three times a key: half of a test's time. And no eyes
# have to rest here before the preview follows.
_wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE = 0.008, 0.0004
read_article.PREVIEW_AFTER_S = 0.03

CALM_TURNS = 4
NOW = datetime(2025, 2, 10, 12, tzinfo=UTC)


def a_headline(title: str, number: int = 1, **fields: object) -> Headline:
    """The row of an article of the 3rd of February 2025, unread."""
    plain = Headline(
        id=ArticleId(number),
        source_id=SourceId(1),
        title=Clean(title),
        subtitle=Clean(""),
        description=Clean(""),
        authors=(),
        tags=(),
        published=Moment.of_day(date(2025, 2, 3)),
        words=900,
        minutes=4,
        status=Clean("published"),
        language=Clean(""),
        flags=Flag(0),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


@contextmanager
def a_desk(folder: Path, source: Path, **settings: object) -> Iterator[Desk]:
    """The desk of one source, its articles taken in."""
    with Desk.open(desk_of(folder, [str(source)]), Settings(time_zone="UTC", **settings)) as desk:  # type: ignore[arg-type]
        desk.refresh()
        yield desk


def a_newsroom(desk: Desk, surroundings: Surroundings | None = None, **options: object) -> Newsroom:
    """The app on a desk, on the 10th of February 2025."""
    return Newsroom(desk, surroundings or Surroundings(), now=lambda: NOW, **options)  # type: ignore[arg-type]


def _busy(screen: DeskScreen) -> bool:
    behind = (screen._searching, screen._opening, screen._following, screen._deeds)
    previewing = screen._preview is not None and screen._preview._task is not None and not screen._preview._task.done()
    searching = screen._query is None or screen._query.text != screen.bar.value
    return searching or previewing or any(one._errand.busy for one in behind)


async def settled(pilot: Pilot[None], ready: Callable[[DeskScreen], bool] = lambda screen: True) -> DeskScreen:
    """Wait until nothing is under way on the main screen, and what the test waits for is true."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, DeskScreen)
    calm = 0
    for _turn in range(1000):
        await pilot.pause(0.01)
        # What a thread has posted may still be on its way when the thread is done.
        calm = calm + 1 if screen.completed and not _busy(screen) and ready(screen) else 0
        if calm == CALM_TURNS:
            return screen
    raise AssertionError("The newsroom did not come to rest.")
