"""How a benchmark says what it measured: a table for people, or one JSON object for programs.

Also the few figures that all of them need: percentiles, and the size of a desk from the command line.
"""

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """Figures in the order in which they were measured, each with its budget where it has one."""

    name: str
    rows: list[tuple[str, str, float, str, float | None]] = field(default_factory=list)

    def add(self, key: str, says: str, value: float, unit: str = "", *, budget: float | None = None) -> None:
        """Take in a figure.

        Args:
            key: Its name in the JSON object, unit included (`p95_ms`).
            says: Its name in the table.
            value: The figure.
            unit: What stands behind it in the table.
            budget: What it should be at most.
        """
        self.rows.append((key, says, value, unit, budget))

    def as_json(self, about: Mapping[str, object]) -> str:
        """One object: what the benchmark was run with, then the figures."""
        return json.dumps(
            {"benchmark": self.name, **about} | {key: round(value, 4) for key, _, value, _, _ in self.rows}
        )

    def as_table(self, about: Mapping[str, object]) -> str:
        """A line a figure, the figures under one another."""
        what = ", ".join(f"{key} {value}" for key, value in about.items())
        width = max((len(says) for _, says, *_ in self.rows), default=0)
        lines = [f"{self.name} ({what})" if what else self.name]
        for _, says, value, unit, budget in self.rows:
            goal = "" if budget is None else f"   {'within' if value <= budget else 'over'} {budget:g} {unit}".rstrip()
            lines.append(f"  {says:<{width}}  {value:>12,.2f} {unit}{goal}".rstrip())
        return "\n".join(lines)

    def print(self, *, as_json: bool, about: Mapping[str, object]) -> None:
        """Write it to the standard output."""
        print(self.as_json(about) if as_json else self.as_table(about))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least `share` (0 to 1) of them do not exceed; of none, not a number."""
    if not values:
        return math.nan
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def arguments(says: str, *, size: int) -> argparse.ArgumentParser:
    """The options that all benchmarks have in common; `size` is how many articles the desk holds by default."""
    parser = argparse.ArgumentParser(description=says)
    parser.add_argument("--size", type=int, default=size, help="articles on the desk (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--no-neighbours", action="store_true", help="measure newsdesk only")
    return parser
