"""Dates as people and generators write them."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.model.moment import Moment, Precision
from newsdesk.text.dates import FIRST_YEAR, LAST_YEAR, date_in_name, leading_day, parse_date

BERLIN = ZoneInfo("Europe/Berlin")

DAYS = {
    "2025-02-03": "2025-02-03",
    " 2025-02-03 ": "2025-02-03",
    "2025/2/3": "2025-02-03",
    "2025.02.03": "2025-02-03",
    "20250203": "2025-02-03",
    "2025年2月3日": "2025-02-03",
    "2025년 2월 3일": "2025-02-03",
    "05/13/2026": "2026-05-13",
    "02/03/2026": "2026-02-03",
    "13/05/2026": "2026-05-13",
    "13.05.2026": "2026-05-13",
    "03-02-2026": "2026-02-03",
    "3 February 2025": "2025-02-03",
    "February 3, 2025": "2025-02-03",
    "Feb 3rd, 2025": "2025-02-03",
    "Sept. 5, 2019": "2019-09-05",
    "Monday, 3 February 2025": "2025-02-03",
    "3. März 2021": "2021-03-03",
    "1er janvier 2020": "2020-01-01",
    "12 de março de 2020": "2020-03-12",
    "5 мая 2020": "2020-05-05",
    "March 2020": "2020-03-01",
    "2010-05": "2010-05-01",
    "2010": "2010-01-01",
    "Date(2020, 1, 3)": "2020-01-03",
    "2021-01-05 (updated)": "2021-01-05",
}
INSTANTS = {
    "2025-02-03T14:00:00Z": "2025-02-03T14:00:00Z",
    "2013-05-06 02:12:52 +0200": "2013-05-06T00:12:52Z",
    "2013-05-06 02:12:52 -0400": "2013-05-06T06:12:52Z",
    "2015-03-17 14:00:00 -4": "2015-03-17T18:00:00Z",
    "2015-03-17 14:00:00 −04:00": "2015-03-17T18:00:00Z",
    "2014-03-04 12:00:00 0000 -0500": "2014-03-04T17:00:00Z",
    "2019-05-06T07:08:09.123456789Z": "2019-05-06T07:08:09Z",
    "2020-01-01T10:00+05:30": "2020-01-01T04:30:00Z",
    "Mon, 03 Feb 2025 14:00:00 GMT": "2025-02-03T14:00:00Z",
    "Fri, 13 Jun 2014 10:00:00 +0200 (CEST)": "2014-06-13T08:00:00Z",
    "Tue, 4 Feb 25 10:00 EST": "2025-02-04T15:00:00Z",
    "Mon Feb 3 14:00:00 UTC 2025": "2025-02-03T14:00:00Z",
    "June 3, 2025 at 10:00 AM PST": "2025-06-03T18:00:00Z",
    "20250203T140000Z": "2025-02-03T14:00:00Z",
    "1738600337": "2025-02-03T16:32:17Z",
    "1738600337917": "2025-02-03T16:32:17Z",
    "2020-01-01T24:00:00Z": "2020-01-02T00:00:00Z",
    "2016-12-31T23:59:60Z": "2016-12-31T23:59:59Z",
}
IN_THE_DESKS_ZONE = {
    "2016-3-21 12:00:00": "2016-03-21T11:00:00Z",
    "2026-06-03 17:45": "2026-06-03T15:45:00Z",
    "2025年2月3日 14:30": "2025-02-03T13:30:00Z",
    "Feb 3rd, 2025 2:30 pm": "2025-02-03T13:30:00Z",
    "DateTime(2020,1,3,10,0)": "2020-01-03T09:00:00Z",
}
NO_DATES = (
    *("", "yesterday", "{{ .Date }}", "January", "10:30", "5/6/07", "2020-W05", "x" * 10_000, "9" * 5_000, "-1"),
    *("2024-02-30", "2024-13-45", "20251332", "2020-01-01T25:00", "2021-02-08 16:30-:00+16:30", "0001-01-01T00:00:00Z"),
    *("9999-12-31", "999999999999999999999", "2020-01-01T10:00:00+99:99"),
)


@pytest.mark.parametrize(("written", "day"), DAYS.items())
def test_a_date_without_a_time_stays_a_day_in_every_zone(written: str, day: str) -> None:
    for zone in (UTC, BERLIN, ZoneInfo("Pacific/Auckland")):
        moment = parse_date(written, zone=zone)
        assert moment is not None
        assert moment.precision is Precision.DAY
        assert moment.isoformat() == day


@pytest.mark.parametrize(("written", "instant"), INSTANTS.items())
def test_a_time_with_a_zone_is_that_instant_whatever_the_desks_zone(written: str, instant: str) -> None:
    for zone in (UTC, BERLIN):
        moment = parse_date(written, zone=zone)
        assert moment is not None
        assert moment.isoformat() == instant


@pytest.mark.parametrize(("written", "instant"), IN_THE_DESKS_ZONE.items())
def test_a_time_without_a_zone_is_the_desks(written: str, instant: str) -> None:
    moment = parse_date(written, zone=BERLIN)
    assert moment is not None
    assert moment.isoformat() == instant


@pytest.mark.parametrize("written", NO_DATES)
def test_what_is_no_date_is_none_and_raises_nothing(written: str) -> None:
    assert parse_date(written, zone=BERLIN) is None


def test_the_dates_of_toml_and_the_numbers_of_json_are_read() -> None:
    assert parse_date(date(2020, 1, 2), zone=UTC) == Moment.of_day(date(2020, 1, 2))
    assert parse_date(datetime(2020, 1, 2, 3), zone=BERLIN) == Moment(datetime(2020, 1, 2, 2, tzinfo=UTC))
    assert parse_date(20200102, zone=UTC) == Moment.of_day(date(2020, 1, 2))
    assert parse_date(1738600337, zone=UTC) == Moment(datetime(2025, 2, 3, 16, 32, 17, tzinfo=UTC))
    nothings: list[object] = [True, None, [], {}, float("nan"), float("inf"), 10**300]
    assert [parse_date(nothing, zone=UTC) for nothing in nothings] == [None] * len(nothings)


def test_the_day_of_a_date_with_an_impossible_time_can_be_had() -> None:
    assert leading_day("2021-02-08 16:30-:00+16:30") == Moment.of_day(date(2021, 2, 8))
    assert leading_day("2021-02-30 x") is None
    assert leading_day("soon") is None


@pytest.mark.parametrize(
    ("name", "day"),
    {
        "2026-03-11-flood.md": "2026-03-11",
        "20260311 Flood.md": "2026-03-11",
        "posts/2026-3-1-flood/index.md": "2026-03-01",
        "2026/03/11/flood.md": "2026-03-11",
        "content/flood-2026-03-11.md": "2026-03-11",
        "2020-01-01/2026-03-11-flood.md": "2026-03-11",
    }.items(),
)
def test_a_file_carries_its_date_in_its_name_or_path(name: str, day: str) -> None:
    for key in (name, name.encode()):
        moment = date_in_name(key)
        assert moment is not None
        assert moment.isoformat() == day


@pytest.mark.parametrize(
    "name", ["flood.md", "1234567890.md", "2026-13-11-x.md", "v2026.md", "2026/03/flood.md", b"\xff\xfe.md"]
)
def test_a_name_without_a_date_has_none(name: str | bytes) -> None:
    assert date_in_name(name) is None


zones: st.SearchStrategy[tzinfo] = st.sampled_from(
    [UTC, BERLIN, timezone(timedelta(hours=-12)), timezone(timedelta(hours=14))]
)


@given(st.text(max_size=60) | st.from_regex(r"[0-9:TZ+\-/ .,]{1,40}"), zones)
def test_no_text_raises_and_every_moment_can_be_shown(text: str, zone: tzinfo) -> None:
    moment = parse_date(text, zone=zone)
    if moment is not None:
        assert FIRST_YEAR - 1 <= moment.instant.year <= LAST_YEAR + 1
        assert moment.instant.tzinfo is UTC
        moment.day(zone)
        moment.isoformat()


@given(st.datetimes(min_value=datetime(1000, 1, 2), max_value=datetime(9998, 12, 30)), zones)
def test_what_isoformat_writes_is_read_back(moment: datetime, zone: tzinfo) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    assert parse_date(Moment(moment).isoformat(), zone=zone) == Moment(moment)
    assert parse_date(moment.date().isoformat(), zone=zone) == Moment.of_day(moment.date())
