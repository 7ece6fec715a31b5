"""The reading pane under keys and mouse: finding, links, selecting, a long article that is not read to its end yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.model.action import Action
from newsdesk.reading.spans import Style, text_of
from newsdesk.ui.layout import Pane
from newsdesk.ui.screens.desk_screen import DeskScreen
from newsdesk.ui.screens.outline_screen import HeadingList, OutlineScreen
from newsdesk.ui.screens.slip import Slip
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled

BODY = (
    """The harbour says little.[^1] See [the ferry](ferry.md), [its end](#the-end), [the web](https://tides.example/).

"""
    + "\n\n".join(
        f"## Hour {hour}\n\nAt {hour} the harbour was calm, and the gulls were loud." for hour in range(1, 40)
    )
    + """

```python
def height(hour):
    return 1.6
```

## The end

Nobody said more but [those who came](./ferry#fares).

[^1]: It never did.
"""
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    source = tmp_path / "house"
    a_file(source, "tides.md", "Tides", BODY, date="2025-02-05")
    a_file(source, "ferry.md", "The ferry", "It sails.\n\n" * 40 + "## Fares\n\nSome.\n", date="2025-02-03")
    with a_desk(tmp_path / "data", source) as opened:
        yield opened


async def reading(pilot: Pilot[None]) -> DeskScreen:
    """Open the first article to be read."""
    await settled(pilot)
    await pilot.press("enter")
    return await settled(pilot, lambda s: s.article.article_id is not None and s.article.reading.settled)  # type: ignore[union-attr]


def marked(screen: DeskScreen, style: Style = Style.MATCH) -> list[str]:
    """What is marked on the screen."""
    pane = screen.article
    assert pane.reading is not None
    rows = pane.reading.lines(pane.top, pane.top + pane.lines_in_view)
    return [span.text for row in rows for span in row if span.style & style]


async def test_a_misspelt_word_is_found_marked_counted_and_walked_through(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen = await reading(pilot)
        await pilot.press("slash", *"harbuor")
        await settled(pilot)
        assert screen.article._counted() == "1 of 40"
        assert marked(screen)[0] == "harbour"
        await pilot.press("enter", "n", "n")
        assert screen.article._counted() == "3 of 40"
        await pilot.press("N")
        assert screen.article._counted() == "2 of 40"
        assert marked(screen, Style.CURRENT) == ["harbour"]
        assert screen.article.article_id == screen.headlines.article_id
        await pilot.press("escape")
        assert marked(screen) == []
        assert screen.focused_pane is Pane.ARTICLE


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_n_without_a_find_reads_the_next_unread_article_and_p_the_one_before(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with a_newsroom(desk).run_test(size=size) as pilot:
        screen = await reading(pilot)
        first = screen.article.article_id
        await pilot.press("n")
        await settled(pilot, lambda s: s.article.article_id != first)
        assert screen.focused_pane is Pane.ARTICLE
        assert first is not None
        desk.act(Action.UNREAD, [first])
        screen.headlines.read_again()
        await pilot.press("p")
        await settled(pilot, lambda s: s.article.article_id == first)


async def test_a_find_that_is_given_up_leaves_the_reader_where_they_were(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen = await reading(pilot)
        await pilot.press("space")
        before = screen.article.top
        await pilot.press("slash", *"nobody said")
        await settled(pilot)
        assert screen.article.top > before
        await pilot.press("escape")
        await settled(pilot)
        assert screen.article.top == before
        assert screen.focused is screen.article


async def test_a_letter_over_a_link_leads_to_its_heading_and_back(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen = await reading(pilot)
        await pilot.press("f", "c")
        await settled(pilot)
        pane = screen.article
        assert pane.reading is not None
        rows = [text_of(line).strip() for line in pane.reading.lines(pane.top, pane.top + pane.lines_in_view)]
        assert "The end" in rows
        await pilot.press("less_than_sign")
        await settled(pilot)
        assert pane.top == 0
        await pilot.press("greater_than_sign")
        await settled(pilot)
        assert pane.top > 0


async def test_a_link_opens_another_article_of_the_desk_and_the_way_back_keeps_the_place(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(120, 40)) as pilot:
        screen = await reading(pilot)
        first = screen.article.article_id
        await pilot.press("G")
        before = screen.article.top
        await pilot.press("f", "a")
        await settled(pilot, lambda s: s.article.article_id != first)
        assert screen.article.reading is not None
        assert screen.article.reading.article.piece.title == "The ferry"
        assert screen.headlines.article_id == screen.article.article_id
        assert screen.article.at_end
        await pilot.press("less_than_sign")
        await settled(pilot, lambda s: s.article.article_id == first)
        assert abs(screen.article.top - before) <= 1


async def test_a_footnote_is_shown_over_the_text_and_enter_goes_there(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen = await reading(pilot)
        await pilot.press("f", "a")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Slip)
        assert screen.article.top == 0
        await pilot.press("enter")
        await settled(pilot)
        assert screen.article.at_end
        await pilot.press("less_than_sign")
        await settled(pilot)
        assert screen.article.top == 0


async def test_the_outline_begins_where_one_is_filters_and_goes_there(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen = await reading(pilot)
        await pilot.press("right_square_bracket", "right_square_bracket", "right_square_bracket", "T")
        await pilot.pause()
        assert isinstance(pilot.app.screen, OutlineScreen)
        entry = pilot.app.screen.query_one(HeadingList).entry
        assert entry is not None
        assert entry.text == "Hour 3"
        await pilot.press(*"the end")
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        assert screen.article.at_end


async def test_text_is_selected_with_the_keyboard_across_lines(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(60, 24)) as pilot:
        screen = await reading(pilot)
        assert screen.article.reading is not None
        rows = [text_of(line) for line in screen.article.reading.lines(0, 10)]
        first = next(y for y, row in enumerate(rows) if "harbour" in row)
        # The caret goes from the headline down to the first sentence, and selects from its beginning.
        await pilot.press("shift+right", "left", *["down"] * first, "shift+end")
        assert screen.article.selected.startswith("The harbour says little.")
        await pilot.press("shift+down")
        assert "\n" not in screen.article.selected
        await pilot.press("escape")
        assert not screen.article.selecting
        assert screen.focused_pane is Pane.ARTICLE


async def test_text_is_selected_with_the_mouse_and_no_link_is_followed(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen = await reading(pilot)
        pane = screen.article
        assert pane.reading is not None
        links = pane.reading.links(0, 10)
        anchor = links[2]
        await pilot.mouse_down(pane, offset=(anchor.x, anchor.y))
        await pilot.hover(pane, offset=(anchor.x + 6, anchor.y))
        await pilot.mouse_up(pane, offset=(anchor.x + 6, anchor.y))
        await settled(pilot)
        assert pane.selected == "its end"
        assert pane.top == 0


async def test_only_the_text_is_left_on_the_screen_and_escape_brings_the_rest_back(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(120, 40)) as pilot:
        screen = await reading(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert (screen.layout_now.list, screen.layout_now.stats, screen.layout_now.frame) == (0, 0, False)
        assert screen.article.size.height == 40
        await pilot.press("escape")
        await settled(pilot)
        assert screen.layout_now.list
        assert screen.focused_pane is Pane.ARTICLE


async def test_a_link_of_wide_characters_can_be_clicked_up_to_its_last_cell(tmp_path: Path) -> None:
    body = "[潮汐表潮汐表](#the-end)\n\n" + "A paragraph.\n\n" * 60 + "## The end\n\nHere.\n"
    a_file(tmp_path / "house", "a.md", "Tides", body)
    with a_desk(tmp_path / "data", tmp_path / "house") as desk:
        async with a_newsroom(desk).run_test(size=(120, 40)) as pilot:
            screen = await settled(pilot)
            await pilot.press("enter")
            await settled(pilot, lambda s: s.article.article_id is not None)
            reading = screen.article.reading
            assert reading is not None
            (link,) = reading.links(0, 20)
            assert screen.article.top == 0
            # The eleventh of its twelve cells.
            await pilot.click(screen.article, offset=(link.x + 10, link.y))
            await settled(pilot)
            assert screen.article.top > 0


async def test_keys_that_come_faster_than_the_screen_mean_what_they_were_typed_for(desk: Desk) -> None:
    async with a_newsroom(desk).run_test(size=(80, 24)) as pilot:
        screen = await reading(pilot)
        for key in ("slash", *"harbour", "enter", "n", "n"):
            pilot.app.post_message(events.Key(key, "/" if key == "slash" else key if len(key) == 1 else None))
        await settled(pilot, lambda s: s.article._sought == "harbour")
        assert screen.article._counted() == "3 of 40"
        assert screen.article.line.value == "harbour"
