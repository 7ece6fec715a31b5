"""How the reader wants the desk to look: theme and panes, kept from one start to the next."""

import json
from dataclasses import dataclass, field

from newsdesk.ui.layout import PaneChoice, Panes

KEY = "looks"
"""Under which the desk remembers it."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What was chosen by hand, and what was learnt of the terminal."""

    theme: str = ""
    """Nothing where the configuration decides."""
    light: bool | None = None
    """Whether the background of the terminal was light, when it said so last: a guess for the next first frame."""
    panes: PaneChoice = field(default_factory=PaneChoice)

    def written(self) -> str:
        """As text, for the desk to remember."""
        wish = self.panes
        return json.dumps(
            {
                "theme": self.theme,
                "light": self.light,
                "panes": wish.panes.name,
                "list_share": wish.list_share,
                "stats_columns": wish.stats_columns,
            }
        )

    @classmethod
    def read(cls, text: str | None) -> "Looks":
        """What `written` wrote; of anything else, the looks of a first start."""
        if not text:
            return cls()
        try:
            said = json.loads(text)
            light = said["light"]
            return cls(
                str(said["theme"]),
                light if isinstance(light, bool) else None,
                PaneChoice(
                    Panes[said["panes"]],
                    min(max(float(said["list_share"]), 0.0), 1.0),
                    min(max(int(said["stats_columns"]), 0), 1000),
                ),
            )
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
            # Written by another version, or by somebody's hand.
            return cls()
