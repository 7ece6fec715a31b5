"""How long a picture takes from its bytes to the screen, whether anything stands still meanwhile, and what it costs.

`python -m tests.benchmarks.pictures [--runs N] [--json]`. Pictures of 4,000 × 3,000 pixels, a photograph and a graphic,
lie beside an article, and wait to be asked for, as they do over SSH: time is from the key to the last byte of the
picture in a pseudo terminal of 120 × 40. The first one starts the process that draws; the others find it there. What
stands still is measured on the event loop of an app without a terminal, in this process, while the same pictures are
decoded and painted. Memory is what all processes of the newsdesk have that belongs to no other (Linux). `--size` and
`--no-neighbours` are accepted as in all benchmarks.
"""

import asyncio
import contextlib
import io
import os
import statistics
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageFilter

from newsdesk.pictures.process import PictureProcess
from newsdesk.pictures.wish import Form, Wish
from tests.benchmarks.report import Report, arguments
from tests.terminal.terminal import NEWSDESK, Terminal

WIDTH, HEIGHT = 4000, 3000
COLUMNS, ROWS = 120, 40
SCREEN_MS, STALL_MS, MEMORY_MIB = 400, 50, 64
KINDS = {"JPEG": "jpg", "PNG": "png"}
ASKING = {"SSH_CONNECTION": "192.0.2.1 5000 192.0.2.2 22"}
BEAT_S = 0.002
REST_S = 0.6
GAP_S = 0.15
"""A pause of this length ends the painting of a picture."""


