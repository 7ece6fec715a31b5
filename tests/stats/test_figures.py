"""Figures in words."""

import pytest

from newsdesk.stats import duration


@pytest.mark.parametrize(
    ("minutes", "says"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h 00"), (185, "3 h 05"), (60 * 24, "24 h"), (60 * 24 * 12, "12 days")],
)
def test_reading_time_is_as_exact_as_it_is_useful(minutes: int, says: str) -> None:
    assert duration(minutes) == says
