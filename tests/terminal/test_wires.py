"""A feed in a real terminal: added by the address of its page, read whole, and read on when its server is gone."""

import subprocess
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from tests.builders import a_file
from tests.loopback_site import Site, a_site
from tests.terminal.control_sequences import foreign
from tests.terminal.poison import payloads
from tests.terminal.terminal import NEWSDESK, Terminal


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as there:
        there.feed("/feed.xml", "Harbour Gazette", ("Boats were counted", "/boats"), ("Fog came in", "/fog"))
        there.feed("/tides.xml", "Tide tables", ("High water at noon", "/noon"))
        there.page("/", "Gazette", "<p>News.</p>", ("/feed.xml", "All"), ("/tides.xml", "Tides"))
        there.article("/boats", "Boats were counted", paragraphs=6)
        yield there


def test_a_feed_from_its_page_to_reading_it_without_its_server(tmp_path: Path, site: Site) -> None:
    house = tmp_path / "house"
    a_file(house, "ice.md", "Ice on the river", date="2025-02-05")
    home, data = tmp_path / "home", tmp_path / "data"
    env = {"NEWSDESK_ALLOW_HOSTS": "127.0.0.1"}
    command = [str(NEWSDESK), "--data-dir", str(data)]
    # The samples make way for the first folder of one's own.
    with Terminal(command, home=home, env=env, columns=110, rows=36) as terminal:
        terminal.wait_for("A, then a follows your own")
        terminal.press("A")
        terminal.wait_for("Sources   1")
        terminal.press("a")
        terminal.wait_for("Add:")
        # Where one types, the real cursor stands, for braille displays and screen readers.
        terminal.wait_for(lambda text: terminal.cursor == (35, len(" Add:  ")))
        terminal.type(f"{house}\r")
        terminal.wait_for("Ice on the river")
        # A page that names two feeds: both are shown before one is followed.
        terminal.press("A")
        terminal.wait_for("Folders and files")
        terminal.wait_for(lambda text: text.splitlines()[terminal.cursor[0]].startswith("▌"))
        terminal.press("a")
        terminal.wait_for("Add:")
        terminal.type(f"{site.address}/\r")
        terminal.wait_for("2 feeds")
        terminal.wait_for("Fog came in")
        assert "Tide tables" in terminal.text
        terminal.press("enter")
        terminal.wait_for("All wires")
        terminal.wait_for("fetched now")
        terminal.press("enter")
        terminal.wait_for("source: Harbour Gazette")
        terminal.wait_for("Boats were counted")
        # The whole article in place of its teaser.
        terminal.type("/")
        terminal.type("boats")
        terminal.wait_for(lambda text: "Fog came in" not in text)
        terminal.press("enter", "enter")
        terminal.wait_for("In short: Boats were counted.")
        terminal.wait_for("F fetches the whole article")
        terminal.press("F")
        terminal.wait_for("Paragraph 0 of the whole story")
        assert "In short" not in terminal.text
        terminal.press("G")
        terminal.wait_for("F shows what the feed says")
        # Without the server everything still reads, and the sources say why nothing new comes.
        site.stop.set()
        terminal.press("g")
        terminal.wait_for("Paragraph 0 of the whole story")
        terminal.press("R")
        terminal.wait_for("No server answered")
        terminal.press("A")
        terminal.wait_for("failing")
        terminal.press("G")
        terminal.wait_for("did not answer")
        terminal.press("q")
        terminal.wait_for("boats")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert not terminal.left_behind
    # And so it is at the next start, offline from the first moment.
    with Terminal(command, home=home, env=env, columns=110, rows=36) as terminal:
        terminal.wait_for("Boats were counted")
        terminal.wait_for("1 wire · next in")
        terminal.wait_for("Paragraph 0 of the whole story")
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_no_feed_reaches_the_terminal_with_anything_but_text(tmp_path: Path, site: Site) -> None:
    bad = payloads()[:: len(payloads()) // 40]
    written = [escape(payload) for payload in bad]
    items = [(f"{one} [b", f"/{number}") for number, one in enumerate(written)]
    site.feed("/feed.xml", f"Wire {written[2]}[/b] {''.join(written)}", *items)
    for number in range(len(bad)):
        site.article(f"/{number}", f"{written[number]}{written[3]}")
    folder = tmp_path / "House \x1b]0;pwned\x07 [@click=app.quit]x[b]"
    a_file(folder, "ice.md", "Ice on the river")
    env = {"NEWSDESK_ALLOW_HOSTS": "127.0.0.1"}
    command = [str(NEWSDESK), "--data-dir", str(tmp_path / "data")]
    subprocess.run([*command, "sources", "add", folder], env={"HOME": str(tmp_path), "PATH": "/usr/bin"}, check=True)
    with Terminal(command, home=tmp_path / "home", env=env, columns=110, rows=36) as terminal:
        terminal.wait_for("Ice on the river")
        terminal.press("A")
        terminal.wait_for("Folders and files")
        terminal.press("j", "e")
        terminal.wait_for("Call it:")
        terminal.press("escape")
        terminal.wait_for("Enter show")
        # A line that is pasted, and more of it that a terminal would obey.
        terminal.type(f"\x1b[200~{site.address}/feed.xml\n\x9b31m\x1b]0;x\x07\x1b[201~")
        terminal.wait_for("Add:")
        terminal.press("enter")
        terminal.wait_for("a feed")
        terminal.settle(0.1)
        terminal.press("pagedown", "enter")
        terminal.wait_for("fetched now")
        terminal.press("enter")
        terminal.wait_for("hits")
        for _article in range(2):
            terminal.press("enter", "F")
            terminal.wait_for("Paragraph 0")
            terminal.press("escape")
            terminal.wait_for("Enter read")
            terminal.press("down")
            terminal.wait_for("F fetches")
        terminal.press("R")
        terminal.wait_for("feed asked")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
        # The first picture of a desk that exists clears the screen, once.
        _before, _clears, behind = bytes(terminal.raw).partition(b"\x1b[2J")
        assert foreign(behind) == []
        assert terminal.left_behind == []
