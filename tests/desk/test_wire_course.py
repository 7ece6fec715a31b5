"""What comes of asking for a feed: when it is asked next, and what is remembered of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsdesk.desk.wire_course import after_failure, after_news, after_silence
from newsdesk.model.clean import Clean
from newsdesk.model.wire import Course
from newsdesk.net.replies import Fresh, Freshness, Unchanged, Validators
from newsdesk.net.schedule import FIRST_SECONDS, LEAST_SECONDS
from newsdesk.sources.feed import Feed
from tests.sources.feeds import an_rss, read

NOW = datetime(2025, 2, 10, 12, tzinfo=UTC)
TAGGED = Validators('"1"', "Mon, 10 Feb 2025 10:00:00 GMT")


def fresh(**said: object) -> Fresh:
    return replace(Fresh("https://a/", b"", "", TAGGED, Freshness()), **said)  # type: ignore[arg-type]


def after(course: Course, feed: Feed, reply: Fresh | None = None) -> Course:
    return after_news(course, reply or fresh(), feed, NOW, chance=0.0, least_seconds=LEAST_SECONDS)


def published(*days: int) -> Feed:
    return read(an_rss(*({"title": f"{day}", "pubDate": f"{day:02} Feb 2025 12:00:00 GMT"} for day in days)))


def test_a_feed_with_an_item_a_day_is_asked_twice_a_day() -> None:
    course = after(Course(), published(6, 7, 8, 9))
    assert course.due == NOW + timedelta(hours=12)
    assert (course.etag, course.last_modified, course.succeeded) == (TAGGED.etag, TAGGED.last_modified, NOW)


def test_the_rhythm_is_remembered_when_nothing_new_came() -> None:
    course = after(Course(), published(6, 7, 8, 9))
    again = after_silence(course, Unchanged(TAGGED, Freshness()), NOW, chance=0.0, least_seconds=LEAST_SECONDS)
    assert again.due == course.due


def test_of_a_feed_without_dates_what_is_new_came_now() -> None:
    first = after(Course(), read(an_rss({"title": "A"})))
    assert first.newest == (int(NOW.timestamp()),)
    assert after(Course(), read(an_rss())).due == NOW + timedelta(seconds=FIRST_SECONDS)


def test_what_feed_and_server_wish_makes_it_rarer() -> None:
    feed = read(an_rss({"title": "A"}, channel="<ttl>300</ttl>"))
    assert after(Course(), feed).due == NOW + timedelta(minutes=300)
    held = fresh(freshness=Freshness(max_age_seconds=7200))
    assert after(Course(), read(an_rss({"title": "A"})), held).due == NOW + timedelta(hours=2)


def test_a_feed_that_is_too_long_for_once_is_asked_for_the_rest_soon_and_whole() -> None:
    course = after(Course(), replace(published(1), left_out=5))
    assert (course.etag, course.last_modified) == ("", "")
    assert course.due == NOW + timedelta(seconds=LEAST_SECONDS)


def test_failures_are_counted_and_forgotten_with_the_first_success() -> None:
    course = Course()
    pauses = []
    for number in range(1, 12):
        course = after_failure(course, "It did not answer.", NOW, chance=0.0)
        assert (course.failures, course.failure) == (number, "It did not answer.")
        assert course.due is not None
        pauses.append((course.due - NOW).total_seconds())
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (300, 24 * 3600)
    assert after(course, published(9)).failures == 0


@pytest.mark.parametrize(
    ("how", "seconds"),
    [({"lasting": True}, 300 * 2**7), ({"offline": True}, 300), ({"retry_after_seconds": 7200}, 7200)],
)
def test_a_failure_is_tried_again_as_it_makes_sense(how: dict[str, int], seconds: int) -> None:
    course = after_failure(Course(failures=0), "No.", NOW, chance=0.0, **how)  # type: ignore[arg-type]
    assert course.due == NOW + timedelta(seconds=seconds)


def test_what_was_known_of_a_feed_stays_when_it_fails() -> None:
    course = after(Course(), published(8, 9))
    failed = after_failure(course, "No.", NOW + timedelta(hours=1), chance=0.0)
    assert (failed.etag, failed.newest, failed.succeeded) == (course.etag, course.newest, course.succeeded)


def test_what_was_wrong_with_a_document_is_noted() -> None:
    assert after(Course(), read("<rss><channel><title>A</title><item><title>B & C</title>")).notes
    assert after(Course(notes=(Clean("Odd."),)), published(9)).notes == ()
