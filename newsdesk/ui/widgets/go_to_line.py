"""The line that a row or a time to go to is typed into: in the place of the search bar, while it is asked for."""

import re
from dataclasses import dataclass
from datetime import date

from newsdesk.ui.messages import PlaceWanted
from newsdesk.ui.widgets.pane_line import PaneLine

PLACEHOLDER = "a row, such as 120, or a time: 2025-02, 2025-02-03, yesterday"
_ROW = re.compile(r"[0-9][0-9,. ]*")
_MOST_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Time:
    """A day, a month or a year."""

    first: date
    last: date


def understood(typed: str, today: date, rows: int) -> int | Time | None:
    """What somebody wants to go to.

    Args:
        typed: A row or a time.
        today: On the desk.
        rows: How many rows the list has: a number beyond them may be a year.

    Returns:
        A row, counted from 0, or a time; None where it is neither.
    """
    # Not needed for the first screen.
    from newsdesk.text.query.operators import span_of

    typed = typed.strip()
    span = span_of(typed, today)
    number = int(re.sub(r"\D", "", typed)) if _ROW.fullmatch(typed) and len(typed) < _MOST_DIGITS else None
    if number is not None and (span is None or number <= rows):
        return max(number - 1, 0)
    return None if span is None else Time(*span)


class GoToLine(PaneLine):
    """Hidden while nobody wants to go anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.placeholder = PLACEHOLDER

    def on_blur(self) -> None:
        """Whoever clicks elsewhere goes nowhere else."""
        if self.display and self.app.app_focus:
            self.action_give_up()

    def action_answer(self) -> None:
        """That is it."""
        self.close()
        self.post_message(PlaceWanted(self.value))

    def action_give_up(self) -> None:
        """Nowhere."""
        self.close()
        self.post_message(PlaceWanted(None))
