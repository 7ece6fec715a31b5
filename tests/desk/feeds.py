"""Feeds for tests of the desk: a desk that may ask this machine, and what servers on it say."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from newsdesk.desk.desk import Desk
from newsdesk.desk.fetching import FetchReport
from newsdesk.desk.paths import DeskPath
from newsdesk.desk.settings import Feeds, Network, Settings
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.wire import Health, Wire
from tests.net.hostile_server import HostileServer
from tests.sources.feeds import an_rss

OK = "HTTP/1.1 200 OK\nContent-Type: application/rss+xml"


def a_desk(folder: Path, *, deadline_seconds: int = 5, feeds: Feeds | None = None) -> Desk:
    """A desk that may ask the servers of tests."""
    network = Network(allow_hosts=("127.0.0.1",), deadline_seconds=deadline_seconds)
    return Desk.open(DeskPath(folder), Settings(time_zone="UTC", network=network, feeds=feeds or Feeds()))


def follow(desk: Desk, *urls: str) -> list[Wire]:
    """Follow feeds without looking what they are, each called by the end of its address."""
    sources = (Source(SourceId(0), SourceKind.FEED, url.encode(), Clean(url.rpartition("/")[2])) for url in urls)
    return desk._store.feeds.add([Wire(source) for source in sources])


async def fetched(desk: Desk, **how: object) -> FetchReport:
    """One fetch, while the server of the test answers on this loop."""
    return await asyncio.to_thread(desk.wires.fetch, **({"force": True} | how))  # type: ignore[arg-type]


def item(name: str, **elements: str) -> Mapping[str, str]:
    """An item of a feed: its id and title are its name."""
    return {
        "title": name,
        "guid": name,
        "link": f"http://wire.example/{name}",
        "description": f"About {name}",
    } | elements


def serve(server: HostileServer, path: str, *items: Mapping[str, str], head: str = OK) -> str:
    """Have a server say a feed with these items; returns its address."""
    server.says(path, head, an_rss(*items).encode())
    return server.url(path)


def titles(desk: Desk, query: str = "") -> list[str]:
    """What a search finds, in its order."""
    desk.load_index()
    found = desk.search(query)
    return [headline.title for headline in desk.headlines(found.ids(0, 100))]


def health_of(desk: Desk, name: str) -> Health:
    """How the feed of this name is doing."""
    return next(one for one in desk.wires.health() if one.wire.source.name == name)
