"""A desk with folders and feeds for the pictures of the sources screen: filled in, nothing is fetched."""

from datetime import datetime, timedelta
from pathlib import Path

from newsdesk.desk.paths import sample_articles, standing_desk
from newsdesk.model.article import Flag, Origin, Piece, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.moment import Moment
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.wire import Arrival, Course, Wire
from newsdesk.store import Store

SILENT = Clean("tides.example did not answer. It will be tried again.")
# Name, host, folder, articles, why it fails.
WIRES = (
    ("Harbour Gazette", "gazette.example", (), 88, ""),
    ("Council minutes", "council.example", (), 12, ""),
    ("Fog signals", "fog.example", ("Sea",), 41, ""),
    ("Tide tables", "tides.example", ("Sea",), 30, SILENT),
    ("The Museum of Small Boats", "boats.example", ("Town", "Culture"), 9, ""),
)
SUBJECTS = ("The ferry", "A new crane", "The lighthouse", "The library", "Low water", "The regatta")
DEEDS = ("waits for parts", "opens on Monday", "is counted again", "has a new keeper", "runs late")


def follow(data: Path, now: datetime) -> None:
    """Fill the standing desk below a data folder.

    Args:
        data: The data folder.
        now: When the picture is taken, aware.
    """
    with Store.open(standing_desk(data).store) as store:
        store.add_source(SourceKind.FOLDER, bytes(sample_articles()), Clean("House"))
        for number, (name, host, folder, articles, failure) in enumerate(WIRES, start=1):
            failing = bool(failure)
            course = Course(
                due=now + timedelta(minutes=12 * number),
                tried=now,
                succeeded=now - (timedelta(days=2) if failing else timedelta(minutes=9 * number)),
                failures=4 if failing else 0,
                failure=Clean(failure),
            )
            source = Source(SourceId(0), SourceKind.FEED, f"https://{host}/feed.xml".encode(), Clean(name))
            wire = Wire(source, title=Clean(name), folder=tuple(map(Clean, folder)), course=course)
            [added] = store.feeds.add([wire])
            items = tuple(_item(one, number, now) for one in range(articles))
            store.feeds.take_in([Arrival(added.source.id, course, items, title=wire.title)])


def _item(one: int, number: int, now: datetime) -> RawArticle:
    title = f"{SUBJECTS[(one + number) % len(SUBJECTS)]} {DEEDS[one % len(DEEDS)]}"
    came = Moment(now - timedelta(hours=7 * one + number))
    body = Clean(f"<p>{title}, says the harbour office.</p>")
    url = Clean(f"https://{WIRES[number - 1][1]}/{one}")
    piece = Piece(Clean(title), body, published=came, url=url, words=9, minutes=1, traits=Flag.WIRE)
    return RawArticle(Origin(f"{number}-{one}".encode(), f"{number:08}{one:08}".encode()), piece)
