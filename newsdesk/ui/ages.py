"""How long ago, and when, in the few cells that a list has.

An age turns into a date after a week. Days are counted in the desk's time zone; a day that a source gave stays that
day. Pure: the clock is passed in.
"""

from datetime import date, datetime, tzinfo

from newsdesk.model.moment import Moment, Precision

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONGEST_AGE_CELLS = len("30 Sep 2025")
DAYS_TO_A_DATE = 7
_SECONDS_A_MINUTE = 60
_SECONDS_AN_HOUR = 3600


def age(moment: Moment | None, now: datetime, zone: tzinfo) -> str:
    """How long ago, in at most `LONGEST_AGE_CELLS` cells; nothing for an article without a date.

    Args:
        moment: When it was published.
        now: Aware.
        zone: Of the desk.
    """
    if moment is None:
        return ""
    day, today = moment.day(zone), now.astimezone(zone).date()
    days = (today - day).days
    if days < 0 or days >= DAYS_TO_A_DATE:
        return short_date(day, today)
    if moment.precision is Precision.DAY:
        return ("today", "yesterday")[days] if days < 2 else f"{days} days"
    seconds = (now - moment.instant).total_seconds()
    if seconds < _SECONDS_A_MINUTE:
        # A clock that is ahead by some minutes is as good as now.
        return "now" if days == 0 else "yesterday"
    if seconds < _SECONDS_AN_HOUR:
        return f"{int(seconds // _SECONDS_A_MINUTE)} min"
    if days == 0:
        return f"{int(seconds // _SECONDS_AN_HOUR)} h"
    return "yesterday" if days == 1 else f"{days} days"


def short_date(day: date, today: date) -> str:
    """`3 Feb`, with the year where it is not this one."""
    text = f"{day.day} {MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"
