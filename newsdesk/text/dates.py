"""Read dates as people and generators write them.

`parse_date` takes a value of front matter or of a feed and gives a `Moment`, or None where it says no date that can
exist. It never raises. A value without a time stays a day; a time without a zone is the desk's zone's time.
`date_in_name` finds the date that a file's name or path carries. The month names are `text.months`.

Read are: ISO 8601 and its loose cousins (`2025-02-03`, `2025/2/3 12:00`, `2013-05-06 02:12:52 +0200`, `-4`,
`20250203`), RFC 2822 and ctime (`Mon, 03 Feb 2025 14:00:00 GMT`), dates written out (`3 February 2025`,
`Feb 3rd, 2025 2:30 pm`, in ten European languages), `05/13/2026` (American order unless only the other can exist),
`13.05.2026`, `2025年2月3日`, `2025년 2월 3일`, seconds or milliseconds since 1970, and Franklin's `Date(2025, 2, 3)`.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from newsdesk.model.moment import Moment
from newsdesk.text.months import month_of

FIRST_YEAR = 1000
LAST_YEAR = 9998
"""0001 is what Go writes for no date, 9999 what databases write for never; a zone shifts both out of the calendar."""

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DAY_FIRST_YEAR = re.compile(r"(?P<year>\d{4})(?P<sign>[-/._])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)")
_DAY_LAST_YEAR = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_EAST_ASIAN = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일号]?")
_CONSTRUCTOR = re.compile(r"(?:Date(?:Time)?|date(?:time)?)\(([\d,\s]+)\)")
_DIGITS = re.compile(r"\d{8}(?:T?\d{4}(?:\d\d)?)?(?!\d)")
_SECONDS = re.compile(r"\d{9,13}(?:\.\d+)?")
_MONTH_ONLY = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?")
_TIME = re.compile(
    r"(\d{1,2})(?::|h|時|时|시\s?)(\d{2})(?:(?::|分|분\s?)(\d{2})(?:[.,](\d+))?)?(?:[分秒초])?\s*([AaPp]\.?[Mm]\.?)?(?![\d:])"
)
_HOUR_ONLY = re.compile(r"(\d{1,2})\s*([AaPp]\.?[Mm]\.?)\b")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?(?::\d{2})?(?![\d:])")
_BRACKETED = re.compile(r"\s*(?:\([^()]*\)|\[[\w/+-]+\])\s*$")
_WORDS = re.compile(r"[^\W\d_]+|\d+")

# What RFC 2822 (4.3) calls obsolete zones, and a few that newsrooms write. Hours from UTC.
_ZONES = {
    name: hours
    for hours, names in {
        0.0: "z utc gmt ut wet",
        1.0: "cet bst west",
        2.0: "cest eet",
        3.0: "eest msk",
        5.5: "ist",
        9.0: "jst kst",
        10.0: "aest",
        11.0: "aedt",
        12.0: "nzst",
        13.0: "nzdt",
        -4.0: "edt",
        -5.0: "est cdt",
        -6.0: "cst mdt",
        -7.0: "mst pdt",
        -8.0: "pst",
    }.items()
    for name in names.split()
}
_MAX_LETTERS = 80
"""A date is short; what is longer is a sentence, and not read."""


def parse_date(value: object, *, zone: tzinfo) -> Moment | None:
    """The moment that a value names.

    Args:
        value: A string, a number, a date or datetime (TOML), or anything else, which is no date.
        zone: The desk's time zone, for times that name none.

    Returns:
        A day or an instant between the years 1000 and 9998; None for everything else. Never raises.
    """
    try:
        if isinstance(value, str):
            return _read(value, zone)
        if isinstance(value, datetime):
            return _instant(value if value.tzinfo else value.replace(tzinfo=zone))
        if isinstance(value, date):
            return _day(value.year, value.month, value.day)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _read(str(value), zone)
    except (ValueError, OverflowError, OSError):
        # A month 13, a day 30 of February, an instant that its offset pushes out of the calendar.
        return None
    return None


def leading_day(text: str) -> Moment | None:
    """The day at the beginning of a text whose rest is no time that can exist: `2021-02-08 16:30-:00` is that day."""
    found = _DAY_FIRST_YEAR.match(text.strip())
    if found is None:
        return None
    try:
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def date_in_name(name: str | bytes) -> Moment | None:
    """The day in a file's name or its path: `2026-03-11-flood.md`, `20260311 Flood.md`, `2026/03/11/flood.md`.

    Args:
        name: A path relative to its source, with `/` between its parts.
    """
    text = name.decode("utf-8", "replace") if isinstance(name, bytes) else name
    parts = text.split("/")
    for part in reversed(parts):
        for found in _NAME_DAY.finditer(part):
            day = _day_or_none(found[1] or found[4], found[2] or found[5], found[3] or found[6])
            if day is not None:
                return day
    found_in_path = _PATH_DAY.search(text)
    return _day_or_none(found_in_path[1], found_in_path[2], found_in_path[3]) if found_in_path else None


_NAME_DAY = re.compile(
    r"(?<!\d)(?:((?:19|20)\d\d)[-_.]([01]?\d)[-_.]([0-3]?\d)|((?:19|20)\d\d)([01]\d)([0-3]\d))(?!\d)"
)
_PATH_DAY = re.compile(r"(?:^|/)((?:19|20)\d\d)/([01]?\d)/([0-3]?\d)(?=[/_. -]|$)")


def _day_or_none(year: str, month: str, day: str) -> Moment | None:
    try:
        return _day(int(year), int(month), int(day))
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> Moment | None:
    return Moment.of_day(date(year, month, day)) if FIRST_YEAR <= year <= LAST_YEAR else None


def _instant(moment: datetime) -> Moment | None:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return Moment(moment.astimezone(UTC).replace(microsecond=0))


def _read(text: str, zone: tzinfo) -> Moment | None:
    text = text.strip()
    plain = _ISO_DAY.fullmatch(text)
    if plain:
        return _day(int(plain[1]), int(plain[2]), int(plain[3]))
    if not text or len(text) > _MAX_LETTERS:
        return None
    found = _DAY_FIRST_YEAR.match(text) or _EAST_ASIAN.match(text)
    if found:
        return _with_time(int(found["year"]), int(found["month"]), int(found["day"]), text[found.end() :], zone)
    found = _DAY_LAST_YEAR.match(text)
    if found:
        month, day = _order(int(found[1]), int(found[3]), found[2])
        return _with_time(int(found[4]), month, day, text[found.end() :], zone)
    return _read_digits(text, zone) if text[0].isdigit() and _is_numeric(text) else _read_words(text, zone)


def _is_numeric(text: str) -> bool:
    return not any(letter.isalpha() and letter not in "TZ" for letter in text) and " " not in text


def _order(first: int, second: int, sign: str) -> tuple[int, int]:
    """Month and day of two numbers: with slashes American unless that cannot be, with dots or dashes the day first."""
    month_first = first <= 12 if sign == "/" else second > 12
    return (first, second) if month_first else (second, first)


def _read_digits(text: str, zone: tzinfo) -> Moment | None:
    found = _DIGITS.match(text)
    if found and 1 <= int(text[4:6]) <= 12 and 1 <= int(text[6:8]) <= 31 and text[:2] in {"19", "20"}:
        year, month, day = int(text[:4]), int(text[4:6]), int(text[6:8])
        clock = found[0][8:].lstrip("T")
        if not clock:
            return _with_time(year, month, day, text[found.end() :], zone)
        clock = ":".join(clock[at : at + 2] for at in range(0, len(clock), 2))
        return _with_time(year, month, day, clock + text[found.end() :], zone)
    if _SECONDS.fullmatch(text):
        seconds = float(text)
        # Milliseconds have twelve digits at least since 1973, seconds will have eleven only in the year 5138.
        return _instant(datetime.fromtimestamp(seconds / 1000 if seconds >= 1e11 else seconds, UTC))
    month_only = _MONTH_ONLY.fullmatch(text)
    if month_only and 1500 <= int(month_only[1]) <= 2200:
        return _day(int(month_only[1]), int(month_only[2] or 1), 1)
    return None


def _read_words(text: str, zone: tzinfo) -> Moment | None:
    """A date with the month's name in it, wherever its parts stand."""
    constructor = _CONSTRUCTOR.fullmatch(text)
    if constructor:
        numbers = [int(number) for number in constructor[1].split(",") if number.strip()]
        if len(numbers) <= 3:
            return _day(*[*numbers, 1, 1][:3]) if numbers else None
        return _instant(datetime(*numbers[:6], tzinfo=zone))  # type: ignore[misc,arg-type]
    clock = _TIME.search(text)
    rest = text[clock.end() :] if clock else ""
    days = text[: clock.start()] + " " + _YEAR_AT_END.sub(_keep_year, rest) if clock else text
    month = day = year = 0
    for word in _WORDS.findall(days):
        if word.isdigit():
            if len(word) == 4 and not year:
                year = int(word)
            elif len(word) <= 2 and not day:
                day = int(word)
            elif len(word) <= 2 and day and not year:
                # RFC 822 wrote two digits; RFC 2822 (4.3) says what they mean.
                year = int(word) + (2000 if int(word) < 50 else 1900)
        elif not month:
            month = month_of(word)
    if not (month and year):
        return None
    if clock is None:
        return _day(year, month, day or 1)
    return _with_time(year, month, day or 1, clock[0] + _YEAR_AT_END.sub("", rest), zone)


