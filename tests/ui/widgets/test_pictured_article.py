"""Pictures in the reading pane: shown at once or when asked for, enlarged, never moving the text."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.reading.spans import PictureSpan, text_of
from newsdesk.ui.messages import ThemeShown
from newsdesk.ui.screens.desk_screen import DeskScreen
from newsdesk.ui.screens.picture_screen import PictureScreen, WholePicture
from tests.builders import a_file
from tests.pictures.painted import as_bytes, quarters
from tests.pictures.picture_server import PictureServer, picture_server
from tests.ui.newsrooms import a_desk, a_newsroom, settled

PNG = as_bytes(quarters(240, 160))


@pytest.fixture(autouse=True)
def true_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with all colours, whatever the tests run in; and a reader at the machine itself."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("SSH_CONNECTION", "SSH_TTY", "TMUX", "NO_COLOR", "TERM_PROGRAM", "KITTY_WINDOW_ID"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PictureServer]:
    monkeypatch.setenv("NEWSDESK_ALLOW_HOSTS", "127.0.0.1")
    with picture_server({f"/{name}.png": PNG for name in "abc"}) as running:
        yield running


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "quay.png").write_bytes(PNG)
    return folder


async def opened(pilot: Pilot[None]) -> DeskScreen:
    """The first article, open to be read."""
    await settled(pilot)
    await pilot.press("enter")
    return await settled(pilot, lambda s: s.article.reading is not None and s.article.reading.settled)


async def until(pilot: Pilot[None], true: Callable[[], object]) -> None:
    for _turn in range(600):
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not come")


def painted(screen: DeskScreen) -> str:
    """The rows of the pane as they are painted."""
    pane = screen.article
    return "\n".join(pane.render_line(y).text for y in range(pane.size.height))


def colours(screen: DeskScreen) -> set[object]:
    """The grounds of the half blocks in the pane."""
    pane = screen.article
    return {
        segment.style.bgcolor
        for y in range(pane.size.height)
        for segment in pane.render_line(y)
        if segment.style and segment.style.bgcolor and set(segment.text) <= {"▀", " "}
    }


def rows_of_pictures(screen: DeskScreen) -> list[tuple[int, str]]:
    reading = screen.article.reading
    assert reading is not None
    lines = reading.lines(0, 10_000)
    return [(y, span.picture) for y, line in enumerate(lines) for span in line if isinstance(span, PictureSpan)]


async def test_a_picture_of_the_house_is_there_when_the_article_is(tmp_path: Path, house: Path) -> None:
    a_file(house, "flood.md", "Flood", "![The quay](quay.png)\n\nWater.\n")
    with a_desk(tmp_path / "data", house) as desk:
        async with a_newsroom(desk).run_test(size=(100, 40)) as pilot:
            screen = await opened(pilot)
            rows = rows_of_pictures(screen)
            assert len(rows) > 5
            await until(pilot, lambda: len(colours(screen)) > 3)
            assert rows_of_pictures(screen) == rows
            assert "[picture: The quay]" in painted(screen)
            corner = screen.article.render_line(rows[0][0] - screen.article.top)
            assert corner.text.strip() == "" or "▀" in corner.text


async def test_pictures_of_the_web_wait_over_ssh_until_they_are_asked_for(
    tmp_path: Path, house: Path, server: PictureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5000 192.0.2.2 22")
    body = (
        f"![A]({server.url('/a.png')})\n\n![Quay](quay.png)\n\n" + "Water.\n\n" * 60 + f"![B]({server.url('/b.png')})\n"
    )
    a_file(house, "flood.md", "Flood", body)
    with a_desk(tmp_path / "data", house) as desk:
        async with a_newsroom(desk).run_test(size=(100, 40)) as pilot:
            screen = await opened(pilot)
            assert rows_of_pictures(screen) == []
            assert "[picture: A, i shows it]" in painted(screen)
            assert server.asked == []
            await pilot.press("i")
            await until(pilot, lambda: len(colours(screen)) > 3)
            assert {picture for _y, picture in rows_of_pictures(screen)} == {server.url("/a.png"), "quay.png"}
            assert server.asked == ["/a.png"]
            assert "i shows it" not in painted(screen)
            await pilot.press("I")
            await until(pilot, lambda: "/b.png" in server.asked)
            assert server.url("/b.png") in {picture for _y, picture in rows_of_pictures(screen)}


async def test_what_comes_late_moves_nothing(tmp_path: Path, house: Path, server: PictureServer) -> None:
    server.hold.clear()
    body = f"Above.\n\n![A]({server.url('/a.png')})\n\nBelow.\n\n" + "Water.\n\n" * 60
    a_file(house, "flood.md", "Flood", body)
    with a_desk(tmp_path / "data", house) as desk:
        async with a_newsroom(desk).run_test(size=(100, 40)) as pilot:
            screen = await opened(pilot)
            await until(pilot, lambda: "on its way" in painted(screen))
            reading = screen.article.reading
            assert reading is not None
            before = [text_of(line) for line in reading.lines(0, 1000)]
            server.hold.set()
            await until(pilot, lambda: len(colours(screen)) > 3)
            assert [text_of(line) for line in reading.lines(0, 1000)] == before


async def test_pictures_that_are_asked_for_above_leave_the_text_where_it_is(
    tmp_path: Path, house: Path, server: PictureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5000 192.0.2.2 22")
    body = f"![A]({server.url('/a.png')})\n\n" + "".join(f"Line {n} of it.\n\n" for n in range(80))
    a_file(house, "flood.md", "Flood", body)
    with a_desk(tmp_path / "data", house) as desk:
        async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
            screen = await opened(pilot)
            await pilot.press("space", "space")
            top, before = screen.article.top, painted(screen).splitlines()[:20]
            await pilot.press("I")
            await until(pilot, lambda: screen.article.top > top)
            assert [line.rstrip(" ▐") for line in painted(screen).splitlines()[:20]] == [
                line.rstrip(" ▐") for line in before
            ]


async def test_a_refused_address_and_a_bomb_are_words_in_place(
    tmp_path: Path, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSDESK_ALLOW_HOSTS", raising=False)
    (house / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    a_file(house, "flood.md", "Flood", "![S](drawing.svg)\n\n![P](http://127.0.0.1:9/a.png)\n")
    with a_desk(tmp_path / "data", house) as desk:
        async with a_newsroom(desk).run_test(size=(160, 60)) as pilot:
            screen = await opened(pilot)
            assert "Not shown: it is an SVG drawing, and those are not drawn" in painted(screen)
            await until(pilot, lambda: "lies in a private network" in painted(screen))


async def test_enter_shows_the_topmost_picture_alone_and_escape_the_article_again(tmp_path: Path, house: Path) -> None:
    a_file(house, "flood.md", "Flood", "Water.\n\n![The quay at night](quay.png)\n")
    with a_desk(tmp_path / "data", house) as desk:
        async with a_newsroom(desk).run_test(size=(100, 40)) as pilot:
            await opened(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, PictureScreen))
            alone = pilot.app.screen
            whole = alone.query_one(WholePicture)
            await until(pilot, lambda: whole._painted is not None)
            assert whole._painted is not None
            assert (whole._painted.size.cells, whole._painted.size.rows) == (100, 33)
            rows = [whole.render_line(y) for y in range(whole.size.height)]
            assert all(row.cell_length == 100 for row in rows)
            await pilot.resize_terminal(60, 30)
            await until(pilot, lambda: whole._painted is not None and whole._painted.size.cells == 60)
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, DeskScreen))


async def test_a_picture_enlarged_before_it_came_is_fetched_and_drawn(
    tmp_path: Path, house: Path, server: PictureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5000 192.0.2.2 22")
    server.hold.clear()
    a_file(house, "flood.md", "Flood", f"![A]({server.url('/a.png')})\n")
    with a_desk(tmp_path / "data", house) as desk:
        async with a_newsroom(desk).run_test(size=(100, 40)) as pilot:
            await opened(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, PictureScreen))
            whole = pilot.app.screen.query_one(WholePicture)
            await until(pilot, lambda: "on its way" in whole._word)
            server.hold.set()
            await until(pilot, lambda: whole._painted is not None)


async def test_never_says_so(tmp_path: Path, house: Path) -> None:
    a_file(house, "flood.md", "Flood", "![The quay](quay.png)\n")
    with a_desk(tmp_path / "data", house, pictures="never") as desk:
        async with a_newsroom(desk).run_test(size=(100, 40), notifications=True) as pilot:
            screen = await opened(pilot)
            await pilot.press("i")
            await until(pilot, lambda: len(pilot.app._notifications) > 0)
            assert any('pictures = "never"' in note.message for note in pilot.app._notifications)
            assert rows_of_pictures(screen) == []


async def test_another_article_ends_what_was_drawn_for_the_one_before(tmp_path: Path, house: Path) -> None:
    a_file(house, "a.md", "A", "![One](quay.png)\n", date="2025-02-05")
    a_file(house, "b.md", "B", "No pictures.\n", date="2025-02-04")
    with a_desk(tmp_path / "data", house) as desk:
        async with a_newsroom(desk).run_test(size=(120, 40)) as pilot:
            screen = await opened(pilot)
            await until(pilot, lambda: screen.pictures.painted == 1)
            await pilot.press("tab", "tab", "down")
            await until(pilot, lambda: screen.article.article_id != 1 and not screen.pictures.painted)


async def test_leaving_waits_for_no_server(tmp_path: Path, house: Path, server: PictureServer) -> None:
    server.hold.clear()
    a_file(house, "flood.md", "Flood", f"![A]({server.url('/a.png')})\n")
    with a_desk(tmp_path / "data", house) as desk:
        async with a_newsroom(desk).run_test(size=(100, 40)) as pilot:
            await opened(pilot)
            await until(pilot, lambda: server.asked == ["/a.png"])
            await pilot.press("q")
    server.hold.set()
    assert threading.active_count() < 40


async def test_a_picture_is_drawn_once_whoever_has_the_focus_and_again_for_another_ground(
    tmp_path: Path, house: Path
) -> None:
    a_file(house, "flood.md", "Flood", "![The quay](quay.png)\n")
    with a_desk(tmp_path / "data", house) as desk:
        async with a_newsroom(desk).run_test(size=(120, 40)) as pilot:
            screen = await opened(pilot)
            await until(pilot, lambda: screen.pictures.painted == 1)
            first = screen.pictures._painted.copy()
            await pilot.press("tab", "tab", "tab")
            await pilot.pause(0.1)
            assert screen.pictures._painted == first
            pilot.app.post_message(ThemeShown("newsdesk-light"))
            await until(pilot, lambda: screen.pictures.painted == 1 and screen.pictures._painted != first)


async def test_who_opens_the_article_of_a_feed_does_not_tell_its_writer_so(
    tmp_path: Path, house: Path, server: PictureServer
) -> None:
    item = f"&lt;p&gt;Water.&lt;/p&gt;&lt;img src='{server.url('/a.png')}' alt='The quay' width='240'&gt;"
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Tides</title><link>{server.url("/")}</link>
        <item><guid>1</guid><title>Flood</title><description>{item}</description></item></channel></rss>"""
    server.has["/feed"] = feed.encode()
    with a_desk(tmp_path / "data", house) as desk:
        wires = desk.wires
        await asyncio.to_thread(lambda: wires.add(wires.look(server.url("/feed"))[0]))
        server.asked.clear()
        async with a_newsroom(desk).run_test(size=(100, 40)) as pilot:
            screen = await opened(pilot)
            await until(pilot, lambda: "The quay, i shows it]" in painted(screen))
            await pilot.pause(0.3)
            assert server.asked == []
            await pilot.press("i")
            await until(pilot, lambda: screen.pictures.painted == 1)
            assert server.asked == ["/a.png"]


async def test_the_key_for_a_picture_is_seen_whatever_its_description_says(
    tmp_path: Path, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5000 192.0.2.2 22")
    for length in range(50, 76):
        a_file(house, f"{length}.md", "Flood", f"![{'x' * length}](quay.png)\n")
    with a_desk(tmp_path / "data", house) as desk:
        async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot)
            for row in range(26):
                screen.headlines.cursor = row
                wanted = screen.headlines.article_id
                assert wanted is not None
                screen.read(wanted)
                await settled(pilot)
                assert "i shows it]" in painted(screen)
