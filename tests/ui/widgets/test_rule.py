"""What the rule says, and what a click on it asks for."""

import pytest
from textual.app import App, ComposeResult

from newsdesk.ui.themes import styles_folder, theme
from newsdesk.ui.widgets.rule import Choice, Rule, Stretch


class RuleApp(App[None]):
    """Just the rule."""

    CSS_PATH = [styles_folder() / "desk.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(theme("newsdesk-dark"))
        self.theme = "newsdesk-dark"
        self.rule = Rule()
        self.asked: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.rule

    def on_rule_chip_closed(self, closed: Rule.ChipClosed) -> None:
        self.asked.append(("chip", closed.number))

    def on_rule_choice_taken(self, taken: Rule.ChoiceTaken) -> None:
        self.asked.append(("choice", taken.number))

    def on_rule_news_wanted(self) -> None:
        self.asked.append("news")

    def on_rule_selection_dropped(self) -> None:
        self.asked.append("nothing selected")


async def test_what_stands_on_the_rule_can_be_clicked() -> None:
    app = RuleApp()
    async with app.run_test(size=(80, 3)) as pilot:
        app.rule.panes([Stretch(0, 80, focused=True)])
        app.rule.query_says(["author: Ada", "after 1 Feb 2025"], "fog was taken as a word")
        app.rule.list_says(3, 12)
        await pilot.pause()
        line = app.rule.render_line(0).text
        assert line.startswith("━━━ author: Ada × ")
        assert line.endswith(" 12 selected Esc  3 new . ")
        for said in ("× ", "12 selected", "3 new"):
            await pilot.click(app.rule, offset=(line.index(said), 0))
        assert app.asked == [("chip", 0), "nothing selected", "news"]
        app.rule.offer([Choice("David Jenkins", 3_204), Choice("David Chen", 12)])
        await pilot.pause()
        line = app.rule.render_line(0).text
        assert line.startswith("━━━Tab David Jenkins 3,204   David Chen 12  ")
        await pilot.click(app.rule, offset=(line.index("Chen"), 0))
        assert app.asked[-1] == ("choice", 1)


@pytest.mark.parametrize("cells", [1, 3, 5, 12, 20, 33, 60])
async def test_the_rule_is_as_long_as_the_screen_is_wide_whatever_it_has_to_say(cells: int) -> None:
    app = RuleApp()
    async with app.run_test(size=(cells, 3)) as pilot:
        app.rule.query_says(["漢字 " * 5] * 3, "a note that is longer than there is room for " * 3)
        app.rule.list_says(1_000_000, 1_000_000)
        await pilot.pause()
        assert app.rule.render_line(0).cell_length == cells
        app.rule.offer([Choice("漢字" * 40, 3)] * 3)
        assert app.rule.render_line(0).cell_length == cells
