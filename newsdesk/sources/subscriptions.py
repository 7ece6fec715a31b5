"""A list of feeds as other readers keep it: what can be followed, and what cannot, with the reason.

`opml` and `newsboat` read and write such lists. An imported list never makes newsdesk run anything: what is no address
on the web is told as refused, and no attribute but those below means anything.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newsdesk.model.article import EMPTY
from newsdesk.model.clean import Clean
from newsdesk.text.clean import clean_line

MOST_FEEDS = 20_000
LONGEST_ADDRESS = 2048
LONGEST_NAME = 256


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed that somebody follows."""

    url: Clean
    title: Clean = EMPTY
    """What the reader calls it; empty where they leave that to the feed."""
    site: Clean = EMPTY
    folder: tuple[Clean, ...] = ()
    """The folders that it lies in, outermost first."""
    tags: tuple[Clean, ...] = ()
    hidden: bool = False
    """Whether it is left out of the list of all feeds."""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A feed made of others by a question, kept in the other reader's own words for whoever translates it."""

    name: Clean
    query: Clean


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is not followed."""

    text: Clean
    reason: str


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """A whole list."""

    title: Clean = EMPTY
    feeds: tuple[Subscription, ...] = ()
    """No address twice; of several the first, with the tags of all."""
    queries: tuple[SavedQuery, ...] = ()
    refused: tuple[Refused, ...] = ()
    malformed: bool = False
    """Whether the list was read by guessing what was meant."""


@dataclass(slots=True)
class Gathering:
    """Takes in what a list says, one after the other."""

    feeds: dict[str, Subscription] = field(default_factory=dict)
    queries: list[SavedQuery] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def add(self, subscription: Subscription) -> None:
        """Take in a feed, or refuse it."""
        reason = why_not(subscription.url)
        if not reason and len(self.feeds) >= MOST_FEEDS:
            reason = f"more than {MOST_FEEDS:,} feeds are not taken in at once"
        if reason:
            self.refused.append(Refused(shortened(subscription.url or subscription.title), reason))
            return
        known = self.feeds.get(subscription.url)
        if known is None:
            self.feeds[subscription.url] = subscription
            return
        # The same feed in another folder: readers without folders in folders do so; nothing of it is lost.
        further = (
            subscription.tags if subscription.folder == known.folder else (*subscription.folder, *subscription.tags)
        )
        tags = tuple(dict.fromkeys((*known.tags, *further)))
        self.feeds[known.url] = Subscription(
            known.url, known.title or subscription.title, known.site, known.folder, tags, known.hidden
        )

    def all(self, title: Clean = EMPTY, *, malformed: bool = False) -> Subscriptions:
        """What was taken in."""
        return Subscriptions(title, tuple(self.feeds.values()), tuple(self.queries), tuple(self.refused), malformed)


def why_not(url: str) -> str:
    """Why an address cannot be followed; empty where it can."""
    lower = url.lower()
    if lower.startswith(("exec:", "|", "filter:")):
        return "it is a command, and newsdesk runs none out of a list"
    if lower.startswith("file:") or url.startswith(("/", "~")):
        return "it is a file; add its folder as a source instead"
    try:
        parts = urlsplit(url)
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or not url.isprintable() or " " in url:
        return "it is no address on the web"
    return "" if len(url) <= LONGEST_ADDRESS else "its address is too long"


def shortened(text: str, limit: int = LONGEST_NAME) -> Clean:
    """A name of a list, at most as long as names are."""
    return clean_line(clean_line(text[: limit * 2])[:limit])
