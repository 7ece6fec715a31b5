"""The first picture, drawn before Textual is there: cell by cell what the first frame shows in the same place."""

from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest
from rich.segment import Segment

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Action
from newsdesk.ui import themes
from newsdesk.ui.first_picture import first_picture
from newsdesk.ui.layout import PaneChoice, Panes
from newsdesk.ui.looks import KEY as LOOKS
from newsdesk.ui.looks import Looks
from newsdesk.ui.surroundings import Surroundings
from tests.builders import a_file
from tests.ui.newsrooms import NOW, a_desk, a_newsroom, settled

SIZES = [(120, 40), (200, 60), (100, 30), (80, 24), (30, 8)]
Cell = tuple[str, str, str, bool]
"""A character, its colour, its ground, whether it is bold."""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    for number in range(70):
        title = f"Headline {number:02} about the harbour, the ferry and whatever else floats"
        a_file(folder, f"{number:02}.md", title, author="Ada Reyes", date=f"2025-01-{1 + number % 28:02}")
    (folder / "broken.md").write_text("---\ntitle: 'The Mayor's Raft'\ndate: 2025-02-09\n---\nAfloat.\n")
    return folder


@pytest.fixture
def desk(tmp_path: Path, house: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "data", house) as opened:
        yield opened


def drawn(desk: Desk, columns: int, rows: int) -> dict[tuple[int, int], Cell]:
    """The cells that the picture draws."""
    picture = first_picture(desk, Surroundings(), columns, rows, true_colour=True, now=NOW)
    assert picture is not None
    screen = pyte.Screen(columns, rows)
    pyte.Stream(screen).feed(picture)
    # A dictionary of those that were written; the clearing of the screen writes none.
    return {
        (x, y): (cell.data, cell.fg, cell.bg, cell.bold)
        for y, line in screen.buffer.items()
        for x, cell in line.items()
        if cell.data != " " or cell.bold
    }


def shown(line: list[Segment]) -> list[Cell]:
    """The cells of a line of the first frame."""
    cells: list[Cell] = []
    for text, style, _control in line:
        assert style is not None
        assert style.color is not None
        assert style.bgcolor is not None
        ink, ground = (colour.get_truecolor().hex.removeprefix("#") for colour in (style.color, style.bgcolor))
        cells += [(character, ink, ground, bool(style.bold)) for character in text]
    return cells


def alike(one: Cell, other: Cell) -> bool:
    """Whether nobody can tell them apart: Textual rounds some parts of a colour down by one."""
    character, *colours, bold = one
    other_character, *other_colours, other_bold = other
    parts = [
        abs(int(str(colour)[at : at + 2], 16) - int(str(other_colour)[at : at + 2], 16))
        for colour, other_colour in zip(colours, other_colours, strict=True)
        for at in range(0, 6, 2)
    ]
    return (character, bold) == (other_character, other_bold) and max(parts) <= 1


async def assert_alike(desk: Desk, columns: int, rows: int) -> None:
    picture = drawn(desk, columns, rows)
    async with a_newsroom(desk).run_test(size=(columns, rows)) as pilot:
        screen = await settled(pilot)
        frame = [shown(list(strip)) for strip in screen._compositor.render_strips()]
        assert len(picture) > 60
        unlike = {(x, y): (cell, frame[y][x]) for (x, y), cell in picture.items() if not alike(cell, frame[y][x])}
        assert not unlike


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_first_picture_is_what_the_first_frame_shows(desk: Desk, size: tuple[int, int]) -> None:
    await assert_alike(desk, *size)


@pytest.mark.parametrize("theme", [name for name in themes.NAMES if name != themes.SIXTEEN])
async def test_it_has_the_colours_of_the_theme(tmp_path: Path, house: Path, theme: str) -> None:
    with a_desk(tmp_path / "data", house, theme=theme) as desk:
        await assert_alike(desk, 100, 24)


async def test_it_has_the_looks_and_the_marks_of_the_desk(desk: Desk) -> None:
    first, second = (row.id for row in desk.newest(2))
    desk.act(Action.READ, [first])
    desk.act(Action.STAR, [second])
    desk.remember(LOOKS, Looks("newsdesk-sepia", panes=PaneChoice(Panes.LIST_AND_ARTICLE, 0.7)).written())
    await assert_alike(desk, 130, 40)


async def test_it_begins_where_one_was(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press(*"jjjjjjjjjjjjjjjjjjjjjjjjj")
        await settled(pilot)
    await assert_alike(desk, 120, 40)


def test_there_is_none_where_the_first_frame_may_look_otherwise(desk: Desk, tmp_path: Path) -> None:
    for surroundings in (Surroundings(few_colours=True), Surroundings(ascii=True)):
        assert first_picture(desk, surroundings, 120, 40, true_colour=False) is None
    (tmp_path / "empty").mkdir()
    with a_desk(tmp_path / "other", tmp_path / "empty") as empty:
        assert first_picture(empty, Surroundings(), 120, 40, true_colour=True) is None


def test_without_true_colour_it_names_none(desk: Desk) -> None:
    desk.remember(LOOKS, Looks("newsdesk-sepia").written())
    picture = first_picture(desk, Surroundings(), 120, 40, true_colour=False)
    assert picture is not None
    assert "8;2;" not in picture
    assert "8;5;" in picture
