"""What happens while the desk is open: to its files, and by another newsdesk on the same desk."""

import shutil
import time
from pathlib import Path

import pytest

from tests.builders import a_file
from tests.terminal.terminal import NEWSDESK, Terminal

SOON_S = 10.0
"""Far more than what is promised (0.3 s for a file, 1 s for a star): a build machine may be busy."""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder of two articles."""
    folder = tmp_path / "house"
    a_file(folder, "flood.md", "Flood recedes", date="2025-02-03")
    a_file(folder, "frost.md", "Frost in May", date="2025-02-02")
    return folder


def test_files_that_are_saved_renamed_and_removed_are_followed(tmp_path: Path, house: Path) -> None:
    with Terminal([NEWSDESK, house], home=tmp_path / "home") as terminal:
        terminal.wait_for("2 articles")
        terminal.press("j", "s")
        terminal.wait_for("1 article starred")
        a_file(house, "flood.md", "Flood is over", date="2025-02-03")
        terminal.wait_for("Flood is over", SOON_S)
        (house / "frost.md").rename(house / "cold.md")
        a_file(house, "gale.md", "Gale at night", date="2025-02-04")
        terminal.wait_for("1 new", SOON_S)
        terminal.press(".")
        terminal.wait_for("Gale at night", SOON_S)
        # The cursor has stayed on its article, and that has kept its star.
        [row] = [line for line in terminal.lines if "Frost in May" in line and "★" in line][:1]
        assert row.startswith(("▌", ">"))
        (house / "flood.md").unlink()
        terminal.wait_for(lambda screen: "Flood" not in screen, SOON_S)
        shutil.move(house, tmp_path / "unmounted")
        terminal.wait_for("2 articles", SOON_S)
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_a_star_set_in_one_terminal_appears_in_the_other_and_so_does_its_undo(tmp_path: Path, house: Path) -> None:
    home = tmp_path / "home"
    with (
        Terminal([NEWSDESK, house], home=home) as one,
        Terminal([NEWSDESK, house], home=home) as other,
    ):
        for terminal in (one, other):
            terminal.wait_for("2 articles")
            terminal.settle()
        one.press("s")
        one.wait_for("1 article starred")
        starred = time.monotonic()
        other.wait_for("★", SOON_S)
        assert other.read_at - starred < SOON_S
        other.press("z")
        one.wait_for(lambda screen: "★" not in screen, SOON_S)
        for terminal in (one, other):
            terminal.press("q")
            assert terminal.wait_for_end() == 0


def test_a_tag_given_in_one_terminal_appears_in_the_other(tmp_path: Path, house: Path) -> None:
    home = tmp_path / "home"
    with (
        Terminal([NEWSDESK, house], home=home) as one,
        Terminal([NEWSDESK, house], home=home) as other,
    ):
        for terminal in (one, other):
            terminal.wait_for("2 articles")
            terminal.settle()
        one.type("tfollow-up\r")
        one.wait_for("1 article tagged follow-up")
        other.wait_for("follow-up", SOON_S)
        other.press("z")
        other.wait_for("Taken back: tagged follow-up")
        one.press("/")
        one.type("tag:follow-up")
        one.wait_for(lambda screen: "0 hits" in screen)
        for terminal in (one, other):
            terminal.press("ctrl+q")
            assert terminal.wait_for_end() == 0
