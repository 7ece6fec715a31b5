"""Keys that arrive together, as they do over a slow line: each goes where it would have gone one by one."""

from pathlib import Path

import pytest

from tests.terminal.terminal import NEWSDESK, Terminal


@pytest.mark.parametrize("early", [True, False], ids=["with the first headline", "later"])
def test_what_is_typed_right_behind_the_key_for_searching_is_searched(tmp_path: Path, early: bool) -> None:
    with Terminal([NEWSDESK], home=tmp_path) as terminal:
        terminal.wait_for("Start Here")
        if not early:
            terminal.settle(1.0)
        terminal.type("/depseal revoluton\r")
        terminal.wait_for("depseal revoluton")
        terminal.wait_for(lambda screen: "Start Here" not in screen)
        assert "DeepSeal's Open-Source Revolution" in terminal.text
        assert "42 articles" in terminal.lines[0]


def test_an_article_that_is_opened_and_left_at_once_is_left(tmp_path: Path) -> None:
    with Terminal([NEWSDESK], home=tmp_path, columns=80, rows=24) as terminal:
        terminal.wait_for("Start Here")
        terminal.settle(1.0)
        terminal.type("j\rq")
        assert terminal.wait_for_end() == 0
