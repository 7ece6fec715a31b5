"""The pictures of starred articles are fetched along with the feeds, to be looked at offline."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from newsdesk.desk import starred_pictures
from newsdesk.desk.desk import Desk
from newsdesk.desk.fetching import FetchReport
from newsdesk.desk.paths import DeskPath
from newsdesk.desk.pictures import Pictures
from newsdesk.desk.settings import Limits, Network, Settings
from newsdesk.model.action import Action
from tests.desk.feeds import follow, item
from tests.loopback_site import PARAGRAPH, Site, a_site
from tests.pictures.painted import as_bytes, quarters
from tests.reading_here import read_here
from tests.sources.feeds import an_rss

__all__ = ["read_here"]

PNG = as_bytes(quarters(64, 48))
NETWORK = Network(allow_hosts=("127.0.0.1",), deadline_seconds=5)


@dataclass
class Newsroom:
    """A site with a feed, and the folder of a desk that follows it."""

    site: Site
    folder: Path

    def says(self, **bodies: str) -> None:
        """What the items of the feed say, by their names, newest first."""
        items = [
            item(name, description=body, link=f"{self.site.address}/{name}", pubDate=f"Mon, 0{9 - day} Feb 2025")
            for day, (name, body) in enumerate(bodies.items())
        ]
        self.site.pages["/feed"] = ("application/rss+xml", an_rss(*items).encode())

    def has(self, *paths: str) -> None:
        """Have pictures at these paths."""
        self.site.pages |= dict.fromkeys(paths, ("image/png", PNG))

    def open(self, **settings: object) -> Desk:
        wanted = Settings(**{"time_zone": "UTC", "network": NETWORK} | settings)  # type: ignore[arg-type]
        desk = Desk.open(DeskPath(self.folder), wanted)
        if not desk.sources():
            follow(desk, f"{self.site.address}/feed")
            desk.wires.fetch(force=True)
        return desk

    def kept(self, path: str) -> bytes | None:
        return Pictures(self.folder, Settings(), {})._cache.get(self.site.address + path)

    def asked(self) -> list[str]:
        """The pictures that were asked for, and forgets them."""
        asked = sorted(path for path in self.site.asked if path.endswith(".png"))
        self.site.asked.clear()
        return asked


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with a_site() as site:
        yield Newsroom(site, tmp_path / "data")


def star(desk: Desk, *titles: str) -> None:
    desk.act(Action.STAR, [headline.id for headline in desk.newest(99) if headline.title in titles])


def fetch(desk: Desk) -> FetchReport:
    return desk.wires.fetch(force=True)


def test_only_those_of_starred_articles_are_fetched_once_and_kept(newsroom: Newsroom) -> None:
    newsroom.has("/a.png", "/b.png", "/c.png")
    newsroom.says(Flood='<img src="/a.png" alt="A"> and <img src="/b.png" alt="B">', Frost='<img src="/c.png" alt="C">')
    with newsroom.open() as desk:
        assert newsroom.asked() == []
        star(desk, "Flood")
        assert [fetch(desk).pictures for _ in range(2)] == [2, 0]
    with newsroom.open() as desk:
        assert fetch(desk).pictures == 0
    assert newsroom.asked() == ["/a.png", "/b.png"]
    assert newsroom.kept("/a.png") == PNG


def test_what_an_article_names_later_and_its_page_shows_comes_too(newsroom: Newsroom) -> None:
    newsroom.has("/a.png", "/page.png")
    newsroom.says(Flood="In short.")
    newsroom.site.page(
        "/Flood",
        "Flood",
        f'<article><p>{PARAGRAPH}</p><img src="/page.png" alt="P">{f"<p>{PARAGRAPH}</p>" * 4}</article>',
    )
    with newsroom.open() as desk:
        star(desk, "Flood")
        report = fetch(desk)
        assert (report.full_texts, report.pictures) == (1, 1)
        assert newsroom.asked() == ["/page.png"]


def test_one_that_cannot_be_had_is_asked_for_again_after_a_day(newsroom: Newsroom) -> None:
    newsroom.says(Flood='<img src="/gone.png" alt="A"> <img src="/page.png" alt="B">')
    newsroom.site.pages["/page.png"] = ("image/png", b"<!doctype html><p>No.</p>")
    with newsroom.open() as desk:
        star(desk, "Flood")
        assert [fetch(desk).pictures for _ in range(3)] == [0, 0, 0]
        assert newsroom.asked() == ["/gone.png", "/page.png"]
        newsroom.has("/gone.png")
        for mark in (newsroom.folder / "pictures").iterdir():
            os.utime(mark, (1_000_000, 1_000_000))
        assert [fetch(desk).pictures for _ in range(2)] == [1, 0]


def test_nothing_is_fetched_where_there_are_to_be_no_pictures(newsroom: Newsroom) -> None:
    newsroom.has("/a.png")
    newsroom.says(Flood='<img src="/a.png" alt="A">')
    with newsroom.open(pictures="never") as desk:
        star(desk, "Flood")
        assert fetch(desk).pictures == 0
    assert newsroom.asked() == []


def test_private_hosts_that_nobody_allowed_are_not_asked(newsroom: Newsroom) -> None:
    newsroom.has("/a.png")
    elsewhere = f"{newsroom.site.address}/a.png"
    newsroom.site.address = newsroom.site.address.replace("127.0.0.1", "localhost")
    newsroom.says(Flood=f'<img src="{elsewhere}" alt="A">')
    with newsroom.open(network=replace(NETWORK, allow_hosts=("localhost",))) as desk:
        star(desk, "Flood")
        assert fetch(desk).pictures == 0
    assert newsroom.asked() == []
    assert Pictures(newsroom.folder, Settings(), {}).given_up(elsewhere)


def test_nothing_is_asked_or_given_up_where_no_server_answers(newsroom: Newsroom) -> None:
    newsroom.has("/a.png")
    newsroom.says(Flood='<img src="/a.png" alt="A">')
    with newsroom.open() as desk:
        star(desk, "Flood")
        newsroom.site.stop.set()
        assert fetch(desk).unreached
    assert not (newsroom.folder / "pictures").exists()


def test_a_fetch_brings_so_many_and_the_next_one_more(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starred_pictures, "MOST_AT_ONCE", 2)
    newsroom.has("/a.png", "/b.png", "/c.png")
    newsroom.says(Flood="".join(f'<img src="/{name}.png" alt="{name}">' for name in "abc"))
    with newsroom.open() as desk:
        star(desk, "Flood")
        assert [fetch(desk).pictures for _ in range(3)] == [2, 1, 0]


def test_they_take_half_of_the_room_the_newest_first_and_stay_the_longest(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A «MiB» of two pictures: two of four in the cache may be those of starred articles.
    monkeypatch.setattr(starred_pictures, "MIB", len(PNG))
    newsroom.has("/a.png", "/b.png", "/c.png")
    newsroom.says(**{name: f'<img src="/{name}.png" alt="{name}">' for name in "abc"})
    with newsroom.open(limits=Limits(picture_cache_mib=4)) as desk:
        star(desk, "a", "b")
        assert fetch(desk).pictures == 2
        star(desk, "c")
        for picture in (newsroom.folder / "pictures").iterdir():
            os.utime(picture, (1_000_000, 1_000_000))
        assert fetch(desk).pictures == 0, "the room is taken"
    looked_at = [picture.stat().st_mtime for picture in (newsroom.folder / "pictures").iterdir()]
    assert len(looked_at) == 2
    assert min(looked_at) > 1_000_000, "others go first"
