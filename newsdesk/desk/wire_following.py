"""Begin to follow a feed, and give it the labels that its articles get."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from newsdesk.desk.feed_articles import labelled
from newsdesk.desk.settings import Settings
from newsdesk.desk.wire_course import after_news
from newsdesk.desk.wire_lists import Names
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.wire import Access, Arrival, Wire
from newsdesk.store import Store
from newsdesk.text.clean import clean_line

if TYPE_CHECKING:
    from newsdesk.desk.looking import Preview

LONGEST_NAME = 256


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the reader wants of a feed that they begin to follow."""

    name: str = ""
    """What it is called; empty: as it calls itself."""
    folder: Sequence[str] = ()
    """In which it lies, outermost first."""
    tags: Sequence[str] = ()
    full_text: bool = False
    """Whether the full text of its articles is fetched without being asked for."""
    access: Access | None = None
    """Where the secret lies that its server asks for."""


def follow(store: Store, settings: Settings, preview: "Preview", wishes: Wishes, now: datetime) -> Wire:
    """Follow a feed, and take in what the preview brought."""
    called = Names(store.sources()).free(clean_line(wishes.name[:LONGEST_NAME]) or preview.title, preview.url)
    wire = Wire(
        source=Source(SourceId(0), SourceKind.FEED, preview.url.encode("ascii"), called),
        folder=names(wishes.folder),
        tags=names(wishes.tags),
        full_text=wishes.full_text,
        access=wishes.access,
    )
    [wire] = store.feeds.add([wire])
    feed = preview.feed
    least = settings.feeds.least_minutes * 60
    course = after_news(wire.course, preview.reply, feed, now, chance=0.0, least_seconds=least)
    articles = tuple(labelled(raw, wire.labels) for raw in feed.items)
    store.feeds.take_in([Arrival(wire.source.id, course, articles, title=feed.title, site=feed.site)])
    return store.feeds.one(wire.source.id)


def relabelled(wire: Wire, give: Sequence[str], take: Sequence[str], folder: Sequence[str] | None) -> Wire:
    """A feed with some tags more, some less, and in another folder; None: it stays in the one where it is."""
    taken = {tag.casefold() for tag in names(take)}
    kept = [tag for tag in wire.tags if tag.casefold() not in taken]
    there = {tag.casefold() for tag in kept}
    tags = (*kept, *(tag for tag in names(give) if tag.casefold() not in there))
    return replace(wire, tags=tags, folder=wire.folder if folder is None else names(folder))


def names(texts: Sequence[str]) -> tuple[Clean, ...]:
    """Folders or tags that somebody typed, none empty and none twice."""
    there: dict[str, Clean] = {}
    for text in texts:
        if name := clean_line(text[:LONGEST_NAME]):
            there.setdefault(name.casefold(), name)
    return tuple(there.values())
