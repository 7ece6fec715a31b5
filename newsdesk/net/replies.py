"""What is asked of a server, and what it can answer."""

from dataclasses import dataclass
from typing import TypeAlias

from newsdesk.net.credentials import Credentials


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask whether anything changed (RFC 9110, 8.8); empty where it gave nothing."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to fetch."""

    url: str
    validators: Validators = Validators()
    """Of the last fetch whose content was taken in whole; without them the whole is sent again."""
    credentials: Credentials | None = None
    accept: str = "*/*"
    limit_bytes: int = 0
    """The most it may be, where that is less than the client's own limit; 0 for that one."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How long the server says that its answer holds."""

    max_age_seconds: int | None = None
    """`Cache-Control: max-age` (RFC 9111), or what `Expires` comes to; None when it does not say. At most a day."""
    retry_after_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Fresh:
    """The server sent it."""

    url: str
    """Where it came from in the end: what relative addresses in it stand on."""
    body: bytes
    content_type: str
    """As the server says, visible ASCII; empty when it does not."""
    validators: Validators
    freshness: Freshness
    moved_to: str = ""
    """Where it is asked for from now on, when the server said so for good (301, 308); else empty."""
    hub: str = ""
    """The WebSub hub that the server names in a `Link`."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """304: what we have is what there is."""

    validators: Validators
    freshness: Freshness
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """410: it will not come back, and is not asked for again."""

    url: str


Reply: TypeAlias = Fresh | Unchanged | Gone
