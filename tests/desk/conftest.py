"""A desk on the disk, with one folder of articles."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import DeskPath
from newsdesk.desk.settings import Settings


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The folder of the house's articles."""
    folder = tmp_path / "house"
    folder.mkdir()
    return folder


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Opens the desk in `tmp_path`, as often as asked; closes all at the end."""
    opened: list[Desk] = []

    def open_it(settings: Settings | None = None) -> Desk:
        desk = Desk.open(DeskPath(tmp_path / "data"), settings or Settings(time_zone="UTC"))
        opened.append(desk)
        return desk

    yield open_it
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(open_desk: Callable[..., Desk], house: Path) -> Desk:
    """An open desk that follows the house."""
    desk = open_desk()
    desk.add_source(str(house))
    return desk
