"""The table of commands, and what is read from it."""

from pathlib import Path

import pytest

from newsdesk.ui.commands import COMMANDS, Command, Where, key_name
from newsdesk.ui.newsroom import Newsroom
from newsdesk.ui.reference import as_markdown, lines
from newsdesk.ui.screens.desk_screen import DeskScreen
from newsdesk.ui.screens.sources_screen import SourcesScreen
from newsdesk.ui.signs import ASCII, UNICODE
from newsdesk.ui.widgets.headline_list import HeadlineList
from newsdesk.ui.widgets.order_list import OrderList
from newsdesk.ui.widgets.pane_line import PaneLine
from newsdesk.ui.widgets.reading_pane import ReadingPane
from newsdesk.ui.widgets.search_bar import SearchBar
from newsdesk.ui.widgets.stats_panel import StatsPanel
from newsdesk.ui.widgets.tags_panel import TagsLine
from newsdesk.ui.widgets.theme_list import ThemeList

DOCUMENT = Path(__file__).parents[2] / "docs" / "keys.md"
OWNERS = {
    Where.EVERYWHERE: DeskScreen,
    Where.SEARCH: SearchBar,
    Where.LIST: HeadlineList,
    Where.ARTICLE: ReadingPane,
    Where.STATS: StatsPanel,
    Where.SOURCES: SourcesScreen,
    Where.THEMES: ThemeList,
    Where.ORDER: OrderList,
    Where.TAGS: TagsLine,
    Where.FOOT: PaneLine,
}


def test_no_key_means_two_things_in_one_place() -> None:
    for where in Where:
        keys = [key for command in COMMANDS if command.where is where for key in command.keys]
        assert len(keys) == len(set(keys)), where


def test_every_command_has_a_name_of_its_own() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_somebody_does_what_a_command_says(command: Command) -> None:
    target, _, action = command.action.rpartition(".")
    owner = {"": OWNERS[command.where], "screen": DeskScreen, "app": Newsroom}[target]
    assert hasattr(owner, f"action_{action.split('(')[0]}")


def test_a_sentence_about_a_command_has_no_full_stop() -> None:
    assert not [command.name for command in COMMANDS if command.says.endswith(".")]


def test_the_documentation_says_what_the_table_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == as_markdown(), "run: python docs/make_keys.py"


def test_the_keys_screen_is_in_ascii_where_it_must() -> None:
    assert all(word.text.isascii() for line in lines(ASCII) for word in line if "…" not in word.text)
    assert any("●" in word.text for line in lines(UNICODE) for word in line)


@pytest.mark.parametrize(
    ("key", "name"), [("ctrl+d", "Ctrl+D"), ("question_mark", "?"), ("G", "G"), ("shift+tab", "Shift+Tab")]
)
def test_a_key_is_named_as_it_stands_on_the_keyboard(key: str, name: str) -> None:
    assert key_name(key) == name
