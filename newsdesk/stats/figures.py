"""Single figures in words."""

MINUTES_AN_HOUR = 60
HOURS_A_DAY = 24
DAYS_WORTH_SAYING = 3


def duration(minutes: int) -> str:
    """Reading time, as exact as it is useful: `59 min`, `3 h 05`, `52 h`, `12 days` (of 24 hours)."""
    if minutes < MINUTES_AN_HOUR:
        return f"{minutes} min"
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    if hours < HOURS_A_DAY:
        return f"{hours} h {rest:02}"
    if hours < DAYS_WORTH_SAYING * HOURS_A_DAY:
        return f"{hours} h"
    return f"{hours // HOURS_A_DAY:,} days"
