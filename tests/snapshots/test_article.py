"""What an article looks like that has everything articles have, at three widths and in three sets of colours."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsdesk.ui import themes
from tests.builders import a_file
from tests.snapshots.test_screens import SnapCompare
from tests.ui.newsrooms import a_desk, a_newsroom, settled

EVERYTHING = r"""The harbour *says* little, and **says it often**.[^1] It has `code` in a sentence, ~~a mistake~~,
<kbd>Ctrl</kbd>, <mark>a mark</mark>, H<sub>2</sub>O, a [link](https://tides.example/), [another article](other.md),
https://bare.example/path and a formula: $x^2 + \alpha \leq 3$. Ships: ⛵ 👩‍✈️ 🇩🇰.

# A heading of the first level

## One of the second

### The third

#### The fourth

##### The fifth

- a thing
- another, that is so long that it goes on below itself and hangs behind its bullet, as it should
  - what is meant by it
    1. first
    2. second
- [x] done
- [ ] to do

> What somebody said, and said again, until it was long enough to need a second line of the page.
>
> > And what was said to that.

> [!WARNING]
> Mind the step.

Tide
: What the water does.
: What the bell tells.

| Hour | Height | Mood |
| --- | --: | :-: |
| 06:00 | 2.4 | calm |
| 12:00 | 0.3 | low, and rising against a wind from the south-west that nobody had foreseen |

```python
def height(hour: float) -> float:
    "Metres above the step."
    return 1.6 * cos(2 * pi * hour / 12.42) + 0x1F  # from the table of 1868, whose last page is a little torn
```

```diff
-old
+new
```

$$
\sum_{i=1}^{n} i = \frac{n(n+1)}{2}
$$

<details><summary>More of it</summary>

Nobody asked.

</details>

![A boat at the quay](boat.png)

{{ gallery "boats" }}

潮汐表为什么总是差七分钟？因为「第十三号钟」从来没有人给它上过发条，而港口的人都知道这件事。

هذه فقرة من اليمين إلى اليسار عن الميناء والمد.

---

Vraiment ? Oui : une adresse comme https://tides.example/an/address/that/is/longer/than/any/line/of/this/page/could/be?and=more.

[^1]: It was asked to.
"""

WIDTHS = {60: 128, 100: 112, 160: 112}
"""Rows that hold all of it, by columns."""


def house(folder: Path) -> Path:
    """A folder with the article."""
    a_file(
        folder, "all.md", "Everything the Harbour Has: A Reference", EVERYTHING, author="Ada Reyes", date="2025-02-09",
        subtitle="One of each, and some of it twice", tags=["harbour", "type"], image="boat.png", image_alt="A boat",
        cta="Tell us what you saw.", url="https://tides.example/everything",
    )  # fmt: skip
    a_file(folder, "other.md", "Another", "Text.\n", date="2025-02-01")
    return folder


def reading(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Open the article, and press keys, each when the screen has come to rest."""

    async def run(pilot: Pilot[None]) -> None:
        await settled(pilot)
        for key in ("enter", *keys):
            await pilot.press(key)
            await settled(pilot)
        await pilot.pause(0.1)

    return run


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT, themes.SIXTEEN])
@pytest.mark.parametrize("columns", WIDTHS)
def test_everything(snap_compare: SnapCompare, tmp_path: Path, columns: int, theme: str) -> None:
    with a_desk(tmp_path / "data", house(tmp_path / "Tidings"), theme=theme, pictures="never") as desk:
        size = (columns, WIDTHS[columns])
        assert snap_compare(a_newsroom(desk), terminal_size=size, run_before=reading("w"))


@pytest.mark.parametrize(
    "keys",
    [
        ("slash", *"harbuor", "enter", "n"),
        ("f",),
        ("y",),
        ("T",),
        ("f", "b"),
        ("shift+down", "down", "down", "down", "down", "shift+down", "shift+end"),
    ],
    ids=["find", "links", "copy", "outline", "note", "selection"],
)
def test_what_is_done_in_it(snap_compare: SnapCompare, tmp_path: Path, keys: tuple[str, ...]) -> None:
    with a_desk(tmp_path / "data", house(tmp_path / "Tidings"), theme=themes.DARK, pictures="never") as desk:
        assert snap_compare(a_newsroom(desk), terminal_size=(90, 30), run_before=reading(*keys))
