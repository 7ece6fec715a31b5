from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.net.headers import MOST_SECONDS, freshness_of, hub_of, retry_after, validators_of

NOW = datetime(2025, 2, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=600"}, 600),
        ({"cache-control": 'MAX-AGE="600"'}, 600),
        ({"cache-control": "s-maxage=5"}, None),
        ({"cache-control": "max-age=99999999999999999"}, MOST_SECONDS),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"expires": "Mon, 03 Feb 2025 13:00:00 GMT"}, 3600),
        ({"expires": "0"}, None),
        ({"expires": "Mon, 03 Feb 1925 13:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_how_long_an_answer_holds(headers: dict[str, str], seconds: int | None) -> None:
    assert freshness_of(headers, NOW).max_age_seconds == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), ("0", 60), ("-10", 60), ("9" * 18, 86_400), ("Mon, 03 Feb 2025 12:10:00 GMT", 600),
     ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400), ("Thu, 01 Jan 1970 00:00:00 GMT", 60), ("", None), ("tomorrow", None)],
)  # fmt: skip
def test_how_long_a_server_wants_to_be_left_alone(value: str, seconds: int | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=80))
def test_no_header_raises_or_says_more_than_a_day(value: str) -> None:
    headers = dict.fromkeys(("etag", "last-modified", "cache-control", "expires", "retry-after", "link"), value)
    freshness = freshness_of(headers, NOW)
    assert freshness.retry_after_seconds is None or 60 <= freshness.retry_after_seconds <= MOST_SECONDS
    assert freshness.max_age_seconds is None or 0 <= freshness.max_age_seconds <= MOST_SECONDS
    kept = validators_of(headers)
    assert all(part.isascii() and part.isprintable() for part in (kept.etag, kept.last_modified, hub_of(headers)))


def test_a_hub_is_read_out_of_a_link() -> None:
    link = '<https://feed.example/rss>; rel="self", <https://hub.example/>; rel="hub"'
    assert hub_of({"link": link}) == "https://hub.example/"
    assert hub_of({"link": '<javascript:alert(1)>; rel="hub"'}) == ""
