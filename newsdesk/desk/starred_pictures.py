"""The pictures of starred articles, fetched along with the feeds: what somebody keeps can be looked at offline, too.

Decides which; `pictures` fetches them, guarded and bounded, and keeps them. One that cannot be had is asked for again
after a day at the earliest. They may take half of the cache, those of the newest articles first, and count as just
looked at: the others leave the cache before them.
"""

from collections.abc import Mapping
from pathlib import Path

from newsdesk.desk.feed_articles import as_read, with_full_text
from newsdesk.desk.picture_places import WebPicture
from newsdesk.desk.pictures import MIB, Pictures
from newsdesk.desk.progress import Cancelled, Clock, ProgressHeard, never, unheard
from newsdesk.desk.settings import Settings
from newsdesk.model.article import Article, ArticleId
from newsdesk.model.clean import Clean
from newsdesk.model.errors import ArticleNotFound
from newsdesk.reading.boxes import Box
from newsdesk.reading.reading import Reading
from newsdesk.store import Store

MOST_ARTICLES = 200
"""The newest; the pictures of others are fetched when they are asked for."""
MOST_AT_ONCE = 24
"""Pictures with one fetch of the feeds; the next brings more."""
SIDE_BY_SIDE = 8
SHARE_OF_CACHE = 2
_WIDTH = 80


class StarredPictures:
    """Those of one desk, and which addresses its starred articles were found to name."""

    def __init__(self, store: Store, settings: Settings, folder: Path, environment: Mapping[str, str]) -> None:
        """Prepare; nothing is fetched yet.

        Args:
            store: It knows what is starred.
            settings: Whether there are to be pictures, and how many bytes of them are kept.
            folder: Of the desk: what is kept lies below it.
            environment: Of the process: which hosts are let through.
        """
        self._store = store
        self._pictures = Pictures(folder, settings, environment)
        self._room = settings.limits.picture_cache_mib * MIB // SHARE_OF_CACHE
        self._named: dict[ArticleId, tuple[int, list[str]]] = {}

    def bring(self, progress: ProgressHeard = unheard, cancelled: Cancelled = never) -> int:
        """Fetch some that are not kept yet; blocks until they are there.

        Args:
            progress: Hears how many were asked for.
            cancelled: Asked now and then; what was fetched by then stays.

        Returns:
            How many came.
        """
        missing = self._missing(cancelled) if self._pictures.wanted else []
        clock = Clock(Clean("Fetching pictures"), len(missing), progress)
        brought = 0
        for start in range(0, len(missing), SIDE_BY_SIDE):
            if cancelled():
                break
            urls = missing[start : start + SIDE_BY_SIDE]
            self._pictures.fetch(urls, lambda _url, _came: clock.advance(1))
            for url in urls:
                if self._pictures.kept(url):
                    brought += 1
                else:
                    self._pictures.give_up(url)
        return brought

    def _missing(self, cancelled: Cancelled) -> list[str]:
        """Where those are that are to be fetched now; those that are kept are looked at."""
        missing: list[str] = []
        seen: set[str] = set()
        room = self._room
        for article_id in self._store.starred(MOST_ARTICLES):
            if cancelled() or room <= 0:
                break
            for url in self._on_the_web(article_id):
                if url in seen:
                    continue
                seen.add(url)
                size = self._pictures.kept(url)
                room -= size
                if not size and len(missing) < MOST_AT_ONCE and not self._pictures.given_up(url):
                    missing.append(url)
        return missing

    def _on_the_web(self, article_id: ArticleId) -> list[str]:
        try:
            article = self._store.article(article_id)
        except ArticleNotFound:
            # Taken off the desk meanwhile.
            return []
        places = (self._pictures.look(article, address).place for address in self._addresses(article))
        return [place.url for place in places if isinstance(place, WebPicture)]

    def _addresses(self, article: Article) -> list[str]:
        """The pictures of an article as it is shown; it is read again only when it says something else."""
        kept = self._store.feeds.full_text(article.id)
        whole = kept.html if kept is not None else ""
        version = hash((article.piece.image, article.piece.body, whole))
        known = self._named.get(article.id)
        if known is None or known[0] != version:
            shown = with_full_text(article, kept) if kept is not None and whole else as_read(article)
            known = self._named[article.id] = (version, _pictures_in(shown))
        return known[1]


class _Noting:
    """Notes which pictures a page has, and gives them no room."""

    def __init__(self) -> None:
        self.addresses: dict[str, None] = {}

    def box(self, picture: str, cells: int) -> Box | None:  # noqa: ARG002 (what a page asks)
        self.addresses[picture] = None
        return None


def _pictures_in(article: Article) -> list[str]:
    noting = _Noting()
    reading = Reading(article, width=_WIDTH, pictures=noting)
    while not reading.settled:
        reading.settle()
    return list(noting.addresses)
