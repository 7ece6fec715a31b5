"""What comes of asking for a feed: how it is doing now, and when it is asked next.

Pure: no clock, no network, no database. `desk.fetching` asks, `net.schedule` counts the intervals.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from newsdesk.model.clean import Clean
from newsdesk.model.wire import Course
from newsdesk.net.replies import Fresh, Freshness, Unchanged, Validators
from newsdesk.net.schedule import LOOKED_AT, Wishes, next_fetch
from newsdesk.sources.feed import Feed
from newsdesk.text.clean import clean_line

LASTING = 7
"""A failure that somebody has to mend counts like so many more in a row: it is tried twice a day."""
MOST_NOTES = 8

_EMPTY = Clean("")
_SHRUNK = Clean("The feed holds no items at the moment; what it brought before stays.")


def after_news(course: Course, reply: Fresh, feed: Feed, now: datetime, *, chance: float, least_seconds: int) -> Course:
    """The course of a feed that was sent and read.

    Args:
        course: As it was.
        reply: What the server said.
        feed: What the document says.
        now: The time of the fetch, in UTC.
        chance: A random number, 0 to 1: spreads feeds that would be due at the same moment.
        least_seconds: The shortest interval that is wanted.
    """
    empty = not feed.items and not feed.unchanged
    notes = [problem.message for problem in feed.problems][:MOST_NOTES]
    # With these the server would say that nothing changed, and the items that were left out would never come.
    validators = Validators() if feed.left_out else reply.validators
    course = replace(
        course,
        etag=validators.etag,
        last_modified=validators.last_modified,
        ttl_seconds=None if feed.ttl_minutes is None else feed.ttl_minutes * 60,
        skip_hours=feed.skip_hours,
        skip_days=feed.skip_days,
        newest=_newest(course, feed, now),
        hub=feed.hub or clean_line(reply.hub),
        notes=(_SHRUNK, *notes) if empty else tuple(notes),
    )
    course = _went_well(course, reply.freshness, now, chance, least_seconds)
    # The rest of a long feed comes with the next fetches, and these are not put off.
    return replace(course, due=now + timedelta(seconds=least_seconds)) if feed.left_out else course


def after_silence(course: Course, reply: Unchanged, now: datetime, *, chance: float, least_seconds: int) -> Course:
    """The course of a feed whose server says that nothing changed; the arguments as of `after_news`."""
    course = replace(course, etag=reply.validators.etag, last_modified=reply.validators.last_modified)
    return _went_well(course, reply.freshness, now, chance, least_seconds)


def after_failure(
    course: Course,
    reason: str,
    now: datetime,
    *,
    chance: float,
    lasting: bool = False,
    offline: bool = False,
    retry_after_seconds: int | None = None,
) -> Course:
    """The course of a feed that could not be had. What was known of it stays.

    Args:
        course: As it was.
        reason: Why, in a sentence.
        now: The time of the fetch, in UTC.
        chance: A random number, 0 to 1.
        lasting: Whether somebody has to do something about it.
        offline: Whether no other could be had either: that is not the feed's fault, and is soon tried again.
        retry_after_seconds: How long the server wants to be left alone.
    """
    failures = max(course.failures, 1) if offline else course.failures + 1
    counted = 1 if offline else failures + (LASTING if lasting else 0)
    wishes = Wishes(retry_after_seconds=retry_after_seconds)
    return replace(
        course,
        tried=now,
        failures=failures,
        failure=clean_line(reason),
        due=next_fetch(now, failures=counted, wishes=wishes, chance=chance),
    )


def _went_well(course: Course, freshness: Freshness, now: datetime, chance: float, least_seconds: int) -> Course:
    wishes = Wishes(
        ttl_seconds=course.ttl_seconds,
        max_age_seconds=freshness.max_age_seconds,
        retry_after_seconds=freshness.retry_after_seconds,
        skip_hours=frozenset(course.skip_hours),
        skip_days=frozenset(course.skip_days),
    )
    published = [datetime.fromtimestamp(seconds, UTC) for seconds in course.newest]
    due = next_fetch(now, published, wishes=wishes, chance=chance, least_seconds=least_seconds)
    return replace(course, due=due, tried=now, succeeded=now, failures=0, failure=_EMPTY)


def _newest(course: Course, feed: Feed, now: datetime) -> tuple[int, ...]:
    """When the newest items appeared; what has no date appeared now."""
    dates = [item.piece.published for item in feed.items]
    came = [int((date.instant if date else now).timestamp()) for date in dates]
    # Before 1970 there were no feeds, but there are such dates; they say nothing about a rhythm.
    return tuple(sorted((moment for moment in {*course.newest, *came} if moment > 0), reverse=True)[:LOOKED_AT])
