"""The wires of a desk: the feeds that it follows, looked for, asked for, kept in order. `Desk.wires`.

A corridor, like the desk: what is done is said by the modules that are named in the methods. Whatever goes out to the
web blocks, for seconds: call it off the event loop of a screen. Any thread may call anything.
"""

import asyncio
import os
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from newsdesk.desk.network import network_options
from newsdesk.desk.paths import DeskPath
from newsdesk.desk.progress import Cancelled, ProgressHeard, never, unheard
from newsdesk.desk.settings import Settings
from newsdesk.desk.wire_health import NO_FIGURES, health
from newsdesk.model.article import Article, ArticleId
from newsdesk.model.source import SourceId, SourceKind
from newsdesk.model.wire import Access, Health, Keep, KeptText, Wire
from newsdesk.store import Store
from newsdesk.store.lock import only_one

if TYPE_CHECKING:
    from newsdesk.desk.fetching import FetchReport
    from newsdesk.desk.looking import Preview
    from newsdesk.desk.starred_pictures import StarredPictures
    from newsdesk.desk.web import Web
    from newsdesk.desk.wire_following import Wishes
    from newsdesk.desk.wire_keeping import Pruning
    from newsdesk.desk.wire_lists import ImportReport

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FullText:
    """An article with the text of its page."""

    article: Article
    """Its body is the full text, in Markdown."""
    kept: KeptText
    """When it was fetched, and whether the page says that there is more for subscribers."""


def _now() -> datetime:
    return datetime.now(UTC)


