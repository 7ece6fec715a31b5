"""An article in hand: copied, opened where it was published, edited, piped, and acted on wherever it was come by."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.model.article import Flag
from newsdesk.reading.reading import Reading
from newsdesk.reading.spans import Spot
from newsdesk.ui.screens.desk_screen import DeskScreen
from newsdesk.ui.screens.piped_screen import PipedScreen
from newsdesk.ui.screens.slip import Slip
from newsdesk.ui.terminal import clipboard
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled

LONG = "\n\n".join(f"Paragraph {number} of a long article, which goes on for a while." for number in range(9_000))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    a_file(folder, "tides.md", "Tides", "See [the ferry](ferry.md).\n", date="2025-02-05", url="https://e.org/tides")
    a_file(folder, "ferry.md", "The ferry", "It sails.\n", date="2025-02-03", tags=["boats"])
    return folder


@pytest.fixture
def desk(tmp_path: Path, house: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "data", house) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMUX", "STY", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


async def reading(pilot: Pilot[None]) -> tuple[DeskScreen, list[str]]:
    """Open the first article; what is sent to the terminal from now on is listed."""
    await settled(pilot)
    await pilot.press("enter")
    screen = await settled(pilot, lambda s: s.article.article_id is not None)
    sent: list[str] = []
    _listen(screen, sent)
    return screen, sent


def _listen(screen: DeskScreen, sent: list[str]) -> None:
    def write(data: str) -> None:
        sent.append(data)

    screen.write_to_terminal = write  # type: ignore[method-assign]


def said(pilot: Pilot[None]) -> str:
    """The sentence on the screen."""
    return " ".join(note.message for note in pilot.app._notifications)


async def test_what_is_selected_is_what_y_offers_first(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
        screen, sent = await reading(pilot)
        await pilot.press("shift+end", "y")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Slip)
        await pilot.press("y")
        await settled(pilot)
        assert sent == [clipboard.sequences("Tides", {})]
        assert "The quote is sent to the clipboard of your terminal" in said(pilot)
        assert not screen.article.selecting


async def test_an_answer_that_is_given_three_times_at_once_counts_once(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        _screen, sent = await reading(pilot)
        for key in "yttt":
            pilot.app.post_message(events.Key(key, key))
        await settled(pilot, lambda _screen: bool(sent))
        assert sent == [clipboard.sequences("Tides", {})]


async def test_from_the_list_the_article_at_the_cursor_is_copied(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        sent: list[str] = []
        _listen(screen, sent)
        await pilot.press("down", "y")
        await pilot.pause()
        await pilot.press("t")
        await settled(pilot, lambda _screen: bool(sent))
        assert sent == [clipboard.sequences("The ferry", {})]


async def test_what_is_not_there_is_told(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        await reading(pilot)
        await pilot.press("c")
        await settled(pilot)
        assert said(pilot) == "There is no code on this screen."
        await pilot.press("y", "q")
        await settled(pilot)
        assert "Nothing is selected" in said(pilot)
        await pilot.press("T")
        await settled(pilot)
        assert said(pilot) == "This article has no headings."
        await pilot.press("less_than_sign")
        await settled(pilot)
        assert said(pilot) == "Nothing was left by a link before."


async def test_too_much_for_a_clipboard_is_refused_with_the_way_out(tmp_path: Path) -> None:
    a_file(tmp_path / "house", "long.md", "Long", LONG)
    with a_desk(tmp_path / "data", tmp_path / "house") as desk:
        async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
            _screen, sent = await reading(pilot)
            await pilot.press("y", "m")
            await settled(pilot)
            assert sent == []
            assert "| pipes the article" in said(pilot)


async def test_the_end_of_a_long_article_is_gone_to_without_holding_anybody_up(tmp_path: Path) -> None:
    a_file(tmp_path / "house", "long.md", "Long", LONG)
    with a_desk(tmp_path / "data", tmp_path / "house") as desk:
        async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
            screen, _sent = await reading(pilot)
            pane = screen.article
            assert pane.reading is not None
            # As it is when it was opened just now.
            pane.show(Reading(pane.reading.article, width=80))
            pane.action_scroll_bottom()
            assert not pane.reading.parsed
            assert pane.foot_says().startswith("reading on")
            await settled(pilot, lambda s: s.article.at_end)
            last = Spot(pane.top + pane.lines_in_view, 0)
            assert "Paragraph 8999" in pane.reading.said(Spot(pane.top, 0), last)


async def test_an_article_that_a_link_led_to_is_starred_though_the_cursor_is_elsewhere(desk: Desk) -> None:
    async with a_newsroom(desk, first_query="tides").run_test(size=(120, 40)) as pilot:
        screen, _sent = await reading(pilot)
        await pilot.press("f", "a")
        await settled(pilot, lambda s: s.read_off_list is not None)
        await pilot.press("s")
        await settled(pilot)
        ferry = desk.article(desk.find("ferry.md"))
        assert ferry.flags & Flag.STARRED
        assert not desk.article(desk.find("tides.md")).flags & Flag.STARRED
        assert screen.article.article_id == ferry.id


async def test_samples_and_what_has_no_terminal_are_not_edited(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        await reading(pilot)
        monkeypatch.setenv("EDITOR", "notthere")
        await pilot.press("e")
        await settled(pilot)
        assert said(pilot) == "$EDITOR says notthere, which is not installed here."
        monkeypatch.setenv("EDITOR", "true")
        await pilot.press("e")
        await settled(pilot)
        assert said(pilot) == "There is no terminal here to lend to true."


async def test_what_changed_in_the_open_article_is_shown_where_it_is_read(desk: Desk, house: Path) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen, _sent = await reading(pilot)
        a_file(house, "tides.md", "Tides", "They turned.\n", date="2025-02-05")
        article = screen.article.reading
        assert article is not None
        screen._following.look_at({article.article.source.id: {article.article.origin.key}})
        await settled(
            pilot, lambda s: "They turned" in (s.article.reading.article.piece.body if s.article.reading else "")
        )


async def test_what_a_command_says_is_shown_and_escape_goes_back(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen, _sent = await reading(pilot)
        await pilot.press("vertical_line", *"tr", "space", *"a-z", "space", *"A-Z", "enter")
        await settled(pilot, lambda _screen: isinstance(pilot.app.screen, PipedScreen))
        assert isinstance(pilot.app.screen, PipedScreen)
        assert "SEE [THE FERRY]" in pilot.app.screen._piped.output
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen_stack == [screen]
        await pilot.press("vertical_line", *"true", "enter")
        await settled(pilot, lambda _screen: "said nothing" in said(pilot))
        assert said(pilot) == "true said nothing and ended well."


async def test_without_a_browser_the_original_goes_to_the_clipboard(desk: Desk) -> None:
    assert "DISPLAY" not in os.environ
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        _screen, sent = await reading(pilot)
        await pilot.press("o")
        await settled(pilot, lambda _screen: bool(sent))
        assert sent == [clipboard.sequences("https://e.org/tides", {})]
        assert said(pilot).startswith("No browser here.")
