"""How fast feeds are taken in: `python -m tests.benchmarks.feeds [--size N] [--json] [--no-neighbours]`.

`--size` is the number of feeds, of 100 items of 2 KB each. A server on loopback, in a process of its own, is asked for
all of them (fetched, read in two workers, stored), then for all of them again, unchanged; then one feed of 50 MB is
read, of which one item is new. Memory is that of the whole: this process and its workers. newsboat takes in the same
feeds beside, where it is installed.
"""

import asyncio
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from newsdesk.model.article import News
from newsdesk.model.clean import Clean
from newsdesk.model.source import SourceKind
from newsdesk.net.client import Client
from newsdesk.net.options import NetworkOptions
from newsdesk.net.replies import Fresh, Request, Unchanged, Validators
from newsdesk.sources.feed import FeedOptions, read_feed
from newsdesk.sources.feed_worker import FeedReaders, FeedTask
from newsdesk.store import Store
from tests.benchmarks.feed_server import document
from tests.benchmarks.report import Report, arguments

ITEMS = 100
ITEM_BYTES = 2_000
WORKERS = 2
BODIES_AT_ONCE = 16
LARGE_ITEMS = 25_000


@contextmanager
def served(feeds: int) -> Iterator[str]:
    """The address of a running server."""
    command = [sys.executable, "-m", "tests.benchmarks.feed_server", str(feeds), str(ITEMS), str(ITEM_BYTES)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.stdin.close()


async def taken_in(base: str, feeds: int, store: Store, readers: FeedReaders) -> tuple[int, float]:
    """Fetch, read and store all feeds: how many items, and the longest that the event loop stood still, in ms."""
    pool = ThreadPoolExecutor(WORKERS)
    writing = ThreadPoolExecutor(1)
    loop = asyncio.get_running_loop()
    stall = 0.0
    places = asyncio.Semaphore(BODIES_AT_ONCE)

    async def watch() -> None:
        nonlocal stall
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.005)
            stall = max(stall, time.perf_counter() - begun - 0.005)

    async def take(client: Client, number: int) -> int:
        url = f"{base}/feed/{number}"
        # No more bodies in memory than this, however much faster they come than they are read.
        async with places:
            reply = await client.fetch(Request(url))
            assert isinstance(reply, Fresh)
            feed = await loop.run_in_executor(pool, readers.read, FeedTask(reply.body, url, reply.content_type))
            kind = SourceKind.FEED
            source = await loop.run_in_executor(writing, store.add_source, kind, url.encode(), Clean(feed.title))
            await loop.run_in_executor(writing, store.write, News(source.id, added=feed.items))
            return len(feed.items)

    async with Client(NetworkOptions(allow_hosts=("127.0.0.1",))) as client:
        watching = asyncio.create_task(watch())
        counts = await asyncio.gather(*(take(client, number) for number in range(feeds)))
        watching.cancel()
    pool.shutdown()
    writing.shutdown()
    return sum(counts), stall * 1000


async def unchanged(base: str, feeds: int) -> None:
    """Ask for all feeds again, with what the server gave the first time."""
    known = Validators(etag='"1"')
    async with Client(NetworkOptions(allow_hosts=("127.0.0.1",))) as client:
        replies = await asyncio.gather(
            *(client.fetch(Request(f"{base}/feed/{number}", known)) for number in range(feeds))
        )
    assert all(isinstance(reply, Unchanged) for reply in replies)


def own_mib(pid: str) -> float:
    """What a process has ever had in memory, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def workers_mib(readers: FeedReaders) -> float:
    """The same of all workers together."""
    pids = [worker._process.pid for worker in readers._idle.queue if worker._process is not None]
    return sum(own_mib(str(pid)) for pid in pids)


def large_feed(report: Report) -> None:
    """A feed of 50 MB of which one item is new, read in a worker."""
    data = document(0, LARGE_ITEMS, ITEM_BYTES)
    options = FeedOptions(most_new_items=LARGE_ITEMS)
    known = {item.origin.key: item.origin.digest for item in read_feed(data, url="http://a/", options=options).items}
    known.pop(b"0-7")
    with FeedReaders(1, deadline_seconds=120) as readers:
        begun = time.perf_counter()
        feed = readers.read(FeedTask(data, "http://a/", known=known))
        report.add("large_ms", "50 MB, one item new", (time.perf_counter() - begun) * 1000, "ms")
        assert len(feed.items) == 1
        report.add("large_mib", "memory of its worker", workers_mib(readers), "MiB", budget=400)


def newsboat(base: str, feeds: int, folder: Path) -> float:
    """How long newsboat takes for the same feeds, in seconds."""
    (folder / "urls").write_text("".join(f"{base}/feed/{number}\n" for number in range(feeds)))
    (folder / "config").write_text("reload-threads 8\n")
    command = ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"]
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__.partition("\n")[0], size=1_000).parse_args()
    report = Report("feeds")
    with tempfile.TemporaryDirectory() as folder, served(options.size) as base:
        store = Store.open(Path(folder) / "desk.db")
        with FeedReaders(WORKERS, deadline_seconds=60) as readers:
            begun = time.perf_counter()
            items, stall = asyncio.run(taken_in(base, options.size, store, readers))
            report.add("taken_in_s", f"{items:,} items taken in", time.perf_counter() - begun, "s", budget=15)
            report.add("stall_ms", "longest stall of the loop meanwhile", stall, "ms", budget=50)
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 + workers_mib(readers)
            report.add("memory_mib", "memory, workers included", used, "MiB", budget=250)
        store.close()
        begun = time.perf_counter()
        asyncio.run(unchanged(base, options.size))
        report.add("unchanged_s", "the same again, unchanged", time.perf_counter() - begun, "s", budget=3)
        if shutil.which("newsboat") and not options.no_neighbours:
            report.add("newsboat_s", "newsboat, taking in the same", newsboat(base, options.size, Path(folder)), "s")
    large_feed(report)
    report.print(as_json=options.json, about={"feeds": options.size, "items": ITEMS})


if __name__ == "__main__":
    main()