class Wires:
    """The feeds of one desk. Everything raises `StoreUnusable`; what writes, `StoreNotWritable`."""

    def __init__(
        self,
        where: DeskPath,
        settings: Settings,
        store: Store,
        changed: Callable[[], object],
        *,
        environment: Mapping[str, str] = os.environ,
        now: Callable[[], datetime] = _now,
    ) -> None:
        """Prepare.

        Args:
            where: For the lock that keeps two processes from fetching at the same time.
            settings: How to go out to the web, and how feeds are read and kept.
            store: Where everything is.
            changed: Called after something was written: the index catches up.
            environment: For `NEWSDESK_ALLOW_HOSTS`.
            now: The clock, in UTC.
        """
        self._where = where
        self._settings = settings
        self._store = store
        self._changed = changed
        self._environment = environment
        self._now = now
        self._starred: StarredPictures | None = None

    # Which there are

    def listed(self) -> list[Wire]:
        """All that are followed, in the order in which they were added. Quick."""
        return self._store.feeds.listed()

    def one(self, source_id: SourceId) -> Wire:
        """One of them. Raises `SourceNotFound`."""
        return self._store.feeds.one(source_id)

    def health(self, *, figures: bool = True) -> list[Health]:
        """How they are doing; with `figures`, which walks over the articles of all feeds."""
        brought = self._store.feeds.figures() if figures else {}
        return [health(wire, brought.get(wire.source.id, NO_FIGURES)) for wire in self.listed()]

    def next_due(self) -> datetime | None:
        """When the next one is to be asked for, in UTC; may be past. None where none ever is."""
        return min((wire.course.due or self._now() for wire in self._asked_for()), default=None)

    def _asked_for(self) -> list[Wire]:
        return [wire for wire in self.listed() if not wire.paused and not wire.retired]

    # Following

    def look(self, typed: str, access: Access | None = None) -> "tuple[Preview, ...]":
        """The feeds at an address, each read, best first: what could be added. Goes out to the web (`desk.looking`).

        Args:
            typed: The address of a feed or of a page; `example.org` will do.
            access: Where the secret lies that its server asks for.

        Raises:
            FetchFailed, SecretMissing: the address cannot be had.
            NoFeedFound: there is none.
            UsageError: there is a password in the address.
        """
        from newsdesk.desk.looking import Looking, addresses_of

        urls = addresses_of(typed)
        return self._out(lambda web: Looking(web, self._settings, self._now()).look_at_first(urls, access))

    def followed(self, url: str) -> Wire | None:
        """The feed that is followed at an address."""
        return next((wire for wire in self.listed() if wire.url == url), None)

    def add(self, preview: "Preview", wishes: "Wishes | None" = None) -> Wire:
        """Follow a feed, and take in what the preview brought; one that is followed already stays as it is.

        Args:
            preview: Of `look`.
            wishes: Name, folder, tags, … (`desk.wire_following.Wishes`).
        """
        from newsdesk.desk.wire_following import Wishes, follow

        known = self.followed(preview.url)
        if known is not None:
            return known
        wire = follow(self._store, self._settings, preview, wishes or Wishes(), self._now())
        self._changed()
        return wire

    def remove(self, source_id: SourceId) -> None:
        """Follow it no longer: its articles leave the desk, what is kept of them comes back with it.

        Raises:
            SourceNotFound: it is not followed.
        """
        self._store.remove_source(source_id)
        self._changed()

    def rename(self, source_id: SourceId, name: str) -> None:
        """Call it by another name, or, with none, as it calls itself.

        Raises:
            SourceNotFound: it is not followed.
            UsageError: another source is called so.
        """
        from newsdesk.desk import followed

        wire = self.one(source_id)
        followed.rename(self._store, source_id, name.strip() or wire.title or wire.url)
        self._changed()

    def tag(
        self,
        source_id: SourceId,
        *,
        give: Sequence[str] = (),
        take: Sequence[str] = (),
        folder: Sequence[str] | None = None,
    ) -> Wire:
        """Give it tags, take others, put it into a folder: its articles have them, and `tag:` finds them so.

        Raises:
            SourceNotFound: it is not followed.
        """
        from newsdesk.desk.wire_following import relabelled

        return self._put(relabelled(self.one(source_id), give, take, folder))

    def pause(self, source_id: SourceId) -> Wire:
        """Ask for it no more until it is resumed; its articles stay. Raises `SourceNotFound`."""
        return self._put(replace(self.one(source_id), paused=True))

    def resume(self, source_id: SourceId) -> Wire:
        """Ask for it again, with the next fetch; also one that was gone for good. Raises `SourceNotFound`."""
        wire = self.one(source_id)
        course = replace(wire.course, due=None, failures=0)
        return self._put(replace(wire, paused=False, retired=False, course=course))

    def keep(self, source_id: SourceId, keep: Keep) -> Wire:
        """Say how much of it is kept. Raises `SourceNotFound`."""
        return self._put(replace(self.one(source_id), keep=keep))

    def fetch_full_texts(self, source_id: SourceId, wanted: bool) -> Wire:
        """Whether the full text of its new articles is fetched without being asked for. Raises `SourceNotFound`."""
        return self._put(replace(self.one(source_id), full_text=wanted))

    def move(self, source_id: SourceId, typed: str) -> Wire:
        """Ask for it at another address from now on; its articles stay.

        Raises:
            SourceNotFound: it is not followed.
            AddressUnusable, UsageError: the address is none, holds a password, or another feed is followed there.
        """
        from newsdesk.desk.looking import addresses_of

        wire = self.one(source_id)
        self._store.move_source(source_id, addresses_of(typed)[0].encode("ascii"))
        course = replace(wire.course, due=None, failures=0, etag="", last_modified="")
        return self._put(replace(wire, retired=False, course=course))

    def let_in(self, source_id: SourceId, access: Access | None) -> Wire:
        """Say where the secret lies that its server asks for; None: it asks for none. Raises `SourceNotFound`."""
        wire = self.one(source_id)
        return self._put(replace(wire, access=access, course=replace(wire.course, due=None)))

    def _put(self, wire: Wire) -> Wire:
        self._store.feeds.put(wire)
        self._changed()
        return self.one(wire.source.id)

    # Fetching

    def fetch(
        self,
        progress: ProgressHeard = unheard,
        cancelled: Cancelled = never,
        *,
        only: Collection[SourceId] | None = None,
        force: bool = False,
    ) -> "FetchReport":
        """Ask feeds what is new, and take it in. What has arrived can be searched and read meanwhile (`desk.fetching`).

        Args:
            progress: Hears how many feeds were asked.
            cancelled: Asked some times a second; what was taken in by then stays.
            only: Just these, paused ones included; None: all that are not paused and not gone for good.
            force: Also those that are not due yet. Feeds that are named are always asked.

        Returns:
            What it brought; `busy` where another process is at it.

        Raises:
            StoreNotWritable: what came cannot be saved.
            AuthoritiesUnreadable: the file of own certificates cannot be read.
        """
        from newsdesk.desk.fetching import Fetching, FetchReport
        from newsdesk.net.schedule import is_due

        with only_one(self._where.folder / "fetch.lock") as mine:
            if not mine:
                return FetchReport(busy=True)
            wires = self._asked_for() if only is None else [wire for wire in self.listed() if wire.source.id in only]
            if only is None and not force:
                wires = [wire for wire in wires if is_due(wire.course.due, self._now())]
            fetching = Fetching(
                self._store,
                self._settings,
                network_options(self._settings, self._environment),
                written=self._changed,
                progress=progress,
                cancelled=cancelled,
                now=self._now,
            )
            report = fetching.fetch(wires)
            if report.asked and not (report.cancelled or report.unreached):
                report.pictures = self._starred_pictures().bring(progress, cancelled)
            report.given_up = sum(len(pruning.ids) for pruning in self.prune())
            return report

    def _starred_pictures(self) -> "StarredPictures":
        from newsdesk.desk.starred_pictures import StarredPictures

        if self._starred is None:
            self._starred = StarredPictures(self._store, self._settings, self._where.folder, self._environment)
        return self._starred

    # Keeping

    def prune(self, *, dry_run: bool = False) -> "list[Pruning]":
        """Give up what the rules of keeping do not keep; with `dry_run`, only say what that would be.

        What the reader starred, noted or tagged, and what changed, is kept always.
        """
        from newsdesk.desk.wire_keeping import prunings

        found = list(prunings(self._store, self._settings, self.listed(), self._now()))
        if found and not dry_run:
            for pruning in found:
                self._store.feeds.give_up(set(pruning.ids))
            self._changed()
        return found

    # Full texts

    def kept_full_text(self, article: Article) -> FullText | None:
        """The full text of an article, where it was fetched before. Stays on this machine."""
        from newsdesk.desk.feed_articles import with_full_text

        kept = self._store.feeds.full_text(article.id)
        return None if kept is None or not kept.html else FullText(with_full_text(article, kept), kept)

    def full_text(self, article_id: ArticleId, *, again: bool = False) -> FullText:
        """The full text of an article: as it is kept, else from its page, and kept from now on.

        Args:
            article_id: Of an article of a feed; its page is fetched, and the pages that it goes on at.
            again: Fetch it, also where it is kept.

        Raises:
            ArticleNotFound: there is no such article.
            FullTextMissing: there is none; the sentence says why.
        """
        from newsdesk.desk.full_texts import NO_FEED, FullTextMissing, full_text

        article = self._store.article(article_id)
        if article.source.kind is not SourceKind.FEED:
            raise FullTextMissing(NO_FEED)
        there = self.kept_full_text(article)
        if there is not None and not again:
            return there
        access = self.one(article.source.id).access
        came = self._out(lambda web: full_text(web, self._settings, article, access, self._now()))
        self._store.feeds.keep_full_text(came)
        there = self.kept_full_text(article)
        if came.failure or there is None:
            raise FullTextMissing(came.failure)
        return there

    # Other readers' lists

    def import_list(self, file: Path, cache: Path | None = None) -> "ImportReport":
        """Follow the feeds of another reader's list (`desk.wire_lists`). Nothing is fetched.

        Args:
            file: OPML, or newsboat's `urls`.
            cache: newsboat's `cache.db`: what was read there is read here.

        Raises:
            ListUnreadable: it is no list.
            UsageError: one of the files cannot be read.
        """
        from newsdesk.desk.wire_lists import bring_in, load_list, read_list, read_marks

        report = bring_in(self._store, read_list(load_list(file), str(file)))
        if cache is not None:
            report.read = read_marks(self._store, cache)
        self._changed()
        return report

    def export_list(self, format: str = "opml") -> bytes:  # noqa: A002 (what it is called everywhere)
        """All feeds for other readers, as `opml` or as newsboat's `urls`, which knows no folders."""
        from newsdesk.desk.wire_lists import as_list

        return as_list(self.listed(), format)

    def _out(self, work: "Callable[[Web], Coroutine[Any, Any, T]]") -> T:
        """Do something on the web."""
        from newsdesk.desk.web import Web

        async def go() -> T:
            async with Web(network_options(self._settings, self._environment)) as web:
                return await work(web)

        return asyncio.run(go())
