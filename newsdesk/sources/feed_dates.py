"""The dates of feeds: RFC 822 and RFC 3339 at once, other shapes by `text.dates`, and a few that only feeds have.

Ninety-nine of a hundred are of the first two kinds; a feed of a thousand items has two thousand of them.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from newsdesk.model.moment import Moment
from newsdesk.text.dates import FIRST_YEAR, LAST_YEAR, leading_day, parse_date

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_RFC_822 = re.compile(
    r"(?:[A-Za-z]{3},? )?(\d\d?) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? (?:([+-])(\d\d):?(\d\d)|GMT|UTC|UT|Z)"
)
_RFC_3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?:[Zz]|([+-])(\d\d):?(\d\d))"
)
_DAY_NAME = re.compile(r"^[^\W\d_]{2,12}\.?,\s*")
_GREEK = {
    "Ιαν": "Jan", "Φεβ": "Feb", "Μαρ": "Mar", "Μάρ": "Mar", "Μαώ": "Mar", "Απρ": "Apr", "Μάι": "May", "Μαϊ": "May",
    "Μαι": "May", "Ιουν": "Jun", "Ιούν": "Jun", "Ιον": "Jun", "Ιουλ": "Jul", "Ιούλ": "Jul", "Ιολ": "Jul", "Αυγ": "Aug",
    "Αύγ": "Aug", "Σεπ": "Sep", "Οκτ": "Oct", "Νοε": "Nov", "Νοέ": "Nov", "Δεκ": "Dec",
}  # fmt: skip
_GREEK_WORD = re.compile("|".join(sorted(_GREEK, key=len, reverse=True)))
_HUNGARIAN = {"január": "01", "februári": "02", "február": "02", "március": "03", "április": "04", "máujus": "05",
              "május": "05", "június": "06", "július": "07", "augusztus": "08", "szeptember": "09", "október": "10",
              "november": "11", "december": "12"}  # fmt: skip
_HUNGARIAN_DATE = re.compile(r"(\d{4})-([^-\d\s]{3,10})-(\d{1,2})(T.*)?$")
_KOREAN_HALF = re.compile(r"(오전|오후)\s*(\d{1,2}:\d\d(?::\d\d)?)")


def read_date(text: str, zone: tzinfo) -> Moment | None:
    """The moment that a feed's date says.

    Args:
        text: As it stands in the feed.
        zone: Of times that name none.

    Returns:
        None for what is no date, or none that can exist. Never raises.
    """
    text = text.strip()
    found = _RFC_822.fullmatch(text)
    try:
        if found:
            day, month, year = int(found[1]), _MONTHS.get(found[2].lower(), 0), int(found[3])
            if month:
                return _instant(year, month, day, found)
        else:
            found = _RFC_3339.fullmatch(text)
            if found:
                return _instant(int(found[1]), int(found[2]), int(found[3]), found)
    except (ValueError, OverflowError):
        # Second 60, hour 24, a month 13: the patient one knows which of them have a meaning.
        pass
    return parse_date(text, zone=zone) or _otherwise(text, zone)


def _instant(year: int, month: int, day: int, found: re.Match[str]) -> Moment | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    hour, minute, second = int(found[4]), int(found[5]), int(found[6] or 0)
    if not found[7]:
        return Moment(datetime(year, month, day, hour, minute, second, tzinfo=UTC))
    offset = timedelta(hours=int(found[8]), minutes=int(found[9]))
    zone = timezone(offset if found[7] == "+" else -offset)
    return Moment(datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC))


def _otherwise(text: str, zone: tzinfo) -> Moment | None:
    """A name of a day before a date in figures; Greek, Hungarian and Korean, as feeds write them."""
    if len(text) > 80:
        return None
    tried = _DAY_NAME.sub("", text)
    if not text.isascii():
        tried = _GREEK_WORD.sub(lambda found: _GREEK[found[0]], tried)
        tried = _KOREAN_HALF.sub(lambda found: f"{found[2]} {'AM' if found[1] == '오전' else 'PM'}", tried)
    hungarian = _HUNGARIAN_DATE.match(tried)
    if hungarian and (month := _HUNGARIAN.get(hungarian[2].lower())):
        tried = f"{hungarian[1]}-{month}-{int(hungarian[3]):02}{hungarian[4] or ''}"
    return (parse_date(tried, zone=zone) if tried != text else None) or leading_day(tried)
