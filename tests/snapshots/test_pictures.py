"""What an article with pictures looks like: in colours, in ASCII, waiting and refused, and a picture alone.

`pytest tests/snapshots/test_pictures.py --snapshot-update` takes them anew; look at them before committing.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.ui.screens.picture_screen import PictureScreen, WholePicture
from newsdesk.ui.surroundings import Surroundings
from tests.builders import a_file
from tests.pictures.painted import a_face, as_bytes, quarters
from tests.ui.newsrooms import a_desk, a_newsroom, settled

SnapCompare = Callable[..., bool]
BODY = """She has been the harbour master of Ternhaven since March.

![Maud at the window of the harbour office](maud.png)

![A drawing of the harbour](harbour.svg)

![The same from the sea](https://tides.example/sea.png)

![A flag](flag.png)

The flag above is that of the office.
"""


@pytest.fixture(autouse=True)
def true_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("SSH_CONNECTION", "SSH_TTY", "TMUX", "NO_COLOR", "TERM_PROGRAM", "KITTY_WINDOW_ID"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    source = tmp_path / "Tidings"
    a_file(source, "maud.md", "The Harbour Master", BODY, author="Ada Reyes", date="2025-02-09")
    (source / "maud.png").write_bytes(as_bytes(a_face(200).resize((200, 160))))
    (source / "flag.png").write_bytes(as_bytes(quarters(32, 32)))
    (source / "harbour.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with a_desk(tmp_path / "data", source, pictures="ask") as opened:
        yield opened


async def shown(pilot: Pilot[None], pictures: int = 2) -> None:
    """Open the article, and wait until so many of its pictures are drawn."""
    await settled(pilot)
    await pilot.press("enter")
    screen = await settled(pilot, lambda it: it.pictures.painted == pictures)
    screen.found.say([])
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 40), (120, 40)], ids=["80x40", "120x40"])
def test_an_article_with_pictures(snap_compare: SnapCompare, desk: Desk, size: tuple[int, int]) -> None:
    assert snap_compare(a_newsroom(desk), terminal_size=size, run_before=shown)


def test_pictures_in_ascii(snap_compare: SnapCompare, desk: Desk) -> None:
    app = a_newsroom(desk, Surroundings(ascii=True, few_colours=True, plain=True))
    assert snap_compare(app, terminal_size=(80, 40), run_before=shown)


def test_a_picture_alone(snap_compare: SnapCompare, desk: Desk) -> None:
    async def alone(pilot: Pilot[None]) -> None:
        await shown(pilot, 1)
        await pilot.press("enter")
        for _turn in range(500):
            await pilot.pause(0.01)
            if isinstance(pilot.app.screen, PictureScreen):
                where = pilot.app.screen.query_one(WholePicture)
                if where._painted is not None:
                    break
        await pilot.pause()

    assert snap_compare(a_newsroom(desk), terminal_size=(80, 24), run_before=alone)
