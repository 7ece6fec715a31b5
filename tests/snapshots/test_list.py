"""What the list looks like: groups, what is selected, chips, what has arrived, what completes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.model.hits import GroupBy
from newsdesk.ui import themes
from newsdesk.ui.messages import GroupsWanted
from newsdesk.ui.newsroom import Newsroom
from newsdesk.ui.surroundings import Surroundings
from newsdesk.ui.widgets.rows import Arrangement
from tests.builders import a_file
from tests.snapshots.test_screens import SIZES, SnapCompare
from tests.ui.newsrooms import a_desk, a_newsroom, settled

AUTHORS = ("Ada Reyes", "David Jenkins", "Мария Иванова", "田中 葵", "")
WORDS = ("Harbour", "Council", "Ferry", "Lighthouse", "Budget", "Election")
STATES = ("published", "draft", "published", "review", "published", "published", "published")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    source = tmp_path / "Tidings"
    for number in range(60):
        title = f"{WORDS[number % 6]} {('opens', 'closes', 'waits')[number % 3]}, report {number + 1}"
        day = f"2025-{2 - number % 2:02}-{1 + number * 7 % 9:02}"
        picture = {"image": "boat.png"} if number % 5 == 0 else {}
        a_file(
            source, f"{number:02}.md", title, f"Paragraph {number}.\n", author=AUTHORS[number % 5], date=day,
            status=STATES[number % 7], description=f"What the {WORDS[number % 6].lower()} said, and who heard it.",
            tags=[WORDS[number % 6].lower()], **picture,
        )  # fmt: skip
    with a_desk(tmp_path / "data", source) as opened:
        yield opened


async def at_rest(pilot: Pilot[None]) -> None:
    screen = await settled(pilot)
    # How long a search took differs each time.
    screen.found.say([])
    await pilot.pause()


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT, themes.SIXTEEN])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_groups_chips_and_what_is_selected(
    snap_compare: SnapCompare, desk: Desk, size: tuple[int, int], theme: str
) -> None:
    async def run(pilot: Pilot[None]) -> None:
        screen = await settled(pilot)
        assert isinstance(pilot.app, Newsroom)
        pilot.app._show_theme(theme)
        screen.post_message(GroupsWanted(GroupBy.AUTHOR))
        await settled(pilot, lambda s: bool(s.headlines.hits.groups))
        await pilot.press("g", "enter", "down", "down", "down", "v", "down", "down")
        screen._arrivals.waiting = 3
        screen._say_selected()
        await at_rest(pilot)

    app = a_newsroom(desk, first_query="after:2025-01-01 -election")
    assert snap_compare(app, terminal_size=size, run_before=run)


def test_values_that_complete(snap_compare: SnapCompare, desk: Desk) -> None:
    async def run(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("slash", *"author", "colon", "a")
        await settled(pilot, lambda s: "Ada" in s.rule.render_line(0).text)
        await at_rest(pilot)

    assert snap_compare(a_newsroom(desk), terminal_size=(100, 20), run_before=run)


def test_the_order_to_choose(snap_compare: SnapCompare, desk: Desk) -> None:
    async def run(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("O", "right", "down", "down")
        await at_rest(pilot)

    assert snap_compare(a_newsroom(desk), terminal_size=(80, 20), run_before=run)


def test_where_to_go(snap_compare: SnapCompare, desk: Desk) -> None:
    async def run(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("colon", *"202")
        await at_rest(pilot)

    assert snap_compare(a_newsroom(desk), terminal_size=(80, 12), run_before=run)


def test_comfortable_rows_with_descriptions(snap_compare: SnapCompare, desk: Desk) -> None:
    async def run(pilot: Pilot[None]) -> None:
        screen = await settled(pilot)
        screen.headlines.arrange_rows(Arrangement(lines=2, description=True, spaced=True))
        await at_rest(pilot)

    assert snap_compare(a_newsroom(desk), terminal_size=(80, 24), run_before=run)


def test_groups_in_ascii(snap_compare: SnapCompare, desk: Desk) -> None:
    async def run(pilot: Pilot[None]) -> None:
        screen = await settled(pilot)
        screen.post_message(GroupsWanted(GroupBy.DAY))
        await settled(pilot, lambda s: bool(s.headlines.hits.groups))
        await pilot.press("g", "enter", "down", "down", "v", "down")
        await at_rest(pilot)

    app = a_newsroom(desk, Surroundings(ascii=True, few_colours=True, plain=True))
    assert snap_compare(app, terminal_size=(80, 24), run_before=run)
