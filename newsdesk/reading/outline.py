"""Finding one's way: headings, anchors, links, and where they are on the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsdesk.reading.links import Link
from newsdesk.reading.spans import Line
from newsdesk.text.fold import fold
from newsdesk.text.widths import width

_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the outline."""

    level: int
    """1 to 6."""
    text: str
    line: int
    """The line of the body on which it stands, counted from 0: `y_of(Place(line))` is where to scroll to."""


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link on the page; one that runs over several rows stands where it begins."""

    link: Link
    text: str
    y: int
    x: int
    """In cells from the left edge."""


def links_on(lines: Sequence[Line], first_y: int) -> list[PlacedLink]:
    """The links on rows of a page, in reading order; the first of them stands at `first_y`."""
    found: list[PlacedLink] = []
    last: Link | None = None
    for y, line in enumerate(lines, start=first_y):
        x = 0
        for span in line:
            if span.link is not None and span.link is last:
                joint = "" if found[-1].y == y else " "
                found[-1] = replace(found[-1], text=found[-1].text + joint + span.text)
            elif span.link is not None:
                found.append(PlacedLink(span.link, span.text, y, x))
            if span.text.strip():
                last = span.link
            x += width(span.text)
    return found


def slug(heading: str) -> str:
    """The name by which links reach a heading, as GitHub makes it: `What's new?` → `whats-new`."""
    return _NOT_IN_SLUG.sub("", heading.strip().lower()).replace(" ", "-")


def same_anchor(one: str, other: str) -> bool:
    """Whether two names mean the same anchor: generators disagree on case, accents, and runs of hyphens."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name))
