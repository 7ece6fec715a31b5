"""What the sources screen lists, row by row: sums, headings, sources, and how each is doing in plain words.

Pure: values in, values out; the clock is passed in. `widgets.source_list` paints, `screens.sources_screen` acts.
"""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache

from newsdesk.desk.followed import Followed
from newsdesk.model.clean import Clean
from newsdesk.model.moment import Moment
from newsdesk.model.source import SourceId, SourceKind
from newsdesk.model.source_figures import SourceFigures
from newsdesk.model.wire import Condition, Health
from newsdesk.text.clean import clean_line
from newsdesk.ui.ages import age

NO_FIGURES = SourceFigures()
EVERYTHING, HOUSE, WIRES = Clean("All sources"), Clean("Folders and files"), Clean("All wires")
ALL_WIRES = "is:wire"
"""What finds the articles of all feeds."""
_A_MINUTE, _AN_HOUR, _A_DAY = 60, 3_600, 86_400


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of the sources screen."""

    label: Clean
    figures: SourceFigures = NO_FIGURES
    of_sum: str = ""
    """What the list shows for a sum."""
    followed: Followed | None = None
    """The source; None for a heading or a sum."""
    is_heading: bool = False
    """Whether the cursor passes over it."""
    indent: int = 0

    @property
    def query(self) -> str:
        """What the list shows for it."""
        return _narrowed("source", self.followed.source.name) if self.followed else self.of_sum

    @property
    def source_id(self) -> SourceId | None:
        """Which source it is."""
        return self.followed.source.id if self.followed else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source is doing."""

    says: Clean
    needs_care: bool = False
    """Whether somebody has to look after it."""


NO_STANDING = Standing(Clean(""))


def arranged(sources: Sequence[Followed], wanted: str = "") -> list[SourceRow]:
    """The rows: everything, then folders and files, then feeds in their folders.

    Args:
        sources: All that the desk follows.
        wanted: Only sources whose name or place holds this, in any case; sums and headings are left out then.
    """
    if wanted.strip():
        sought = wanted.strip().casefold()
        return [_row(one, 0) for one in sources if sought in f"{one.source.name} {place_of(one)}".casefold()]
    house = [one for one in sources if one.source.kind is not SourceKind.FEED]
    rows = [SourceRow(EVERYTHING, total(sources))] if len(sources) > 1 else []
    if house:
        rows.append(SourceRow(HOUSE, is_heading=True))
        rows += [_row(one, 1) for one in house]
    return rows + _of_wires([one for one in sources if one.source.kind is SourceKind.FEED])


def _of_wires(wires: Sequence[Followed]) -> list[SourceRow]:
    """The sum of all feeds, those in no folder, then each folder with its own; in the order in which they came."""
    folders: dict[tuple[Clean, ...], list[Followed]] = {(): []}
    for one in wires:
        folders.setdefault(one.health.wire.folder if one.health else (), []).append(one)
    rows = [SourceRow(WIRES, total(wires), ALL_WIRES)] if wires else []
    rows += [_row(one, 1) for one in folders.pop(())]
    for folder, inside in sorted(folders.items()):
        label = clean_line(" / ".join(folder))
        rows.append(SourceRow(label, total(inside), _narrowed("tag", folder[-1]), indent=1))
        rows += [_row(one, 2) for one in inside]
    return rows


def total(sources: Iterable[Followed]) -> SourceFigures:
    """The sums of their figures."""
    articles = unread = problems = 0
    for one in sources:
        articles += one.figures.articles
        unread += one.figures.unread
        problems += one.figures.problems
    return SourceFigures(articles, unread, problems)


def place_of(one: Followed) -> Clean:
    """Where a source is: a path, with ~ for the home folder; of a feed its address."""
    place = os.fsdecode(one.source.location)
    home = _home()
    if one.source.kind is not SourceKind.FEED and len(home) > 1 and f"{place}/".startswith(f"{home}/"):
        place = "~" + place[len(home) :]
    return clean_line(place)


@cache
def _home() -> str:
    return os.path.expanduser("~")  # noqa: PTH111 (a text: names need not be UTF-8)


