"""Ages in a list."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.model.moment import Moment
from newsdesk.ui.ages import LONGEST_AGE_CELLS, age

NOON = datetime(2025, 2, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "says"),
    [
        (timedelta(seconds=5), "now"),
        (timedelta(minutes=12), "12 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(hours=20), "yesterday"),
        (timedelta(days=6), "6 days"),
        (timedelta(days=7), "3 Feb"),
        (timedelta(days=400), "7 Jan 2024"),
        (timedelta(minutes=-3), "now"),
        (timedelta(days=-3), "13 Feb"),
    ],
)
def test_an_age_turns_into_a_date_after_a_week(before: timedelta, says: str) -> None:
    assert age(Moment(NOON - before), NOON, UTC) == says


@pytest.mark.parametrize(("day", "says"), [(10, "today"), (9, "yesterday"), (7, "3 days"), (3, "3 Feb")])
def test_a_day_has_no_hours(day: int, says: str) -> None:
    assert age(Moment.of_day(date(2025, 2, day)), NOON, UTC) == says


def test_what_is_yesterday_is_decided_by_the_zone_of_the_desk() -> None:
    late = Moment(datetime(2025, 2, 9, 23, 30, tzinfo=UTC))
    assert age(late, NOON, ZoneInfo("Europe/Berlin")) == "12 h"
    assert age(late, NOON, UTC) == "yesterday"


def test_an_article_without_a_date_has_no_age() -> None:
    assert age(None, NOON, UTC) == ""


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)))
def test_every_age_fits_its_column(instant: datetime) -> None:
    assert len(age(Moment(instant), NOON, UTC)) <= LONGEST_AGE_CELLS
