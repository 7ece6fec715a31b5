"""Whatever is done to the list, in whatever order: what is on the screen is what is true."""

import random
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from newsdesk.ui.widgets.rows import Arrangement
from tests.ui.widgets.test_headline_list import Articles, InGroups, ListApp, text

STEPS = 30
KEYS = ("down", "up", "pagedown", "pageup", "G", "g", "v", "V", "ctrl+d", "ctrl+u")
SIZES = ((80, 12), (60, 9), (20, 5), (100, 3), (80, 24), (30, 1))

Step = Callable[[ListApp, "Pilot[None]", random.Random], Awaitable[object]]


async def press(app: ListApp, pilot: Pilot[None], chance: random.Random) -> None:
    await pilot.press(chance.choice(KEYS))


async def show(app: ListApp, pilot: Pilot[None], chance: random.Random) -> None:
    count = chance.choice([0, 1, 3, 12, 35, 60])
    hits = chance.choice([Articles, InGroups])(count, chance.choice([None, 0, count // 2]))
    app.list.show(hits, keep=chance.random() < 0.7)


async def resize(app: ListApp, pilot: Pilot[None], chance: random.Random) -> None:
    await pilot.resize_terminal(*chance.choice(SIZES))


async def arrange(app: ListApp, pilot: Pilot[None], chance: random.Random) -> None:
    app.list.arrange_rows(Arrangement(lines=chance.choice([None, 1, 2]), spaced=chance.random() < 0.4))


async def fold(app: ListApp, pilot: Pilot[None], chance: random.Random) -> None:
    chance.choice([app.list.fold_at_cursor, app.list.action_fold_all])()


async def click(app: ListApp, pilot: Pilot[None], chance: random.Random) -> None:
    await pilot.click(app.list, offset=(chance.randrange(10), chance.randrange(max(app.list.size.height, 1))))


async def go(app: ListApp, pilot: Pilot[None], chance: random.Random) -> None:
    app.list.to_row(chance.randrange(70))


async def reveal(app: ListApp, pilot: Pilot[None], chance: random.Random) -> None:
    if len(app.list.hits):
        app.list.reveal(chance.randrange(len(app.list.hits)))


async def clear(app: ListApp, pilot: Pilot[None], chance: random.Random) -> None:
    app.list.clear_selection()


WAYS: tuple[Step, ...] = (*[press] * 8, *[show] * 2, resize, arrange, fold, click, go, reveal, clear)


def what_is_wrong(app: ListApp, pilot: Pilot[None]) -> str:
    """Nothing, if the screen shows what the list would paint anew, with the cursor on it and honest figures."""
    list_ = app.list
    if not 0 <= list_.cursor <= max(list_.sections.stops - 1, 0) or not 0 <= list_.top <= list_.last_top:
        return "cursor or window beyond the end"
    if len(list_.selection) != len(set(list_.selection.ids()())):
        return "another number is selected than it says"
    fresh = [list_._full_line(y).text.rstrip() for y in range(list_.size.height)]
    if text(pilot) != fresh:
        return "something on the screen is old"
    if len(list_.hits) and list_.lines_in_view and not any(line[:1] in {"▌", "█"} for line in fresh):
        return "the cursor is out of sight"
    return ""


async def walk(seed: int) -> None:
    app = ListApp(InGroups(35))
    chance = random.Random(seed)
    done: list[str] = []
    async with app.run_test(size=(80, 12)) as pilot:
        for _step in range(STEPS):
            way = chance.choice(WAYS)
            done.append(way.__name__)
            await way(app, pilot, chance)
            await pilot.pause()
            if what_is_wrong(app, pilot):
                # A busy machine may be late.
                await pilot.pause(0.5)
            assert not what_is_wrong(app, pilot), (seed, done)


@pytest.mark.parametrize("seed", range(3))
async def test_the_screen_shows_what_is_true_whatever_was_done(seed: int) -> None:
    await walk(seed)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(3, 150))
async def test_the_screen_shows_what_is_true_at_length(seed: int) -> None:
    await walk(seed)
