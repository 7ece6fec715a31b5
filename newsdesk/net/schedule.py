"""When a feed is asked next. Pure: no clock, no chance of its own.

A feed is asked about twice as often as something new appears in it, between `least` and `most`; what it says of itself
(`ttl`, `skipHours`, `skipDays`, `Cache-Control`, `Retry-After`) can only make that rarer. A failing one is asked ever
more rarely, never less than once a day; a random part spreads feeds that would otherwise all be due in the same second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LEAST_SECONDS = 15 * 60
MOST_SECONDS = 24 * 60 * 60
FIRST_SECONDS = 60 * 60
"""For a feed of which nothing is known yet."""
FIRST_RETRY_SECONDS = 5 * 60
JITTER = 0.1
"""The share of an interval by which it may be longer."""
ASKED_PER_NEWS = 2
LOOKED_AT = 20
"""The newest items tell the rhythm; what a feed did years ago does not."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a feed and its server say about being asked."""

    ttl_seconds: int | None = None
    """RSS's `ttl`, or what `sy:updatePeriod` comes to."""
    max_age_seconds: int | None = None
    retry_after_seconds: int | None = None
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in UTC, 0 to 23, in which nothing new comes."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week, Monday is 0."""


NO_WISHES = Wishes()


def interval_seconds(published: Sequence[datetime], now: datetime) -> int:
    """How long to wait, by how often something new appears.

    Args:
        published: When the newest items were published, in any order; aware.
        now: The time of this fetch.
    """
    times = sorted((moment for moment in published if moment <= now), reverse=True)[:LOOKED_AT]
    if not times:
        return FIRST_SECONDS
    # The silence since the last item counts: a feed that sleeps is asked more and more rarely.
    gaps = len(times)
    span = (now - times[-1]).total_seconds()
    return _clamped(span / gaps / ASKED_PER_NEWS)


def next_fetch(
    now: datetime,
    published: Sequence[datetime] = (),
    *,
    failures: int = 0,
    wishes: Wishes = NO_WISHES,
    chance: float = 0.0,
    least_seconds: int = LEAST_SECONDS,
) -> datetime:
    """When to ask again.

    Args:
        now: The time of the fetch just made, in UTC.
        published: Of its newest items.
        failures: How many fetches in a row brought nothing because they failed, this one included.
        wishes: What feed and server said.
        chance: A random number, 0 to 1.
        least_seconds: The shortest interval that is wanted.

    Returns:
        Between a minute and a day from now, whatever was said.
    """
    if failures:
        seconds = float(min(FIRST_RETRY_SECONDS * 2 ** min(failures - 1, 20), MOST_SECONDS))
    else:
        seconds = float(max(interval_seconds(published, now), least_seconds, wishes.ttl_seconds or 0))
        seconds = max(seconds, wishes.max_age_seconds or 0)
    seconds = max(seconds * (1 + JITTER * min(max(chance, 0.0), 1.0)), wishes.retry_after_seconds or 0)
    due = now + timedelta(seconds=min(max(seconds, 60.0), MOST_SECONDS))
    return due if failures else _awake(due, now + ONE_DAY, wishes)


def _awake(due: datetime, latest: datetime, wishes: Wishes) -> datetime:
    """The first hour from `due` on that is not to be skipped; `latest` where none comes before it."""
    moment = due.astimezone(UTC)
    while moment < latest:
        if moment.hour not in wishes.skip_hours and moment.weekday() not in wishes.skip_days:
            return moment
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return latest


def is_due(due: datetime | None, now: datetime) -> bool:
    """Whether to ask now. A clock that jumped back does not put a feed off for longer than a day."""
    return due is None or due <= now or due - now > ONE_DAY


def _clamped(seconds: float) -> int:
    return int(min(max(seconds, LEAST_SECONDS), MOST_SECONDS))
