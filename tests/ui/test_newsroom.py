"""The app around the screens."""

import io
import sys
from pathlib import Path

import pytest

from newsdesk.ui.surroundings import Surroundings
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled


def _a_bug() -> None:
    raise ZeroDivisionError("a bug")


def a_bug() -> None:
    raise ZeroDivisionError


async def test_what_is_printed_while_it_runs_says_that_it_has_no_descriptor(tmp_path: Path) -> None:
    """The processes that read many articles inherit what the streams name; -1 would keep them from starting."""
    a_file(tmp_path / "house", "a.md", "Flood")
    with a_desk(tmp_path / "data", tmp_path / "house") as desk:
        async with a_newsroom(desk).run_test() as pilot:
            await settled(pilot)
            for stream in (sys.stdout, sys.stderr):
                with pytest.raises(io.UnsupportedOperation):
                    stream.fileno()


async def test_a_terminal_without_utf_8_sees_nothing_but_ascii(tmp_path: Path) -> None:
    a_file(
        tmp_path / "house",
        "a.md",
        "Flood recedes",
        "## Where\n\n- here\n\n> there\n\n---\n\n| a | b |\n|---|---|\n| c | d |\n",
    )
    surroundings = Surroundings(ascii=True, few_colours=True, plain=True)
    with a_desk(tmp_path / "data", tmp_path / "house") as desk:
        for size in ((120, 40), (80, 24), (30, 8)):
            async with a_newsroom(desk, surroundings).run_test(size=size) as pilot:
                await settled(pilot)
                await pilot.press("enter")
                await settled(pilot, lambda s: s.article.article_id is not None)
                for key in ("f2", "ctrl+p", "escape", "escape"):
                    text = "".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
                    assert text.isascii(), {character for character in text if not character.isascii()}
                    await pilot.press(key)
                    await pilot.pause(0.1)


async def test_a_bug_behind_the_screen_ends_the_app_and_is_kept_for_whoever_reports_it(tmp_path: Path) -> None:
    a_file(tmp_path / "house", "a.md", "Flood")
    with a_desk(tmp_path / "data", tmp_path / "house") as desk:
        app = a_newsroom(desk)

        async def meet_a_bug() -> None:
            async with app.run_test() as pilot:
                screen = await settled(pilot)
                screen._deeds._do(a_bug)
                await pilot.pause(0.2)

        with pytest.raises(ZeroDivisionError):
            await meet_a_bug()
        assert isinstance(app.fault, ZeroDivisionError)
