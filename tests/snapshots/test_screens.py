"""What the screens look like, as pictures: a change of looks shows as a change of these.

`pytest tests/snapshots --snapshot-update` takes them anew; look at them before committing.
"""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.ui import themes
from newsdesk.ui.surroundings import Surroundings
from tests.builders import a_file
from tests.ui.newsrooms import a_desk, a_newsroom, settled

SIZES = [(80, 24), (120, 40), (200, 60)]
BODY = """The harbour office has counted the boats three times now, and each time *one more* was there than before.

## Where it came from

Nobody **saw** it come. `log 7` of the [harbour master](https://example.org/log) says:

> 04:10. Fog. A hull where none was.

1. It is blue.
2. It has no name.

| boat | length | hands |
| --- | ---: | ---: |
| Marguerite | 11.2 m | 3 |
| the new one | 9.8 m | 0 |

```python
def count(boats: list[str]) -> int:
    return len(boats) + 1  # once more
```

- [x] ask the ferry
- [ ] ask again
"""
WORDS = ("Harbour", "Council", "Ferry", "Lighthouse", "Budget", "Election", "Weather", "Museum", "Regatta", "Library")
AUTHORS = ("Ada Reyes", "David Jenkins", "Мария Иванова", "田中 葵")

SnapCompare = Callable[..., bool]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    source = tmp_path / "Tidings"
    a_file(
        source, "boat.md", "A Boat Too Many: What the Harbour Counted", BODY, author="Ada Reyes", date="2025-02-09",
        subtitle="Three counts, four boats", tags=["harbour", "mystery"], image="boat.png", cta="Tell us what you saw.",
    )  # fmt: skip
    a_file(source, "cjk.md", "潮汐表为什么总是差七分钟", "正文。\n", author="田中 葵", date="2025-02-08", tags=["科学"])
    (source / "broken.md").write_text("---\ntitle: 'The Mayor's Raft'\ndate: 2025-02-30\n---\nAfloat.\n")
    for number in range(40):
        word, verb = WORDS[number % 10], ("opens", "closes", "waits")[number % 3]
        day = f"2024-{12 - number % 12:02}-{28 - number % 27:02}"
        title, text = f"{word} {verb}, day {number + 1}", f"Paragraph {number}.\n"
        a_file(source, f"{number:02}.md", title, text, author=AUTHORS[number % 4], date=day, tags=[word.lower()])
    with a_desk(tmp_path / "data", source) as opened:
        yield opened


def after(*keys: str, theme: str = themes.DARK) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Press keys one after the other, each when the screen has come to rest."""

    async def run(pilot: Pilot[None]) -> None:
        screen = await settled(pilot)
        pilot.app.theme = theme
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        # How long a search took differs each time.
        screen.found.say([])
        await pilot.pause()

    return run


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT, themes.SIXTEEN])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_desk(snap_compare: SnapCompare, desk: Desk, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(a_newsroom(desk), terminal_size=size, run_before=after("down", "up", theme=theme))


@pytest.mark.parametrize("theme", themes.NAMES)
def test_an_article_that_is_read(snap_compare: SnapCompare, desk: Desk, theme: str) -> None:
    assert snap_compare(a_newsroom(desk), terminal_size=(100, 44), run_before=after("enter", theme=theme))


def test_choosing_a_theme(snap_compare: SnapCompare, desk: Desk) -> None:
    app = a_newsroom(desk)
    assert snap_compare(app, terminal_size=(100, 24), run_before=after("f2", "down", "down", "down"))


def test_the_palette(snap_compare: SnapCompare, desk: Desk) -> None:
    async def run(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        await pilot.press("ctrl+p", *"wid")
        await pilot.pause(0.3)

    assert snap_compare(a_newsroom(desk), terminal_size=(100, 24), run_before=run)


def test_a_search_with_operators_and_near_hits(snap_compare: SnapCompare, desk: Desk) -> None:
    app = a_newsroom(desk, first_query='author:"Ada Reyes" harbuor')
    assert snap_compare(app, terminal_size=(120, 30), run_before=after())


def test_figures_over_a_narrow_desk(snap_compare: SnapCompare, desk: Desk) -> None:
    assert snap_compare(a_newsroom(desk), terminal_size=(80, 24), run_before=after("percent_sign", "j"))


@pytest.mark.parametrize("key", ["question_mark", "exclamation_mark"])
def test_other_screens(snap_compare: SnapCompare, desk: Desk, key: str) -> None:
    async def run(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        await pilot.press(key)
        await pilot.pause()

    assert snap_compare(a_newsroom(desk), terminal_size=(100, 40), run_before=run)


def test_a_terminal_that_can_only_do_ascii(snap_compare: SnapCompare, desk: Desk) -> None:
    app = a_newsroom(desk, Surroundings(ascii=True, few_colours=True, plain=True))
    assert snap_compare(app, terminal_size=(120, 30), run_before=after("down", theme=themes.SIXTEEN))


def test_a_tiny_terminal(snap_compare: SnapCompare, desk: Desk) -> None:
    assert snap_compare(a_newsroom(desk), terminal_size=(36, 8), run_before=after("down"))


def test_an_empty_desk(snap_compare: SnapCompare, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with a_desk(tmp_path / "data", tmp_path / "empty") as opened:
        assert snap_compare(a_newsroom(opened), terminal_size=(120, 24), run_before=after())
