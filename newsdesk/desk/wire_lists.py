"""Lists of feeds from other readers and for them: OPML, and newsboat's list with what its cache says was read.

An imported list never makes newsdesk run anything, and nothing is fetched here: the next fetch finds out which of the
feeds still live. newsboat's questions (`query:`) are told, in its own words, and not followed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newsdesk.model.clean import Clean
from newsdesk.model.errors import NewsdeskError, UsageError
from newsdesk.model.source import Source, SourceId, SourceKind
from newsdesk.model.wire import Wire
from newsdesk.net.address import checked, host_of, shown, without_credentials
from newsdesk.sources.feed_pieces import key_of
from newsdesk.sources.newsboat import read_urls, write_urls
from newsdesk.sources.opml import read_opml, write_opml
from newsdesk.sources.subscriptions import Refused, SavedQuery, Subscription, Subscriptions
from newsdesk.store import Store
from newsdesk.store.newsboat_cache import read_items
from newsdesk.text.clean import clean_line

LARGEST_LIST = 64 * 1024 * 1024
"""In bytes; a list of 20,000 feeds takes 4 MB."""


@dataclass(slots=True)
class ImportReport:
    """What came of a list."""

    added: list[Wire] = field(default_factory=list)
    known: int = 0
    """Feeds that were followed already; they stay as they are."""
    refused: list[Refused] = field(default_factory=list)
    queries: list[SavedQuery] = field(default_factory=list)
    """Feeds made of others by a question, in the other reader's words."""
    malformed: bool = False
    """Whether the list was read by guessing what was meant."""
    read: int = 0
    """Items that another reader showed already: they come as read."""


def read_list(data: bytes, name: str) -> Subscriptions:
    """A list in either format.

    Raises:
        ListUnreadable: it is neither.
    """
    beginning = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    return read_opml(data, name=name) if beginning.startswith(b"<") else read_urls(data)


def bring_in(store: Store, listed: Subscriptions) -> ImportReport:
    """Follow the feeds of a list, all at once."""
    report = ImportReport(refused=list(listed.refused), queries=list(listed.queries), malformed=listed.malformed)
    followed = {wire.source.location for wire in store.feeds.listed()}
    names = Names(store.sources())
    wires: dict[bytes, Wire] = {}
    for subscription in listed.feeds:
        url, reason = _usable(subscription)
        if reason:
            report.refused.append(Refused(clean_line(shown(subscription.url)), reason))
        elif url in followed or url in wires:
            report.known += 1
        else:
            wires[url] = _wire(subscription, url, names)
    report.added = store.feeds.add(list(wires.values()))
    return report


def _usable(subscription: Subscription) -> tuple[bytes, str]:
    """The address to follow, and why it is not followed; one of them is empty."""
    try:
        url, user, password = without_credentials(checked(subscription.url))
    except NewsdeskError:
        return b"", "it is no address on the web"
    if user or password:
        return b"", "there is a password in its address; `newsdesk feeds add` asks where to find it instead"
    return url.encode("ascii"), ""


def _wire(subscription: Subscription, url: bytes, names: "Names") -> Wire:
    # With the first fetch, what it calls itself takes the place of its address.
    name = names.free(subscription.title or clean_line(url.decode("ascii")), url.decode("ascii"))
    return Wire(
        source=Source(SourceId(0), SourceKind.FEED, url, name),
        site=subscription.site,
        folder=subscription.folder,
        tags=subscription.tags,
        hidden=subscription.hidden,
    )


def read_marks(store: Store, cache: Path) -> int:
    """Take over from newsboat's cache which items were read; returns how many.

    Raises:
        UsageError: the file is not there, or is no cache of newsboat.
    """
    by_url = {wire.url: wire.source.id for wire in store.feeds.listed()}
    keys: dict[SourceId, set[bytes]] = {}
    count = 0
    for item in read_items(cache):
        source_id = by_url.get(_checked(item.feed))
        if source_id is not None:
            keys.setdefault(source_id, set()).update(key_of(name) for name in (item.guid, item.link) if name)
            count += 1
    for source_id, some in keys.items():
        store.feeds.read_elsewhere(source_id, sorted(some))
    return count


def _checked(url: str) -> str:
    try:
        return without_credentials(checked(url))[0]
    except NewsdeskError:
        return ""


def as_list(wires: Iterable[Wire], format: str) -> bytes:  # noqa: A002
    """A list for other readers, as `opml` or for `newsboat`. Read again, it says the same."""
    feeds = map(subscription_of, wires)
    return write_opml(feeds) if format == "opml" else write_urls(feeds)


def subscription_of(wire: Wire) -> Subscription:
    """A feed as other readers know it. One that is called by its address has no title there."""
    title = Clean("") if wire.source.name == wire.url else wire.source.name
    return Subscription(clean_line(wire.url), title, wire.site, wire.folder, wire.tags, wire.hidden)


class Names:
    """What feeds are called on a desk: no two the same, so that `source:` means one of them."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._taken = {source.name for source in sources}

    def free(self, wished: Clean, url: str) -> Clean:
        """The name that is wished, with the host or a number behind it where another source is called so."""
        base = wished or clean_line(url)
        host = clean_line(f"{base} ({host_of(url)})")
        name, number = base, 1
        while name in self._taken:
            number += 1
            name = host if number == 2 else clean_line(f"{base} ({number - 1})")
        self._taken.add(name)
        return name


def load_list(path: Path) -> bytes:
    """The bytes of a list.

    Raises:
        UsageError: it cannot be read, or is too large to be one.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_LIST + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST_LIST:
        raise UsageError(f"{path} is too large for a list of feeds.")
    return data
