"""How a feed is doing, in figures and one sentence. Pure."""

from newsdesk.model.clean import Clean
from newsdesk.model.wire import Condition, Health, Wire, WireFigures
from newsdesk.store.feeds import RECENT_DAYS
from newsdesk.text.clean import clean_line

NO_FIGURES = WireFigures()


def health(wire: Wire, figures: WireFigures = NO_FIGURES) -> Health:
    """Say how a feed is doing."""
    condition, says = _condition(wire)
    return Health(wire, condition, says, figures, figures.recent * 7 / RECENT_DAYS)


def _condition(wire: Wire) -> tuple[Condition, Clean]:
    course = wire.course
    if wire.retired:
        return Condition.RETIRED, course.failure
    if wire.paused:
        return Condition.PAUSED, Clean("Paused: it is not asked for until it is resumed.")
    if course.failure:
        often = f" Failed {course.failures} times in a row." if course.failures > 1 else ""
        return Condition.FAILING, clean_line(f"{course.failure}{often}")
    if course.succeeded is None:
        return Condition.NEW, Clean("Not fetched yet.")
    if course.notes:
        return Condition.NOTED, course.notes[0]
    return Condition.WELL, Clean("")
