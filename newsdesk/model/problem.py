"""What was wrong with an input, found and worked round: kept, shown and counted, never thrown away."""

from dataclasses import dataclass

from newsdesk.model.clean import Clean


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was wrong."""

    code: str
    """A stable name in kebab-case, such as `front-matter-quote`; `newsdesk lint --json` prints it."""
    message: Clean
    """One plain sentence: what is wrong, and what newsdesk did about it."""
    line: int | None = None
    """Counted from 1 in the file; None when it concerns the whole file."""
    column: int | None = None
    """Counted from 1 in characters of that line."""
    fixable: bool = False
    """Whether `newsdesk lint --fix` mends it."""