_YEAR_AT_END = re.compile(r"(?<![\d+-])\s(\d{4})\s*$")


def _keep_year(found: re.Match[str]) -> str:
    return f" {found[1]}"


def _with_time(year: int, month: int, day: int, rest: str, zone: tzinfo) -> Moment | None:
    """The moment of a day and what stands behind it; None when that is neither a time nor a remark."""
    rest = _BRACKETED.sub("", rest).lstrip(" \t,;Tt日号@-–").rstrip(" \t,;.")
    if rest.lower().startswith("at "):
        rest = rest[3:]
    if not rest:
        return _day(year, month, day)
    clock = _TIME.match(rest)
    if clock:
        hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
        half = clock[5]
    else:
        clock = _HOUR_ONLY.match(rest)
        if clock is None:
            return _day(year, month, day) if _zone_of(rest) is not None or not any(map(str.isdigit, rest)) else None
        hour, minute, second, half = int(clock[1]), 0, 0, clock[2]
    if half:
        hour = hour % 12 + (12 if half[0] in "Pp" else 0)
    offset = _zone_of(rest[clock.end() :])
    if offset is None and any(map(str.isdigit, rest[clock.end() :])):
        return None
    start = datetime(year, month, day, tzinfo=zone if offset is None else offset)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    # 24:00 is the next day's beginning (ISO 8601); a leap second is told as the one before it.
    if hour == 24:
        return _instant(start + timedelta(days=1))
    return _instant(start.replace(hour=hour, minute=minute, second=min(second, 59)))


def _zone_of(text: str) -> tzinfo | None:
    """The zone that follows a time: `Z`, `+02:00`, `-0400`, `-4`, `EST`; None where there is none."""
    text = text.strip()
    offset = None
    # One generator writes `0000 -0500`: the last offset is the one that is meant.
    for found in _OFFSET.finditer(text):
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours <= 15 and minutes <= 59:
            offset = timedelta(hours=hours, minutes=minutes) * (1 if found[1] == "+" else -1)
    if offset is not None:
        return timezone(offset)
    name = re.match(r"[A-Za-z]+", text)
    hours_from_utc = _ZONES.get(name[0].lower()) if name else None
    return None if hours_from_utc is None else timezone(timedelta(hours=hours_from_utc))
