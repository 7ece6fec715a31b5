"""A feed that a desk follows: what its reader wants of it, how asking for it has gone, and what it has brought."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from newsdesk.model.article import ArticleId, RawArticle
from newsdesk.model.clean import Clean
from newsdesk.model.source import Source, SourceId

_NOTHING = Clean("")


@dataclass(frozen=True, slots=True)
class Access:
    """Where the secret lies that a server asks for; the secret itself is never kept."""

    kind: str
    """`environment`, `command` or `keyring`, as `net.credentials.SecretKind` names them."""
    name: str
    """The variable; the command line; `service/user` in the keyring."""
    user: str = ""
    """For a password; without one the secret is a bearer token."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How much of a feed is kept. None: as the configuration says; 0: everything."""

    days: int | None = None
    articles: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """How asking for a feed has gone, and when it is asked next."""

    due: datetime | None = None
    """In UTC; None: at the next fetch."""
    tried: datetime | None = None
    succeeded: datetime | None = None
    failures: int = 0
    """In a row."""
    failure: Clean = _NOTHING
    """Why the last fetch brought nothing, in a sentence; empty when it went well."""
    notes: tuple[Clean, ...] = ()
    """What was wrong with what came, and was worked round."""
    etag: str = ""
    last_modified: str = ""
    ttl_seconds: int | None = None
    skip_hours: tuple[int, ...] = ()
    """Hours of the day in UTC in which nothing new comes."""
    skip_days: tuple[int, ...] = ()
    """Of the week, Monday is 0."""
    newest: tuple[int, ...] = ()
    """When its newest items were published, in seconds since 1970: its rhythm."""
    hub: Clean = _NOTHING
    """The WebSub hub that it names."""


@dataclass(frozen=True, slots=True)
class Wire:
    """A feed that the desk follows."""

    source: Source
    """Its address is the source's location, in ASCII."""
    title: Clean = _NOTHING
    """What it calls itself; what the reader calls it is the source's name."""
    site: Clean = _NOTHING
    """The page that it is the feed of."""
    folder: tuple[Clean, ...] = ()
    """The folders that it lies in, outermost first."""
    tags: tuple[Clean, ...] = ()
    hidden: bool = False
    """Left out of the list of all wires."""
    full_text: bool = False
    """Whether the full text of its new articles is fetched without being asked for."""
    paused: bool = False
    retired: bool = False
    """Its server said that it is gone for good."""
    access: Access | None = None
    keep: Keep = field(default_factory=Keep)
    course: Course = field(default_factory=Course)

    @property
    def url(self) -> str:
        """Where it is asked for."""
        return self.source.location.decode("ascii", "replace")

    @property
    def labels(self) -> tuple[Clean, ...]:
        """The tags that its articles have from it: its folders and its tags."""
        return tuple(dict.fromkeys((*self.folder, *self.tags)))


@dataclass(frozen=True, slots=True)
class Arrival:
    """What asking for one feed brought; the store writes it in one piece."""

    source_id: SourceId
    course: Course
    articles: tuple[RawArticle, ...] = ()
    """New ones, and those that say something else now."""
    deleted: tuple[bytes, ...] = ()
    """Keys of items that their writers took back."""
    title: Clean = _NOTHING
    """What the feed calls itself; empty where it does not say, or nothing came."""
    site: Clean = _NOTHING
    moved_to: str = ""
    """Where it is asked for from now on; empty where it stayed."""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class WireFigures:
    """What a feed has brought, archived articles included."""

    articles: int = 0
    read: int = 0
    recent: int = 0
    """Published in the last `store.feeds.RECENT_DAYS` days."""


class Condition(StrEnum):
    """How a feed is doing."""

    WELL = "well"
    NEW = "new"
    """It was never asked for."""
    NOTED = "noted"
    """It is read, with something that is worth knowing."""
    FAILING = "failing"
    PAUSED = "paused"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Health:
    """How a feed is doing, in figures and one sentence."""

    wire: Wire
    condition: Condition
    says: Clean
    """One sentence; empty where all is well."""
    figures: WireFigures
    a_week: float
    """Articles a week, over the last four weeks."""

    @property
    def share_read(self) -> float | None:
        """0 to 1; None where it has brought nothing yet."""
        return self.figures.read / self.figures.articles if self.figures.articles else None


@dataclass(frozen=True, slots=True)
class KeptText:
    """The full text of an article, from its page on the web, kept beside what its feed says."""

    article_id: ArticleId
    url: Clean
    html: Clean
    """Empty where it could not be had."""
    fetched: datetime
    words: int = 0
    title: Clean = _NOTHING
    paywalled: bool = False
    """The page says that the rest is for subscribers."""
    failure: Clean = _NOTHING
    """Why there is none, in a sentence."""