def a_picture(seed: int, *, grain: bool) -> Image.Image:
    """Shapes in all colours; with grain it packs as badly as a photograph does, which as a PNG would be too large."""
    shapes = [
        Image.effect_noise((WIDTH // 20, HEIGHT // 20), 120)
        .filter(ImageFilter.GaussianBlur(2 + seed + channel))
        .resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        for channel in range(3)
    ]
    picture = Image.merge("RGB", shapes)
    if not grain:
        return picture.quantize(200).convert("RGB")
    return Image.blend(picture, Image.effect_noise((WIDTH, HEIGHT), 24).convert("RGB"), 0.15)


def _house(folder: Path, kind: str, pictures: int) -> Path:
    folder.mkdir()
    lines = []
    for number in range(pictures):
        name = f"{number}.{KINDS[kind]}"
        (folder / name).write_bytes(_written(kind, number))
        lines += [f"![Picture {number}]({name})", *["Water."] * 40]
    (folder / "flood.md").write_text("---\ntitle: Flood\n---\n\n" + "\n\n".join(lines) + "\n", "utf-8")
    return folder


def _written(kind: str, number: int) -> bytes:
    written = io.BytesIO()
    a_picture(number, grain=kind == "JPEG").save(written, kind, **({"quality": 88} if kind == "JPEG" else {}))
    return written.getvalue()


def _opened(terminal: Terminal) -> None:
    terminal.wait_for("Flood")
    terminal.settle(REST_S)
    terminal.press("enter")
    terminal.wait_for("i shows it")
    terminal.settle(REST_S)


def _on_the_screen(house: Path, home: Path, pictures: int) -> tuple[list[float], float]:
    """Milliseconds from the key to the last byte of each picture; MiB that all of it took at most."""
    with Terminal([NEWSDESK, house], home=home, columns=COLUMNS, rows=ROWS, env=ASKING) as terminal:
        _opened(terminal)
        before = _private_mib(terminal.process.pid)
        took: list[float] = []
        with _Watching(terminal.process.pid) as watching:
            for number in range(pictures):
                terminal.wait_for(f"Picture {number}, i shows it")
                sent = terminal.press_at("i")
                terminal.wait_for(lambda screen: screen.count("▀") > 300)
                while terminal.read(GAP_S):
                    pass
                took.append((terminal.read_at - sent) * 1000)
                while number + 1 < pictures and f"Picture {number + 1}," not in terminal.text:
                    terminal.press("space")
                    terminal.settle(REST_S)
        return took, watching.most_mib - before


def _private_mib(pid: int) -> float:
    """What a process and those that it started have for themselves."""
    total = 0.0
    for process in _family(pid):
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_")) / 1024
    return total


def _family(pid: int) -> list[int]:
    family = [pid]
    for process in family:
        # Each thread knows those that it started.
        for thread in Path(f"/proc/{process}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                family += map(int, thread.read_text().split())
    return family


class _Watching:
    """The most memory that a family of processes has while the block runs."""

    def __init__(self, pid: int) -> None:
        self.most_mib = 0.0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "_Watching":
        self._thread.start()
        return self

    def __exit__(self, *_reason: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.005):
            self.most_mib = max(self.most_mib, _private_mib(self._pid))


async def _longest_stall_ms(house: Path, data: Path) -> float:
    """The longest time that the event loop answered nobody, from the key until the picture is painted."""
    from newsdesk.desk.desk import Desk
    from newsdesk.desk.paths import desk_of
    from newsdesk.desk.settings import Settings
    from newsdesk.ui.newsroom import Newsroom
    from newsdesk.ui.surroundings import Surroundings

    with Desk.open(desk_of(data, [str(house)]), Settings()) as desk:
        desk.refresh()
        app = Newsroom(desk, Surroundings())
        async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
            await pilot.pause(1)
            await pilot.press("enter")
            await pilot.pause(1)
            beats: list[float] = []

            async def beat() -> None:
                while True:
                    beats.append(time.perf_counter())
                    await asyncio.sleep(BEAT_S)

            heart = asyncio.create_task(beat())
            await pilot.press("i")
            deadline = time.perf_counter() + 10
            while not app.desk_screen.pictures.painted and time.perf_counter() < deadline:
                await asyncio.sleep(BEAT_S)
            await asyncio.sleep(0.3)
            heart.cancel()
            return max(after - before for before, after in pairwise(beats)) * 1000


def _drawing_ms(kind: str) -> float:
    """Milliseconds to decode and draw alone, the process being there."""
    data = _written(kind, 0)
    wish = Wish(Form.TRUE_COLOUR, 48, 36)
    process = PictureProcess()
    process.draw(data, wish)
    took: list[float] = []
    for _ in range(5):
        began = time.perf_counter()
        process.draw(data, wish)
        took.append((time.perf_counter() - began) * 1000)
    process.close()
    return statistics.median(took)


def measure(runs: int) -> Report:
    """Show `runs` pictures of each kind, the first of them in a process that has shown none."""
    os.environ |= ASKING | {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
    report = Report("pictures")
    with tempfile.TemporaryDirectory() as base:
        for kind in KINDS:
            key, name = kind.lower(), f"a {kind} of {WIDTH:,} × {HEIGHT:,}"
            house = _house(Path(base) / kind, kind, runs)
            took, memory = _on_the_screen(house, Path(base) / f"home-{kind}", runs)
            report.add(f"{key}_first_ms", f"{name} on the screen, the first one", took[0], "ms", budget=SCREEN_MS)
            rest = statistics.median(took[1:]) if len(took) > 1 else took[0]
            report.add(f"{key}_ms", f"{name} on the screen, the next ones", rest, "ms", budget=SCREEN_MS)
            report.add(f"{key}_draw_ms", "of that decoding and drawing", _drawing_ms(kind), "ms")
            report.add(f"{key}_memory_mib", "memory of all processes, more", memory, "MiB", budget=MEMORY_MIB)
            stall = asyncio.run(_longest_stall_ms(house, Path(base) / f"data-{kind}"))
            report.add(f"{key}_stall_ms", "longest time without an answer", stall, "ms", budget=STALL_MS)
    return report


def main() -> None:
    """Measure and print."""
    parser = arguments("How long a picture takes to its place on the screen.", size=0)
    parser.add_argument("--runs", type=int, default=4, help="pictures of each kind (default: %(default)s)")
    asked = parser.parse_args()
    measure(asked.runs).print(as_json=asked.json, about={"runs": asked.runs})


if __name__ == "__main__":
    main()
