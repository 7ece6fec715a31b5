"""Text from outside is text: whatever looks like markup is shown as it was written, in every widget that shows any."""

from pathlib import Path

import pytest

from newsdesk.model.clean import Clean
from newsdesk.ui.messages import Failed
from newsdesk.ui.screens.problems_screen import ProblemsScreen
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled

HOSTILE = [
    "[/",
    "[/]",
    "[/b] broken",
    "[AP] Title",
    "[Video] x",
    "[100%]",
    "[Updated]",
    "[b]bold[/b]",
    "[@click=app.quit]quit[/]",
    "[link=javascript:alert(1)]x[/]",
    "[red]red[/red]",
    "[[double]]",
    "\\[escaped]",
    "{curly} $accent &amp; <b>",
]


def text_of(app: object) -> str:
    strips = app.screen._compositor.render_strips()  # type: ignore[attr-defined]
    return "\n".join(strip.text for strip in strips)


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_what_looks_like_markup_is_shown_as_it_is(tmp_path: Path, hostile: str) -> None:
    source = tmp_path / "wire"
    a_file(
        source,
        "a.md",
        hostile,
        "Text.\n",
        author=hostile,
        subtitle=hostile,
        tags=[hostile],
        status=hostile,
        date="2025-13-45",
    )
    with a_desk(tmp_path / "data", source) as desk:
        # As it was read: an entity is what it stands for.
        hostile = desk.newest(1)[0].title
        app = a_newsroom(desk)
        async with app.run_test(size=(200, 60), notifications=True) as pilot:
            screen = await settled(pilot, lambda s: s.article.article_id is not None)
            # List, byline, headline, subtitle, tag, and the bars of the figures.
            assert text_of(app).count(hostile) >= 5
            screen.post_message(Failed(Clean(hostile)))
            screen.bar.value = f'author:"{hostile}"'.replace("\\", "")
            await settled(pilot)
            assert [note.message for note in app._notifications] == [hostile]
            assert hostile in text_of(app)
            app.clear_notifications()
            await pilot.press("escape", "exclamation_mark")
            await pilot.pause()
            assert isinstance(app.screen, ProblemsScreen)
            assert hostile in text_of(app)
            assert app.is_running
