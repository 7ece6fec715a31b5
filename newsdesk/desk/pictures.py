"""The pictures of a desk's articles: from their files, from the web, from what was kept; and drawn at arm's length.

Brings `sources` (files, never through a link), `net` (guarded, bounded), the cache and the drawing process together.
Decides when a picture may be shown without being asked for. `article_pictures` keeps what is known of those of one
article. Any thread may call it.
"""

import asyncio
import errno
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsdesk.desk.network import network_options
from newsdesk.desk.picture_places import InlinePicture, LocalPicture, NoPicture, PicturePlace, WebPicture, place_of
from newsdesk.desk.settings import Settings
from newsdesk.model.article import Article
from newsdesk.model.errors import NewsdeskError
from newsdesk.model.source import SourceKind
from newsdesk.pictures.cache import PictureCache
from newsdesk.pictures.errors import PictureUnusable
from newsdesk.pictures.header import ENOUGH_BYTES, Header, read_header
from newsdesk.pictures.process import PictureProcess
from newsdesk.pictures.wish import Drawn, Wish

if TYPE_CHECKING:
    from newsdesk.net.client import Client

MIB = 1024 * 1024
MILLION = 1_000_000
PICTURES = "image/png, image/jpeg, image/webp, image/gif, image/*;q=0.5"
"""What is said to be wanted (RFC 9110, 12.5.1)."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be seen of a picture at once."""

    place: PicturePlace
    header: Header | None = None
    """None where it has to be fetched first, or cannot be shown."""
    word: str = ""
    """Why it cannot be shown; empty where it can, or nobody knows yet."""
    missing: bool = False
    """Whether that is because there is nothing: so many articles name pictures that stayed elsewhere."""


