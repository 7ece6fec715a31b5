"""What the headers of an answer say, as far as they can be believed.

Header fields are text from outside: everything kept of them is bounded and visible ASCII, every time is clamped.
Pure.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from newsdesk.net.replies import Freshness, Validators

LONGEST_VALIDATOR = 1024
LEAST_SECONDS = 60
MOST_SECONDS = 24 * 60 * 60
"""Nobody is waited for longer than a day, and nobody asked again within a minute."""

_VISIBLE = re.compile(r"[\x20-\x7e]+")
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,18})", re.IGNORECASE)
_NO_STORE = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)
_HUB = re.compile(r"<([^<>\x00-\x20]{1,2048})>\s*;[^<>]*?\brel\s*=\s*\"?hub\b", re.IGNORECASE)
_SECONDS = re.compile(r"-?\d{1,18}")


def validators_of(headers: Mapping[str, str]) -> Validators:
    """The validators of an answer; one that is too long or not visible ASCII is none."""
    return Validators(_visible(headers.get("etag", "")), _visible(headers.get("last-modified", "")))


def _visible(value: str) -> str:
    value = value.strip()
    return value if len(value) <= LONGEST_VALIDATOR and _VISIBLE.fullmatch(value) else ""


def content_type_of(headers: Mapping[str, str]) -> str:
    """What the server calls the content."""
    return _visible(headers.get("content-type", ""))


def freshness_of(headers: Mapping[str, str], now: datetime) -> Freshness:
    """How long the server wants to be left alone.

    Args:
        headers: Of the answer, names in lower case.
        now: In UTC, for what is told as a point in time.
    """
    return Freshness(_max_age(headers, now), retry_after(headers.get("retry-after", ""), now))


def _max_age(headers: Mapping[str, str], now: datetime) -> int | None:
    control = headers.get("cache-control", "")
    if _NO_STORE.search(control):
        return None
    found = _MAX_AGE.search(control)
    if found:
        return min(int(found[1]), MOST_SECONDS)
    expires = _moment(headers.get("expires", ""))
    return None if expires is None or expires <= now else min(int((expires - now).total_seconds()), MOST_SECONDS)


def retry_after(value: str, now: datetime) -> int | None:
    """Seconds to wait (RFC 9110, 10.2.3), between a minute and a day; None where there is nothing to read."""
    value = value.strip()
    if _SECONDS.fullmatch(value):
        seconds = int(value)
    else:
        moment = _moment(value)
        if moment is None:
            return None
        seconds = int((moment - now).total_seconds())
    return min(max(seconds, LEAST_SECONDS), MOST_SECONDS)


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value[:64])
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def hub_of(headers: Mapping[str, str]) -> str:
    """The hub that a `Link` names (WebSub, 4)."""
    found = _HUB.search(headers.get("link", "")[:8192])
    return found[1] if found and found[1].startswith(("https://", "http://")) else ""
