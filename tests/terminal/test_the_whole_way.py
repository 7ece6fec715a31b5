"""The installed newsdesk in a real terminal, from its start to the shell's prompt."""

from pathlib import Path

import pytest

from tests.terminal.terminal import NEWSDESK, Terminal


def test_an_editor_finds_a_misspelt_headline_reads_it_to_the_end_and_leaves(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("Start Here")
        terminal.press("/")
        terminal.type("depseal revoluton")
        terminal.wait_for(lambda screen: "DeepSeal's Open-Source Revolution" in screen and "Start Here" not in screen)
        terminal.press("enter", "enter")
        terminal.wait_for("asked her")
        terminal.press("G")
        terminal.wait_for("They will know how deep it is.")
        terminal.press("escape")
        # Escape and a key within a tenth of a second are Alt and that key, in any terminal.
        terminal.wait_for("Enter read")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_behind == []


def test_a_folder_of_articles_opens_with_what_their_writers_meant(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "tide.md").write_text(
        "---\ntitle: 'The Tide's Open Secret: It Comes Back'\nauthor: 'Ada O'Hara'\nread_time: '8 mins'\n"
        "publish_date: '2025-02-03'\ncta: 'Follow the tide's own newsletter.'\n"
        "---\n\n## The first heading\n\nIt does.\n",
        "utf-8",
    )
    with Terminal([NEWSDESK, str(articles)], home=tmp_path / "home") as terminal:
        terminal.wait_for("The Tide's Open Secret: It Comes Back")
        terminal.settle()
        terminal.press("enter")
        for said in (
            "Ada O'Hara",
            "8 min",
            "3 February 2025",
            "The first heading",
            "Follow the tide's own newsletter.",
        ):
            terminal.wait_for(said)
        terminal.press("q")
        assert terminal.wait_for_end() == 0


def test_what_was_starred_is_still_starred_the_next_morning(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("Start Here")
        terminal.press("s")
        terminal.wait_for("★")
        terminal.press("q")
        terminal.wait_for_end()
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("★")


@pytest.mark.parametrize(("columns", "rows"), [(20, 5), (30, 8), (39, 24), (80, 24), (100, 30), (200, 60), (400, 100)])
def test_a_desk_opens_in_a_terminal_of_any_size(tmp_path: Path, columns: int, rows: int) -> None:
    with Terminal([NEWSDESK], home=tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("Start Here")
        terminal.press("enter")
        terminal.settle()
        assert max(len(line) for line in terminal.lines) <= columns
        terminal.press("escape", "escape")
        terminal.settle()
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.left_behind == []


def test_a_desk_lives_through_a_window_that_is_dragged_about(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("Start Here")
        for columns, rows in ((1, 1), (300, 100), (50, 3), (99, 9), (120, 40)):
            terminal.resize(columns, rows)
            terminal.read(0.05)
        terminal.settle(0.5)
        assert "Start Here" in terminal.text
        terminal.press("q")
        assert terminal.wait_for_end() == 0
