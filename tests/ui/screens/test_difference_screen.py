"""What its source changed in an article: word by word, against each version that is kept."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.desk.desk import Desk
from newsdesk.model.article import Flag
from newsdesk.text.diff import by_words, changed_lines
from newsdesk.text.widths import width
from newsdesk.ui.screens.difference_screen import MARGIN, DifferenceScreen, broken
from newsdesk.ui.widgets.one_line import OneLine
from newsdesk.ui.widgets.page import Page
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled


def shown(screen: DifferenceScreen) -> str:
    lines = ["".join(word.text for word in line).strip() for line in screen.query_one(Page)._lines]
    return "\n".join(line for line in lines if line)


def title(screen: DifferenceScreen) -> str:
    return "".join(word.text for word in screen.query_one("#title", OneLine)._right)


async def test_an_article_that_changed_since_it_was_read_shows_what_changed(tmp_path: Path) -> None:
    source = tmp_path / "house"
    a_file(source, "flood.md", "Flood recedes", "The river fell by one metre.\n\nNobody was hurt.\n")
    with a_desk(tmp_path / "data", source) as desk:
        async with a_newsroom(desk).run_test(size=(100, 30)) as pilot:
            screen = await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
            await pilot.press("D")
            await settled(pilot)
            assert pilot.app.screen is screen
            for title_now, metres in (("Flood recedes", "two"), ("Flood is over", "two")):
                a_file(source, "flood.md", title_now, f"The river fell by {metres} metres.\n\nNobody was hurt.\n")
                refreshed(desk)
            await settled(pilot, lambda screen: changed(screen.headlines.headline))
            await pilot.press("D")
            await pilot.pause(0.1)
            difference = pilot.app.screen
            assert isinstance(difference, DifferenceScreen)
            # It begins with what the reader knows.
            assert shown(difference).splitlines()[1] == "The river fell by [-one metre-]{+two metres+}."
            assert "changed since you read it, version 1 of 2" in title(difference)
            await pilot.press("right")
            assert shown(difference) == "Flood [-recedes-]{+is over+}\n…"
            assert "version 2 of 2" in title(difference)
            await pilot.press("escape")
            assert pilot.app.screen is screen
            # The mark stays until it is read again; what changed since it was read before can be seen then, too.
            assert changed(screen.headlines.headline)
            await pilot.press("escape", "enter")
            await settled(pilot, lambda screen: not changed(screen.headlines.headline))
            await pilot.press("D")
            await pilot.pause(0.1)
            assert isinstance(pilot.app.screen, DifferenceScreen)
            assert "changed since you read it, version 1 of 2" in title(pilot.app.screen)


def refreshed(desk: Desk) -> None:
    while desk.refresh().busy:
        pass


def changed(headline: object) -> bool:
    return bool(getattr(headline, "flags", Flag(0)) & Flag.CHANGED)


@given(
    before=st.text(alphabet="ab \n\t洪水👩‍👩‍👧", max_size=60),
    after=st.text(alphabet="ab \n\t洪水👩‍👩‍👧", max_size=60),
    columns=st.integers(10, 40),
)
def test_no_row_is_wider_than_the_screen_and_no_word_is_lost(before: str, after: str, columns: int) -> None:
    lines = list(changed_lines(by_words(before, after)))
    rows = list(broken(lines, columns, "…"))
    assert all(width("".join(word.text for word in row)) <= max(columns, 8 + 2 * MARGIN) for row in rows)
    told = "".join(word.text for row in rows for word in row if word.style != "page--faint")
    for stretch in (stretch for line in lines for stretch in line):
        assert "".join(stretch.text.split()) in "".join(told.split())
