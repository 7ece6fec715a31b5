"""How an open desk stands a fetch: `python -m tests.benchmarks.wires [--size N] [--json]`.

`--size` is the number of feeds, of 100 items of 2 KB each, on loopback. The screen's event loop is asked every five
milliseconds how late it is: first while nothing goes on, then while all feeds are fetched for the first time and the
cursor is moved ten times a second, then while all of them are asked again. Late for longer than 50 ms is a stall that
somebody who types would feel. On a machine that is shared the first figure says what is not ours.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from newsdesk.desk.desk import Desk
from newsdesk.desk.paths import DeskPath
from newsdesk.desk.settings import Feeds, Network, Settings
from newsdesk.ui.newsroom import Newsroom
from newsdesk.ui.screens.desk_screen import DeskScreen
from newsdesk.ui.surroundings import Surroundings
from tests.benchmarks.feeds import served
from tests.benchmarks.report import Report, arguments, percentile

TICK_S = 0.005
KEY_EVERY_S = 0.1
QUIET_S = 3.0
SIZE = (120, 40)
# Nothing is fetched before the key is pressed.
SETTINGS = Settings(network=Network(allow_hosts=("127.0.0.1",)), feeds=Feeds(fetch="asked"))


async def lateness(work: Callable[[], Awaitable[object]]) -> tuple[list[float], float]:
    """By how much the loop was late at each tick while something was done, in milliseconds; and how long that took."""
    late: list[float] = []
    running = asyncio.ensure_future(work())
    began = time.perf_counter()
    while not running.done():
        asked = time.perf_counter()
        await asyncio.sleep(TICK_S)
        late.append((time.perf_counter() - asked - TICK_S) * 1000)
    await running
    return late, time.perf_counter() - began


async def measured(desk: Desk, report: Report) -> None:
    """Quiet, a first fetch, a second one."""
    app = Newsroom(desk, Surroundings())
    async with app.run_test(size=SIZE) as pilot:
        screen = app.desk_screen
        while not (screen.completed and desk.index_ready):
            await pilot.pause(0.1)
        await pilot.pause(1)
        late, _took = await lateness(lambda: asyncio.sleep(QUIET_S))
        report.add("quiet_ms", "latest tick while nothing goes on", max(late), "ms")
        for key, says in (("first", "a first fetch, with the cursor moved"), ("again", "asking all again")):
            late, took = await lateness(lambda: fetch(pilot, screen))
            report.add(f"{key}_s", says, took, "s")
            report.add(f"{key}_p99_ms", "  tick, p99", percentile(late, 0.99), "ms")
            report.add(f"{key}_stall_ms", "  longest stall", max(late), "ms", budget=50)


async def fetch(pilot: Pilot[None], screen: DeskScreen) -> None:
    """Press R, and move the cursor until all is there."""
    await pilot.press("R")
    wires = screen._sourcing._wires
    while wires._errand.busy:
        screen.headlines.action_move(1)
        await asyncio.sleep(KEY_EVERY_S)


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__.partition("\n")[0], size=200).parse_args()
    report = Report("wires")
    with (
        tempfile.TemporaryDirectory() as named,
        served(options.size) as base,
        Desk.open(DeskPath(Path(named)), SETTINGS) as desk,
    ):
        listed = Path(named) / "urls"
        listed.write_text("".join(f"{base}/feed/{number}\n" for number in range(options.size)))
        desk.wires.import_list(listed)
        asyncio.run(measured(desk, report))
    report.print(as_json=options.json, about={"feeds": options.size, "items": 100})


if __name__ == "__main__":
    main()
