from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.net.schedule import (
    FIRST_RETRY_SECONDS,
    FIRST_SECONDS,
    JITTER,
    LEAST_SECONDS,
    MOST_SECONDS,
    Wishes,
    is_due,
    next_fetch,
)

NOW = datetime(2025, 2, 3, 12, tzinfo=UTC)


def wait(*args: object, **named: object) -> float:
    return (next_fetch(NOW, *args, **named) - NOW).total_seconds()  # type: ignore[arg-type]


def every(hours: float, count: int = 20) -> list[datetime]:
    return [NOW - timedelta(hours=hours * number) for number in range(1, count + 1)]


def test_a_feed_is_asked_twice_as_often_as_it_changes() -> None:
    assert wait(every(8)) == 4 * 3600


def test_a_busy_feed_is_asked_every_quarter_of_an_hour_and_a_sleeping_one_once_a_day() -> None:
    assert wait(every(0.05)) == LEAST_SECONDS
    assert wait([NOW - timedelta(days=900)]) == MOST_SECONDS


def test_of_a_new_feed_nothing_is_known() -> None:
    assert wait() == FIRST_SECONDS


def test_a_failing_feed_is_asked_ever_more_rarely_and_at_least_once_a_day() -> None:
    waits = [wait(every(1), failures=failures) for failures in range(1, 40)]
    assert waits[:3] == [FIRST_RETRY_SECONDS, 2 * FIRST_RETRY_SECONDS, 4 * FIRST_RETRY_SECONDS]
    assert waits == sorted(waits)
    assert waits[-1] == MOST_SECONDS


def test_chance_spreads_feeds_that_are_due_together() -> None:
    assert wait(chance=1.0) == pytest.approx(FIRST_SECONDS * (1 + JITTER))


def test_what_a_feed_asks_for_only_makes_it_rarer() -> None:
    assert wait(every(8), wishes=Wishes(ttl_seconds=60)) == 4 * 3600
    assert wait(every(8), wishes=Wishes(ttl_seconds=6 * 3600)) == 6 * 3600
    assert wait(every(8), wishes=Wishes(max_age_seconds=5 * 3600)) == 5 * 3600
    assert wait(failures=1, wishes=Wishes(retry_after_seconds=7200)) == 7200


def test_hours_and_days_in_which_nothing_comes_are_slept_through() -> None:
    assert next_fetch(NOW, wishes=Wishes(skip_hours=frozenset({13, 14}))) == NOW + timedelta(hours=3)
    monday = frozenset({0})
    assert next_fetch(NOW, wishes=Wishes(skip_days=monday)) == datetime(2025, 2, 4, tzinfo=UTC)
    assert wait(wishes=Wishes(skip_hours=frozenset(range(24)))) == MOST_SECONDS


@given(
    st.lists(st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC)), max_size=30),
    st.integers(0, 10_000),
    st.builds(
        Wishes,
        st.none() | st.integers(-10, 10**9),
        st.none() | st.integers(0, 10**9),
        st.none() | st.integers(0, 10**9),
        st.frozensets(st.integers(0, 23)),
        st.frozensets(st.integers(0, 6)),
    ),
    st.floats(0, 1),
)
def test_the_next_fetch_is_between_a_minute_and_a_day_away(
    published: list[datetime], failures: int, wishes: Wishes, chance: float
) -> None:
    due = next_fetch(NOW, published, failures=failures, wishes=wishes, chance=chance)
    assert timedelta(minutes=1) <= due - NOW <= timedelta(days=1)


@pytest.mark.parametrize(
    ("due", "asked"), [(None, True), (NOW, True), (NOW + timedelta(hours=1), False), (NOW + timedelta(days=400), True)]
)
def test_a_clock_that_jumped_does_not_put_a_feed_off_for_ever(due: datetime | None, asked: bool) -> None:
    assert is_due(due, NOW) is asked