def standing(one: Followed, now: datetime, zone: tzinfo, struck: Collection[SourceId] = ()) -> Standing:
    """How a source is doing, in a few words.

    Args:
        one: Which.
        now: Aware.
        zone: Of the desk.
        struck: Sources that are removed when the screen is left.
    """
    if one.source.id in struck:
        return Standing(Clean("removed when you leave"))
    if one.paused:
        return Standing(Clean("paused"))
    if one.health is not None:
        return _of_health(one.health, now, zone)
    if one.source.missing:
        return Standing(Clean("cannot be reached"), needs_care=True)
    changed = one.figures.changed
    if changed is not None:
        return Standing(clean_line(f"changed {ago(changed, now, zone)}"))
    return Standing(Clean("" if one.figures.articles else "nothing yet"))


def _of_health(health: Health, now: datetime, zone: tzinfo) -> Standing:
    if health.condition is Condition.RETIRED:
        return Standing(Clean("gone for good"), needs_care=True)
    if health.condition is Condition.FAILING:
        return Standing(clean_line(f"failing: {health.says}"), needs_care=True)
    succeeded = health.wire.course.succeeded
    if succeeded is None:
        return Standing(Clean("not fetched yet"))
    return Standing(clean_line(f"fetched {ago(succeeded, now, zone)}"))


def sentences(one: Followed, now: datetime, zone: tzinfo, struck: Collection[SourceId] = ()) -> tuple[str, str]:
    """What there is to say of a source in two lines: where it is with its figures; how it is doing, what can be done.

    The arguments are those of `standing`.
    """
    facts: list[str] = [place_of(one)]
    if one.health is not None:
        wire, share = one.health.wire, one.health.share_read
        if one.health.condition is not Condition.NEW:
            facts.append(f"{one.health.a_week:.1f} a week".replace(".0 ", " "))
        facts += [f"{share:.0%}".replace("%", " % read")] if share is not None else []
        facts += [f"tags: {', '.join(wire.tags)}"] if wire.tags else []
        facts += ["fetched whole"] if wire.full_text else []
    return "   ".join(facts), _how(one, now, zone, struck)


def _how(one: Followed, now: datetime, zone: tzinfo, struck: Collection[SourceId]) -> str:
    if one.source.id in struck:
        files = "" if one.source.kind is SourceKind.FEED else ", its files stay where they are"
        return f"Its articles leave the desk{files}; what you starred or noted is kept. z keeps it on the desk."
    if one.paused:
        return "Paused: nothing new is taken in; its articles stay. p goes on."
    if one.health is None:
        missing = "Its place cannot be reached (moved? not mounted?); what was read of it stays. d removes it."
        return missing if one.source.missing else ""
    course = one.health.wire.course
    facts = [str(one.health.says)] if one.health.says else []
    if course.failures and course.succeeded is not None:
        facts.append(f"Last fetched {ago(course.succeeded, now, zone)}.")
    if course.due is not None and one.health.condition is not Condition.RETIRED:
        facts.append(f"Asked again {until(course.due, now)}.")
    return " ".join(facts)


def ago(instant: datetime, now: datetime, zone: tzinfo) -> str:
    """How long ago: `now`, `5 min ago`, `yesterday`, `3 Feb`."""
    text = age(Moment(instant), now, zone)
    return f"{text} ago" if text.endswith((" min", " h", " days")) else text


def until(instant: datetime, now: datetime) -> str:
    """How soon: `now`, `in 12 min`, `in 3 h`, `in 2 days`."""
    seconds = (instant - now).total_seconds()
    if seconds < _A_MINUTE:
        return "now" if seconds <= 0 else "in a minute"
    if seconds < _AN_HOUR:
        return f"in {round(seconds / _A_MINUTE)} min"
    if seconds < _A_DAY:
        return f"in {round(seconds / _AN_HOUR)} h"
    return f"in {round(seconds / _A_DAY)} days"


def _narrowed(operator: str, value: str) -> str:
    # Not before somebody looks at sources: it brings the query's language along.
    from newsdesk.text.query import quote

    return f"{operator}:{quote(value)}"


def _row(one: Followed, indent: int) -> SourceRow:
    return SourceRow(one.source.name, one.figures, followed=one, indent=indent)
