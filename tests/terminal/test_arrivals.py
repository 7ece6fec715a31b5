"""What arrives while somebody reads the list: it waits, and nothing moves under the hand."""

from pathlib import Path

from tests.builders import a_file
from tests.terminal.terminal import NEWSDESK, Terminal

SOON_S = 10.0
"""Far more than it takes: a build machine may be busy."""


def marked(screen: str) -> str:
    """The row with the cursor, as far as it says its headline."""
    return next((line for line in screen.splitlines() if line.startswith("▌")), "")


def test_files_that_arrive_wait_behind_their_number_and_the_cursor_keeps_its_article(tmp_path: Path) -> None:
    house = tmp_path / "house"
    for number in range(40):
        a_file(house, f"{number:02}.md", f"Report {number}", date=f"2025-01-{1 + number % 28:02}", author="Ada Reyes")
    with Terminal([NEWSDESK, house], home=tmp_path / "home", columns=80, rows=24) as terminal:
        terminal.wait_for("40 articles")
        terminal.settle()
        terminal.press(*"jjjj")
        terminal.settle()
        rows = terminal.lines[3:23]
        before = marked(terminal.text)
        assert "Report" in before
        for number in range(3):
            a_file(house, f"new-{number}.md", f"Just in {number}", date="2025-02-03")
            terminal.wait_for(f" {number + 1} new ", SOON_S)
            assert terminal.lines[3:23] == rows
        # Filtered and sorted with what waits still out of sight, or taken in: the cursor is on the same article.
        for query in ("author:ada", "author:ada sort:title", "sort:-title"):
            terminal.press("/", "\x15")
            terminal.type(query)
            terminal.press("enter")
            terminal.settle()
            assert before.split()[2] in marked(terminal.text).split()
        terminal.press("/", "escape", "escape")
        terminal.wait_for(lambda screen: "Just in 2" in screen or "Report" in marked(screen), SOON_S)
        terminal.settle()
        assert marked(terminal.text).split()[2] == before.split()[2]
        a_file(house, "last.md", "The very last", date="2025-02-04")
        terminal.wait_for(" 1 new ", SOON_S)
        assert "The very last" not in terminal.text
        terminal.press(".")
        terminal.wait_for("The very last", SOON_S)
        assert " new ." not in terminal.lines[2]
        terminal.press("q")
        assert terminal.wait_for_end() == 0
