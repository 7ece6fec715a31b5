"""When something happened, as exactly as its source said."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from enum import IntEnum


class Precision(IntEnum):
    """How exact a moment is."""

    DAY = 0
    SECOND = 1


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, or a day that no time zone shifts."""

    instant: datetime
    """Aware, in UTC. Of a day: its midnight in UTC."""
    precision: Precision = Precision.SECOND

    @classmethod
    def of_day(cls, day: date) -> "Moment":
        """The day itself, wherever it is read."""
        return cls(datetime(day.year, day.month, day.day, tzinfo=UTC), Precision.DAY)

    def day(self, zone: tzinfo) -> date:
        """The calendar day; an instant's day is that of `zone`."""
        return self.instant.date() if self.precision is Precision.DAY else self.instant.astimezone(zone).date()

    def isoformat(self) -> str:
        """ISO 8601: `2025-02-03` of a day, `2025-02-03T14:00:00Z` of an instant."""
        if self.precision is Precision.DAY:
            return self.instant.date().isoformat()
        return self.instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
