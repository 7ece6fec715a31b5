"""How the rows of the list are laid out: what the configuration says, and what was chosen by hand since."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from newsdesk.ui.widgets.rows import CELLS, COLUMN_LEAST_CELLS, COLUMN_MOST_CELLS, TITLE, Arrangement

if TYPE_CHECKING:
    from newsdesk.desk.settings import ListSettings

ARRANGEMENT = "list"
"""Under which the desk remembers what was chosen by hand."""
LINES = {"auto": None, "one": 1, "two": 2}


def arrangement_of(settings: "ListSettings", remembered: str | None) -> Arrangement:
    """How the rows are laid out at a start.

    Args:
        settings: What the configuration says.
        remembered: What `written` wrote; anything else changes nothing.
    """
    columns, cells = _columns(settings.columns)
    configured = Arrangement(
        columns,
        cells,
        lines=LINES[settings.rows],
        description=settings.second == "description",
        spaced=settings.density == "comfortable",
    )
    try:
        said = json.loads(remembered or "{}")
        lines, spaced, description = said.get("lines"), said.get("spaced"), said.get("description")
        by_hand = {str(name): int(width) for name, width in said.get("cells", {}).items()}
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        # Written by another version, or by somebody's hand.
        return configured
    return replace(
        configured,
        cells={**cells, **{name: _held(width) for name, width in by_hand.items() if name in CELLS}},
        lines=lines if lines in {1, 2} else None if lines == 0 else configured.lines,
        spaced=spaced if isinstance(spaced, bool) else configured.spaced,
        description=description if isinstance(description, bool) else configured.description,
    )


def written(now: Arrangement) -> str:
    """What was chosen by hand, as text, for the desk to remember."""
    return json.dumps(
        {
            "lines": now.lines or 0,
            "spaced": now.spaced,
            "description": now.description,
            "cells": dict(now.cells),
        }
    )


def _columns(said: Iterable[str]) -> tuple[tuple[str, ...], dict[str, int]]:
    """`author:24` is a column and its width; the headline is always there."""
    cells: dict[str, int] = {}
    names: list[str] = []
    for column in said:
        name, _, width = column.partition(":")
        names.append(name)
        if width.isdecimal() and name != TITLE:
            cells[name] = _held(int(width))
    order = tuple(dict.fromkeys(names))
    return (order if TITLE in order else (TITLE, *order)), cells


def _held(width: int) -> int:
    return min(max(width, COLUMN_LEAST_CELLS), COLUMN_MOST_CELLS)
