"""What the line for tags looks like."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Tagging
from newsdesk.model.clean import Clean
from newsdesk.ui import themes
from newsdesk.ui.surroundings import Surroundings
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled

SnapCompare = Callable[..., bool]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    for number, word in enumerate(("Harbour", "Ferry", "Fog", "Council", "Regatta", "Library", "Museum"), start=1):
        tags = [word.lower(), "weather" if number % 2 else "wires"]
        a_file(tmp_path / "Tidings", f"{number}.md", f"{word} opens", "Text.\n", date=f"2025-02-0{number}", tags=tags)
    with a_desk(tmp_path / "data", tmp_path / "Tidings") as opened:
        opened.tag(Tagging(give=(Clean("follow-up"),)), [opened.newest(1)[0].id])
        yield opened


@pytest.mark.parametrize("ascii_only", [False, True], ids=["unicode", "ascii"])
def test_the_line_for_tags(snap_compare: SnapCompare, desk: Desk, ascii_only: bool) -> None:
    async def run(pilot: Pilot[None]) -> None:
        await settled(pilot)
        pilot.app.theme = themes.SIXTEEN if ascii_only else themes.DARK
        await pilot.press("t", "w")
        await settled(pilot)
        await pilot.pause(0.1)

    surroundings = Surroundings(ascii=True, few_colours=True, plain=True) if ascii_only else Surroundings()
    assert snap_compare(a_newsroom(desk, surroundings), terminal_size=(80, 16), run_before=run)