class Pictures:
    """The pictures of one desk."""

    def __init__(self, folder: Path, settings: Settings, environment: Mapping[str, str]) -> None:
        """Prepare; no process is started and nothing is fetched yet.

        Args:
            folder: Of the desk: what is kept lies below it.
            settings: When pictures are shown, and their limits.
            environment: Of the process: whether the terminal is far away, which hosts are let through.
        """
        limits = settings.limits
        self.wanted = settings.pictures != "never"
        """Whether there are to be pictures at all."""
        self.remote = "SSH_CONNECTION" in environment or "SSH_TTY" in environment
        self._when = settings.pictures
        self._most_bytes = limits.picture_mib * MIB
        self._most_pixels = limits.picture_megapixels * MILLION
        self._cache = PictureCache(folder / "pictures", limits.picture_cache_mib * MIB)
        self._options = network_options(settings, environment)
        self._process = PictureProcess(most_pixels=self._most_pixels)

    def close(self) -> None:
        """Draw nothing more."""
        self._process.close()

    def shown_unasked(self, article: Article, place: PicturePlace) -> bool:
        """Whether a picture is shown, and fetched, by itself.

        Who opens a feed's article does not thereby tell its writer so: those pictures wait to be asked for.
        """
        if self._when == "auto":
            return True
        if not self.wanted or self.remote:
            return False
        at_hand = isinstance(place, LocalPicture | InlinePicture)
        return at_hand or (self._when == "usual" and article.source.kind is not SourceKind.FEED)

    def look(self, article: Article, address: str) -> Sight:
        """See what a picture is, as far as it is at hand: reads its beginning, fetches nothing."""
        place = place_of(article, address)
        try:
            if isinstance(place, LocalPicture):
                found = self._file(place, ENOUGH_BYTES)
                if found is None and place.or_at:
                    place = WebPicture(place.or_at)
                elif found is None:
                    return Sight(place, word="there is no such file", missing=True)
                else:
                    place, beginning = found
                    return Sight(place, self._header(beginning, lambda: self.read(place)))
            match place:
                case WebPicture(url):
                    kept = self._cache.get(url, ENOUGH_BYTES)
                    return Sight(place, None if kept is None else self._header(kept, lambda: self.read(place)))
                case InlinePicture(data):
                    return Sight(place, self._header(data, lambda: data))
                case NoPicture(word):
                    return Sight(place, word=word, missing=True)
        except PictureUnusable as error:
            return Sight(place, word=str(error))
        raise AssertionError(place)

    def read(self, place: PicturePlace) -> bytes:
        """A picture's bytes, which are at hand.

        Raises:
            PictureUnusable: they are not, or no longer, or are too many.
        """
        match place:
            case LocalPicture():
                found = self._file(place, self._most_bytes)
                data = found[1] if found is not None else None
            case WebPicture(url):
                data = self._cache.get(url)
            case InlinePicture(data):
                pass
            case _:
                data = None
        if data is None:
            raise PictureUnusable("it is not there any more")
        if len(data) > self._most_bytes:
            raise self._too_large()
        return data

    def draw(self, data: bytes, wish: Wish) -> Drawn:
        """Decode and draw a picture; takes as long as that takes. Raises `PictureUnusable`."""
        return self._process.draw(data, wish)

    def warm_up(self) -> None:
        """Start the process that draws, so that the first picture need not wait for it."""
        self._process.warm_up()

    def fetch(self, urls: Iterable[str], told: Callable[[str, bytes | str], object]) -> None:
        """Fetch pictures, some at the same time, and keep them.

        Args:
            urls: Where.
            told: Hears of each, as soon as it is known: its bytes, or a sentence that says why there are none.
        """
        asyncio.run(self._fetch(list(urls), told))

    def kept(self, url: str) -> int:
        """How many bytes are kept of a picture from the web, which counts as looked at now; 0 where it is not there."""
        return self._cache.size(url)

    def give_up(self, url: str) -> None:
        """Remember for a day that a picture cannot be had; who asks for it is not kept from fetching it."""
        self._cache.give_up(url)

    def given_up(self, url: str) -> bool:
        """Whether that was so within the last day."""
        return self._cache.given_up(url)

    async def _fetch(self, urls: list[str], told: Callable[[str, bytes | str], object]) -> None:
        # httpx: half of the time of a start.
        from newsdesk.net.client import Client

        async def one(url: str) -> None:
            try:
                told(url, await self._fetched(client, url))
            except PictureUnusable as error:
                told(url, f"{error}.")
            except NewsdeskError as error:
                told(url, str(error))

        try:
            async with Client(self._options) as client:
                await asyncio.gather(*map(one, urls))
        except NewsdeskError as error:  # the file of certificates
            for url in urls:
                told(url, str(error))

    async def _fetched(self, client: "Client", url: str) -> bytes:
        from newsdesk.net.replies import Fresh, Request

        reply = await client.fetch(Request(url, accept=PICTURES, limit_bytes=self._most_bytes))
        if not isinstance(reply, Fresh):
            raise PictureUnusable("it has been taken off the web")
        self._header(reply.body, lambda: reply.body)
        self._cache.put(url, reply.body)
        return reply.body

    def _file(self, place: LocalPicture, limit: int) -> tuple[LocalPicture, bytes] | None:
        """The first of the files that is there, and its beginning; None where none is."""
        from newsdesk.sources.folder import read_bytes

        root = place.root.rstrip(b"/") + b"/"
        for below in place.below:
            try:
                data, status = read_bytes(root + below, key=below, limit=limit)
            except OSError as error:
                if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}:
                    continue
                if error.errno == errno.ELOOP:
                    raise PictureUnusable("a link leads to it, and links are not followed") from error
                raise PictureUnusable(f"it cannot be read ({(error.strerror or 'no reason').lower()})") from error
            if status.st_size > self._most_bytes:
                raise self._too_large()
            return LocalPicture(place.root, (below,)), data
        return None

    def _too_large(self) -> PictureUnusable:
        return PictureUnusable(f"it is larger than {self._most_bytes // MIB} MiB")

    def _header(self, beginning: bytes, whole: Callable[[], bytes]) -> Header:
        try:
            header = read_header(beginning)
        except PictureUnusable:
            if len(beginning) < ENOUGH_BYTES:
                raise
            header = read_header(whole())
        if header.width * header.height > self._most_pixels:
            raise PictureUnusable(f"it has more than {self._most_pixels // MILLION} million pixels")
        return header
